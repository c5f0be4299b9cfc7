"""The tables of the targets brief: what is judged, at what pace, and what can't be judged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnhealth.blocks import Cell, Column, Note, Paragraph, Row, Table
from vnhealth.topics import furniture, words
from vnhealth.topics.tabling import table_of
from vnhealth.topics.targets.facts import (
    BEHIND,
    JUDGED,
    NO_RESULT,
    ON_TRACK,
    UNDETERMINED,
    Held,
    held,
    is_one_sided,
    of_groups,
)
from vnhealth.topics.targets.words import change, pace_of, people_missing
from vnhealth.views.target_table import NATIONAL, OWN
from vnhealth.views.targets import scope, without_events
from vnhealth.wording.numbers import MISSING, NOT_APPLICABLE

if TYPE_CHECKING:
    from vnhealth.topics.page import Page


def judged(page: Page) -> Table | None:
    """Return every target that a result settles: result, target, horizon and group."""
    rows = [
        _beside_target(page, item, page.say(f"targets.group_{item.group}"))
        for item in of_groups(held(page), JUDGED)
    ]
    return _table(page, "judged", _columns_beside_target(page, "column.outcome"), rows)


def _beside_target(page: Page, item: Held, said: str) -> Row:
    """Return the row of a result beside its target, and what is `said` of the two."""
    return Row(
        (
            page.label(item.indicator, short=True),
            page.number(item.known, with_unit=True),
            str(item.known["year"]),
            page.number(item.target, with_unit=True),
            page.say(f"whose_year.{item.set_by}", year=str(item.year)),
            said,
        )
    )


def _columns_beside_target(page: Page, last: str) -> tuple[Column, ...]:
    return (
        Column(page.say("column.indicator")),
        Column(page.say("column.result"), "number"),
        Column(page.say("column.year")),
        Column(page.say("column.target"), "number"),
        Column(page.say("column.whose")),
        Column(page.say(last)),
    )


def needs(page: Page) -> Table | None:
    """Return what each target not met asks for each year, and how many people it lacks."""
    rows = [
        Row(
            (
                page.label(item.indicator, short=True),
                page.say(f"whose_year.{item.set_by}", year=str(item.year)),
                change(page, item, "required_per_year", sign=True) or MISSING,
                change(page, item, "observed_per_year", sign=True) or MISSING,
                people_missing(page, item, in_words=False) or NOT_APPLICABLE,
            )
        )
        for item in _behind(page)
    ]
    columns = (
        Column(page.say("column.indicator")),
        Column(page.say("column.whose")),
        Column(page.say("column.each_year"), "number"),
        Column(page.say("column.so_far"), "number"),
        Column(page.say("column.missing"), "number"),
    )
    return _table(page, "needs", columns, rows)


def paces(page: Page) -> Table | None:
    """Return the pace towards each target not met, in both band sets."""
    rows = [
        Row(
            (
                page.label(item.indicator, short=True),
                page.say(f"whose_year.{item.set_by}", year=str(item.year)),
                page.number(item.base),
                str(item.base["year"]),
                pace,
                page.say(f"band.{item.un}"),
                page.say(f"band.{item.eurostat}"),
            )
        )
        for item in _behind(page)
        if item.base is not None and (pace := pace_of(page, item)) is not None
    ]
    columns = (
        Column(page.say("column.indicator")),
        Column(page.say("column.whose")),
        Column(page.say("column.base"), "number"),
        Column(page.say("column.base_year")),
        Column(page.say("column.pace"), "number"),
        Column(page.say("column.band_un")),
        Column(page.say("column.band_eurostat")),
    )
    return _table(page, "paces", columns, rows)


def _behind(page: Page) -> list[Held]:
    found = of_groups(held(page), (*BEHIND, ON_TRACK))
    return [item for item in found if item.required is not None]


def unsettled(page: Page) -> Table | None:
    """Return the targets whose result doesn't settle them, each with the reason."""
    rows = [
        _beside_target(page, item, _reason(page, item))
        for item in of_groups(held(page), (UNDETERMINED,))
    ]
    return _table(page, "unsettled", _columns_beside_target(page, "column.reason"), rows)


def _reason(page: Page, item: Held) -> str:
    result, target = item.known, item.target
    if scope(result) != scope(target):
        return page.say(
            "targets.reason_scope",
            result=page.qualifier(scope(result)),
            target=page.qualifier(scope(target)),
        )
    if without_events(result):
        return page.say("targets.reason_zero")
    if item.row is not None and is_one_sided(item.row):
        return page.say("targets.reason_direction")
    about = "approx" in (result["comparator"], target["comparator"])
    return page.say("targets.reason_about" if about else "targets.reason_inequality")


def without_result(page: Page) -> Table | None:
    """Return the targets of indicators without any result: own and national ones side by side."""
    found: dict[str, dict[str, list[Held]]] = {}
    for item in of_groups(held(page), (NO_RESULT,)):
        found.setdefault(item.indicator, {OWN: [], NATIONAL: []})[item.whose].append(item)
    sides = [side for side in (OWN, NATIONAL) if any(each[side] for each in found.values())]
    rows = [
        Row((page.label(indicator), *(_goals(page, each[side]) for side in sides)))
        for indicator, each in found.items()
    ]
    names = {
        OWN: page.say("column.own_target", place=page.name()),
        NATIONAL: page.say("target.short_national"),
    }
    columns = (Column(page.say("column.indicator")), *(Column(names[side]) for side in sides))
    return _table(page, "without", columns, rows)


def _goals(page: Page, items: Sequence[Held]) -> Cell:
    """Return targets with their years in one cell."""
    said: Paragraph = ()
    for item in items:
        goal = page.fill(
            "targets.goal", target=words.with_unit(page, item.target), year=str(item.year)
        )
        said += ("; " if said else "", *goal)
    return tuple(run for run in said if run) or NOT_APPLICABLE


def _table(page: Page, name: str, columns: Sequence[Column], rows: Sequence[Row]) -> Table | None:
    return table_of(
        page,
        f"targets-{name}",
        columns,
        rows,
        title=page.say(f"targets.{name}_title"),
        caption=page.say(f"targets.{name}_caption"),
        remarks=True,
    )


def method(page: Page) -> Note | None:
    """Return how groups and pace are judged, where there is any."""
    if not of_groups(held(page), JUDGED):
        return None
    said = [page.fill("targets.method_groups")]
    if of_groups(held(page), (*BEHIND, ON_TRACK)):
        said += [page.fill("targets.method_pace"), page.fill("targets.method_people")]
    return Note("method", page.say("targets.method_title"), tuple(said))


def missing(page: Page) -> Note:
    """Return which results are older than the brief's year, and what national targets are."""
    known = dict.fromkeys(item.indicator for item in held(page) if item.result is not None)
    said = furniture.gaps(page, list(known))
    if page.place.level != "country" and any(item.whose == NATIONAL for item in held(page)):
        said.append(page.fill("targets.national_note"))
    return furniture.missing(page, said)
