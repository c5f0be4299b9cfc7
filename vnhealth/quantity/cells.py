"""Read one table cell: missing marks, the unit of its head, the plausible range."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Final

from vnhealth.quantity.fold import fold
from vnhealth.quantity.grammar import parse
from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.model import CellReading, Quantity, Style, plain
from vnhealth.quantity.numerals import read_digits
from vnhealth.quantity.tokens import tokenize
from vnhealth.quantity.units import read_rate, read_scale
from vnhealth.quantity.words import EXACT

Plausible = tuple[float, float]

MISSING: Final = {
    "": "empty",
    "..": "not available",
    "...": "not available",
    "…": "not available",
    "-": "none recorded",
    "--": "none recorded",
    "---": "none recorded",
    "x": "not applicable",
    "*": "not available",
    "n/a": "not available",
    "na": "not available",
    "n.a.": "not available",
    "nan": "not available",
    "null": "not available",
    "none": "not available",
    "#n/a": "not available",
    "không có": "none recorded",
    "không có số liệu": "not available",
    "chưa có số liệu": "not available",
    "chưa có": "not available",
    "không áp dụng": "not applicable",
    "kh": "not available",
    "không": "none recorded",
}
NUMBER: Final = re.compile(r"[0-9][0-9.,]*[0-9]|[0-9]")
_EXPONENT: Final = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?e[+-]?[0-9]{1,2}")
_ACCOUNTING: Final = re.compile(r"\(\s?([0-9][0-9.,]*)\s?\)")
MAX_CELL: Final = 5000


@dataclass(frozen=True, slots=True)
class UnitContext:
    """What a column head or list end says about the numbers under it."""

    unit: str = ""
    per: str = ""
    scale: Decimal = Decimal(1)


@lru_cache(maxsize=1024)
def read_unit(hint: str) -> UnitContext:
    """Read the unit in a column head: "(‰)", "/vạn dân", "triệu đồng", "ĐVT: nghìn người".

    Examples
    --------
    >>> read_unit("ĐVT: triệu đồng")
    UnitContext(unit='VND', per='', scale=Decimal('1000000'))
    >>> read_unit("Bác sĩ/vạn dân").unit, read_unit("Thous. persons").scale
    ('per_10k', Decimal('1000'))
    """
    tokens = tokenize(hint)
    words = lexicon()
    for sign in ("%", "‰"):
        if sign in tokens.keys:
            return UnitContext(sign)
    for at in range(len(tokens)):
        rate, _ = read_rate(tokens, at)
        if rate:
            return UnitContext(rate)
    found = UnitContext()
    at = 0
    while at < len(tokens):
        scale, end = read_scale(tokens, at)
        if end == at and tokens.items[at].kind == "number":
            digits = read_digits(tokens.items[at].text)
            scale, end = max((one for one in (digits.vi, digits.en) if one), default=scale), at + 1
        end += 1 if end > at and tokens.key(end) == "." else 0
        unit = words.units.after(tokens.keys, end)
        if unit and tokens.key(end - 1) == "/" and found.unit:
            found = replace(found, per=unit[0])
        elif unit and not (found.unit and found.scale != 1):
            found = UnitContext(unit[0], "", scale)
        elif end > at and not found.unit:
            found = UnitContext("", "", scale)
        at = max(end, unit[1] if unit else end, at + 1)
    return found


def read_cell(
    printed: str,
    unit_hint: str = "",
    style: Style = "vi",
    plausible: Plausible | None = None,
) -> CellReading:
    """Read one table cell with the unit of its column head.

    Parameters
    ----------
    printed
        The cell as printed.
    unit_hint
        Unit printed elsewhere ("/vạn dân", "‰", "triệu đồng"); used where the cell has none.
    style
        Number style of the document: vi, en or auto.
    plausible
        Least and greatest plausible value, in the unit of the cell's reading.

    Returns
    -------
    CellReading
        With a quantity, or with the reason why there is none; a printed 0 is a quantity.

    Examples
    --------
    >>> read_cell("14,5", "/vạn dân").quantity.unit
    'per_10k'
    >>> read_cell("..").missing, read_cell("0").quantity.value
    ('not available', Decimal('0'))
    >>> read_cell("73.050", style="auto", plausible=(50, 90)).quantity.value
    Decimal('73.050')
    """
    folded = fold(printed).text.strip(" \n\u00a0")
    if folded in MISSING:
        return CellReading(printed, None, missing=MISSING[folded])
    if len(printed) > MAX_CELL:
        return CellReading(printed, None, missing="unreadable")
    found = _special(printed, folded) or parse(printed, style)
    if not found:
        return CellReading(printed, None, missing="unreadable")
    first, reason = found[0], "form" if style == "auto" else "style"
    first = _with_unit(first, read_unit(unit_hint)) if unit_hint else first
    if plausible is not None:
        first, reason = _weigh(printed, first, unit_hint, plausible, reason)
    reason = "undecided" if first.ambiguous and reason != "plausible" else reason
    return CellReading(printed, first, tuple(found[1:]), reason=reason)


def _special(printed: str, folded: str) -> list[Quantity]:
    """Read what only cells have: 2015 as a count, 1.5E+06, (12)."""
    start = len(printed) - len(printed.lstrip())
    text = printed.strip()
    whole = Quantity(text, start, start + len(text))
    if folded.isascii() and folded.isdigit() and len(folded) <= len("2015"):
        return [replace(whole, value=Decimal(folded))]
    if _EXPONENT.fullmatch(folded):
        return [replace(whole, value=Decimal(folded))]
    bracketed = _ACCOUNTING.fullmatch(folded)
    if bracketed:
        inner = parse(bracketed[1])
        if len(inner) == 1 and inner[0].value is not None:
            return [replace(whole, value=-inner[0].value, ambiguous=True)]
    return []


def _with_unit(quantity: Quantity, context: UnitContext) -> Quantity:
    if quantity.unit or (not context.unit and context.scale == 1):
        counted = context.unit in ("per_10k", "per_100k", "per_1m", "per_100", "‰")
        if not (counted and quantity.unit in ("person", "bed", "case") and not quantity.per):
            return quantity

    def scaled(value: Decimal | None) -> Decimal | None:
        return None if value is None else plain(EXACT.multiply(value, context.scale))

    return replace(
        quantity,
        unit=context.unit or quantity.unit,
        per=quantity.per or context.per,
        value=scaled(quantity.value),
        lower=scaled(quantity.lower),
        upper=scaled(quantity.upper),
        numerator=scaled(quantity.numerator),
        denominator=scaled(quantity.denominator),
    )


def _is_within(quantity: Quantity, plausible: Plausible) -> bool:
    values = [one for one in (quantity.value, quantity.lower, quantity.upper) if one is not None]
    return all(Decimal(str(plausible[0])) <= one <= Decimal(str(plausible[1])) for one in values)


def _weigh(
    printed: str, first: Quantity, unit_hint: str, plausible: Plausible, reason: str
) -> tuple[Quantity, str]:
    """Let the plausible range choose between the two readings of a forked form."""
    if not any(read_digits(form).forked for form in NUMBER.findall(fold(first.text).text)):
        if first.ambiguous and _is_within(first, plausible):
            return replace(first, ambiguous=False), "plausible"
        return first, reason
    readings: list[Quantity] = []
    for style in ("vi", "en"):
        found = parse(printed, "vi" if style == "vi" else "en")
        if found:
            readings.append(_with_unit(found[0], read_unit(unit_hint)) if unit_hint else found[0])
    fitting = [one for one in readings if _is_within(one, plausible)]
    values = {(one.value, one.lower, one.upper) for one in fitting}
    if len(values) == 1:
        return replace(fitting[0], ambiguous=False), "plausible"
    return (first, reason) if fitting else (replace(first, ambiguous=True), reason)
