"""What is wrong with a reviewed row before its figure is read, and with its numbers after."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from vnhealth import places
from vnhealth.catalog import indicator, units
from vnhealth.errors import UsageError
from vnhealth.extraction.spelling import rules

Fault = tuple[str, str]
_TOLERANCE: Final = 1e-9
_NEEDED: Final = {"place_id": "địa phương", "indicator": "chỉ số", "period": "kỳ", "year": "năm",
                  "role": "vai trò"}  # fmt: skip
_COMPARED: Final = (("value", "value", "giá trị"), ("lower", "lower end", "cận dưới"),
                    ("upper", "upper end", "cận trên"))  # fmt: skip
_ROLES: Final = ("actual", "target", "plan", "estimate", "baseline")


def row_faults(row: Mapping[str, str]) -> list[Fault]:
    """Return what a row lacks or names wrongly, each as a phrase in both languages.

    Examples
    --------
    >>> sound = {"place_id": "63-10", "indicator": "doctors", "period": "2024", "year": "2024",
    ...          "role": "actual", "unit": "person", "text": "Có 1.092 bác sĩ", "start": "3",
    ...          "end": "15"}
    >>> row_faults(sound), [en for en, _ in row_faults(sound | {"role": "goal", "year": ""})]
    ([], ['year is empty: fill it in or delete the row', 'the role “goal” is not one of actual, \
target, plan, estimate, baseline'])
    """
    found = [
        (f"{key} is empty: fill it in or delete the row", f"thiếu {vi}: hãy điền hoặc xóa hàng")
        for key, vi in _NEEDED.items()
        if not row[key]
    ]
    found += _named(row)
    found += _dated(row)
    if not (row["start"].isdigit() and row["end"].isdigit()):
        found.append(("start and end must be numbers", "start và end phải là số"))
    elif not row["text"][int(row["start"]) : int(row["end"])].strip():
        found.append(
            ("start and end mark no text: was the text changed?",
             "start và end không chỉ vào chữ nào: có phải text đã bị sửa?")
        )  # fmt: skip
    return found


def _named(row: Mapping[str, str]) -> list[Fault]:
    """Return the faults of the ids: place, indicator, role, unit."""
    found = []
    for key, look_up in (("place_id", places.place), ("indicator", indicator)):
        try:
            look_up(row[key] or _KNOWN[key])
        except UsageError as fault:
            found.append((fault.en.rstrip("."), fault.vi.rstrip(".")))
    if row["role"] and row["role"] not in _ROLES:
        allowed = ", ".join(_ROLES)
        found.append(
            (f"the role “{row['role']}” is not one of {allowed}",
             f"vai trò “{row['role']}” không thuộc {allowed}")
        )  # fmt: skip
    known = {*units(), *rules("units")["measurable"], *rules("stops")["durations"], ""}
    if row["unit"] not in known:
        found.append((f"there is no unit “{row['unit']}”", f"không có đơn vị “{row['unit']}”"))
    return found


_KNOWN: Final = {"place_id": "vn", "indicator": "population"}


def _dated(row: Mapping[str, str]) -> list[Fault]:
    year, period = row["year"], row["period"]
    if year and not re.fullmatch(r"(?:19|20)\d\d", year):
        return [(f"“{year}” is no year", f"“{year}” không phải là năm")]
    if year and period and year not in period:
        return [
            (f"the period “{period}” does not hold the year {year}",
             f"kỳ “{period}” không chứa năm {year}")
        ]  # fmt: skip
    return []


def number_fault(row: Mapping[str, str], read: Mapping[str, Any]) -> Fault | None:
    """Return a fault where a person changed a number: data/raw holds what is printed."""
    if row["numerator"]:
        return None
    if row["op"] and row["op"] != read["comparator"]:
        return (
            f"the comparator {row['op']} is not the printed one ({read['comparator']})",
            f"dấu so sánh {row['op']} khác với bản in ({read['comparator']})",
        )
    for key, en, vi in _COMPARED:
        if not _same(row[key], read[key]):
            return (
                f"the {en} {row[key]} is not what is printed ({read[key]:g}); raw data keep what "
                "is printed, a correction goes into corrections.yml",
                f"{vi} {row[key]} khác với số in ({read[key]:g}); dữ liệu thô giữ đúng số in, "
                "đính chính ghi vào corrections.yml",
            )
    return None


def _same(said: str, read: float | None) -> bool:
    """Tell whether a number is the printed one; an empty cell says nothing."""
    if not said or read is None:
        return True
    try:
        return abs(float(said.replace(",", ".")) - read) <= _TOLERANCE * max(1.0, abs(read))
    except ValueError:
        return False
