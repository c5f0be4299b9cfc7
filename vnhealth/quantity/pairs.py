"""Join numbers that make one quantity: signs, fractions with their percentage, ranges."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from vnhealth.quantity.atoms import Atom
from vnhealth.quantity.context import Before, is_named, look_back
from vnhealth.quantity.fold import MINUS
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import Tail, read_tail
from vnhealth.quantity.words import EXACT

_DASHES: Final = frozenset(("-", MINUS, "÷", "~", "±"))
_UNTIL: Final = frozenset(("đến", "tới"))
_SENTENCE_ENDS: Final = frozenset(".;!?")
_PERCENT_MARKS: Final = frozenset(("(", "đạt", "=", "chiếm", "bằng", "đương", "ứng", "lệ", "là"))
_OTHER_SUBJECT: Final = frozenset(("và", "còn", "đó", "lệ", "suất"))
_NOT_COUNTED: Final = frozenset(("%", "‰", "VND", "USD", "year"))
_PERCENT_REACH: Final = 16
_NOUN_REACH: Final = 5
_THOUSAND: Final = Decimal(1000)
_COUNTED: Final = frozenset(
    ("person", "bed", "facility", "case", "dose", "visit", "commune", "technique", "")
)


@dataclass(slots=True)
class Term:
    """One quantity in the making: a number, a range or a fraction, by token index."""

    kind: str
    low: Atom
    high: Atom
    before: Before
    first: int
    last: int
    tail: Tail
    percent: Decimal | None = None
    doubtful: bool = False
    named: bool = False
    unit: str = ""
    per: str = ""
    upper_op: str = ""
    notes: list[str] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether it has neither scale, unit nor per-what."""
        return not self.unit and not self.per and not self.tail.scaled


def join_pairs(tokens: Tokens, atoms: list[Atom]) -> list[Term]:
    """Join atoms to terms, from left to right."""
    for at, atom in enumerate(atoms):
        _take_sign(tokens, atom, atoms[at - 1] if at else None)
    terms: list[Term] = []
    at = 0
    while at < len(atoms):
        following = atoms[at + 1] if at + 1 < len(atoms) else None
        term = _pair(tokens, atoms[at], following) if following else None
        at += 2 if term else 1
        terms.append(term or _single(tokens, atoms[at - 1]))
    _name(tokens, terms)
    return _join_percentages(tokens, terms)


def _take_sign(tokens: Tokens, atom: Atom, previous: Atom | None) -> None:
    """Take a minus or plus that is printed against the number."""
    sign = tokens.key(atom.first - 1)
    if sign == "âm" and not tokens.items[atom.first - 1].hidden:
        atom.first, atom.value = atom.first - 1, -atom.value
        return
    if (
        sign not in ("-", MINUS, "+")
        or tokens.gap(atom.first)
        or tokens.items[atom.first - 1].hidden
    ):
        return
    if previous is not None and previous.last == atom.first - 1:
        return
    opens_line = atom.first == 1 or "\n" in tokens.gap(atom.first - 1)
    if (
        not opens_line
        and not tokens.gap(atom.first - 1)
        and tokens.key(atom.first - 2) not in "(:;,<>≤≥="
    ):
        return
    if (
        sign != MINUS
        and opens_line
        and atom.tail.unit in _COUNTED
        and len(tokens) > atom.last - atom.first + 1
    ):
        return
    atom.first -= 1
    if sign != "+":
        atom.value = -atom.value


def _single(tokens: Tokens, atom: Atom) -> Term:
    before = look_back(tokens, atom.first)
    term = Term(
        "number", atom, atom, before, before.first, atom.last, atom.tail, doubtful=atom.doubtful
    )
    term.unit, term.per = atom.tail.unit, atom.tail.per
    return term


