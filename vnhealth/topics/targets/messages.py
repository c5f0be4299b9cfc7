"""What a committee must know about the targets: how many are met, and which need action."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.blocks import Paragraph, Text, Tile, Tiles
from vnhealth.topics import words
from vnhealth.topics.targets.facts import (
    ALREADY_MET,
    BEHIND,
    JUDGED,
    NO_RESULT,
    ON_TRACK,
    REACHED,
    UNDETERMINED,
    Held,
    held,
    of_groups,
    urgent,
)
from vnhealth.topics.targets.words import change, pace_of, people_missing, valued
from vnhealth.views.target_table import NATIONAL, OWN

if TYPE_CHECKING:
    from vnhealth.blocks.model import Status
    from vnhealth.topics.page import Page

MOST: Final = 5
ACTIONS: Final = 3
NAMED: Final = 4
FIRST: Final = 2


def messages(page: Page) -> Text:
    """Return the counts, the two or three targets that need action, and what can't be told."""
    found = held(page)
    if not found:
        none = page.fill("targets.none", place=page.name(full=True), year=str(page.year))
        return Text((none,), role="key")
    already = _already_met(page, found)
    chosen = urgent(page)[: ACTIONS - bool(already)]
    actions = [_action(page, item, first=not at) for at, item in enumerate(chosen)]
    said = (_count(page, found), *actions, already, _age(page, found), _without(page, found))
    return Text(tuple(paragraph for paragraph in said if paragraph)[:MOST], role="key")


def counted(page: Page) -> Paragraph:
    """Return how the targets stand that a result settles; nothing where there is none."""
    settled = of_groups(held(page), JUDGED)
    if not settled:
        return ()
    first = dict.fromkeys(item.indicator for item in urgent(page))
    return page.fill(
        "targets.settled_first" if first else "targets.settled",
        place=page.name(full=True),
        judged=page.count(len(settled), _cells(settled)),
        parts=_parts(page, settled),
        named=page.named(list(first)[:FIRST]),
    )


def _parts(page: Page, settled: Sequence[Held]) -> Paragraph:
    """Return how many are met, on track and behind, as a list."""
    parts = [
        page.fill(f"targets.part_{name}", count=page.count(len(mine), _cells(mine)))
        for name, groups in (("reached", REACHED), ("on_track", (ON_TRACK,)), ("behind", BEHIND))
        if (mine := of_groups(settled, groups))
    ]
    return words.listed(page, parts)


def _count(page: Page, found: Sequence[Held]) -> Paragraph:
    """Say how many targets there are, how many can be judged, and how those stand."""
    settled = of_groups(found, JUDGED)
    place, total = page.name(full=True), page.count(len(found), _cells(found))
    if not settled:
        return page.fill("targets.count_none", total=total, place=place)
    own = [item for item in found if item.whose == OWN]
    national = [item for item in found if item.whose == NATIONAL]
    key = "targets.count_both" if national else "targets.count"
    if national and not own:
        key = "targets.count_national"
    return page.fill(
        key,
        total=total,
        place=place,
        own=page.count(len(own), _cells(own)),
        national=page.count(len(national), _cells(national)),
        judged=page.count(len(settled), _cells(settled)),
        parts=_parts(page, settled),
    )


def _cells(found: Sequence[Held]) -> list[str]:
    return [cell for item in found for cell in item.cells]


def _action(page: Page, item: Held, *, first: bool) -> Paragraph:
    """Say what one target that lags asks for each year, and what the years before brought."""
    result = item.known
    parts = page.fill(
        "targets.lags" if first else "targets.lags_next",
        indicator=page.said(item.indicator),
        value=valued(page, result),
        year=str(result["year"]),
        whose=page.say(f"targets.whose_{item.set_by}"),
        target=valued(page, item.target),
        target_year=str(item.year),
    )
    needed = change(page, item, "required_per_year")
    if needed is None or item.required is None:
        return (*parts, ".")
    way = "rise" if item.required > 0 else "fall"
    parts += page.fill(f"targets.needs_{way}", needed=needed)
    parts += _so_far(page, item, item.required)
    people = people_missing(page, item)
    if people is None:
        return (*parts, ".")
    unit = page.say(f"noun.{catalog.indicator(item.indicator).numerator_id}")
    ahead = page.fill("targets.people", people=people, noun=unit, year=str(item.year))
    return (*parts, *ahead, ".")


