"""Which indicators the workforce brief is about, and the figures several of its blocks share."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, places
from vnhealth.topics import words
from vnhealth.topics.words import COUNTRY
from vnhealth.views.comparable import Comparison, comparable
from vnhealth.views.decomposition import decomposition
from vnhealth.views.population import IMPLIED, ON_RECORD, people_of
from vnhealth.views.target_table import NATIONAL, OWN, target_table
from vnhealth.views.targets import outcome, target_rows
from vnhealth.views.trends_of_places import newest_segment_of
from vnhealth.wording import numbers

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Number
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
HUNDRED: Final = 100
"""Projected and implied people are told to hundreds."""
MIX: Final = ("doctors", "assistant_doctors", "nurses", "midwives", "pharmacists_university")


@dataclass(frozen=True)
class Shortfall:
    """How many people are missing to a target, as :func:`vnhealth.views.target_table` finds.

    Attributes
    ----------
    indicator
        Indicator id.
    result, target
        Rows of points.
    row
        The target's row of the view: people missing, their limits, and the population used.
    """

    indicator: str
    result: pd.Series
    target: pd.Series
    row: pd.Series

    @property
    def people(self) -> int:
        """People missing for the population of the target's year."""
        return int(self.row["missing"])

    @property
    def is_exact(self) -> bool:
        """Whether that population is on record."""
        return bool(self.row["population_method"] == ON_RECORD)

    @property
    def cells(self) -> tuple[str, ...]:
        """The printed cells it rests on."""
        return tuple(self.row["cells"])


def shortfalls(page: Page) -> list[Shortfall]:
    """Return the headcount missing to each target not met, the nearest target of each kind."""
    key = ("shortfalls", page.place_id, page.year)
    if key not in page.panel.made:
        page.panel.made[key] = _shortfalls(page)
    found: list[Shortfall] = page.panel.made[key]
    return found


def _shortfalls(page: Page) -> list[Shortfall]:
    pairs = [
        (row, target)
        for row in target_rows(page.panel, page.place_id, PEOPLE, page.year)
        for target in [*row.own[:1], *row.national[:1]]
        if row.result is not None and outcome(row.result, target) == "not_met"
    ]
    if not pairs:
        return []
    wanted = list(dict.fromkeys(row.indicator for row, _ in pairs))
    table = target_table(page.panel, page.place_id, page.year, wanted)
    found = []
    for row, target in pairs:
        national = is_national(target) and page.place_id != COUNTRY
        mine = table[
            (table["indicator"] == row.indicator)
            & (table["whose"] == (NATIONAL if national else OWN))
            & (table["target_year"] == target["year"])
            & (table["missing"] > 0)
        ]
        if len(mine):
            found.append(Shortfall(row.indicator, row.known, target, mine.iloc[0]))
    return found


def people_missing(page: Page, item: Shortfall, *, in_words: bool = False) -> Number:
    """Return the people missing to a target; about as many where the population is projected."""
    figure = page.computed(
        item.people,
        "person",
        0,
        "missing_to_target",
        item.cells,
        bound="eq" if item.is_exact else "approx",
        in_words=in_words,
    )
    low, high = item.row["missing_lower"], item.row["missing_upper"]
    if low != low:  # noqa: PLR0124
        return figure
    return replace(figure, lower=float(low), upper=float(high))


def population_used(page: Page, item: Shortfall) -> Number:
    """Return the population that the missing people were worked out for."""
    people = people_of(page.panel, page.place_id, int(item.target["year"]))
    if people.method == ON_RECORD:
        frame = page.points("population")
        mine = [tuple(cells) == people.cells for cells in frame["cells"]]
        return words.figure_of(page, frame[mine].iloc[0])
    measure = "implied_population" if people.method == IMPLIED else "projection"
    figure = page.computed(
        HUNDRED * round(people.value / HUNDRED),
        "person",
        0,
        measure,
        people.cells,
        bound="approx",
        in_words=True,
        listed=False,
    )
    return page.inline(figure)


def population_words(item: Shortfall) -> str:
    """Return the key of how that population came about."""
    method = str(item.row["population_method"])
    known = {ON_RECORD: "on_record", IMPLIED: "implied"}
    return f"workforce.population_{known.get(method, 'projected')}"


def density_parts(page: Page) -> pd.DataFrame | None:
    """Return what staff and people did to doctors per 10 000 over the newest segment.

    Frame of :func:`vnhealth.views.decomposition.decomposition` by part, up to the brief's year;
    ``None`` without two years of one source and territory.
    """
    own = places.place(page.province_id).boundaries or "63"
    frame = comparable(page.panel, DOCTORS, Comparison(own))
    mine = frame[(frame["place_id"] == page.province_id) & (frame["year"] <= page.year)]
    mine = mine[mine["numerator"].notna() & (mine["denominator"] > 0)]
    if mine.empty:
        return None
    years = newest_segment_of(mine)["year"]
    first, last = int(years.min()), int(years.max())
    if first == last:
        return None
    found = decomposition(page.panel, DOCTORS, page.province_id, (first, last))
    return found.set_index("part")


def part_figure(page: Page, parts: pd.DataFrame, part: str, *, signed: bool = True) -> Number:
    """Return a part of the change in doctors per 10 000 people.

    Without its sign for a sentence that says in words which way it went.
    """
    row: Any = parts.loc[part]
    value, measure = part_value(parts, part), f"decomposition_{part}"
    shown = value if signed else abs(value)
    figure = page.inline(page.computed(shown, "per_10k", 1, measure, row["cells"], listed=False))
    if not signed:
        return figure
    return replace(figure, printed=numbers.signed(value, 1, page.language))


def part_value(parts: pd.DataFrame, part: str) -> float:
    """Return a part of the change, below 0 where it lowered the density."""
    row: Any = parts.loc[part]
    return float(row["value"])


def recomputed(page: Page, own: pd.Series) -> tuple[pd.Series, Number] | None:
    """Return the doctors printed beside a density and the rate they give with the population.

    ``None`` where the printed density agrees to its own digits, or where one of them is missing.
    """
    doctors = page.latest("doctors")
    if own["kind"] != "printed" or doctors is None or doctors["year"] != own["year"]:
        return None
    people = people_of(page.panel, page.place_id, int(own["year"]))
    if people.method != ON_RECORD:
        return None
    rate = 10_000 * float(doctors["value"]) / people.value
    figure = page.computed(rate, "per_10k", 1, "rate", [*doctors["cells"], *people.cells])
    printed = page.number(own, listed=False).printed
    digits = len(printed.partition("." if page.language == "en" else ",")[2])
    agrees = numbers.number(rate, digits, page.language) == printed
    return None if agrees else (doctors, figure)


def is_national(point: pd.Series) -> bool:
    """Tell whether a figure is the whole country's."""
    return bool(point["place_id"] == COUNTRY)


def noun(page: Page, indicator: str) -> str:
    """Return the people that a density counts: "doctors", "nurses"."""
    return page.say(f"noun.{catalog.indicator(indicator).numerator_id or indicator}")
