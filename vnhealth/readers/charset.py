"""Turn the bytes of a text file into text; what is not certain is a note, never a repair.

TCVN3 (ABC) and VNI are read only with an explicit charset; finding them out is a suggestion.
"""

from __future__ import annotations

import codecs
import csv
import re
import unicodedata
from functools import cache
from importlib import resources
from typing import Final

from vnhealth.errors import ReadError, UsageError
from vnhealth.readers.model import Note

LEGACY: Final = ("tcvn3", "tcvn3-upper", "vni")

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ONSETS: Final = "ngh|ng|nh|gh|gi|kh|ph|th|tr|ch|qu|[bcdđghklmnprstvx]"
_NUCLEI: Final = (
    "iêu|yêu|oai|oao|oay|oeo|uây|uôi|uya|uyê|uyu|ươi|ươu|"
    "ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|oo|ôi|ơi|ua|uâ|uê|ui|uô|uơ|uy|ưa|ưi|ươ|ưu|yê|"
    "[aăâeêioôơuưy]"
)
_CODAS: Final = "ng|nh|ch|[cmnpt]"
_SYLLABLE: Final = re.compile(rf"(?:{_ONSETS})?(?:{_NUCLEI})(?:{_CODAS})?", re.IGNORECASE)
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ENOUGH: Final = 0.6  # share of odd words that must turn into Vietnamese syllables
_MARGIN: Final = 0.3  # by how much the share must grow
_TWICE: Final = "utf-8 read as latin-1"
_SAMPLE: Final = 20_000  # letters looked at to suggest a charset
_VIETNAMESE: Final = re.compile(
    "[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0300-\u0323]"
)
_NULS: Final = Note(
    "The file ends in NUL bytes, which were not read.",
    "Cuối tệp có byte NUL, phần này không được đọc.",
)


def decode(data: bytes, name: str, charset: str | None = None) -> tuple[str, list[Note]]:
    """Return the text of a file and the notes on how it was decoded.

    Without `charset`: by its byte order mark, else UTF-8, else Windows-1252 with a note that
    says so and, where the look of the text allows it, suggests a Vietnamese charset.

    Raises
    ------
    ReadError
        When the bytes do not fit the charset asked for.
    """
    if charset is not None:
        return _decode_as(data, name, charset), []
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], name, codec), []
    ended = data.rstrip(b"\0")
    notes = [_NULS] if ended != data else []
    try:
        text = ended.decode("utf-8")
    except UnicodeDecodeError:
        text = _western(ended)
    else:
        sample = text[:_SAMPLE]
        is_odd = not sample.isascii() and not _VIETNAMESE.search(sample)
        return text, [*notes, *(_suggestion(sample, name) if is_odd else [])]
    note = Note(
        f"{name}: the text is not UTF-8; it was read as Windows-1252.",
        f"{name}: văn bản không phải UTF-8; đã đọc theo Windows-1252.",
    )
    return text, [*notes, note, *_suggestion(text, name)]


def suggestions(text: str, name: str) -> list[Note]:
    """Return a note when readable text looks like TCVN3, VNI or UTF-8 read as Latin-1."""
    return _suggestion(text, name)


def _decode_as(data: bytes, name: str, charset: str) -> str:
    if charset.lower() in LEGACY:
        return from_legacy(_western(data, latin=True), charset)
    try:
        return data.decode(charset).removeprefix("\ufeff")
    except LookupError as error:
        raise UsageError(
            f"“{charset}” is not a known charset. Use a Python codec name or one of "
            f"{', '.join(LEGACY)}.",
            f"Không có bảng mã “{charset}”. Hãy dùng tên bảng mã của Python hoặc một trong: "
            f"{', '.join(LEGACY)}.",
        ) from error
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{name}: byte {error.start} does not fit the charset {charset}. "
            "Name another charset, or none to have it found out.",
            f"{name}: byte thứ {error.start} không hợp với bảng mã {charset}. "
            "Hãy chọn bảng mã khác, hoặc bỏ trống để chương trình tự xác định.",
        ) from error


def _western(data: bytes, *, latin: bool = False) -> str:
    """Decode as Windows-1252; the five bytes it leaves open become Latin-1 controls."""
    if latin:
        return data.decode("latin-1")
    return (
        "".join(
            bytes([b]).decode("cp1252", "replace").replace("\ufffd", chr(b)) if b > 0x7F else chr(b)  # noqa: PLR2004
            for b in data
        )
        if any(b in data for b in b"\x81\x8d\x8f\x90\x9d")
        else data.decode("cp1252")
    )


