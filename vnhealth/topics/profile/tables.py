"""The compact tables of a profile: the newest figures of each topic beside region and country."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Cell, Column, Note, Number, Row, Table
from vnhealth.topics import furniture, ranking, words
from vnhealth.topics.budget.facts import EXPENDITURE, PER_INHABITANT, TOTAL, planned
from vnhealth.topics.coverage.facts import COVERAGE, OUTCOMES
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import DENSITIES
from vnhealth.wording.numbers import MISSING, NOT_APPLICABLE

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

STAFF: Final = (*DENSITIES, "doctors_per_station")
FACILITIES: Final = ("hospitals_provincial", "hospitals_district", "stations")
COUNTED_FEWEST: Final = 3


def workforce(page: Page) -> Table | None:
    """Return the densities of staff and beds, and how many hospitals and stations there are."""
    return _table(page, "workforce", _rows(page, (*STAFF, *FACILITIES)))


def coverage(page: Page) -> Table | None:
    """Return coverage, child deaths and nutrition, as far as there are results."""
    return _table(page, "coverage", _rows(page, (*COVERAGE, *OUTCOMES)))


def budget(page: Page) -> Table | None:
    """Return the planned health budget, and the expenditure of the whole budget."""
    rows = _rows(page, (PER_INHABITANT, EXPENDITURE), short=True)
    plan = planned(page, TOTAL)
    if plan is not None:
        rows.insert(0, _row(page, plan, page.label(TOTAL)))
    return _table(page, "budget", rows)


def _rows(page: Page, indicators: Sequence[str], *, short: bool = False) -> list[Row]:
    found = ((indicator, page.latest(indicator)) for indicator in indicators)
    known = {each: own for each, own in found if own is not None}
    # The rank is that of the workforce brief, also where neither more nor less is better.
    places = ranking.standings(page, {each: own for each, own in known.items() if _is_rate(own)})
    return [
        _row(page, own, page.label(each, short=short), places.get(each))
        for each, own in known.items()
    ]


def _row(page: Page, own: pd.Series, label: str, ranked: pd.Series | None = None) -> Row:
    indicator = str(own["indicator"])
    compared: list[Cell] = []
    for place in _beside(page):
        other = words.beside(page.points(indicator), own, place) if _is_rate(own) else None
        compared.append(_absent(own) if other is None else page.number(other))
    rank = NOT_APPLICABLE if ranked is None else f"{ranked['rank']}/{ranked['ranked']}"
    figure = page.number(own, with_unit=True)
    return Row((label, str(own["year"]), figure, *compared, rank))


def _is_rate(own: pd.Series) -> bool:
    """Tell whether a figure can stand beside those of larger places: counts and sums can't."""
    return own["unit"] in ("%", "‰") or str(own["unit"]).startswith("per_") or _is_each(own)


def _is_each(own: pd.Series) -> bool:
    return str(own["indicator"]) == PER_INHABITANT


def _absent(own: pd.Series) -> str:
    return MISSING if _is_rate(own) else NOT_APPLICABLE


def _beside(page: Page) -> list[str]:
    others = (COUNTRY, page.region_id, *page.peers)
    return [place for place in dict.fromkeys(others) if place and place != page.place_id]


def _table(page: Page, name: str, rows: list[Row]) -> Table | None:
    if not rows:
        return None
    columns = [
        Column(page.say("column.indicator")),
        Column(page.say("column.year")),
        Column(page.name(), "number"),
        *(Column(page.name(place), "number") for place in _beside(page)),
        Column(page.say("column.rank")),
    ]
    kept = [
        index
        for index in range(len(columns))
        if index < COUNTED_FEWEST
        or any(row.cells[index] not in (MISSING, NOT_APPLICABLE) for row in rows)
    ]
    shown = [Row(tuple(row.cells[index] for index in kept)) for row in rows]
    figures = [cell for row in shown for cell in row.cells if isinstance(cell, Number)]
    return Table(
        title=page.say(f"profile.{name}_title"),
        columns=tuple(columns[index] for index in kept),
        rows=tuple(shown),
        anchor=f"profile-{name}",
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def missing(page: Page) -> Note:
    """Return which of the profile's indicators have no result; the tables say years."""
    wanted = (*STAFF, *COVERAGE, *OUTCOMES)
    without = [each for each in wanted if page.latest(each) is None]
    said = [page.fill("missing.without", named=page.named(without))] if without else []
    return furniture.missing(page, said)
