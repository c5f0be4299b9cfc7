"""Which targets are on record for a place: its own, and the country's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from vnhealth.checks.evidence import COUNTRY, Evidence, Row, rows

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Goal:
    """A target of a place and the year it was first set in."""

    row: Row
    set_in: int


def goals(evidence: Evidence) -> list[Goal]:
    """Return each target once a place, indicator, scope, year and level, by place and year.

    A document that repeats a national target did not set it: the earliest source counts.
    """
    frame = evidence.figures
    targets = rows(frame[frame["role"] == "target"].sort_values(["place_id", "indicator", "year"]))
    first: dict[tuple[object, ...], int] = {}
    for row in targets:
        if row.place_id == COUNTRY:
            key = _level(row)
            first[key] = min(first.get(key, 9999), set_in(evidence, row))
    kept: dict[tuple[object, ...], Goal] = {}
    for row in targets:
        own = set_in(evidence, row)
        kept.setdefault(
            (row.place_id, *_level(row)), Goal(row, min(own, first.get(_level(row), own)))
        )
    return list(kept.values())


def set_in(evidence: Evidence, row: Row) -> int:
    """Return the year of the source of a target."""
    date = evidence.dated(row.source_id)
    return int(date[:4]) if date[:4].isdigit() else row.year


def nearest(found: Sequence[Goal], indicator: str, place_id: str, year: int) -> Goal | None:
    """Return the place's first target for `year` or later, else the country's."""
    for wanted in (place_id, COUNTRY):
        mine = [
            goal
            for goal in found
            if goal.row.indicator == indicator
            and goal.row.place_id == wanted
            and goal.row.year >= year
        ]
        if mine:
            return min(mine, key=lambda goal: goal.row.year)
    return None


def _level(row: Row) -> tuple[object, ...]:
    low, high = (row.lower, row.upper) if row.comparator == "range" else (row.value, row.value)
    return (row.indicator, row.scope, row.year, row.comparator, low, high)
