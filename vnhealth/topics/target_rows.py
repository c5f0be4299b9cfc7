"""Results beside targets: as a table, and as a tile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Cell, Column, Number, Paragraph, Row, Table, Tile
from vnhealth.blocks.model import Run, Status
from vnhealth.topics import words
from vnhealth.topics.words import COUNTRY
from vnhealth.views.targets import Outcome, TargetRow, outcome, scope, target_rows
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
    runs = [cell if isinstance(cell, tuple) else (cell,) for row in built for cell in row.cells]
    figures = [run for cell in runs for run in cell if isinstance(run, Number)]
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
        notes=(*_scope_notes(page, rows), *page.remarks(figures)),
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

    def cells(points: Sequence[pd.Series]) -> Cell:
        if len(points) < 2:  # noqa: PLR2004
            return cell(points[0] if points else None, NOT_APPLICABLE)
        runs: list[Run] = []
        for point in points:
            runs += ["; "] * bool(runs) + [page.number(point, with_unit=with_unit)]
        return tuple(runs)

    return Row(
        (
            page.label(row.indicator),
            cell(row.result, MISSING),
            MISSING if row.result is None else str(row.result["year"]),
            *(cell(own, NOT_APPLICABLE),) * with_own,
            *(cells(points) for points in national),
            _outcome(page, row, [own, *(point for points in national for point in points)]),
        )
    )


def _of_year(found: Sequence[pd.Series], year: int) -> list[pd.Series]:
    """Return the targets of one year: two resolutions may each set their own."""
    return [point for point in found if point["year"] == year]


def _scope_notes(page: Page, rows: Sequence[TargetRow]) -> tuple[Paragraph, ...]:
    """Say why a result whose source names no scope settles no target of another scope."""
    said = []
    for row in rows:
        if row.result is None or row.result["qualifier"]:
            continue
        mine = scope(row.result)
        scopes = dict.fromkeys(scope(each) for each in row.targets if scope(each) != mine)
        if scopes:
            goals = page.say("list.comma").join(page.qualifier(each) for each in scopes)
            said.append(
                page.fill(
                    "targets.scope_note",
                    indicator=page.said(row.indicator),
                    result=page.qualifier(mine),
                    target=goals,
                )
            )
    return tuple(said)


def _outcome(page: Page, row: TargetRow, targets: Sequence[pd.Series | None]) -> str:
    if row.result is None:
        return page.say("outcome.no_result")
    held = [target for target in targets if target is not None]
    states = [words.state_of(page, row.result, outcome(row.result, target)) for target in held]
    said: dict[str, dict[str, None]] = {}
    for target, state in zip(held, states, strict=True):
        same = [s for t, s in zip(held, states, strict=True) if _is_beside(t, target)]
        told = _whose(page, target, by_document=len(set(same)) > 1)
        said.setdefault(state, {})[told] = None
    return "; ".join(
        page.say("outcome.of", state=state, targets=", ".join(named))
        for state, named in said.items()
    )


def _is_beside(one: pd.Series, other: pd.Series) -> bool:
    return bool(one["place_id"] == other["place_id"] and one["year"] == other["year"])


def _whose(page: Page, target: pd.Series, *, by_document: bool) -> str:
    """Return whose target it is, and by which document where two of one year say otherwise."""
    year = str(target["year"])
    if target["place_id"] != COUNTRY:
        return page.say("whose_year.own", year=year)
    if not by_document:
        return page.say("whose_year.national", year=year)
    document = page.panel.sources[str(target["sources"][0])].document_number
    return page.say("whose_year.national_by", year=year, document=document)


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