def _so_far(page: Page, item: Held, required: float) -> Paragraph:
    """Say what the years since the base brought, beside what is required."""
    observed, figure = item.observed, change(page, item, "observed_per_year")
    if observed is None or figure is None or item.base is None:
        return ()
    years = {"base_year": str(item.base["year"]), "year": str(item.known["year"])}
    if not any(digit in "123456789" for digit in figure.printed):
        return page.fill("targets.so_far_still", **years)
    way = "rise" if observed > 0 else "fall"
    if observed * required < 0:
        return page.fill(f"targets.so_far_wrong_{way}", observed=figure, **years)
    pace = pace_of(page, item)
    if abs(observed) >= abs(required) and pace is not None:
        # In points it went fast enough; pace is by growth rates, and the level is lower now.
        return page.fill("targets.so_far_relative", pace=page.inline(pace), **years)
    return page.fill(f"targets.so_far_right_{way}", observed=figure, **years)


def _already_met(page: Page, found: Sequence[Held]) -> Paragraph:
    """Name a target of the place's own that its result had met when it was set."""
    mine = [i for i in of_groups(found, (ALREADY_MET,)) if i.whose == OWN]
    if not mine:
        return ()
    item = mine[0]
    result, target = item.known, item.target
    equal = result["value"] == target["value"] and target["comparator"] == "eq"
    return page.fill(
        "targets.already_equal" if equal else "targets.already",
        indicator=page.said(item.indicator),
        target=valued(page, target),
        target_year=str(item.year),
        value=valued(page, result),
        year=str(result["year"]),
    )


def _age(page: Page, found: Sequence[Held]) -> Paragraph:
    """Say how many judgements rest on the same result of an earlier year."""
    settled = of_groups(found, JUDGED)
    old = [item for item in settled if int(item.known["year"]) < page.year]
    if not old:
        return ()
    year, _ = Counter(int(item.known["year"]) for item in old).most_common(1)[0]
    mine = [item for item in old if int(item.known["year"]) == year]
    return page.fill(
        "targets.age_all" if len(mine) == len(settled) else "targets.age",
        count=page.count(len(mine), _cells(mine)),
        total=page.count(len(settled), _cells(settled)),
        year=str(year),
        asked=str(page.year),
    )


def _without(page: Page, found: Sequence[Held]) -> Paragraph:
    """Say how many targets can't be judged yet, and name some of the place's own."""
    rest = of_groups(found, (NO_RESULT, UNDETERMINED))
    if not rest:
        return ()
    own = [item for item in rest if item.whose == OWN] or rest
    named = list(dict.fromkeys(item.indicator for item in own))
    key = "targets.without" if len(named) <= NAMED else "targets.without_more"
    count = page.count(len(rest), _cells(rest))
    return page.fill(key, count=count, named=page.named(named[:NAMED]))


def tiles(page: Page) -> Tiles | None:
    """Return how many targets are met, on track, behind, and not to be judged yet."""
    found = held(page)
    if not found:
        return None
    every = _cells(found)
    kinds: tuple[tuple[str, tuple[str, ...], Status], ...] = (
        ("reached", REACHED, "good"),
        ("on_track", (ON_TRACK,), "neutral"),
        ("behind", BEHIND, "bad"),
        ("open", (UNDETERMINED, NO_RESULT), "warn"),
    )
    items = []
    for name, groups, status in kinds:
        mine = of_groups(found, groups)
        number = page.count(len(mine), _cells(mine) or every)
        context = page.fill(f"targets.tile_of_{name}")
        shown: Status = status if mine else "neutral"
        said = page.say(f"targets.tile_some_{name}") if shown != "neutral" else ""
        items.append(Tile(page.say(f"targets.tile_{name}"), number, context, shown, said))
    return Tiles(tuple(items))
