"""Which way every province's newest segment goes: the trend column of a scorecard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.views.comparable import Comparison, comparable

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

TREND_COLUMNS: Final = (
    "trend_per_year",
    "trend_lower",
    "trend_upper",
    "trend_method",
    "trend_points",
    "trend_outcome",
    "trend_reading",
)


def trends_of_places(
    panel: Panel, indicator: str, year: int, comparison: Comparison | None = None
) -> pd.DataFrame:
    """Return one trend a province up to `year`, over its newest segment only.

    The recent-trend marker where five points with intervals allow it, else Theil–Sen and
    Mann–Kendall (``trend_method``).

    Returns
    -------
    pandas.DataFrame
        Indexed by place_id, columns :data:`TREND_COLUMNS`.

    Examples
    --------
    >>> found = trends_of_places(panel, "infant_mortality", 2016)
    >>> found.loc[["63-10"], ["trend_method", "trend_points"]].to_numpy().tolist()
    [['Theil–Sen and Mann–Kendall', 11]]
    """
    from vnhealth.measures.trend_marker import NOT_CALCULATED, Trend
    from vnhealth.measures.trend_panels import long_trends, recent_trends

    asked = comparison or Comparison()
    facts = catalog.indicator(indicator)
    frame = newest_segments(comparable(panel, indicator, asked), year)
    trend = Trend(facts.direction, asked.confidence, asked.confidence, facts.unit)
    recent = recent_trends(frame, "place_id", trend)
    long = long_trends(frame, "place_id", trend)
    chosen = recent.where(recent["outcome"] != NOT_CALCULATED, long)
    chosen = chosen[["value", "lower", "upper", "method", "n", "outcome", "reading"]]
    made = chosen.set_axis(list(TREND_COLUMNS), axis="columns")
    return made.astype({"trend_points": "int64"})


def newest_segments(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    """Return the provinces' rows up to `year` that share source and territory with the newest.

    Parameters
    ----------
    frame
        Frame of :func:`vnhealth.views.comparable.comparable`.
    year
        Last year that counts.
    """
    return newest_segment_of(frame[(frame["level"] == "province") & (frame["year"] <= year)])


def newest_segment_of(mine: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of each place that share source and territory with its newest row."""
    newest = mine.sort_values("year").drop_duplicates("place_id", keep="last")
    by_place = newest.set_index("place_id")
    source = by_place["sources"].map(_as_text)
    mine = mine[mine["sources"].map(_as_text) == mine["place_id"].map(source)]
    starts = {
        str(place_id): max((b.year for b in places.breaks(str(place_id), 1900, last)), default=0)
        for place_id, last in by_place["year"].items()
    }
    return mine[mine["year"] >= mine["place_id"].map(starts)]


def _as_text(sources: tuple[str, ...]) -> str:
    return " ".join(sorted(sources))
