"""Join numbers that make one quantity: signs, fractions with their percentage, ranges."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from vnhealth.quantity.atoms import Atom
from vnhealth.quantity.context import Before, is_named, is_section, look_back
from vnhealth.quantity.fold import MINUS
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import Tail
from vnhealth.quantity.words import EXACT

_DASHES: Final = frozenset(("-", MINUS, "÷", "~", "±"))
_UNTIL: Final = frozenset(("đến", "tới"))
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
    return terms


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
        if low.is_bare and high.tail.scaled:  # "327/500 tỷ đồng"
            low.tail = Tail(high.tail.scale, True, "", "", low.head, low.head, low.last)
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
    named = low.spaced and bool(high.tail.unit)  # "5 000 - 10 000 dân"
    term.doubtful = (low.doubtful and not named) or high.doubtful
    term.unit, term.per = high.tail.unit or low.tail.unit, high.tail.per or low.tail.per
    return term


def _is_fraction(tokens: Tokens, low: Atom, high: Atom) -> bool:
    """See "146/152" and "146 trên tổng số 152"."""
    if low.in_words and high.in_words and tokens.key(low.head) == "phần":
        return low.is_bare and high.first == low.head + 1
    if not (low.whole and high.whole) and not _may_have_decimals(tokens, low, high):
        return False
    if tokens.key(low.last) == ":" and high.first == low.last + 1 and low.is_bare and high.is_bare:
        return not (tokens.gap(low.last) or tokens.gap(high.first))
    if tokens.key(low.last) == "/" and high.first == low.last + 1:
        same = bool(low.tail.unit) and low.tail.unit == high.tail.unit and not low.tail.per
        return (low.is_bare or same) and "\n" not in tokens.gap(high.first)
    between = tokens.keys[low.last : high.first]
    of_all = ("trên", "tổng", "số"), ("trong", "tổng", "số"), ("trong", "số"), ("/", "tổng", "số")
    return between in of_all and (low.is_bare or low.tail.unit == high.tail.unit)


def _may_have_decimals(tokens: Tokens, low: Atom, high: Atom) -> bool:
    """Whether decimals still make a fraction: "1.234,5/1.290 tỷ", "4,2/5 điểm", "1:2,5"."""
    return (
        bool(high.tail.unit) if tokens.key(low.last) == "/" and low.value != 1 else low.value == 1
    )


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
    if tokens.key(low.first - 1) in ("giữa", "between") and high.first == link + 1:
        return tokens.key(link) in ("và", "and")
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
            "thứ",
            "hạng",
        )
        term.named = (term.kind != "fraction" or strict) and is_named(
            tokens, term.low, term.is_bare
        )
        previous = terms[at - 1] if at else None
        if previous is None or term.named or not previous.named or not term.is_bare:
            continue
        between = tokens.keys[previous.last : term.low.first]
        if between in ((",",), ("và",), ("-",), ("/",), ("hoặc",), (";",)) and (
            term.low.plain or is_section(tokens, term.low)
        ):
            term.named = True
