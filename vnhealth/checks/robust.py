"""How far each value of a series lies from the others: leave-one-out median and mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAD_TO_SD: Final = 1.4826
MIN_VALUES: Final = 6
"""Fewer values than this say too little of their own spread."""


def _others(values: NDArray[np.float64]) -> NDArray[np.float64]:
    n = len(values)
    return np.broadcast_to(values, (n, n))[~np.eye(n, dtype=bool)].reshape(n, n - 1)


def mad_distance(
    values: NDArray[np.float64], floor: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """Return each value's distance from the median of the others, in scaled MADs of the others.

    Parameters
    ----------
    values
        At least :data:`MIN_VALUES`; fewer give NaN.
    floor
        Least spread to divide by, in the unit of the values: one that never changes has none.

    Examples
    --------
    The others of 30 are 10 to 14: median 12, MAD 1, so (30 − 12) / 1.4826.

    >>> mad_distance(np.array([10.0, 11.0, 12.0, 13.0, 14.0, 30.0]), 0.1)[-1].round(2)
    np.float64(12.14)
    """
    if len(values) < MIN_VALUES:
        return np.full(len(values), np.nan)
    others = _others(values)
    middle = np.median(others, axis=1)
    spread = MAD_TO_SD * np.median(np.abs(others - middle[:, None]), axis=1)
    return np.asarray((values - middle) / np.maximum(spread, floor))


def sd_distance(
    values: NDArray[np.float64], floor: NDArray[np.float64] | float
) -> NDArray[np.float64]:
    """Return each value's distance from the mean of the others, in their standard deviations.

    Parameters
    ----------
    values, floor
        As for :func:`mad_distance`.

    Examples
    --------
    >>> sd_distance(np.array([10.0, 11.0, 12.0, 13.0, 14.0, 30.0]), 0.1)[-1].round(2)
    np.float64(11.38)
    """
    if len(values) < MIN_VALUES:
        return np.full(len(values), np.nan)
    others = _others(values)
    spread = np.std(others, axis=1, ddof=1)
    return np.asarray((values - np.mean(others, axis=1)) / np.maximum(spread, floor))
