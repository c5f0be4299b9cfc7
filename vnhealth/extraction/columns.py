"""What the columns of a table are, by their headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vnhealth.extraction.spelling import listed, plain, rules, words
from vnhealth.extraction.timing import times
from vnhealth.quantity import read_unit

_BRACKETS: Final = re.compile(r"\(([^()]*)\)")
_RATES: Final = ("%", "‰", "per_10k", "per_100k", "per_1m", "per_100")


# A heading that says the role of its column, and one that says the year.
ROLE: Final = (
    r"(?:mục tiêu|chỉ tiêu|kế hoạch|kh|thực hiện|th|kết quả|ước thực hiện|ước th|ước|năm|giao|"
    r"đạt được|phấn đấu|đến)"
)
YEAR: Final = r"(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?"
ROLE_ALONE: Final = (
    r"(?:ước thực hiện|ước th|ước|kế hoạch|kh|thực hiện|th|mục tiêu|chỉ tiêu|kết quả|phấn đấu)"
    r"(?:\s+(?:được )?giao)?"
)
_ROLE_ONLY: Final = re.compile(ROLE_ALONE, re.I)
_STANDS_FOR: Final = {"kế hoạch": "plan", "kh": "plan", "thực hiện": "actual", "th": "actual"}
_YEAR_ONLY: Final = re.compile(rf"(?:(?:đến|năm)\s+)*{YEAR}", re.I)


def two_rows(headings: Sequence[str]) -> list[str]:
    """Return the headings of columns from those of one or two rows, as a text lists them.

    Years over roles, or roles over years: each heading of the upper row stands over an equal
    share of the lower one. A role that stands over nothing is no column.

    Examples
    --------
    >>> two_rows(["TH năm 2023", "Năm 2024", "KH năm 2025", "KH", "Ước TH"])
    ['TH năm 2023', 'KH Năm 2024', 'Ước TH Năm 2024', 'KH năm 2025']
    >>> two_rows(["Thực hiện", "Kế hoạch", "2023", "2024", "2025", "2026"])
    ['Thực hiện 2023', 'Thực hiện 2024', 'Kế hoạch 2025', 'Kế hoạch 2026']
    >>> two_rows(["TH KH 2023", "2024"])
    ['TH 2023', 'KH 2024']
    >>> two_rows(["Mục tiêu", "Mục tiêu 2025", "Thực hiện năm 2024"])
    ['Mục tiêu 2025', 'Thực hiện năm 2024']
    """
    headings = _parted(headings)
    roles = [i for i, one in enumerate(headings) if _ROLE_ONLY.fullmatch(one)]
    years = [i for i, one in enumerate(headings) if _YEAR_ONLY.fullmatch(one)]
    if years and roles and roles[0] > years[0]:
        return _spread(headings, years, roles)
    if years and roles and roles[-1] < years[0]:
        return _spread(headings, roles, years)
    return [one for i, one in enumerate(headings) if i not in roles]


def _parted(headings: Sequence[str]) -> list[str]:
    """Part the last role of the upper row from the first year of the lower: "TH KH 2023"."""
    bare = sum(1 for one in headings if _YEAR_ONLY.fullmatch(one))
    found: list[str] = []
    for one in headings:
        said = [role[0] for role in _ROLE_ONLY.finditer(one)]
        if bare and len({_STANDS_FOR.get(role.casefold(), "") for role in said} - {""}) > 1:
            found += [*said, *re.findall(YEAR, one)]
        else:
            found.append(one)
    return found


def _spread(headings: Sequence[str], upper: Sequence[int], lower: Sequence[int]) -> list[str]:
    """Put each heading of the upper row before its share of the lower one."""
    share, over = divmod(len(lower), len(upper))
    roles = [i for i, one in enumerate(headings) if _ROLE_ONLY.fullmatch(one)]
    if over:
        return [one for i, one in enumerate(headings) if i not in roles]
    found: list[str] = []
    for i, one in enumerate(headings):
        if i in upper:
            first = upper.index(i) * share
            below = [headings[j] for j in lower[first : first + share]]
            found += [f"{role} {one}" if j in roles else f"{one} {role}"
                      for j, role in zip(lower, below, strict=False)]  # fmt: skip
        elif i not in lower:
            found.append(one)
    return found


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
        last = text.split(" | ")[-1]
        found = read_unit(last).unit
        if found in _RATES or (found and number == 0):
            return last
        if found and plain(last).startswith(("số ", "tổng số ")):
            return last
    return ""
