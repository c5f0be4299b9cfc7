"""How many must be recruited a year to reach the targets of a place, when some staff leave."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vnhealth import catalog
from vnhealth.errors import DataError
from vnhealth.views.estimates import RESULTS
from vnhealth.views.population import people_of
from vnhealth.views.target_distance import goal_of, staff_of
from vnhealth.views.targets import COUNTRY, target_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from vnhealth.views.panel import Panel

NEEDS: Final = (
    "place_id",
    "indicator",
    "whose",
    "target_year",
    "target",
    "staff",
    "staff_year",
    "from_year",
    "years",
    "attrition",
    "population",
    "population_year",
    "population_method",
    "measure",
    *RESULTS,
    "formula",
    "sources",
    "cells",
)


def needs(
    panel: Panel,
    place_id: str,
    year: int,
    attrition: float,
    indicators: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Return the staff that each target needs and the recruits it takes, year by year.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        The place.
    year
        The year from which is recruited; the newest count up to it stands for it
        (``staff_year``).
    attrition
        Share of the staff that leaves in a year, 0 to below 1, stated by the caller.
    indicators
        Densities of staff; all with a target for a later year when not given.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`NEEDS`, four rows a target: ``staff_needed``, ``staff_remaining``,
        ``recruits_per_year`` and ``recruits_in_all``, in people, with the ``formula``. The
        population is that of the target's year, on record, projected or implied
        (``population_method``).

    Raises
    ------
    DataError
        No target of a later year has staff and people on record; what there is is named.
    UsageError
        The attrition is not from 0 to below 1.

    References
    ----------
    See :func:`vnhealth.measures.needs.staffing_need`.

    Examples
    --------
    2.8 pharmacists per 10 000 of 2025's people, from the 87 of 2016, of whom 2 in 100 leave:

    >>> found = needs(panel, "63-10", 2024, 0.02, ["pharmacists_university_per_10k"])
    >>> found = found[found["target_year"] == 2025].set_index("measure")["value"]
    >>> found["staff_remaining"], found["staff_needed"] - 85 == found["recruits_in_all"]
    (np.float64(85.0), np.True_)
    """
    import pandas as pd

    wanted = _densities() if indicators is None else list(indicators)
    plan = _Plan(year, attrition)
    rows: list[dict[str, Any]] = []
    for held in target_rows(panel, place_id, wanted, year):
        if held.result is None or not _is_density(held.indicator):
            continue
        for target in held.targets if place_id != COUNTRY else held.own:
            if int(target["year"]) > year:
                rows += _of_target(panel, place_id, plan, held.result, target)
    if not rows:
        raise _nothing(place_id, wanted, year)
    return pd.DataFrame(rows, columns=list(NEEDS))


class _Plan(NamedTuple):
    """From when is recruited, and what share leaves in a year."""

    year: int
    attrition: float


def _of_target(
    panel: Panel, place_id: str, plan: _Plan, result: pd.Series, target: pd.Series
) -> list[dict[str, Any]]:
    from vnhealth.measures.needs import FORMULA, Need, staffing_need

    people = people_of(panel, place_id, int(target["year"]))
    staff, staff_cells = staff_of(panel, place_id, result)
    if math.isnan(people.value) or math.isnan(staff):
        return []
    facts = catalog.indicator(str(result["indicator"]))
    years = int(target["year"]) - plan.year
    goal = goal_of(target)
    found = staffing_need(Need(staff, goal, people.value, years, plan.attrition, facts.multiplier))
    cells = tuple(dict.fromkeys((*staff_cells, *target["cells"], *people.cells)))
    about = {
        "place_id": place_id,
        "indicator": facts.id,
        "whose": "national" if target["place_id"] == COUNTRY != place_id else "own",
        "target_year": int(target["year"]),
        "target": goal,
        "staff": staff,
        "staff_year": int(result["year"]),
        "from_year": plan.year,
        "years": years,
        "attrition": plan.attrition,
        "population": people.value,
        "population_year": people.year,
        "population_method": people.method,
        "formula": FORMULA,
        "sources": tuple(dict.fromkeys(cell.partition("#")[0] for cell in cells)),
        "cells": cells,
    }
    measures = found.reset_index().to_dict("records")
    return [about | {str(name): value for name, value in each.items()} for each in measures]


def _is_density(indicator: str) -> bool:
    facts = catalog.indicator(indicator)
    staff = facts.topic == "workforce" and facts.denominator_id == "population"
    return staff and facts.kind == "rate"


def _densities() -> list[str]:
    return [indicator for indicator in catalog.indicators() if _is_density(indicator)]


def _nothing(place_id: str, wanted: Sequence[str], year: int) -> DataError:
    densities = ", ".join(_densities())
    asked = ", ".join(wanted) if len(wanted) == 1 else "–"
    return DataError(
        f"No target of {place_id} after {year} has staff and people on record (asked for: {asked})."
        f" Indicators this can be worked out for: {densities}. An earlier year leaves more targets "
        "ahead.",
        f"Không có mục tiêu nào của {place_id} sau năm {year} có cả số nhân lực và dân số (đã hỏi:"
        f" {asked}). Các chỉ số tính được: {densities}. Chọn năm sớm hơn thì còn nhiều mục tiêu "
        "phía trước hơn.",
    )
