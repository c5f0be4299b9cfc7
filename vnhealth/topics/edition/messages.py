"""What a committee must know about the provinces: how far apart, since when, who lags."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.blocks import Masthead, Number, Paragraph, Text, Tile, Tiles
from vnhealth.topics import furniture, words
from vnhealth.topics.edition.facts import (
    PAIR,
    Field,
    Spread,
    card,
    comparison_of,
    fields,
    members,
    national_targets,
    often_worst,
    reaching,
    told_over_time,
)
from vnhealth.topics.targets.words import valued
from vnhealth.views.comparable import comparable

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

NAMED: Final = 3
NAMED_MOST: Final = 5
TILE_INDICATORS: Final = (
    "doctors_per_10k",
    "nurses_per_10k",
    "beds_per_10k",
    "full_immunisation_coverage",
    "infant_mortality",
)
TILES_MOST: Final = 4


def masthead(page: Page) -> Masthead:
    """Return the opening, which says on how many provinces the overview rests."""
    made = furniture.masthead(page)
    subtitle = page.say("edition.subtitle", said=made.subtitle, count=str(len(members(page))))
    return replace(made, subtitle=subtitle)


def messages(page: Page) -> Text:
    """Return how far the provinces lie apart, how that went, who lags and who meets targets."""
    if not fields(page):
        none = page.fill("edition.none", place=page.name(full=True), year=str(page.year))
        return Text((none,), role="key")
    said = (_asked(page), _apart(page), _since(page), _lagging(page), _reached(page))
    return Text(tuple(paragraph for paragraph in said if paragraph), role="key")


def _asked(page: Page) -> Paragraph:
    """Say of which years the figures are, where the year asked for has none."""
    years = sorted({field.year for field in fields(page)})
    if years == [page.year]:
        return ()
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    count = page.count(len(fields(page)), _cells_of_countries(page))
    return page.fill("edition.asked", asked=str(page.year), years=span, count=count)


def _cells_of_countries(page: Page) -> list[str]:
    """Return the cells behind the country's figures: what a count of indicators rests on."""
    return [cell for field in fields(page) for cell in field.country_cells]


def _ends(field: Field) -> tuple[pd.Series, pd.Series]:
    ordered = field.provinces.sort_values(["value", "place_id"], ignore_index=True)
    return ordered.iloc[-1], ordered.iloc[0]


def _apart(page: Page) -> Paragraph:
    """Say by which indicator the highest is most times the lowest; shares have no such ratio."""
    told = [f for f in fields(page) if catalog.indicator(f.indicator).unit != "%"]
    told = [f for f in told if float(_ends(f)[1]["value"]) > 0]
    if not told:
        return ()
    field = max(told, key=lambda each: _ends(each)[0]["value"] / _ends(each)[1]["value"])
    high, low = _ends(field)
    cells = [*high["cells"], *low["cells"]]
    times = page.computed(high["value"] / low["value"], "times", 1, "ratio", cells)
    return page.fill(
        "edition.apart",
        indicator=page.said(field.indicator),
        year=str(field.year),
        highest=page.name(str(high["place_id"])),
        high=valued(page, high),
        lowest=page.name(str(low["place_id"])),
        low=valued(page, low),
        times=page.inline(times),
    )


def _since(page: Page) -> Paragraph:
    """Say by how many indicators the gap widened, and by which it changed most."""
    told = told_over_time(page)
    chosen = {field.indicator: field for field in fields(page)}
    if not told:
        return ()
    wider = [name for name, found in told.items() if found[-1].value > found[0].value]
    most = max(told, key=lambda name: abs(told[name][-1].value - told[name][0].value))
    first, last = told[most][0], told[most][-1]
    way = "wider" if last.value > first.value else "narrower"
    cells = [cell for name in told for cell in chosen[name].country_cells]
    return page.fill(
        f"edition.since_{way}",
        widened=_widened(page, len(wider), len(told), cells),
        indicator=page.said(most),
        first=words.keep_unit(disparity(page, first)),
        first_year=str(first.year),
        last=words.keep_unit(disparity(page, last)),
        last_year=str(last.year),
    )


