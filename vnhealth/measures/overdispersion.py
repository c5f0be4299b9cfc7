"""Funnels where places vary more than chance: limits widened by what most places show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import pandas as pd

from vnhealth.measures.benchmarks import NOT_COMPARED, SIMILAR, reading_of
from vnhealth.measures.funnels import KINDS, LEVELS, Funnel
from vnhealth.measures.inputs import (
    FloatArray,
    aligned,
    require_choice,
    require_not_negative,
    require_part_of_whole,
)
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import (
    MISSING,
    NO_DENOMINATOR,
    RELIABLE,
    TOO_FEW,
    judgement_frame,
    result_frame,
)

MULTIPLICATIVE: Final = "multiplicative"
ADDITIVE: Final = "additive"
ADJUSTMENTS: Final = (MULTIPLICATIVE, ADDITIVE)
WINSORISED: Final = 0.1
"""Share of the places at either end drawn in, so that outliers don't widen their own limits."""
FEWEST_PLACES: Final = 10
"""Places below which the spread between them isn't estimated."""


@dataclass(frozen=True)
class Overdispersion:
    """How a funnel is adjusted.

    Parameters
    ----------
    adjustment
        ``additive`` (a variance τ² between places beside that of chance) or ``multiplicative``
        (the variance of chance times φ).
    winsorised
        Share of places drawn in at either end, 0 to below 0.5.
    """

    adjustment: str = ADDITIVE
    winsorised: float = WINSORISED


class Spread(NamedTuple):
    """What the places show: φ, and τ² on the transformed scale."""

    phi: float
    tau_squared: float
    places: int


def adjusted_class(
    numerator: Any,
    denominator: Any,
    funnel: Funnel | None = None,
    average: float | None = None,
    settings: Overdispersion | None = None,
) -> pd.DataFrame:
    """Class each place by a funnel adjusted for over-dispersion.

    Parameters
    ----------
    numerator, denominator
        Events and people; for a ratio observed and expected events.
    funnel
        Kind, multiplier, unit and direction.
    average
        The value around which places vary, as a fraction; by default the sum of the numerators
        over that of the denominators (1 for a ratio).
    settings
        Adjustment and winsorising.

    Returns
    -------
    DataFrame
        As :func:`vnhealth.measures.funnels.funnel_class`: limits are the adjusted 95 % control
        limits at the place's size; ``method`` names transformation and adjustment. With fewer
        than ten places nothing is adjusted, and ``reliability`` says ``too_few``.

    Raises
    ------
    DataError
        A negative number; in a proportion a part larger than its whole.
    UsageError
        An unknown kind or adjustment.

    Notes
    -----
    Rates and ratios on the square root of observed over expected E, s = 1/(2√E); proportions on
    arcsin √p, s = 1/(2√n). z = (y − θ)/s, the lowest and highest tenth of them drawn in;
    φ = Σz²/k over k places. Multiplicative: s·√φ where φ > 1. Additive: √(s² + τ²) with
    τ² = (kφ − (k − 1))/(Σw − Σw²/Σw), w = 1/s², not below 0.

    References
    ----------
    Spiegelhalter DJ. Handling over-dispersion of performance indicators. Qual Saf Health Care
    2005;14:347-351. Spiegelhalter D et al. J R Stat Soc A 2012;175:1-47.

    Examples
    --------
    Ten places of 100 expected events, five with 81 and five with 121: √(O/E) = 0.9 and 1.1,
    s = 0.05, z = −2 and 2, φ = 4. None lies beyond 1.96·√4·0.05:

    >>> events = [81, 121] * 5
    >>> funnel = Funnel("ratio", 1, "ratio")
    >>> wide = Overdispersion("multiplicative")
    >>> set(adjusted_class(events, [100] * 10, funnel, settings=wide)["outcome"])
    {'similar'}
    """
    funnel, settings = funnel or Funnel(), settings or Overdispersion()
    require_choice("kind", funnel.kind, KINDS)
    require_choice("adjustment", settings.adjustment, ADJUSTMENTS)
    index, (x, n) = aligned(numerator, denominator)
    require_not_negative(index, x, "numerator", "tử số")
    require_not_negative(index, n, "denominator", "mẫu số")
    if funnel.kind == "proportion":
        require_part_of_whole(index, x, n)
    whole = ~np.isnan(x) & (n > 0)
    centre = average if average is not None else _average(x, n, whole, funnel)
    y, theta, s = _transformed(x, np.where(whole, n, np.nan), centre, funnel)
    spread = spread_of(((y - theta) / s)[whole], s[whole], settings.winsorised)
    few = spread.places < FEWEST_PLACES
    wide = s if few else _widened(s, spread, settings)
    z = (y - theta) / wide
    cut = [normal_quantile(level) for level in LEVELS]
    outcome = np.select(
        [~whole | np.isnan(z), z > cut[1], z < -cut[1], z > cut[0], z < -cut[0]],
        [NOT_COMPARED, "higher_99_8", "lower_99_8", "higher_95", "lower_95"],
        SIMILAR,
    )
    lower, upper = (_back(theta + sign * cut[0] * wide, centre, funnel) for sign in (-1, 1))
    told = np.select(
        [~(n > 0), np.isnan(x), np.full(len(x), few)], [NO_DENOMINATOR, MISSING, TOO_FEW], RELIABLE
    )
    value = np.divide(x, n, out=np.full(len(x), np.nan), where=whole) * funnel.multiplier
    results = result_frame(
        index,
        value=value,
        lower=lower,
        upper=upper,
        confidence=LEVELS[0],
        method=f"{_scale(funnel)}, {settings.adjustment} over-dispersion",
        statistic=f"{funnel.kind} in an adjusted funnel",
        n=n,
        unit=funnel.unit,
        reliability=told,
    )
    plain = np.array([word.rsplit("_9")[0] for word in outcome], dtype=outcome.dtype)
    return judgement_frame(results, outcome, reading_of(plain, funnel.direction))


