"""Cut a folded text into numbers, words and signs, and mark what is no quantity."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from vnhealth.quantity.fold import THIN, Folded, fold, spelling
from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.periods import find_periods
from vnhealth.quantity.unaccented import restore_accents

_TOKEN: Final = re.compile(
    rf"(?P<number>[0-9]{{1,3}}(?:{THIN}[0-9]{{3}})+(?![0-9])(?:[.,][0-9]+(?![0-9.,]*[.,][0-9]))?"
    r"|[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<word>(?:km|cm|m)[23²³](?!\w)|o/oo|%o(?!\w)|[^\W\d_]+)"
    r"|(?P<sign><=|>=|=<|=>|\S)"
)
_PERMILLE: Final = ("o/oo", "%o")
_SENTENCE_END: Final = frozenset(".;:!?")

# Names that look like numbers. Every repetition is bounded, so that no input is slow.
_UPPER: Final = r"[A-ZĐƯ]{2,12}[0-9]{0,3}(?![^\W\d_])"
_DOCUMENT: Final = re.compile(
    rf"(?<![\w.,/%])[0-9]{{1,6}}[a-z]?(?:\s?/\s?(?:19|20)[0-9]{{2}})?(?:\s?[-/]\s?|\s(?=[A-ZĐ]{{2,6}}/[A-ZĐ]))"
    rf"({_UPPER})((?:\s?[-/]\s?{_UPPER}){{0,4}})"
)
_NAMES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:https?://|www\.)\S{1,2000}",
        r"[\w.+-]{1,64}@[\w-]{1,64}\.[\w.]{1,64}",
        r"(?<!\w)(?:24/7|24/24|7/7)(?![0-9.,/])",
        r"(?<![0-9.,:])(?<!lệ )(?<!số )(?<!là )(?:[01]?[0-9]|2[0-4])(?::[0-5][0-9]){1,2}(?![0-9])",
        r"(?<![0-9.,])(?:[01]?[0-9]|2[0-4])(?:h|g)(?:[0-5][0-9])?(?!\w)",
        r"(?<![0-9.,])[0-9]{1,2}\s?giờ\s?[0-5][0-9](?:\s?phút)?(?![0-9.,%])",
        r"(?<!\w)(?:trước|hết)\s{1,4}(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])(?![0-9/%]|[.,][0-9]|\s?(?:triệu|vạn))",
        r"(?<!\w)từ\s{1,4}[0-9]{1,2}/[0-9]{1,2}\s{1,4}(?:đến|tới)\s{1,4}(?:hết\s{1,4}|ngày\s{1,4}){0,2}"
        r"[0-9]{1,2}/[0-9]{1,2}(?![0-9/%]|[.,][0-9]|\s?(?:triệu|vạn))",
        r"(?<!\w)(?:từ|đến|sau)\s{1,4}(?:1[3-9]|2[0-9]|3[01])/(?:0?[1-9]|1[0-2])(?![0-9/%]|[.,][0-9]|\s?(?:triệu|vạn))",
        r"(?<!\w)ngày\s{1,4}[0-9]{1,2}\s{0,2}[/-]\s{0,2}[0-9]{1,2}(?![0-9/%])",
        r"(?<!\w)ngày\s{1,4}[0-9]{1,2}\s{1,4}tháng\s{1,4}[0-9]{1,2}(?![0-9])",
        r"(?<!\w)tháng\s{1,4}[0-9]{1,2}(?:\s{0,2}(?:[-,]|và|đến)\s{0,2}[0-9]{1,2}(?![0-9.,]*[0-9%])){0,5}(?![0-9]|[.,][0-9]|\s?%)",
        r"(?<!\w)(?:iso|iec|tcvn|qcvn|icd)(?:/iec)?[ \u00a0-]?[0-9]{1,5}"
        r"(?:[:-][0-9]{1,5}){0,3}(?![0-9])",
        r"(?<!\w)(?:vắc\s?xin|vacxin|vaccine?)\s{1,4}[0-9]\s{1,4}trong\s{1,4}1(?![0-9.,])",
        r"(?<![\w.,/-])[0-9]{1,3}(?:-[0-9]{1,3}){2,8}(?![\w%‰/-]|\s?[%‰])",
        r"(?<![0-9.,])[0-9]{2,3}\s?/\s?[0-9]{2,3}\s?mmhg",
        r"(?<!\w)cấp\scứu\s115(?![0-9.,])",
        r"(?<!\w)(?:lúc|hồi)\s{1,4}[0-9]{1,2}\s?giờ(?!\w)",
        r"(?<!\w)\+84(?:[ \u00a0().-]{0,2}[0-9]){8,10}(?![0-9])",
        r"(?<![0-9.,])[0-9]{1,2}\s{1,4}tháng\s{1,4}(?:đầu|cuối)\s{1,4}(?:năm|nhiệm)",
        r"(?<![0-9.,])\(?(?=0(?:[ \u00a0().-]{0,2}[0-9]){8,11}(?![0-9,/%]))"
        r"[0-9 \u00a0().-]{9,24}(?<=[0-9])",
        r"(?<![0-9.,])1[89]00[ \u00a0.-]?[0-9]{4}(?![0-9])",
        r"(?<![0-9.,/])[0-9]{1,4}(?:/[0-9]{1,4}){2,8}(?![0-9])",
        r"(?<!\w)(?:đường|viện|phố)\s(?:số\s)?[0-9]{1,2}[/-][0-9]{1,2}(?!\s?[0-9%/])",
        r"(?<!\w)(?:bệnh\s)?viện\s(?:quân\s(?:y|đội)\s|trung\sương\s|tw\s|qđ\s){0,2}[0-9]{3}(?![0-9.,/%])",
        r"(?m)(?:\.{2}|…)[ ]{0,2}[0-9]{1,4}[ ]{0,2}$",
    )
)
_FEAST: Final = re.compile(r"\((\d{1,2})/(\d{1,2})\)")
_FEAST_DAY: Final = re.compile(
    r"(?<!\w)(?:Ngày|NGÀY)(?:\s{1,4}[^\W\d_]{1,12}){1,9}\s{1,4}"
    r"(?:0?[1-9]|[12][0-9]|3[01])/(?:0?[1-9]|1[0-2])(?![0-9/%]|[.,][0-9]|\s?\()"
)
_CAPITAL: Final = "[A-ZĐÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ]"
_LIST_MARKS: Final = (
    re.compile(r"(?m)^\s{0,20}[-+*•]?\s?[0-9]{1,2}(?:\.[0-9]{1,2}){0,4}[.)]\s{1,8}(?=[^\W\d_])"),
    re.compile(
        r"(?m)^\s{0,20}[0-9]{1,2}[.)]\s{1,8}(?=[0-9]{1,12}(?:[.,][0-9]{1,12}){0,6}\s?[%‰\w])"
    ),
    re.compile(rf"(?m)^\s{{0,20}}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}\s{{1,8}}(?={_CAPITAL})"),
    re.compile(
        rf"[.;:!?\"]\s{{1,4}}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{0,4}}[.)]\s{{1,4}}(?={_CAPITAL})"
    ),
    re.compile(rf"(?<![\w.,/])[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}\.\s{{1,4}}(?={_CAPITAL})"),
    re.compile(
        r"(?<![\w.,/])[0-9]{1,3}\.?\s{1,8}(?=(?:Tỷ|Tỉ|TỶ|TỈ)\s{1,4}(?:lệ|suất|số|trọng|LỆ|SUẤT|SỐ|TRỌNG)"
        r"|(?:Số|SỐ|Tổng|TỔNG)\s)"
    ),
    re.compile(r"\(\s?[0-9]{1,2}\s?\)"),
    re.compile(r"\[\s?[0-9]{1,3}\s?\]"),
)
_VIETNAMESE: Final = re.compile("[ăâđêôơưà-ãè-êìíò-õùúýạ-ỹĩũ]")
_MONTHS, _DAYS = 12, 31
_BLANK_LINE: Final = 2


def has_vietnamese(folded: str) -> bool:
    """Whether a folded text has letters that only Vietnamese words have."""
    return bool(_VIETNAMESE.search(folded))


@dataclass(frozen=True, slots=True)
class Token:
    """One number, word or sign; `hidden` when it belongs to a date, a name or a list mark."""

    kind: str
    text: str
    key: str
    start: int
    end: int
    hidden: bool = False


@dataclass(frozen=True)
class Tokens:
    """The tokens of a text."""

    folded: Folded
    items: tuple[Token, ...]
    keys: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.items)

    def gap(self, at: int) -> str:
        """Return the white space before token `at`."""
        if at <= 0 or at >= len(self.items):
            return ""
        return self.folded.text[self.items[at - 1].end : self.items[at].start]

    def breaks(self, at: int) -> bool:
        """Whether a paragraph or table cell ends before token `at`.

        Text taken out of a PDF has blank lines inside sentences: a small letter goes on.
        """
        if self.gap(at).count("\n") < _BLANK_LINE:
            return False
        return not self.folded.cased[self.items[at].start].islower()

    def key(self, at: int) -> str:
        """Return the key of token `at`, or "" outside the text."""
        return self.keys[at] if 0 <= at < len(self.keys) else ""

    def is_visible_number(self, at: int) -> bool:
        """Whether token `at` is a number that is not part of a name or a date."""
        return (
            0 <= at < len(self.items)
            and self.items[at].kind == "number"
            and not self.items[at].hidden
        )

    def is_visible_word(self, at: int) -> bool:
        """Whether token `at` is a word that is not part of a name or a date."""
        return (
            0 <= at < len(self.items)
            and self.items[at].kind == "word"
            and not self.items[at].hidden
        )

    @cached_property
    def has_vietnamese(self) -> bool:
        """Whether the text has letters that only Vietnamese words have."""
        return has_vietnamese(self.folded.text)


def _hidden_spans(folded: Folded) -> list[tuple[int, int]]:
    spans = [(found.start, found.end) for found in find_periods(folded, bare_years=False)]
    spans += [found.span() for pattern in _NAMES for found in pattern.finditer(folded.text)]
    spans += [found.span() for mark in _LIST_MARKS for found in mark.finditer(folded.cased)]
    spans += [found.span() for found in _DOCUMENT.finditer(folded.cased) if _is_document(found)]
    spans += [found.span() for found in _FEAST_DAY.finditer(folded.cased)]
    spans += [found.span() for found in _FEAST.finditer(folded.text) if _is_feast(folded, found)]
    return sorted(spans)


def _is_document(found: re.Match[str]) -> bool:
    """Tell "721/QĐ-UBND" from "5/TYT" and "2 BS/TYT": a unit is no issuer."""
    units = lexicon().per
    return units.after((spelling(found[1].lower()),), 0) is None


def _is_feast(folded: Folded, found: re.Match[str]) -> bool:
    """Tell a day of the year, "(11/7)", from a fraction: "100% (6/6)"."""
    day, month = int(found[1]), int(found[2])
    if not (1 <= day <= _DAYS and 1 <= month <= _MONTHS):
        return False
    before = re.split(r"[.;:%]", folded.text[max(0, found.start() - 80) : found.start()])[-1]
    return day > month or bool(re.search(r"\b(?:ngày|tháng|lễ|tết)\b", before))


def tokenize(text: str) -> Tokens:
    """Cut `text` into tokens.

    Examples
    --------
    >>> [token.text for token in tokenize("đạt ≥ 95%, 1.092 bác sỹ").items]
    ['đạt', '≥', '95', '%', ',', '1.092', 'bác', 'sỹ']
    """
    folded = fold(text)
    spans = _hidden_spans(folded)
    items: list[Token] = []
    at = 0
    reached = 0
    for found in _TOKEN.finditer(folded.text):
        start, end = found.span()
        while at < len(spans) and spans[at][0] < end:
            reached = max(reached, spans[at][1])
            at += 1
        kind = str(found.lastgroup)
        printed = found.group()
        key = "‰" if printed in _PERMILLE else spelling(printed) if kind == "word" else printed
        items.append(Token(kind, printed, key, start, end, hidden=start < reached))
    keys = tuple(token.key for token in items)
    if not has_vietnamese(folded.text):
        keys = restore_accents(keys)
    return Tokens(folded, tuple(items), keys)
