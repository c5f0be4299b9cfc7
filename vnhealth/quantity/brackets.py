"""Units printed in brackets beside a number: "95,5 (%)", "Kinh phí (triệu đồng): 12.345"."""

from __future__ import annotations

from typing import Final

from vnhealth.quantity.pairs import Term
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import Tail, read_tail

_HEAD_ENDS: Final = (":", "là", "=", "đạt")


def unit_from_brackets(tokens: Tokens, term: Term) -> None:
    """Give a bare number the unit in brackets behind or before it, or that of "(0,5)%"."""
    if not term.is_bare or term.low.looks_like_year:
        return
    if tokens.key(term.low.first - 1) == "(" and tokens.key(term.last) == ")":
        _unit_outside(tokens, term)
        return
    behind = _bracketed(tokens, term.last)
    if behind:
        term.last = behind.end + 1
        take_tail(term, behind)
        return
    at = term.first - 1
    at -= 1 if tokens.key(at) in _HEAD_ENDS else 0
    opening = max(
        (place for place in range(max(0, at - 6), at) if tokens.key(place) == "("), default=-1
    )
    head = _bracketed(tokens, opening) if opening >= 0 and tokens.key(at) == ")" else None
    if head and head.end == at:
        take_tail(term, head)


def _unit_outside(tokens: Tokens, term: Term) -> None:
    """Read "(0,5)%": a bracket can stand for a minus, so the value stays doubtful."""
    sign = tokens.key(term.last + 1)
    if sign in ("%", "‰") and not tokens.gap(term.last + 1):
        term.first, term.last = term.low.first - 1, term.last + 2
        term.unit, term.doubtful = sign, True


def _bracketed(tokens: Tokens, at: int) -> Tail | None:
    """Read brackets at token `at` that hold a unit and nothing else."""
    if tokens.key(at) != "(" or tokens.items[at].hidden:
        return None
    start = at + 1
    start += 1 if tokens.key(start) in ("đvt", "đv") else 0
    tail = read_tail(tokens, start)
    if tail.end == start or tokens.key(tail.end) != ")" or not tail.unit:
        return None
    return tail


def take_tail(term: Term, tail: Tail) -> None:
    """Give a term the unit, and where it has none of its own the scale, of `tail`."""
    term.unit, term.per = tail.unit, tail.per
    if tail.scaled and not term.tail.scaled:
        for atom in {id(term.low): term.low, id(term.high): term.high}.values():
            atom.tail = Tail(tail.scale, True, tail.unit, tail.per, atom.head, atom.head, atom.last)
        term.tail = term.high.tail
