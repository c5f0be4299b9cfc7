"""A place's budget: by project and by source, and the province's own totals over the years.

Money has no interval.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from vnhealth.errors import DataError
from vnhealth.views.carried import points_about
from vnhealth.views.estimates import RESULTS
from vnhealth.views.population import ON_RECORD, people_of
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

TOTAL: Final = "health_budget_total"
STATE: Final = "health_budget_source_state_investment"
GROUPS: Final[dict[str, tuple[str, tuple[str, ...]]]] = {
    "project": (TOTAL, tuple(f"health_budget_project_{number}" for number in (1, 2, 3))),
    "source": (
        TOTAL,
        (STATE, "health_budget_source_provincial_recurrent", "health_budget_source_other"),
    ),
    "source_of_state": (STATE, (f"{STATE}_local", f"{STATE}_central")),
}
"""Each way of breaking a sum down: the sum, and the parts it should be made of."""
PROVINCIAL: Final = ("budget_revenue_provincial", "budget_expenditure_provincial")
RESIDUAL: Final = "residual"
ROUNDING_VND: Final = 5e7
"""Half of the last digit of sums printed to a tenth of a billion."""
BUDGET: Final = (
    "place_id",
    "year",
    "role",
    "breakdown",
    "line",
    *RESULTS,
    "share_pct",
    "vnd_per_inhabitant",
    "population",
    "outcome",
    "printed",
    "sources",
    "cells",
)
GROWTH: Final = (
    "place_id",
    "indicator",
    "role",
    "from_year",
    "to_year",
    "amount_before",
    "amount",
    "years",
    *RESULTS,
    "sources",
    "cells",
)


def budget(panel: Panel, place_id: str, year: int) -> pd.DataFrame:
    """Return the newest budget of a place up to `year`, line by line.

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
        Columns :data:`BUDGET`; ``value`` in VND.

        * ``breakdown`` project, source, source_of_state: the printed total, each part with
          its share in the total, and the ``residual`` line, what the parts leave unexplained;
          ``outcome`` adds_up or does_not_add_up beyond rounding (50 million a sum).
        * ``breakdown`` provincial: the province's whole revenue and expenditure, the newest
          plan and the newest final account of each, of whatever year.
        * ``vnd_per_inhabitant`` by the average population of the same year, where on record.

    Raises
    ------
    DataError
        The place has no budget figure; the indicators it has are named.

    Examples
    --------
    The three projects of Lào Cai's budget of 529.7 billion add up to 526.7:

    >>> lines = budget(panel, "63-10", 2024)
    >>> rest = lines[(lines["breakdown"] == "project") & (lines["line"] == "residual")]
    >>> rest[["value", "outcome"]].to_numpy().tolist()
    [[3000000000.0, 'does_not_add_up']]
    """
    import pandas as pd

    rows: list[dict[str, Any]] = []
    for breakdown in GROUPS:
        rows += _breakdown(panel, place_id, year, breakdown)
    for indicator in PROVINCIAL:
        for role in ("plan", "actual"):
            found = _newest(panel, indicator, place_id, year, role)
            if found is not None:
                rows.append(_line(panel, found, "provincial", indicator))
    if not rows:
        raise _no_budget(panel, place_id)
    return pd.DataFrame(rows, columns=list(BUDGET))


def _no_budget(panel: Panel, place_id: str) -> DataError:
    observed = panel.observations
    has = sorted(set(observed.loc[observed["place_id"] == place_id, "indicator"]))
    return nothing_of_place(place_id, TOTAL, has)


def _newest(
    panel: Panel, indicator: str, place_id: str, year: int, role: str = "plan"
) -> pd.Series | None:
    frame = points_about(panel, indicator, place_id)
    mine = frame[(frame["place_id"] == place_id) & (frame["role"] == role)]
    mine = mine[(mine["year"] <= year) & (mine["qualifier"] == "") & mine["value"].notna()]
    return None if mine.empty else mine.iloc[-1]


def _breakdown(panel: Panel, place_id: str, year: int, name: str) -> list[dict[str, Any]]:
    import pandas as pd

    from vnhealth.measures.budgets import budget_share, reconcile

    total_id, part_ids = GROUPS[name]
    total = _newest(panel, total_id, place_id, year)
    if total is None:
        return []
    found = [_newest(panel, part, place_id, year) for part in part_ids]
    parts = [part for part in found if part is not None and part["year"] == total["year"]]
    if not parts:
        return []
    amounts = pd.Series([float(part["value"]) for part in parts])
    complete = len(parts) == len(part_ids)
    told = amounts if complete else pd.concat([amounts, pd.Series([float("nan")])])
    slack = ROUNDING_VND * (len(part_ids) + 1)
    sums = reconcile(told, float(total["value"]), slack)
    outcome = str(sums["outcome"].iloc[0])
    lines = [_line(panel, total, name, total_id) | {"outcome": outcome, "share_pct": 100.0}]
    shares = budget_share(amounts, float(total["value"]))["value"]
    lines += [
        _line(panel, part, name, str(part["indicator"])) | {"share_pct": share}
        for part, share in zip(parts, shares, strict=True)
    ]
    rest = sums.loc[RESIDUAL]
    cells = tuple(cell for each in (total, *parts) for cell in each["cells"])
    share = budget_share([abs(rest["value"])], float(total["value"]))["value"].iloc[0]
    residual = {column: rest[column] for column in RESULTS} | {
        "place_id": place_id,
        "year": total["year"],
        "role": total["role"],
        "breakdown": name,
        "line": RESIDUAL,
        "share_pct": share,
        "outcome": outcome,
        "printed": "",
        "sources": tuple(dict.fromkeys(cell.partition("#")[0] for cell in cells)),
        "cells": cells,
    }
    return [*lines, residual]


def _line(panel: Panel, point: pd.Series, breakdown: str, line: str) -> dict[str, Any]:
    from vnhealth.measures.budgets import per_inhabitant

    place_id, year = str(point["place_id"]), int(point["year"])
    people = people_of(panel, place_id, year)
    known = people.method == ON_RECORD
    head = per_inhabitant(float(point["value"]), people.value)["value"].iloc[0]
    return {
        "place_id": place_id,
        "year": year,
        "role": point["role"],
        "breakdown": breakdown,
        "line": line,
        "value": point["value"],
        "method": "as printed",
        "statistic": "amount",
        "unit": "VND",
        "reliability": "reliable",
        "vnd_per_inhabitant": head if known else None,
        "population": people.value if known else None,
        "outcome": "",
        "printed": point["printed"],
        "sources": tuple(dict.fromkeys([*point["sources"], *_sources(people.cells, known)])),
        "cells": (*point["cells"], *(people.cells if known else ())),
    }


def _sources(cells: tuple[str, ...], known: bool) -> tuple[str, ...]:
    return tuple(cell.partition("#")[0] for cell in cells) if known else ()


def sources_of_money(panel: Panel, place_id: str, year: int) -> pd.DataFrame:
    """Return how far the newest budget of a place hangs on few sources.

    Returns
    -------
    pandas.DataFrame
        Columns place_id, year, measure and the nine of a result; see
        :func:`vnhealth.measures.budgets.concentration`.

    Raises
    ------
    DataError
        The place has no budget by source.
    """
    from vnhealth.measures.budgets import concentration

    lines = budget(panel, place_id, year)
    mine = lines[(lines["breakdown"] == "source") & lines["line"].isin(GROUPS["source"][1])]
    if mine.empty:
        raise _no_budget(panel, place_id)
    found = concentration(mine["value"]).reset_index()
    found.insert(0, "year", int(mine["year"].iloc[0]))
    found.insert(0, "place_id", place_id)
    return found


def budget_growth(
    panel: Panel, place_id: str, deflators: Mapping[int, float] | None = None
) -> pd.DataFrame:
    """Return how the province's revenue and expenditure grew between the years on record.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        A province or the country.
    deflators
        Price index by year, on one base: growth is then in constant prices. None is built in.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`GROWTH`, one row a pair of neighbouring years of one role; plans are
        never held against final accounts. ``value`` is growth a year, in %, missing where a
        year has no deflator.
    """
    import pandas as pd

    from vnhealth.measures.growth import growth, real_growth

    parts = []
    for indicator in PROVINCIAL:
        frame = points_about(panel, indicator, place_id)
        frame = frame[(frame["place_id"] == place_id) & frame["role"].isin(["plan", "actual"])]
        for role, rows in frame[frame["value"].notna()].groupby("role"):
            pairs = rows.sort_values("year").drop_duplicates("year", keep="last")
            if len(pairs) > 1:
                parts.append(_pairs(pairs, indicator, str(role)))
    if not parts:
        return pd.DataFrame(columns=list(GROWTH))
    made = pd.concat(parts, ignore_index=True)
    steps = (made["amount_before"], made["amount"])
    if deflators is None:
        found = growth(*steps, made["years"])
    else:
        first, last = (
            made[name].map(dict(deflators)).astype("float64") for name in ("from_year", "to_year")
        )
        found = real_growth(*steps, first, last, made["years"])
    return made.join(found)[list(GROWTH)]


def _pairs(rows: pd.DataFrame, indicator: str, role: str) -> pd.DataFrame:
    import pandas as pd

    before, after = rows.iloc[:-1].reset_index(drop=True), rows.iloc[1:].reset_index(drop=True)
    made = pd.DataFrame(
        {
            "place_id": after["place_id"],
            "from_year": before["year"],
            "to_year": after["year"],
            "amount_before": before["value"],
            "amount": after["value"],
            "years": (after["year"] - before["year"]).astype("float64"),
        }
    )
    made["indicator"], made["role"] = indicator, role
    for name in ("sources", "cells"):
        joined = [tuple(dict.fromkeys((*a, *b))) for a, b in zip(before[name], after[name],
                                                                 strict=True)]  # fmt: skip
        made[name] = joined
    return made
