"""Means with Student's t limits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from vnhealth.measures.inputs import aligned, require_columns, require_not_negative
from vnhealth.measures.result import MISSING, RELIABLE, TOO_FEW, Interval, result_frame

METHOD: Final = "Student's t"
SPREAD_FROM: Final = 2
"""Values from which a standard deviation, and so an interval, exists."""


def mean_of_summary(
    mean: Any, standard_deviation: Any, n: Any, settings: Interval | None = None
) -> pd.DataFrame:
    """Give published means their t limits, from standard deviation and sample size.

    Parameters
    ----------
    mean, standard_deviation, n
        Mean and standard deviation in the unit of the indicator, and the sample size.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns; one observation has a mean and no interval.

    Raises
    ------
    DataError
        A negative standard deviation or sample size.

    References
    ----------
    Student. The probable error of a mean. Biometrika 1908;6:1-25.

    Examples
    --------
    t of 3 degrees of freedom is 3.182; 3.182 * 2 / sqrt(4) = 3.182:

    >>> mean_of_summary(10, 2, 4).loc[0, ["lower", "upper"]].astype(float).round(3).tolist()
    [6.818, 13.182]
    """
    settings = settings or Interval()
    index, (m, sd, size) = aligned(mean, standard_deviation, n)
    require_not_negative(index, sd, "standard deviation", "độ lệch chuẩn")
    require_not_negative(index, size, "sample size", "cỡ mẫu")
    enough = size >= SPREAD_FROM
    freedom = np.where(enough, size - 1, np.nan)
    t = -stdtrit(freedom, (1 - settings.level) / 2)
    half = np.where(enough, t * sd / np.sqrt(np.where(enough, size, 1)), np.nan)
    value = np.where(size >= 1, m, np.nan)
    return result_frame(
        index,
        value=value * settings.multiplier,
        lower=(value - half) * settings.multiplier,
        upper=(value + half) * settings.multiplier,
        confidence=settings.level,
        method=METHOD,
        statistic="mean",
        n=size,
        unit=settings.unit,
        reliability=np.select([np.isnan(value), ~enough], [MISSING, TOO_FEW], RELIABLE),
    )


def mean(
    frame: pd.DataFrame, value: str, by: Sequence[str], settings: Interval | None = None
) -> pd.DataFrame:
    """Calculate the mean of a column in each group, with t limits.

    Parameters
    ----------
    frame
        One row an observation; missing values take no part.
    value
        Column to average.
    by
        Key columns of the groups; they become the index.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns, one row a group.

    Raises
    ------
    UsageError
        A column is absent.

    References
    ----------
    See :func:`mean_of_summary`.

    Examples
    --------
    >>> heights = pd.DataFrame({"place": ["a"] * 4, "cm": [150.0, 152, 154, 156]})
    >>> mean(heights, "cm", ["place"])["value"].tolist()
    [153.0]
    """
    require_columns(frame, [value, *by])
    groups = frame.groupby(list(by), observed=True, dropna=False)[value]
    summary = groups.agg(["mean", "std", "count"])
    return mean_of_summary(summary["mean"], summary["std"].fillna(0.0), summary["count"], settings)
