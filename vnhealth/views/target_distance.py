"""Where a result started from on the way to its target, and what is still missing to it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.views.points import points
from vnhealth.views.population import NOBODY, people_of
from vnhealth.views.targets import outcome, scope, scope_of
from vnhealth.views.trend import series_of

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

WHEN_SET: Final = "when_set"
SINCE: Final = "first_of_series"
BASE_YEARS: Final = 3
"""Years before a target was set in which a result still says where it started from."""


def goal_of(target: pd.Series) -> float:
    """Return the number a target asks for: the end of a range that direction makes the goal."""
    if target["comparator"] != "range":
        return float(target["value"])
    direction = catalog.indicator(str(target["indicator"])).direction
    return float(target["upper" if direction == "lower" else "lower"])


def base_of(
    panel: Panel, place_id: str, result: pd.Series, target: pd.Series, set_in: float
) -> dict[str, Any]:
    """Return where the result started from, and whether the target was met when it was set."""
    series = series_once(panel, str(result["indicator"]), place_id)
    found: dict[str, Any] = {}
    known = series[series["year"].between(set_in - BASE_YEARS, set_in)]
    known = known[known["year"] < target["year"]]
    scopes = known["qualifier"].map(lambda each: scope_of(str(each)))
    known = known[scopes == scope(target)].sort_values(["year", "kind"], ascending=[True, True])
    if len(known):
        word = outcome(known.iloc[-1], target)
        found["met_when_set"] = {"met": "yes", "not_met": "no"}.get(word, "unknown")
    mine = [tuple(cells) == tuple(result["cells"]) for cells in series["cells"]]
    segment = series.loc[mine, "segment"]
    if segment.empty or scope(result) != scope(target):
        return found
    own = series[(series["segment"] == segment.iloc[0]) & (series["comparator"] == "eq")]
    near = own[own["year"].between(set_in - BASE_YEARS, set_in)]
    near = near[near["year"].lt(result["year"]) & (set_in < result["year"])]
    start = near.iloc[-1] if len(near) else (own.iloc[0] if len(own) else None)
    if start is None or start["year"] >= result["year"]:
        return found
    rule = WHEN_SET if len(near) else SINCE
    base = {"base_year": int(start["year"]), "base": float(start["value"]), "base_rule": rule}
    return found | base | {"base_cells": start["cells"]}


def series_once(panel: Panel, indicator: str, place_id: str) -> pd.DataFrame:
    """Return :func:`vnhealth.views.trend.series_of`, made once a panel."""
    key = ("series", indicator, place_id)
    if key not in panel.made:
        panel.made[key] = series_of(panel, indicator, place_id)
    found: pd.DataFrame = panel.made[key]
    return found


def missing_to(panel: Panel, place_id: str, result: pd.Series, target: pd.Series) -> dict[str, Any]:
    """Return the people or beds missing to a rate, or not covered by a share, of inhabitants."""
    facts = catalog.indicator(str(result["indicator"]))
    if facts.denominator_id != "population" or facts.direction != "higher" or facts.unit == "VND":
        return {}
    if result["comparator"] != "eq" or scope(result) != scope(target):
        return {}
    ahead = people_of(panel, place_id, int(target["year"]))
    if ahead is NOBODY or math.isnan(ahead.value):
        return {"population_method": ahead.reliability}
    found = _shortfall(panel, place_id, result, goal_of(target), ahead.value)
    if math.isnan(found):
        return {"population_method": "missing"}
    low, high = (_shortfall(panel, place_id, result, goal_of(target), each)
                 for each in (ahead.lower, ahead.upper))  # fmt: skip
    top = catalog.indicators().get(facts.numerator_id)
    staff = () if facts.unit == "%" else staff_of(panel, place_id, result)[1]
    return {
        "missing": found,
        "missing_lower": low,
        "missing_upper": high,
        "missing_unit": top.unit if top else "person",
        "population": ahead.value,
        "population_year": ahead.year,
        "population_method": ahead.method,
        "missing_cells": (*staff, *ahead.cells),
    }


def staff_of(panel: Panel, place_id: str, result: pd.Series) -> tuple[float, tuple[str, ...]]:
    """Return the staff or beds behind a rate, and their cells.

    Its own count; else the one that its document prints for the same year; else the one that the
    rate implies for the population of its year.
    """
    have = float(result["numerator"])
    if not math.isnan(have):
        return have, tuple(result["cells"])
    facts = catalog.indicator(str(result["indicator"]))
    if facts.numerator_id in catalog.indicators():
        counts = points(panel, facts.numerator_id, places_wanted=[place_id], roles=["actual"])
        same = counts["sources"].map(lambda sources: tuple(sources) == tuple(result["sources"]))
        exact = (counts["year"] == result["year"]) & (counts["comparator"] == "eq")
        mine = counts[same.astype(bool) & exact]
        if len(mine):
            return float(mine["value"].iloc[0]), (*result["cells"], *mine["cells"].iloc[0])
    then = people_of(panel, place_id, int(result["year"]))
    implied = float(result["value"]) * then.value / facts.multiplier
    return implied, (*result["cells"], *then.cells)


def _shortfall(panel: Panel, place_id: str, result: pd.Series, goal: float, people: float) -> float:
    from vnhealth.measures.coverage import people_missed
    from vnhealth.measures.shortfalls import Shortfall, shortfall

    facts = catalog.indicator(str(result["indicator"]))
    if math.isnan(people):
        return math.nan
    if facts.unit == "%":
        return float(people_missed(float(result["value"]), people, goal)["value"].iloc[0])
    have, _ = staff_of(panel, place_id, result)
    if math.isnan(have):
        return math.nan
    return float(shortfall(have, goal, people, Shortfall(facts.multiplier))["value"].iloc[0])
