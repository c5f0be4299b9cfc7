"""Trends of many series at once: the same answers as of one series, in one pass.

:func:`vnhealth.measures.trend_marker.recent_trend` and
:func:`vnhealth.measures.long_trends.long_trend` say what is calculated.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vnhealth.errors import DataError
from vnhealth.measures.inputs import (
    DIRECTIONS,
    FloatArray,
    confidence_level,
    require_choice,
    require_columns,
)
from vnhealth.measures.long_trends import (
    APPROXIMATE,
    MINIMUM_POINTS,
    SHORT_SERIES,
    mann_kendall,
    theil_sen,
)
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import RELIABLE, TOO_FEW, UNDEFINED, judgement_frame, result_frame
from vnhealth.measures.trend_marker import (
    CHI_SQUARE_LIMIT,
    DECREASING,
    GAPS,
    INCREASING,
    NO_CHANGE,
    NOT_CALCULATED,
    POINTS,
    WIDTH_IN_ERRORS_95,
    Trend,
    reading_of_trend,
)


def recent_trends(frame: pd.DataFrame, by: str, trend: Trend | None = None) -> pd.DataFrame:
    """Read the newest five annual points of each series.

    Parameters
    ----------
    frame
        Columns `by` (which series), year, value, lower, upper; one row a series and year.
    by
        Name of the key; it becomes the index.
    trend
        Direction, confidences and unit.

    Returns
    -------
    DataFrame
        One row a series, as :func:`vnhealth.measures.trend_marker.recent_trend`.

    Raises
    ------
    UsageError
        A column is absent.
    DataError
        A series has two rows for one year.

    Examples
    --------
    >>> series = pd.DataFrame({"place": "a", "year": range(2019, 2024), "value": [1.0, 2, 3, 4, 5]})
    >>> series = series.assign(lower=series["value"] - 0.5, upper=series["value"] + 0.5)
    >>> recent_trends(series, "place", Trend("higher"))["outcome"].to_dict()
    {'a': 'increasing'}
    """
    trend = trend or Trend()
    require_choice("direction", trend.direction, DIRECTIONS)
    known = _known(frame, by, ["lower", "upper"])
    newest = known.groupby(by, sort=True).tail(POINTS)
    x, y, low, high = (_wide(newest, by, name) for name in ("year", "value", "lower", "upper"))
    index = pd.Index(pd.unique(newest[by]), name=by)
    points = (~np.isnan(x)).sum(axis=1)
    error = (high - low) / _width(trend.interval_confidence)
    usable = (points == POINTS) & (error > 0).all(axis=1)
    slope, slope_error = _slopes(x, y, error, usable)
    without = [_slopes(*_less_one(out, x, y, error), usable)[0] for out in range(POINTS)]
    steady = np.all([np.sign(each) == np.sign(slope) for each in without], axis=0)
    with np.errstate(invalid="ignore"):
        moved = usable & steady & ((slope / slope_error) ** 2 > CHI_SQUARE_LIMIT)
    words = np.where(slope > 0, INCREASING, DECREASING)
    outcome = np.select([~usable, moved], [NOT_CALCULATED, words], NO_CHANGE)
    years = np.nanmax(x, axis=1, initial=-np.inf) - np.nanmin(x, axis=1, initial=np.inf)
    reliability = np.select(
        [points < POINTS, ~usable, years > POINTS - 1], [TOO_FEW, UNDEFINED, GAPS], RELIABLE
    )
    half = normal_quantile(confidence_level(trend.confidence)) * slope_error
    results = result_frame(
        index,
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
    return judgement_frame(results, outcome, _readings(outcome, trend))


def long_trends(frame: pd.DataFrame, by: str, trend: Trend | None = None) -> pd.DataFrame:
    """Read each series by Theil–Sen and Mann–Kendall.

    Parameters
    ----------
    frame
        Columns `by` (which series), year and value; one row a series and year.
    by
        Name of the key; it becomes the index.
    trend
        Direction, confidence and unit.

    Returns
    -------
    DataFrame
        One row a series, as :func:`vnhealth.measures.long_trends.long_trend`.

    Raises
    ------
    UsageError
        A column is absent.
    DataError
        A series has two rows for one year.

    Examples
    --------
    >>> series = pd.DataFrame({"place": "a", "year": range(2019, 2024), "value": [1.0, 2, 3, 4, 5]})
    >>> long_trends(series, "place")["outcome"].to_dict()
    {'a': 'increasing'}
    """
    trend = trend or Trend()
    require_choice("direction", trend.direction, DIRECTIONS)
    level = confidence_level(trend.confidence)
    known = _known(frame, by, [])
    rows: list[tuple[float, float, float, str, int]] = []
    labels = []
    for label, series in known.groupby(by, sort=True):
        labels.append(label)
        x, y = (series[name].to_numpy(dtype=np.float64) for name in ("year", "value"))
        if len(x) < MINIMUM_POINTS:
            rows.append((np.nan, np.nan, np.nan, NOT_CALCULATED, len(x)))
            continue
        s, _, p = mann_kendall(y)
        word = (INCREASING if s > 0 else DECREASING) if p < 1 - level else NO_CHANGE
        rows.append((*theil_sen(x, y, level), word, len(x)))
    slope, low, high = (np.array([row[at] for row in rows], dtype=float) for at in range(3))
    outcome = np.array([row[3] for row in rows], dtype=object)
    points = np.array([row[4] for row in rows], dtype=float)
    results = result_frame(
        pd.Index(labels, name=by),
        value=slope,
        lower=low,
        upper=high,
        confidence=level,
        method="Theil–Sen and Mann–Kendall",
        statistic="slope per year",
        n=points,
        unit=trend.unit,
        reliability=np.select(
            [points < MINIMUM_POINTS, points < SHORT_SERIES], [TOO_FEW, APPROXIMATE], RELIABLE
        ),
    )
    return judgement_frame(results, outcome, _readings(outcome, trend))


def _known(frame: pd.DataFrame, by: str, more: list[str]) -> pd.DataFrame:
    columns = [by, "year", "value", *more]
    require_columns(frame, columns)
    known = frame.loc[frame["value"].notna(), columns].sort_values([by, "year"])
    twice = known[known.duplicated([by, "year"])]
    if len(twice):
        label, year = twice[by].iloc[0], twice["year"].iloc[0]
        raise DataError(
            f"The series {label} has two values for {year}; choose one source or one vintage.",
            f"Chuỗi số liệu {label} có hai giá trị cho năm {year}; hãy chọn một nguồn hoặc một kỳ "
            "công bố.",
        )
    return known


def _wide(newest: pd.DataFrame, by: str, name: str) -> FloatArray:
    """Return one row a series of at most five points, filled from the left."""
    series = newest.groupby(by, sort=True).ngroup().to_numpy()
    at = newest.groupby(by, sort=True).cumcount().to_numpy()
    wide = np.full((series.max() + 1 if len(series) else 0, POINTS), np.nan)
    wide[series, at] = newest[name].to_numpy(dtype=np.float64)
    return wide


def _width(confidence: float) -> float:
    level = confidence_level(confidence)
    return (
        WIDTH_IN_ERRORS_95 if level == Trend().interval_confidence else 2 * normal_quantile(level)
    )


def _slopes(
    x: FloatArray, y: FloatArray, error: FloatArray, usable: NDArray[np.bool_]
) -> tuple[FloatArray, FloatArray]:
    """Return the slope of each row weighted by 1/SE², and its standard error."""
    slope, slope_error = np.full((2, len(x)), np.nan)
    x, y, weight = x[usable], y[usable], 1 / error[usable] ** 2
    apart = x - (np.sum(weight * x, axis=1) / np.sum(weight, axis=1))[:, np.newaxis]
    spread = np.sum(weight * apart**2, axis=1)
    slope[usable] = np.sum(weight * apart * y, axis=1) / spread
    slope_error[usable] = 1 / np.sqrt(spread)
    return slope, slope_error


def _less_one(
    out: int, x: FloatArray, y: FloatArray, error: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the series without their point `out`."""
    return np.delete(x, out, 1), np.delete(y, out, 1), np.delete(error, out, 1)


def _readings(outcome: Any, trend: Trend) -> list[str]:
    return [reading_of_trend(str(word), trend.direction) for word in outcome]
