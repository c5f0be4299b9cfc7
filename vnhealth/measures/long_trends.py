"""Trends of longer, gappy series: Theil–Sen slope and the Mann–Kendall test with ties."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd
from scipy.special import ndtr

from vnhealth.measures.inputs import (
    DIRECTIONS,
    FloatArray,
    as_floats,
    confidence_level,
    require_choice,
    require_columns,
)
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import RELIABLE, TOO_FEW, judgement_frame, result_frame
from vnhealth.measures.trend_marker import (
    DECREASING,
    INCREASING,
    NO_CHANGE,
    NOT_CALCULATED,
    Trend,
    reading_of_trend,
    require_one_row_a_year,
)

MINIMUM_POINTS: Final = 5
"""Points below which neither slope nor test is given: with four, p cannot fall below 0.05."""
SHORT_SERIES: Final = 10
"""Points below which the normal approximation of the test is rough, and is marked so."""
APPROXIMATE: Final = "normal_approximation"


def mann_kendall(y: FloatArray) -> tuple[int, float, float]:
    """Return S, its variance corrected for ties, and the two-sided p-value.

    S counts the pairs that rise less the pairs that fall; Var S =
    [n(n−1)(2n+5) − Σ t(t−1)(2t+5)]/18 over the groups of t tied values; z = (S ∓ 1)/√Var.

    References
    ----------
    Kendall MG. Rank correlation methods. 4th ed. London: Griffin; 1975.
    Gilbert RO. Statistical methods for environmental pollution monitoring. New York: Van
    Nostrand Reinhold; 1987.

    Examples
    --------
    Four rising values: 6 pairs rise, variance 4*3*13/18:

    >>> s, variance, p = mann_kendall(np.array([1.0, 2, 3, 4]))
    >>> s, round(variance, 4), round(p, 4)
    (6, 8.6667, 0.0894)
    """
    n = len(y)
    first, second = np.triu_indices(n, 1)
    s = int(np.sign(y[second] - y[first]).sum())
    ties = np.unique(y, return_counts=True)[1].astype(float)
    variance = (n * (n - 1) * (2 * n + 5) - float((ties * (ties - 1) * (2 * ties + 5)).sum())) / 18
    if s == 0 or variance <= 0:
        return s, variance, 1.0
    z = (abs(s) - 1) / np.sqrt(variance)
    return s, variance, float(2 * ndtr(-z))


def theil_sen(x: FloatArray, y: FloatArray, confidence: float = 0.95) -> tuple[float, float, float]:
    """Return the median of the slopes between all pairs of points, with Sen's limits.

    References
    ----------
    Sen PK. Estimates of the regression coefficient based on Kendall's tau.
    J Am Stat Assoc 1968;63:1379-1389.

    Examples
    --------
    Pairwise slopes of (0, 0), (1, 1), (2, 4) are 1, 2 and 3:

    >>> theil_sen(np.array([0.0, 1, 2]), np.array([0.0, 1, 4]))[0]
    2.0
    """
    first, second = np.triu_indices(len(x), 1)
    slopes = np.sort((y[second] - y[first]) / (x[second] - x[first]))
    _, variance, _ = mann_kendall(y)
    reach = normal_quantile(confidence_level(confidence)) * np.sqrt(max(variance, 0.0))
    pairs = len(slopes)
    low = max(round((pairs - reach) / 2) - 1, 0)
    high = min(round((pairs + reach) / 2), pairs - 1)
    return float(np.median(slopes)), float(slopes[low]), float(slopes[high])


def long_trend(frame: pd.DataFrame, trend: Trend | None = None) -> pd.DataFrame:
    """Read a series of any length and any gaps by Theil–Sen and Mann–Kendall.

    Parameters
    ----------
    frame
        Columns year and value; rows without a value are left out.
    trend
        Direction, confidence and unit.

    Returns
    -------
    DataFrame
        One row: the nine result columns (``value`` the Theil–Sen slope per year) with
        ``outcome`` increasing, decreasing, no_significant_change (Mann–Kendall at the same
        confidence) or cannot_be_calculated (fewer than five points), and ``reading``.

    Raises
    ------
    UsageError
        A column is absent.
    DataError
        A year stands twice.

    References
    ----------
    See :func:`theil_sen` and :func:`mann_kendall`.

    Examples
    --------
    >>> series = pd.DataFrame({"year": [2002, 2004, 2005, 2009, 2010, 2016],
    ...                        "value": [1.0, 3, 4, 8, 9, 15]})
    >>> long_trend(series, Trend("lower"))[["value", "outcome", "reading"]]
       value     outcome reading
    0    1.0  increasing   worse
    """
    trend = trend or Trend()
    require_choice("direction", trend.direction, DIRECTIONS)
    require_columns(frame, ["year", "value"])
    known = frame.dropna(subset=["value"]).sort_values("year")
    require_one_row_a_year(known)
    years, y = as_floats(known["year"]), as_floats(known["value"])
    points = len(years)
    slope = low = high = np.nan
    outcome = NOT_CALCULATED
    if points >= MINIMUM_POINTS:
        slope, low, high = theil_sen(years, y, trend.confidence)
        s, _, p = mann_kendall(y)
        moved = p < 1 - confidence_level(trend.confidence)
        outcome = (INCREASING if s > 0 else DECREASING) if moved else NO_CHANGE
    results = result_frame(
        pd.RangeIndex(1),
        value=slope,
        lower=low,
        upper=high,
        confidence=confidence_level(trend.confidence),
        method="Theil–Sen and Mann–Kendall",
        statistic="slope per year",
        n=points,
        unit=trend.unit,
        reliability=_reliability(points),
    )
    return judgement_frame(results, outcome, reading_of_trend(outcome, trend.direction))


def _reliability(points: int) -> str:
    if points < MINIMUM_POINTS:
        return TOO_FEW
    return APPROXIMATE if points < SHORT_SERIES else RELIABLE
