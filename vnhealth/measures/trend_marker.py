"""The recent-trend marker: has an indicator moved over its newest five years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from vnhealth.errors import DataError
from vnhealth.measures.benchmarks import BETTER, WORSE
from vnhealth.measures.inputs import (
    DIRECTIONS,
    FloatArray,
    as_floats,
    confidence_level,
    require_choice,
    require_columns,
)
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import (
    RELIABLE,
    TOO_FEW,
    UNDEFINED,
    Interval,
    judgement_frame,
    result_frame,
)

POINTS: Final = 5
CHI_SQUARE_LIMIT: Final = 9.5495
"""Upper 0.2 % point of χ² with one degree of freedom, as published."""
WIDTH_IN_ERRORS_95: Final = 3.92
"""Standard errors across a 95 % interval, as published (2 × 1.96)."""
INCREASING: Final = "increasing"
DECREASING: Final = "decreasing"
NO_CHANGE: Final = "no_significant_change"
NOT_CALCULATED: Final = "cannot_be_calculated"
GAPS: Final = "gaps"


@dataclass(frozen=True)
class Trend:
    """What a trend is read with.

    Parameters
    ----------
    direction
        ``higher`` or ``lower`` is better, or ``none``.
    interval_confidence
        Confidence of the intervals given, from which standard errors are taken.
    confidence
        Confidence of the interval of the slope that is returned.
    unit
        Unit of the indicator; the slope is this unit per year.
    """

    direction: str = "none"
    interval_confidence: float = 0.95
    confidence: float = 0.95
    unit: str = ""


def recent_trend(frame: pd.DataFrame, trend: Trend | None = None) -> pd.DataFrame:
    """Read the newest five annual points of one series: increasing, decreasing or neither.

    The slope is fitted by least squares weighted with 1/SE², SE = (upper − lower)/3.92.
    χ² = (slope/SE(slope))² above 9.5495 and five leave-one-out slopes of the same sign make
    a trend.

    Parameters
    ----------
    frame
        Columns year, value, lower, upper; one row a year; rows without a value are left out.
    trend
        Direction, confidences and unit.

    Returns
    -------
    DataFrame
        One row: the nine result columns (``value`` the slope per year) with ``outcome``
        increasing, decreasing, no_significant_change or cannot_be_calculated (fewer than five
        points, or one of them without an interval of some width) and ``reading`` getting
        better or worse.  Points that are not five years in a row are marked ``gaps``.

    Raises
    ------
    UsageError
        A column is absent.
    DataError
        A year stands twice.

    References
    ----------
    Office for Health Improvement and Disparities. Fingertips technical guidance: recent trends.

    Examples
    --------
    >>> series = pd.DataFrame({"year": range(2019, 2024), "value": [1.0, 2, 3, 4, 5]})
    >>> series = series.assign(lower=series["value"] - 0.5, upper=series["value"] + 0.5)
    >>> recent_trend(series, Trend("higher"))[["outcome", "reading"]].iloc[0].tolist()
    ['increasing', 'better']
    """
    trend = trend or Trend()
    require_choice("direction", trend.direction, DIRECTIONS)
    require_columns(frame, ["year", "value", "lower", "upper"])
    newest = frame.dropna(subset=["value"]).sort_values("year").tail(POINTS)
    require_one_row_a_year(newest)
    years, y, lower, upper = (as_floats(newest[c]) for c in ("year", "value", "lower", "upper"))
    error = (upper - lower) / _width_in_errors(trend.interval_confidence)
    if len(years) < POINTS:
        return _answer(len(years), trend, NOT_CALCULATED, TOO_FEW)
    if not (error > 0).all():
        return _answer(len(years), trend, NOT_CALCULATED, UNDEFINED)
    slope, slope_error = _weighted_slope(years, y, error)
    gaps = GAPS if years[-1] - years[0] > POINTS - 1 else RELIABLE
    outcome = _direction_of(slope, slope_error, years, y, error)
    return _answer(POINTS, trend, outcome, gaps, (slope, slope_error))


def require_one_row_a_year(frame: pd.DataFrame) -> None:
    """Raise DataError where a series has two rows for one year."""
    twice = frame.loc[frame["year"].duplicated(), "year"]
    if len(twice):
        year = twice.iloc[0]
        raise DataError(
            f"The series has two values for {year}; choose one source or one vintage.",
            f"Chuỗi số liệu có hai giá trị cho năm {year}; hãy chọn một nguồn hoặc một kỳ công bố.",
        )


def _width_in_errors(confidence: float) -> float:
    level = confidence_level(confidence)
    usual = Interval().confidence
    return WIDTH_IN_ERRORS_95 if level == usual else 2 * normal_quantile(level)


def _weighted_slope(x: FloatArray, y: FloatArray, error: FloatArray) -> tuple[float, float]:
    weight = 1 / error**2
    centre = np.average(x, weights=weight)
    spread = float(np.sum(weight * (x - centre) ** 2))
    return float(np.sum(weight * (x - centre) * y) / spread), float(1 / np.sqrt(spread))


def _direction_of(
    slope: float, slope_error: float, x: FloatArray, y: FloatArray, error: FloatArray
) -> str:
    if (slope / slope_error) ** 2 <= CHI_SQUARE_LIMIT:
        return NO_CHANGE
    for left_out in range(len(x)):
        kept = np.arange(len(x)) != left_out
        without, _ = _weighted_slope(x[kept], y[kept], error[kept])
        if np.sign(without) != np.sign(slope):
            return NO_CHANGE
    return INCREASING if slope > 0 else DECREASING


def reading_of_trend(outcome: str, direction: str) -> str:
    """Tell whether a trend is for the better or the worse; other outcomes stay as they are.

    Examples
    --------
    >>> reading_of_trend("decreasing", "lower"), reading_of_trend("decreasing", "none")
    ('better', 'decreasing')
    """
    if direction == "none" or outcome not in (INCREASING, DECREASING):
        return outcome
    return BETTER if (outcome == INCREASING) == (direction == "higher") else WORSE


def _answer(
    points: int,
    trend: Trend,
    outcome: str,
    reliability: str,
    fit: tuple[float, float] = (np.nan, np.nan),
) -> pd.DataFrame:
    slope, slope_error = fit
    half = normal_quantile(confidence_level(trend.confidence)) * slope_error
    results = result_frame(
        pd.RangeIndex(1),
        value=slope,
        lower=slope - half,
        upper=slope + half,
        confidence=confidence_level(trend.confidence),
        method="weighted least squares",
        statistic="recent trend per year",
        n=points,
        unit=trend.unit,
        reliability=reliability,
    )
    return judgement_frame(results, outcome, reading_of_trend(outcome, trend.direction))
