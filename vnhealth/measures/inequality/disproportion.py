"""Theil index and mean log deviation: shares of people against shares of the indicator.

The limits are on the scale of the estimate: both are multiplied by 1000.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from vnhealth.measures.inequality.places import Inequality, Places, one_measure

PER_THOUSAND: Final = 1000


def theil_index(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate 1000·Σ w·r·ln r with r = y/μ; a zero value adds 0 (its limit).

    References
    ----------
    Ahn J et al. JCO Clin Cancer Inform 2018;2:1-19 (limits).

    Examples
    --------
    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [5.0, 5], "population": [1, 9]}, index=list("ab"))
    >>> theil_index(places_of(table), Inequality())["value"].tolist()
    [0.0]
    """
    value, error = np.nan, np.nan
    if _usable(places):
        w, mean = places.share, places.mean
        r = places.y / mean
        logs = np.log(np.where(r > 0, r, 1.0))
        value = float(np.sum(w * r * logs))
        if (r > 0).all():
            centre = np.sum(w * r * (1 + logs))
            error = float(
                np.sqrt(np.sum((1 + logs - centre) ** 2 * (w * places.error / mean) ** 2))
            )
    return _row(places, settings, "Theil index", value, error)


def mean_log_deviation(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate −1000·Σ w·ln r with r = y/μ; a place at zero makes it infinite, so missing.

    References
    ----------
    Ahn J et al. JCO Clin Cancer Inform 2018;2:1-19 (limits).

    Examples
    --------
    Values 1 and 3 around 2: -(ln 0.5 + ln 1.5)/2 = 0.1438:

    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [1.0, 3], "population": 1}, index=list("ab"))
    >>> mean_log_deviation(places_of(table), Inequality())["value"].round(1).tolist()
    [143.8]
    """
    value, error = np.nan, np.nan
    if _usable(places) and (places.y > 0).all():
        w, mean = places.share, places.mean
        r = places.y / mean
        value = -float(np.sum(w * np.log(r)))
        error = float(np.sqrt(np.sum((w * places.error / mean) ** 2 * (1 - 1 / r) ** 2)))
    return _row(places, settings, "mean log deviation", value, error)


def _usable(places: Places) -> bool:
    return len(places.y) > 0 and places.mean > 0 and bool((places.y >= 0).all())


def _row(
    places: Places, settings: Inequality, name: str, value: float, error: float
) -> pd.DataFrame:
    value = value if abs(value) > np.finfo(float).eps else 0.0 * value
    half = settings.z * error
    return one_measure(
        places,
        settings,
        name,
        value * PER_THOUSAND,
        ((value - half) * PER_THOUSAND, (value + half) * PER_THOUSAND),
        unit="",
        method="variance (Ahn 2018)",
        may_be_negative=False,
    )
