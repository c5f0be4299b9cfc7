"""One place beside the country, its region, the best and the worst: a row an indicator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, places
from vnhealth.views.comparable import Comparison
from vnhealth.views.comparisons import chosen_indicators, of_newest_year
from vnhealth.views.estimates import COUNTRY, RESULTS
from vnhealth.views.ranking import classes
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

MARKS: Final = ("worst", "lower_quartile", "median", "upper_quartile", "best", "country", "region")
SPINE: Final = (
    "place_id",
    "indicator",
    "year",
    *RESULTS,
    *MARKS,
    "worst_place_id",
    "best_place_id",
    "region_id",
    "ranked",
    "rank",
    "outcome",
    "reading",
    "at",
    *(f"{mark}_at" for mark in MARKS),
    "basis",
    "status",
    "sources",
    "cells",
)


def spine(
    panel: Panel,
    place_id: str,
    year: int,
    indicators: Sequence[str] | None = None,
    comparison: Comparison | None = None,
) -> pd.DataFrame:
    """Return where a province stands among all, indicator by indicator, on one axis.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        A province on the boundaries of the comparison.
    year
        Last year that counts; each row is of the newest year in which most provinces have a
        figure.
    indicators
        Indicator ids; all that can be compared when not given.
    comparison
        Boundaries, role and confidence.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`SPINE`. ``worst`` and ``best`` go by direction (lowest and highest where
        there is none), and so do the quartiles: the lower quartile is the worse one. The
        ``_at`` columns place every mark on one axis from 0 to 1, worse to better, with the
        country (the median without it) at 0.5: the distance to the farther end is half the
        axis, so the nearer end does not reach its own. ``outcome`` and ``reading`` as in a
        ranking. An indicator the place has no figure of is left out.

    Raises
    ------
    DataError
        The place has no comparable figure at all.

    Examples
    --------
    Bắc Kạn's 14.85 lies farther from the country's 6.60 than Bình Dương's 2.32:

    >>> found = spine(panel, "63-10", 2016, ["doctors_per_10k"]).round(2)
    >>> found[["best_place_id", "best", "best_at", "country_at"]].to_numpy().tolist()
    [['63-06', 14.85, 1.0, 0.5]]
    """
    import pandas as pd

    asked = comparison or Comparison()
    rows = []
    for indicator in chosen_indicators(panel, asked, indicators):
        frame = of_newest_year(panel, indicator, year, asked)
        if frame is not None and place_id in set(frame["place_id"]):
            rows.append(_row(frame, place_id, indicator))
    if not rows:
        has = panel.observations.loc[panel.observations["place_id"] == place_id, "indicator"]
        first = indicators[0] if indicators and len(indicators) == 1 else ""
        raise nothing_of_place(place_id, first, sorted(set(has)))
    return pd.DataFrame(rows, columns=list(SPINE))


def _row(frame: pd.DataFrame, place_id: str, indicator: str) -> dict[str, Any]:
    from vnhealth.measures.benchmarks import rank, spread_of_peers

    facts = catalog.indicator(indicator)
    provinces = frame[frame["level"] == "province"]
    whole = frame[frame["place_id"] == COUNTRY]
    own = frame[frame["place_id"] == place_id].iloc[0]
    region_id = places.place(place_id).region_id
    region = frame.loc[frame["place_id"] == region_id, "value"]
    lower_better = facts.direction == "lower"
    ordered = provinces.sort_values(["value", "place_id"], ascending=[not lower_better, True])
    spread = spread_of_peers(provinces["value"]).tolist()
    names = ("worst", "lower_quartile", "median", "upper_quartile", "best")
    made: dict[str, Any] = dict(zip(names, spread[::-1] if lower_better else spread, strict=True))
    made["country"] = float(whole["value"].iloc[0]) if len(whole) else float("nan")
    made["region"] = float(region.iloc[0]) if len(region) else float("nan")
    found = classes(provinces, whole).assign(
        rank=rank(provinces["value"], "lower" if lower_better else "higher")
    )
    mine = found[provinces["place_id"] == place_id]
    judged = mine.iloc[0] if len(mine) else None
    made |= {
        "worst_place_id": ordered["place_id"].iloc[0],
        "best_place_id": ordered["place_id"].iloc[-1],
        "region_id": region_id,
        "ranked": len(provinces),
        "rank": None if judged is None else int(judged["rank"]),
        "outcome": "not_compared" if judged is None else judged["outcome"],
        "reading": "not_compared" if judged is None else judged["reading"],
    }
    made |= {name: own[name] for name in ("place_id", "indicator", "year", *RESULTS)}
    made |= {name: own[name] for name in ("basis", "status", "sources", "cells")}
    return made | _positions(made, float(own["value"]))


def _positions(made: dict[str, Any], value: float) -> dict[str, float]:
    """Return every mark's place on the axis, 0 the worse end and 1 the better."""
    centre = made["median"] if made["country"] != made["country"] else made["country"]
    reach = max(abs(made["best"] - centre), abs(made["worst"] - centre))
    sign = 1.0 if made["best"] >= made["worst"] else -1.0

    def at(number: float) -> float:
        return 0.5 + sign * (number - centre) / (2 * reach) if reach else 0.5

    return {"at": at(value)} | {f"{mark}_at": at(float(made[mark])) for mark in MARKS}
