"""Proportions with the interval of Wilson (1927)."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from scipy.special import ndtri

from vnhealth.measures.inputs import (
    FloatArray,
    aligned,
    require_not_negative,
    require_part_of_whole,
)
from vnhealth.measures.result import (
    MISSING,
    NO_DENOMINATOR,
    RELIABLE,
    ZERO_EVENTS,
    Interval,
    result_frame,
)

METHOD = "Wilson"


def normal_quantile(level: float) -> float:
    """Return z, so that a standard normal value lies within ±z with probability `level`.

    Examples
    --------
    >>> round(normal_quantile(0.95), 6)
    1.959964
    """
    return float(-ndtri((1 - level) / 2))


def wilson_limits(x: Any, n: Any, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return the lower and upper Wilson limits of x out of n, as fractions in [0, 1].

    Parameters
    ----------
    x, n
        Events and trials, 0 <= x <= n; a trial of zero gives missing limits.
    confidence
        Level in (0, 1], or in per cent; 100 % gives (0, 1).

    Returns
    -------
    tuple of arrays
        Lower and upper limits.

    References
    ----------
    Wilson EB. Probable inference, the law of succession, and statistical inference.
    J Am Stat Assoc 1927;22:209-212.

    Examples
    --------
    65 of 100 at 95 %:

    >>> lower, upper = wilson_limits(65, 100)
    >>> round(float(lower[0]), 4), round(float(upper[0]), 4)
    (0.5525, 0.7364)
    """
    level = Interval(confidence).level
    _, (x, n) = aligned(x, n)
    known = ~np.isnan(x) & (n > 0)
    if level == 1:
        return np.where(known, 0.0, np.nan), np.where(known, 1.0, np.nan)
    k = normal_quantile(level)
    trials = np.where(known, n, np.nan)
    root = k * np.sqrt(k * k + 4 * x * (1 - x / trials))
    lower = (2 * x + k * k - root) / (2 * (trials + k * k))
    upper = (2 * x + k * k + root) / (2 * (trials + k * k))
    lower = np.where(x == 0, 0.0, np.clip(lower, 0, 1))
    upper = np.where(x == trials, 1.0, np.clip(upper, 0, 1))
    return np.where(known, lower, np.nan), np.where(known, upper, np.nan)


def proportion(numerator: Any, denominator: Any, settings: Interval | None = None) -> pd.DataFrame:
    """Calculate proportions with Wilson limits, times the multiplier (by default in %).

    Parameters
    ----------
    numerator, denominator
        People with the property and people in all, 0 <= numerator <= denominator.
        Scalars, arrays, or Series of one index.
    settings
        Confidence, multiplier and unit; by default 95 %, 100 and ``%``.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the denominator. A missing or zero denominator
        gives a missing value, never 0.

    Raises
    ------
    DataError
        A negative number, or a numerator larger than its denominator.

    References
    ----------
    Wilson (1927), see :func:`wilson_limits`.

    Examples
    --------
    >>> proportion(65, 100).loc[0, ["value", "lower", "upper"]].astype(float).round(2).tolist()
    [65.0, 55.25, 73.64]
    """
    settings = settings or Interval(multiplier=100, unit="%")
    index, (x, n) = aligned(numerator, denominator)
    require_not_negative(index, x, "numerator", "tử số")
    require_not_negative(index, n, "denominator", "mẫu số")
    require_part_of_whole(index, x, n)
    lower, upper = wilson_limits(x, n, settings.confidence)
    value = np.divide(x, n, out=np.full(len(x), np.nan), where=n > 0)
    reliability = np.select(
        [np.isnan(n) | (n == 0), np.isnan(x), x == 0],
        [NO_DENOMINATOR, MISSING, ZERO_EVENTS],
        RELIABLE,
    )
    scale = settings.multiplier
    return result_frame(
        index,
        value=value * scale,
        lower=lower * scale,
        upper=upper * scale,
        confidence=settings.level,
        method=METHOD,
        statistic="proportion",
        n=n,
        unit=settings.unit,
        reliability=reliability,
    )
