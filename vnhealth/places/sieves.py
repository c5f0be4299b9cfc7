"""Narrow the places a name can stand for by date, boundaries, level, type and surroundings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from vnhealth.places import reasons
from vnhealth.places.history import history, types_on
from vnhealth.places.model import MERGED_ON, Place, Sentence
from vnhealth.places.pool import pool_of
from vnhealth.places.reading import Reading, read
from vnhealth.places.registry import registry

_URBAN = frozenset(("thành phố", "thị xã"))


@dataclass(frozen=True, slots=True)
class Question:
    """What is known besides the name."""

    on: date | None
    boundaries: str | None
    level: str | None
    kind: str
    reading: Reading


def narrow(
    ids: Sequence[str], question: Question
) -> tuple[tuple[str, ...], Sentence, tuple[str, ...]]:
    """Return the ids left, and for none left: the reason and the nearest candidates."""
    left = tuple(ids)
    for keep, why, nearest in _sieves(question):
        kept = tuple(i for i in left if keep(registry()[i]))
        if not kept:
            near = nearest(left)
            return (), why(near), near
        left = kept
    return left, reasons.empty(), left


_Sieve = tuple[
    Callable[[Place], bool],
    Callable[[tuple[str, ...]], Sentence],
    Callable[[tuple[str, ...]], tuple[str, ...]],
]


def _sieves(question: Question) -> list[_Sieve]:
    def same(ids: tuple[str, ...]) -> tuple[str, ...]:
        return ids

    found: list[_Sieve] = []
    level, boundaries, day, reading = (
        question.level,
        question.boundaries,
        question.on,
        question.reading,
    )
    if day is not None:
        found.append(
            (
                lambda p: p.existed_on(day),
                lambda ids: reasons.not_on_day(ids, day),
                lambda ids: _holders(ids, day),
            )
        )
    if boundaries is not None:
        found.append(
            (
                lambda p: p.boundaries in (boundaries, ""),
                lambda ids: reasons.not_on_boundaries(ids, boundaries),
                same,
            )
        )
    if level is not None:
        found.append(
            (lambda p: p.level == level, lambda ids: reasons.not_of_level(ids, level), same)
        )
    if question.kind:
        found.append(
            (lambda p: _is_of_kind(p, question.kind, day, level), reasons.not_of_kind, same)
        )
    for named in (*reading.also, *reading.within):
        found.append(_place_named_with(named, alias=named in reading.also))
    return found


def _place_named_with(named: str, *, alias: bool) -> _Sieve:
    """Return the sieve for a name in brackets (the place or its parent) or after a comma."""
    reading = read(named)
    ids = frozenset(pool_of(reading).ids) if reading else frozenset()
    return (
        lambda p: bool(ids & _ancestors(p)) or (alias and p.place_id in ids),
        lambda near: reasons.elsewhere(near, named),
        lambda near: near,
    )


def _ancestors(candidate: Place) -> frozenset[str]:
    found = {candidate.region_id}
    parent = candidate.parent_id
    while parent:
        found |= {parent, registry()[parent].region_id}
        parent = registry()[parent].parent_id
    return frozenset(found - {""})


def _is_of_kind(candidate: Place, kind: str, day: date | None, level: str | None) -> bool:
    types = types_on(candidate, day)
    if candidate.level == "province":
        always = level == "province" and day is None
        return kind == "province" or (kind == "city" and ("thành phố" in types or always))
    if candidate.level == "district":
        if kind == "district":
            return "huyện" in types_on(candidate)
        return kind == "any_district" or (kind in ("city", "town") and bool(types & _URBAN))
    return kind == candidate.level


def _holders(ids: tuple[str, ...], day: date) -> tuple[str, ...]:
    """Return the places that held the land of `ids` on a day when these did not exist."""
    found: list[str] = []
    for place_id in ids:
        candidate = registry()[place_id]
        if candidate.level == "district":
            candidate = registry()[candidate.parent_id]
            if candidate.existed_on(day):
                found.append(candidate.place_id)
                continue
        if candidate.boundaries == "63" and day >= MERGED_ON:
            found.append(candidate.successor_id)
        else:
            found += [
                other
                for event in history(place_id)
                if event.kind in ("founded", "dissolved")
                for other in event.other_ids
            ]
    return tuple(dict.fromkeys(i for i in found if i)) or ids
