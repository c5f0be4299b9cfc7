"""The 63 provinces beside the 34 they became: what a merger did to each figure and rank."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, places
from vnhealth.views.comparable import Comparison, comparable, newest_full_year
from vnhealth.views.estimates import RESULTS, TRACE
from vnhealth.views.ranking import rank_places
from vnhealth.views.refusals import no_figures

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

PART: Final = "part"
WHOLE: Final = "whole"
BEFORE_AFTER: Final = (
    "merged_id",
    "row",
    "place_id",
    "indicator",
    "year",
    *RESULTS,
    "share_pct",
    "difference",
    "rank",
    "ranked",
    "reason_en",
    "reason_vi",
    "status",
    "numerator",
    "denominator",
    *TRACE,
)
NO_COUNTS_EN: Final = (
    "It was printed without its numerator and denominator, and rates are never averaged."
)
NO_COUNTS_VI: Final = (
    "Số liệu được in không kèm tử số và mẫu số; tỷ lệ không bao giờ lấy bình quân."
)
PART_ABSENT_EN: Final = "A former province has no figure of its own in that year."
PART_ABSENT_VI: Final = "Có tỉnh cũ không có số liệu riêng trong năm đó."


def before_after(
    panel: Panel,
    indicator: str,
    year: int | None = None,
    place_id: str = "",
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return each province of 34 with the former provinces that make it up.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    year
        The year; the newest one in which most of the 63 have a figure when not given.
    place_id
        One province, of the 63 or the 34; all when empty.
    confidence
        Of the intervals, as a fraction.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`BEFORE_AFTER`: for each of the 34 (``merged_id``) one ``whole`` row and
        a ``part`` row a former province. The whole is worked out of summed counts, never of
        averaged rates; where that can't be done its value is missing and the reason stands in
        ``reason_en`` and ``reason_vi``. ``share_pct`` of a part is its share of the whole's
        denominator (of the count itself for counts), ``difference`` is whole less part.
        ``rank`` is among the 63 for a part and among the 34 for a whole.

    Raises
    ------
    DataError
        There is no figure of that year; the nearest years are named.

    Examples
    --------
    591 and 609 doctors among 696 500 and 800 300 people:

    >>> found = before_after(panel, "doctors_per_10k", 2016, "34-15")
    >>> found[["row", "place_id", "numerator", "rank"]].values.tolist()
    [['whole', '34-15', 1200.0, 9], ['part', '63-10', 591.0, 14], ['part', '63-15', 609.0, 20]]
    """
    import pandas as pd

    former = comparable(panel, indicator, Comparison("63", confidence=confidence))
    chosen = newest_full_year(former) if year is None else year
    there = former.loc[former["level"] == "province", "year"]
    if chosen is None or chosen not in set(there):
        raise no_figures(indicator, there, year, "63")
    ranks = {each: _ranked(panel, indicator, chosen, each, confidence) for each in ("63", "34")}
    rows = []
    for merged_id in _wanted(place_id):
        rows += _group(merged_id, indicator, chosen, ranks)
    made = pd.DataFrame(rows, columns=list(BEFORE_AFTER))
    return made.astype({"rank": "Int64", "ranked": "Int64", "year": "int64"})


def _wanted(place_id: str) -> list[str]:
    if not place_id:
        return [place.place_id for place in places.places("34", "province")]
    whose = places.place(place_id)
    return [whose.successor_id or place_id]


def _ranked(
    panel: Panel, indicator: str, year: int, boundaries: str, confidence: float
) -> pd.DataFrame:
    asked = Comparison(boundaries, confidence=confidence)
    frame = comparable(panel, indicator, asked)
    mine = frame[(frame["level"] == "province") & (frame["year"] == year)]
    if mine.empty:
        return mine.set_index("place_id")
    return rank_places(panel, indicator, year, asked).set_index("place_id")


def _group(
    merged_id: str, indicator: str, year: int, ranks: dict[str, pd.DataFrame]
) -> list[dict[str, Any]]:
    members = places.parts(merged_id)
    whole = _row(ranks["34"], merged_id, merged_id, indicator, year) | {"row": WHOLE}
    parts = [
        _row(ranks["63"], merged_id, each, indicator, year) | {"row": PART} for each in members
    ]
    if len(members) == 1 and "value" not in whole and "value" in parts[0]:
        kept: dict[str, Any] = {
            name: parts[0][name] for name in (*RESULTS, *TRACE) if name in parts[0]
        }
        whole |= kept  # an unmerged province keeps its printed figure
    if "value" not in whole:
        absent = any("value" not in part for part in parts)
        whole["reason_en"] = PART_ABSENT_EN if absent else NO_COUNTS_EN
        whole["reason_vi"] = PART_ABSENT_VI if absent else NO_COUNTS_VI
        whole["reliability"] = "missing"
        return [whole, *parts]
    size = "value" if catalog.indicator(indicator).additive else "denominator"
    for part in parts:
        if "value" in part:
            part["difference"] = whole["value"] - part["value"]
            if whole.get(size, 0) > 0:
                part["share_pct"] = 100 * part[size] / whole[size]
    return [whole, *parts]


def _row(
    ranked: pd.DataFrame, merged_id: str, place_id: str, indicator: str, year: int
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "merged_id": merged_id,
        "place_id": place_id,
        "indicator": indicator,
        "year": year,
        "reason_en": "",
        "reason_vi": "",
        "reliability": "missing",
    }
    if place_id in ranked.index:
        found = ranked.loc[place_id]
        names = (*RESULTS, *TRACE, "rank", "ranked", "status", "numerator", "denominator")
        made |= {name: found[name] for name in names}
    return made
