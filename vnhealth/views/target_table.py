"""Every target a place is held to, with its result, pace, and what is still missing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.errors import DataError
from vnhealth.views.estimates import RESULTS, measured
from vnhealth.views.refusals import nothing_of_place
from vnhealth.views.target_distance import SINCE, base_of, goal_of, missing_to
from vnhealth.views.targets import COUNTRY, outcome, target_rows

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

OWN: Final = "own"
NATIONAL: Final = "national"
TARGETS: Final = (
    "place_id",
    "indicator",
    "whose",
    "set_in",
    "target_year",
    "target_comparator",
    "target",
    "target_lower",
    "target_upper",
    "target_qualifier",
    "year",
    "comparator",
    "qualifier",
    *RESULTS,
    "basis",
    "outcome",
    "met_when_set",
    "attained_pct",
    "base_year",
    "base",
    "base_rule",
    "pace",
    "pace_method",
    "pace_outcome",
    "pace_reading",
    "required_per_year",
    "missing",
    "missing_lower",
    "missing_upper",
    "missing_unit",
    "population",
    "population_year",
    "population_method",
    "sources",
    "cells",
)


def target_table(
    panel: Panel,
    place_id: str,
    year: int,
    indicators: Sequence[str] | None = None,
    *,
    bands: str = "un",
) -> pd.DataFrame:
    """Return one row a target: the place's own and the country's, for `year` and later.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        The place whose results are held against the targets.
    year
        Last year whose result counts.
    indicators
        Indicator ids; all that have a target when not given.
    bands
        Band set of the pace, ``un`` or ``eurostat``; ``pace_method`` names it.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`TARGETS`.

        * target columns as printed, ``whose`` own or national, ``set_in`` the year of the
          source (missing where it bears no date);
        * the newest result up to `year` (``value`` and the other result columns);
        * ``outcome`` of :func:`vnhealth.views.targets.outcome`: met, not_met, undetermined,
          unknown. The figure is judged: chance limits of staff counted in full have no say;
        * ``met_when_set`` yes, no or unknown: whether the newest result of the three years
          before already met it; ``attained_pct`` = 100·value/target;
        * ``pace`` = growth since the base over the growth required from it; the base lies in
          the result's own segment (one source, definition and territory): its newest figure of
          the three years up to the setting, where the result is later (``base_rule``
          when_set), else the segment's first (first_of_series). ``pace_outcome`` as in
          :func:`vnhealth.measures.pace.pace`;
        * ``required_per_year`` from the result to the target, in the indicator's unit;
        * ``missing`` people, beds (or people not covered) to the target, for the population
          of ``population_year``, the target's own, on record or projected
          (``population_method``), or that which the insured and their share imply where no
          population is on record; limits are those of the projection. A target met today may
          still miss some: more people need more doctors.

    Raises
    ------
    DataError
        The place has neither a target nor a result with a national one.

    Examples
    --------
    Lào Cai planned 14.5 doctors for 2024 and had had 14.5 in 2023:

    >>> table = target_table(panel, "63-10", 2024, ["doctors_per_10k"])
    >>> table[["whose", "target", "outcome", "met_when_set"]].head(1).to_numpy().tolist()
    [['own', 14.5, 'met', 'yes']]
    """
    import pandas as pd

    wanted = _with_targets(panel, place_id) if indicators is None else list(indicators)
    rows = []
    for held in target_rows(panel, place_id, wanted, year):
        shown = None if held.result is None else _shown(held.result)
        for target in held.targets if place_id != COUNTRY else held.own:
            if held.result is not None or target["place_id"] == place_id:
                rows.append(_row(panel, place_id, held.result, shown, target))
    if not rows:
        raise _no_targets(panel, place_id, indicators)
    made = pd.DataFrame(rows, columns=[name for name in TARGETS if name not in _PACED])
    return made.join(_paces(made, bands))[list(TARGETS)]


_PACED: Final = ("pace", "pace_method", "pace_outcome", "pace_reading", "required_per_year")


def _with_targets(panel: Panel, place_id: str) -> list[str]:
    targets = panel.observations[panel.observations["role"] == "target"]
    mine = targets[targets["place_id"].isin([place_id, COUNTRY])]
    there = set(mine["indicator"])
    return [indicator for indicator in catalog.indicators() if indicator in there]


def _no_targets(panel: Panel, place_id: str, indicators: Sequence[str] | None) -> DataError:
    asked = indicators[0] if indicators else ""
    rows = panel.observations
    targets = rows[(rows["place_id"] == place_id) & (rows["role"] == "target")]
    return nothing_of_place(place_id, asked, sorted(set(targets["indicator"])))


def _shown(result: pd.Series) -> pd.Series:
    """Return a row of points as a row of estimates."""
    row: pd.Series = measured(result.to_frame().T.infer_objects(), str(result["indicator"])).iloc[0]
    return row


def _row(
    panel: Panel,
    place_id: str,
    result: pd.Series | None,
    shown: pd.Series | None,
    target: pd.Series,
) -> dict[str, Any]:
    indicator = str(target["indicator"])
    source = panel.vintage(str(target["sources"][0]))
    set_in = int(source[:4]) if source else math.nan
    made: dict[str, Any] = {
        "place_id": place_id,
        "indicator": indicator,
        "whose": NATIONAL if target["place_id"] == COUNTRY != place_id else OWN,
        "set_in": set_in,
        "target_year": int(target["year"]),
        "target_comparator": target["comparator"],
        "target": target["value"],
        "target_lower": target["lower"],
        "target_upper": target["upper"],
        "target_qualifier": target["qualifier"],
        "outcome": outcome(result, target),
        "met_when_set": "unknown",
        "base_rule": "",
        "comparator": "",
        "qualifier": "",
        "basis": "",
        "method": "",
        "statistic": "",
        "reliability": "missing",
        "unit": catalog.indicator(indicator).unit,
        "missing_unit": "",
        "population_method": "",
        "sources": tuple(target["sources"]),
        "cells": tuple(target["cells"]),
    }
    if result is None or shown is None:
        return made
    made |= {name: shown[name] for name in (*RESULTS, "comparator", "qualifier", "basis")}
    made["year"] = int(result["year"])
    made |= base_of(panel, place_id, result, target, set_in)
    goal = goal_of(target)
    if goal and not math.isnan(made["value"]):
        made["attained_pct"] = 100 * float(made["value"]) / goal
    made |= missing_to(panel, place_id, result, target)
    more = (*made.pop("base_cells", ()), *made.pop("missing_cells", ()))
    made["cells"] = tuple(dict.fromkeys((*result["cells"], *target["cells"], *more)))
    more_sources = (cell.partition("#")[0] for cell in more)
    made["sources"] = tuple(dict.fromkeys((*result["sources"], *target["sources"], *more_sources)))
    return made


def _paces(made: pd.DataFrame, bands: str) -> pd.DataFrame:
    import pandas as pd

    from vnhealth.measures.pace import Pace, pace, required_change

    parts = []
    goals = made["target"].fillna(made["target_lower"])
    upper = made["target_upper"].where(made["target_comparator"] == "range")
    directions = made["indicator"].map(lambda each: catalog.indicator(each).direction)
    goals = goals.where(~((directions == "lower") & upper.notna()), upper)
    for direction, rows in made.groupby(directions):
        frame = pd.DataFrame(
            {
                "base_year": rows["base_year"],
                "base": rows["base"],
                "year": rows["year"],
                "value": rows["value"],
                "target_year": rows["target_year"],
                "target": goals[rows.index],
                "comparator": rows["target_comparator"],
            }
        )
        number = frame.drop(columns="comparator").astype("float64")
        found = pace(number.assign(comparator=frame["comparator"]), Pace(bands, str(direction)))
        since = (rows["base_rule"] == SINCE) & (found["outcome"] == "already_met_when_set")
        found["outcome"] = found["outcome"].mask(since, "met")
        change = required_change(
            number["value"], number["year"], number["target"], number["target_year"]
        )
        part = found[["value", "method", "outcome", "reading"]]
        parts.append(part.set_axis(list(_PACED[:-1]), axis="columns").assign(
            required_per_year=change["value"]))  # fmt: skip
    return pd.concat(parts).sort_index()
