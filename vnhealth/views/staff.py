"""Shares and ratios of a place's health workforce, each from counts of one year and source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth.views.carried import points_about
from vnhealth.views.estimates import RESULTS
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

STAFF: Final = (
    "place_id",
    "measure",
    "year",
    *RESULTS,
    "comparator",
    "numerator",
    "denominator",
    "sources",
    "cells",
)
SPECIALISTS: Final = ("specialists_level_1", "specialists_level_2")
MEASURES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "specialists_share": (SPECIALISTS, "doctors"),
    "postgraduates_share": (("postgraduate_staff_share",), ""),
    "nurses_per_doctor": (("nurses",), "doctors"),
    "midwives_per_doctor": (("midwives",), "doctors"),
    "assistant_doctors_per_doctor": (("assistant_doctors",), "doctors"),
    "doctors_per_station": (("doctors_per_station",), ""),
    "cost_per_person_attracted": (("staff_attraction_cost",), "staff_attracted"),
}
"""Measures with what is counted, and what it is divided by; nothing where it is printed."""
SHARES: Final = ("specialists_share",)
COSTS: Final = ("cost_per_person_attracted",)
BOUNDS: Final = ("lt", "le", "gt", "ge")


def staff_structure(panel: Panel, place_id: str, year: int) -> pd.DataFrame:
    """Return specialists' share, ratios to doctors and the like, of the newest year of each.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        The place.
    year
        Last year that counts.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`STAFF`, one row a measure that the place has the figures for. Both counts
        are of one year and one source. Shares have Wilson limits, ratios Wilson limits as odds;
        costs and figures printed as they stand have none. A cost printed as an inequality
        hands its ``comparator`` on.

    Raises
    ------
    DataError
        The place has none of them.

    Examples
    --------
    (245 + 38) of 1 092 doctors, and "over 76 billion" for 1 318 people:

    >>> found = staff_structure(panel, "63-10", 2024).set_index("measure")
    >>> found.loc["specialists_share", ["year", "value"]].round(2).tolist()
    [2023.0, 25.92]
    >>> cost = found.loc["cost_per_person_attracted"]
    >>> cost["comparator"], round(float(cost["value"]))
    ('gt', 57663126)
    """
    import pandas as pd

    rows = [row for measure in MEASURES if (row := _row(panel, place_id, year, measure))]
    if not rows:
        known = panel.observations
        has = known.loc[known["place_id"] == place_id, "indicator"]
        raise nothing_of_place(place_id, "", sorted(set(has)))
    return pd.DataFrame(rows, columns=list(STAFF))


def _row(panel: Panel, place_id: str, year: int, measure: str) -> dict[str, Any]:
    """Return a measure of the newest year and source that has all of its figures."""
    tops, base = MEASURES[measure]
    wanted = [*tops, base] if base else list(tops)
    figures = [_figures(panel, each, place_id, year) for each in wanted]
    keys = [set(zip(each["period"], each["sources"], strict=True)) for each in figures]
    common = set.intersection(*keys)
    if not common:
        return {}
    period, source = max(common)
    at = [
        each[(each["period"] == period) & (each["sources"].map(str) == str(source))].iloc[0]
        for each in figures
    ]
    made = _measured(measure, at, base)
    cells = tuple(cell for row in at for cell in row["cells"])
    bounds = [str(row["comparator"]) for row in at if row["comparator"] in BOUNDS]
    return made | {
        "place_id": place_id,
        "measure": measure,
        "year": int(at[-1]["year"]),
        "comparator": bounds[0] if bounds else "eq",
        "numerator": float(sum(row["value"] for row in at[: len(tops)])) if base else None,
        "denominator": float(at[-1]["value"]) if base else None,
        "sources": tuple(dict.fromkeys(cell.partition("#")[0] for cell in cells)),
        "cells": cells,
    }


def _figures(panel: Panel, indicator: str, place_id: str, year: int) -> pd.DataFrame:
    frame = points_about(panel, indicator, place_id)
    return frame[
        (frame["place_id"] == place_id)
        & (frame["role"] == "actual")
        & (frame["year"] <= year)
        & (frame["qualifier"] == "")
        & frame["value"].notna()
    ]


def _measured(measure: str, at: list[pd.Series], base: str) -> dict[str, Any]:
    from vnhealth.measures.budgets import cost_per_person
    from vnhealth.measures.workforce import staff_ratio, staff_share

    if not base:
        row = at[0]
        return {
            "value": float(row["value"]),
            "method": "as printed",
            "statistic": measure,
            "unit": row["unit"],
            "reliability": "no_counts",
        }
    top, bottom = sum(float(row["value"]) for row in at[:-1]), float(at[-1]["value"])
    work = (
        staff_share if measure in SHARES else cost_per_person if measure in COSTS else staff_ratio
    )
    found = work(top, bottom).iloc[0]
    return {str(name): value for name, value in found.items()}
