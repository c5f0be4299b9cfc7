"""Whether a topic has anything to say about a place, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import places
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
    if len(mine):
        return None
    place = places.place(place_id)
    return say(
        "availability.none",
        language,
        place=place.full_name(language),
        year=str(year),
    )
