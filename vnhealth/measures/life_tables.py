"""Abridged life tables: life expectancy by Chiang's second method, limits by Silcocks.

The variant is the one of the UK public-health calculators: a share of 0.1 of the first year
lived by those who die in it, 0.5 in every other band, and an open last band whose own
variance is counted (Silcocks et al.), which Chiang leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from vnhealth.errors import DataError
from vnhealth.measures.inputs import FloatArray, as_floats, require_columns
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import (
    MISSING,
    RELIABLE,
    SUPPRESSED,
    UNDEFINED,
    WIDE_INTERVAL,
    Interval,
    not_below_zero,
    result_frame,
)
from vnhealth.measures.thresholds import MINIMUM_PERSON_YEARS, WIDEST_INTERVAL_YEARS

METHOD: Final = "Chiang II, Silcocks limits"
ALL: Final = "all"
"""Index label of the only group, where no keys are given."""


@dataclass(frozen=True)
class LifeTable:
    """Columns and constants of a life table.

    Parameters
    ----------
    by
        Key columns of the groups; empty for one table.
    age, deaths, population
        First age of the band in completed years, deaths and person-years of the band.
    first_share
        Share of the first band lived by those who die in it (0.1 for the first year).
    share
        The same for every other band but the open last one.
    """

    by: Sequence[str] = ()
    age: str = "age"
    deaths: str = "deaths"
    population: str = "population"
    first_share: float = 0.1
    share: float = 0.5


class _Expectancy(NamedTuple):
    years: FloatArray
    error: FloatArray


def life_expectancy(
    frame: pd.DataFrame, table: LifeTable | None = None, settings: Interval | None = None
) -> pd.DataFrame:
    """Calculate life expectancy at each age, in years, from deaths and person-years by band.

    Parameters
    ----------
    frame
        One row an age band; ages ascend from 0, the last band is open.
    table
        Column names, group keys and shares lived.
    settings
        Confidence of the limits.

    Returns
    -------
    DataFrame
        The nine result columns, indexed by the keys and the age; ``n`` is the person-years
        from that age on. Missing with the reason in ``reliability``: a band without deaths or
        person-years, or more deaths than person-years, or no death in the last band
        (undefined); fewer than 5 000 person-years (suppressed); a 95 % interval wider than
        20 years (wide_interval).

    Raises
    ------
    UsageError
        A column is absent.
    DataError
        The ages of a group do not start at 0 or repeat, or a count is negative.

    References
    ----------
    Chiang CL. Introduction to stochastic processes in biostatistics. New York: Wiley; 1968.
    Silcocks PBS et al. J Epidemiol Community Health 2001;55:38-43.
    Eayres DP, Williams ES. J Epidemiol Community Health 2004;58:243-249.

    Examples
    --------
    One open band with one death in 50 person-years: 50 years to live.

    >>> one = pd.DataFrame({"age": [0], "deaths": [200], "population": [10000]})
    >>> life_expectancy(one)["value"].tolist()
    [50.0]
    """
    table, settings = table or LifeTable(), settings or Interval(unit="year")
    require_columns(frame, [*table.by, table.age, table.deaths, table.population])
    if not table.by:
        one = _one_group(frame, table, settings)
        return one.set_axis(pd.MultiIndex.from_product([[ALL], one.index], names=["", "age"]))
    groups = frame.groupby(list(table.by), observed=True, dropna=False, sort=True)
    parts = {key: _one_group(part, table, settings) for key, part in groups}
    return pd.concat(parts, names=[*table.by, "age"])


def _one_group(frame: pd.DataFrame, table: LifeTable, settings: Interval) -> pd.DataFrame:
    ordered = frame.sort_values(table.age)
    ages, deaths, people = (
        as_floats(ordered[column]) for column in (table.age, table.deaths, table.population)
    )
    _require_ages(ages, deaths, people)
    reason = _refusal(deaths, people)
    if reason == RELIABLE:
        found = _chiang(ages, deaths, people, table)
    else:
        found = _Expectancy(np.full(len(ages), np.nan), np.full(len(ages), np.nan))
    wide = 2 * normal_quantile(0.95) * found.error > WIDEST_INTERVAL_YEARS
    half = normal_quantile(settings.level) * found.error
    return result_frame(
        pd.Index(ages.astype(int), name="age"),
        value=np.where(wide, np.nan, found.years),
        lower=not_below_zero(found.years - half),
        upper=found.years + half,
        confidence=settings.level,
        method=METHOD,
        statistic="life expectancy",
        n=people[::-1].cumsum()[::-1],
        unit="year",
        reliability=np.where(wide, WIDE_INTERVAL, reason),
    )


def _require_ages(ages: FloatArray, deaths: FloatArray, people: FloatArray) -> None:
    if ages[0] != 0 or (np.diff(ages) <= 0).any():
        raise DataError(
            "The age bands of a life table must start at 0 and not repeat.",
            "Các nhóm tuổi của bảng sống phải bắt đầu từ 0 và không trùng nhau.",
        )
    if (deaths < 0).any() or (people < 0).any():
        raise DataError(
            "A life table holds a negative number of deaths or people.",
            "Bảng sống có số tử vong hoặc số dân âm.",
        )


def _refusal(deaths: FloatArray, people: FloatArray) -> str:
    if np.isnan(deaths).any() or np.isnan(people).any():
        return MISSING
    if (people <= 0).any() or (deaths > people).any() or deaths[-1] == 0:
        return UNDEFINED
    return SUPPRESSED if people.sum() < MINIMUM_PERSON_YEARS else RELIABLE


def _chiang(
    ages: FloatArray, deaths: FloatArray, people: FloatArray, table: LifeTable
) -> _Expectancy:
    """Return the years to live at each age and their standard error."""
    mortality = deaths / people
    last = len(ages) - 1
    lived = np.where(ages == 0, table.first_share, table.share)
    width = np.append(np.diff(ages), np.nan)
    dying = mortality * width / (1 + mortality * width * (1 - lived))
    dying = np.where(mortality * width * lived > 1, 1.0, dying)
    dying[last] = 1.0
    alive = np.append(1.0, np.cumprod(1 - dying[:-1]))
    lost = alive - np.append(alive[1:], 0.0)
    years = width * (np.append(alive[1:], 0.0) + lived * lost)
    years[last] = alive[last] / mortality[last]
    to_come = years[::-1].cumsum()[::-1]
    reached = alive > 0
    expectancy = np.divide(to_come, alive, out=np.zeros(len(ages)), where=reached)
    variance = np.divide(dying**2 * (1 - dying), deaths, out=np.zeros(len(ages)), where=deaths > 0)
    next_years = np.append(expectancy[1:], 0.0)
    terms = variance * alive**2 * ((1 - lived) * width + next_years) ** 2
    terms[last] = alive[last] ** 2 / (deaths[last] * mortality[last] ** 2)
    spread = terms[::-1].cumsum()[::-1]
    error = np.sqrt(np.divide(spread, alive**2, out=np.full(len(ages), np.nan), where=reached))
    return _Expectancy(expectancy, error)
