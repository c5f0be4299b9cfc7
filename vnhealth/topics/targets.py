"""Results beside targets: as a table, and as a tile."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from vnhealth.blocks import Cell, Column, Number, Paragraph, Row, Table, Tile
from vnhealth.blocks.model import Status
from vnhealth.topics import words
from vnhealth.topics.words import COUNTRY
from vnhealth.views.targets import Outcome, TargetRow, outcome, target_rows
from vnhealth.wording.numbers import MISSING, NOT_APPLICABLE

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

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
    years = sorted({int(t["year"]) for row in rows for t in row.national})[:2]
    built = [_row(page, row, years) for row in rows]
    figures = [cell for row in built for cell in row.cells if isinstance(cell, Number)]
    columns = [
        Column(page.say("column.indicator")),
        Column(page.say("column.result"), "number"),
        Column(page.say("column.year")),
        Column(page.say("column.own_target", place=page.name()), "number"),
        *(Column(page.say("column.national_target", year=str(y)), "number") for y in years),
        Column(page.say("column.outcome")),
    ]
    return Table(
        title=page.say("targets.title", place=page.name(full=True)),
        columns=tuple(columns),
        rows=tuple(built),
        anchor=anchor,
        caption=page.say("targets.caption"),
        notes=_caveats(page, rows),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def _row(page: Page, row: TargetRow, years: Sequence[int]) -> Row:
    result: Cell = MISSING if row.result is None else page.number(row.result, with_unit=True)
    year = MISSING if row.result is None else str(row.result["year"])
    own: Cell = page.number(row.own[0], with_unit=True) if row.own else NOT_APPLICABLE
    national = [_of_year(page, row.national, year) for year in years]
    return Row((page.label(row.indicator), result, year, own, *national, _outcome(page, row)))


def _of_year(page: Page, found: Sequence[pd.Series], year: int) -> Cell:
    mine = [point for point in found if point["year"] == year]
    return page.number(mine[0], with_unit=True) if mine else NOT_APPLICABLE


def _outcome(page: Page, row: TargetRow) -> Cell:
    if row.result is None:
        return page.say("outcome.no_result")
    said: list[Any] = []
    for target in [*row.own[:1], *row.national[:2]]:
        state = outcome(row.result, target)
        whose = "national" if target["place_id"] == COUNTRY else "own"
        said.append(page.say(f"outcome.{state}_{whose}", year=str(target["year"])))
    return "; ".join(said)


def _caveats(page: Page, rows: Sequence[TargetRow]) -> tuple[Paragraph, ...]:
    """Return a note for each pair whose qualifiers differ: other vaccines, another scope."""
    notes = []
    for row in rows:
        if row.result is None or not row.result["qualifier"]:
            continue
        others = [t for t in (*row.own, *row.national) if t["qualifier"] != row.result["qualifier"]]
        if not others:
            continue
        notes.append(
            page.fill(
                "targets.caveat",
                indicator=page.label(row.indicator),
                result=words.figure_of(page, row.result),
                of_result=page.qualifier(str(row.result["qualifier"])),
                of_target="; ".join(
                    dict.fromkeys(page.qualifier(str(t["qualifier"])) for t in others)
                ),
            )
        )
    return tuple(notes)


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
        status_text=page.say(f"state.{state}"),
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
