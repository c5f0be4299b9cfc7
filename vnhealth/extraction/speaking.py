"""Whether a figure is a result, a target or a plan."""

from __future__ import annotations

from typing import Final

from vnhealth.extraction.model import EARLIER, Facts, Figure, Said
from vnhealth.extraction.spelling import last_end, listed, plain, rules

_EXISTING_GAP: Final = 3  # letters between "có" and the number
_COUNTED: Final = ("facility", "person", "bed", "commune", "")


def _nearest(text: str, part: str) -> str:
    """Return the role whose cue stands last in `text`, or nothing."""
    spoken = listed("roles", "not_cues").sub(" ", plain(text))
    found = [(last_end(listed("roles", part, role), spoken), role) for role in rules("roles")[part]]
    best = max(found)
    return best[1] if best[0] >= 0 else ""


def role(figure: Figure, facts: Facts, year: int) -> Said:
    """Return the role of a figure, from the nearest cue to the kind of the document."""
    ahead = "target" if _is_level(figure) else "plan"
    if figure.column:
        found = _nearest(figure.column, "column")
        if found:
            return Said(found, 1.0, "column")
    for text, sure in ((figure.head, 1.0), (figure.before, 0.9)):
        found = _nearest(text, "sentence")
        if found:
            if found == "actual" and facts.year and year > facts.year:
                return Said(ahead, 0.7, "future")
            return Said(found, sure, "cue")
    if facts.year and year > facts.year:
        return Said(ahead, 0.8, "future")
    for line in reversed([one for one in figure.above if one.level < EARLIER]):
        found = _first(line.text)
        if found:
            return Said(found if found != "target" else ahead, 0.8, "heading")
    if _exists(figure):
        return Said("actual", 0.7, "existing")
    if facts.looks_ahead:
        return Said(ahead, 0.6, "kind")
    return Said("actual", 0.6, "kind")


def _first(text: str) -> str:
    """Return the role whose cue stands first in a heading, or nothing."""
    spoken = listed("roles", "not_cues").sub(" ", plain(text))
    found = []
    for role_id in rules("roles")["heading"]:
        cue = listed("roles", "heading", role_id).search(spoken)
        if cue:
            found.append((cue.start(), role_id))
    return min(found)[1] if found else ""


def _is_level(figure: Figure) -> bool:
    """Tell whether a figure is a level to reach, rather than an amount to spend or to do."""
    quantity = figure.quantity
    counted = quantity.unit in ("VND", "USD", "case", "dose", "person", "facility", "visit")
    return not counted or bool(quantity.per) or quantity.numerator is not None


def _exists(figure: Figure) -> bool:
    head = plain(figure.head)
    listing = figure.head.rstrip().endswith(":") and figure.quantity.unit == "facility"
    if figure.quantity.unit not in _COUNTED or figure.quantity.per:
        return False
    end = last_end(listed("roles", "existing"), head)
    return not head or listing or (end >= 0 and len(head) - end <= _EXISTING_GAP)
