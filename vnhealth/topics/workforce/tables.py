"""Tiles and tables of the workforce brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Cell, Column, Note, Row, Table, Tiles
from vnhealth.topics import furniture, words
from vnhealth.topics.target_rows import target_table, tile_of
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import DENSITIES, DOCTORS, noun, shortfalls
from vnhealth.wording.numbers import MISSING

if TYPE_CHECKING:
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
    """Return densities of the place, its region and the country, each with its year."""
    rows: list[Row] = []
    compared = [place for place in (page.region_id, COUNTRY) if place]
    compared += [peer for peer in page.peers if peer not in compared]
    for indicator in DENSITIES:
        own = page.latest(indicator)
        if own is None:
            continue
        cells: list[Cell] = [page.label(indicator), str(own["year"]), page.number(own)]
        for place in compared:
            other = words.beside(page.points(indicator), own, place)
            cells.append(MISSING if other is None else page.number(other))
        rows.append(Row(tuple(cells)))
    kept = [
        index
        for index, _ in enumerate(compared)
        if any(row.cells[3 + index] != MISSING for row in rows)
    ]
    if not kept:
        return None
    rows = [Row((*row.cells[:3], *(row.cells[3 + index] for index in kept))) for row in rows]
    names = [page.name(), *(page.name(compared[index]) for index in kept)]
    columns = (
        Column(page.say("column.indicator")),
        Column(page.say("column.year")),
        *(Column(name, "number", page.unit_text("per_10k")) for name in names),
    )
    figures = [cell for row in rows for cell in row.cells if not isinstance(cell, (str, tuple))]
    sources = sorted({number for figure in figures for number in figure.sources})
    return Table(
        title=page.say("workforce.table_title"),
        columns=columns,
        rows=tuple(rows),
        anchor="workforce-staff",
        caption=page.say("workforce.table_caption"),
        notes=page.remarks(figures),
        sources=tuple(sources),
        marks=page.legend(figures),
    )


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
    numbers = [figure for figure in figures if not isinstance(figure, (str, tuple))]
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
        notes=page.remarks(numbers),
        sources=tuple(sorted({n for figure in numbers for n in figure.sources})),
        marks=page.legend(numbers),
    )


def shortfall_table(page: Page) -> Table | None:
    """Return the headcount missing to every target not met, with what it is computed from."""
    found = shortfalls(page)
    if not found:
        return None
    rows, figures = [], []
    for item in found:
        people = page.computed(item.people, "person", 0, "headcount_missing", item.cells)
        row = (
            page.say("workforce.shortfall_row", noun=noun(page, item.indicator)),
            page.number(item.result),
            str(item.result["year"]),
            page.number(item.target),
            page.say(
                "whose_year.national" if item.target["place_id"] == COUNTRY else "whose_year.own",
                year=str(item.target["year"]),
            ),
            people,
        )
        figures += [row[1], row[3], row[5]]
        rows.append(Row(row))
    population = words.figure_of(page, found[0].population)
    return Table(
        title=page.say("workforce.shortfall_title"),
        columns=(
            Column(page.say("column.staff")),
            Column(page.say("column.result"), "number"),
            Column(page.say("column.year")),
            Column(page.say("column.target"), "number"),
            Column(page.say("column.whose")),
            Column(page.say("column.missing"), "number"),
        ),
        rows=tuple(rows),
        anchor="workforce-shortfall",
        caption=page.say("workforce.shortfall_caption"),
        notes=(
            page.fill(
                "workforce.shortfall_note",
                population=population,
                year=str(found[0].population["year"]),
            ),
        ),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def missing(page: Page) -> Note:
    """Return the densities without a figure, or with one older than the year asked for."""
    return furniture.missing(page, furniture.gaps(page, DENSITIES))
