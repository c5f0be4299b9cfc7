"""Difference and ratio between two places, chosen as WHO's monitor chooses them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from vnhealth.measures.inequality.places import Inequality, Places, one_measure


def compared_pair(places: Places, settings: Inequality) -> tuple[int, int]:
    """Return the positions of the two places compared: y1 − y2, y1 / y2.

    With an order: the most advantaged and the most disadvantaged place, turned round for an
    adverse indicator. With a reference: reference and lowest (favourable) or highest and
    reference (adverse). Else highest and lowest. Of equal places the first one.
    """
    adverse = settings.direction == "lower"
    if not np.isnan(places.order).any():
        top, bottom = int(np.argmax(places.order)), int(np.argmin(places.order))
        return (bottom, top) if adverse else (top, bottom)
    highest, lowest = int(np.argmax(places.y)), int(np.argmin(places.y))
    if settings.reference is not None and settings.reference in places.labels:
        named = int(np.flatnonzero(places.labels == settings.reference)[0])
        return (highest, named) if adverse else (named, lowest)
    return highest, lowest


def difference(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate the difference y1 − y2, limits from both standard errors.

    Examples
    --------
    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [80.0, 95, 90], "population": 1}, index=list("abc"))
    >>> difference(places_of(table), Inequality("higher"))["value"].tolist()
    [15.0]
    """
    if not len(places.y):
        return one_measure(places, settings, "difference", np.nan, method="difference")
    one, two = compared_pair(places, settings)
    value = float(places.y[one] - places.y[two])
    half = settings.z * float(np.hypot(places.error[one], places.error[two]))
    limits = (value - half, value + half)
    return one_measure(places, settings, "difference", value, limits, method="difference")


def ratio(places: Places, settings: Inequality) -> pd.DataFrame:
    """Calculate the ratio y1 / y2, limits on the log scale; a zero y2 has no ratio.

    References
    ----------
    Ahn J et al. JCO Clin Cancer Inform 2018;2:1-19.

    Examples
    --------
    >>> from vnhealth.measures.inequality.places import places_of
    >>> table = pd.DataFrame({"value": [40.0, 80], "population": 1}, index=list("ab"))
    >>> ratio(places_of(table), Inequality("higher"))["value"].tolist()
    [2.0]
    """
    value, limits = np.nan, (np.nan, np.nan)
    if len(places.y):
        one, two = compared_pair(places, settings)
        y1, y2 = float(places.y[one]), float(places.y[two])
        value = y1 / y2 if y2 != 0 else np.nan
        if y1 > 0 and y2 > 0:
            error = float(np.hypot(places.error[one] / y1, places.error[two] / y2))
            spread = np.exp(settings.z * error)
            limits = (value / spread, value * spread)
    return one_measure(places, settings, "ratio", value, limits, unit="ratio", method="ratio")