def from_legacy(text: str, charset: str) -> str:
    """Return text typed in a legacy Vietnamese charset as Unicode.

    Parameters
    ----------
    text
        Characters whose Latin-1 codes are the legacy bytes, as they come out of old workbooks.
    charset
        ``"tcvn3"``, ``"tcvn3-upper"`` (a font whose name ends in H shows capitals only) or
        ``"vni"``.

    Examples
    --------
    >>> from_legacy("TØnh Lµo Cai", "tcvn3")
    'Tỉnh Lào Cai'
    >>> from_legacy("Tænh Laøo Cai", "vni")
    'Tỉnh Lào Cai'
    """
    kind = charset.lower()
    if kind not in LEGACY:
        raise UsageError(
            f"“{charset}” is not a legacy Vietnamese charset; known are {', '.join(LEGACY)}.",
            f"“{charset}” không phải bảng mã tiếng Việt cũ; chỉ có {', '.join(LEGACY)}.",
        )
    pattern, letters = _table(kind.removesuffix("-upper"))
    converted = pattern.sub(lambda match: letters[match.group()], text)
    return converted.upper() if kind.endswith("-upper") else converted


@cache
def _table(kind: str) -> tuple[re.Pattern[str], dict[str, str]]:
    source = resources.files("vnhealth.readers") / "charsets" / f"{kind}.csv"
    rows = csv.DictReader(source.read_text(encoding="utf-8").splitlines())
    letters = {bytes.fromhex(row["bytes"]).decode("latin-1"): row["letter"] for row in rows}
    longest_first = sorted(letters, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first))), letters


def suggest_charset(text: str) -> str | None:
    """Suggest ``"tcvn3"``, ``"vni"``, ``"cp1258"`` or ``"utf-8 read as latin-1"``, or None.

    A suggestion, for a person to confirm: the words with letters outside ASCII are turned and
    must mostly become Vietnamese syllables, and more of them than before.

    Examples
    --------
    >>> suggest_charset("Sè gi­êng bÖnh")
    'tcvn3'
    >>> suggest_charset("Số giường bệnh") is None
    True
    """
    if undo_mojibake(text) is not None:
        return _TWICE
    best, best_score = None, max(_syllables(text) + _MARGIN, _ENOUGH)
    for kind in ("tcvn3", "vni", "cp1258"):
        turned = _as_windows_1258(text) if kind == "cp1258" else from_legacy(text, kind)
        score = _syllables(turned, text) if turned != text else 0.0
        if score > best_score:
            best, best_score = kind, score
    return best


def _as_windows_1258(text: str) -> str:
    """Return what `text` says if its bytes are Windows-1258: letters followed by tone marks."""
    try:
        turned = text.encode("cp1252").decode("cp1258")
    except UnicodeError:
        return text
    return unicodedata.normalize("NFC", turned)


def is_syllable(word: str) -> bool:
    """Tell whether a word has the shape of one Vietnamese syllable.

    Examples
    --------
    >>> [is_syllable(w) for w in ("bệnh", "b", "ệnh", "Nghiêng", "strat")]
    [True, False, True, True, False]
    """
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
    return tones <= 1 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def _syllables(text: str, printed: str | None = None) -> float:
    """Return the share of words with non-ASCII letters that are Vietnamese syllables."""
    words = [w for w in _tokens(text) if not w.isascii()]
    odd = [w for w in _tokens(printed or text) if not w.isascii()]
    if not odd:
        return 0.0
    return sum(map(is_syllable, words)) / max(len(odd), len(words))


def _tokens(text: str) -> list[str]:
    return [w.strip(".,;:()[]\"'/-%") for w in text.split() if not any(map(str.isdigit, w))]


def undo_mojibake(text: str) -> str | None:
    r"""Return what `text` was before its UTF-8 bytes were read as Windows-1252 or Latin-1.

    None when the way back is not possible, or changes nothing.

    Examples
    --------
    >>> undo_mojibake("LÃ\xa0o Cai")
    'Lào Cai'
    >>> undo_mojibake("Lào Cai") is None
    True
    """
    if text.isascii():
        return None
    data = bytearray()
    for char in text:
        try:
            data += char.encode("cp1252")
        except UnicodeEncodeError:
            if ord(char) > 0xFF:  # noqa: PLR2004 - no single byte holds it
                return None
            data.append(ord(char))
    try:
        turned = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return turned if turned != text else None


def _suggestion(text: str, name: str) -> list[Note]:
    kind = suggest_charset(text)
    if kind is None:
        return []
    if kind != _TWICE:
        return [
            Note(
                f"{name}: the text looks like {kind}; nothing was changed. Read it again with "
                f'charset="{kind}" if that is right.',
                f"{name}: văn bản có vẻ dùng bảng mã {kind}; chưa sửa gì. Nếu đúng, hãy đọc lại "
                f'với charset="{kind}".',
            )
        ]
    return [
        Note(
            f"{name}: the text looks like UTF-8 that was read as Latin-1; nothing was changed.",
            f"{name}: văn bản có vẻ là UTF-8 bị đọc nhầm thành Latin-1; chưa sửa gì.",
        )
    ]
