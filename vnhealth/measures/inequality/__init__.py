"""Inequality between places: the measures of WHO's Health Inequality Monitor.

A place without a value takes no part and is counted in the reliability (``left_out:2``).
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from vnhealth.measures.inequality.dispersion import (
    between_group_standard_deviation,
    between_group_variance,
    coefficient_of_variation,
    index_of_disparity,
    mean_difference,
)
from vnhealth.measures.inequality.disproportion import mean_log_deviation, theil_index
from vnhealth.measures.inequality.gradient import concentration_indices, slope_and_relative_index
from vnhealth.measures.inequality.impact import attributable
from vnhealth.measures.inequality.places import Inequality, Places, places_of
from vnhealth.measures.inequality.simple import difference, ratio
from vnhealth.measures.inputs import DIRECTIONS, require_choice
from vnhealth.measures.result import MISSING

__all__ = ["Inequality", "Places", "inequality", "places_of"]


def inequality(frame: pd.DataFrame, settings: Inequality | None = None) -> pd.DataFrame:
    """Measure the inequality between places by every measure that applies.

    Parameters
    ----------
    frame
        Indexed by place: value (in the unit of the indicator), population (people, > 0);
        where known standard_error, or lower, upper and confidence; for the gradient measures
        order, rising from the most disadvantaged place.
    settings
        Direction, scale, reference place, published mean, confidence and unit.

    Returns
    -------
    DataFrame
        The nine result columns, indexed by measure; ``n`` is the number of places that took
        part. Fewer than two places (three for the gradient): too_few. Gradient measures only
        with an order; the mean difference from a reference only with one.

    Raises
    ------
    UsageError
        A column is absent or the direction unknown.
    DataError
        A place stands twice, or a population is negative.

    References
    ----------
    Schlotheuber A, Hosseinpoor AR. Summary measures of health inequality.
    Int J Environ Res Public Health 2022;19:3697.

    Examples
    --------
    >>> table = pd.DataFrame({"value": [40.0, 60, None], "population": 1}, index=list("abc"))
    >>> result = inequality(table, Inequality("higher"))
    >>> result.loc[["difference"], ["value", "n", "reliability"]]
                value    n reliability
    measure
    difference   20.0  2.0  left_out:1
    """
    settings = settings or Inequality()
    require_choice("direction", settings.direction, DIRECTIONS)
    places = places_of(frame)
    parts = [
        difference(places, settings),
        ratio(places, settings),
        between_group_variance(places, settings),
        between_group_standard_deviation(places, settings),
        coefficient_of_variation(places, settings),
        *(
            mean_difference(places, settings, anchor, weighted=weighted)
            for anchor in _anchors(settings)
            for weighted in (False, True)
        ),
        index_of_disparity(places, settings, weighted=False),
        index_of_disparity(places, settings, weighted=True),
        theil_index(places, settings),
        mean_log_deviation(places, settings),
        attributable(places, settings),
    ]
    if "order" in frame:
        parts += [
            concentration_indices(places, settings),
            slope_and_relative_index(places, settings),
        ]
    result = pd.concat(parts)
    undefined = result["value"].isna() & result["reliability"].eq("reliable")
    reliability = result["reliability"].where(~undefined, MISSING)
    return result.assign(
        reliability=reliability, confidence=result["confidence"].astype(np.float64)
    )


def _anchors(settings: Inequality) -> list[str]:
    anchors = ["mean"] if settings.direction == "none" else ["best", "mean"]
    return anchors if settings.reference is None else [*anchors, "reference"]
