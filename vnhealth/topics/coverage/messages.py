"""What a committee must know about coverage, in three to five sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Paragraph, Text
from vnhealth.topics import words
from vnhealth.topics.coverage.facts import (
    COVERAGE,
    IMMUNISATION,
    INSURANCE,
    OUTCOMES,
    assigned_target,
    rows,
    uninsured,
    years_of,
)
from vnhealth.topics.words import COUNTRY
from vnhealth.views.targets import TargetRow, outcome

if TYPE_CHECKING:
    from vnhealth.topics.page import Page

MOST: Final = 5


def messages(page: Page) -> Text:
    """Return the messages, the weightiest first."""
    page.opened_with_year = False
    found = rows(page)
    said = (
        _count(page, found),
        _insurance(page, found),
        _immunisation(page, found),
        _farthest(page, found),
        _mortality(page),
    )
    step = _plan_only(page, found) or words.update_step(page, (*COVERAGE, *OUTCOMES))
    if not any((*said, step)):
        return Text((_little(page, found),), role="key")
    return words.key_messages(said, step, MOST)


def _little(page: Page, found: list[TargetRow]) -> Paragraph:
    """Say that there is no figure, and why; or which there are, where none settles anything."""
    from vnhealth.topics.availability import availability

    reason = availability(page.topic, page.place_id, page.year, page.panel, page.language)
    if reason is not None:
        return (reason,)
    named = page.named(row.indicator for row in found)
    return page.fill("coverage.little", place=page.name(full=True), named=named)


def _count(page: Page, found: list[TargetRow]) -> Paragraph:
    """Count how many indicators meet the nearest target they are held against."""
    held = [row for row in found if row.is_held]
    if len(held) < 3:  # noqa: PLR2004
        return ()
    states = [outcome(row.known, row.targets[0]) for row in held]
    cells = [cell for row in held for cell in (*row.known["cells"], *row.targets[0]["cells"])]
    parts = [
        page.fill(f"coverage.counted_{state}", count=page.count(states.count(state), cells))
        for state in ("met", "not_met", "undetermined")
        if states.count(state)
    ]
    return page.fill(
        "coverage.counted",
        total=page.count(len(held), cells),
        place=page.name(full=True),
        years=years_of(page, held),
        parts=words.listed(page, parts),
    )


def _insurance(page: Page, found: list[TargetRow]) -> Paragraph:
    row = next((row for row in found if row.indicator == INSURANCE), None)
    if row is None:
        return ()
    if row.result is None:
        return page.fill(
            "coverage.insurance_target_only",
            place=page.name(full=True),
            target=words.with_unit(page, row.own[0]),
            year=str(row.own[0]["year"]),
        )
    gap, assigned = uninsured(page), assigned_target(page)
    target = (*row.own, *row.national)[0] if (row.own or row.national) else None
    parts = page.fill(
        "coverage.insurance",
        year=words.year_note(page, row.result),
        place=page.name(full=True),
        value=words.with_unit(page, row.result),
    )
    if gap is not None:
        parts += page.fill("coverage.insurance_gap", people=page.inline(gap))
    if target is not None:
        state = outcome(row.result, target)
        parts += page.fill(
            f"coverage.insurance_{state}",
            target=words.with_unit(page, target),
            year=str(target["year"]),
            state=words.state_of(page, row.result, state),
        )
    if assigned is not None:
        parts += page.fill("coverage.insurance_assigned", assigned=words.keep_unit(assigned))
    return (*parts, ".")


def _immunisation(page: Page, found: list[TargetRow]) -> Paragraph:
    row = next((row for row in found if row.indicator == IMMUNISATION), None)
    if row is None or row.result is None:
        return ()
    result = row.result
    country = words.beside(page.points(IMMUNISATION), result, COUNTRY)
    parts = page.fill(
        "coverage.immunisation",
        year=words.year_note(page, result),
        place=page.name(full=True),
        value=words.with_unit(page, result),
        of=page.say("coverage.of", qualifier=page.qualifier(result["qualifier"]))
        if result["qualifier"]
        else "",
    )
    if country is not None:
        parts += page.fill(
            "coverage.beside_country",
            word=words.beside_word(page, result, country),
            value=words.with_unit(page, country),
        )
    targets = (*row.own, *row.national)
    if targets:
        state = outcome(result, targets[0])
        parts += page.fill(
            f"coverage.target_{state}",
            target=words.with_unit(page, targets[0]),
            year=str(targets[0]["year"]),
            of=page.say("coverage.of", qualifier=page.qualifier(targets[0]["qualifier"]))
            if targets[0]["qualifier"]
            else "",
        )
    return (*parts, ".")


def _farthest(page: Page, found: list[TargetRow]) -> Paragraph:
    """Name the indicator in % that is farthest below its target."""
    gaps = []
    for row in found:
        targets = (*row.own, *row.national)
        if (
            row.indicator == INSURANCE
            or row.result is None
            or not targets
            or row.indicator not in COVERAGE
        ):
            continue
        if outcome(row.result, targets[0]) == "not_met":
            gaps.append((targets[0]["value"] - row.result["value"], row, targets[0]))
    if not gaps:
        return ()
    gap, row, target = max(gaps, key=lambda item: item[0])
    cells = [*row.known["cells"], *target["cells"]]
    return page.fill(
        "coverage.farthest",
        indicator=page.said(row.indicator),
        value=words.with_unit(page, row.known),
        target=words.with_unit(page, target),
        gap=page.inline(page.computed(gap, "point", 1, "difference", cells)),
    )


def _plan_only(page: Page, found: list[TargetRow]) -> Paragraph:
    """Say how many targets have no result on record yet."""
    without = [row for row in found if row.result is None and row.own]
    if not without:
        return ()
    cells = [cell for row in without for cell in row.own[0]["cells"]]
    count = page.count(len(without), cells)
    named = page.named(row.indicator for row in without[:4])
    key = "coverage.plan_only" if len(without) <= 4 else "coverage.plan_only_more"  # noqa: PLR2004
    return page.fill(key, count=count, named=named)


def _mortality(page: Page) -> Paragraph:
    own = page.latest("infant_mortality")
    if own is None or page.place.level == "district":
        return ()
    country = words.beside(page.points("infant_mortality"), own, COUNTRY)
    if country is None:
        return ()
    return page.fill(
        "coverage.mortality",
        year=words.year_note(page, own),
        value=words.with_unit(page, own),
        country=words.with_unit(page, country),
        word=words.beside_word(page, own, country),
        place=page.name(full=True),
    )
