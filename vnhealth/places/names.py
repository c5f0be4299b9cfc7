"""One form for all spellings of a name, and the Vietnamese alphabetical order.

`fold` maps what differs in spelling only (accents, case, tone placement, hyphens, spaces, NFD,
code-point escapes, UTF-8 read as Latin-1) to one key. A letter lost in an export, printed as
``?`` or U+FFFD, stays as the loss mark ``?``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

LOSS: Final = "?"

_ESCAPED = re.compile(r"<U\+([0-9A-Fa-f]{4,6})>")
_FINAL_Y = re.compile(r"(?<=[bcdghklmnpqrstvx])y(?![a-z])|(?<=qu)y(?![a-z])")
_TONE_ON_EITHER = re.compile(
    "(?<![qQ])(?:(?<=[^\\W])|^)(?i:([ou]))([\u0300\u0301\u0303\u0309\u0323]?)(?i:([aey]))"
    "([\u0300\u0301\u0303\u0309\u0323]?)(?![\\w\u0300-\u036f])"
)
_OF_VIETNAMESE_TEXT = re.compile("[\\x00-\u024f\u0300-\u036f\u1ea0-\u1ef9\u2000-\u206f]*")
_LAST_CODE_POINT: Final = 0x10FFFF
_SURROGATES: Final = range(0xD800, 0xE000)

_ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES: Final = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_RANK: Final = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET, start=11)}


def _unescape(match: re.Match[str]) -> str:
    code = int(match.group(1), 16)
    if code > _LAST_CODE_POINT or code in _SURROGATES:
        return LOSS
    return chr(code)


def unscramble(text: str) -> str:
    r"""Return `text` with UTF-8 that was read as Windows-1252 or Latin-1 put right.

    Examples
    --------
    >>> unscramble("BÃ¬nh Ä\x90á»\x8bnh")
    'Bình Định'
    >>> unscramble("Bình Định")
    'Bình Định'
    """
    if text.isascii():
        return text
    octets = bytearray()
    for letter in text:
        try:
            octets += letter.encode("cp1252")
        except UnicodeEncodeError:
            if ord(letter) > 0xFF:  # noqa: PLR2004 - the end of Latin-1
                return text
            octets.append(ord(letter))
    try:
        decoded = octets.decode("utf-8")
    except UnicodeDecodeError:
        return text
    return decoded if _OF_VIETNAMESE_TEXT.fullmatch(decoded) else text


def tidy(text: str) -> str:
    """Return `text` as one NFC line, its escapes, scrambled bytes and odd spaces put right.

    Examples
    --------
    >>> tidy("  B<U+1EAE>C   GIANG ")
    'BẮC GIANG'
    """
    known = _ESCAPED.sub(_unescape, text)
    composed = unicodedata.normalize("NFKC", unscramble(known).replace("\ufffd", LOSS))
    seen = "".join(c for c in composed if unicodedata.category(c) != "Cf")
    return " ".join(seen.split())


def other_placement(name: str) -> str:
    """Return `name` with its tone marks on the other vowel of oa, oe, uy at a syllable's end.

    Examples
    --------
    >>> other_placement("Hòa Bình"), other_placement("Thanh Hoá")
    ('Hoà Bình', 'Thanh Hóa')
    """
    decomposed = unicodedata.normalize("NFD", name)
    moved = _TONE_ON_EITHER.sub(lambda m: f"{m[1]}{m[4]}{m[3]}{m[2]}", decomposed)
    return unicodedata.normalize("NFC", moved)


def _fold_letter(letter: str) -> str:
    if letter in "đð":
        return "d"
    base = "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c))
    if base.isascii():
        return base if base.isalnum() or base == LOSS else " "
    return "#" if base.isalnum() else " "


def fold(text: str) -> str:
    """Return the key under which all spellings of one name meet.

    Examples
    --------
    >>> fold("BÀ RỊA – VŨNG TÀU") == fold("Ba Ria-Vung Tau")
    True
    >>> fold("Ðắk  Lắk"), fold("H? N?i"), fold("Mỹ Lý")
    ('dak lak', 'h? n?i', 'mi li')
    """
    letters = "".join(_fold_letter(c) for c in tidy(text).lower())
    return _FINAL_Y.sub("i", " ".join(letters.split()))


def skeleton(name: str) -> tuple[tuple[str, bool], ...]:
    """Return the folded letters of a catalogue name, each with "can be lost in an export".

    Examples
    --------
    >>> skeleton("Hà")
    (('h', False), ('a', True))
    """
    pairs: list[tuple[str, bool]] = []
    for letter in tidy(name).lower():
        base = _fold_letter(letter)
        if base in ("", " "):
            if pairs and pairs[-1][0] != " ":
                pairs.append((" ", True))
        else:
            pairs.append((base, not letter.isascii()))
    return tuple(pairs)


@lru_cache(maxsize=4096)
def accents(text: str) -> tuple[tuple[str, str], ...]:
    """Return for each letter of `text` its shape mark (ă, â, đ …) and its tone, "" where none.

    Examples
    --------
    >>> accents("Đà") == (("đ", ""), ("", "1"))
    True
    """
    found: list[tuple[str, str]] = []
    for letter in tidy(text).lower():
        if _fold_letter(letter) in ("", " "):
            continue
        marks = [c for c in unicodedata.normalize("NFD", letter) if unicodedata.combining(c)]
        shape = "đ" if letter in "đð" else "".join(c for c in marks if c not in _TONES)
        found.append((shape, next((_TONES[c] for c in marks if c in _TONES), "")))
    return tuple(found)


def contradict(printed: tuple[tuple[str, str], ...], known: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether printed accents contradict those of a name with the same letters.

    A dropped accent does not, nor a tone mark on the neighbouring vowel (hoà, hòa).

    Examples
    --------
    >>> contradict(accents("Hoà"), accents("Hòa")), contradict(accents("Phù"), accents("Phú"))
    (False, True)
    """
    if len(printed) != len(known):
        return False
    tones = ("", *(tone for _, tone in known), "")
    return any(
        (shape and shape != known[at][0]) or (tone and tone not in tones[at : at + 3])
        for at, (shape, tone) in enumerate(printed)
    )


