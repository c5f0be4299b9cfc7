"""Which places a spelling can stand for: by key, without spaces, or with letters lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Final

from vnhealth.places.names import (
    LOSS,
    accents,
    contradict,
    fold,
    lost_per_byte,
    other_placement,
    skeleton,
)
from vnhealth.places.registry import events, registry, table

MIN_PLAIN_LETTERS: Final = 2
MAX_SUGGESTIONS: Final = 6
SUGGESTION_CUTOFF: Final = 72.0
MAX_INITIALS: Final = 6

DIVIDED: Final = "divided"
FORMER_NAME: Final = "former_name"


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling of the catalogue and the place it stands for."""

    spelling: str
    place_id: str
    origin: str


@dataclass(frozen=True, slots=True)
class Found:
    """The places a key can stand for, how it was found, and whether letters were lost."""

    aliases: tuple[Alias, ...]
    lossy: bool = False

    def ids(self, *origins: str) -> tuple[str, ...]:
        """Return the place ids once each, of the named origins or of all others than those two."""
        chosen = (
            a.place_id
            for a in self.aliases
            if (a.origin in origins if origins else a.origin not in (DIVIDED, FORMER_NAME))
        )
        return tuple(dict.fromkeys(chosen))


@cache
def aliases() -> tuple[Alias, ...]:
    """Return every spelling of the catalogue with its place."""
    found = [
        Alias(name, p.place_id, "name")
        for p in registry().values()
        for name in (p.name_vi, p.name_en)
    ]
    found += [
        Alias(name, e.place_id, "name")
        for e in events()
        for name in (e.name_before, e.name_after)
        if name
    ]
    found += [
        Alias(row["spelling"], place_id, row["origin"])
        for row in table("spellings")
        for place_id in row["place_ids"].split()
    ]
    return tuple(found)


@cache
def _by_key() -> dict[str, tuple[Alias, ...]]:
    return _grouped((fold(a.spelling), a) for a in aliases())


@cache
def _by_compact_key() -> dict[str, tuple[Alias, ...]]:
    return _grouped((fold(a.spelling).replace(" ", ""), a) for a in aliases())


@cache
def _by_lost_bytes() -> dict[str, tuple[Alias, ...]]:
    return _grouped((lost_per_byte(a.spelling), a) for a in aliases())


@cache
def _skeletons() -> dict[int, tuple[tuple[tuple[tuple[str, bool], ...], Alias], ...]]:
    """Return the names that an export can lose letters of, by their number of letters."""
    lengths: defaultdict[int, list[tuple[tuple[tuple[str, bool], ...], Alias]]] = defaultdict(list)
    for alias in aliases():
        if LOSS not in alias.spelling:
            for spelling in dict.fromkeys((alias.spelling, other_placement(alias.spelling))):
                letters = skeleton(spelling)
                lengths[len(letters)].append((letters, alias))
    return {length: tuple(found) for length, found in lengths.items()}


def _grouped(pairs: Iterable[tuple[str, Alias]]) -> dict[str, tuple[Alias, ...]]:
    groups: defaultdict[str, list[Alias]] = defaultdict(list)
    for key, alias in pairs:
        groups[key].append(alias)
    return {key: tuple(found) for key, found in groups.items()}


def look_up(key: str, printed: tuple[tuple[str, str], ...] = ()) -> Found:
    """Return the places that a folded key stands for, exactly, or with lost letters filled in.

    Names whose accents contradict the `printed` ones (Phù Yên is not Phú Yên) do not count.

    Examples
    --------
    >>> look_up("ha giang").ids(), look_up("hanoi").ids(), look_up("ha nan").ids()
    (('63-02',), ('63-01', '34-01'), ())
    >>> look_up("?? n?ng").ids("name")
    ('63-48', '34-48')
    """
    found = _by_key().get(key, ())
    if not found and LOSS in key:
        found = _with_lost_letters(key)
    if not found:
        found = _by_compact_key().get(key.replace(" ", ""), ())
    agreeing = tuple(a for a in found if not contradict(printed, accents(a.spelling)))
    return Found(agreeing, lossy=LOSS in key)


def _with_lost_letters(key: str) -> tuple[Alias, ...]:
    if sum(letter.isalpha() for letter in key) < MIN_PLAIN_LETTERS:
        return ()
    found = dict.fromkeys(_by_lost_bytes().get(key, ()))
    for shorter in _without_outer_marks(key):
        for letters, alias in _skeletons().get(len(shorter), ()):
            if _fits(shorter, letters):
                found[alias] = None
        found |= dict.fromkeys(_by_key().get(shorter, ()))
    return tuple(found)


def _without_outer_marks(key: str) -> list[str]:
    """Return the key, and the key with leading or trailing marks taken for lost spaces."""
    core = key.strip(LOSS + " ")
    head = len(key) - len(key.lstrip(LOSS + " "))
    tail = len(key) - len(key.rstrip(LOSS + " "))
    starts = range(min(head, 3) + 1)
    ends = range(min(tail, 3) + 1)
    if not core:
        return []
    return list(dict.fromkeys(key[s : len(key) - e].strip() for s in starts for e in ends))


def _fits(key: str, letters: tuple[tuple[str, bool], ...]) -> bool:
    return all(
        printed == letter or (printed == LOSS and losable)
        for printed, (letter, losable) in zip(key, letters, strict=True)
    )


def suggest(key: str) -> tuple[str, ...]:
    """Return ids of places whose spelling is near `key`: a suggestion, never a decision.

    Examples
    --------
    >>> "63-35" in suggest("ha nan")
    True
    >>> suggest("hp"), suggest("ubnd tinh ha giang")[:1]
    (('63-31', '34-31'), ('63-02',))
    """
    from rapidfuzz import fuzz, process

    if sum(letter.isalpha() for letter in key) < MIN_PLAIN_LETTERS:
        return ()
    spellings = list(_by_key())
    close = process.extract(
        key, spellings, scorer=fuzz.ratio, limit=4, score_cutoff=SUGGESTION_CUTOFF
    )
    near = [spelling for spelling, _, _ in close]
    near += [spelling for spelling in spellings if f" {key} " in f" {spelling} "]
    near += [spelling for spelling in spellings if _is_inside(spelling, key)]
    near += [spelling for spelling in spellings if _is_short_for(key, spelling)]
    ids = (a.place_id for spelling in near for a in _by_key()[spelling])
    return tuple(dict.fromkeys(ids))[:MAX_SUGGESTIONS]


def _is_inside(spelling: str, key: str) -> bool:
    """Whether a text speaks of the place, as in "UBND tỉnh Lào Cai"."""
    return " " in spelling and f" {spelling} " in f" {key} "


def _is_short_for(key: str, spelling: str) -> bool:
    """Whether a text is made of the initials of a name: "HP", "TPĐN", "Q.Ninh"."""
    words, parts = spelling.split(), key.split()
    if len(parts) == 1 and len(key) <= MAX_INITIALS:
        parts = list(key.removeprefix("tp"))
    return (
        len(words) == len(parts) > 1
        and any(len(part) == 1 for part in parts)
        and all(
            word == part or (len(part) == 1 and word.startswith(part))
            for word, part in zip(words, parts, strict=True)
        )
    )
