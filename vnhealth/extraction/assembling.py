"""From a document's figures to the table of candidates, with how sure each is and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from vnhealth.catalog import indicators
from vnhealth.errors import message_language
from vnhealth.extraction.model import Candidate, Facts, Figure, Said
from vnhealth.extraction.naming import LOOSE, name, phrase
from vnhealth.extraction.speaking import role
from vnhealth.extraction.spelling import last_end, listed, plain, rules
from vnhealth.extraction.timing import assumed
from vnhealth.extraction.timing import date as date_of
from vnhealth.extraction.whereabouts import locate
from vnhealth.quantity import Quantity

# What each answer weighs in the confidence; they add up to 1.
WEIGHTS: Final = {"indicator": 0.45, "period": 0.25, "place": 0.15, "role": 0.15}
_DOUBT: Final = 0.25
_NEAR: Final = 30
_SCHEDULE: Final = 5  # doses: fewer are what one child gets
_REACH: Final = 1500  # letters kept on each side of a figure


def candidates(figures: Iterable[Figure], facts: Facts, on: date | None) -> Iterator[Candidate]:
    """Yield a candidate for every figure that an indicator names, or that has a unit."""
    for figure in figures:
        named = name(figure)
        if not _is_worth(figure, named):
            continue
        said, year = date_of(figure, facts)
        spoken = role(figure, facts, year)
        if not year:
            said, year = assumed(spoken.value, facts, amount=figure.quantity.unit == "VND")
        unit = figure.quantity.unit or figure.unit_hint
        if not unit and named.value:
            unit = indicators()[named.value].unit
        yield Candidate(
            figure=figure,
            place=locate(figure, facts, on),
            indicator=named,
            phrase=phrase(figure),
            year=year,
            period=said,
            role=spoken,
            unit=unit,
            doubts=tuple(_doubts(figure, named)),
        )


def _is_worth(figure: Figure, named: Said) -> bool:
    """Tell whether a figure is worth a reviewer's look."""
    quantity = figure.quantity
    unit = quantity.unit or figure.unit_hint
    if not named.value and not figure.column and _is_reference(figure):
        return False
    if unit == "dose" and not named.value and (quantity.value or _SCHEDULE) < _SCHEDULE:
        return False  # "tiêm bổ sung 01 mũi" is a schedule
    if unit == "times" and not named.value:
        return False
    if unit in rules("stops")["durations"] or unit == "":
        known = figure.column or figure.subject or named.sure > LOOSE
        return bool(named.value) and bool(known)
    return unit in rules("units")["measurable"]


def _is_reference(figure: Figure) -> bool:
    """Tell whether a figure only relates another one to a plan, a year or a mean."""
    clause = plain(re.split(r"[;,(]", figure.head)[-1])
    behind = figure.text[figure.quantity.end : figure.quantity.end + _NEAR]
    after = "" if behind.lstrip().startswith("(") else plain(behind)
    return (
        figure.quantity.is_change
        or last_end(listed("stops", "references_before"), clause) >= 0
        or listed("stops", "references_after").match(after) is not None
    )


def _doubts(figure: Figure, named: Said) -> Iterator[str]:
    if figure.quantity.ambiguous:
        yield "ambiguous"
    if figure.doubt:
        yield figure.doubt
    if named.value and not _is_plausible(figure.quantity, named.value):
        yield "implausible"


def _is_plausible(quantity: Quantity, indicator_id: str) -> bool:
    low, high = indicators()[indicator_id].plausible
    share = indicators()[indicator_id].unit == "%" and quantity.numerator is not None
    if low == high or share:
        return True
    values = [one for one in (quantity.value, quantity.lower, quantity.upper) if one is not None]
    return all(low <= float(one) <= high for one in values)


def confidence(candidate: Candidate) -> float:
    """Return how sure a candidate is, 0 to 1: a weighted sum, less what is doubtful."""
    answers: dict[str, Said] = {part: getattr(candidate, part) for part in WEIGHTS}
    sure = sum(weight * answers[part].sure for part, weight in WEIGHTS.items())
    return round(max(0.0, sure - _DOUBT * len(candidate.doubts)), 2)


def reason(candidate: Candidate, language: str | None = None) -> str:
    """Return why a candidate reads as it does: indicator, period, place, role, doubts."""
    said = rules("reasons")
    spoken = language or message_language()
    parts = []
    for part in ("indicator", "period", "place", "role"):
        answer: Said = getattr(candidate, part)
        sentence = str(said[part][answer.why][spoken])
        parts.append(sentence.format(note=answer.note))
    parts += [str(said["doubt"][doubt][spoken]) for doubt in candidate.doubts]
    return "; ".join(parts)


def row(candidate: Candidate) -> dict[str, object]:
    """Return one row of the candidates' table.

    The span of the figure moves with the white space folded out of its text.
    """
    figure = candidate.figure
    folded, start, end = _fold(figure.text, figure.quantity.start, figure.quantity.end)
    moved = replace(figure, text=folded, quantity=replace(figure.quantity, start=start, end=end))
    return replace(candidate, figure=moved).row(confidence(candidate), reason(candidate))


def _fold(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Fold white space to single blanks, and keep the span; a text without end is cut."""
    first, last = max(0, start - _REACH), min(len(text), end + _REACH)
    text, start, end = text[first:last], start - first, end - first
    before = " ".join(text[:start].split())
    inside = " ".join(text[start:end].split())
    gap = (
        " " if before and (text[:start][-1:].isspace() or text[start : start + 1].isspace()) else ""
    )
    after = " ".join(text[end:].split())
    close = " " if after and text[end : end + 1].isspace() else ""
    first = len(before) + len(gap)
    return f"{before}{gap}{inside}{close}{after}", first, first + len(inside)
