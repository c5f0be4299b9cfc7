"""Funnel limits and classes: which places lie outside what chance allows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.special import gammainc, gammaincc

from vnhealth.measures.benchmarks import NOT_COMPARED, SIMILAR, reading_of
from vnhealth.measures.counts import exact_limits
from vnhealth.measures.inputs import (
    FloatArray,
    aligned,
    as_floats,
    require_choice,
    require_not_negative,
    require_part_of_whole,
)
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import (
    MISSING,
    NO_DENOMINATOR,
    RELIABLE,
    judgement_frame,
    result_frame,
)

KINDS: Final = ("proportion", "rate", "ratio")
LEVELS: Final = (0.95, 0.998)
"""The two pairs of limits: 2.5 % and 0.1 % in each tail."""
HALVINGS: Final = 200


@dataclass(frozen=True)
class Funnel:
    """What kind of measure a funnel is drawn for.

    Parameters
    ----------
    kind
        ``proportion``, ``rate`` (events over population) or ``ratio`` (observed over expected).
    multiplier, unit
        As in :class:`vnhealth.measures.result.Interval`.
    direction
        ``higher`` or ``lower`` is better, or ``none``.
    """

    kind: str = "proportion"
    multiplier: float = 100.0
    unit: str = "%"
    direction: str = "none"


def significant_expected(observed: Any, confidence: float = 0.95) -> pd.DataFrame:
    """Return the expected counts at which `observed` events are just significant.

    Below ``lower`` expected events the observed number is significantly high, above
    ``upper`` significantly low, by the exact Poisson test with half of the error in each tail.

    Examples
    --------
    >>> significant_expected(200)[["lower", "upper"]].round(2).to_numpy().tolist()
    [[173.24, 229.72]]
    """
    index, (x,) = aligned(observed)
    lower, upper = exact_limits(x, confidence)
    return result_frame(
        index,
        value=x,
        lower=lower,
        upper=upper,
        confidence=confidence,
        method="exact Poisson test",
        statistic="expected count",
        n=x,
    )


def funnel_limits(size: Any, average: float, funnel: Funnel | None = None) -> pd.DataFrame:
    """Return the 95 % and 99.8 % control limits at each size.

    Parameters
    ----------
    size
        People (proportion, rate) or expected events (ratio) at which limits are wanted, > 0.
    average
        The value around which places vary, as a fraction (1 for a ratio).
    funnel
        Kind, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns, indexed by size and confidence; ``value`` is the average.

    Raises
    ------
    DataError
        A negative size.

    Notes
    -----
    Proportions: θ ± z·√(θ(1−θ)/n), clipped to 0 and 1 times the multiplier. Rates and ratios:
    the (interpolated) number of events at which the exact Poisson test against the expected
    count is just significant, over that expected count.

    References
    ----------
    Spiegelhalter DJ. Funnel plots for comparing institutional performance.
    Stat Med 2005;24:1185-1202.

    Examples
    --------
    Half of 100 people: 50 ± 1.96 * 5:

    >>> limits = funnel_limits([100], 0.5).loc[(100, 0.95)]
    >>> f"{limits['lower']:.1f} to {limits['upper']:.1f}"
    '40.2 to 59.8'
    """
    funnel = funnel or Funnel()
    require_choice("kind", funnel.kind, KINDS)
    sizes = as_floats(size)
    require_not_negative(pd.RangeIndex(len(sizes)), sizes, "size", "quy mô")
    index = pd.MultiIndex.from_product([sizes, LEVELS], names=["size", "confidence"])
    limits = [_limits(sizes, average, level, funnel) for level in LEVELS]
    lower, upper = (np.column_stack([pair[side] for pair in limits]).ravel() for side in (0, 1))
    return result_frame(
        index,
        value=average * funnel.multiplier,
        lower=lower,
        upper=upper,
        confidence=index.get_level_values("confidence").to_numpy(),
        method="normal" if funnel.kind == "proportion" else "exact Poisson test",
        statistic=f"funnel limits of a {funnel.kind}",
        n=index.get_level_values("size").to_numpy(),
        unit=funnel.unit,
    )


def _limits(
    size: FloatArray, average: float, level: float, funnel: Funnel
) -> tuple[FloatArray, FloatArray]:
    n = np.where(size > 0, size, np.nan)
    if funnel.kind == "proportion":
        half = normal_quantile(level) * np.sqrt(average * (1 - average) / n)
        low, high = np.clip(average - half, 0, 1), np.clip(average + half, 0, 1)
        return low * funnel.multiplier, high * funnel.multiplier
    expected = n * average
    tail = (1 - level) / 2
    low = _events_at(expected, tail, high_side=False)
    high = _events_at(expected, tail, high_side=True)
    return low / n * funnel.multiplier, high / n * funnel.multiplier


def _events_at(expected: FloatArray, tail: float, *, high_side: bool) -> FloatArray:
    """Return the (interpolated) events whose exact Poisson tail probability is `tail`."""
    low = np.zeros(len(expected))
    high = expected + 10 * np.sqrt(expected) + 50
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if high_side:  # P(X >= events) falls as events grow
            beyond = gammainc(np.maximum(middle, np.finfo(float).tiny), expected) > tail
        else:  # P(X <= events) grows with events
            beyond = gammaincc(middle + 1, expected) < tail
        low, high = np.where(beyond, middle, low), np.where(beyond, high, middle)
    return np.where(np.isnan(expected), np.nan, (low + high) / 2)


def funnel_class(
    numerator: Any, denominator: Any, funnel: Funnel | None = None, average: float | None = None
) -> pd.DataFrame:
    """Class each place by the funnel: within, or beyond the 95 % or the 99.8 % limits.

    Parameters
    ----------
    numerator, denominator
        Events and people; for a ratio observed and expected events.
    funnel
        Kind, multiplier, unit and direction.
    average
        The value around which places vary, as a fraction; by default the sum of the
        numerators over the sum of the denominators of the complete rows (1 for a ratio).

    Returns
    -------
    DataFrame
        The nine result columns (limits are the 95 % control limits at the place's size) with
        ``outcome`` higher_99_8, higher_95, similar, lower_95, lower_99_8 or not_compared, and
        ``reading`` better, worse, similar or not_compared.

    Raises
    ------
    DataError
        A negative number; in a proportion a part larger than its whole.

    References
    ----------
    Spiegelhalter (2005), see :func:`funnel_limits`.

    Examples
    --------
    >>> funnel_class([50, 70], [100, 100], average=0.5)["outcome"].tolist()
    ['similar', 'higher_99_8']
    """
    funnel = funnel or Funnel()
    require_choice("kind", funnel.kind, KINDS)
    index, (x, n) = aligned(numerator, denominator)
    require_not_negative(index, x, "numerator", "tử số")
    require_not_negative(index, n, "denominator", "mẫu số")
    if funnel.kind == "proportion":
        require_part_of_whole(index, x, n)
    whole = ~np.isnan(x) & (n > 0)
    centre = _average(x, n, whole, funnel) if average is None else average
    sides = [_beyond(x, np.where(whole, n, np.nan), centre, level, funnel) for level in LEVELS]
    outcome = np.select(
        [~whole | np.isnan(centre), sides[1] > 0, sides[1] < 0, sides[0] > 0, sides[0] < 0],
        [NOT_COMPARED, "higher_99_8", "lower_99_8", "higher_95", "lower_95"],
        SIMILAR,
    )
    lower, upper = _limits(n, centre, LEVELS[0], funnel)
    value = np.divide(x, n, out=np.full(len(x), np.nan), where=whole) * funnel.multiplier
    results = result_frame(
        index,
        value=value,
        lower=lower,
        upper=upper,
        confidence=LEVELS[0],
        method="normal" if funnel.kind == "proportion" else "exact Poisson test",
        statistic=f"{funnel.kind} in a funnel",
        n=n,
        unit=funnel.unit,
        reliability=np.select([~(n > 0), np.isnan(x)], [NO_DENOMINATOR, MISSING], RELIABLE),
    )
    plain = np.array([word.rsplit("_9")[0] for word in outcome], dtype=outcome.dtype)
    return judgement_frame(results, outcome, reading_of(plain, funnel.direction))


def _average(x: FloatArray, n: FloatArray, whole: NDArray[np.bool_], funnel: Funnel) -> float:
    if funnel.kind == "ratio":
        return 1.0
    return float(np.sum(x, where=whole) / np.sum(n, where=whole)) if whole.any() else np.nan


def _beyond(
    x: FloatArray, n: FloatArray, centre: float, level: float, funnel: Funnel
) -> NDArray[np.int_]:
    """Return 1 above, -1 below and 0 within the limits of one level."""
    if funnel.kind == "proportion":
        low, high = _limits(n, centre, level, Funnel(funnel.kind, 1.0))
        share = x / n
        return _side(share > high, share < low)
    expected, tail = n * centre, (1 - level) / 2
    at_least = np.where(x > 0, gammainc(np.maximum(x, 1e-300), expected), 1.0)
    at_most = gammaincc(x + 1, expected)
    return _side(at_least < tail, at_most < tail)


def _side(above: NDArray[np.bool_], below: NDArray[np.bool_]) -> NDArray[np.int_]:
    return np.where(above, 1, np.where(below, -1, 0))
