"""Read a column: its other cells, the plausible range and the convention decide the style."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from vnhealth.quantity.cells import MAX_CELL, NUMBER, Plausible, read_cell
from vnhealth.quantity.fold import fold
from vnhealth.quantity.model import CellReading, Style
from vnhealth.quantity.numerals import Digits, proven_style, read_digits


def read_column(
    cells: Sequence[str],
    *,
    style: Style = "auto",
    plausible: Plausible | None = None,
    decimals: int | None = None,
    unit_hint: str = "",
) -> list[CellReading]:
    """Read a column of cells, each distinct text once.

    Parameters
    ----------
    cells
        Cells as printed.
    style
        The document's convention; "auto" lets the column's own forms decide.
    plausible
        Least and greatest plausible value of the indicator.
    decimals
        Decimals the indicator is published with; 0 says that it is a count.
    unit_hint
        Unit in the column's head.

    Returns
    -------
    list of CellReading
        One a cell, in order; what nothing decides is flagged ``ambiguous``.

    Examples
    --------
    >>> [cell.quantity.value for cell in read_column(["7.343", "7806"])]
    [Decimal('7343'), Decimal('7806')]
    >>> [cell.quantity.value for cell in read_column(["8.0", "12.5"])]
    [Decimal('8'), Decimal('12.5')]
    >>> read_column(["1.234"])[0].quantity.ambiguous
    True
    """
    distinct = dict.fromkeys(cells)
    decided, why = decide_style(distinct, style=style, plausible=plausible, decimals=decimals)
    read: dict[str, CellReading] = {}
    for printed in distinct:
        cell = read_cell(printed, unit_hint, decided, plausible)
        if why and cell.quantity is not None and cell.reason in ("style", "form"):
            cell = replace(cell, reason=why)
        read[printed] = cell
    return [read[printed] for printed in cells]


def decide_style(
    cells: Iterable[str],
    *,
    style: Style = "auto",
    plausible: Plausible | None = None,
    decimals: int | None = None,
) -> tuple[Style, str]:
    """Return the number style that a column follows, and what decided it ("" when nothing did).

    Examples
    --------
    >>> decide_style(["7.343", "7806"]), decide_style(["8.0", "1.234"]), decide_style(["1.234"])
    (('vi', 'column'), ('en', 'column'), ('auto', ''))
    """
    if style != "auto":
        return style, "style"
    forms = [
        read_digits(form) for cell in cells for form in NUMBER.findall(fold(cell[:MAX_CELL]).text)
    ]
    proven = proven_style(forms)
    if proven:
        return _style(proven), "column"
    forked = [form for form in forms if form.forked]
    if not forked or any(form.proves for form in forms):
        return "auto", ""
    return _by_plausible(forked, plausible) or _by_grouping(forms, forked, decimals) or ("auto", "")


def _style(name: str) -> Style:
    return "en" if name == "en" else "vi"


def _by_plausible(
    forked: Sequence[Digits], plausible: Plausible | None
) -> tuple[Style, str] | None:
    if plausible is None:
        return None
    fits = [
        style
        for style in ("vi", "en")
        if all(
            value is not None and plausible[0] <= value <= plausible[1]
            for value in (getattr(form, style) for form in forked)
        )
    ]
    return (_style(fits[0]), "plausible") if len(fits) == 1 else None


def _by_grouping(
    forms: Sequence[Digits], forked: Sequence[Digits], decimals: int | None
) -> tuple[Style, str] | None:
    grouping = _grouping_style(forked)
    if grouping and decimals == 0:
        return _style(grouping), "decimals"
    if grouping and _has_plain_numbers(forms):
        return _style(grouping), "column"
    return None


def _grouping_style(forked: Sequence[Digits]) -> str:
    """Return the style under which every forked form is a whole number."""
    styles = [
        style
        for style in ("vi", "en")
        if all((value := getattr(form, style)) == value.to_integral_value() for form in forked)
    ]
    return styles[0] if len(styles) == 1 else ""


def _has_plain_numbers(forms: Sequence[Digits]) -> bool:
    """Whether a whole number other than 0 stands there without decimals.

    A column printed with three decimals prints them everywhere, so beside "7806" or "987"
    the sign in "7.343" groups thousands.
    """
    return any(not form.forked and form.vi == form.en and form.vi for form in forms)
