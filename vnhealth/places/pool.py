"""The places a text can stand for, before date, level and boundaries are asked."""

from __future__ import annotations

from dataclasses import dataclass

from vnhealth.places.lookup import DIVIDED, FORMER_NAME, look_up
from vnhealth.places.names import accents, fold
from vnhealth.places.reading import Reading, pieces, read


@dataclass(frozen=True, slots=True)
class Pool:
    """The places a text can stand for; `kind` is the type it names, if any."""

    ids: tuple[str, ...] = ()
    former_ids: tuple[str, ...] = ()
    divided_ids: tuple[str, ...] = ()
    kind: str = ""
    lossy: bool = False

    def __bool__(self) -> bool:
        return bool(self.ids or self.former_ids or self.divided_ids)


def pool_of(reading: Reading) -> Pool:
    """Return the places that the first known name of a reading can stand for."""
    letters = fold(reading.name).replace(" ", "")
    marks = accents(reading.name)
    for key, kind in reading.keys:
        at = _position(key.replace(" ", ""), letters)
        found = look_up(key, marks[at : at + len(key.replace(" ", ""))])
        if found.aliases:
            return Pool(found.ids(), found.ids(FORMER_NAME), found.ids(DIVIDED), kind, found.lossy)
    return Pool()


def pool_of_pieces(text: str) -> Pool:
    """Return the places that all names of a bilingual cell can stand for."""
    pools = [pool_of(r) for r in map(read, pieces(text)) if r is not None]
    if not pools or not all(pools):
        return Pool()
    shared = [i for i in pools[0].ids if all(i in p.ids for p in pools)]
    kind = next((p.kind for p in pools if p.kind), "")
    return Pool(tuple(shared), kind=kind, lossy=any(p.lossy for p in pools))


def ids_of_pieces(text: str) -> tuple[str, ...]:
    """Return every place that a cell of several names mentions, for a refusal to offer."""
    pools = [pool_of(r) for r in map(read, pieces(text)) if r is not None]
    return tuple(dict.fromkeys(i for pool in pools for i in pool.ids))


def _position(part: str, letters: str) -> int:
    """Return where a name without its type stands in the letters of the printed name."""
    return len(letters) - len(part) if letters.endswith(part) else max(letters.find(part), 0)
