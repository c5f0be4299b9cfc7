"""What a printed quantity is: plain values with the span of text they were read from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

Op = Literal["eq", "lt", "le", "gt", "ge", "approx", "range"]
Style = Literal["vi", "en", "auto"]

STYLES: Final = ("vi", "en", "auto")

ROW_KEYS: Final = (
    "text",
    "start",
    "end",
    "op",
    "approx",
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "percent",
    "unit",
    "per",
    "is_change",
    "ambiguous",
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One quantity as printed, with its exact value.

    Parameters
    ----------
    text, start, end
        The span it was read from: ``source[start:end] == text``, in code points.
    op
        Comparator: eq lt le gt ge approx range.
    approx
        Whether the text says "about" (khoảng, gần, xấp xỉ, ước …), beside any comparator.
    value
        Exact value, multiplied out; None for a range.
    lower, upper
        Ends of a range, else None.
    numerator, denominator, percent
        Parts of a printed fraction and the percentage printed with it, else None.
    unit, per
        Unit of the closed vocabulary and what it is counted by ("facility", "year"), or "".
    is_change
        Whether the figure is a difference or a relation to another figure, not a level.
    ambiguous
        Whether the printed form allows another value, or contradicts the number style.
    noun
        The counted thing as printed ("bác sỹ").
    direction
        "up" or "down" for a change, else "".
    bound
        Comparator printed with a range ("ít nhất 4-5" → "ge"), else "".
    footnote
        Footnote mark printed with the number, else "".

    Examples
    --------
    >>> Quantity("5%", 0, 2, value=Decimal(5), unit="%").op
    'eq'
    """

    text: str
    start: int
    end: int
    op: Op = "eq"
    approx: bool = False
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    percent: Decimal | None = None
    unit: str = ""
    per: str = ""
    is_change: bool = False
    ambiguous: bool = False
    noun: str = ""
    direction: str = ""
    bound: str = ""
    footnote: str = ""


@dataclass(frozen=True, slots=True)
class Period:
    """A period of time as printed.

    Parameters
    ----------
    label
        "2024", "2021-2025", "2023-06", "2026-Q3", "2024-01/2024-06" or "2021-03-04".
    first_year, last_year
        Years it begins and ends in.
    preliminary
        Whether it is printed as preliminary (Sơ bộ, Prel., (*)).
    start, end, text
        The span it was read from.
    """

    label: str
    first_year: int
    last_year: int
    preliminary: bool
    start: int
    end: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class CellReading:
    """What stands in one table cell.

    Parameters
    ----------
    printed
        The cell as printed.
    quantity
        Its quantity, or None.
    rest
        Further quantities of the same cell ("95% với 12 loại vắc xin" has 12).
    missing
        Why there is none: "empty", "not available", "not applicable", "unreadable"; else "".
    reason
        What decided the number: "form", "style", "column", "plausible", "decimals", "undecided".
    """

    printed: str
    quantity: Quantity | None
    rest: tuple[Quantity, ...] = ()
    missing: str = ""
    reason: str = "form"


def plain(value: Decimal) -> Decimal:
    """Write an exact value without idle zeros: 529700000000.0 → 529700000000."""
    whole = value.to_integral_value()
    return whole if whole == value else value


def plain_number(value: Decimal | None) -> int | float | None:
    """Return a JSON number: an int when `value` is integral, else a float.

    Examples
    --------
    >>> plain_number(Decimal("529700000000.0")), plain_number(Decimal("24.4")), plain_number(None)
    (529700000000, 24.4, None)
    """
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def to_row(quantity: Quantity) -> dict[str, object]:
    """Return the JSON row of a quantity: the fifteen keys of ``vnhealth parse --json``.

    Examples
    --------
    >>> to_row(Quantity("5%", 0, 2, value=Decimal(5), unit="%"))["value"]
    5
    """
    row: dict[str, object] = {}
    for key in ROW_KEYS:
        found = getattr(quantity, key)
        row[key] = plain_number(found) if isinstance(found, Decimal) else found
    return row
