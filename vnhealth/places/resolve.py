"""Which place a printed name means on stated boundaries and date, or why it can't be said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from vnhealth.places import reasons
from vnhealth.places.history import history, types_on
from vnhealth.places.lookup import suggest
from vnhealth.places.model import Match, Place, Sentence
from vnhealth.places.names import fold
from vnhealth.places.pool import ids_of_pieces, pool_of, pool_of_pieces
from vnhealth.places.reading import MAX_LETTERS, read
from vnhealth.places.registry import check_boundaries, check_level, registry
from vnhealth.places.sieves import Question, narrow


def resolve(
    text: str,
    on: date | None = None,
    boundaries: str | None = None,
    level: str | None = None,
) -> Match:
    """Return the place that a printed name means, or a refusal with candidates and the reason.

    Parameters
    ----------
    text
        The name as printed, in any spelling.
    on
        The day the name is meant for.
    boundaries
        "63" or "34", where the table says so.
    level
        country, region, province or district, where the table says so.

    Examples
    --------
    >>> resolve("TP. HCM", on=date(2024, 1, 1)).place_id
    '63-79'
    >>> resolve("Lào Cai").place_id, resolve("Lào Cai").candidates
    (None, ('63-10', '34-15'))
    >>> resolve("thành phố Cao Bằng").place_id
    '63-04-040'
    """
    check_boundaries(boundaries)
    check_level(level)
    if len(text) > MAX_LETTERS:
        return _refused(text, (), reasons.too_long(MAX_LETTERS))
    return _resolve(text, on, boundaries, level)


def rows(names: Iterable[str], on: date | None = None) -> list[dict[str, object]]:
    """Return a row a name as ``vnhealth place --json`` prints it.

    Examples
    --------
    >>> rows(["Hà Giang"])[0]["place_id"]
    '63-02'
    """
    return [resolve(name, on=on).row() for name in names]


@lru_cache(maxsize=8192)
def _resolve(text: str, on: date | None, boundaries: str | None, level: str | None) -> Match:
    reading = read(text)
    if reading is None:
        return _refused(text, (), reasons.empty())
    pool = pool_of(reading) or pool_of_pieces(text)
    if not pool:
        near = ids_of_pieces(text) or suggest(reading.keys[-1][0])
        return _refused(text, near, reasons.unknown(near))
    if pool.divided_ids and not pool.ids:
        return _refused(text, pool.divided_ids, reasons.divided(pool.divided_ids))
    question = Question(on, boundaries or reading.era or None, level, pool.kind, reading)
    left, why, near = narrow(pool.ids or pool.former_ids, question)
    if not left and pool.former_ids:
        former, _, _ = narrow(pool.former_ids, question)
        left = former
    if not left:
        return _refused(text, near, why)
    return _answer(text, left, question, pool.lossy)


def _answer(text: str, ids: tuple[str, ...], question: Question, lossy: bool) -> Match:
    if not question.kind and question.level is None:
        ids = tuple(i for i in ids if not registry()[i].needs_type) or ids
    if len(ids) > 1 or _needs_day(registry()[ids[0]], question):
        return _refused(text, ids, _question_back(ids, question))
    chosen = registry()[ids[0]]
    return Match(
        text,
        chosen.place_id,
        chosen.name_vi,
        chosen.boundaries,
        chosen.level,
        ids,
        reasons.decided(chosen, lossy, _notes(chosen, question.on)),
    )


def _needs_day(chosen: Place, question: Question) -> bool:
    """Tell whether a "thành phố" was a province for a while, and nothing says which time."""
    said = question.on or question.boundaries or question.level
    return (
        not said
        and question.kind == "city"
        and chosen.level == "province"
        and len(types_on(chosen)) > 1
    )


def _question_back(ids: tuple[str, ...], question: Question) -> Sentence:
    found = [registry()[i] for i in ids]
    sets = {p.boundaries for p in found}
    levels = {p.level for p in found if p.boundaries == "63"}
    asked = reasons.ask(
        ids,
        by_day=question.on is None and (len(sets) > 1 or len(ids) == 1),
        by_level=len(levels) > 1,
    )
    notes = [note for p in found for note in _notes(p, question.on or date.min)]
    return Sentence(
        " ".join([asked.en, *(n.en for n in notes)]), " ".join([asked.vi, *(n.vi for n in notes)])
    )


def _notes(chosen: Place, day: date | None) -> tuple[Sentence, ...]:
    """Return what the row of a place covered on a day before another place left it."""
    if day is None:
        return ()
    return tuple(
        Sentence(event.note_en, event.note_vi)
        for event in history(chosen.place_id)
        if event.kind == "split" and day.isoformat() < event.date
    )


def _refused(text: str, candidates: Sequence[str], reason: Sentence) -> Match:
    return Match(text, None, "", "", "", tuple(candidates), reason)


def is_place_name(text: str) -> bool:
    """Tell whether a text stands for at least one place of the catalogue.

    Examples
    --------
    >>> is_place_name("Lào Cai"), is_place_name("Đơn vị tính: Triệu đồng")
    (True, False)
    """
    if len(text) > MAX_LETTERS or not fold(text):
        return False
    reading = read(text)
    return reading is not None and bool(pool_of(reading) or pool_of_pieces(text))
