"""The tables of a comparison: the ends, and every province, with interval, class and trend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.blocks import Cell, Column, Note, Number, Paragraph, Row, Table
from vnhealth.topics import furniture
from vnhealth.topics.comparison.facts import compared, first_year_of, trends
from vnhealth.topics.methods import confidence_text, method_line
from vnhealth.topics.ranking import class_word, is_lower_better
from vnhealth.topics.trends import test_lines
from vnhealth.views.comparable import Comparison
from vnhealth.views.ranking import absent
from vnhealth.wording.numbers import MISSING

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page
    from vnhealth.topics.ranking import Ranking

EXTREMES: Final = 5
CHANGES: Final = {2004: "comparison.boundaries", 2008: "comparison.joined"}
"""What happened to the territory of the 63, told of series that begin before."""


def extremes(page: Page) -> Table | None:
    """Return the five provinces of the first and of the last ranks."""
    found = compared(page)
    if found is None:
        return None
    size = len(found.table)
    chosen = [*range(min(EXTREMES, size)), *range(max(EXTREMES, size - EXTREMES), size)]
    return _table(page, found, chosen, "extremes", "comparison.extremes_title")


def full_table(page: Page) -> Table | None:
    """Return every province in alphabetical order."""
    found = compared(page)
    if found is None:
        return None
    ids = [str(place_id) for place_id in found.table["place_id"]]
    order = sorted(range(len(ids)), key=lambda at: places.place(ids[at]).sort_key)
    return _table(page, found, order, "all", "comparison.full_title")


def _table(page: Page, found: Ranking, chosen: Sequence[int], part: str, title: str) -> Table:
    first_year, going = first_year_of(found), trends(page, found)
    table = found.table.join(going, on="place_id", validate="one_to_one").iloc[list(chosen)]
    limited = bool(found.table["confidence"].notna().any())
    before = {str(row["place_id"]): row for _, row in found.provinces(first_year).iterrows()}
    rows = tuple(
        _row(page, row, before.get(str(row["place_id"])), limited=limited)
        for _, row in table.iterrows()
    )
    figures = [cell for row in rows for cell in row.cells if isinstance(cell, Number)]
    unit = page.unit_text(catalog.indicator(page.indicator_id).unit)
    with_limits: tuple[Column, ...] = ()
    if limited:
        level = confidence_text(page, float(found.table["confidence"].dropna().iloc[0]))
        with_limits = (
            Column(page.say("column.interval", confidence=level), "number"),
            Column(page.say("column.against_country")),
        )
    return Table(
        title=page.say(title, indicator=page.label(page.indicator_id), year=str(found.year)),
        columns=(
            Column(page.say("column.province")),
            Column(page.say("column.rank"), "number"),
            Column(str(first_year), "number", unit),
            Column(str(found.year), "number", unit),
            *with_limits,
            Column(page.say("column.trend")),
        ),
        rows=rows,
        anchor=f"comparison-{part}",
        caption=_caption(page, found),
        notes=(*method_line(page, found.table), *test_lines(page, going)),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def _caption(page: Page, found: Ranking) -> str:
    rank = "lowest" if is_lower_better(page.indicator_id) else "highest"
    origin = "computed" if (found.table["kind"] == "computed").all() else "printed"
    return page.say(f"comparison.caption_{origin}") + " " + page.say(f"comparison.rank_{rank}")


def _row(page: Page, row: pd.Series, before: pd.Series | None, *, limited: bool) -> Row:
    limits: tuple[Cell, ...] = ()
    if limited:
        limits = (page.interval(row), class_word(page, str(row["outcome"])))
    return Row(
        (
            page.name(str(row["place_id"])),
            str(row["rank"]),
            MISSING if before is None else _plain(page, before),
            _plain(page, row),
            *limits,
            page.say(f"trend.{row['trend_outcome']}"),
        ),
        lit=row["place_id"] in (page.place_id, *page.peers),
    )


def _plain(page: Page, point: pd.Series) -> Number:
    """Return a figure of the table without the mark that its caption explains for all."""
    figure = page.number(point, listed=False)
    return replace(figure, marks=tuple(mark for mark in figure.marks if mark != "computed"))


def missing(page: Page) -> Note:
    """Return the provinces without a figure, and what boundaries leave out."""
    found = compared(page)
    said: list[Paragraph] = []
    if found is not None:
        without = absent(page.panel, page.indicator_id, found.year, Comparison(page.boundaries))[
            "place_id"
        ]
        named = ", ".join(page.name(str(place_id)) for place_id in without)
        if named:
            said.append(page.fill("comparison.without", named=named, year=str(found.year)))
        if found.year < page.year:
            said.append(
                page.fill(
                    "missing.latest_year",
                    indicator=page.label(page.indicator_id),
                    asked=str(page.year),
                    year=str(found.year),
                )
            )
    if page.boundaries == "34":
        said.append(page.fill("comparison.resummed"))
    elif found is not None:
        first = int(found.figures["year"].min())
        for year, key in CHANGES.items():
            said += [page.fill(key)] * (first < year)
    return furniture.missing(page, said)
