"""Units printed once for several numbers: list ends, table heads, names before a colon."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from vnhealth.quantity.brackets import take_tail, unit_from_brackets
from vnhealth.quantity.context import look_back
from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.pairs import Term
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import RATE_UNITS, TIMES_OF_YEAR, Tail, read_rate

MILLION: Final = Decimal(10) ** 6
BILLION: Final = Decimal(10) ** 9
_SEPARATORS: Final = (",", ";", "và", "hoặc")
_RATED: Final = frozenset(("person", "bed", "case", "facility", "technique"))
_LISTED: Final = frozenset(("person", "bed"))
_HEAD_REACH: Final = 14
_MONEY_REACH: Final = 14
_NOUN_REACH: Final = 7
_ROWS: Final = 100
_ITEM_ENDS: Final = ("", ",", ";", ".", ")", "và")
_YEARLY: Final = frozenset(("person", "bed", "VND", "USD", "EUR", "times", "dose", "visit"))
_YEARLY_REACH: Final = 6
_EACH_YEAR: Final = (("mỗi", "năm"), ("hằng", "năm"), ("hàng", "năm"))
_EACH_YEAR_WORDS: Final = 2
_LEADS: Final = frozenset(("lên", "xuống", "còn", "tăng", "giảm", "đạt", "thành"))
_QUIET: Final = frozenset(
    ("(", ")", ":", "|", "[", "]", "năm", "là", "đạt", "ước", "còn", "thực", "hiện")
)


def share_units(tokens: Tokens, terms: list[Term]) -> None:
    """Give each term the unit that is printed elsewhere for it; drop bases of rates."""
    for is_idle in (_is_base, _is_row_number):
        following: list[Term | None] = [*terms, None]
        terms[:] = [
            term for at, term in enumerate(terms) if not is_idle(tokens, term, following[at + 1])
        ]
    for at in range(len(terms) - 2, -1, -1):
        _from_list(tokens, terms[at], terms[at + 1])
    _from_heads(tokens, terms)
    for term in terms:
        unit_from_brackets(tokens, term)
        _from_colon(tokens, term)
        _money(tokens, term)
        _each_year(tokens, term)


def _is_base(tokens: Tokens, term: Term, following: Term | None) -> bool:
    """Whether the number is the base of a rate named before its value: "ca/100.000 dân"."""
    at = term.low.first - 1
    if term.kind != "number" or at < 1:
        return False
    if tokens.key(at) == "/":
        return tokens.items[at - 1].kind == "word" and bool(read_rate(tokens, at)[0])
    if following is None or tokens.key(at) not in ("trên", "mỗi") or not read_rate(tokens, at)[0]:
        return False
    clause = _clause(tokens, at, _HEAD_REACH)
    if not {"suất", "ca", "số", "lệ", "sĩ", "mắc"} & set(clause) or clause[-1] == "có":
        return False
    between = tokens.keys[term.last : following.low.first]
    return len(between) <= _HEAD_REACH and not set(".;") & set(between)


def _is_row_number(tokens: Tokens, term: Term, following: Term | None) -> bool:
    """Whether the number counts rows of a table: "8 Giường bệnh viện/vạn dân 30 32 16"."""
    atom = term.low
    return (
        following is not None
        and term.kind == "number"
        and atom.plain
        and not atom.tail.scaled
        and atom.value < _ROWS
        and term.unit in RATE_UNITS
        and following.low.first == term.last
        and following.is_bare
        and tokens.folded.cased[tokens.items[atom.head].start].isupper()
    )


def _clause(tokens: Tokens, at: int, reach: int) -> tuple[str, ...]:
    """Return the words before token `at` back to the last sentence sign."""
    start = at
    while start > max(0, at - reach) and tokens.key(start - 1) not in ".;!?":
        start -= 1
    return tokens.keys[start:at]


def _from_list(tokens: Tokens, term: Term, following: Term) -> None:
    """Pass back the unit that closes a list."""
    between = tokens.items[term.last : following.first]
    if term.named or following.named or following.kind == "fraction" or term.kind == "fraction":
        return
    keys = tuple(token.key for token in between)
    if term.is_bare and len(keys) == 1 and keys[0] in _SEPARATORS and keys != (";",):
        if not (following.is_bare or following.unit == "year" or term.low.looks_like_year):
            take_tail(
                term,
                Tail(
                    following.tail.scale,
                    following.tail.scaled,
                    following.unit,
                    following.per,
                    0,
                    0,
                    0,
                ),
            )
        return
    open_keys = {token.key for token in between if not token.hidden} - {"(", ")"}
    leads = term.before.has_from and bool(open_keys) and open_keys <= _LEADS
    if leads and term.unit in _LISTED and not term.per and following.unit in RATE_UNITS:
        term.unit = following.unit  # "từ 30 giường lên 35 giường/vạn dân"
    if leads and term.is_bare:
        take_tail(
            term,
            Tail(
                following.tail.scale, following.tail.scaled, following.unit, following.per, 0, 0, 0
            ),
        )  # "từ 8 lên 10 bác sĩ"
        return
    if not _is_noun_list(tokens, term, following):
        return
    if term.unit not in _LISTED or term.per:
        return
    if following.unit in RATE_UNITS:
        if not _is_same_noun(tokens, term, following):
            term.unit = following.unit
    elif following.per not in TIMES_OF_YEAR and term.unit == following.unit:
        term.per = following.per


def _is_same_noun(tokens: Tokens, term: Term, following: Term) -> bool:
    """Whether both count the same, so that the first is a number of its own.

    "120 bác sĩ, 14 bác sĩ/vạn dân" is a count and a rate; in "10 bác sĩ và 2 dược sĩ/vạn dân" the
    noun differs, and the base closes a list.
    """
    own = [tokens.key(at) for at in range(term.high.head, term.last)]
    other = [tokens.key(at) for at in range(following.high.head, following.last)]
    return bool(own) and other[: len(own)] == own


def _is_noun_list(tokens: Tokens, term: Term, following: Term) -> bool:
    """Whether only the counted noun and one separator stand between two numbers.

    A word behind the separator is another head: "1.456.700 người, mật độ 250 người/km2".
    """
    apart = lexicon().words["words_apart"]
    separators = 0
    for at in range(term.last, following.first):
        key = tokens.key(at)
        if key in _SEPARATORS:
            separators += 1
        elif separators or key in apart or not tokens.is_visible_word(at):
            return False
    return (
        separators == 1
        and following.first - term.last <= _NOUN_REACH
        and not (following.before.op or following.before.approx)
    )


def _from_heads(tokens: Tokens, terms: list[Term]) -> None:
    """Give the unit of a table's row head to the bare numbers behind it."""
    inside = [False] * (len(tokens) + 1)
    starts = {term.low.first: at for at, term in enumerate(terms)}
    for term in terms:
        for at in range(term.first, term.last):
            inside[at] = True
    for at in range(len(tokens)):
        if inside[at] or tokens.items[at].hidden:
            continue
        unit, end = (
            (tokens.key(at), at + 1) if tokens.key(at) in ("%", "‰") else read_rate(tokens, at)
        )
        if unit:
            _run(tokens, terms, starts, end, unit)


