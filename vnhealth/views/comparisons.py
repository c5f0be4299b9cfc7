"""Which indicators places can be compared by, and the figures of one year side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.errors import DataError
from vnhealth.views.comparable import Comparison, comparable, newest_full_year

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

FEWEST_PROVINCES: Final = 20
"""Provinces with a figure of their own from which an indicator can be compared."""


def comparable_indicators(
    panel: Panel, comparison: Comparison | None = None, *, directed: bool = True
) -> tuple[str, ...]:
    """Return the indicators that many provinces have figures of, in the catalogue's order.

    Counts are none of them: places of different size are not compared by how many there are.

    Parameters
    ----------
    panel
        Observations and sources.
    comparison
        Boundaries and role.
    directed
        Only indicators of which more, or less, is better.

    Examples
    --------
    >>> comparable_indicators(panel)[:3]
    ('doctors_per_10k', 'nurses_per_10k', 'midwives_per_10k')
    """
    asked = comparison or Comparison()
    key = ("comparable_indicators", asked.boundaries, asked.role, directed)
    if key not in panel.made:
        panel.made[key] = _comparable_indicators(panel, asked, directed)
    found: tuple[str, ...] = panel.made[key]
    return found


def _comparable_indicators(panel: Panel, asked: Comparison, directed: bool) -> tuple[str, ...]:
    rows = panel.observations
    mine = rows[rows["place_id"].str.match(r"63-\d\d$") & (rows["role"] == asked.role)]
    counts = mine.groupby("indicator")["place_id"].nunique()
    wide = set(counts[counts >= FEWEST_PROVINCES].index)
    found = []
    for indicator, facts in catalog.indicators().items():
        parts = {facts.numerator_id, facts.denominator_id}
        undirected = directed and facts.direction == "none"
        if facts.additive or undirected or not (indicator in wide or parts <= wide):
            continue
        frame = comparable(panel, indicator, asked)
        if frame.loc[frame["level"] == "province", "place_id"].nunique() >= FEWEST_PROVINCES:
            found.append(indicator)
    return tuple(found)


def of_newest_year(
    panel: Panel, indicator: str, year: int, asked: Comparison
) -> pd.DataFrame | None:
    """Return the comparable figures of the newest full year up to `year`, or None."""
    frame = comparable(panel, indicator, asked)
    chosen = newest_full_year(frame, year)
    return None if chosen is None else frame[frame["year"] == chosen]


def chosen_indicators(
    panel: Panel, asked: Comparison, indicators: Sequence[str] | None
) -> tuple[str, ...]:
    """Return `indicators`, or all that can be compared.

    Raises
    ------
    DataError
        None can be compared.
    """
    found = tuple(indicators) if indicators else comparable_indicators(panel, asked)
    if not found:
        raise DataError(
            "No indicator has figures of enough provinces to compare them.",
            "Chưa có chỉ số nào có số liệu của đủ số tỉnh, thành phố để so sánh.",
        )
    return found
