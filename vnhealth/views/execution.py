"""What was collected or spent of what was planned, and how far a budget hangs on few sources."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.errors import DataError
from vnhealth.views.budget import PROVINCIAL, sources_of_money
from vnhealth.views.carried import points_about
from vnhealth.views.estimates import RESULTS
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

EXECUTION: Final = (
    "place_id",
    "indicator",
    "year",
    *RESULTS,
    "planned",
    "executed",
    "sources",
    "cells",
)
CONCENTRATION: Final = ("place_id", "year", "measure", *RESULTS)


def execution(panel: Panel, place_id: str) -> pd.DataFrame:
    """Return final accounts as % of the plan of the same year, where both are on record.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        A province or the country.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`EXECUTION`; ``planned`` and ``executed`` in VND.

    Raises
    ------
    DataError
        No year has both; the years of plans and of final accounts are named.
    """
    import pandas as pd

    from vnhealth.measures.budgets import execution as executed_share

    parts = []
    known: dict[str, set[int]] = {"plan": set(), "actual": set()}
    for indicator in PROVINCIAL:
        frame = points_about(panel, indicator, place_id)
        mine = frame[(frame["place_id"] == place_id) & frame["value"].notna()]
        columns = ["place_id", "indicator", "year", "value", "cells"]
        plan, actual = (
            mine[mine["role"] == role].drop_duplicates("year", keep="last")[columns]
            for role in ("plan", "actual")
        )
        known["plan"] |= set(plan["year"])
        known["actual"] |= set(actual["year"])
        on = ["place_id", "indicator", "year"]
        parts.append(plan.merge(actual, on=on, suffixes=("_plan", ""), validate="one_to_one"))
    made = pd.concat(parts, ignore_index=True)
    if made.empty:
        raise _no_year_of_both(place_id, known)
    made = made.rename(columns={"value_plan": "planned", "value": "executed"})
    cells = [(*one, *two) for one, two in zip(made["cells_plan"], made["cells"], strict=True)]
    made["cells"] = cells
    made["sources"] = [tuple(dict.fromkeys(c.partition("#")[0] for c in each)) for each in cells]
    return made.join(executed_share(made["executed"], made["planned"]))[list(EXECUTION)]


def concentration(panel: Panel, place_id: str, year: int) -> pd.DataFrame:
    """Return how far the newest budget of a place up to `year` hangs on few sources.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`CONCENTRATION`, see :func:`vnhealth.measures.budgets.concentration`.

    Examples
    --------
    Three sources; the largest has the state's investment:

    >>> found = concentration(panel, "63-10", 2024).set_index("measure")
    >>> found.loc["herfindahl", "n"], 1 / 3 <= found.loc["herfindahl", "value"] <= 1
    (np.float64(3.0), np.True_)
    """
    return sources_of_money(panel, place_id, year)[list(CONCENTRATION)]


def _no_year_of_both(place_id: str, known: dict[str, set[int]]) -> DataError:
    if not known["plan"] and not known["actual"]:
        return nothing_of_place(place_id, PROVINCIAL[0], ())
    plan, actual = (", ".join(str(int(y)) for y in sorted(known[role])) or "–"
                    for role in ("plan", "actual"))  # fmt: skip
    name_en, name_vi = (catalog.indicator(PROVINCIAL[1]).name(code) for code in ("en", "vi"))
    return DataError(
        f"{place_id} has no year with both a plan and final accounts ({name_en}). Plans: {plan}; "
        f"final accounts: {actual}.",
        f"{place_id} không có năm nào có cả dự toán và quyết toán ({name_vi}). Dự toán: {plan}; "
        f"quyết toán: {actual}.",
    )
