"""Pace towards a target: observed against required yearly growth."""

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
from vnhealth.measures.targets import COMPARATORS, SAME

BANDS: Final = {
    "un": (
        (0.95, "on_track"),
        (0.5, "acceleration_needed"),
        (-0.1, "little_or_no_progress"),
        (-np.inf, "moving_away"),
    ),
    "eurostat": (
        (0.95, "on_track"),
        (0.60, "moderate_progress"),
        (0.0, "little_progress"),
        (-np.inf, "moving_away"),
    ),
}
"""Lowest pace of each band, and its word."""
ALREADY_MET: Final = "already_met_when_set"
MET: Final = "met"
TARGET_ZERO: Final = "target_zero"
BASE_ZERO: Final = "base_zero"
OPPOSITE_SIGNS: Final = "opposite_signs"
MISSED: Final = "not_met_in_time"
NOT_YET: Final = "no_time_passed"
NOT_COMPARED: Final = "not_compared"
COLUMNS: Final = ("base_year", "base", "year", "value", "target_year", "target")


@dataclass(frozen=True)
class Pace:
    """How pace is judged.

    Parameters
    ----------
    bands
        ``un`` or ``eurostat``; the set is named in ``method``.
    direction
        ``higher``, ``lower``, or ``none``: then the way from base to target tells.
    """

    bands: str = "un"
    direction: str = "none"


def pace(frame: pd.DataFrame, settings: Pace | None = None) -> pd.DataFrame:
    """Judge the pace towards each target: CAGR observed over CAGR required from one base.

    Parameters
    ----------
    frame
        Columns base_year, base, year, value, target_year, target; where the target was
        printed as an inequality also comparator.
    settings
        Band set and direction.

    Returns
    -------
    DataFrame
        The nine result columns, ``value`` the pace R (1 is exactly on course), with

        * ``outcome``: a band, or already_met_when_set, met, target_zero, base_zero,
          opposite_signs, no_time_passed, not_met_in_time (the target year has come), or
          not_compared;
        * ``reading``: the band of the pace wherever a pace exists. With a target or base of
          zero, or opposite signs, growth rates do not exist and the pace is the one in plain
          units per year (method "linear pace").

        A target that is an inequality is paced to its boundary (reliability ``boundary``).

    Raises
    ------
    UsageError
        A column is absent, or a setting unknown.

    References
    ----------
    United Nations Statistics Division. SDG progress chart: technical note.
    Eurostat. Sustainable development in the European Union: monitoring report, annex.

    Examples
    --------
    80 in 2015, 88 in 2023, target 95 in 2030: (88/80)^(1/8) − 1 over (95/80)^(1/15) − 1:

    >>> row = pd.DataFrame([[2015, 80, 2023, 88, 2030, 95]], columns=list(COLUMNS))
    >>> pace(row)[["value", "outcome"]].round(4)
        value   outcome
    0  1.0401  on_track
    """
    settings = settings or Pace()
    require_choice("bands", settings.bands, tuple(BANDS))
    require_choice("direction", settings.direction, DIRECTIONS)
    require_columns(frame, COLUMNS)
    base_year, base, year, value, target_year, target = (as_floats(frame[c]) for c in COLUMNS)
    passed, whole = year - base_year, target_year - base_year
    special = _special(frame, settings, base, value, target, passed, whole)
    linear = (base * target <= 0) | (base * value < 0)
    ratio = np.where(
        linear,
        _over((value - base) / _some(passed), (target - base) / _some(whole)),
        _over(_growth(base, value, passed), _growth(base, target, whole)),
    )
    ratio = np.where(np.isin(special, [NOT_COMPARED, NOT_YET, ALREADY_MET]), np.nan, ratio)
    band = _band(ratio, settings.bands)
    results = result_frame(
        frame.index,
        value=ratio,
        method=np.where(linear, "linear pace", "growth pace").astype(object)
        + f", {settings.bands} bands",
        statistic="pace towards the target",
        n=passed,
        unit="times",
        reliability=_reliability(frame, special),
    )
    return judgement_frame(results, np.where(special == "", band, special), band)


def _some(years: FloatArray) -> FloatArray:
    return np.where(years > 0, years, np.nan)


def _over(part: FloatArray, whole: FloatArray) -> FloatArray:
    out: FloatArray = np.full(len(part), np.nan)
    return np.divide(part, whole, out=out, where=whole != 0)


