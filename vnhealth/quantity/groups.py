"""Digits torn apart by ordinary spaces: "1 234 567 người", "14 ,5"."""

from __future__ import annotations

from typing import Final

from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.units import read_scale

_GROUP_DIGITS: Final = 3


def join_groups(tokens: Tokens, at: int, *, alone: bool = False) -> tuple[str, int, bool]:
    """Join "1 234 567" printed with ordinary spaces where a unit or the cell's end proves it.

    `alone` looks at this number only, not at the end of a range it may begin.
    """
    if not tokens.is_visible_number(at):
        return "", at, False
    printed, end = tokens.items[at].text, at + 1
    if not printed.isdigit() or len(printed) > _GROUP_DIGITS or printed[0] == "0":
        return printed, end, False
    while tokens.is_visible_number(end) and tokens.gap(end) == " ":
        whole, mark, part = tokens.items[end].text.partition(",")
        if len(whole) != _GROUP_DIGITS or not whole.isdigit() or (mark and not part.isdigit()):
            break
        printed, end = printed + tokens.items[end].text, end + 1
        if mark:
            break
    if end == at + 1:
        return printed, end, False
    whole_text = at == 0 and end == len(tokens)
    closed = not tokens.is_visible_number(end)
    named = bool(lexicon().units.after(tokens.keys, end)) or read_scale(tokens, end)[1] > end
    ranged = (
        not alone
        and tokens.key(end) in ("-", "đến", "tới")
        and join_groups(tokens, end + 1, alone=True)[2]
    )
    if whole_text or (closed and (named or ranged) and not _is_number_before(tokens, at)):
        return printed, end, True
    return tokens.items[at].text, at + 1, False


def broken_decimals(tokens: Tokens, at: int) -> str:
    """Return the decimals of "14 ,5", torn apart in text taken out of a PDF."""
    torn = tokens.key(at) == "," and tokens.gap(at) == " " and not tokens.gap(at + 1)
    if not torn or not tokens.is_visible_number(at + 1) or not tokens.items[at - 1].text.isdigit():
        return ""
    decimals = tokens.items[at + 1].text
    return decimals if decimals.isdigit() and len(decimals) < _GROUP_DIGITS else ""


def _is_number_before(tokens: Tokens, at: int) -> bool:
    return tokens.is_visible_number(at - 1)
