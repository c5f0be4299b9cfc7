"""The provinces' figures of one indicator on the chosen boundaries."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth import views
from vnhealth.topics.words import COUNTRY

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

ENOUGH_PLACES: Final = 0.8


def panel(page: Page) -> pd.DataFrame:
    """Return the provinces' figures of the brief's own indicator (see :func:`provinces`)."""
    return provinces(page, page.indicator_id)


def provinces(page: Page, indicator: str, roles: Sequence[str] = ("actual",)) -> pd.DataFrame:
    """Return one figure a province and year up to the brief's year, on its boundaries.

    Computed figures where the indicator has counts, else printed ones without a qualifier; rows
    that cover more ground than their province are left out, so that no place is ranked by its
    neighbour's staff.
    """
    frame = page.points(indicator)
    frame = frame[
        (frame["year"] <= page.year)
        & frame["role"].isin(list(roles))
        & (frame["qualifier"] == "")
        & frame["value"].notna()
    ]
    kinds = frame["kind"].value_counts()
    if page.boundaries == "34" or kinds.get("computed", 0) >= kinds.get("printed", 0):
        frame = frame[frame["kind"] == "computed"]
    else:
        frame = frame[frame["kind"] == "printed"]
    frame = views.as_boundaries(frame, page.boundaries)
    if page.boundaries == "63":
        frame = frame[~frame["flags"].str.contains("includes:")]
    return frame.sort_values(["place_id", "year"], ignore_index=True)


def newest_year(frame: pd.DataFrame) -> int | None:
    """Return the newest year in which most provinces have a figure."""
    if frame.empty:
        return None
    counts = frame.groupby("year")["place_id"].nunique()
    enough = counts[counts >= ENOUGH_PLACES * counts.max()]
    return int(enough.index.max())


def of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the figures of `year`, highest first; equal ones in the order of their names."""
    return frame[frame["year"] == year].sort_values(
        ["value", "place_id"], ascending=[False, True], ignore_index=True
    )


def country(
    page: Page,
    indicator: str,
    year: int,
    kind: str,
    roles: Sequence[str] = ("actual",),
) -> pd.Series | None:
    """Return the country's figure of `year` of the same kind as the provinces'."""
    frame = page.points(indicator)
    mine = frame[
        (frame["place_id"] == COUNTRY)
        & (frame["year"] == year)
        & (frame["kind"] == kind)
        & frame["role"].isin(list(roles))
        & (frame["qualifier"] == "")
    ]
    return None if mine.empty else mine.iloc[0]


def first_full_year(frame: pd.DataFrame) -> int:
    """Return the first year in which as many provinces have a figure as in any."""
    counts = frame.groupby("year")["place_id"].nunique()
    return int(counts[counts == counts.max()].index.min())
