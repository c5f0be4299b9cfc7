"""Places that a source brings along, such as communes: below a province, not in the catalogue."""

from __future__ import annotations

import csv
import re
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.errors import DataError, UsageError

if TYPE_CHECKING:
    from vnhealth.catalog import Source

REGISTER_COLUMNS: Final = ("place_id", "name_vi", "name_en", "parent_id")
COMMUNE: Final = re.compile(r"(?P<parent>(?:63|34)-\d\d)-\d{5}")
MOST_SHOWN: Final = 10
LEVEL: Final = "commune"


@dataclass(frozen=True, slots=True)
class Registered:
    """A place that a source brings along: its names and the province it lies in."""

    name_vi: str
    name_en: str
    parent_id: str

    def full_name(self, language: str) -> str:
        """Return its name with that of its province."""
        name = self.name_en if language == "en" else self.name_vi
        return f"{name}, {places.place(self.parent_id).full_name(language)}"


def registered(folder: Path, source: Source) -> dict[str, Registered]:
    """Return the places that `source` brings along, by id; none when it names no register.

    Parameters
    ----------
    folder
        Of the source.
    source
        Its `register` is a CSV file with :data:`REGISTER_COLUMNS`; an id is its province's id,
        a hyphen and five digits, as ``63-10-02647``.

    Raises
    ------
    DataError
        With every faulty row: a column lacks, an id has another form, stands twice, or its
        province is unknown or not its own.
    """
    if not source.register:
        return {}
    path = folder / source.register
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    lacking = ", ".join(name for name in REGISTER_COLUMNS if rows and name not in rows[0])
    if lacking or not rows:
        wanted = lacking or ", ".join(REGISTER_COLUMNS)
        raise DataError(
            f"{path} lacks the columns {wanted}, or has no row.",
            f"{path} thiếu các cột {wanted}, hoặc không có dòng nào.",
        )
    found: dict[str, Registered] = {}
    faults = []
    for line, row in enumerate(rows, start=2):
        if fault := _fault(row, found):
            faults.append((line, *fault))
        names = row["name_vi"] or "", row["name_en"] or ""
        found[row["place_id"]] = Registered(*names, row["parent_id"] or "")
    if faults:
        shown = faults[:MOST_SHOWN]
        more = len(faults) - len(shown)
        en = "; ".join(f"line {line}: {what}" for line, what, _ in shown)
        vi = "; ".join(f"dòng {line}: {what}" for line, _, what in shown)
        raise DataError(
            f"{path}, {en}" + (f"; and {more} more." if more else "."),
            f"{path}, {vi}" + (f"; và {more} lỗi khác." if more else "."),
        )
    return found


def _fault(row: dict[str, str], seen: Container[str]) -> tuple[str, str] | None:
    """Return what is wrong with one row, in English and Vietnamese."""
    place_id, parent = row["place_id"] or "", row["parent_id"] or ""
    form = COMMUNE.fullmatch(place_id)
    if form is None or form["parent"] != parent:
        return (
            f"the id {place_id!r} must be its parent_id, a hyphen and five digits",
            f"mã {place_id!r} phải gồm parent_id, dấu gạch nối và năm chữ số",
        )
    if place_id in seen:
        return f"{place_id} stands twice", f"{place_id} có hai lần"
    try:
        places.place(parent)
    except UsageError as fault:
        return fault.en.rstrip("."), fault.vi.rstrip(".")
    return None
