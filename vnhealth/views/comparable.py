"""One figure a place and year, all of one kind: what can be ranked and mapped.

Provinces on 63 or 34 boundaries, their regions, and the country.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.views.estimates import measured
from vnhealth.views.points import as_boundaries, points

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

ENOUGH_PLACES: Final = 0.8
"""Share of the places of the fullest year from which a year can be compared."""
LAST_FULL_YEAR_OF_63: Final = 2024


@dataclass(frozen=True)
class Comparison:
    """Between which places, and how surely.

    Parameters
    ----------
    boundaries
        ``"63"`` or ``"34"`` provinces.
    role
        ``actual``, or ``plan`` for planned budgets.
    confidence
        Of the intervals, as a fraction.
    overdispersion
        How funnels allow for places that vary more than chance: empty for not at all, or
        ``additive`` or ``multiplicative``, see :mod:`vnhealth.measures.overdispersion`.
    """

    boundaries: str = "63"
    role: str = "actual"
    confidence: float = 0.95
    overdispersion: str = ""


def comparable(panel: Panel, indicator: str, comparison: Comparison | None = None) -> pd.DataFrame:
    """Return one figure a place and year, all of one kind: provinces, regions, the country.

    Figures computed from counts where the indicator has as many of them as printed ones, else
    printed ones without a qualifier; never both. On the 34 provinces counts are summed first,
    and so are those of their regions. Rows that cover more ground than their province are left
    out, so that no place is ranked by its neighbour's staff.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    comparison
        Boundaries, role and confidence.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`ESTIMATES` and ``level`` (province, region, country).

    Examples
    --------
    >>> found = comparable(panel, "doctors_per_10k")
    >>> found[found["year"] == 2016]["level"].value_counts().to_dict()
    {'province': 63, 'region': 6, 'country': 1}
    """
    asked = comparison or Comparison()
    key = ("comparable", indicator, asked)
    if key not in panel.made:
        panel.made[key] = _comparable(panel, indicator, asked)
    found: pd.DataFrame = panel.made[key]
    return found


def _comparable(panel: Panel, indicator: str, asked: Comparison) -> pd.DataFrame:
    import pandas as pd

    frame = points(panel, indicator, roles=[asked.role])
    frame = frame[(frame["qualifier"] == "") & frame["value"].notna()]
    frame = frame[~frame["flags"].str.contains("includes:") | (asked.boundaries == "34")]
    kinds = frame["kind"].value_counts()
    wanted = "computed" if kinds.get("computed", 0) >= kinds.get("printed", 0) else "printed"
    if asked.boundaries == "34" and catalog.indicator(indicator).additive:
        wanted = "printed"
    frame = _newest_of_each(panel, frame[frame["kind"] == wanted])
    levels = frame["place_id"].map(level_of)
    whole = frame[levels == "country"]
    provinces = _provinces(frame, indicator, asked.boundaries)
    if asked.boundaries == "34":
        regions = _summed_regions(provinces, indicator)
    else:
        regions = frame[(levels == "region") & frame["place_id"].str.startswith("63-")]
    parts = [part for part in (provinces, regions, whole) if len(part)] or [provinces]
    made = measured(pd.concat(parts, ignore_index=True), indicator, asked.confidence)
    made["level"] = made["place_id"].map(level_of)
    return made.sort_values(["year", "level", "place_id"], ignore_index=True)


def level_of(place_id: str) -> str:
    """Return the level of a place: country, region, province or district."""
    return places.place(place_id).level


def _provinces(frame: pd.DataFrame, indicator: str, boundaries: str) -> pd.DataFrame:
    if boundaries == "63":
        return as_boundaries(frame, "63")
    if not catalog.indicator(indicator).additive:
        return as_boundaries(frame, "34")
    # Counts have no denominator; the sum of their cells is all there is to carry.
    counts = frame[frame["place_id"].str.match(r"63-\d\d$")]
    joined = counts.assign(cell_id=[";".join(cells) for cells in counts["cells"]])
    carried = places.to_boundaries(joined.drop(columns=["cells", "sources"]), "34").frame
    cells = [tuple(sorted(set(each.split(";")))) for each in carried["cell_id"]]
    sources = [tuple(dict.fromkeys(c.partition("#")[0] for c in each)) for each in cells]
    made = carried.drop(columns="cell_id")
    made["cells"], made["sources"] = cells, sources
    return made


def _newest_of_each(panel: Panel, frame: pd.DataFrame) -> pd.DataFrame:
    vintage = [panel.vintage(sources[0]) for sources in frame["sources"]]
    ordered = frame.assign(_vintage=vintage).sort_values(["place_id", "year", "_vintage"])
    return ordered.drop_duplicates(["place_id", "year"], keep="last").drop(columns="_vintage")


def _summed_regions(provinces: pd.DataFrame, indicator: str) -> pd.DataFrame:
    """Return the regions of the 34 from the counts of all their provinces, or nothing."""
    import pandas as pd

    counted = provinces[provinces["numerator"].notna() & (provinces["denominator"] > 0)]
    if counted.empty:
        return counted
    region = counted["place_id"].map(lambda each: places.place(each).region_id)
    members = {r: len(g) for r, g in _members("34").items()}
    rows = []
    for _, group in counted.groupby([region, "year"]):
        region_id = places.place(str(group["place_id"].iloc[0])).region_id
        if len(group) == members[region_id]:
            rows.append(_sum_of(group, region_id, indicator))
    return pd.DataFrame(rows, columns=provinces.columns)


def _members(boundaries: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place in places.places(boundaries, "province"):
        found.setdefault(place.region_id, []).append(place.place_id)
    return found


def _sum_of(group: pd.DataFrame, place_id: str, indicator: str) -> dict[str, object]:
    top, base = group["numerator"].sum(), group["denominator"].sum()
    made: dict[str, object] = {str(key): value for key, value in group.iloc[0].items()}
    cells = tuple(dict.fromkeys(cell for each in group["cells"] for cell in each))
    return made | {
        "place_id": place_id,
        "numerator": top,
        "denominator": base,
        "value": catalog.indicator(indicator).multiplier * top / base,
        "status": max(group["status"]),
        "printed": "",
        "flags": "resummed",
        "cells": cells,
        "sources": tuple(dict.fromkeys(cell.partition("#")[0] for cell in cells)),
    }


def newest_full_year(frame: pd.DataFrame, last: int | None = None) -> int | None:
    """Return the newest year up to `last` in which most provinces have a figure."""
    provinces = frame[frame["level"] == "province"]
    if last is not None:
        provinces = provinces[provinces["year"] <= last]
    if provinces.empty:
        return None
    counts = provinces.groupby("year")["place_id"].nunique()
    return int(counts[counts >= ENOUGH_PLACES * counts.max()].index.max())


def first_full_year(frame: pd.DataFrame) -> int | None:
    """Return the first year in which as many provinces have a figure as in any.

    Examples
    --------
    Three provinces were founded in 2004, and 64 there were until Hà Tây joined Hà Nội:

    >>> first_full_year(comparable(panel, "doctors_per_10k"))
    2004
    """
    provinces = frame[frame["level"] == "province"]
    if provinces.empty:
        return None
    counts = provinces.groupby("year")["place_id"].nunique()
    return int(counts[counts == counts.max()].index.min())


def expected_provinces(boundaries: str, year: int) -> tuple[str, ...]:
    """Return the provinces there were on `boundaries` at the end of `year`.

    Examples
    --------
    Hà Tây was one more until 2008; the three founded in 2004 were not there in 2003:

    >>> [len(expected_provinces("63", year)) for year in (2003, 2007, 2016)]
    [61, 64, 63]
    """
    if boundaries == "34":
        return tuple(place.place_id for place in places.places("34", "province"))
    day = date(min(year, LAST_FULL_YEAR_OF_63), 12, 31)
    found = places.places(boundaries, "province", historical=True)
    return tuple(place.place_id for place in found if place.existed_on(day))
