"""What a comparison says first: who stands highest and lowest, and beyond chance or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnhealth.blocks import Paragraph, Text, Tile, Tiles
from vnhealth.measures.benchmarks import NOT_COMPARED
from vnhealth.topics import words
from vnhealth.topics.comparison.facts import change_of, compared, ends, flat, trends
from vnhealth.topics.targets.words import valued
from vnhealth.topics.trends import TEST_KEYS
from vnhealth.topics.words import COUNTRY

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Number
    from vnhealth.topics.page import Page
    from vnhealth.topics.ranking import Ranking


def messages(page: Page) -> Text:
    """Return who stands highest and lowest, how far apart, and how that changed."""
    found = compared(page)
    if found is None:
        none = page.fill("missing.none_on_record", indicator=page.label(page.indicator_id))
        return Text((none,), "key")
    said = (
        _range(page, found),
        _against_country(page, found),
        _change(page, found),
        _recent(page, found),
        _asked(page, found),
    )
    return Text(tuple(paragraph for paragraph in said if paragraph), role="key")


def _range(page: Page, found: Ranking) -> Paragraph:
    high, low = ends(found)
    key, times = "comparison.range_plain", {}
    if low["value"] > 0:
        cells = [*high["cells"], *low["cells"]]
        ratio = page.computed(high["value"] / low["value"], "times", 1, "ratio", cells)
        key, times = "comparison.range", {"times": page.inline(ratio)}
    return page.fill(
        key,
        year=str(found.year),
        indicator=page.said(page.indicator_id),
        highest=page.name(str(high["place_id"])),
        high=valued(page, high),
        lowest=page.name(str(low["place_id"])),
        low=valued(page, low),
        **times,
    )


def _against_country(page: Page, found: Ranking) -> Paragraph:
    """Count the provinces above, below and like the country, with chance in mind."""
    if found.country is None:
        return ()
    table, whole = found.table, found.country
    country = valued(page, whole)
    total = str(len(table))
    if (table["outcome"] == NOT_COMPARED).all():
        above = table[table["value"] > whole["value"]]
        cells = (*flat(above["cells"]), *whole["cells"])
        key = words.all_or_some("comparison.above", len(above), len(table))
        return page.fill(key, count=page.count(len(above), cells), total=total, country=country)
    classes = table["outcome"].str.partition("_")[0]
    parts = [
        page.fill(f"comparison.class_{word}", count=_counted(page, mine, whole["cells"]))
        for word in ("higher", "lower", "similar")
        if len(mine := table.loc[classes == word, "cells"])
    ]
    return page.fill(
        "comparison.classes", country=country, total=total, parts=words.listed(page, parts)
    )


def _counted(page: Page, cells: pd.Series, more: tuple[str, ...] = ()) -> Number:
    return page.count(len(cells), (*flat(cells), *more))


def _change(page: Page, found: Ranking) -> Paragraph:
    change = change_of(found)
    if change is None:
        return ()
    key = "comparison.fell" if change.fell else "comparison.change"
    return page.fill(
        words.all_or_some(key, change.went, change.both),
        first_year=str(change.first_year),
        last_year=str(change.last_year),
        count=page.count(change.went, change.cells or flat(found.table["cells"])),
        total=str(change.both),
    )


def _recent(page: Page, found: Ranking) -> Paragraph:
    """Count the provinces whose newest years rise or fall more than chance allows."""
    table = trends(page, found)
    usual = table["trend_method"].mode()
    if usual.empty or str(usual.iloc[0]) not in TEST_KEYS:
        return ()
    judged = table[table["trend_method"] == usual.iloc[0]]
    cells = found.provinces().groupby("place_id")["cells"].agg(flat)
    parts = [
        page.fill(f"comparison.going_{word}", count=_counted(page, cells[mine]))
        for word in ("increasing", "decreasing")
        if len(mine := judged.index[judged["trend_outcome"] == word])
    ]
    if not parts:
        return ()
    key = f"comparison.recent_{TEST_KEYS[str(usual.iloc[0])]}"
    total = str(len(table))
    return page.fill(key, year=str(found.year), total=total, parts=words.listed(page, parts))


def _asked(page: Page, found: Ranking) -> Paragraph:
    if found.year == page.year:
        return ()
    return page.fill("comparison.asked", asked=str(page.year), year=str(found.year))


def tiles(page: Page) -> Tiles | None:
    """Return the highest, the lowest, the country and the ratio between the ends."""
    found = compared(page)
    if found is None:
        return None
    high, low = ends(found)
    named = {"high": high, "low": low}
    items = [
        Tile(
            page.say(f"comparison.tile_{end}", place=page.name(str(row["place_id"]))),
            page.number(row, with_unit=row["unit"] in ("%", "‰")),
        )
        for end, row in named.items()
    ]
    if found.country is not None:
        items.append(
            Tile(
                page.name(COUNTRY),
                page.number(found.country, with_unit=found.country["unit"] in ("%", "‰")),
            )
        )
    if low["value"] > 0:
        cells = [*high["cells"], *low["cells"]]
        ratio = page.computed(high["value"] / low["value"], "times", 1, "ratio", cells)
        items.append(Tile(page.say("comparison.tile_ratio"), ratio))
    return Tiles(tuple(items), page.legend(item.number for item in items))