def lost_per_byte(name: str) -> str:
    """Return `name` as an export prints it that loses each UTF-8 byte on its own.

    Examples
    --------
    >>> lost_per_byte("Hà Nội")
    'h?? n???i'
    """
    letters = tidy(name).lower()
    marked = "".join(c if c.isascii() else LOSS * len(c.encode()) for c in letters)
    return " ".join("".join(c if c.isalnum() or c == LOSS else " " for c in marked).split())


def collation_key(name: str) -> str:
    """Return a key that sorts names in Vietnamese alphabetical order.

    Letters decide first (ă after a, đ after d), word by word; tone marks only between
    equal letters.

    Examples
    --------
    >>> sorted(["Đà Nẵng", "Bắc Ninh", "Dak", "Bạc Liêu", "Hạ", "Hà Nội"], key=collation_key)
    ['Bạc Liêu', 'Bắc Ninh', 'Dak', 'Đà Nẵng', 'Hạ', 'Hà Nội']
    """
    letters: list[str] = []
    tones: list[str] = []
    for letter in tidy(name).lower().replace("ð", "đ"):
        parts = unicodedata.normalize("NFD", letter)
        tone = next((_TONES[c] for c in parts if c in _TONES), "0")
        plain = unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))
        if plain in _RANK:
            letters.append(_RANK[plain])
            tones.append(tone)
        elif plain.isascii() and plain.isdigit():
            letters.append(f"0{plain}")
            tones.append("0")
        elif letters and letters[-1] != "00":
            letters.append("00")
            tones.append("0")
    return f"{''.join(letters)} {''.join(tones)}"
