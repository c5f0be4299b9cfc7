"""Fractions with their percentage: "146/152 (96%) xã", "96% (146/152 xã)"."""

from __future__ import annotations

from typing import Final

from vnhealth.quantity.pairs import Term
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import read_tail

_SENTENCE_ENDS: Final = frozenset(".;!?")
_PERCENT_MARKS: Final = frozenset(("(", "đạt", "=", "chiếm", "bằng", "đương", "ứng", "lệ", "là"))
_OTHER_SUBJECT: Final = frozenset(("và", "còn", "đó", "lệ", "suất"))
_NOT_COUNTED: Final = frozenset(("%", "‰", "VND", "USD", "year"))
_PERCENT_REACH: Final = 16
_NOUN_REACH: Final = 5


def join_percentages(tokens: Tokens, terms: list[Term]) -> list[Term]:
    """Join each fraction with the percentage printed before or after it."""
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
