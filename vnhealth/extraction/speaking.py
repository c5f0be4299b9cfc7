"""Whether a figure is a result, a target or a plan."""

from __future__ import annotations

import re
from typing import Final

from vnhealth.extraction.model import EARLIER, Facts, Figure, Said
from vnhealth.extraction.spelling import last_end, listed, plain, rules
from vnhealth.extraction.timing import times

_EXISTING_GAP: Final = 3  # letters between "có" and the number
# "(Nghị quyết: 92,5%)" sets the target beside a result.
_RESOLVED: Final = re.compile(r"(?<!\w)(?:nghị quyết|NQ)(?: giao)?\s*:?\s*$", re.I)
_NEAR: Final = 30
_COUNTED: Final = ("facility", "person", "bed", "commune", "")


def nearest(text: str, part: str) -> str:
    """Return the role whose cue stands last in `text`, the longer of two; or nothing."""
    spoken = listed("roles", "not_cues").sub(" ", plain(text))
    found = [
        (cue.end(), len(cue.group()), role_id)
        for role_id in rules("roles")[part]
        for cue in listed("roles", part, role_id).finditer(spoken)
    ]
    return max(found)[2] if found else ""


def role(figure: Figure, facts: Facts, year: int) -> Said:
    """Return the role of a figure, from the nearest cue to the kind of the document."""
    ahead = "target" if _is_level(figure) else "plan"
    is_future = bool(facts.year) and year > facts.year
    return (
        _by_column(figure)
        or _by_cue(figure, ahead if is_future else "")
        or (Said(ahead, 0.8, "future") if is_future else None)
        or _by_heading(figure, ahead, facts)
        or (Said("actual", 0.7, "existing") if _exists(figure) else None)
        or Said(ahead if facts.looks_ahead else "actual", 0.6, "kind")
    )


def _by_column(figure: Figure) -> Said | None:
    found = nearest(figure.column, "column") if figure.column else ""
    return Said(found, 1.0, "column") if found else None


def _by_cue(figure: Figure, ahead: str) -> Said | None:
    """Return the role that a word before the figure gives; a result can't lie ahead."""
    clause = plain(re.split(r"[;(]|,\s", figure.head)[-1])
    if listed("roles", "estimate").search(f"{clause[-_NEAR:]} {plain(figure.quantity.text)}"):
        return Said("estimate", 1.0, "cue")
    if _RESOLVED.search(figure.head):
        return Said("target", 1.0, "cue")
    for text, sure in ((figure.head, 1.0), (figure.before, 0.9)):
        found = nearest(text, "sentence")
        if found == "actual" and ahead:
            return Said(ahead, 0.7, "future")
        if found:
            return Said(found, sure, "cue")
    return None


def _by_heading(figure: Figure, ahead: str, facts: Facts) -> Said | None:
    for line in reversed([one for one in figure.above if one.level < EARLIER]):
        found = _first(line.text)
        if found == "target" and _lists_results(line.text, facts):
            continue
        if found:
            return Said(found if found != "target" else ahead, 0.8, "heading")
    return None


def _lists_results(heading: str, facts: Facts) -> bool:
    """Tell whether "chỉ tiêu" heads what a report found: no other cue, and no year ahead."""
    if facts.looks_ahead or any(one.last_year > facts.result_year for one in times(heading)):
        return False
    spoken = listed("roles", "weak").sub(" ", plain(heading))
    return listed("roles", "heading", "target").search(spoken) is None


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
    if quantity.unit in ("VND", "USD"):
        return False
    counted = quantity.unit in ("case", "dose", "person", "facility", "visit")
    return not counted or bool(quantity.per) or quantity.numerator is not None


def _exists(figure: Figure) -> bool:
    head = plain(figure.head)
    listing = figure.head.rstrip().endswith(":") and figure.quantity.unit == "facility"
    if figure.quantity.unit not in _COUNTED or figure.quantity.per:
        return False
    end = last_end(listed("roles", "existing"), head)
    return not head or listing or (end >= 0 and len(head) - end <= _EXISTING_GAP)
