"""Split a change of density into what staff did and what population did."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import aligned, require_not_negative
from vnhealth.measures.result import MISSING, RELIABLE, Interval, result_frame

PARTS: Final = ("staff", "population", "total")
PER_10K: Final = Interval(multiplier=10_000, unit="per_10k")
FORMULA: Final = (
    "staff part = (S1 − S0)·(1/P0 + 1/P1)/2; population part = (1/P1 − 1/P0)·(S0 + S1)/2"
)
"""Printed with the result; the two parts add up to the change exactly."""


def density_change(
    staff_before: Any,
    population_before: Any,
    staff_after: Any,
    population_after: Any,
    settings: Interval = PER_10K,
) -> pd.DataFrame:
    """Split the change of staff per 10 000 people into a staff and a population part.

    Parameters
    ----------
    staff_before, population_before, staff_after, population_after
        Head counts S0, P0, S1, P1; a missing or zero population gives missing parts.
    settings
        Multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns, indexed by the given index and the part (staff, population,
        total); no interval: it is arithmetic.

    Raises
    ------
    DataError
        A negative number.

    References
    ----------
    Kitagawa EM. J Am Stat Assoc 1955;50:1168-1194. Das Gupta P. Standardization and
    decomposition of rates. Washington: US Bureau of the Census; 1993.

    Examples
    --------
    From 10 among 10 000 to 24 among 20 000, that is from 10 to 12 per 10 000: 14·(1 + 0.5)/2
    by staff, (0.5 − 1)·(10 + 24)/2 by population:

    >>> density_change(10, 10_000, 24, 20_000)["value"].round(3).tolist()
    [10.5, -8.5, 2.0]
    """
    index, (s0, p0, s1, p1) = aligned(
        staff_before, population_before, staff_after, population_after
    )
    for values in (s0, s1):
        require_not_negative(index, values, "number of staff", "số nhân lực")
    for values in (p0, p1):
        require_not_negative(index, values, "population", "dân số")
    each0, each1 = (
        np.divide(settings.multiplier, p, out=np.full(len(p), np.nan), where=p > 0)
        for p in (p0, p1)
    )
    staff = (s1 - s0) * (each0 + each1) / 2
    population = (each1 - each0) * (s0 + s1) / 2
    values = np.column_stack([staff, population, s1 * each1 - s0 * each0]).ravel()
    rows = [(*(key if isinstance(key, tuple) else (key,)), part) for key in index for part in PARTS]
    names = [*index.names, "part"]
    return result_frame(
        pd.MultiIndex.from_tuples(rows, names=names),
        value=values,
        method="Kitagawa, two factors",
        statistic="change of density",
        n=np.repeat(p1, len(PARTS)),
        unit=settings.unit,
        reliability=np.where(np.isnan(values), MISSING, RELIABLE),
    )