def _widened(page: Page, count: int, total: int, cells: list[str]) -> Paragraph:
    key = words.all_or_some("edition.widened", count, total)
    return page.fill(key, count=page.count(count, cells), total=page.count(total, cells))


def disparity(page: Page, spread: Spread) -> Number:
    """Return an index of disparity as a figure; its cells are counted below their sources."""
    return page.computed(spread.value, "%", 1, "index_of_disparity", spread.cells, listed=False)


def _lagging(page: Page) -> Paragraph:
    """Name the provinces that most often lie in the worst fifth of all."""
    found = _most(often_worst(page))
    if not found or found[0][1] < PAIR:
        return ()
    table = card(page)
    parts = []
    for place_id, count in found:
        mine = table[table["place_id"] == place_id]
        cells = [cell for each in mine["cells"] for cell in each]
        name = page.name(place_id)
        parts.append(page.fill("edition.lags", place=name, count=page.count(count, cells)))
    total = page.count(len(fields(page)), _cells_of_countries(page))
    return page.fill("edition.lagging", total=total, named=words.listed(page, parts))


def _most(found: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the first three and those that tie with the third, or fewer where too many tie."""
    if len(found) <= NAMED:
        return found
    cut = found[NAMED - 1][1]
    tied = [item for item in found if item[1] >= cut]
    if len(tied) <= NAMED_MOST:
        return tied
    return [item for item in found if item[1] > cut] or found[:NAMED]


def _reached(page: Page) -> Paragraph:
    """Name the national target that fewest provinces meet, and the one that most do."""
    asked = [(field, targets[0]) for field, targets in national_targets(page)]
    if not asked:
        return ()
    counted = [(len(reaching(field, target)), field, target) for field, target in asked]
    few = min(counted, key=lambda item: item[0] / len(item[1].provinces))
    many = max(counted, key=lambda item: item[0] / len(item[1].provinces))
    told = _reach(page, words.all_or_some("edition.reached", few[0], len(few[1].provinces)), *few)
    if many[1].indicator == few[1].indicator:
        return (*told, ".")
    return (*told, *_reach(page, "edition.more_reach", *many), ".")


def _reach(page: Page, key: str, count: int, field: Field, target: pd.Series) -> Paragraph:
    return page.fill(
        key,
        count=page.count(count, field.cells_of(reaching(field, target)) or target["cells"]),
        total=page.count(len(field.provinces), field.country_cells),
        indicator=page.said(field.indicator),
        target=valued(page, target),
        year=str(target["year"]),
        result_year=str(field.year),
    )


def tiles(page: Page) -> Tiles | None:
    """Return figures of the country or region, each with its provinces' lowest and highest."""
    chosen = {field.indicator: field for field in fields(page)}
    items = []
    for indicator in TILE_INDICATORS:
        field = chosen.get(indicator)
        whole = None if field is None else _whole(page, field)
        if field is not None and whole is not None:
            items.append(_tile(page, field, whole))
    items = items[:TILES_MOST]
    return Tiles(tuple(items), page.legend(item.number for item in items)) if items else None


def _whole(page: Page, field: Field) -> pd.Series | None:
    """Return the figure of the page's own country or region, of the provinces' kind and year."""
    if page.place.level == "country":
        return field.country
    frame = comparable(page.panel, field.indicator, comparison_of(page))
    mine = frame[(frame["place_id"] == page.place_id) & (frame["year"] == field.year)]
    return None if mine.empty else mine.iloc[0]


def _tile(page: Page, field: Field, whole: pd.Series) -> Tile:
    high, low = _ends(field)
    label = page.say(
        "tile.label",
        indicator=page.label(field.indicator, short=True),
        year=str(whole["year"]),
    )
    context = page.fill(
        "edition.tile_range",
        low=words.figure_of(page, low),
        high=words.figure_of(page, high),
    )
    return Tile(label, page.number(whole, with_unit=whole["unit"] in ("%", "‰")), context)
