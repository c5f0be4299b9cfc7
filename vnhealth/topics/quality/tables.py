"""The tables of a quality brief: cells by source, unread cells, findings, completeness."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Column, Number, Paragraph, Row, Table
from vnhealth.topics.quality.facts import (
    KINDS,
    Ledger,
    count,
    dossier,
    share,
    table_label,
    title,
)
from vnhealth.wording import numbers

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from vnhealth.topics.page import Page

FEW_SOURCES: Final = 2
FEW: Final = 4
"""A finding on at most this many cells has them listed below their source."""
SERIES_CHECKS: Final = ("year_jumps", "outliers")
QUOTED: Final = re.compile(r"'[^']*'")


def cells(page: Page) -> Table:
    """Return what became of the printed cells, source by source, and whether the sum holds."""
    known = dossier(page)
    kinds = [kind for kind in KINDS if known.total.left[kind]]
    rows = [_ledger_row(page, title(page, each.source_id), each, kinds) for each in known.ledger]
    if len(rows) > 1:
        total = _ledger_row(page, page.say("quality.total"), known.total, kinds)
        rows.append(Row(total.cells, lit=True))
    return _table(
        page,
        "quality.cells",
        [
            Column(page.say("column.source")),
            Column(page.say("column.cells_in"), "number"),
            Column(page.say("column.observations"), "number"),
            *(Column(page.say(f"column.left_{kind}"), "number") for kind in kinds),
            Column(page.say("column.sum")),
        ],
        rows,
    )


def _ledger_row(page: Page, label: str, each: Ledger, kinds: list[str]) -> Row:
    cited = tuple(
        number for number, source in enumerate(page.cited, start=1) if source == each.source_id
    )
    figures = [each.cells, each.observations, *(each.left[kind] for kind in kinds)]
    return Row(
        (
            label,
            *(
                Number(
                    numbers.number(figure, 0, page.language),
                    float(figure),
                    "index",
                    measure="count",
                    sources=cited if position == 0 else (),
                )
                for position, figure in enumerate(figures)
            ),
            page.say("quality.holds" if each.holds else "quality.fails"),
        )
    )


def unread(page: Page) -> Table | None:
    """Return the cells that gave no observation, by reason, each reason with examples."""
    frame = dossier(page).unread
    if frame.empty:
        return None
    # Place names quoted in a reason would make a reason of every cell.
    reasons = [QUOTED.sub("…", text) for text in frame[f"reason_{page.language}"]]
    frame = frame.assign(reason=reasons)
    groups = [(kind, frame[frame["kind"] == kind]) for kind in KINDS]
    rows = [
        Row(
            (
                page.say(f"quality.kind_{kind}"),
                str(reason),
                count(page, len(group)),
                count(page, group["source_id"].nunique()),
                _examples(page, group),
            )
        )
        for kind, mine in groups
        for reason, group in mine.groupby("reason", sort=True)
    ]
    return _table(
        page,
        "quality.unread",
        [
            Column(page.say("column.left_as")),
            Column(page.say("column.reason")),
            Column(page.say("column.cells"), "number"),
            Column(page.say("column.sources"), "number"),
            Column(page.say("column.examples")),
        ],
        rows,
    )


def _examples(page: Page, group: pd.DataFrame) -> str:
    """Return the first, the middle and the last of some cells, as printed."""
    chosen = group.iloc[sorted({0, len(group) // 2, len(group) - 1})]
    shown = [
        page.say(
            "quality.example" if row.printed else "quality.example_blank",
            printed=row.printed,
            place=" ".join(str(row.place).split()),
            period=row.period,
        )
        for row in chosen.itertuples(index=False)
    ]
    return "; ".join(shown)


def findings(page: Page) -> Table | None:
    """Return the errors and warnings in full, the gravest first."""
    found = dossier(page).findings
    return _findings(page, "quality.grave", found[found["severity"] != "info"])


def remarks(page: Page) -> Table | None:
    """Return what is only worth knowing; for the whole store without single jumps and outliers."""
    found = dossier(page).of_severity("info")
    if page.source_id:
        return _findings(page, "quality.remarks", found)
    series = found["check"].isin(SERIES_CHECKS)
    left = int(series.sum())
    note = page.fill("quality.remarks_left", count=count(page, left)) if left else ()
    return _findings(page, "quality.remarks", found[~series], note)


def _findings(page: Page, anchor: str, found: pd.DataFrame, note: Paragraph = ()) -> Table | None:
    if found.empty:
        return None
    rows = [_finding_row(page, finding) for _, finding in found.iterrows()]
    return _table(
        page,
        anchor,
        [
            Column(page.say("column.finding")),
            Column(page.say("column.severity")),
            Column(page.say("column.certainty")),
            Column(page.say("column.cells"), "number"),
        ],
        rows,
        (note,) if note else (),
    )


def _finding_row(page: Page, finding: pd.Series) -> Row:
    concerned = tuple(finding["cells"])
    if len(concerned) <= FEW:
        page.cite(dossier(page).cited(concerned))
    number = count(page, len(concerned), concerned)
    sources = page.cite(dossier(page).cited(concerned), listed=False)
    if len(sources) <= FEW_SOURCES:
        number = replace(number, sources=sources)
    return Row(
        (
            page.locator(str(finding[f"sentence_{page.language}"])),
            page.say(f"severity.{finding['severity']}"),
            page.say(f"certainty.{finding['certainty']}"),
            number if concerned else numbers.NOT_APPLICABLE,
        ),
        lit=finding["severity"] == "error",
    )


def completeness(page: Page) -> Table | None:
    """Return how many of the figures that the tables by province promise are printed."""
    tables = dossier(page).tables
    if tables.empty:
        return None
    sparse = tables[tables["present"] < tables["expected"]]
    whole = tables[tables["present"] == tables["expected"]]
    rows = [_complete_row(page, row) for _, row in sparse.iterrows()]
    notes: tuple[Paragraph, ...] = ()
    if len(whole):
        rows.append(_whole_row(page, whole, others=len(sparse) > 0))
        named = "; ".join(table_label(page, row) for _, row in whole.iterrows())
        notes = (page.fill("quality.whole_named", named=named),)
    return _table(
        page,
        "quality.completeness",
        [
            Column(page.say("column.indicator")),
            Column(page.say("column.years")),
            Column(page.say("column.provinces"), "number"),
            Column(page.say("column.expected"), "number"),
            Column(page.say("column.present"), "number"),
            Column(page.say("column.share_present"), "number", "%"),
        ],
        rows,
        notes,
    )


def _whole_row(page: Page, whole: pd.DataFrame, *, others: bool) -> Row:
    """Return one row for all the tables that lack nothing."""
    years = int(whole["first_year"].min()), int(whole["last_year"].max())
    added = int(whole["expected"].sum())
    return Row(
        (
            page.say(
                "quality.complete_others" if others else "quality.complete_every",
                count=str(len(whole)),
            ),
            "–".join(str(year) for year in dict.fromkeys(years)),
            count(page, int(whole["areas"].max())),
            count(page, added),
            count(page, added),
            share(page, 1, 1),
        )
    )


def _complete_row(page: Page, row: pd.Series) -> Row:
    first, last = str(row["first_year"]), str(row["last_year"])
    return Row(
        (
            table_label(page, row),
            first if first == last else f"{first}–{last}",
            count(page, int(row["areas"])),
            count(page, int(row["expected"])),
            count(page, int(row["present"])),
            share(page, int(row["present"]), int(row["expected"])),
        ),
    )


def _table(
    page: Page,
    key: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    notes: tuple[Paragraph, ...] = (),
) -> Table:
    """Return a table whose title and caption stand in the catalogue under `key`."""
    figures = [cell for row in rows for cell in row.cells if isinstance(cell, Number)]
    return Table(
        title=page.say(f"{key}_title", count=str(len(rows))),
        columns=tuple(columns),
        rows=tuple(rows),
        anchor=key.replace(".", "-"),
        caption=page.say(f"{key}_caption"),
        notes=notes,
        sources=tuple(sorted({number for figure in figures for number in figure.sources})),
    )
