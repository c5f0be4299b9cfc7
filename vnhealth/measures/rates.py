"""Crude rates: events over a population, with the Poisson limits of the events."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from vnhealth.measures.counts import event_reliability, poisson_limits, poisson_method
from vnhealth.measures.inputs import aligned, require_not_negative
from vnhealth.measures.result import NO_DENOMINATOR, Interval, result_frame


def rate(events: Any, population: Any, settings: Interval | None = None) -> pd.DataFrame:
    """Calculate crude rates with exact (below 10 events) or Byar's limits.

    Parameters
    ----------
    events
        Counts, zero or more.
    population
        People (or person-years, stations, ...); missing or zero gives a missing rate.
    settings
        Confidence, multiplier and unit; by default per 100 000 people.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the population.

    Raises
    ------
    DataError
        A negative or infinite number.

    References
    ----------
    See :func:`vnhealth.measures.counts.poisson_limits`.

    Examples
    --------
    20 events among 100 people:

    >>> rate(20, 100).loc[0, ["value", "lower", "upper"]].astype(float).round(1).tolist()
    [20000.0, 12211.4, 30889.9]
    """
    settings = settings or Interval(multiplier=100_000, unit="per_100k")
    index, (x, n) = aligned(events, population)
    require_not_negative(index, x, "number of events", "số ca")
    require_not_negative(index, n, "population", "dân số")
    factor = np.divide(settings.multiplier, n, out=np.full(len(n), np.nan), where=n > 0)
    lower, upper = poisson_limits(x, settings.confidence)
    return result_frame(
        index,
        value=x * factor,
        lower=lower * factor,
        upper=upper * factor,
        confidence=settings.level,
        method=poisson_method(x),
        statistic="rate",
        n=n,
        unit=settings.unit,
        reliability=np.where(np.isnan(factor), NO_DENOMINATOR, event_reliability(x)),
    )
