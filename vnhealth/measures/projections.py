"""Project a series a few years on: a straight line on a stated scale, damped, or a refusal.

The slope is fitted by least squares to the newest points on the log scale (amounts, rates) or
the logit scale (percentages). The projection starts at the last value and the slope is damped:
the h-th year adds slope·(φ + φ² + … + φ^h). The limits take the larger of two errors on that
scale: that of a new observation around the line, and that of a random walk with drift, s·√(h(1 +
h/T)) over T years. Back-tested on doctors per 10 000 people of the provinces 2002 to 2016, the
first alone held far fewer outcomes than it claims, and a start on the line erred more than no
change at all; see docs/validation.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from scipy.special import expit, stdtrit

from vnhealth.errors import UsageError
from vnhealth.measures.inputs import (
    FloatArray,
    as_floats,
    confidence_level,
    require_choice,
    require_columns,
)
from vnhealth.measures.result import RELIABLE, TOO_FEW, UNDEFINED, result_frame
from vnhealth.measures.trend_marker import require_one_row_a_year

SCALES: Final = ("log", "logit", "identity")
FEWEST_FOR_A_LINE: Final = 3
"""Points from which a line has a residual."""
MINIMUM_POINTS: Final = 5
"""Points below which nothing is projected."""
NEWEST_POINTS: Final = 10
"""Points the line is fitted to, so that old years do not steer it."""
DAMPING: Final = 0.8
"""Share of the slope left a year on; of 0.5, 0.8 and 0.9 the one that erred least on the panel."""
TOO_FAR: Final = "too_far"
"""Further ahead than the series reaches back."""


@dataclass(frozen=True)
class Projection:
    """How a series is projected.

    Parameters
    ----------
    scale
        ``log`` (values above 0), ``logit`` (between 0 and `highest`) or ``identity``.
    highest
        Upper bound of the indicator on the logit scale, 100 for %.
    damping
        φ from 0 (no change) to 1 (a straight line).
    minimum_points, newest_points
        Fewest points, at least 3, and most points used.
    confidence, unit
        As in :class:`vnhealth.measures.result.Interval`.
    """

    scale: str = "log"
    highest: float = 100.0
    damping: float = DAMPING
    minimum_points: int = MINIMUM_POINTS
    newest_points: int = NEWEST_POINTS
    confidence: float = 0.95
    unit: str = ""

    @property
    def method(self) -> str:
        """The method in words."""
        return f"damped trend on the {self.scale} scale, damping {self.damping:g}"


class _Projected(NamedTuple):
    value: FloatArray
    lower: FloatArray
    upper: FloatArray
    reason: str
    points: int


def project(
    frame: pd.DataFrame, years: Sequence[int], settings: Projection | None = None
) -> pd.DataFrame:
    """Project one series to `years`, with limits, or refuse and say why.

    Parameters
    ----------
    frame
        Columns year and value, one row a year; rows without a value are left out.
    years
        Years after the last point.
    settings
        Scale, damping, fewest points, confidence, unit.

    Returns
    -------
    DataFrame
        The nine result columns, indexed by year; ``n`` is the number of points used. Refused,
        with a missing value: too_few points; a value the scale does not hold (undefined); a
        year further ahead than the points used reach back (too_far).

    Raises
    ------
    UsageError
        A column is absent, a setting unknown, or a year that is not ahead.
    DataError
        A year stands twice.

    References
    ----------
    Gardner ES, McKenzie E. Forecasting trends in time series. Manage Sci 1985;31:1237-1246.

    Examples
    --------
    A series that doubles each year, undamped, doubles again:

    >>> series = pd.DataFrame({"year": range(2011, 2016), "value": [1.0, 2, 4, 8, 16]})
    >>> project(series, [2016], Projection(damping=1.0))["value"].round(6).tolist()
    [32.0]
    """
    settings = settings or Projection()
    _require_settings(settings)
    require_columns(frame, ["year", "value"])
    known = frame.dropna(subset=["value"]).sort_values("year")
    require_one_row_a_year(known)
    x, y = as_floats(known["year"]), as_floats(known["value"])
    ahead = as_floats(list(years))
    if len(x) and (ahead <= x[-1]).any():
        raise UsageError(
            f"A projection goes to years after {x[-1]:.0f}, the last year with a value.",
            f"Chỉ dự báo cho các năm sau {x[-1]:.0f}, năm cuối cùng có số liệu.",
        )
    found = extrapolate(x, y, ahead, settings)
    far = ahead - x[-1] > _reach(x, settings) if len(x) else np.full(len(ahead), False)
    refused = np.where(far, TOO_FAR, found.reason)
    shown = refused == RELIABLE
    return result_frame(
        pd.Index([int(year) for year in years], name="year"),
        value=np.where(shown, found.value, np.nan),
        lower=found.lower,
        upper=found.upper,
        confidence=confidence_level(settings.confidence),
        method=settings.method,
        statistic="projection",
        n=found.points,
        unit=settings.unit,
        reliability=np.where(found.reason == TOO_FEW, TOO_FEW, refused),
    )


def _require_settings(settings: Projection) -> None:
    require_choice("scale", settings.scale, SCALES)
    if not 0 <= settings.damping <= 1:
        raise UsageError(
            f"The damping {settings.damping} is not between 0 and 1.",
            f"Hệ số giảm dần {settings.damping} không nằm giữa 0 và 1.",
        )
    if not FEWEST_FOR_A_LINE <= settings.minimum_points <= settings.newest_points:
        raise UsageError(
            "A projection needs at least 3 points, and may not use fewer than its minimum.",
            "Dự báo cần ít nhất 3 điểm và không được dùng ít điểm hơn mức tối thiểu.",
        )


def _reach(x: FloatArray, settings: Projection) -> float:
    used = x[-settings.newest_points :]
    return float(used[-1] - used[0])


def extrapolate(
    x: FloatArray, y: FloatArray, ahead: FloatArray, settings: Projection
) -> _Projected:
    """Return value and limits at the years `ahead`, or the reason for refusing."""
    x, y = x[-settings.newest_points :], y[-settings.newest_points :]
    nothing = np.full(len(ahead), np.nan)
    if len(x) < settings.minimum_points:
        return _Projected(nothing, nothing, nothing, TOO_FEW, len(x))
    top = {"log": np.inf, "logit": settings.highest, "identity": np.inf}[settings.scale]
    if settings.scale != "identity" and not ((y > 0) & (y < top)).all():
        return _Projected(nothing, nothing, nothing, UNDEFINED, len(x))
    z = _onto(y, settings)
    centre, freedom = x.mean(), len(x) - 2
    spread = float(np.sum((x - centre) ** 2))
    slope = float(np.sum((x - centre) * z) / spread)
    residual = z - z.mean() - slope * (x - centre)
    around = float(np.sqrt(np.sum(residual**2) / freedom))
    middle = z[-1] + slope * _damped(ahead - x[-1], settings.damping)
    error = np.maximum(
        around * np.sqrt(1 + 1 / len(x) + (ahead - centre) ** 2 / spread),
        _walk_error(x, z, ahead - x[-1], slope),
    )
    half = -stdtrit(freedom, (1 - confidence_level(settings.confidence)) / 2) * error
    value, lower, upper = (_back(at, settings) for at in (middle, middle - half, middle + half))
    return _Projected(value, lower, upper, RELIABLE, len(x))


def _walk_error(x: FloatArray, z: FloatArray, years: FloatArray, slope: float) -> FloatArray:
    """Return the error of a random walk with drift, `years` after its last point."""
    apart = np.sqrt(np.diff(x))
    steps = np.diff(z) / apart - slope * apart
    size = np.sqrt(np.sum((steps - steps.mean()) ** 2) / (len(x) - 2))
    error: FloatArray = size * np.sqrt(years * (1 + years / (x[-1] - x[0])))
    return error


def _damped(years: FloatArray, damping: float) -> FloatArray:
    if damping == 1:
        return years
    return damping * (1 - damping**years) / (1 - damping)


def _onto(y: FloatArray, settings: Projection) -> FloatArray:
    if settings.scale == "log":
        return np.log(y)
    return np.log(y / (settings.highest - y)) if settings.scale == "logit" else y


def _back(z: FloatArray, settings: Projection) -> FloatArray:
    if settings.scale == "log":
        return np.exp(z)
    return settings.highest * np.asarray(expit(z)) if settings.scale == "logit" else z
