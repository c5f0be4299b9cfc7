"""What the columns of a table are, by their headings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vnhealth.extraction.spelling import listed, plain, rules, words
from vnhealth.extraction.timing import times
from vnhealth.quantity import read_unit

_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_RATES: Final = ("%", "‰", "per_10k", "per_100k", "per_1m", "per_100")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: serial, label, unit, place, note, derived or value, with its heading."""

    kind: str
    heading: str


def kind_of(heading: str) -> str:
    """Return what a column is by its heading.

    Examples
    --------
    >>> [kind_of(h) for h in ("STT", "Chỉ tiêu", "ĐVT", "Chỉ tiêu 2025", "Ghi chú", "Tỷ lệ đạt")]
    ['serial', 'label', 'unit', 'value', 'note', 'derived']
    """
    spoken = plain(heading).strip(" |")
    words = rules("tables")
    for kind in ("serial", "unit", "place", "label"):
        if any(spoken == plain(str(one)) for one in words[kind]):
            return kind
    if any(spoken.startswith(plain(str(one))) for one in words["note"]):
        return "note"
    if listed("tables", "derived").search(spoken) and not times(heading):
        return "derived"
    if not times(heading) and any(spoken.startswith(plain(str(one))) for one in words["label"]):
        return "label"
    return "value"


def _rate_of(text: str) -> str:
    """Return the rate that a label says in words: "bình quân 1 vạn dân" is "/10.000 dân"."""
    spoken = plain(text)
    for unit, wordings in rules("units")["rates"].items():
        if words(*map(str, wordings)).search(spoken):
            return str(rules("units")["printed"][unit])
    return ""


def unit_of(*texts: str) -> str:
    """Return the unit hint in a unit cell, a label or a heading, in this order.

    Examples
    --------
    >>> unit_of("", "Tỷ suất tử vong trẻ dưới 5 tuổi (‰)"), unit_of("", "Bác sĩ/vạn dân")
    ('‰', 'Bác sĩ/vạn dân')
    >>> unit_of("", "Tỷ lệ trạm y tế có bác sĩ")
    ''
    """
    rate = next((found for text in texts if (found := _rate_of(text))), "")
    if rate and read_unit(texts[0]).unit not in ("VND", "%"):
        return rate
    for number, text in enumerate(texts):
        if not text.strip():
            continue
        for inner in _BRACKETS.findall(text):
            if read_unit(inner).unit or read_unit(inner).scale != 1:
                return str(inner)
        text = text.split(" | ")[-1]
        found = read_unit(text).unit
        if found in _RATES or (found and number == 0):
            return text
        if found and plain(text).startswith(("số ", "tổng số ")):
            return text
    return ""
