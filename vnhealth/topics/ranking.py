"""The provinces ranked by one indicator, the own one lit: shared by the topics."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Figure
from vnhealth.charts.words import lower_first
from vnhealth.topics import drawing
from vnhealth.topics.comparison.facts import country, newest_year, of_year, provinces

if TYPE_CHECKING:
    from vnhealth.topics.page import Page


def ranked_figure(
    page: Page,
    indicator: str,
    anchor: str,
    *,
    roles: Sequence[str] = ("actual",),
    title: str = "ranking.title",
) -> Figure | None:
    """Return the ranking in the newest year that has most provinces, or ``None`` without one.

    Rank 1 is the best in the indicator's direction; equal values share the better rank.
    """
    frame = provinces(page, indicator, roles)
    year = newest_year(frame)
    if year is None:
        return None
    ranked = of_year(frame, year)
    if page.province_id not in set(ranked["place_id"]):
        return None
    if catalog.indicator(indicator).direction == "lower":
        ranked = ranked.iloc[::-1].reset_index(drop=True)
    own = ranked[ranked["place_id"] == page.province_id].iloc[0]
    lower_better = catalog.indicator(indicator).direction == "lower"
    ahead = ranked["value"] < own["value"] if lower_better else ranked["value"] > own["value"]
    name = page.name(page.province_id)
    return drawing.rank_figure(
        page,
        indicator,
        ranked,
        country(page, indicator, year, str(own["kind"]), roles),
        anchor=anchor,
        title=page.say(
            title,
            place=name,
            indicator=lower_first(page.label(indicator)),
            rank=str(int(ahead.sum()) + 1),
            total=str(len(ranked)),
            year=str(year),
        ),
        reading=page.say("ranking.reading", place=name),
    )