def _run(tokens: Tokens, terms: list[Term], starts: dict[int, int], at: int, unit: str) -> None:
    """Follow the numbers behind a row head as long as nothing else begins."""
    words = 0
    rate = unit not in ("%", "‰")
    limit = _HEAD_REACH if rate else 0
    while at < len(tokens):
        term = terms[starts[at]] if at in starts else None
        if term is not None:
            fits = term.is_bare or (rate and term.unit in _RATED and not term.per)
            if not fits or term.kind == "fraction":
                return
            term.unit, at, limit = unit, term.last, 0
            continue
        key = tokens.key(at)
        if key in ".;" and not tokens.items[at].hidden:
            return
        quiet = key in _QUIET or tokens.items[at].hidden or _is_comparator(tokens, at)
        words += 0 if quiet else 1
        if words > limit:
            return
        at += 1


def _is_comparator(tokens: Tokens, at: int) -> bool:
    return look_back(tokens, at + 1).first <= at


def _from_colon(tokens: Tokens, term: Term) -> None:
    """Take the counted noun before a colon: "bác sỹ: 40"."""
    if not term.is_bare or term.kind == "fraction" or not term.low.whole:
        return
    at = term.first
    if tokens.key(at - 1) == "từ":
        at -= 1
    if tokens.key(at - 1) == "tuổi" and not tokens.is_visible_number(at - 2):
        term.unit = "year"  # "tuổi từ 15-49"
        return
    if tokens.key(at - 1) in (":", "là"):
        allowed, at = _RATED | {"dose", "visit", "commune"}, at - 1
    elif tokens.key(term.last) in _ITEM_ENDS and not term.low.looks_like_year:
        allowed = _LISTED  # "thạc sĩ 56, bác sĩ 678"
    else:
        return
    found = lexicon().units.before(tokens.keys, at)
    if found and found[0] in allowed and not tokens.items[at - 1].hidden and not tokens.breaks(at):
        term.unit = found[0]


def _money(tokens: Tokens, term: Term) -> None:
    """Read bare "tỷ" and, beside words of money, "triệu" as đồng; read "$" before a number."""
    if tokens.key(term.low.first - 1) in ("$", "usd") and not term.unit:
        term.unit = "USD"
        term.first = min(term.first, term.low.first - 1)
        return
    if term.unit or term.kind == "fraction" or not (term.tail.scaled or _is_scaled(term)):
        return
    apart = lexicon().words["words_apart"]
    at = term.last
    named = (
        at < len(tokens)
        and tokens.items[at].kind == "word"
        and tokens.key(at) not in apart
        and not tokens.items[at].hidden
        and not lexicon().money_words.after(tokens.keys, at)
    )
    speaks_of_money = any(
        lexicon().money_words.after(tokens.keys, place)
        for place in range(max(0, term.first - _MONEY_REACH), term.first)
    )
    if speaks_of_money or (_size(term) >= BILLION and not named):
        term.unit = "VND"


def _is_scaled(term: Term) -> bool:
    """Whether the number in words ends in a large scale: "hai tỷ rưỡi"."""
    return term.high.in_words and term.high.value >= MILLION


def _size(term: Term) -> Decimal:
    high = term.high
    compound = high.in_words or high.tail.scale == 1
    return high.value.copy_abs() if compound else high.tail.scale


def _each_year(tokens: Tokens, term: Term) -> None:
    """Read "hằng năm đào tạo 50 bác sĩ" as a number a year: the phrase opens the clause."""
    if term.per or term.before.per or term.unit not in _YEARLY:
        return
    at = term.first
    while at > 1 and term.first - at <= _YEARLY_REACH and tokens.items[at - 1].kind == "word":
        if tokens.keys[at - 2 : at] in _EACH_YEAR:
            opens = at == _EACH_YEAR_WORDS or tokens.items[at - 3].kind != "word"
            term.per = "year" if opens and tokens.key(at - 3) != ")" else ""
            return
        at -= 1
