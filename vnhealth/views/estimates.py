"""Figures with their intervals: what every other view is made of.

A figure that rests on two printed counts gets an interval; one printed without counts gets none
and says so (``no_counts``). `basis` tells what an interval means.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.views.points import points

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from vnhealth.catalog import Indicator
    from vnhealth.views.panel import Panel

COUNTRY: Final = "vn"
FULL_COUNT: Final = "full_count"
EVENTS: Final = "events"
MONEY: Final = "money"
NO_COUNTS: Final = "no_counts"
BASES: Final = (FULL_COUNT, EVENTS, MONEY, NO_COUNTS)
"""What a figure rests on.

``full_count``: staff, beds or facilities, all of them counted. Nothing was sampled: the interval
tells how far a count of that size varies by chance, for funnels and ranks, and has no say in
whether a target was met. ``events``: people reached or cases. ``money`` and ``no_counts`` (printed
without its numerator and denominator, or a mean): no interval.
"""
FULL_COUNT_TOPICS: Final = ("workforce", "facilities", "population")
RELIABLE: Final = "reliable"
ZERO_EVENTS: Final = "zero_events"
COUNTS_DISAGREE: Final = "counts_disagree"
"""The printed figure lies outside the limits of its own printed counts."""

RESULTS: Final = (
    "value",
    "lower",
    "upper",
    "confidence",
    "method",
    "statistic",
    "n",
    "unit",
    "reliability",
)
TRACE: Final = ("kind", "basis", "flags", "printed", "sources", "cells")
ESTIMATES: Final = (
    "place_id",
    "indicator",
    "year",
    "period",
    "role",
    "status",
    "comparator",
    "qualifier",
    *RESULTS,
    "numerator",
    "denominator",
    *TRACE,
)


def estimates(
    panel: Panel,
    indicator: str,
    *,
    places_wanted: Sequence[str] | None = None,
    roles: Sequence[str] = ("actual",),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return every figure on record for `indicator`, with its interval where one exists.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    places_wanted
        Place ids to keep; ``None`` keeps all.
    roles
        Roles to keep.
    confidence
        Of the intervals, as a fraction.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`ESTIMATES`; one row a figure. A printed range or inequality keeps its
        ends in `lower` and `upper`, without a confidence. A figure printed twice in one
        document stands once.

    Examples
    --------
    591 doctors among 696 500 people are 8.49 per 10 000:

    >>> found = estimates(panel, "doctors_per_10k", places_wanted=["63-10"])
    >>> row = found.loc[found["year"] == 2016, ["numerator", "denominator", "value", "basis"]]
    >>> row.round(2).to_numpy().tolist()
    [[591.0, 696500.0, 8.49, 'full_count']]
    """
    key = ("estimates", indicator, confidence)
    if key not in panel.made:
        panel.made[key] = measured(without_repeats(points(panel, indicator)), indicator, confidence)
    frame: pd.DataFrame = panel.made[key]
    if places_wanted is not None:
        frame = frame[frame["place_id"].isin(list(places_wanted))]
    return frame[frame["role"].isin(list(roles))].reset_index(drop=True)


def measured(frame: pd.DataFrame, indicator: str, confidence: float = 0.95) -> pd.DataFrame:
    """Return rows of points as estimates: the nine columns of a result, and the basis.

    Parameters
    ----------
    frame
        Columns :data:`vnhealth.views.points.POINTS`, all of one indicator.
    indicator
        Its id.
    confidence
        Of the intervals, as a fraction.
    """
    import numpy as np

    facts = catalog.indicator(indicator)
    made = frame.reset_index(drop=True).copy()
    counted = (made["numerator"].notna() & (made["denominator"] > 0)).to_numpy()
    basis = _basis_of(facts)
    printed_alone = NO_COUNTS if basis != MONEY and facts.kind != "count" else basis
    made["basis"] = np.where(counted, basis, printed_alone)
    made["confidence"], made["method"] = np.nan, "as printed"
    made["statistic"], made["n"] = facts.kind, made["denominator"]
    made["unit"] = facts.unit
    told = NO_COUNTS if printed_alone == NO_COUNTS else RELIABLE
    made["reliability"] = np.where(made["value"].isna(), "missing", told)
    if facts.topic == "mortality" and facts.kind != "count":
        made.loc[made["value"].eq(0), "reliability"] = f"{ZERO_EVENTS};{NO_COUNTS}"
    if basis in (MONEY, NO_COUNTS):
        made.loc[made["kind"] == "computed", ["method", "reliability"]] = ["arithmetic", RELIABLE]
    else:
        _put_limits(made, counted, facts, confidence)
    return made[list(ESTIMATES)]


def _basis_of(facts: Indicator) -> str:
    if facts.unit == "VND":
        return MONEY
    if facts.id == "population_density":
        return NO_COUNTS  # people over land: nothing that varies by chance
    return FULL_COUNT if facts.topic in FULL_COUNT_TOPICS else EVENTS


def _put_limits(
    made: pd.DataFrame, counted: NDArray[np.bool_], facts: Indicator, confidence: float
) -> None:
    """Write the limits of the rows with counts; limits that miss the printed value are none."""
    from vnhealth.measures.proportions import proportion
    from vnhealth.measures.rates import rate
    from vnhealth.measures.result import Interval

    rows = made.loc[counted]
    if rows.empty:
        return
    measure = proportion if facts.kind == "proportion" else rate
    settings = Interval(confidence, facts.multiplier, facts.unit)
    found = measure(rows["numerator"], rows["denominator"], settings)
    holds = (found["lower"] <= rows["value"]) & (rows["value"] <= found["upper"])
    found.loc[~holds, ["lower", "upper", "confidence"]] = float("nan")
    found.loc[~holds, "reliability"] = COUNTS_DISAGREE
    columns = ["lower", "upper", "confidence", "method", "statistic", "n", "reliability"]
    made.loc[found.index, columns] = found[columns]


def without_repeats(frame: pd.DataFrame) -> pd.DataFrame:
    """Return figures without those that a document repeats in another of its sections."""
    again = frame["qualifier"].str.startswith(catalog.SECTION)
    told = ["place_id", "year", "period", "role", "kind", "comparator", "value", "lower", "upper"]
    ordered = frame.assign(_again=again).sort_values("_again", kind="stable")
    repeated = ordered["_again"] & ordered.duplicated(told)
    return ordered[~repeated].drop(columns="_again").sort_index()
