"""The provinces ranked by one indicator in one year, and which of them lie beyond chance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.views.comparable import (
    Comparison,
    comparable,
    expected_provinces,
    newest_full_year,
)
from vnhealth.views.estimates import NO_COUNTS, RESULTS, TRACE
from vnhealth.views.refusals import no_figures

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.measures.funnels import Funnel
    from vnhealth.views.panel import Panel

RANKING: Final = (
    "rank",
    "ranked",
    "left_out",
    "place_id",
    "indicator",
    "year",
    "period",
    "role",
    "comparator",
    *RESULTS,
    "benchmark",
    "benchmark_of",
    "outcome",
    "reading",
    "class_method",
    "quintile",
    "status",
    "numerator",
    "denominator",
    *TRACE,
)
ABSENT: Final = ("place_id", "indicator", "year", "reason")
QUINTILES: Final = 5


def rank_places(
    panel: Panel, indicator: str, year: int | None = None, comparison: Comparison | None = None
) -> pd.DataFrame:
    """Return the provinces ranked by one indicator in one year, the best first.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    year
        The year; the newest one in which most provinces have a figure when not given.
    comparison
        Boundaries, role and confidence.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`RANKING`, one row a province that has a figure.

        * ``rank``: 1 is the best in the indicator's direction (the highest where it has
          none); ties share the better rank; ``ranked`` places took part and ``left_out`` had
          no figure of their own (see :func:`absent`).
        * ``value`` with its interval, and ``benchmark``, the country's value of the same kind
          (``benchmark_of`` country) or, without one, that of all places together.
        * ``outcome``: place in the funnel around the benchmark (higher_99_8, higher_95,
          similar, lower_95, lower_99_8), ``not_compared`` without counts; ``reading`` better,
          worse or similar by direction. Staff and beds are counted in full and vary between
          provinces by decision: most lie outside, which says that size does not explain it.
        * ``quintile``: 1 the lowest values, ties in the lower group.

    Raises
    ------
    DataError
        There is no figure of that year; the nearest years are named.

    Examples
    --------
    >>> table = rank_places(panel, "doctors_per_10k", 2016)
    >>> own = table[table["place_id"] == "63-10"]
    >>> own[["rank", "ranked", "left_out", "reading"]].to_numpy().tolist()
    [[14, 63, 0, 'better']]
    """
    asked = comparison or Comparison()
    frame = comparable(panel, indicator, asked)
    chosen = newest_full_year(frame) if year is None else year
    key = ("ranking", indicator, chosen, asked)
    if key in panel.made:
        found: pd.DataFrame = panel.made[key]
        return found.copy()
    provinces = frame[(frame["year"] == chosen) & (frame["level"] == "province")]
    if chosen is None or provinces.empty:
        years = frame.loc[frame["level"] == "province", "year"]
        raise no_figures(indicator, sorted(set(years)), year, asked.boundaries)
    whole = frame[(frame["year"] == chosen) & (frame["level"] == "country")]
    panel.made[key] = _ranked(provinces, whole, asked)
    return rank_places(panel, indicator, chosen, asked)


def _ranked(provinces: pd.DataFrame, whole: pd.DataFrame, asked: Comparison) -> pd.DataFrame:
    from vnhealth.measures.benchmarks import rank
    from vnhealth.measures.quantiles import quantile_group

    indicator, year = str(provinces["indicator"].iloc[0]), int(provinces["year"].iloc[0])
    direction = catalog.indicator(indicator).direction
    made = provinces.reset_index(drop=True)
    made = made.join(classes(made, whole, asked.overdispersion))
    better = "lower" if direction == "lower" else "higher"
    made["rank"] = rank(made["value"], better).astype("int64")
    made["ranked"] = len(made)
    there = set(made["place_id"])
    made["left_out"] = len(set(expected_provinces(asked.boundaries, year)) - there)
    made["quintile"] = quantile_group(made["value"], QUINTILES)
    return made.sort_values(["rank", "place_id"], ignore_index=True)[list(RANKING)]


def classes(provinces: pd.DataFrame, whole: pd.DataFrame, overdispersion: str = "") -> pd.DataFrame:
    """Return benchmark, its owner, outcome, reading and method of each row of one year.

    Parameters
    ----------
    provinces
        Rows of :func:`vnhealth.views.comparable.comparable` of one indicator and year.
    whole
        The country's row of that year, or no row.
    overdispersion
        As in :class:`vnhealth.views.comparable.Comparison`; ``class_method`` names it.
    """
    import numpy as np
    import pandas as pd

    from vnhealth.measures.benchmarks import NOT_COMPARED
    from vnhealth.measures.funnels import funnel_class
    from vnhealth.measures.overdispersion import Overdispersion, adjusted_class

    facts = catalog.indicator(str(provinces["indicator"].iloc[0]))
    made = pd.DataFrame(index=provinces.index)
    counted = bool((provinces["basis"] != NO_COUNTS).any()) and facts.unit != "VND"
    counted = counted and bool(provinces["denominator"].notna().any())
    top, base = provinces["numerator"].sum(), provinces["denominator"].sum()
    has_whole = len(whole) > 0 and not facts.additive  # a total is no yardstick for its parts
    made["benchmark"] = whole["value"].iloc[0] if has_whole else np.nan
    made["benchmark_of"] = "country" if has_whole else ""
    if counted and not has_whole:
        made["benchmark"] = facts.multiplier * top / base
        made["benchmark_of"] = "all_places"
    if not counted:
        made["outcome"] = made["reading"] = NOT_COMPARED
        made["class_method"] = ""
        return made
    funnel = funnel_of(facts.id)
    average = float(made["benchmark"].iloc[0]) / facts.multiplier
    counts = (provinces["numerator"], provinces["denominator"])
    if overdispersion:
        found = adjusted_class(*counts, funnel, average, Overdispersion(overdispersion))
    else:
        found = funnel_class(*counts, funnel, average)
    made["outcome"], made["reading"] = found["outcome"], found["reading"]
    made["class_method"] = "funnel, " + found["method"]
    return made


def funnel_of(indicator: str) -> Funnel:
    """Return the kind of funnel that the classes of an indicator are judged by.

    Examples
    --------
    >>> funnel_of("doctors_per_10k")
    Funnel(kind='rate', multiplier=10000, unit='per_10k', direction='higher')
    """
    from vnhealth.measures.funnels import Funnel

    facts = catalog.indicator(indicator)
    kind = "proportion" if facts.kind == "proportion" else "rate"
    return Funnel(kind, facts.multiplier, facts.unit, facts.direction)


def absent(
    panel: Panel, indicator: str, year: int, comparison: Comparison | None = None
) -> pd.DataFrame:
    """Return the provinces that a ranking leaves out, with the reason.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`ABSENT`; ``reason`` is ``covers_more`` (its row holds a neighbour that
        was founded later), ``no_counts`` (printed, but not summable to the 34) or
        ``no_figure``.

    Examples
    --------
    In 2003 Lai Châu's row still held Điện Biên, which was founded in 2004:

    >>> left = absent(panel, "doctors_per_10k", 2003).set_index("place_id")["reason"]
    >>> left["63-12"]
    'covers_more'
    """
    import pandas as pd

    from vnhealth import places
    from vnhealth.views.estimates import estimates

    asked = comparison or Comparison()
    frame = comparable(panel, indicator, asked)
    there = set(frame.loc[frame["year"] == year, "place_id"])
    rows = estimates(panel, indicator, roles=[asked.role])
    rows = rows[rows["year"] == year]
    more = set(rows.loc[rows["flags"].str.contains("includes:"), "place_id"])
    had = set(rows["place_id"])
    found = []
    for place_id in expected_provinces(asked.boundaries, year):
        if place_id in there:
            continue
        held = places.parts(place_id) if asked.boundaries == "34" else (place_id,)
        reason = "covers_more" if more & set(held) else "no_figure"
        if reason == "no_figure" and asked.boundaries == "34" and had.issuperset(held):
            reason = "no_counts"
        found.append((place_id, indicator, year, reason))
    return pd.DataFrame(found, columns=list(ABSENT))
