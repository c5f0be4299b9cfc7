"""The tables on series: figures that two sources print differently, and the farthest jumps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.blocks import Column, Number, Row, Table
from vnhealth.topics.quality.facts import count, dossier, marks, title
from vnhealth.topics.words import COUNTRY
from vnhealth.wording import numbers

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

SHOWN: Final = 12
"""Rows of a table that shows the farthest figures only."""


def conflicts(page: Page) -> Table | None:
    """Return the country's figures where two sources differ, else the farthest ones apart."""
    frame = dossier(page).conflicts
    if frame.empty:
        return None
    frame = frame.assign(far=frame["gap"].abs())
    nation = frame[frame["place_id"] == COUNTRY].sort_values(["indicator", "year"])
    places = frame[frame["place_id"] != COUNTRY].sort_values("far", ascending=False, kind="stable")
    chosen = [*nation.iterrows(), *places.head(max(SHOWN - len(nation), SHOWN // 2)).iterrows()]
    rows = [_conflict_row(page, row) for _, row in chosen]
    pairs = frame.drop_duplicates(["older", "newer"])
    notes = tuple(
        page.fill(
            "quality.conflict_pair",
            older=title(page, str(pair["older"])),
            newer=title(page, str(pair["newer"])),
        )
        for _, pair in pairs.iterrows()
    )
    return Table(
        title=page.say("quality.conflicts_title"),
        columns=(
            Column(page.say("column.place")),
            Column(page.say("column.indicator")),
            Column(page.say("column.year")),
            Column(page.say("column.older"), "number"),
            Column(page.say("column.newer"), "number"),
            Column(page.say("column.gap"), "number", "%"),
        ),
        rows=tuple(rows),
        anchor="quality-conflicts",
        caption=_caption(page, "quality.conflicts_caption", len(frame), len(rows)),
        notes=notes,
        sources=_sources(rows),
        marks=page.legend(_figures(rows)),
    )


def _conflict_row(page: Page, row: pd.Series) -> Row:
    indicator = str(row["indicator"])
    gap = 100 * float(row["gap"])
    both = (str(row["cell_older"]), str(row["cell_newer"]))
    return Row(
        (
            page.name(str(row["place_id"])),
            catalog.indicator(indicator).short(page.language),
            str(row["year"]),
            _figure(page, float(row["value_older"]), indicator, both[0]),
            _figure(page, float(row["value_newer"]), indicator, both[1]),
            Number(
                numbers.signed(gap, 1, page.language),
                gap,
                "%",
                cells=both,
                measure="difference",
                marks=marks(page, both),
                sources=page.cite(both, listed=False),
                unit_text="%",
            ),
        )
    )


def jumps(page: Page) -> Table | None:
    """Return the farthest jumps from one year to the next."""
    frame = dossier(page).jumps
    if frame.empty:
        return None
    rows = [_jump_row(page, row) for _, row in frame.head(SHOWN).iterrows()]
    return Table(
        title=page.say("quality.jumps_title"),
        columns=(
            Column(page.say("column.place")),
            Column(page.say("column.indicator")),
            Column(page.say("column.year")),
            Column(page.say("column.before"), "number"),
            Column(page.say("column.after"), "number"),
            Column(page.say("column.spreads"), "number"),
        ),
        rows=tuple(rows),
        anchor="quality-jumps",
        caption=_caption(page, "quality.jumps_caption", len(frame), len(rows)),
        sources=_sources(rows),
        marks=page.legend(_figures(rows)),
    )


def _jump_row(page: Page, row: pd.Series) -> Row:
    indicator = str(row["indicator"])
    both = (str(row["before_cell"]), str(row["cell_id"]))
    distance = abs(float(row["distance"]))
    return Row(
        (
            page.name(str(row["place_id"])),
            catalog.indicator(indicator).short(page.language),
            str(row["year"]),
            _figure(page, float(row["before"]), indicator, both[0]),
            _figure(page, float(row["value"]), indicator, both[1]),
            Number(
                numbers.number(distance, 0, page.language),
                distance,
                "times",
                cells=both,
                measure="spreads",
                marks=marks(page, both),
                sources=page.cite(both, listed=False),
            ),
        )
    )


def _figure(page: Page, value: float, indicator: str, cell: str) -> Number:
    facts = catalog.indicator(indicator)
    if facts.unit == "VND":
        printed, unit_text = numbers.money(value, page.language)
    else:
        printed, unit_text = numbers.number(value, facts.decimals, page.language), ""
    return Number(
        printed,
        value,
        facts.unit,
        cells=(cell,),
        marks=marks(page, (cell,)),
        sources=page.cite((cell,)),
        unit_text=unit_text,
    )


def _caption(page: Page, key: str, found: int, shown: int) -> str:
    """Return the caption, which says how many there are when only some are shown."""
    every = "all" if shown == found else "some"
    return page.say(
        f"{key}_{every}",
        count=count(page, found).printed,
        shown=count(page, shown).printed,
    )


def _figures(rows: list[Row]) -> list[Number]:
    return [cell for row in rows for cell in row.cells if isinstance(cell, Number)]


def _sources(rows: list[Row]) -> tuple[int, ...]:
    return tuple(sorted({number for figure in _figures(rows) for number in figure.sources}))
