"""How many people a place has in a year: on record, or projected ahead with its limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnhealth.views.comparable import Comparison, comparable
from vnhealth.views.trends_of_places import newest_segment_of

if TYPE_CHECKING:
    from vnhealth.views.panel import Panel

ON_RECORD: Final = "on record"


@dataclass(frozen=True)
class People:
    """A population with where it comes from.

    Attributes
    ----------
    value, lower, upper
        People; limits only where it is projected (95 %).
    method
        ``on record``, or the method of the projection; empty where there is none.
    reliability
        ``reliable``, ``missing``, or why no projection was made (too_few, too_far).
    cells
        The printed cells it rests on.
    """

    value: float
    lower: float
    upper: float
    method: str
    reliability: str
    cells: tuple[str, ...]


NOBODY: Final = People(float("nan"), float("nan"), float("nan"), "", "missing", ())


def people_of(panel: Panel, place_id: str, year: int) -> People:
    """Return the average population of a place in `year`, projected where it lies ahead.

    A year between two on record, or before the first, is missing: nothing is interpolated.

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
        return People(float(row["value"]), nan, nan, ON_RECORD, "reliable", tuple(row["cells"]))
    if mine.empty or year < int(mine["year"].max()):
        return NOBODY
    series = newest_segment_of(mine)
    made = project(series, [year], Projection(unit="person")).iloc[0]
    cells = tuple(cell for each in series["cells"] for cell in each)
    return People(
        float(made["value"]),
        float(made["lower"]),
        float(made["upper"]),
        str(made["method"]),
        str(made["reliability"]),
        cells,
    )
