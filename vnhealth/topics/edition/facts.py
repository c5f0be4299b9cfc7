"""The provinces of the country, or of a region, side by side by every indicator they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.topics.words import COUNTRY
from vnhealth.views.comparable import Comparison, comparable, newest_full_year
from vnhealth.views.comparisons import comparable_indicators
from vnhealth.views.inequality import inequality_over_time
from vnhealth.views.scorecard import scorecard
from vnhealth.views.targets import TargetRow, outcome, scope, target_rows

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

DISPARITY: Final = "index of disparity, unweighted"
"""Mean distance of the provinces from the mean of all people, in % of that mean."""
WORST_FIFTH: Final = {"higher": 1, "lower": 5}
OVER_TIME: Final = (
    "doctors_per_10k",
    "nurses_per_10k",
    "beds_per_10k",
    "infant_mortality",
)
ENOUGH_YEARS: Final = 3
MOST_INDICATORS: Final = 10
LEFT_OUT: Final = ("midwives_per_10k",)
"""Told in briefs on the workforce: fewer columns leave a scorecard legible on paper."""
PAIR: Final = 2


@dataclass(frozen=True)
class Field:
    """One indicator over the provinces in its newest full year.

    Attributes
    ----------
    indicator, year
        Indicator id; the newest year up to the brief's in which most provinces have a figure.
    provinces
        Figures of the provinces, the best first.
    country
        The country's figure of the same kind, or ``None``.
    """

    indicator: str
    year: int
    provinces: pd.DataFrame
    country: pd.Series | None

    @property
    def cells(self) -> tuple[str, ...]:
        """The printed cells behind all provinces."""
        return tuple(dict.fromkeys(cell for each in self.provinces["cells"] for cell in each))

    def cells_of(self, place_ids: Collection[str]) -> list[str]:
        """Return the printed cells behind some of the provinces."""
        mine = self.provinces[self.provinces["place_id"].isin(list(place_ids))]
        return [cell for each in mine["cells"] for cell in each]

    @property
    def country_cells(self) -> tuple[str, ...]:
        """The printed cells behind the country's figure; those of all provinces without one."""
        return self.cells if self.country is None else tuple(self.country["cells"])


@dataclass(frozen=True)
class Spread:
    """How far the provinces lay apart in one year: index of disparity, in %."""

    year: int
    value: float
    cells: tuple[str, ...]


def comparison_of(page: Page) -> Comparison:
    """Return between which provinces the page compares."""
    return Comparison(page.boundaries)


def members(page: Page) -> list[str]:
    """Return the provinces that the page is about, in the order of their names."""
    found = [
        place
        for place in places.places(page.boundaries, "province")
        if page.place_id in (COUNTRY, place.region_id)
    ]
    return [place.place_id for place in sorted(found, key=lambda place: place.sort_key)]


def indicators(page: Page) -> tuple[str, ...]:
    """Return the indicators that the provinces can be compared by."""
    found = comparable_indicators(page.panel, comparison_of(page))
    return tuple(each for each in found if each not in LEFT_OUT)[:MOST_INDICATORS]


def fields(page: Page) -> list[Field]:
    """Return every indicator over the page's provinces, in the catalogue's order."""
    key = ("fields", page.place_id, page.boundaries, page.year)
    if key not in page.panel.made:
        made = (_field(page, indicator) for indicator in indicators(page))
        page.panel.made[key] = [field for field in made if field is not None]
    found: list[Field] = page.panel.made[key]
    return found


def _field(page: Page, indicator: str) -> Field | None:
    frame = comparable(page.panel, indicator, comparison_of(page))
    year = newest_full_year(frame, page.year)
    if year is None:
        return None
    now = frame[frame["year"] == year]
    mine = now[now["place_id"].isin(members(page))]
    if len(mine) < PAIR:
        return None
    rising = catalog.indicator(indicator).direction == "lower"
    mine = mine.sort_values(["value", "place_id"], ascending=[rising, True], ignore_index=True)
    whole = now[now["place_id"] == COUNTRY]
    return Field(indicator, year, mine, None if whole.empty else whole.iloc[0])


def card(page: Page) -> pd.DataFrame:
    """Return the scorecard of the page's provinces; ranks and classes are those among all."""
    key = ("card", page.place_id, page.boundaries, page.year)
    if key not in page.panel.made:
        wanted = [field.indicator for field in fields(page)]
        asked = comparison_of(page)
        page.panel.made[key] = scorecard(page.panel, page.year, wanted, members(page), asked)
    found: pd.DataFrame = page.panel.made[key]
    return found


def often_worst(page: Page) -> list[tuple[str, int]]:
    """Return the provinces by how many indicators place them in the worst fifth of all."""
    table = card(page)
    directions = table["indicator"].map(lambda each: catalog.indicator(each).direction)
    worst = table[table["quintile"] == directions.map(WORST_FIFTH)]
    counts = Counter(str(each) for each in worst["place_id"])
    order = {place_id: at for at, place_id in enumerate(members(page))}
    return sorted(counts.items(), key=lambda item: (-item[1], order[item[0]]))


def spreads(page: Page, indicator: str) -> list[Spread]:
    """Return how far all provinces lay apart year by year, of years with as many as the newest.

    Inequality is that of all provinces of the country, whatever region the page is about.
    """
    key = ("spreads", indicator, page.boundaries, page.year)
    if key not in page.panel.made:
        page.panel.made[key] = _spreads(page, indicator)
    found: list[Spread] = page.panel.made[key]
    return found


def _spreads(page: Page, indicator: str) -> list[Spread]:
    asked = comparison_of(page)
    frame = comparable(page.panel, indicator, asked)
    mine = frame[(frame["level"] == "province") & (frame["year"] <= page.year)]
    newest = newest_full_year(frame, page.year)
    if newest is None:
        return []
    there = mine.groupby("year")["place_id"].nunique()
    alike = [int(each) for each in there[there == there[newest]].index]
    table = inequality_over_time(page.panel, indicator, alike, [DISPARITY], asked)
    return [
        Spread(int(row["year"]), float(row["value"]), tuple(row["cells"]))
        for _, row in table[table["value"].notna()].iterrows()
    ]


def told_over_time(page: Page) -> dict[str, list[Spread]]:
    """Return the indicators whose inequality is told over the years, one or two a topic."""
    wanted = [field.indicator for field in fields(page) if field.indicator in OVER_TIME]
    made = {indicator: spreads(page, indicator) for indicator in wanted}
    return {indicator: found for indicator, found in made.items() if len(found) >= PAIR}


def national_targets(page: Page) -> list[tuple[Field, list[pd.Series]]]:
    """Return the indicators with national targets that a province's figure can be held against."""
    wanted = [field.indicator for field in fields(page)]
    rows = target_rows(page.panel, COUNTRY, wanted, page.year)
    of: dict[str, TargetRow] = {row.indicator: row for row in rows}
    found = []
    for field in fields(page):
        own = of[field.indicator].own if field.indicator in of else ()
        alike = [target for target in own if scope(target) == ""]
        if alike:
            found.append((field, alike))
    return found


def reaching(field: Field, target: pd.Series) -> list[str]:
    """Return the provinces whose figure meets a national target."""
    met = [outcome(row, target) == "met" for _, row in field.provinces.iterrows()]
    return [str(each) for each in field.provinces.loc[met, "place_id"]]
