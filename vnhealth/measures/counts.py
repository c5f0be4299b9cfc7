"""Counts of events with Poisson limits: exact below 10 events, Byar's from 10."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammaincinv

from vnhealth.measures.inputs import FloatArray, aligned, as_floats, require_not_negative
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import (
    LOW_COUNT,
    MISSING,
    RELIABLE,
    ZERO_EVENTS,
    Interval,
    not_below_zero,
    result_frame,
)
from vnhealth.measures.thresholds import BYAR_FROM, FLAG_BELOW

EXACT: Final = "exact Poisson"
BYAR: Final = "Byar"


def exact_limits(x: Any, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return the exact Poisson limits of x events (a zero count has the lower limit 0).

    The limits are χ²(α/2; 2x)/2 and χ²(1−α/2; 2x+2)/2; for x = 0 the upper one is −ln(α/2).

    References
    ----------
    Garwood F. Fiducial limits for the Poisson distribution. Biometrika 1936;28:437-442.

    Examples
    --------
    >>> lower, upper = exact_limits(0)
    >>> float(lower[0]), round(float(upper[0]), 4)  # -ln(0.025)
    (0.0, 3.6889)
    """
    events = as_floats(x)
    tail = (1 - Interval(confidence).level) / 2
    some = np.where(events > 0, events, 1.0)
    lower = np.where(events > 0, gammaincinv(some, tail), 0.0)
    upper = gammaincinv(events + 1, 1 - tail)
    return np.where(np.isnan(events), np.nan, lower), upper


def byar_limits(x: Any, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return Byar's limits of x > 0 events; a negative lower limit is missing.

    References
    ----------
    Breslow NE, Day NE. Statistical methods in cancer research, volume II. Lyon: IARC; 1987.

    Examples
    --------
    >>> lower, upper = byar_limits(65)
    >>> round(float(lower[0]), 3), round(float(upper[0]), 3)
    (50.163, 82.849)
    """
    k = normal_quantile(Interval(confidence).level)
    events = as_floats(x)
    some = np.where(events > 0, events, np.nan)
    above = events + 1
    with np.errstate(invalid="ignore"):  # a level of 100 % makes k infinite
        lower = some * (1 - 1 / (9 * some) - k / (3 * np.sqrt(some))) ** 3
        upper = above * (1 - 1 / (9 * above) + k / (3 * np.sqrt(above))) ** 3
    return not_below_zero(lower), upper


def poisson_limits(x: Any, confidence: float = 0.95) -> tuple[FloatArray, FloatArray]:
    """Return the limits of x events: exact below 10, Byar's from there.

    Examples
    --------
    >>> [round(float(limit[0]), 3) for limit in poisson_limits(5)]
    [1.623, 11.668]
    """
    events = as_floats(x)
    lower, upper = byar_limits(events, confidence)
    few = events < BYAR_FROM
    if few.any():
        lower, upper = lower.copy(), upper.copy()
        lower[few], upper[few] = exact_limits(events[few], confidence)
    return lower, upper


def poisson_method(x: FloatArray) -> NDArray[np.str_]:
    """Return which of the two methods serves each count of `x`."""
    return np.where(x < BYAR_FROM, EXACT, BYAR)


def event_reliability(x: FloatArray) -> NDArray[np.str_]:
    """Return missing, zero_events, low_count (below 10) or reliable for each count."""
    return np.select(
        [np.isnan(x), x == 0, x < FLAG_BELOW], [MISSING, ZERO_EVENTS, LOW_COUNT], RELIABLE
    )


def count(events: Any, settings: Interval | None = None) -> pd.DataFrame:
    """Give counts of events their Poisson limits, times the multiplier.

    Parameters
    ----------
    events
        Counts, zero or more; scalar, array or Series.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the count itself.

    Raises
    ------
    DataError
        A negative or infinite count.

    References
    ----------
    See :func:`exact_limits` and :func:`byar_limits`.

    Examples
    --------
    >>> count(0)[["value", "lower", "upper", "method", "reliability"]].round(3)
       value  lower  upper         method  reliability
    0    0.0    0.0  3.689  exact Poisson  zero_events
    """
    settings = settings or Interval()
    index, (x,) = aligned(events)
    require_not_negative(index, x, "count", "số đếm")
    lower, upper = poisson_limits(x, settings.confidence)
    return result_frame(
        index,
        value=x * settings.multiplier,
        lower=lower * settings.multiplier,
        upper=upper * settings.multiplier,
        confidence=settings.level,
        method=poisson_method(x),
        statistic="count",
        n=x,
        unit=settings.unit,
        reliability=event_reliability(x),
    )
