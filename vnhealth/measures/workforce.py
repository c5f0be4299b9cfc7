"""Health workforce: densities, staff mix, ratios of one cadre to another, shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.counts import event_reliability
from vnhealth.measures.inputs import aligned, require_columns, require_not_negative
from vnhealth.measures.proportions import proportion, wilson_limits
from vnhealth.measures.rates import rate
from vnhealth.measures.result import (
    LOW_COUNT,
    MISSING,
    NO_DENOMINATOR,
    RELIABLE,
    Interval,
    per_row,
    result_frame,
)

PER_10K: Final = Interval(multiplier=10_000, unit="per_10k")
PER_STATION: Final = Interval(multiplier=1, unit="per_station")
PERCENT: Final = Interval(multiplier=100, unit="%")
RATIO: Final = Interval(unit="ratio")


def density(staff: Any, population: Any, settings: Interval = PER_10K) -> pd.DataFrame:
    """Calculate staff per 10 000 people, with Poisson limits.

    Staff are counted in full, so the interval does not tell of sampling: it tells how far
    such a count would vary by chance, which matters when small places are compared.

    Parameters
    ----------
    staff, population
        Head counts; a missing or zero population gives a missing density.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the population.

    Raises
    ------
    DataError
        A negative number.

    Examples
    --------
    1044 doctors for 720 000 people:

    >>> density(1044, 720_000)["value"].tolist()
    [14.5]
    """
    return rate(staff, population, settings).assign(statistic="density")


def per_station(staff: Any, stations: Any, settings: Interval = PER_STATION) -> pd.DataFrame:
    """Calculate staff per commune health station, with Poisson limits.

    Examples
    --------
    >>> per_station(228, 152)["value"].tolist()
    [1.5]
    """
    return rate(staff, stations, settings).assign(statistic="staff per station")


def staff_share(part: Any, staff: Any, settings: Interval = PERCENT) -> pd.DataFrame:
    """Calculate a part of the staff (specialists, postgraduates) in %, with Wilson limits.

    Examples
    --------
    >>> staff_share(30, 120)["value"].tolist()
    [25.0]
    """
    return proportion(part, staff, settings).assign(statistic="share of staff")


def staff_mix(
    frame: pd.DataFrame, cadres: Sequence[str], settings: Interval = PERCENT
) -> pd.DataFrame:
    """Calculate what share of the staff each cadre has, in %.

    Parameters
    ----------
    frame
        One row a place, one column of head counts a cadre.
    cadres
        The cadres that make up the whole; where one is missing, the row has no shares.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns, indexed by the index of `frame` and the cadre.

    Raises
    ------
    UsageError
        A cadre is absent.
    DataError
        A negative number.

    Examples
    --------
    >>> staff = pd.DataFrame({"doctors": [25], "nurses": [75]}, index=["a"])
    >>> staff_mix(staff, ["doctors", "nurses"])["value"].tolist()
    [25.0, 75.0]
    """
    require_columns(frame, cadres)
    counts = frame[list(cadres)].astype(float)
    total = counts.sum(axis="columns", skipna=False)
    shares = {cadre: proportion(counts[cadre], total, settings) for cadre in cadres}
    return per_row(shares, frame.index, "cadre").assign(statistic="staff mix")


def staff_ratio(one: Any, other: Any, settings: Interval = RATIO) -> pd.DataFrame:
    """Calculate how many of one cadre there are to one of the other (nurses per doctor).

    The limits are those of Wilson for one/(one + other), turned into odds: given the sum of
    two Poisson counts, the first is binomial.

    Parameters
    ----------
    one, other
        Head counts; none of the other gives a missing ratio.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the number of the other cadre.

    Raises
    ------
    DataError
        A negative number.

    References
    ----------
    Przyborowski J, Wilenski H. Biometrika 1940;31:313-323 (conditioning on the sum).

    Examples
    --------
    >>> staff_ratio(300, 200)["value"].tolist()
    [1.5]
    """
    index, (x, n) = aligned(one, other)
    require_not_negative(index, x, "number of staff", "số nhân lực")
    require_not_negative(index, n, "number of staff", "số nhân lực")
    low, high = wilson_limits(x, x + n, settings.confidence)
    value = np.divide(x, n, out=np.full(len(x), np.nan), where=n > 0)
    few = event_reliability(np.minimum(x, n))
    return result_frame(
        index,
        value=value * settings.multiplier,
        lower=_odds(low) * settings.multiplier,
        upper=_odds(high) * settings.multiplier,
        confidence=settings.level,
        method="Wilson, as odds",
        statistic="staff ratio",
        n=n,
        unit=settings.unit,
        reliability=np.select(
            [~(n > 0), np.isnan(x), few == LOW_COUNT],
            [NO_DENOMINATOR, MISSING, LOW_COUNT],
            RELIABLE,
        ),
    )


def _odds(share: Any) -> Any:
    return np.divide(share, 1 - share, out=np.full(len(share), np.nan), where=share < 1)