def _growth(start: FloatArray, end: FloatArray, years: FloatArray) -> FloatArray:
    """Return compound yearly growth; nothing where it does not exist."""
    factor = np.divide(end, start, out=np.full(len(start), np.nan), where=start != 0)
    factor = np.where(factor >= 0, factor, np.nan)
    growth: FloatArray = np.power(factor, 1 / _some(years)) - 1
    return growth


def _special(frame: pd.DataFrame, settings: Pace, *numbers: FloatArray) -> NDArray[np.str_]:
    base, value, target, passed, whole = numbers
    unknown = np.isnan(base) | np.isnan(value) | np.isnan(target) | ~(whole > 0)
    rising = {"higher": True, "lower": False}.get(settings.direction)
    up = target > base if rising is None else np.full(len(base), rising)
    strict = _comparator(frame)
    return np.select(
        [
            unknown,
            _reached(base, target, up, strict),
            ~(passed > 0),
            _reached(value, target, up, strict),
            passed >= whole,
            target == 0,
            base == 0,
            (base * target < 0) | (base * value < 0),
        ],
        [NOT_COMPARED, ALREADY_MET, NOT_YET, MET, MISSED, TARGET_ZERO, BASE_ZERO, OPPOSITE_SIGNS],
        "",
    )


def _comparator(frame: pd.DataFrame) -> NDArray[np.str_]:
    if "comparator" not in frame:
        return np.full(len(frame), "eq")
    for word in frame["comparator"].unique():
        require_choice("comparator", str(word), COMPARATORS)
    return frame["comparator"].to_numpy(dtype=str)


def _reached(
    x: FloatArray, target: FloatArray, up: NDArray[np.bool_], comparator: NDArray[np.str_]
) -> NDArray[np.bool_]:
    up = np.where(np.isin(comparator, ["gt", "ge"]), True, up)
    up = np.where(np.isin(comparator, ["lt", "le"]), False, up)
    same = np.isclose(x, target, rtol=SAME, atol=0)
    strict = np.isin(comparator, ["gt", "lt"])
    return np.where(same, ~strict, np.where(up, x > target, x < target))


def _band(ratio: FloatArray, bands: str) -> NDArray[np.str_]:
    limits = BANDS[bands]
    words = np.select([ratio >= low for low, _ in limits], [word for _, word in limits], "")
    return np.where(np.isnan(ratio), "", words)


def _reliability(frame: pd.DataFrame, special: NDArray[np.str_]) -> NDArray[np.str_]:
    boundary = np.isin(_comparator(frame), ["gt", "ge", "lt", "le"])
    return np.select(
        [special == NOT_COMPARED, np.isin(special, [ALREADY_MET, NOT_YET]), boundary],
        [MISSING, UNDEFINED, "boundary"],
        RELIABLE,
    )


def required_change(
    value: Any, year: Any, target: Any, target_year: Any, unit: str = ""
) -> pd.DataFrame:
    """Return the change a year needed from now to the target, in the indicator's own unit.

    A target year that is not ahead has no required change.

    Examples
    --------
    From 14.5 in 2024 to 17.5 in 2030, half a doctor a year:

    >>> required_change(14.5, 2024, 17.5, 2030)["value"].tolist()
    [0.5]
    """
    return _required(value, year, target, target_year, unit)


def required_growth(value: Any, year: Any, target: Any, target_year: Any) -> pd.DataFrame:
    """Return the compound growth a year needed from now to the target, in %.

    Missing where the two are not of one sign, or one is zero.

    Examples
    --------
    Four fold in two years is 100 % a year:

    >>> required_growth(10, 2024, 40, 2026)["value"].tolist()
    [100.0]
    """
    return _required(value, year, target, target_year, "%", compound=True)


def _required(
    value: Any, year: Any, target: Any, target_year: Any, unit: str, *, compound: bool = False
) -> pd.DataFrame:
    index, (now, start, goal, end) = aligned(value, year, target, target_year)
    years = _some(end - start)
    change = 100 * _growth(now, goal, end - start) if compound else (goal - now) / years
    change = np.where((now == 0) | (goal == 0), np.nan, change) if compound else change
    unknown = np.isnan(now) | np.isnan(goal)
    return result_frame(
        index,
        value=change,
        method=ARITHMETIC,
        statistic="required growth per year" if compound else "required change per year",
        n=years,
        unit=unit,
        reliability=np.select([unknown, np.isnan(change)], [MISSING, UNDEFINED], RELIABLE),
    )
