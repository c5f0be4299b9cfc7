"""Population attributable risk and fraction: the gain if all were like the reference."""

from __future__ import annotations

import numpy as np
import pandas as pd

from vnhealth.measures.inequality.places import Inequality, Places, one_measure

METHOD = "Walter 1978"


def reference_place(places: Places, settings: Inequality) -> int:
    """Return the most advantaged place of an order, else the best one by the direction."""
    if len(places.order) and not np.isnan(places.order).any():
        return int(np.argmax(places.order))
    return places.best(settings.direction)


def attributable(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate PAR = reference − μ and PAF = 100·PAR/μ in two rows.

    A risk of the wrong sign (below 0 for a favourable indicator, above 0 for an adverse one)
    is 0. Without a direction both are missing. The limits need the scale of the indicator;
    those of the fraction are in % like the fraction itself.

    References
    ----------
    Walter SD. Calculation of attributable risks from epidemiological data.
    Int J Epidemiol 1978;7:175-182.

    Examples
    --------
    Values 40 and 60, the best 60, the mean 50: 10 points, 20 %:

    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [40.0, 60], "population": 1}, index=list("ab"))
    >>> attributable(places_of(table), Inequality("higher"))["value"].tolist()
    [10.0, 20.0]
    """
    risk, fraction, error = np.nan, np.nan, np.nan
    mean = settings.mean if settings.mean is not None else places.mean
    if len(places.y) and settings.direction != "none":
        best = reference_place(places, settings)
        risk = float(places.y[best] - mean)
        error = _walter_error(places, settings, best, mean)
        wrong = risk < 0 if settings.direction == "higher" else risk > 0
        if wrong:
            risk, error = 0.0, np.nan
        fraction = 100 * risk / mean if mean != 0 else np.nan
    half = settings.z * error
    parts = [
        one_measure(
            places,
            settings,
            "population attributable risk",
            risk,
            (risk - half * mean, risk + half * mean),
            method=METHOD,
        ),
        one_measure(
            places,
            settings,
            "population attributable fraction",
            fraction,
            (fraction - 100 * half, fraction + 100 * half),
            unit="%",
            method=METHOD,
        ),
    ]
    return pd.concat(parts)


def _walter_error(places: Places, settings: Inequality, best: int, mean: float) -> float:
    """Return the standard error of the fraction (not in %), from the two-by-two table."""
    if settings.scale is None or mean <= 0:
        return np.nan
    people = float(places.population.sum())
    reference = float(places.population[best])
    c = float(places.y[best]) / settings.scale * reference
    d = reference - c
    a = mean / settings.scale * people - c
    b = people - a - reference
    below = (a + c) ** 3 * (c + d) ** 3
    inside = c * people * (a * d * (people - c) + b * c**2)
    return float(np.sqrt(inside / below)) if below > 0 and inside >= 0 else np.nan
