"""The places an inequality is measured between, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vnhealth.errors import DataError
from vnhealth.measures.inputs import (
    FloatArray,
    as_floats,
    confidence_level,
    require_columns,
    require_not_negative,
)
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import TOO_FEW, count_left_out, not_below_zero, result_frame

SIMULATIONS = 2000
SEED = 20161231


@dataclass(frozen=True)
class Inequality:
    """How an inequality is measured.

    Parameters
    ----------
    direction
        ``higher`` (favourable indicator), ``lower`` (adverse) or ``none``.
    scale
        Highest value the indicator can have (100 for %, 1000 for ‰), where it has one;
        needed for Wagstaff's and Erreygers' indices and the limits of the attributable risk.
    reference
        Label of the reference place, for the mean difference from it.
    mean
        The value of the whole, where it is published; else the weighted mean of the places.
    confidence, unit
        As in :class:`vnhealth.measures.result.Interval`.
    """

    direction: str = "none"
    scale: float | None = None
    reference: Any = None
    mean: float | None = None
    confidence: float = 0.95
    unit: str = ""

    @property
    def level(self) -> float:
        """The confidence as a fraction."""
        return confidence_level(self.confidence)

    @property
    def z(self) -> float:
        """Standard errors on either side of an estimate."""
        return normal_quantile(self.level)


@dataclass(frozen=True, eq=False)
class Places:
    """Values of the places that take part, in one order; missing ones are only counted."""

    labels: pd.Index[Any]
    y: FloatArray
    share: FloatArray
    population: FloatArray
    error: FloatArray
    order: FloatArray
    left_out: int

    @property
    def mean(self) -> float:
        """The weighted mean of the places."""
        return float(np.sum(self.share * self.y))

    @property
    def has_errors(self) -> bool:
        """Whether every place has a standard error."""
        return len(self.y) > 0 and not bool(np.isnan(self.error).any())

    def best(self, direction: str) -> int:
        """Return the position of the best place (the first of several)."""
        return int(np.argmax(self.y) if direction == "higher" else np.argmin(self.y))


def places_of(frame: pd.DataFrame) -> Places:
    """Take the complete places out of a table indexed by place.

    Parameters
    ----------
    frame
        Columns value and population (> 0), and where known standard_error, or lower and
        upper with confidence, and order (rank from the most disadvantaged place up).

    Raises
    ------
    UsageError
        A column is absent.
    DataError
        A negative population, or a place that stands twice.

    Examples
    --------
    >>> table = pd.DataFrame({"value": [1.0, None], "population": [10, 10]}, index=["a", "b"])
    >>> places_of(table).left_out
    1
    """
    require_columns(frame, ["value", "population"])
    if frame.index.has_duplicates:
        label = frame.index[frame.index.duplicated()][0]
        raise DataError(
            f"The place {label} stands twice in one comparison.",
            f"Địa phương {label} xuất hiện hai lần trong một phép so sánh.",
        )
    population = as_floats(frame["population"])
    require_not_negative(frame.index, population, "population", "dân số")
    y = as_floats(frame["value"])
    order = as_floats(frame["order"]) if "order" in frame else np.full(len(y), np.nan)
    known = np.isfinite(y) & (population > 0)
    if "order" in frame:
        known &= ~np.isnan(order)
    total = population[known].sum()
    return Places(
        labels=frame.index[known],
        y=y[known],
        share=population[known] / total if known.any() else population[known],
        population=population[known],
        error=_errors(frame)[known],
        order=order[known],
        left_out=int((~known).sum()),
    )


def _errors(frame: pd.DataFrame) -> FloatArray:
    if "standard_error" in frame:
        return as_floats(frame["standard_error"])
    if not {"lower", "upper", "confidence"} <= set(frame.columns):
        return np.full(len(frame), np.nan)
    levels = as_floats(frame["confidence"])
    z = np.array([normal_quantile(level) if 0 < level < 1 else np.nan for level in levels])
    error: FloatArray = (as_floats(frame["upper"]) - as_floats(frame["lower"])) / (2 * z)
    return error


def one_measure(
    places: Places,
    settings: Inequality,
    statistic: str,
    value: float,
    limits: tuple[float, float] = (np.nan, np.nan),
    *,
    unit: str | None = None,
    method: str,
    may_be_negative: bool = True,
    minimum: int = 2,
) -> pd.DataFrame:
    """Return one row of results, indexed by the name of the measure."""
    enough = len(places.y) >= minimum
    low, high = (np.array([limit]) for limit in limits)
    return result_frame(
        pd.Index([statistic], name="measure"),
        value=value if enough else np.nan,
        lower=low if may_be_negative else not_below_zero(low),
        upper=high,
        confidence=settings.level,
        method=method,
        statistic=statistic,
        n=len(places.y),
        unit=settings.unit if unit is None else unit,
        reliability=count_left_out(places.left_out, TOO_FEW if not enough else "reliable"),
    )


def simulated(places: Places, settings: Inequality) -> NDArray[np.float64] | None:
    """Draw the places' values anew, one row a simulation; None without standard errors.

    Values are drawn from the normal distribution of each estimate, cut at 0 and at the scale
    (Ahn et al. 2019), with a fixed seed.
    """
    if not places.has_errors:
        return None
    from scipy.special import ndtr, ndtri

    spread = np.where(places.error > 0, places.error, 1.0)
    highest = np.inf if settings.scale is None else settings.scale
    low = ndtr((min(0.0, float(places.y.min())) - places.y) / spread)
    high = ndtr((highest - places.y) / spread)
    draws = np.random.default_rng(SEED).random((SIMULATIONS, len(places.y)))
    values = places.y + spread * ndtri(low + draws * (high - low))
    return np.where(places.error > 0, values, places.y)


def percentile_limits(drawn: FloatArray, value: float, settings: Inequality) -> tuple[float, float]:
    """Return the percentile limits of simulated measures, widened to hold the estimate."""
    tail = (1 - settings.level) / 2
    low, high = np.quantile(drawn, [tail, 1 - tail])
    return min(float(low), value), max(float(high), value)