def spread_of(z: FloatArray, s: FloatArray, winsorised: float = WINSORISED) -> Spread:
    """Return φ and τ² of z-scores, the outermost drawn in.

    Parameters
    ----------
    z, s
        Distances from the average in standard errors, and those standard errors.
    winsorised
        Share of places drawn in at either end.

    Examples
    --------
    Four z of ±2 with s = 0.5: φ = 4; w = 4, τ² = (4·4 − 3)/(16 − 64/16) = 13/12:

    >>> spread_of(np.array([-2.0, 2, -2, 2]), np.full(4, 0.5), 0.0)
    Spread(phi=4.0, tau_squared=1.0833333333333333, places=4)
    """
    if len(z) == 0:
        return Spread(np.nan, 0.0, 0)
    low, high = np.quantile(z, [winsorised, 1 - winsorised])
    drawn_in = np.clip(z, low, high)
    phi = float(np.mean(drawn_in**2))
    weights = 1 / s**2
    total = float(weights.sum())
    below = total - float(np.sum(weights**2)) / total
    excess = len(z) * phi - (len(z) - 1)
    return Spread(phi, max(excess / below, 0.0) if below > 0 else 0.0, len(z))


def _widened(s: FloatArray, spread: Spread, settings: Overdispersion) -> FloatArray:
    multiplicative = settings.adjustment == MULTIPLICATIVE
    wide: FloatArray = np.sqrt(
        s**2 * max(spread.phi, 1.0) if multiplicative else s**2 + spread.tau_squared
    )
    return wide


def _average(x: FloatArray, n: FloatArray, whole: Any, funnel: Funnel) -> float:
    if funnel.kind == "ratio":
        return 1.0
    return float(np.sum(x, where=whole) / np.sum(n, where=whole)) if whole.any() else np.nan


def _scale(funnel: Funnel) -> str:
    return "arcsine" if funnel.kind == "proportion" else "square root"


def _transformed(
    x: FloatArray, n: FloatArray, centre: float, funnel: Funnel
) -> tuple[FloatArray, float, FloatArray]:
    """Return values, the average and standard errors on the scale of the funnel."""
    if funnel.kind == "proportion":
        return np.arcsin(np.sqrt(x / n)), float(np.arcsin(np.sqrt(centre))), 0.5 / np.sqrt(n)
    expected = n * centre
    return np.sqrt(x / expected), 1.0, 0.5 / np.sqrt(expected)


def _back(y: FloatArray, centre: float, funnel: Funnel) -> FloatArray:
    proportion = funnel.kind == "proportion"
    back = np.sin(np.clip(y, 0, np.pi / 2)) if proportion else np.maximum(y, 0)
    scale = funnel.multiplier * (1.0 if proportion else centre)
    limit: FloatArray = back**2 * scale
    return limit
