"""The blocks of a comparison: ranking, spread over the years, the full table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.blocks import Column, Note, Number, Paragraph, Row, Table, Text, Tile, Tiles
from vnhealth.charts.words import lower_first
from vnhealth.topics import furniture, words
from vnhealth.topics.comparison.facts import country, first_full_year, newest_year, of_year, panel
from vnhealth.wording.numbers import MISSING

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

EXTREMES: Final = 5


def messages(page: Page) -> Text:
    """Return who stands highest and lowest, how far apart, and how that changed."""
    frame = panel(page)
    year = newest_year(frame)
    if year is None:
        return Text(
            (page.fill("missing.none_on_record", indicator=page.label(page.indicator_id)),), "key"
        )
    ranked = of_year(frame, year)
    said = (
        _range(page, ranked, year),
        _above_country(page, ranked, year),
        _change(page, frame, year),
        _asked(page, year),
    )
    return Text(tuple(paragraph for paragraph in said if paragraph), role="key")


def _range(page: Page, ranked: pd.DataFrame, year: int) -> Paragraph:
    high, low = ranked.iloc[0], ranked.iloc[-1]
    cells = [*high["cells"], *low["cells"]]
    return page.fill(
        "comparison.range",
        year=str(year),
        indicator=lower_first(page.label(page.indicator_id)),
        highest=page.name(str(high["place_id"])),
        high=words.figure_of(page, high),
        lowest=page.name(str(low["place_id"])),
        low=words.figure_of(page, low),
        times=page.inline(page.computed(high["value"] / low["value"], "times", 1, "ratio", cells)),
    )


def _above_country(page: Page, ranked: pd.DataFrame, year: int) -> Paragraph:
    whole = country(page, page.indicator_id, year, str(ranked.iloc[0]["kind"]))
    if whole is None:
        return ()
    above = ranked[ranked["value"] > whole["value"]]
    cells = [cell for cells in above["cells"] for cell in cells]
    count = page.count(len(above), (*cells, *whole["cells"]))
    return page.fill(
        "comparison.above",
        count=count,
        total=str(len(ranked)),
        country=words.figure_of(page, whole),
    )


def _change(page: Page, frame: pd.DataFrame, year: int) -> Paragraph:
    first_year = first_full_year(frame)
    if first_year == year:
        return ()
    first, last = of_year(frame, first_year), of_year(frame, year)
    both = first.merge(last, on="place_id", suffixes=("", "_last"), validate="one_to_one")
    rose = both[both["value_last"] > both["value"]]
    cells = [
        cell
        for column in ("cells", "cells_last")
        for joined in rose[column].tolist()
        for cell in joined
    ]
    count = page.count(len(rose), cells)
    return page.fill(
        "comparison.change",
        first_year=str(first_year),
        last_year=str(year),
        count=count,
        total=str(len(both)),
    )


def _asked(page: Page, year: int) -> Paragraph:
    if year == page.year:
        return ()
    return page.fill("comparison.asked", asked=str(page.year), year=str(year))


def tiles(page: Page) -> Tiles | None:
    """Return the highest, the lowest, the country and the ratio between the ends."""
    frame = panel(page)
    year = newest_year(frame)
    if year is None:
        return None
    ranked = of_year(frame, year)
    high, low = ranked.iloc[0], ranked.iloc[-1]
    items = [
        Tile(
            page.say("comparison.tile_high", place=page.name(str(high["place_id"]))),
            page.number(high),
        ),
        Tile(
            page.say("comparison.tile_low", place=page.name(str(low["place_id"]))), page.number(low)
        ),
    ]
    whole = country(page, page.indicator_id, year, str(high["kind"]))
    if whole is not None:
        items.append(Tile(page.say("comparison.tile_country"), page.number(whole)))
    cells = [*high["cells"], *low["cells"]]
    ratio = page.computed(high["value"] / low["value"], "times", 1, "ratio", cells)
    items.append(Tile(page.say("comparison.tile_ratio"), ratio))
    return Tiles(tuple(items), page.legend(item.number for item in items))


def extremes(page: Page) -> Table | None:
    """Return the five highest and five lowest provinces with first and last figures."""
    frame = panel(page)
    year = newest_year(frame)
    if year is None:
        return None
    ranked = of_year(frame, year)
    chosen = [
        *range(min(EXTREMES, len(ranked))),
        *range(max(EXTREMES, len(ranked) - EXTREMES), len(ranked)),
    ]
    return _table(
        page,
        frame,
        ranked.iloc[chosen],
        year=year,
        anchor="comparison-extremes",
        title="comparison.extremes_title",
        ranks=chosen,
    )


def full_table(page: Page) -> Table | None:
    """Return every province in alphabetical order with its first and last figures."""
    frame = panel(page)
    year = newest_year(frame)
    if year is None:
        return None
    ranked = of_year(frame, year)
    ids = ranked["place_id"].tolist()
    order = sorted(range(len(ranked)), key=lambda i: places.place(str(ids[i])).sort_key)
    return _table(
        page,
        frame,
        ranked.iloc[order],
        year=year,
        anchor="comparison-all",
        title="comparison.full_title",
        ranks=order,
    )


def _table(
    page: Page,
    frame: pd.DataFrame,
    chosen: pd.DataFrame,
    *,
    year: int,
    anchor: str,
    title: str,
    ranks: list[int],
) -> Table:
    first_year = first_full_year(frame)
    before = {row["place_id"]: row for _, row in of_year(frame, first_year).iterrows()}
    rows = []
    for rank, (_, point) in zip(ranks, chosen.iterrows(), strict=True):
        early = before.get(point["place_id"])
        rows.append(
            Row(
                (
                    page.name(str(point["place_id"])),
                    str(rank + 1),
                    MISSING if early is None else _plain(page, early),
                    _plain(page, point),
                ),
                lit=point["place_id"] in (page.place_id, *page.peers),
            )
        )
    figures = [cell for row in rows for cell in row.cells if isinstance(cell, Number)]
    unit = page.unit_text(catalog.indicator(page.indicator_id).unit)
    return Table(
        title=page.say(title, indicator=page.label(page.indicator_id), year=str(year)),
        columns=(
            Column(page.say("column.province")),
            Column(page.say("column.rank"), "number"),
            Column(str(first_year), "number", unit),
            Column(str(year), "number", unit),
        ),
        rows=tuple(rows),
        anchor=anchor,
        caption=page.say("comparison.table_caption"),
        sources=tuple(sorted({n for figure in figures for n in figure.sources})),
        marks=page.legend(figures),
    )


def _plain(page: Page, point: pd.Series) -> Number:
    """Return a figure of the table without the mark that its caption explains for all."""
    figure = page.number(point, listed=False)
    return replace(figure, marks=tuple(mark for mark in figure.marks if mark != "computed"))


def missing(page: Page) -> Note:
    """Return the provinces without a figure, and what boundaries leave out."""
    frame = panel(page)
    year = newest_year(frame)
    said: list[Paragraph] = []
    if year is not None:
        have = set(frame[frame["year"] == year]["place_id"])
        expected = places.places(boundaries=page.boundaries, level="province")
        without = [
            page.name(p.place_id) for p in expected if p.place_id not in have and not p.valid_to
        ]
        if without:
            said.append(page.fill("comparison.without", named=", ".join(without), year=str(year)))
        if year < page.year:
            said.append(
                page.fill(
                    "missing.latest_year",
                    indicator=page.label(page.indicator_id),
                    asked=str(page.year),
                    year=str(year),
                )
            )
    if page.boundaries == "34":
        said.append(page.fill("comparison.resummed"))
    else:
        said.append(page.fill("comparison.boundaries"))
    return furniture.missing(page, said)
