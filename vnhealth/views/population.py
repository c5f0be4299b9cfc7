"""How many people a place has in a year: on record, projected ahead, or implied by the insured."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnhealth.views.comparable import Comparison, comparable
from vnhealth.views.points import latest, points
from vnhealth.views.trends_of_places import newest_segment_of

if TYPE_CHECKING:
    from vnhealth.views.panel import Panel

ON_RECORD: Final = "on record"
IMPLIED: Final = "implied by the insured and their share"
INSURED: Final = "health_insurance_people"
INSURED_SHARE: Final = "health_insurance_coverage"
HUNDRED: Final = 100


@dataclass(frozen=True)
class People:
    """A population with where it comes from.

    Attributes
    ----------
    value, lower, upper
        People; limits only where it is projected (95 %).
    method
        ``on record``, the method of the projection, or ``implied by the insured and their
        share``; empty where there is none.
    reliability
        ``reliable``, ``missing``, or why no projection was made (too_few, too_far).
    cells
        The printed cells it rests on.
    year
        The year it is of: that asked for, but for an implied population; 0 where there is none.
    """

    value: float
    lower: float
    upper: float
    method: str
    reliability: str
    cells: tuple[str, ...]
    year: int = 0


NOBODY: Final = People(float("nan"), float("nan"), float("nan"), "", "missing", ())


def people_of(panel: Panel, place_id: str, year: int) -> People:
    """Return the average population of a place in `year`, projected where it lies ahead.

    A year between two on record, or before the first, is missing: nothing is interpolated. A
    place without any population on record has that which its insured and their printed share
    imply, ``insured / share × 100`` to hundreds, of their newest common year up to `year`.

    Examples
    --------
    >>> people_of(panel, "63-10", 2016).value, people_of(panel, "63-10", 2016).method
    (696500.0, 'on record')
    >>> ahead = people_of(panel, "63-10", 2030)
    >>> ahead.lower < ahead.value < ahead.upper, ahead.method
    (True, 'damped trend on the log scale, damping 0.8')
    """
    key = ("people", place_id, year)
    if key not in panel.made:
        panel.made[key] = _people(panel, place_id, year)
    found: People = panel.made[key]
    return found


def _people(panel: Panel, place_id: str, year: int) -> People:
    from vnhealth.measures.projections import Projection, project

    boundaries = "34" if place_id.startswith("34-") else "63"
    frame = comparable(panel, "population", Comparison(boundaries))
    mine = frame[frame["place_id"] == place_id]
    here = mine[mine["year"] == year]
    nan = float("nan")
    if len(here):
        row = here.iloc[0]
        cells = tuple(row["cells"])
        return People(float(row["value"]), nan, nan, ON_RECORD, "reliable", cells, year)
    if mine.empty:
        return _implied(panel, place_id, year)
    if year < int(mine["year"].max()):
        return NOBODY
    series = newest_segment_of(mine)
    made = project(series, [year], Projection(unit="person")).iloc[0]
    used = series.sort_values("year").tail(int(made["n"])) if made["n"] else series
    cells = tuple(cell for each in used["cells"] for cell in each)
    return People(
        float(made["value"]),
        float(made["lower"]),
        float(made["upper"]),
        str(made["method"]),
        str(made["reliability"]),
        cells,
        year,
    )


def _implied(panel: Panel, place_id: str, year: int) -> People:
    insured, share = (
        latest(points(panel, each, places_wanted=[place_id]), place_id, year)
        for each in (INSURED, INSURED_SHARE)
    )
    if insured is None or share is None or insured["year"] != share["year"] or not share["value"]:
        return NOBODY
    people = HUNDRED * math.floor(float(insured["value"]) / float(share["value"]) + 0.5)
    cells = (*insured["cells"], *share["cells"])
    nan = float("nan")
    return People(float(people), nan, nan, IMPLIED, "reliable", cells, int(insured["year"]))
