"""Measures over an order of places: concentration indices, slope and relative index.

Places are ranked from the most disadvantaged to the most advantaged; the rank of a place is
the middle of its stretch of the cumulative population, and tied places share one stretch.
Weights are the population shares, once.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from vnhealth.measures.inequality.places import Inequality, Places, one_measure
from vnhealth.measures.inputs import FloatArray

MINIMUM = 3
"""Places from which a gradient, with a residual, exists."""


def mid_rank(order: FloatArray, share: FloatArray) -> FloatArray:
    """Return the middle of each place's stretch of the cumulative population share.

    Examples
    --------
    The second and third place are tied and share the stretch from 0.5 to 1:

    >>> mid_rank(np.array([1.0, 2, 2]), np.array([0.5, 0.25, 0.25])).tolist()
    [0.25, 0.75, 0.75]
    """
    levels, group = np.unique(order, return_inverse=True)
    sizes = np.bincount(group, weights=share, minlength=len(levels))
    ends = np.cumsum(sizes)
    middle: FloatArray = (ends - sizes / 2)[group]
    return middle


class _Line(NamedTuple):
    start: float
    slope: float
    covariance: FloatArray


def _weighted_line(x: FloatArray, y: FloatArray, w: FloatArray) -> _Line:
    """Fit y on x by least squares with weights w; covariance from the residuals."""
    design = np.column_stack([np.ones(len(x)), x])
    inverse = np.linalg.pinv(design.T @ (design * w[:, np.newaxis]))
    start, slope = inverse @ (design.T @ (w * y))
    residual = y - design @ np.array([start, slope])
    freedom = len(x) - 2
    scale = float(np.sum(w * residual**2) / freedom) if freedom > 0 else np.nan
    covariance = np.asarray(inverse * scale, dtype=np.float64)
    return _Line(float(start), float(slope), covariance)


def _line_with_errors(places: Places, x: FloatArray) -> _Line:
    line = _weighted_line(x, places.y, places.share)
    if not places.has_errors:
        return line
    design = np.column_stack([np.ones(len(x)), x])
    weighted = design * places.share[:, np.newaxis]
    leverage = np.linalg.pinv(design.T @ weighted) @ weighted.T
    return line._replace(covariance=(leverage * places.error**2) @ leverage.T)


def slope_and_relative_index(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate SII (fitted value at rank 1 less at rank 0) and RII (their ratio).

    With the standard errors of the places the limits carry these through the fit (normal);
    without, they come from the residuals (Student's t). RII's are on the log scale.

    References
    ----------
    Low A, Low A. J Public Health 2004;26:388-395.
    Moreno-Betancur M et al. Epidemiology 2015;26:518-527.

    Examples
    --------
    Three equal places on the line 10·rank, at ranks 1/6, 1/2 and 5/6:

    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [10 / 6, 5, 50 / 6], "population": 1, "order": [1, 2, 3]})
    >>> slope_and_relative_index(places_of(table), Inequality())["value"].round(6).tolist()[:1]
    [10.0]
    """
    line, z, method = _Line(np.nan, np.nan, np.full((2, 2), np.nan)), np.nan, "least squares"
    if len(places.y) >= MINIMUM:
        line = _line_with_errors(places, mid_rank(places.order, places.share))
        z = settings.z
        if places.has_errors:
            method += ", errors of the places"
        else:
            z = float(-stdtrit(len(places.y) - 2, (1 - settings.level) / 2))
            method += ", residuals"
    half = z * float(np.sqrt(line.covariance[1, 1]))
    slope = one_measure(
        places,
        settings,
        "slope index of inequality",
        line.slope,
        (line.slope - half, line.slope + half),
        method=method,
        minimum=MINIMUM,
    )
    return pd.concat([slope, _relative(places, settings, line, z, method)])


def _relative(
    places: Places, settings: Inequality, line: _Line, z: float, method: str
) -> pd.DataFrame:
    end = line.start + line.slope
    value, limits = np.nan, (np.nan, np.nan)
    if line.start > 0 and end > 0:
        value = end / line.start
        gradient = np.array([1 / end - 1 / line.start, 1 / end])
        spread = np.exp(z * np.sqrt(gradient @ line.covariance @ gradient))
        limits = (value / spread, value * spread)
    return one_measure(
        places,
        settings,
        "relative index of inequality",
        value,
        limits,
        unit="ratio",
        method=method,
        minimum=MINIMUM,
    )


def concentration_indices(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate the absolute, relative, Wagstaff and Erreygers concentration index.

    ACI = 2Σw(y−μ)(rank−½), RCI = ACI/μ, Wagstaff RCI/(1−μ), Erreygers 4μ·RCI, the last two
    with values as fractions of the scale. Limits come from the convenient regression, or from
    the standard errors of the places where they are known.

    References
    ----------
    Kakwani N, Wagstaff A, van Doorslaer E. J Econometrics 1997;77:87-103.
    Wagstaff A. Health Econ 2005;14:429-432. Erreygers G. J Health Econ 2009;28:504-515.

    Examples
    --------
    Values 20 and 60 in two equal halves, ranks 0.25 and 0.75: 2·(0.5·20·0.25)·2 = 10:

    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [20.0, 40, 60], "population": [1, 0, 1],
    ...                       "order": [1, 2, 3]})
    >>> concentration_indices(places_of(table), Inequality())["value"].iloc[:2].tolist()
    [10.0, 0.25]
    """
    absolute = error = mean = np.nan
    method = "convenient regression"
    if len(places.y):
        mean = places.mean
        x = mid_rank(places.order, places.share)
        absolute = float(2 * np.sum(places.share * (places.y - mean) * (x - 0.5)))
        error = _index_error(places, x)
        method = "errors of the places" if places.has_errors else method
    scale = np.nan if settings.scale is None else settings.scale
    fraction = mean / scale
    factors = {
        "absolute concentration index": 1.0,
        "relative concentration index": _inverse(mean),
        "Wagstaff concentration index": _inverse(mean * (1 - fraction)),
        "Erreygers concentration index": 4 / scale,
    }
    return pd.concat(
        one_measure(
            places,
            settings,
            name,
            absolute * factor,
            _ordered(absolute * factor, settings.z * error * abs(factor)),
            unit=None if name.startswith("absolute") else "",
            method=method,
        )
        for name, factor in factors.items()
    )


def _index_error(places: Places, x: FloatArray) -> float:
    if places.has_errors:
        return float(np.sqrt(np.sum((2 * places.share * (x - 0.5) * places.error) ** 2)))
    if len(x) < MINIMUM:
        return np.nan
    spread = np.sum(places.share * (x - 0.5) ** 2)
    line = _weighted_line(x, 2 * spread * places.y, places.share)
    return float(np.sqrt(line.covariance[1, 1]))


def _inverse(number: float) -> float:
    return 1 / number if number != 0 else np.nan


def _ordered(value: float, half: float) -> tuple[float, float]:
    return value - half, value + half
