"""Figures of today's provinces from those of the provinces they were before July 2025.

A province that went on unmerged keeps every figure printed for it. A merged one gets sums: counts
of all its parts added, rates divided anew from the added counts. A rate printed without counts
can't be merged, and a target of a part is no target of the whole.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.views.comparable import Comparison, comparable
from vnhealth.views.estimates import estimates, measured, without_repeats
from vnhealth.views.points import POINTS, points

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from vnhealth.views.panel import Panel

SUMMED_ROLES: Final = ("actual", "plan")


def points_of_today(panel: Panel, indicator: str) -> pd.DataFrame:
    """Return the figures on record for `indicator`, with those of the 34 provinces worked out.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`POINTS`. Rows of provinces and regions of 34 are added: ``printed`` ones
        of provinces that went on unmerged, ``computed`` ones of merged provinces and of regions.

    Examples
    --------
    Lào Cai and Yên Bái had 591 and 609 doctors in 2016; Lai Châu went on alone:

    >>> found = points_of_today(panel, "doctors")
    >>> found = found[(found["year"] == 2016) & found["place_id"].isin(["34-15", "34-12"])]
    >>> found[["place_id", "value", "kind"]].to_numpy().tolist()
    [['34-12', 385.0, 'printed'], ['34-15', 1200.0, 'computed']]
    """
    import pandas as pd

    key = ("points_of_today", indicator)
    if key not in panel.made:
        known = points(panel, indicator)
        parts = [known, _unmerged(known), *(_summed(panel, indicator, r) for r in SUMMED_ROLES)]
        filled = [part for part in parts if len(part)] or [known]
        joined = pd.concat(filled, ignore_index=True)
        order = ["place_id", "year", "kind", "qualifier"]
        panel.made[key] = joined.sort_values(order, ignore_index=True)
    found: pd.DataFrame = panel.made[key]
    return found


def points_about(panel: Panel, indicator: str, place_id: str) -> pd.DataFrame:
    """Return the figures that a page about `place_id` is made from.

    For a province or region of 34 they are those of :func:`points_of_today`, for any other place
    those on record.
    """
    today = places.place(place_id).boundaries == "34"
    return points_of_today(panel, indicator) if today else points(panel, indicator)


def estimates_about(
    panel: Panel,
    indicator: str,
    place_id: str,
    *,
    roles: Sequence[str] = ("actual",),
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return :func:`points_about` a place as estimates, with their intervals.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    place_id
        What the answer is about; figures of other places are in the frame too.
    roles
        Roles to keep.
    confidence
        Of the intervals, as a fraction.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`vnhealth.views.estimates.ESTIMATES`.
    """
    if places.place(place_id).boundaries != "34":
        return estimates(panel, indicator, roles=roles, confidence=confidence)
    key = ("estimates_of_today", indicator, confidence)
    if key not in panel.made:
        frame = without_repeats(points_of_today(panel, indicator))
        panel.made[key] = measured(frame, indicator, confidence)
    made: pd.DataFrame = panel.made[key]
    return made[made["role"].isin(list(roles))].reset_index(drop=True)


def ground(place_id: str) -> tuple[str, ...]:
    """Return a place with the former provinces whose printed cells its figures may rest on.

    Examples
    --------
    >>> ground("34-15"), ground("63-10"), ground("vn")
    (('34-15', '63-10', '63-15'), ('63-10',), ('vn',))
    """
    whole = places.place(place_id)
    if whole.level != "province" or whole.boundaries != "34":
        return (place_id,)
    return (place_id, *places.parts(place_id, historical=True))


def went_on_alone(place_id: str, year: int) -> str | None:
    """Return the former province whose ground a province of 34 had in `year`, if it was just one.

    Examples
    --------
    Hà Tây was part of today's Hà Nội, and a province of its own until 2008:

    >>> went_on_alone("34-12", 2016), went_on_alone("34-15", 2016)
    ('63-12', None)
    >>> went_on_alone("34-01", 2007), went_on_alone("34-01", 2016)
    (None, '63-01')
    """
    day = date(year, 12, 31)
    own = places.parts(place_id)
    if len(own) != 1:
        return None
    others = set(places.parts(place_id, historical=True)) - set(own)
    return None if any(places.place(each).existed_on(day) for each in others) else own[0]


def _unmerged(known: pd.DataFrame) -> pd.DataFrame:
    """Return figures of provinces that went on alone, under the ids they have now."""
    import numpy as np

    later = {
        each: next_.place_id
        for each in known["place_id"].unique()
        if places.place(each).level == "province" and (next_ := places.successor(each)) is not None
    }
    mine = known[known["place_id"].isin(list(later))]
    new_ids = mine["place_id"].map(later)
    pairs = zip(mine["place_id"], new_ids, mine["year"], strict=True)
    alone = np.array([went_on_alone(new, year) == old for old, new, year in pairs], dtype=bool)
    return mine.assign(place_id=new_ids).loc[alone]


def _summed(panel: Panel, indicator: str, role: str) -> pd.DataFrame:
    """Return sums over merged provinces and over today's regions."""
    import numpy as np

    frame = comparable(panel, indicator, Comparison("34", role))
    frame = frame[frame["level"].isin(["province", "region"]) & frame["value"].notna()]
    pairs = zip(frame["place_id"], frame["year"], frame["level"], strict=True)
    merged = np.array(
        [level == "region" or went_on_alone(each, year) is None for each, year, level in pairs],
        dtype=bool,
    )
    # Limits of a point are those of a printed range; a sum has none.
    made = frame.loc[merged].assign(kind="computed", lower=np.nan, upper=np.nan)
    return made[list(POINTS)]