def _pair(tokens: Tokens, low: Atom, high: Atom) -> Term | None:
    if _is_fraction(tokens, low, high):
        term = _joined(tokens, "fraction", low, high)
        term.unit = "ratio" if tokens.key(low.last) == ":" else term.unit
        return term
    link = low.last
    spread = tokens.key(link) == "±" and high.first == link + 1
    if (_is_dashed(tokens, low, high) or _is_from_to(tokens, low, high)) and _agree(low, high):
        term = _joined(tokens, "spread" if spread else "range", low, high)
        after = look_back(tokens, high.first)
        term.upper_op = after.op if after.first > low.last else ""
        _carry_scale(term)
        return term
    return None


def _joined(tokens: Tokens, kind: str, low: Atom, high: Atom) -> Term:
    before = look_back(tokens, low.first)
    term = Term(kind, low, high, before, before.first, high.last, high.tail)
    term.doubtful = low.doubtful or high.doubtful
    term.unit, term.per = high.tail.unit or low.tail.unit, high.tail.per or low.tail.per
    return term


def _is_fraction(tokens: Tokens, low: Atom, high: Atom) -> bool:
    """See "146/152" and "146 trên tổng số 152"."""
    if low.in_words and high.in_words and tokens.key(low.head) == "phần":
        return low.is_bare and high.first == low.head + 1
    if not (low.whole and high.whole) or high.tail.scaled:
        return False
    if tokens.key(low.last) == ":" and high.first == low.last + 1 and low.is_bare and high.is_bare:
        return not (tokens.gap(low.last) or tokens.gap(high.first))
    if tokens.key(low.last) == "/" and high.first == low.last + 1:
        return low.is_bare and "\n" not in tokens.gap(high.first)
    between = tokens.keys[low.last : high.first]
    of_all = ("trên", "tổng", "số"), ("trong", "tổng", "số"), ("trong", "số"), ("/", "tổng", "số")
    return between in of_all and (low.is_bare or low.tail.unit == high.tail.unit)


def _is_dashed(tokens: Tokens, low: Atom, high: Atom) -> bool:
    link = low.last
    if tokens.key(link) not in _DASHES or "\n" in tokens.gap(link) or tokens.items[link].hidden:
        return False
    start = link + 1
    while start < high.first and tokens.key(start) in ("<", "≤", "<=", "dưới", "gần"):
        start += 1
    if start != high.first:
        return False
    if not high.tail.unit and not high.tail.scaled and low.tail.unit:
        return False
    return low.amount <= high.amount or low.is_bare != high.is_bare or tokens.key(link) == "±"


def _is_from_to(tokens: Tokens, low: Atom, high: Atom) -> bool:
    link = low.last
    has_from = tokens.key(low.first - 1) == "từ" or tokens.key(low.first - 2) == "từ"
    while link < high.first and link - low.last < _NOUN_REACH and tokens.key(link) not in _UNTIL:
        if tokens.items[link].kind != "word" or not has_from:
            return False
        if tokens.key(link) in ("lên", "xuống", "còn", "tăng", "giảm", "và"):
            return False
        link += 1
    if tokens.key(link) not in _UNTIL:
        return False
    after = look_back(tokens, high.first).first
    return after in (link + 1, link) or (after == high.first and high.first == link + 1)


def _agree(low: Atom, high: Atom) -> bool:
    """Whether two ends can share one unit."""
    if low.tail.per and low.tail.per != high.tail.per:
        return False
    if low.tail.unit and high.tail.unit:
        return low.tail.unit == high.tail.unit
    return not (low.tail.unit and not high.tail.unit and high.tail.scaled)


def _carry_scale(term: Term) -> None:
    """Give the scale behind the range to its lower end: "60 - 70 triệu"."""
    low, high = term.low, term.high
    if not low.tail.scaled and not low.tail.unit and high.tail.scaled:
        scale = high.tail.scale
        if EXACT.multiply(low.value, scale) > high.amount and scale > _THOUSAND:
            scale, term.doubtful = scale / _THOUSAND, True  # "từ 800 đến 1 tỷ" leaves out "triệu"
        low.tail = Tail(scale, True, "", "", low.head, low.head, low.last)
    if term.kind == "range" and low.amount > high.amount:
        term.low, term.high = high, low
        term.doubtful = True


