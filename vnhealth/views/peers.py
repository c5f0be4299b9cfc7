"""Which provinces are like this one: nearest by population, by density, or in its region."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.errors import DataError, UsageError
from vnhealth.views.comparable import Comparison, comparable, newest_full_year

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

PEERS: Final = (
    "nearness",
    "place_id",
    "peer_id",
    "by",
    "indicator",
    "year",
    "value",
    "own_value",
    "distance",
    "unit",
    "rule_en",
    "rule_vi",
    "sources",
    "cells",
)
BY: Final = ("population", "density", "region")
_INDICATOR: Final = {
    "population": "population",
    "density": "population_density",
    "region": "population",
}
_RULES: Final = {
    "population": (
        "The {number} provinces nearest by average population of {year}, by the ratio of the two.",
        "{number} tỉnh, thành phố có dân số trung bình năm {year} gần nhất, tính theo tỷ số.",
    ),
    "density": (
        "The {number} provinces nearest by population density of {year}, by the ratio of the two.",
        "{number} tỉnh, thành phố có mật độ dân số năm {year} gần nhất, tính theo tỷ số.",
    ),
    "region": (
        "The {number} provinces of the same region ({region_en}) nearest by average population "
        "of {year}.",
        "{number} tỉnh, thành phố cùng vùng ({region_vi}) có dân số trung bình năm {year} gần "
        "nhất.",
    ),
}


def peers_of(
    panel: Panel, place_id: str, by: str = "population", number: int = 5, year: int | None = None
) -> pd.DataFrame:
    """Return the provinces nearest to one, nearest first, with the rule in words.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        A province of the 63 or the 34; its peers are on the same boundaries.
    by
        ``population``, ``density``, or ``region`` (the same region, then by population).
    number
        How many; fewer where there are not so many.
    year
        Year of the figures; the newest full one when not given.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`PEERS`; ``distance`` = |ln(value/own_value)|, so that twice and half are
        equally far; ties go by place id.

    Raises
    ------
    UsageError
        `by` is unknown, or the place is no province.
    DataError
        The place has no figure to be compared by.

    Examples
    --------
    792 209 people: Phú Yên's 885 161 are 1.117 times as many, |ln| 0.1109.

    >>> found = peers_of(panel, "63-10", number=5, year=2024)
    >>> found["peer_id"].tolist(), found["distance"].round(4).tolist()[-1]
    (['63-20', '63-08', '63-93', '63-15', '63-54'], 0.1109)
    >>> found["rule_en"].iloc[0]
    'The 5 provinces nearest by average population of 2024, by the ratio of the two.'
    """
    import numpy as np

    _require(place_id, by)
    whose = places.place(place_id)
    frame = comparable(panel, _INDICATOR[by], Comparison(whose.boundaries))
    chosen = newest_full_year(frame) if year is None else year
    rows = frame[(frame["year"] == chosen) & (frame["level"] == "province")]
    own = rows[rows["place_id"] == place_id]
    if own.empty:
        raise DataError(
            f"{whose.full_name('en')} has no {by} figure of {chosen}, so it has no peers by it.",
            f"{whose.full_name('vi')} chưa có số liệu năm {chosen} để tìm địa phương tương đồng.",
        )
    others = rows[rows["place_id"] != place_id].copy()
    if by == "region":
        same = [places.place(each).region_id == whose.region_id for each in others["place_id"]]
        others = others[np.array(same, dtype=bool)]
    others["own_value"] = float(own["value"].iloc[0])
    others["distance"] = np.abs(np.log(others["value"] / others["own_value"]))
    nearest = others.sort_values(["distance", "place_id"]).head(number).reset_index(drop=True)
    nearest = nearest.rename(columns={"place_id": "peer_id"})
    nearest["place_id"], nearest["by"] = place_id, by
    nearest["nearness"] = range(1, len(nearest) + 1)
    region = places.region_of(place_id)
    words = {
        "number": len(nearest),
        "year": chosen,
        "region_en": region.name("en") if region else "",
        "region_vi": region.name("vi") if region else "",
    }
    for code, rule in zip(("en", "vi"), _RULES[by], strict=True):
        nearest[f"rule_{code}"] = rule.format(**words)
    return nearest[list(PEERS)]


def _require(place_id: str, by: str) -> None:
    whose = places.place(place_id)
    if by not in BY:
        raise UsageError(
            f"Peers are found by {', '.join(BY)}, not by “{by}”.",
            f"Địa phương tương đồng được tìm theo {', '.join(BY)}, không theo “{by}”.",
        )
    if whose.level != "province":
        raise UsageError(
            f"Peers are found for provinces; {whose.full_name('en')} is a {whose.level}.",
            f"Chỉ tìm địa phương tương đồng cho cấp tỉnh; {whose.full_name('vi')} không phải cấp "
            "tỉnh.",
        )
