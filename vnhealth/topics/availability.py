"""Whether a topic has anything to say about a place, and if not, why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import places, views
from vnhealth.topics.budget.facts import EXPENDITURE, REVENUE
from vnhealth.topics.budget.facts import TOTAL as BUDGET_TOTAL
from vnhealth.topics.coverage.facts import COVERAGE, OUTCOMES
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import DENSITIES
from vnhealth.views.comparable import Comparison, comparable, newest_full_year
from vnhealth.views.comparisons import comparable_indicators
from vnhealth.views.targets import kept_ground
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
PROFILED: Final = ("workforce", "budget", "coverage")


def availability(
    topic: str, place_id: str, year: int, panel: Panel, language: str = "vi"
) -> str | None:
    """Return ``None`` when the topic has a figure for the place, else why it has none.

    Parameters
    ----------
    topic, place_id, year
        What the brief would be about; results up to `year` and targets of any year count. A
        profile needs a result, a targets brief a target ahead that the place set or has a
        result of, an edition brief provinces to compare.
    panel
        Observations and sources.
    language
        Language of the reason.
    """
    if topic in ("comparison", "quality"):
        return None
    if topic in _OWN_RULES:
        if _OWN_RULES[topic](place_id, year, panel):
            return None
        return _reason(place_id, year, language)
    frame = panel.observations
    mine = frame[
        (frame["place_id"] == place_id)
        & frame["indicator"].isin(list(INDICATORS[topic]))
        & ((frame["year"] <= year) | (frame["role"] == "target"))
    ]
    if len(mine) or _carried(topic, place_id, year, panel):
        return None
    return _reason(place_id, year, language)


def _reason(place_id: str, year: int, language: str) -> str:
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


def _has_results(place_id: str, year: int, panel: Panel) -> bool:
    """Tell whether a profile has a result to show."""
    wanted = [each for topic in PROFILED for each in INDICATORS[topic]]
    return any(_has_result(each, place_id, year, panel) for each in wanted)


def _has_targets(place_id: str, year: int, panel: Panel) -> bool:
    """Tell whether a place has a target ahead, or a result that a national one is ahead of."""
    rows = panel.observations
    ahead = rows[(rows["role"] == "target") & (rows["year"] >= year)]
    if ahead["place_id"].isin(kept_ground(place_id)).any():
        return True
    national = ahead.loc[ahead["place_id"] == COUNTRY, "indicator"].unique()
    return any(_has_result(str(each), place_id, year, panel) for each in national)


def _has_provinces(place_id: str, year: int, panel: Panel) -> bool:
    """Tell whether the provinces of the country, or of a region, can be compared."""
    asked = Comparison(places.place(place_id).boundaries or "63")
    return any(
        newest_full_year(comparable(panel, each, asked), year) is not None
        for each in comparable_indicators(panel, asked)
    )


def _has_result(indicator: str, place_id: str, year: int, panel: Panel) -> bool:
    found = views.points_about(panel, indicator, place_id)
    return views.latest(found, place_id, year) is not None


_OWN_RULES: Final = {
    "profile": _has_results,
    "targets": _has_targets,
    "edition": _has_provinces,
}
