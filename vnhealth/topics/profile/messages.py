"""What a committee must know about a place, a sentence a topic, and four tiles."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Paragraph, Text, Tiles
from vnhealth.topics import words
from vnhealth.topics.budget.facts import EXPENDITURE, TOTAL, per_head, planned
from vnhealth.topics.profile.facts import rank_number, standings
from vnhealth.topics.target_rows import plan_tile, tile_of
from vnhealth.topics.targets.messages import counted
from vnhealth.topics.targets.words import valued
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import DOCTORS, noun

if TYPE_CHECKING:
    from vnhealth.topics.page import Page

MOST: Final = 5
TILES_MOST: Final = 4
LEVELS: Final = (DOCTORS, "infant_mortality")
TILE_INDICATORS: Final = (
    "doctors_per_10k",
    "beds_per_10k",
    "health_insurance_coverage",
    "full_immunisation_coverage",
    "infant_mortality",
    "under5_mortality",
    "nurses_per_10k",
)


def messages(page: Page) -> Text:
    """Return where the place stands, its staff, child deaths, targets and money, in that order."""
    page.opened_with_year = False
    said = (
        _standing(page),
        *(_level(page, indicator) for indicator in LEVELS),
        counted(page),
        _money(page),
    )
    kept = [paragraph for paragraph in said if paragraph]
    if not kept:
        kept = [page.fill("profile.none", place=page.name(full=True), year=str(page.year))]
    return Text(tuple(kept[:MOST]), role="key")


def _standing(page: Page) -> Paragraph:
    """Say by how many indicators the place does better than the country, and its ends."""
    found = standings(page)
    if not found:
        return ()
    sides = Counter(each.side for each in found)
    cells = [cell for each in found for cell in each.row["cells"]]
    best = min(found, key=lambda each: each.rank / each.ranked)
    last = max(found, key=lambda each: each.rank / each.ranked)
    form = "only" if len(sides) == 1 else "part"
    parts = [
        page.fill(f"profile.{form}_{side}", count=page.count(sides[side], cells))
        for side in ("better", "worse", "equal")
        if sides[side]
    ]
    return page.fill(
        "profile.standing",
        place=page.name(full=True),
        total=page.count(len(found), cells),
        parts=words.listed(page, parts),
        best=page.said(best.indicator),
        best_rank=rank_number(page, best),
        last=page.said(last.indicator),
        last_rank=rank_number(page, last),
        ranked=str(best.ranked),
    )


def _level(page: Page, indicator: str) -> Paragraph:
    """Return the newest figure of an indicator beside those of the country and the region."""
    own = page.latest(indicator)
    if own is None:
        return ()
    decimals = words.indicator_decimals(indicator)
    compared = []
    for place in (COUNTRY, page.region_id):
        other = words.beside(page.points(indicator), own, place) if place else None
        if other is None or place == page.place_id:
            continue
        word = words.comparison_word(page, own["value"], other["value"], decimals)
        compared.append((page.name(place, full=True), word, valued(page, other)))
    said = {
        "year": words.year_note(page, own),
        "place": page.name(full=True),
        "value": valued(page, own),
        "beside": words.compared(page, compared),
    }
    if indicator == DOCTORS:
        return page.fill("workforce.level", people=noun(page, indicator), **said)
    return page.fill("profile.level", indicator=page.said(indicator), **said)


def _money(page: Page) -> Paragraph:
    """Return the planned health budget, else the newest final expenditure of the place."""
    total = planned(page, TOTAL)
    key = "profile.health_budget"
    if total is None:
        total, key = page.latest(EXPENDITURE), "profile.expenditure"
    if total is None:
        return ()
    each = per_head(page, total)
    values = {
        "year": str(total["year"]),
        "place": page.name(full=True),
        "total": words.keep_unit(page.number(total, in_words=True)),
    }
    if each is None:
        return page.fill(key, **values)
    return page.fill(f"{key}_each", each=words.keep_unit(each), **values)


def tiles(page: Page) -> Tiles | None:
    """Return four figures across the topics, set against a target or the country."""
    items = [tile for indicator in TILE_INDICATORS if (tile := tile_of(page, indicator))]
    if len(items) < TILES_MOST:
        items += [tile for indicator in TILE_INDICATORS if (tile := plan_tile(page, indicator))]
    items = items[:TILES_MOST]
    if not items:
        return None
    return Tiles(tuple(items), page.legend(tile.number for tile in items))
