"""The tables of an edition brief: the best and the worst, and who meets national targets."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.blocks import Column, Note, Paragraph, Row, Table
from vnhealth.topics import furniture, words
from vnhealth.topics.edition.facts import (
    fields,
    members,
    national_targets,
    reaching,
    told_over_time,
)
from vnhealth.topics.tabling import table_of
from vnhealth.wording import numbers
from vnhealth.wording.numbers import MISSING

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

COUNTED: Final = ("doctors", "nurses", "midwives", "pharmacists_university", "beds")
ENDS: Final = 3
NAMED_AT_MOST: Final = 6


def extremes(page: Page) -> Table | None:
    """Return the three best and the three worst provinces by every indicator."""
    rows = []
    for field in fields(page):
        number = min(ENDS, len(field.provinces) // 2)
        rows.append(
            Row(
                (
                    page.label(field.indicator),
                    str(field.year),
                    MISSING if field.country is None else page.number(field.country),
                    _named(page, field.provinces.head(number)),
                    _named(page, field.provinces.tail(number).iloc[::-1]),
                )
            )
        )
    columns = (
        Column(page.say("column.indicator")),
        Column(page.say("column.year")),
        Column(page.say("place.country_short"), "number"),
        Column(page.say("column.best")),
        Column(page.say("column.worst")),
    )
    return _table(page, "extremes", columns, rows)


def _named(page: Page, rows: pd.DataFrame) -> Paragraph:
    said: Paragraph = ()
    for _, row in rows.iterrows():
        one = page.fill(
            "edition.named", place=page.name(str(row["place_id"])), value=words.figure_of(page, row)
        )
        said += ("; " if said else "", *one)
    return tuple(run for run in said if run)


def targets(page: Page) -> Table | None:
    """Return how many provinces meet each national target, and which where they are few."""
    rows = []
    for field, asked in national_targets(page):
        for target in asked:
            met = reaching(field, target)
            rows.append(
                Row(
                    (
                        page.label(field.indicator),
                        page.number(target),
                        str(target["year"]),
                        page.count(len(met), field.cells_of(met) or target["cells"]),
                        _few(page, met, [str(each) for each in field.provinces["place_id"]]),
                    )
                )
            )
    columns = (
        Column(page.say("column.indicator")),
        Column(page.say("column.target"), "number"),
        Column(page.say("column.horizon")),
        Column(page.say("column.reaching"), "number"),
        Column(page.say("column.which")),
    )
    return _table(page, "targets", columns, rows)


def _few(page: Page, met: list[str], every: list[str]) -> str:
    """Name those that meet a target, or those that don't; where both are many, count by region."""
    short = [place_id for place_id in every if place_id not in met]
    if not met or not short:
        return page.say("edition.all_met" if met else "edition.none_met")
    for name, listed in (("met", met), ("short", short)):
        if len(listed) <= NAMED_AT_MOST:
            named = ", ".join(page.name(place_id) for place_id in listed)
            return page.say(f"edition.few_{name}", named=named)
    return page.say("edition.met_by_region", named=_by_region(page, met, every))


def _by_region(page: Page, met: list[str], every: list[str]) -> str:
    """Say of how many provinces in each region a target is met, the most first."""
    of_all = Counter(places.place(place_id).region_id for place_id in every)
    of_met = Counter(places.place(place_id).region_id for place_id in met)
    return "; ".join(
        f"{page.name(region)} {numbers.number(count, 0, page.language)}/"
        f"{numbers.number(of_all[region], 0, page.language)}"
        for region, count in of_met.most_common()
    )


def _table(page: Page, name: str, columns: Sequence[Column], rows: list[Row]) -> Table | None:
    return table_of(
        page,
        f"edition-{name}",
        columns,
        rows,
        title=page.say(f"edition.{name}_title"),
        caption=page.say(f"edition.{name}_caption"),
    )


def missing(page: Page) -> Note:
    """Return what the overview leaves out: indicators, provinces, years that can't be compared."""
    said: list[Paragraph] = []
    expected = members(page)
    for field in fields(page):
        there = set(field.provinces["place_id"])
        without = [page.name(each) for each in expected if each not in there]
        if without:
            said.append(
                page.fill(
                    "edition.without",
                    indicator=page.label(field.indicator),
                    year=str(field.year),
                    named=", ".join(without),
                )
            )
    said.append(page.fill("edition.compared"))
    if any(catalog.indicator(field.indicator).numerator_id in COUNTED for field in fields(page)):
        said.append(page.fill("edition.scope"))
    said.append(page.fill(f"edition.boundaries_{page.boundaries}"))
    years = [found[0].year for found in told_over_time(page).values()]
    if years:
        said.append(page.fill("edition.years_alike", year=str(min(years))))
    return furniture.missing(page, said)