def _name(tokens: Tokens, terms: list[Term]) -> None:
    """Mark numbers that are names, and bare numbers that go on with such a list."""
    for at, term in enumerate(terms):
        strict = tokens.key(term.low.first - 1) in (
            "trang",
            "mục",
            "phụ",
            "bảng",
            "biểu",
            "hình",
            "áp",
        )
        term.named = (term.kind != "fraction" or strict) and is_named(tokens, term.low)
        previous = terms[at - 1] if at else None
        if previous is None or term.named or not previous.named or not term.is_bare:
            continue
        between = tokens.keys[previous.last : term.low.first]
        if between in ((",",), ("và",), ("-",), ("/",), ("hoặc",), (";",)) and term.low.plain:
            term.named = True


def _join_percentages(tokens: Tokens, terms: list[Term]) -> list[Term]:
    joined: list[Term] = []
    for term in terms:
        previous = joined[-1] if joined else None
        if previous and _closes_fraction(tokens, previous, term):
            previous.percent = term.low.amount
            previous.last = _closed(tokens, previous.last, term.last)
            _late_unit(tokens, previous)
            continue
        if previous and _opens_fraction(tokens, previous, term):
            joined.pop()
            term.percent = previous.low.amount
            term.before, term.first = previous.before, previous.first
            term.last = _closed(tokens, previous.last, term.last)
            _late_unit(tokens, term)
        joined.append(term)
    return joined


def _is_percentage(term: Term) -> bool:
    return term.kind == "number" and term.unit == "%" and not term.per


def _closes_fraction(tokens: Tokens, fraction: Term, term: Term) -> bool:
    """Whether `term` is the percentage printed after a fraction."""
    if fraction.kind != "fraction" or fraction.percent is not None or not _is_percentage(term):
        return False
    between = tokens.keys[fraction.last : term.first]
    if len(between) > _PERCENT_REACH or not between or term.before.direction:
        return False
    if _SENTENCE_ENDS & set(between) or between[-1] not in _PERCENT_MARKS | {",", ":"}:
        lead = tokens.key(term.first - 1)
        return not between and lead == "("
    if between[-1] in (",", ":"):
        return len(between) == 1
    last_mark = len(between) - (2 if between[-1] in ("lệ", "đương", "ứng") else 1)
    return not _OTHER_SUBJECT & set(between[:last_mark])


def _opens_fraction(tokens: Tokens, percentage: Term, term: Term) -> bool:
    """Whether the percentage `percentage` opens "96% (146/152 xã)"."""
    if term.kind != "fraction" or not _is_percentage(percentage):
        return False
    between = tokens.keys[percentage.last : term.low.first]
    if not between or between[-1] != "(":
        return between in ((",",), (",", "tức"), ("hay",))
    words = tokens.items[percentage.last : term.low.first - 1]
    return len(words) <= _NOUN_REACH and all(word.kind == "word" for word in words)


def _closed(tokens: Tokens, start: int, end: int) -> int:
    """Take the closing parenthesis into the span when the opening one is in it."""
    opened = "(" in tokens.keys[start:end] and ")" not in tokens.keys[start:end]
    return end + 1 if opened and tokens.key(end) == ")" else end


def _late_unit(tokens: Tokens, fraction: Term) -> None:
    """Read the unit behind the parenthesis: "146/152 (96%) xã"."""
    if fraction.unit or fraction.last >= len(tokens):
        return
    tail = read_tail(tokens, fraction.last)
    if tail.unit and not tail.scaled and tail.unit not in _NOT_COUNTED:
        fraction.tail, fraction.unit, fraction.per = tail, tail.unit, tail.per
        fraction.last = tail.end
