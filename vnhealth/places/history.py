"""How the territory, type and name of a place changed, for charts and for sums."""

from __future__ import annotations

from datetime import date
from typing import Final

from vnhealth.places.model import MERGED_ON, Break, Event, Place
from vnhealth.places.registry import events, parts, place, registry

TERRITORIAL: Final = ("split", "founded", "merge", "transfer", "dissolved")


def history(place_id: str) -> tuple[Event, ...]:
    """Return all recorded events of a place, oldest first: territory, type, name.

    Examples
    --------
    >>> [(e.date, e.kind, e.type_after) for e in history("34-75")]
    [('2026-04-30', 'status', 'thành phố')]
    """
    wanted = place(place_id).place_id
    return tuple(event for event in events() if event.place_id == wanted)


def types_on(candidate: Place, day: date | None = None) -> frozenset[str]:
    """Return the Vietnamese types a place had on `day`, or ever had where `day` is None.

    Examples
    --------
    >>> sorted(types_on(place("34-75"), date(2026, 1, 1)))
    ['tỉnh']
    >>> sorted(types_on(place("34-75")))
    ['thành phố', 'tỉnh']
    """
    changes = [e for e in events() if e.place_id == candidate.place_id and e.type_after]
    if not changes:
        return frozenset((candidate.type_vi,))
    if day is None:
        return frozenset(t for e in changes for t in (e.type_before, e.type_after))
    iso = day.isoformat()
    later = [e.type_before for e in changes if iso < e.date]
    return frozenset((later[0] if later else changes[-1].type_after,))


def territory(place_id: str) -> frozenset[str]:
    """Return the former provinces, Hà Tây among them, that lie in a place today.

    Examples
    --------
    >>> sorted(territory("34-01")), sorted(territory("63-12"))
    (['63-01', '63-28'], ['63-12'])
    """
    whole = place(place_id)
    if whole.level == "country":
        return frozenset(p.place_id for p in registry().values() if _is_former_province(p))
    if whole.level == "region":
        inside = (p for p in registry().values() if p.region_id == place_id)
        provinces = (p for p in inside if p.level == "province")
        return frozenset(old for p in provinces for old in territory(p.place_id))
    if whole.level == "province" and whole.boundaries == "34":
        return frozenset(parts(place_id, historical=True))
    return frozenset((place_id,))


def _is_former_province(candidate: Place) -> bool:
    return candidate.level == "province" and candidate.boundaries == "63"


def coverage(place_id: str, year: int) -> frozenset[str]:
    """Return whose territory the printed row of a place covers in the statistics of `year`.

    Territories are named by the former province that held them on its own, Hà Tây (63-28) among
    them. A province that had not been founded yet, or had been dissolved, covers nothing.

    Examples
    --------
    >>> sorted(coverage("63-12", 2003)), sorted(coverage("63-12", 2004))
    (['63-11', '63-12'], ['63-12'])
    >>> sorted(coverage("63-01", 2007)), sorted(coverage("63-01", 2008))
    (['63-01'], ['63-01', '63-28'])
    """
    whole = place(place_id)
    if not _is_former_province(whole):
        return territory(place_id)
    covered = {place_id}
    for event in history(place_id):
        before = year < event.first_year
        if event.kind == ("founded" if before else "dissolved"):
            return frozenset()
        if event.kind == ("split" if before else "merge"):
            covered |= set(event.other_ids)
    return frozenset(covered)


def breaks(place_id: str, first_year: int, last_year: int) -> list[Break]:
    """Return the changes of territory inside a series from `first_year` to `last_year`.

    A break of 2004 stands between the figures of 2003 and 2004. A change of type or name is none,
    nor is a change among the parts of a place that holds them all.

    Examples
    --------
    >>> [(b.year, b.kind, b.includes) for b in breaks("63-66", 2002, 2016)]
    [(2004, 'split', ('63-67',))]
    >>> breaks("63-12", 2004, 2016), breaks("34-92", 2002, 2016)
    ([], [])
    """
    inside = territory(place_id)
    found = [
        Break(e.first_year, e.kind, e.note_vi, e.note_en, e.other_ids)
        for e in events()
        if e.kind in TERRITORIAL and e.place_id in inside and not inside.issuperset(e.other_ids)
    ]
    found += _merger(place(place_id))
    return [b for b in found if first_year < b.year <= last_year]


def _merger(whole: Place) -> list[Break]:
    """Return the merger of July 2025 as a break of a merging or merged province."""
    if whole.level != "province":
        return []
    merged_id = whole.successor_id if whole.boundaries == "63" else whole.place_id
    members = parts(merged_id)
    if len(members) == 1 or (whole.boundaries == "63" and whole.place_id not in members):
        return []
    merged = registry()[merged_id]
    vi = ", ".join(registry()[each].name_vi for each in members)
    en = ", ".join(registry()[each].name_en for each in members)
    return [
        Break(
            MERGED_ON.year,
            "merge",
            f"Từ ngày 01/7/2025, {merged.name_vi} gồm {vi}; số liệu trước đó là của từng tỉnh cũ.",
            f"From 1 July 2025 {merged.name_en} is made of {en}; earlier figures are those of "
            "the former provinces.",
            members
            if whole.boundaries == "34"
            else tuple(m for m in members if m != whole.place_id),
        )
    ]
