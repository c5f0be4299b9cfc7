"""What is still missing to a target, in people or in money, given the population ahead."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import aligned, require_not_negative
from vnhealth.measures.result import (
    ARITHMETIC,
    MISSING,
    RELIABLE,
    not_below_zero,
    result_frame,
)

ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Shortfall:
    """What is counted.

    Parameters
    ----------
    multiplier
        People that the target is told per: 10 000 for doctors per 10 000, 1 for a sum per head.
    whole
        Whether the answer is rounded up to whole people.
    unit
        ``person``, ``bed``, ``VND``.
    """

    multiplier: float = 10_000.0
    whole: bool = True
    unit: str = "person"


def shortfall(
    current: Any,
    target_rate: Any,
    population: Any,
    settings: Shortfall | None = None,
    *,
    population_low: Any = np.nan,
    population_high: Any = np.nan,
) -> pd.DataFrame:
    """Calculate how many (or how much) are missing: target·population/multiplier − current.

    Parameters
    ----------
    current
        Staff, beds or money there is now, zero or more.
    target_rate
        The target, per `multiplier` people.
    population
        People expected in the year of the target.
    settings
        Multiplier, rounding and unit.
    population_low, population_high
        Low and high variants of the projection, which become lower and upper.

    Returns
    -------
    DataFrame
        The nine result columns; never below 0 (nothing is missing where the target is met);
        ``n`` is the population.

    Raises
    ------
    DataError
        A negative number.

    Examples
    --------
    15 doctors per 10 000 of 800 000 people are 1200; 888 there are:

    >>> shortfall(888, 15, 800_000)["value"].tolist()
    [312.0]
    """
    settings = settings or Shortfall()
    index, (have, rate, people, few, many) = aligned(
        current, target_rate, population, population_low, population_high
    )
    require_not_negative(index, have, "present number", "số hiện có")
    require_not_negative(index, rate, "target", "mục tiêu")
    require_not_negative(index, people, "population", "dân số")

    def missing(persons: Any) -> Any:
        gap = np.maximum(rate * persons / settings.multiplier - have, 0)
        return np.ceil(gap - ROUNDING * np.maximum(have, 1)) + 0.0 if settings.whole else gap

    value = missing(np.where(people > 0, people, np.nan))
    return result_frame(
        index,
        value=value,
        lower=not_below_zero(missing(few)),
        upper=missing(many),
        confidence=np.nan,
        method=ARITHMETIC,
        statistic="shortfall to the target",
        n=people,
        unit=settings.unit,
        reliability=np.where(np.isnan(value), MISSING, RELIABLE),
    )


def money_missing(current: Any, target_per_head: Any, population: Any) -> pd.DataFrame:
    """Calculate the money missing to a sum per inhabitant, in VND.

    Examples
    --------
    500 000 a head for 1000 people are 500 million; 420 million there are:

    >>> money_missing(420e6, 500e3, 1000)["value"].tolist()
    [80000000.0]
    """
    return shortfall(current, target_per_head, population, Shortfall(1.0, False, "VND"))
