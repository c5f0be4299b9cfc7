"""Which indicators the workforce brief is about, and the figures several of its blocks share."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.topics.words import COUNTRY
from vnhealth.views.targets import outcome, target_rows

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

DOCTORS: Final = "doctors_per_10k"
DENSITIES: Final = (
    "doctors_per_10k",
    "assistant_doctors_per_10k",
    "nurses_per_10k",
    "midwives_per_10k",
    "pharmacists_university_per_10k",
    "beds_per_10k",
)
PEOPLE: Final = DENSITIES[:-1]
MIX: Final = ("doctors", "assistant_doctors", "nurses", "midwives", "pharmacists_university")
PER: Final = 10_000


@dataclass(frozen=True)
class Shortfall:
    """How many people are missing to a target.

    ``ceil((target − density) × population / 10 000)``, at the newest population up to the year.
    """

    indicator: str
    people: int
    result: pd.Series
    target: pd.Series
    population: pd.Series

    @property
    def cells(self) -> tuple[str, ...]:
        """The printed cells it rests on."""
        return (
            *self.result["cells"],
            *self.target["cells"],
            *self.population["cells"],
        )


def shortfalls(page: Page) -> list[Shortfall]:
    """Return the headcount missing to each target not met, the nearest target of each kind."""
    population = page.latest("population")
    if population is None:
        population = implied_population(page)
    found = []
    for row in target_rows(page.panel, page.place_id, PEOPLE, page.year):
        for target in [*row.own[:1], *row.national[:1]]:
            if row.result is None or outcome(row.result, target) != "not_met":
                continue
            found.append(_shortfall(row.indicator, row.result, target, population))
    return [item for item in found if item]


def implied_population(page: Page) -> pd.Series | None:
    """Return the population that the insured and their printed share imply, as a point.

    ``insured / share × 100``, to hundreds: for a place without a population on record.
    """
    people, share = page.latest("health_insurance_people"), page.latest("health_insurance_coverage")
    if people is None or share is None or people["year"] != share["year"] or not share["value"]:
        return None
    implied = people.copy()
    implied["indicator"], implied["kind"] = "population", "computed"
    implied["value"] = 100 * math.floor(people["value"] / share["value"] + 0.5)
    implied["comparator"] = "approx"
    implied["cells"] = (*people["cells"], *share["cells"])
    implied["sources"] = tuple(dict.fromkeys((*people["sources"], *share["sources"])))
    return implied


def _shortfall(
    indicator: str, result: pd.Series, target: pd.Series, population: pd.Series | None
) -> Shortfall | None:
    if population is None or math.isnan(target["value"]):
        return None
    gap = (target["value"] - result["value"]) * population["value"] / PER
    return Shortfall(indicator, math.ceil(round(gap, 6)), result, target, population)


def is_national(point: pd.Series) -> bool:
    """Tell whether a figure is the whole country's."""
    return bool(point["place_id"] == COUNTRY)


def noun(page: Page, indicator: str) -> str:
    """Return the people that a density counts: "doctors", "nurses"."""
    return page.say(f"noun.{catalog.indicator(indicator).numerator_id or indicator}")
