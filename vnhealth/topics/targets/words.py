"""Figures of the targets' sentences and tables that are worked out: change a year, people, pace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.blocks import Number
from vnhealth.topics import words
from vnhealth.topics.targets.facts import Held
from vnhealth.wording import numbers

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

FINEST: Final = 2
SMALL: Final = 1.0


def valued(page: Page, point: pd.Series) -> Number:
    """Return the figure of a point for a sentence that names its indicator, unit and all."""
    if str(point["unit"]).startswith("per_"):
        return words.figure_of(page, point)
    return words.with_unit(page, point)


def change(page: Page, item: Held, measure: str, *, sign: bool = False) -> Number | None:
    """Return the change a year that a target requires, or that was observed since the base.

    Parameters
    ----------
    page, item
        The brief and the target.
    measure
        ``required_per_year`` or ``observed_per_year``.
    sign
        Print the sign, as in a table; a sentence says it in words.
    """
    required = measure == "required_per_year"
    value = item.required if required else item.observed
    if value is None:
        return None
    facts = catalog.indicator(item.indicator)
    first = item.target if required else item.base
    if first is None:
        return None
    unit = "point" if facts.unit == "%" else facts.unit
    decimals = _decimals(value, facts.decimals)
    cells = (*item.known["cells"], *first["cells"])
    shown = value if sign else abs(value)
    figure = page.computed(shown, unit, decimals, measure, cells)
    text = numbers.signed(value, decimals, page.language) if sign else figure.printed
    kept = unit in ("point", "‰", "year") and not sign
    marks = figure.marks if sign else tuple(m for m in figure.marks if m == "preliminary")
    return replace(figure, printed=text, unit_text=figure.unit_text if kept else "", marks=marks)


def _decimals(value: float, usual: int) -> int:
    """Return one digit more for a change that is small beside the indicator's own digits."""
    return min(max(usual, 1) + (abs(value) < SMALL), FINEST)


def people_missing(page: Page, item: Held, *, in_words: bool = True) -> Number | None:
    """Return the people or beds missing to a target; about as many where people are projected.

    A sentence names them by what a rate counts; those not covered by a share it leaves out.
    """
    if item.row is None or not item.missing:
        return None
    if in_words and not catalog.indicator(item.indicator).numerator_id:
        return None
    exact = item.row["population_method"] == "on record"
    figure = page.computed(
        item.missing,
        str(item.row["missing_unit"]),
        0,
        "missing_to_target",
        item.row["cells"],
        bound="eq" if exact else "approx",
        in_words=in_words,
    )
    return page.inline(figure) if in_words else figure


def pace_of(page: Page, item: Held) -> Number | None:
    """Return the pace: how many times the growth that was required, the growth since the base."""
    if item.pace is None or item.base is None:
        return None
    cells = (*item.known["cells"], *item.base["cells"], *item.target["cells"])
    return page.computed(item.pace, "times", FINEST, "pace", cells)
