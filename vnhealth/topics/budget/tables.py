"""Tiles and tables of the budget brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnhealth.blocks import Cell, Column, Masthead, Note, Number, Paragraph, Row, Table, Tile, Tiles
from vnhealth.topics import furniture, words
from vnhealth.topics.budget.facts import (
    EXPENDITURE,
    PROJECTS,
    REVENUE,
    SOURCES,
    STATE,
    STATE_PARTS,
    TOTAL,
    Breakdown,
    breakdown_of,
    per_head,
    planned,
    provincial,
    residual_number,
    share_number,
)
from vnhealth.wording.numbers import MISSING

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page


def masthead(page: Page) -> Masthead:
    """Return the opening; without a health budget on record it doesn't promise one."""
    known = planned(page, TOTAL) is not None
    return furniture.masthead(page, "title.budget" if known else "title.budget_total")


def tiles(page: Page) -> Tiles | None:
    """Return the total, the sum an inhabitant, what doesn't add up, and the largest source."""
    total = planned(page, TOTAL)
    items = _health_tiles(page, total) if total is not None else _total_tiles(page)
    if not items:
        return None
    return Tiles(tuple(items), page.legend(item.number for item in items))


def _health_tiles(page: Page, total: pd.Series) -> list[Tile]:
    year = str(total["year"])
    items = [Tile(page.say("budget.tile_total", year=year), page.number(total))]
    each = per_head(page, total)
    if each is not None:
        items.append(Tile(page.say("budget.tile_each", year=year), each))
    projects, sources = breakdown_of(page, PROJECTS), breakdown_of(page, SOURCES)
    if projects is not None:
        open_sum = projects.residual != 0
        items.append(
            Tile(
                page.say("budget.tile_residual"),
                residual_number(page, projects),
                status="bad" if open_sum else "good",
                status_text=page.say("budget.open" if open_sum else "budget.closed"),
            )
        )
    if sources is not None:
        largest = max(sources.parts, key=lambda part: part["value"])
        items.append(
            Tile(
                page.say(
                    "budget.tile_source", source=page.label(str(largest["indicator"]), short=True)
                ),
                share_number(page, largest, total),
            )
        )
    return items


def _total_tiles(page: Page) -> list[Tile]:
    items = []
    for indicator in (EXPENDITURE, REVENUE):
        frame = provincial(page, indicator)
        if frame.empty:
            continue
        last = frame.iloc[-1]
        label = page.say(
            "budget.tile_of_year",
            label=page.label(indicator, short=True),
            year=str(last["year"]),
            kind=page.say(f"account.{last['role']}"),
        )
        items.append(Tile(label, page.number(last)))
        each = per_head(page, last)
        if each is not None and indicator == EXPENDITURE:
            items.append(Tile(page.say("budget.tile_each_total", year=str(last["year"])), each))
    return items


def breakdown(page: Page) -> Table | None:
    """Return the sum by project and by source, with shares and the residual as a row of its own."""
    projects, sources = breakdown_of(page, PROJECTS), breakdown_of(page, SOURCES)
    if projects is None or sources is None:
        return None
    rows = [*_part_rows(page, projects, "budget.by_project")]
    rows += _part_rows(page, sources, "budget.by_source")
    total = projects.total
    each = per_head(page, total)
    rows.append(
        Row(
            (
                page.say("budget.row_total"),
                page.number(total),
                page.computed(100.0, "%", 1, "share", total["cells"]),
                MISSING if each is None else each,
            ),
            lit=True,
        )
    )
    return _table(
        page,
        rows,
        "budget-breakdown",
        title="budget.table_title",
        caption="budget.table_caption",
        columns=("column.item", "column.amount", "column.share", "column.per_inhabitant"),
        values={"year": str(total["year"])},
    )


def _part_rows(page: Page, found: Breakdown, heading: str) -> list[Row]:
    rows = [Row((page.say(heading), "", "", ""), lit=False)]
    for part in found.parts:
        rows.append(_part_row(page, part, found.total, ""))
        if part["indicator"] == STATE:
            for name in STATE_PARTS:
                inner = planned(page, name)
                if inner is not None:
                    rows.append(_part_row(page, inner, found.total, page.say("budget.of_which")))
    key = "budget.row_residual" if found.residual else "budget.row_no_residual"
    residual = residual_number(page, found)
    share = page.computed(
        100 * abs(found.residual) / found.total["value"], "%", 1, "share", found.cells
    )
    rows.append(Row((page.say(key), residual, share, "")))
    return rows


def _part_row(page: Page, part: pd.Series, total: pd.Series, prefix: str) -> Row:
    each = per_head(page, part)
    label = prefix + page.label(str(part["indicator"]))
    return Row(
        (
            label,
            page.number(part),
            share_number(page, part, total),
            MISSING if each is None else each,
        )
    )


def totals_table(page: Page) -> Table | None:
    """Return the province's total revenue and expenditure by year, planned or final."""
    spent, taken = provincial(page, EXPENDITURE), provincial(page, REVENUE)
    if spent.empty and taken.empty:
        return None
    rows = []
    for _, out in spent.iterrows():
        into = taken[(taken["year"] == out["year"]) & (taken["role"] == out["role"])]
        each = per_head(page, out)
        revenue: Cell = page.number(into.iloc[0]) if len(into) else MISSING
        rows.append(
            Row(
                (
                    str(out["year"]),
                    page.say(f"account.{out['role']}"),
                    revenue,
                    page.number(out),
                    MISSING if each is None else each,
                )
            )
        )
    return _table(
        page,
        rows,
        "budget-totals",
        title="budget.totals_title",
        caption="budget.totals_caption",
        columns=(
            "column.year",
            "column.account",
            "column.revenue",
            "column.expenditure",
            "column.per_inhabitant",
        ),
        values={"place": page.name(page.province_id, full=True)},
    )


def _table(
    page: Page,
    rows: list[Row],
    anchor: str,
    *,
    title: str,
    caption: str,
    columns: tuple[str, ...],
    values: dict[str, str],
) -> Table:
    figures = [cell for row in rows for cell in row.cells if isinstance(cell, Number)]
    texts = ("column.item", "column.year", "column.account")
    return Table(
        title=page.say(title, **values),
        columns=tuple(
            Column(page.say(key), "text" if key in texts else "number") for key in columns
        ),
        rows=tuple(rows),
        anchor=anchor,
        caption=page.say(caption),
        notes=page.remarks(figures),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def missing(page: Page) -> Note:
    """Return what the brief can't say about the budget."""
    said: list[Paragraph] = []
    total = planned(page, TOTAL)
    if total is None:
        said.append(page.fill("budget.missing_health", place=page.name(full=True)))
    elif total["year"] < page.year:
        said.append(
            page.fill(
                "missing.latest_year",
                indicator=page.label(TOTAL),
                asked=str(page.year),
                year=str(total["year"]),
            )
        )
    if total is not None:
        said.append(page.fill("budget.missing_execution"))
    frame = provincial(page, EXPENDITURE)
    if len(frame):
        years = words.listed(page, [(str(year),) for year in dict.fromkeys(frame["year"])])
        said.append(page.fill("budget.missing_years", years=years))
    else:
        said.append(page.fill("missing.none_on_record", indicator=page.label(EXPENDITURE)))
    return furniture.missing(page, said)
