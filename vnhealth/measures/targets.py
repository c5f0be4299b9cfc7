"""Has a target been met: every comparator, and "undetermined" where the interval straddles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vnhealth.measures.inputs import (
    DIRECTIONS,
    FloatArray,
    aligned,
    as_floats,
    require_choice,
    require_columns,
)
from vnhealth.measures.result import (
    ARITHMETIC,
    MISSING,
    RELIABLE,
    UNDEFINED,
    judgement_frame,
    result_frame,
)
from vnhealth.measures.thresholds import ABOUT_SHARE

COMPARATORS: Final = ("eq", "lt", "le", "gt", "ge", "approx", "range")
MET: Final = "met"
NOT_MET: Final = "not_met"
UNDETERMINED: Final = "undetermined"
NOT_COMPARED: Final = "not_compared"
SAME: Final = 1e-9
"""Relative difference below which two figures are the same (14.5 worked out and printed)."""


@dataclass(frozen=True)
class Attainment:
    """How a target is read.

    Parameters
    ----------
    direction
        ``higher``, ``lower`` or ``none`` is better: a target printed as a plain number is a
        floor, a ceiling, or the number itself.
    about
        Share of the target that "about" (khoảng) leaves on either side.
    """

    direction: str = "none"
    about: float = ABOUT_SHARE


@dataclass(frozen=True, eq=False)
class _Zone:
    """Where a target is met: from low to high, each end in or out."""

    low: FloatArray
    high: FloatArray
    low_out: NDArray[np.bool_]
    high_out: NDArray[np.bool_]


def attainment(
    results: pd.DataFrame, targets: pd.DataFrame, settings: Attainment | None = None
) -> pd.DataFrame:
    """Judge each result against its target.

    Parameters
    ----------
    results
        A frame of results; where lower and upper are known the whole interval is judged.
    targets
        Same index, columns comparator (eq, lt, le, gt, ge, approx, range), value, and for a
        range lower and upper; in the unit of the results.
    settings
        Direction, and what "about" means.

    Returns
    -------
    DataFrame
        The results with ``outcome`` met, not_met, undetermined (the interval straddles the
        target) or not_compared (result or target missing), and the same as ``reading``. A
        range is a floor at its lower end when higher is better, a ceiling at its upper end
        when lower is better, else both.

    Raises
    ------
    UsageError
        A column is absent, a comparator or direction unknown, or the labels differ.

    Examples
    --------
    A target "< 24.4 %" is met by 24.39, not by 24.40:

    >>> from vnhealth.measures.result import result_frame
    >>> results = result_frame(pd.RangeIndex(2), value=[24.39, 24.40], method="", statistic="")
    >>> targets = pd.DataFrame({"comparator": "lt", "value": [24.4, 24.4]})
    >>> attainment(results, targets)["outcome"].tolist()
    ['met', 'not_met']
    """
    settings = settings or Attainment()
    require_choice("direction", settings.direction, DIRECTIONS)
    require_columns(targets, ["comparator", "value"])
    for word in targets["comparator"].unique():
        require_choice("comparator", str(word), COMPARATORS)
    _, (value, lower, upper, _) = aligned(
        results["value"], results["lower"], results["upper"], targets["value"]
    )
    zone = _zone(targets, settings)
    low, high = np.where(np.isnan(lower), value, lower), np.where(np.isnan(upper), value, upper)
    too_low_all, too_low_any = _below(high, zone), _below(low, zone)
    too_high_all, too_high_any = _above(low, zone), _above(high, zone)
    outcome = np.select(
        [
            np.isnan(value) | np.isnan(zone.low) | np.isnan(zone.high),
            too_low_all | too_high_all,
            too_low_any | too_high_any,
        ],
        [NOT_COMPARED, NOT_MET, UNDETERMINED],
        MET,
    )
    return judgement_frame(results, outcome, outcome)


def _below(x: FloatArray, zone: _Zone) -> NDArray[np.bool_]:
    same = np.isclose(x, zone.low, rtol=SAME, atol=0)
    return np.where(same, zone.low_out, x < zone.low)


def _above(x: FloatArray, zone: _Zone) -> NDArray[np.bool_]:
    same = np.isclose(x, zone.high, rtol=SAME, atol=0)
    return np.where(same, zone.high_out, x > zone.high)


def _zone(targets: pd.DataFrame, settings: Attainment) -> _Zone:
    word = targets["comparator"].to_numpy(dtype=str)
    goal = as_floats(targets["value"])
    width = np.where(word == "approx", settings.about * np.abs(goal), 0.0)
    low, high = goal - width, goal + width
    ranged = word == "range"
    if ranged.any():
        require_columns(targets, ["lower", "upper"])
        low = np.where(ranged, as_floats(targets["lower"]), low)
        high = np.where(ranged, as_floats(targets["upper"]), high)
    plain = np.isin(word, ["eq", "approx", "range"])
    no_ceiling = np.isin(word, ["gt", "ge"]) | (plain & (settings.direction == "higher"))
    no_floor = np.isin(word, ["lt", "le"]) | (plain & (settings.direction == "lower"))
    unknown = np.isnan(low) | np.isnan(high)
    return _Zone(
        low=np.where(no_floor & ~unknown, -np.inf, low),
        high=np.where(no_ceiling & ~unknown, np.inf, high),
        low_out=word == "gt",
        high_out=word == "lt",
    )


def attainment_percent(value: Any, target: Any) -> pd.DataFrame:
    """Return the result as a percentage of the target: 100·value/target.

    A target of zero has no percentage.

    Examples
    --------
    >>> attainment_percent(76, 80)["value"].tolist()
    [95.0]
    """
    index, (result, goal) = aligned(value, target)
    share = np.divide(result, goal, out=np.full(len(goal), np.nan), where=goal != 0)
    return result_frame(
        index,
        value=100 * share,
        method=ARITHMETIC,
        statistic="percentage of the target",
        n=goal,
        unit="%",
        reliability=np.select(
            [np.isnan(result) | np.isnan(goal), goal == 0], [MISSING, UNDEFINED], RELIABLE
        ),
    )
