"""Tiles and tables of the workforce brief."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Cell, Column, Note, Number, Paragraph, Row, Table, Tiles
from vnhealth.topics import furniture, words
from vnhealth.topics.methods import confidence_text
from vnhealth.topics.ranking import class_word, standings
from vnhealth.topics.target_rows import target_table, tile_of
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import (
    DENSITIES,
    DOCTORS,
    Shortfall,
    noun,
    people_missing,
    population_used,
    population_words,
    shortfalls,
)
from vnhealth.topics.workforce.messages import specialists
from vnhealth.wording.numbers import MISSING, NOT_APPLICABLE, span

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

TILE_INDICATORS: Final = (
    DOCTORS,
    "nurses_per_10k",
    "pharmacists_university_per_10k",
    "beds_per_10k",
)
TRAINING: Final = (
    "staff_attracted",
    "staff_attraction_cost",
    "postgraduate_doctors_sent",
    "training_doctors_postgraduate",
    "training_pharmacists",
    "recruitment_total",
    "recruitment_doctors",
    "staff_long_term_training",
    "attraction_grant_per_doctor",
    "postgraduate_staff_share",
    "doctors_per_station",
)


def tiles(page: Page) -> Tiles | None:
    """Return the newest density of each kind of staff, set against its target or the country."""
    items = [tile for indicator in TILE_INDICATORS if (tile := tile_of(page, indicator))]
    if not items:
        return None
    return Tiles(tuple(items), page.legend(tile.number for tile in items))


def staff_table(page: Page) -> Table | None:
    """Return densities beside region, country and peers, with rank and class among provinces."""
    compared = [place for place in (page.region_id, COUNTRY) if place]
    compared += [peer for peer in page.peers if peer not in compared]
    owned = {each: own for each in DENSITIES if (own := page.latest(each)) is not None}
    others = {
        place: {each: words.beside(page.points(each), own, place) for each, own in owned.items()}
        for place in compared
    }
    kept = [place for place in compared if any(row is not None for row in others[place].values())]
    if not kept:
        return None
    standing = standings(page, owned)
    rows = []
    for indicator, own in owned.items():
        beside = [others[place][indicator] for place in kept]
        cells: list[Cell] = [page.label(indicator), str(own["year"]), page.number(own)]
        cells += [MISSING if row is None else page.number(row) for row in beside]
        place = standing.get(indicator)
        cells += _standing(page, place) if standing else []
        rows.append(Row(tuple(cells)))
    names = [page.name(), *(page.name(place) for place in kept)]
    ranked = (Column(page.say("column.rank"), "number"), Column(page.say("column.against_country")))
    figures = [cell for row in rows for cell in row.cells if isinstance(cell, Number)]
    return Table(
        title=page.say("workforce.table_title"),
        columns=(
            Column(page.say("column.indicator")),
            Column(page.say("column.year")),
            *(Column(name, "number", page.unit_text("per_10k")) for name in names),
            *(ranked if standing else ()),
        ),
        rows=tuple(rows),
        anchor="workforce-staff",
        caption=page.say("workforce.table_caption"),
        notes=(*_methods(page, standing), *page.remarks(figures)),
        sources=tuple(sorted({number for figure in figures for number in figure.sources})),
        marks=page.legend(figures),
    )


def _standing(page: Page, row: pd.Series | None) -> list[Cell]:
    if row is None:
        return [NOT_APPLICABLE, NOT_APPLICABLE]
    return [f"{row['rank']}/{row['ranked']}", class_word(page, str(row["outcome"]))]


def _methods(page: Page, standing: Mapping[str, pd.Series]) -> tuple[Paragraph, ...]:
    """Return how rank and class came about, in one line."""
    if not standing:
        return ()
    note = page.say("workforce.table_note") + " " + page.say("method.funnel")
    return ((note,),)


def targets(page: Page) -> Table | None:
    """Return results beside the targets, with what each comparison says."""
    return target_table(page, (*DENSITIES, "doctors_per_station"), "workforce-targets")


def training(page: Page) -> Table | None:
    """Return training, recruitment and attraction: counts, sums, and the cost of one person."""
    rows = []
    for indicator in TRAINING:
        frame = page.points(indicator)
        mine = frame[(frame["place_id"] == page.place_id) & (frame["year"] >= page.year - 8)]
        for _, point in mine.iterrows():
            label = page.label(indicator)
            if point["qualifier"]:
                label = f"{label} ({page.qualifier(point['qualifier'])})"
            rows.append(
                Row(
                    (
                        label,
                        str(point["period"]).replace("-", "–"),
                        page.say(f"role.{point['role']}"),
                        page.number(point, with_unit=True),
                    )
                )
            )
    if not rows:
        return None
    figures = [row.cells[3] for row in rows]
    told = specialists(page)
    numbers = [figure for figure in figures if not isinstance(figure, (str, tuple))]
    numbers += [run for run in told if isinstance(run, Number)]
    return Table(
        title=page.say("workforce.training_title"),
        columns=(
            Column(page.say("column.indicator")),
            Column(page.say("column.period")),
            Column(page.say("column.role")),
            Column(page.say("column.figure"), "number"),
        ),
        rows=tuple(rows),
        anchor="workforce-training",
        caption=page.say("workforce.training_caption"),
        notes=(*((told,) if told else ()), *page.remarks(numbers)),
        sources=tuple(sorted({n for figure in numbers for n in figure.sources})),
        marks=page.legend(numbers),
    )


def shortfall_table(page: Page) -> Table | None:
    """Return the headcount missing to every target not met, with what it is computed from."""
    found = shortfalls(page)
    if not found:
        return None
    projected = any(_is_projected(item) for item in found)
    rows = tuple(_shortfall_row(page, item, projected=projected) for item in found)
    figures = [cell for row in rows for cell in row.cells if isinstance(cell, Number)]
    ranged = (Column(page.say("column.missing_range"), "number"),)
    return Table(
        title=page.say("workforce.shortfall_title"),
        columns=(
            Column(page.say("column.staff")),
            Column(page.say("column.result"), "number"),
            Column(page.say("column.year")),
            Column(page.say("column.target"), "number"),
            Column(page.say("column.whose")),
            Column(page.say("column.missing"), "number"),
            *(ranged if projected else ()),
        ),
        rows=rows,
        anchor="workforce-shortfall",
        caption=page.say("workforce.shortfall_caption"),
        notes=(_populations(page, found, projected=projected),),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def _is_projected(item: Shortfall) -> bool:
    return bool(item.row["missing_lower"] == item.row["missing_lower"])


def _shortfall_row(page: Page, item: Shortfall, *, projected: bool) -> Row:
    whose = "national" if item.target["place_id"] == COUNTRY else "own"
    people = people_missing(page, item)
    limits: list[Cell] = []
    if projected:
        limits.append(_limits(page, people) if _is_projected(item) else NOT_APPLICABLE)
    return Row(
        (
            page.say("workforce.shortfall_row", noun=noun(page, item.indicator)),
            page.number(item.result),
            str(item.result["year"]),
            page.number(item.target),
            page.say(f"whose_year.{whose}", year=str(item.target["year"])),
            people,
            *limits,
        )
    )


def _limits(page: Page, people: Number) -> Number:
    """Return the limits of a headcount as a range of their own."""
    low, high = people.lower or 0.0, people.upper or 0.0
    printed = span(low, high, 0, page.language)
    return replace(people, printed=printed, value=None, measure="missing_range")


def _populations(page: Page, found: Sequence[Shortfall], *, projected: bool) -> Paragraph:
    """Return the populations used, one a year of targets."""
    by_year = {int(item.target["year"]): item for item in found}
    named = [
        page.fill(
            population_words(item),
            population=population_used(page, item),
            year=str(int(item.row["population_year"])),
        )
        for _, item in sorted(by_year.items())
    ]
    said = page.fill("workforce.populations", named=words.listed(page, list(dict.fromkeys(named))))
    if projected:
        said = (*said, " ", page.say("workforce.projected", confidence=confidence_text(page, 0.95)))
    return said


def missing(page: Page) -> Note:
    """Return the densities without a figure, or with one older than the year asked for."""
    return furniture.missing(page, furniture.gaps(page, DENSITIES))
