"""Whether a topic has anything to say about a place, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import places, views
from vnhealth.topics.budget.facts import EXPENDITURE, REVENUE
from vnhealth.topics.budget.facts import TOTAL as BUDGET_TOTAL
from vnhealth.topics.coverage.facts import COVERAGE, OUTCOMES
from vnhealth.topics.workforce.facts import DENSITIES
from vnhealth.wording.messages import say

if TYPE_CHECKING:
    from vnhealth.views import Panel

INDICATORS: Final[dict[str, tuple[str, ...]]] = {
    "workforce": (
        *DENSITIES,
        "doctors",
        "assistant_doctors",
        "nurses",
        "midwives",
        "pharmacists_university",
        "beds",
        "doctors_per_station",
    ),
    "budget": (BUDGET_TOTAL, EXPENDITURE, REVENUE),
    "coverage": (*COVERAGE, *OUTCOMES),
}


def availability(
    topic: str, place_id: str, year: int, panel: Panel, language: str = "vi"
) -> str | None:
    """Return ``None`` when the topic has a figure for the place, else why it has none.

    Parameters
    ----------
    topic, place_id, year
        What the brief would be about; results up to `year` and targets of any year count.
    panel
        Observations and sources.
    language
        Language of the reason.
    """
    if topic in ("comparison", "quality"):
        return None
    frame = panel.observations
    mine = frame[
        (frame["place_id"] == place_id)
        & frame["indicator"].isin(list(INDICATORS[topic]))
        & ((frame["year"] <= year) | (frame["role"] == "target"))
    ]
    if len(mine) or _carried(topic, place_id, year, panel):
        return None
    place = places.place(place_id)
    merged = len(views.ground(place_id)) > 1
    return say(
        "availability.not_merged" if merged else "availability.none",
        language,
        place=place.full_name(language),
        year=str(year),
    )


def _carried(topic: str, place_id: str, year: int, panel: Panel) -> bool:
    """Tell whether a province of 34 gets a figure from the provinces it was before."""
    if len(views.ground(place_id)) == 1:
        return False
    for indicator in INDICATORS[topic]:
        found = views.points_about(panel, indicator, place_id)
        mine = found[found["place_id"] == place_id]
        if ((mine["year"] <= year) | (mine["role"] == "target")).any():
            return True
    return False
