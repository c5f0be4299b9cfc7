"""What a committee must know about the workforce, in three to five sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Paragraph, Text
from vnhealth.topics import words
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import (
    DENSITIES,
    DOCTORS,
    density_parts,
    is_national,
    noun,
    part_figure,
    part_value,
    people_missing,
    population_used,
    recomputed,
    shortfalls,
)
from vnhealth.views.targets import TargetRow, outcome, target_rows
from vnhealth.wording.messages import has
from vnhealth.wording.numbers import half_up

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

MOST: Final = 5
PARTS: Final = ("staff", "population")
SPECIALISTS: Final = ("specialists_level_1", "specialists_level_2")


def messages(page: Page) -> Text:
    """Return the messages, the weightiest first; a sentence without its figures is left out."""
    page.opened_with_year = False
    said = (
        _level(page, DOCTORS),
        _against_targets(page),
        _shortfall(page),
        _training(page),
        _long_run(page),
        _beside_others(page),
    )
    return words.key_messages(said, words.update_step(page, DENSITIES), MOST)


def _level(page: Page, indicator: str) -> Paragraph:
    own = page.latest(indicator)
    if own is None:
        return page.fill("workforce.none", place=page.name(full=True))
    others = [
        (page.name(place, full=True), words.beside(page.points(indicator), own, place))
        for place in (COUNTRY, page.region_id)
        if place
    ]
    compared = [
        (name, words.beside_word(page, own, other), words.figure_of(page, other))
        for name, other in others
        if other is not None
    ]
    said = page.fill(
        "workforce.level",
        year=words.year_note(page, own),
        place=page.name(full=True),
        value=words.figure_of(page, own),
        people=noun(page, indicator),
        beside=words.compared(page, compared),
    )
    return (*said, *_recomputed(page, own))


def _recomputed(page: Page, own: pd.Series) -> Paragraph:
    """Say what a printed density would be by the printed count, where that says otherwise."""
    found = recomputed(page, own)
    if found is None:
        return ()
    doctors, rate = found
    return page.fill(
        "workforce.level_recomputed",
        doctors=words.figure_of(page, doctors),
        rate=page.inline(rate),
    )


def _against_targets(page: Page) -> Paragraph:
    rows = target_rows(page.panel, page.place_id, (DOCTORS,), page.year)
    if not rows or rows[0].result is None:
        return ()
    row = rows[0]
    parts: Paragraph = ()
    for own in row.own[:1]:
        parts += page.fill(
            _own_key(row.known, own),
            target=words.figure_of(page, own),
            year=str(own["year"]),
            result=str(row.known["year"]),
            state=words.state_of(page, row.result, outcome(row.result, own)),
        )
    parts += _national(page, row, "next" if parts else "first")
    return (*parts, ".") if parts else ()


def _national(page: Page, row: TargetRow, joint: str) -> Paragraph:
    """Return the two nearest national targets; the same outcome of both is said once."""
    nearest = row.national[:2]
    states = [outcome(row.result, target) for target in nearest]
    if len(nearest) > 1 and states[0] == states[1] and has(f"both.{states[0]}", page.language):
        return page.fill(
            f"workforce.both_{joint}",
            target=words.figure_of(page, nearest[0]),
            year=str(nearest[0]["year"]),
            next=words.figure_of(page, nearest[1]),
            next_year=str(nearest[1]["year"]),
            state=words.state_of_both(page, row.known, states[0]),
        )
    parts: Paragraph = ()
    for state, target in zip(states, nearest, strict=True):
        parts += page.fill(
            f"workforce.national_{'second' if parts else joint}",
            target=words.figure_of(page, target),
            year=str(target["year"]),
            state=words.state_of(page, row.result, state),
        )
    return parts


def _own_key(result: pd.Series, own: pd.Series) -> str:
    state = outcome(result, own)
    if state == "met" and result["year"] < own["year"]:
        equal = result["value"] == own["value"]
        return "workforce.own_equals_result" if equal else "workforce.own_met_before"
    return "workforce.own"


def _shortfall(page: Page) -> Paragraph:
    found = shortfalls(page)
    if not found:
        return ()
    item = found[0]
    return page.fill(
        "workforce.shortfall",
        people=page.inline(people_missing(page, item, in_words=True)),
        noun=noun(page, item.indicator),
        target=words.figure_of(page, item.target),
        target_year=str(item.target["year"]),
        result=words.figure_of(page, item.result),
        result_year=str(item.result["year"]),
        population=population_used(page, item),
        population_year=str(int(item.row["population_year"])),
        whose=page.say(f"whose_goal.{'national' if is_national(item.target) else 'own'}"),
    )


def specialists(page: Page) -> Paragraph:
    """Say how many of the doctors are specialists, and of which level."""
    doctors = page.latest("doctors")
    first, second = (page.latest(indicator) for indicator in SPECIALISTS)
    if doctors is None or first is None or second is None or first["year"] != doctors["year"]:
        return ()
    cells = [*first["cells"], *second["cells"], *doctors["cells"]]
    total = first["value"] + second["value"]
    return page.fill(
        "workforce.specialists",
        year=str(doctors["year"]),
        doctors=words.figure_of(page, doctors),
        specialists=page.inline(page.computed(total, "person", 0, "sum", cells[:2])),
        share=words.keep_unit(
            page.computed(100 * total / doctors["value"], "%", 1, "share", cells)
        ),
        first=words.figure_of(page, first),
        second=words.figure_of(page, second),
    )


def _training(page: Page) -> Paragraph:
    staff, cost = page.latest("staff_attracted"), page.latest("staff_attraction_cost")
    if staff is None or cost is None:
        return ()
    each = page.computed(
        cost["value"] / staff["value"],
        "VND",
        1,
        "cost_per_person",
        [*cost["cells"], *staff["cells"]],
        bound=str(cost["comparator"]),
        in_words=True,
    )
    return page.fill(
        "workforce.training",
        period=str(staff["period"]).replace("-", "–"),
        staff=words.figure_of(page, staff),
        cost=words.with_unit(page, cost),
        each=words.keep_unit(each),
    )


def _long_run(page: Page) -> Paragraph:
    parts = density_parts(page)
    if parts is None:
        return ()
    frame = page.points(DOCTORS)
    mine = frame[(frame["place_id"] == page.province_id) & (frame["kind"] == "computed")]
    ends = mine.set_index("year", drop=False).loc[list(parts[["from_year", "to_year"]].iloc[0])]
    first, last = ends.iloc[0], ends.iloc[-1]
    kind = words.change_kind(first["value"], last["value"], 1)
    figures = {
        "first_year": str(first["year"]),
        "last_year": str(last["year"]),
        "last": words.figure_of(page, last),
    }
    if kind != "stable":
        figures["first"] = words.figure_of(page, first)
    place = page.name(page.province_id, full=True)
    return (*page.fill(f"workforce.long_run_{kind}", place=place, **figures), *_split(page, parts))


def _split(page: Page, parts: pd.DataFrame) -> Paragraph:
    """Say what staff and people each did to the density; nothing where either prints as 0."""
    split = {part: part_figure(page, parts, part, signed=False) for part in PARTS}
    if any(half_up(abs(figure.value or 0.0), 1) == 0 for figure in split.values()):
        return ()
    ways = ["rise" if part_value(parts, part) > 0 else "fall" for part in PARTS]
    return page.fill(f"workforce.parts_{ways[0]}_{ways[1]}", **split)


def _beside_others(page: Page) -> Paragraph:
    """Say in which kinds of staff the place stands below the country."""
    below = []
    for indicator in DENSITIES[1:]:
        own = page.latest(indicator)
        other = None if own is None else words.beside(page.points(indicator), own, COUNTRY)
        if own is None or other is None:
            continue
        if words.beside_word(page, own, other) == page.say("compare.lower"):
            below.append((indicator, own, other))
    if not below:
        return ()
    indicator, own, other = max(below, key=lambda item: 1 - item[1]["value"] / item[2]["value"])
    return page.fill(
        "workforce.below_country",
        year=str(own["year"]),
        noun=noun(page, indicator),
        value=words.figure_of(page, own),
        country=words.figure_of(page, other),
    )
