"""Tiles, tables and caveats of the coverage brief."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.blocks import Column, Note, Number, Paragraph, Row, Table, Tiles
from vnhealth.topics import furniture, words
from vnhealth.topics.coverage.facts import COVERAGE, INSURANCE, OUTCOMES, rows, uninsured
from vnhealth.topics.target_rows import plan_tile, target_table, tile_of
from vnhealth.views.targets import without_events

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

TILE_INDICATORS: Final = (
    INSURANCE,
    "full_immunisation_coverage",
    "stations_ncd_share",
    "communes_meeting_criteria",
    "managed_population_share",
    "infant_mortality",
    "under5_mortality",
)
TILES_MOST: Final = 4
OTHER_TOPICS: Final = ("facilities", "services")
OTHER_INDICATORS: Final = ("covid_doses", "covid_doses_additional", "covid_case_fatality")
YEARS_BACK: Final = 3
YEARS_AHEAD: Final = 6


def tiles(page: Page) -> Tiles | None:
    """Return up to four results set against their targets; targets alone where nothing is known."""
    items = [tile for indicator in TILE_INDICATORS if (tile := tile_of(page, indicator))]
    items += [tile for indicator in COVERAGE if (tile := plan_tile(page, indicator))]
    items = items[:TILES_MOST]
    if not items:
        return None
    return Tiles(tuple(items), page.legend(tile.number for tile in items))


def targets(page: Page) -> Table | None:
    """Return results beside the targets of this year and later."""
    return target_table(page, (*COVERAGE, *OUTCOMES), "coverage-targets")


def caveats(page: Page) -> Note | None:
    """Return what the documents themselves restrict: other vaccines, recorded but not managed."""
    said: list[Paragraph] = []
    for row in rows(page):
        if row.result is None or not row.result["qualifier"]:
            continue
        said.append(
            page.fill(
                "coverage.caveat",
                indicator=page.label(row.indicator),
                value=words.with_unit(page, row.result),
                qualifier=page.qualifier(str(row.result["qualifier"])),
            )
        )
    for row in rows(page, OUTCOMES[:2]):
        if row.result is not None and without_events(row.result):
            said.append(page.fill("coverage.zero", indicator=page.label(row.indicator)))
    if uninsured(page) is not None:
        said.append(page.fill("coverage.gap_method"))
    return Note("caveat", page.say("coverage.caveats_title"), tuple(said)) if said else None


def missing(page: Page) -> Note:
    """Return the indicators without a result, or with one older than the year asked for."""
    return furniture.missing(page, furniture.gaps(page, (*COVERAGE, *OUTCOMES)))


def services(page: Page) -> Table | None:
    """Return facilities, services and doses that the documents print for the place itself."""
    rows = []
    for facts in catalog.indicators().values():
        other = facts.topic in OTHER_TOPICS and facts.id not in COVERAGE
        if not other and facts.id not in OTHER_INDICATORS:
            continue
        frame = page.points(facts.id)
        mine = frame[
            (frame["place_id"] == page.place_id)
            & (frame["kind"] == "printed")
            & (frame["role"] != "target")
            & frame["year"].between(page.year - YEARS_BACK, page.year + YEARS_AHEAD)
            & ~frame["qualifier"].str.startswith(catalog.SECTION)
        ]
        rows += [
            _service_row(page, point) for _, point in mine.iterrows() if _documented(page, point)
        ]
    if not rows:
        return None
    figures = [row.cells[3] for row in rows if isinstance(row.cells[3], Number)]
    return Table(
        title=page.say("coverage.services_title"),
        columns=(
            Column(page.say("column.indicator")),
            Column(page.say("column.period")),
            Column(page.say("column.role")),
            Column(page.say("column.figure"), "number"),
        ),
        rows=tuple(rows),
        anchor="coverage-services",
        caption=page.say("coverage.services_caption"),
        notes=page.remarks(figures),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def _documented(page: Page, point: pd.Series) -> bool:
    return not page.panel.is_table(str(point["sources"][0]))


def _service_row(page: Page, point: pd.Series) -> Row:
    label = page.label(str(point["indicator"]))
    if point["qualifier"]:
        label = f"{label} ({page.qualifier(str(point['qualifier']))})"
    period = str(point["period"]).replace("-", "–")
    role = page.say(f"role.{point['role']}")
    return Row((label, period, role, page.number(point, with_unit=True)))
