"""Results beside targets: as a table, and as a tile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Cell, Column, Number, Paragraph, Row, Table, Tile
from vnhealth.blocks.model import Status
from vnhealth.topics import words
from vnhealth.topics.words import COUNTRY
from vnhealth.views.targets import Outcome, TargetRow, outcome, target_rows
from vnhealth.wording.numbers import MISSING, NOT_APPLICABLE

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

NATIONAL_COLUMNS = 2
STATUS: dict[Outcome, Status] = {
    "met": "good",
    "already_met": "good",
    "not_met": "bad",
    "undetermined": "warn",
    "unknown": "neutral",
}


def target_table(page: Page, indicators: Sequence[str], anchor: str) -> Table | None:
    """Return one row an indicator: newest result, own target, national targets, the outcome.

    ``None`` when the place has neither a result with a target nor a target of its own.
    """
    rows = [
        row
        for row in target_rows(page.panel, page.place_id, indicators, page.year)
        if row.own or (row.result is not None and row.national)
    ]
    if not rows:
        return None
    years = _years(rows)
    units = {catalog.indicator(row.indicator).unit for row in rows}
    with_own = any(row.own for row in rows)
    built = [_row(page, row, years, with_own=with_own, with_unit=len(units) > 1) for row in rows]
    figures = [cell for row in built for cell in row.cells if isinstance(cell, Number)]
    columns = [
        Column(page.say("column.indicator")),
        Column(page.say("column.result"), "number"),
        Column(page.say("column.year")),
        *(Column(page.say("column.own_target", place=page.name()), "number"),) * with_own,
        *(Column(page.say("column.national_target", year=str(y)), "number") for y in years),
        Column(page.say("column.outcome")),
    ]
    return Table(
        title=page.say("targets.title", place=page.name(full=True)),
        columns=tuple(columns),
        rows=tuple(built),
        anchor=anchor,
        caption=page.say("targets.caption"),
        notes=page.remarks(figures),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def _years(rows: Sequence[TargetRow]) -> list[int]:
    """Return the two years for which most indicators have a national target."""
    counted = Counter(int(target["year"]) for row in rows for target in row.national)
    ranked = sorted(counted, key=lambda year: (-counted[year], year))
    return sorted(ranked[:NATIONAL_COLUMNS])


def _row(
    page: Page, row: TargetRow, years: Sequence[int], *, with_own: bool, with_unit: bool
) -> Row:
    def cell(point: pd.Series | None, absent: str) -> Cell:
        return absent if point is None else page.number(point, with_unit=with_unit)

    national = [_of_year(row.national, year) for year in years]
    own = row.own[0] if row.own else None
    return Row(
        (
            page.label(row.indicator),
            cell(row.result, MISSING),
            MISSING if row.result is None else str(row.result["year"]),
            *(cell(own, NOT_APPLICABLE),) * with_own,
            *(cell(point, NOT_APPLICABLE) for point in national),
            _outcome(page, row, [own, *national]),
        )
    )


def _of_year(found: Sequence[pd.Series], year: int) -> pd.Series | None:
    return next((point for point in found if point["year"] == year), None)


def _outcome(page: Page, row: TargetRow, targets: Sequence[pd.Series | None]) -> str:
    if row.result is None:
        return page.say("outcome.no_result")
    said: dict[str, list[str]] = {}
    for target in targets:
        if target is None:
            continue
        state = words.state_of(page, row.result, outcome(row.result, target))
        whose = "national" if target["place_id"] == COUNTRY else "own"
        said.setdefault(state, []).append(page.say(f"whose_year.{whose}", year=str(target["year"])))
    return "; ".join(
        page.say("outcome.of", state=state, targets=", ".join(named))
        for state, named in said.items()
    )


def tile_of(page: Page, indicator: str) -> Tile | None:
    """Return the newest result as a tile, set against its target, else beside the country."""
    own = page.latest(indicator)
    if own is None:
        return None
    row = target_rows(page.panel, page.place_id, (indicator,), page.year)[0]
    chosen = [*row.own[:1], *row.national[:1]]
    if not chosen:
        return _beside_tile(page, own)
    target = chosen[0]
    state = outcome(own, target)
    whose = "national" if target["place_id"] == COUNTRY else "own"
    return Tile(
        label=page.say(
            "tile.label", indicator=page.label(indicator, short=True), year=str(own["year"])
        ),
        number=page.number(own, with_unit=own["unit"] not in ("per_10k",)),
        context=page.fill(
            f"tile.target_{whose}", target=words.figure_of(page, target), year=str(target["year"])
        ),
        status=STATUS[state],
        status_text=words.state_of(page, own, state),
    )


def _beside_tile(page: Page, own: pd.Series) -> Tile:
    indicator = str(own["indicator"])
    country = words.beside(page.points(indicator), own, COUNTRY)
    context: Paragraph = ()
    if country is not None:
        context = page.fill("tile.country", value=words.figure_of(page, country))
    return Tile(
        label=page.say(
            "tile.label", indicator=page.label(indicator, short=True), year=str(own["year"])
        ),
        number=page.number(own, with_unit=own["unit"] not in ("per_10k",)),
        context=context,
    )


def plan_tile(page: Page, indicator: str) -> Tile | None:
    """Return a target of the place that has no result yet as a tile; it says so."""
    row = next(iter(target_rows(page.panel, page.place_id, (indicator,), page.year)), None)
    if row is None or row.result is not None or not row.own:
        return None
    target = row.own[0]
    return Tile(
        label=page.say(
            "tile.label_target",
            indicator=page.label(indicator, short=True),
            year=str(target["year"]),
        ),
        number=page.number(target, with_unit=target["unit"] not in ("per_10k",)),
        context=page.fill("tile.no_result"),
        status="neutral",
    )
