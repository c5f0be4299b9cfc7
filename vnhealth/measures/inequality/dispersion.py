"""How far places lie from their mean, the best place or a reference place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
import pandas as pd

from vnhealth.measures.inequality.places import (
    Inequality,
    Places,
    one_measure,
    percentile_limits,
    simulated,
)
from vnhealth.measures.inputs import FloatArray

BOOTSTRAP: Final = "simulation (Ahn 2019)"
Measure = Callable[[FloatArray], FloatArray]
"""Values with one row a simulation in, one number a row out."""


def between_group_variance(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate BGV = Σ w (y − μ)², in the squared unit, with the limits of Ahn (2018).

    Examples
    --------
    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [1.0, 3], "population": 1}, index=list("ab"))
    >>> between_group_variance(places_of(table), Inequality())["value"].tolist()
    [1.0]
    """
    w, gap, error = places.share, places.y - places.mean, places.error
    value = float(np.sum(w * gap**2)) if len(w) else np.nan
    first = np.sum(w**2 * error**2 * gap**2)
    second, fourth = np.sum(w**2 * error**2), np.sum(w**4 * error**4)
    within = np.sum(w**2 * (1 - w) ** 2 * error**4)
    half = settings.z * float(np.sqrt(4 * first + 2 * (second**2 - fourth + within)))
    return one_measure(
        places,
        settings,
        "between-group variance",
        value,
        (value - half, value + half),
        unit=f"{settings.unit}²" if settings.unit else "",
        method="variance (Ahn 2018)",
        may_be_negative=False,
    )


def _centre(places: Places, settings: Inequality, y: FloatArray) -> FloatArray:
    if settings.mean is not None:
        return np.full((*y.shape[:-1], 1), settings.mean)
    mean: FloatArray = np.sum(places.share * y, axis=-1, keepdims=True)
    return mean


def _simulate(
    places: Places, settings: Inequality, name: str, measure: Measure, unit: str | None = None
) -> pd.DataFrame:
    if not len(places.y):
        return one_measure(places, settings, name, np.nan, unit=unit, method=BOOTSTRAP)
    value = float(measure(places.y[np.newaxis, :])[0])
    drawn = simulated(places, settings)
    known = drawn is not None and np.isfinite(value)
    limits = (np.nan, np.nan)
    if drawn is not None and known:
        limits = percentile_limits(measure(drawn), value, settings)
    return one_measure(
        places,
        settings,
        name,
        value,
        limits,
        unit=unit,
        method=BOOTSTRAP if known else "no limits: standard errors unknown",
        may_be_negative=False,
    )


def between_group_standard_deviation(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate BGSD = √BGV, in the unit of the indicator."""

    def measure(y: FloatArray) -> FloatArray:
        mean = np.sum(places.share * y, axis=-1, keepdims=True)
        root: FloatArray = np.sqrt(np.sum(places.share * (y - mean) ** 2, axis=-1))
        return root

    return _simulate(places, settings, "between-group standard deviation", measure)


def coefficient_of_variation(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate 100·BGSD/μ, in %; a mean of zero has none."""

    def measure(y: FloatArray) -> FloatArray:
        mean = np.sum(places.share * y, axis=-1)
        gap = y - mean[..., np.newaxis]
        deviation = np.sqrt(np.sum(places.share * gap**2, axis=-1))
        return _share_of(100 * deviation, mean)

    return _simulate(places, settings, "coefficient of variation", measure, "%")


def _share_of(part: FloatArray, whole: FloatArray) -> FloatArray:
    out: FloatArray = np.full(np.shape(part), np.nan)
    return np.divide(part, whole, out=out, where=whole != 0)


def mean_difference(
    places: Places, settings: Inequality, anchor: str, *, weighted: bool
) -> pd.DataFrame:
    """Calculate the mean distance from the best place, the mean, or the reference place.

    Parameters
    ----------
    anchor
        ``best`` (needs a direction), ``mean`` or ``reference`` (needs the label).
    weighted
        By population, or each place alike.
    """
    weights = places.share if weighted else np.full(len(places.y), 1 / max(len(places.y), 1))

    def measure(y: FloatArray) -> FloatArray:
        away = np.abs(y - _anchor(places, settings, anchor, y))
        total: FloatArray = np.sum(weights * away, axis=-1)
        return total

    name = f"mean difference from {anchor}, {'weighted' if weighted else 'unweighted'}"
    return _simulate(places, settings, name, measure)


def _anchor(places: Places, settings: Inequality, anchor: str, y: FloatArray) -> FloatArray:
    if anchor == "mean":
        return _centre(places, settings, y)
    if anchor == "best" and settings.direction != "none":
        best = np.max if settings.direction == "higher" else np.min
        found: FloatArray = best(y, axis=-1, keepdims=True)
        return found
    if anchor == "reference" and settings.reference in places.labels:
        return y[..., places.labels == settings.reference]
    return np.full((*y.shape[:-1], 1), np.nan)


def index_of_disparity(places: Places, settings: Inequality, *, weighted: bool) -> pd.DataFrame:
    """Calculate 100·mean|y − μ|/μ, in %; a mean of zero has none."""
    weights = places.share if weighted else np.full(len(places.y), 1 / max(len(places.y), 1))

    def measure(y: FloatArray) -> FloatArray:
        mean = _centre(places, settings, y)
        away = np.sum(weights * np.abs(y - mean), axis=-1)
        return _share_of(100 * away, mean[..., 0])

    name = f"index of disparity, {'weighted' if weighted else 'unweighted'}"
    return _simulate(places, settings, name, measure, "%")
