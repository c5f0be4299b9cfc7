"""Sentences that more than one topic needs, made from views and templates."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Number, Paragraph
from vnhealth.wording.numbers import half_up

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

COUNTRY = "vn"


def comparison_word(page: Page, own: float, other: float, decimals: int) -> str:
    """Return "higher than", "lower than" or "equal to", judged on the figures as printed."""
    first, second = half_up(own, decimals), half_up(other, decimals)
    key = "equal" if first == second else "higher" if first > second else "lower"
    return page.say(f"compare.{key}")


def beside(frame: pd.DataFrame, own: pd.Series, place_id: str) -> pd.Series | None:
    """Return the figure of `place_id` that is like `own`: same year, same kind of figure.

    A printed figure is set beside one printed in the same source where there is one, else beside
    any printed one; a computed figure only beside a computed one, since scopes differ.
    """
    theirs = frame[
        (frame["place_id"] == place_id)
        & (frame["year"] == own["year"])
        & (frame["kind"] == own["kind"])
        & (frame["role"] == "actual")
        & frame["value"].notna()
    ]
    if theirs.empty:
        return None
    same = theirs[[sources == own["sources"] for sources in theirs["sources"]]]
    row: pd.Series = (same if len(same) else theirs).iloc[0]
    return row


def year_note(page: Page, own: pd.Series) -> Paragraph:
    """Return the opening of a sentence on `own`: its year, and whether it's the year asked for.

    That the year asked for has no result is said once in a brief's messages.
    """
    year = int(own["year"])
    if year == page.year or page.opened_with_year:
        return page.fill("year.same", year=str(year))
    page.opened_with_year = True
    return page.fill("year.latest", year=str(year), asked=str(page.year))


def change_kind(first: float, last: float, decimals: int) -> str:
    """Return "rise", "fall" or "stable", judged on the figures as printed.

    >>> change_kind(4.64, 8.49, 1), change_kind(6.61, 6.58, 1)
    ('rise', 'stable')
    """
    before, after = half_up(first, decimals), half_up(last, decimals)
    return "stable" if before == after else "rise" if after > before else "fall"


def figure_of(page: Page, point: pd.Series) -> Number:
    """Return the figure of a point for use inside a sentence."""
    return page.inline(page.number(point, in_words=True))


def with_unit(page: Page, point: pd.Series) -> Number:
    """Return the figure of a point with its unit, for use inside a sentence."""
    return keep_unit(page.number(point, with_unit=True, in_words=True))


def keep_unit(figure: Number) -> Number:
    """Return a figure for a sentence that keeps its unit, as sums of money and shares do."""
    return replace(figure, marks=tuple(m for m in figure.marks if m == "preliminary"))


def indicator_decimals(indicator: str) -> int:
    """Return the decimals an indicator is printed with."""
    return catalog.indicator(indicator).decimals
