"""What several blocks of a comparison share: its ranking, its first full year, the trends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from vnhealth.topics.ranking import Ranking, is_lower_better, ranking_of
from vnhealth.views.comparable import Comparison, first_full_year
from vnhealth.views.trends_of_places import trends_of_places

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

    from vnhealth.topics.page import Page


class Change(NamedTuple):
    """How many of the provinces with both figures went the way that is hoped for.

    `fell` tells that fewer is better, so that `went` are those whose later figure is lower;
    else they are those whose later figure is higher.
    """

    fell: bool
    went: int
    both: int
    first_year: int
    last_year: int
    cells: tuple[str, ...]


def compared(page: Page) -> Ranking | None:
    """Return the ranking a comparison is about, or ``None`` without figures."""
    return ranking_of(page, page.indicator_id)


def ends(found: Ranking) -> tuple[pd.Series, pd.Series]:
    """Return the province with the highest and the one with the lowest figure."""
    ordered = found.table.sort_values(["value", "place_id"], ascending=[False, True])
    return ordered.iloc[0], ordered.iloc[-1]


def first_year_of(found: Ranking) -> int:
    """Return the first year in which as many provinces have a figure as in any."""
    first = first_full_year(found.figures)
    return found.year if first is None else first


def change_of(found: Ranking) -> Change | None:
    """Return the change from the first full year to the ranking's, or ``None`` within one year."""
    first_year = first_year_of(found)
    if first_year == found.year:
        return None
    columns = ["place_id", "value", "cells"]
    first, last = (found.provinces(year)[columns] for year in (first_year, found.year))
    both = first.merge(last, on="place_id", suffixes=("", "_last"), validate="one_to_one")
    fell = is_lower_better(str(found.table["indicator"].iloc[0]))
    went = both["value_last"] < both["value"] if fell else both["value_last"] > both["value"]
    told = both[went]
    cells = flat([*told["cells"], *told["cells_last"]])
    return Change(fell, len(told), len(both), first_year, found.year, cells)


def trends(page: Page, found: Ranking) -> pd.DataFrame:
    """Return the trend of every province ranked, see :mod:`vnhealth.views.trends_of_places`."""
    key = ("trends", page.indicator_id, found.year, page.boundaries)
    if key not in page.panel.made:
        asked = Comparison(page.boundaries)
        page.panel.made[key] = trends_of_places(page.panel, page.indicator_id, found.year, asked)
    table: pd.DataFrame = page.panel.made[key]
    return table[table.index.isin(found.table["place_id"])]  # Hà Tây went in 2008


def flat(cells: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Return the cells of several figures as one."""
    return tuple(cell for each in cells for cell in each)
