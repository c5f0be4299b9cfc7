"""How one indicator of one place went, cut into segments wherever the series breaks.

Figures of different sources, definitions or territories never stand in one segment, and no
trend is read across two segments.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from vnhealth import catalog, places
from vnhealth.views.carried import estimates_about
from vnhealth.views.estimates import ESTIMATES
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from vnhealth.places import Break
    from vnhealth.views.panel import Panel

SOURCE: Final = "source"
DEFINITION: Final = "definition"
BOUNDARY: Final = "boundary"
TREND: Final = (*ESTIMATES, "segment", "break_before", "break_en", "break_vi")
READINGS: Final = (
    "segment",
    "place_id",
    "indicator",
    "first_year",
    "last_year",
    "test",
    "value",
    "lower",
    "upper",
    "confidence",
    "method",
    "statistic",
    "n",
    "unit",
    "reliability",
    "outcome",
    "reading",
    "cells",
)
RECENT: Final = "recent"
LONG: Final = "long"


class _Key(NamedTuple):
    """What all figures of a segment have in common."""

    definition: str
    source: tuple[str, ...]
    era: int


def series_of(
    panel: Panel,
    indicator: str,
    place_id: str,
    *,
    roles: Sequence[str] = ("actual",),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return the figures of one place year by year, cut into segments that may be joined.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    place_id
        A country, region, province or district; a province of 34 gets the sums of its parts.
    roles
        Roles of figures to take.
    confidence
        Of the intervals, as a fraction.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`TREND`, by segment and year. ``segment`` counts from 1, by first year;
        segments may overlap in time (two definitions side by side). The first row of each
        later segment says in ``break_before`` how it differs from the one before: ``source``,
        ``definition`` (another qualifier, or printed against computed), ``boundary``, joined
        by ``;``; ``break_en`` and ``break_vi`` tell of the boundary.

    Raises
    ------
    DataError
        The place has no figure of the indicator; those it has are named.

    Examples
    --------
    Lai Châu's rows of 2002 and 2003 held Điện Biên too, which was founded in 2004:

    >>> series = series_of(panel, "doctors_per_10k", "63-12")
    >>> series.groupby("segment")["year"].agg(["min", "max"]).to_numpy().tolist()
    [[2002, 2003], [2004, 2016]]
    >>> series.loc[series["year"] == 2004, "break_before"].item()
    'boundary'
    """
    import pandas as pd

    frame = _figures(panel, indicator, place_id, roles, confidence)
    if frame.empty:
        has = panel.observations.loc[panel.observations["place_id"] == place_id, "indicator"]
        raise nothing_of_place(place_id, indicator, sorted(set(has)))
    first, last = int(frame["year"].min()), int(frame["year"].max())
    changes = places.breaks(place_id, first, last)
    keys = pd.Series([_key(row, changes) for row in _rows(frame)], index=frame.index)
    starts = frame["year"].groupby(keys.map(str)).transform("min")
    frame = frame.assign(_start=starts, _key=keys, _text=keys.map(str))
    frame = frame.sort_values(["_start", "_text", "year"], ignore_index=True)
    frame["segment"] = (frame["_text"] != frame["_text"].shift()).cumsum()
    return _with_breaks(frame, changes)[list(TREND)]


def _figures(
    panel: Panel, indicator: str, place_id: str, roles: Sequence[str], confidence: float
) -> pd.DataFrame:
    frame = estimates_about(panel, indicator, place_id, roles=roles, confidence=confidence)
    frame = frame[frame["place_id"] == place_id].reset_index(drop=True)
    whole_year = frame["period"] == frame["year"].astype("str")
    known = frame["value"].notna() | frame["lower"].notna()
    kept = frame[whole_year & known]
    return kept.drop_duplicates(["year", "role", "qualifier", "kind", "sources"])


def _rows(frame: pd.DataFrame) -> list[tuple[str, str, str, tuple[str, ...], int]]:
    columns = ("role", "kind", "qualifier", "sources", "year")
    return list(zip(*(frame[name] for name in columns), strict=True))


def _key(row: tuple[str, str, str, tuple[str, ...], int], changes: Sequence[Break]) -> _Key:
    role, kind, qualifier, sources, year = row
    era = sum(change.year <= year for change in changes)
    return _Key(f"{role} {kind} {qualifier}", tuple(sorted(sources)), era)


def _with_breaks(frame: pd.DataFrame, changes: Sequence[Break]) -> pd.DataFrame:
    frame = frame.copy()
    for name in ("break_before", "break_en", "break_vi"):
        frame[name] = ""
    heads = frame.drop_duplicates("segment")
    rows = zip(heads.index, heads["_key"], strict=True)
    for (_, before), (at, key) in pairwise(rows):
        kinds = [
            name
            for name, one, other in (
                (SOURCE, before.source, key.source),
                (DEFINITION, before.definition, key.definition),
                (BOUNDARY, before.era, key.era),
            )
            if one != other
        ]
        crossed = changes[min(before.era, key.era) : max(before.era, key.era)]
        frame.loc[at, "break_before"] = ";".join(kinds)
        frame.loc[at, "break_en"] = " ".join(change.note_en for change in crossed)
        frame.loc[at, "break_vi"] = " ".join(change.note_vi for change in crossed)
    return frame


def readings_of(series: pd.DataFrame, *, confidence: float = 0.95) -> pd.DataFrame:
    """Return what each segment of a series says of its direction; never across a break.

    Parameters
    ----------
    series
        Frame of :func:`series_of`, of one place and indicator.
    confidence
        Of the slopes' intervals, as a fraction.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`READINGS`, two rows a segment. ``test`` is ``recent``, the marker over
        the newest five points (needs an interval at each), or ``long``, Theil–Sen and
        Mann–Kendall over the whole segment (needs five points). ``outcome`` is increasing,
        decreasing, no_significant_change or cannot_be_calculated; ``reading`` is by direction.
        Of full counts the recent marker says whether they moved more than chance would.

    Examples
    --------
    >>> series = series_of(panel, "doctors_per_10k", "63-10")
    >>> found = readings_of(series)
    >>> found.loc[found["segment"] == 3, ["first_year", "last_year", "outcome"]].values.tolist()
    [[2020, 2023, 'cannot_be_calculated'], [2020, 2023, 'cannot_be_calculated']]
    """
    import pandas as pd

    from vnhealth.measures.trend_marker import Trend
    from vnhealth.measures.trend_panels import long_trends, recent_trends

    indicator = str(series["indicator"].iloc[0])
    facts = catalog.indicator(indicator)
    trend = Trend(facts.direction, confidence=confidence, unit=facts.unit)
    level = series["confidence"].dropna()
    recent = Trend(
        facts.direction, float(level.iloc[0]) if len(level) else 0.95, confidence, facts.unit
    )
    plain = series[series["comparator"].isin(["eq", "approx"])]
    spans = series.groupby("segment")["year"].agg(["min", "max"])
    found = pd.concat(
        [
            recent_trends(plain, "segment", recent).assign(test=RECENT),
            long_trends(plain, "segment", trend).assign(test=LONG),
        ]
    ).reset_index()
    found["first_year"] = found["segment"].map(spans["min"])
    found["last_year"] = found["segment"].map(spans["max"])
    found["place_id"], found["indicator"] = series["place_id"].iloc[0], indicator
    cells = {
        segment: tuple(dict.fromkeys(cell for each in rows["cells"] for cell in each))
        for segment, rows in plain.groupby("segment")
    }
    found["cells"] = [cells[segment] for segment in found["segment"]]
    return found.sort_values(["segment", "test"], ignore_index=True)[list(READINGS)]
