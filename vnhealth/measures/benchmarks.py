"""Compare places with a benchmark value, and with the other places."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vnhealth.measures.inputs import DIRECTIONS, FloatArray, aligned, require_choice
from vnhealth.measures.result import judgement_frame

HIGHER: Final = "higher"
LOWER: Final = "lower"
SIMILAR: Final = "similar"
NOT_COMPARED: Final = "not_compared"
BETTER: Final = "better"
WORSE: Final = "worse"


def reading_of(outcome: NDArray[np.str_], direction: str) -> NDArray[np.str_]:
    """Turn higher and lower into better and worse; without a direction they stay.

    Examples
    --------
    >>> reading_of(np.array(["higher", "similar"]), "lower").tolist()
    ['worse', 'similar']
    """
    require_choice("direction", direction, DIRECTIONS)
    if direction == "none":
        return outcome
    good, bad = (HIGHER, LOWER) if direction == HIGHER else (LOWER, HIGHER)
    return np.select([outcome == good, outcome == bad], [BETTER, WORSE], outcome)


def against_benchmark(
    results: pd.DataFrame, benchmark: Any, direction: str = "none"
) -> pd.DataFrame:
    """Judge each result against a benchmark value by its interval.

    Parameters
    ----------
    results
        A frame of results.
    benchmark
        The value to compare with, in the unit of the results: one number or a Series.
    direction
        ``higher`` or ``lower`` is better, or ``none``.

    Returns
    -------
    DataFrame
        The results with ``outcome`` (higher when the interval lies wholly above the
        benchmark, lower when wholly below, else similar; not_compared without an interval)
        and ``reading`` (better, worse, similar, not_compared).

    Raises
    ------
    UsageError
        An unknown direction.

    References
    ----------
    Office for Health Improvement and Disparities. Fingertips public health technical guidance:
    comparing to a benchmark.

    Examples
    --------
    >>> from vnhealth.measures.proportions import proportion
    >>> against_benchmark(proportion([65], [100]), 50, "higher")["reading"].tolist()
    ['better']
    """
    _, (lower, upper, value) = aligned(results["lower"], results["upper"], benchmark)
    outcome = np.select(
        [
            np.isnan(lower) | np.isnan(upper) | np.isnan(value),
            lower > value,
            upper < value,
        ],
        [NOT_COMPARED, HIGHER, LOWER],
        SIMILAR,
    )
    return judgement_frame(results, outcome, reading_of(outcome, direction))


def value_of_the_others(
    numerator: pd.Series[Any], denominator: pd.Series[Any], multiplier: float = 1.0
) -> pd.Series[float]:
    """Return, for each place, the pooled value of all the other places.

    Counts are added up over the others; a place with a missing part adds to nobody.

    Examples
    --------
    For a, the others have (2 + 3) / (20 + 10) = 5 of 30:

    >>> value_of_the_others(pd.Series([1, 2, 3]), pd.Series([10, 20, 10]), 30).tolist()
    [5.0, 6.0, 3.0]
    """
    index, (x, n) = aligned(numerator, denominator)
    whole = ~np.isnan(x) & (n > 0)
    x_sum, n_sum = np.sum(x, where=whole), np.sum(n, where=whole)
    x_others = x_sum - np.where(whole, x, 0)
    n_others: FloatArray = n_sum - np.where(whole, n, 0)
    value = np.divide(x_others, n_others, out=np.full(len(x), np.nan), where=n_others > 0)
    return pd.Series(value * multiplier, index=index)


def spread_of_peers(values: Any) -> pd.Series[float]:
    """Return lowest, quartiles and highest of the values of the peers; missing ones left out.

    Quartiles interpolate linearly between the two nearest places (Hyndman and Fan, type 7).

    Examples
    --------
    >>> spread_of_peers([1, 2, 3, 4, 5]).tolist()
    [1.0, 2.0, 3.0, 4.0, 5.0]
    """
    names = ["lowest", "lower_quartile", "median", "upper_quartile", "highest"]
    _, (given,) = aligned(values)
    known = given[~np.isnan(given)]
    if not len(known):
        return pd.Series(np.nan, index=names)
    return pd.Series(np.quantile(known, [0, 0.25, 0.5, 0.75, 1]), index=names)


def rank(values: pd.Series[Any], direction: str = "higher") -> pd.Series[Any]:
    """Rank places, 1 the best; ties share the better rank; a missing value has no rank.

    Examples
    --------
    >>> rank(pd.Series([3.0, 5.0, 5.0, None])).tolist()
    [3, 1, 1, <NA>]
    """
    require_choice("direction", direction, DIRECTIONS)
    ranks = values.rank(method="min", ascending=direction == LOWER)
    return ranks.astype("Int64")
