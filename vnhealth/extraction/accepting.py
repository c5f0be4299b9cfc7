"""Reviewed candidates into data/raw, as printed, whole or not at all."""

from __future__ import annotations

import csv
import io
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from vnhealth.catalog import Source, SourceTable, sources
from vnhealth.catalog.sources import CELL_COLUMNS
from vnhealth.clean.cells import RawCell
from vnhealth.clean.reading import Reader, UnreadableError
from vnhealth.errors import DataError, VnhealthError
from vnhealth.extraction.growing import grow, settle
from vnhealth.extraction.review_file import check_there, read_candidates, write_whole
from vnhealth.extraction.row_faults import Fault, number_fault, row_faults
from vnhealth.extraction.source_draft import as_yaml, draft_path, read_draft, sha256
from vnhealth.extraction.spelling import rules

FILE: Final = "cells.csv"
_SECTION: Final = re.compile(r"^(mục [^,]+|Điều [^,]+),")
_FRACTION: Final = re.compile(r"\d[\d.,]*\s?/\s?\d[\d.,]*(?:\s?\([\d.,]+\s?%\))?")

Cell = dict[str, str]


@dataclass(frozen=True)
class Accepted:
    """What was added: the source, its folder, and the ids of the new cells."""

    source_id: str
    folder: Path
    cells: tuple[str, ...]

    @property
    def added(self) -> int:
        """Return the number of cells added."""
        return len(self.cells)


def accept(
    csv_path: Path, *, project_raw: Path, source: Path | Mapping[str, Any] | None = None
) -> Accepted:
    """Add the rows of a reviewed candidates' file to data/raw.

    Parameters
    ----------
    csv_path
        The candidates that a person kept; what is not wanted was deleted.
    project_raw
        The folder data/raw of the project.
    source
        What source.yml shall say, or the file that says it; None for the draft beside the
        candidates.

    Returns
    -------
    Accepted
        The source and the cells added: a new folder, or more rows of the source with that id.

    Raises
    ------
    ReadError
        There is no such file.
    DataError
        A row is not complete, can't be read or is there already; nothing was written, and every
        fault is named. The same where data/raw was changed by hand meanwhile.
    """
    csv_path, raw = Path(csv_path), Path(project_raw)
    check_there(csv_path)
    sources.cache_clear()  # a run cut short may have left other hashes than those last read
    said = read_draft(draft_path(csv_path) if source is None else source)
    known = _known(raw, said)
    if known:
        settle(known)
    existing = _cells_of(known) if known else []
    cells, faults = _cells(read_candidates(csv_path), said, existing)
    if not cells and not faults:
        faults = [("no row is left to accept", "không còn hàng nào để nhận")]
    if faults:
        raise DataError(
            en=f"{csv_path}: nothing was added. {'; '.join(en for en, _ in faults)}.",
            vi=f"{csv_path}: chưa nhận hàng nào. {'; '.join(vi for _, vi in faults)}.",
        )
    folder = raw / said["id"]
    if known:
        grow(known, _as_csv([*existing, *cells]))
    else:
        _create(folder, said, cells)
    sources.cache_clear()
    return Accepted(said["id"], folder, tuple(cell["cell"] for cell in cells))


def _known(raw: Path, said: Mapping[str, Any]) -> Source | None:
    """Return the source with the id given, and refuse a document taken under another id."""
    found = {one.id: one for one in sources(raw)}
    digest = said["original"].get("sha256", "")
    for one in found.values():
        if digest and one.original.sha256 == digest and one.id != said["id"]:
            raise DataError(
                en=f"This document is in data/raw already, as the source “{one.id}”. Use that id.",
                vi=f"Văn bản này đã có trong data/raw với nguồn “{one.id}”. Hãy dùng id đó.",
            )
    same = found.get(said["id"])
    if same and [table.layout for table in same.tables] != ["cells"]:
        raise DataError(
            en=f"The source “{same.id}” holds tables, not single cells. Choose another id.",
            vi=f"Nguồn “{same.id}” gồm các bảng, không phải từng ô. Hãy chọn id khác.",
        )
    return same


def _cells_of(source: Source) -> list[Cell]:
    with (source.folder / source.tables[0].file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _cells(
    rows: Sequence[Mapping[str, str]], said: Mapping[str, Any], existing: Sequence[Cell]
) -> tuple[list[Cell], list[Fault]]:
    """Return the new cells, and the faults of all rows."""
    faults: list[Fault] = []
    cells: list[Cell] = []
    taken = {_key(cell) for cell in existing}
    stands = {_standing(cell) for cell in existing}
    number = max((int(cell["cell"]) for cell in existing if cell["cell"].isdigit()), default=0)
    reader = Reader()
    for line, row in enumerate(rows, start=2):
        problems = row_faults(row)
        cell, unread = ({}, []) if problems else _cell(row, said, reader)
        problems += unread
        if cell and not problems:
            cell["cell"] = f"{number + len(cells) + 1:03}"
            section = _SECTION.match(row["locator"])
            again = _standing(cell) in stands
            if _key(cell) in taken and section and not cell["qualifier"] and not again:
                cell["qualifier"] = section[1]  # a figure that the document prints again
            if again or _key(cell) in taken:
                problems.append(("this figure is there already", "số liệu này đã có"))
            else:
                taken.add(_key(cell))
                stands.add(_standing(cell))
                cells.append(cell)
        faults += [(f"row {line}: {en}", f"hàng {line}: {vi}") for en, vi in problems]
    return cells, faults


def _key(cell: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(cell[one] for one in ("place_id", "indicator", "period", "role", "qualifier"))


def _standing(cell: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is the same for one printed figure however it is set apart."""
    return tuple(cell[one] for one in ("place_id", "indicator", "period", "role", "printed",
                                       "locator"))  # fmt: skip


def _cell(
    row: Mapping[str, str], said: Mapping[str, Any], reader: Reader
) -> tuple[Cell, list[Fault]]:
    """Return one cell as data/raw holds it, or why its printed figure can't be read."""
    printed = " ".join(row["text"][int(row["start"]) : int(row["end"])].split())
    fraction = _FRACTION.search(printed)
    each = row["text"][: int(row["start"])].casefold().rfind("mỗi ")
    whole = " ".join(row["text"][max(each, 0) : int(row["end"])].split())
    context = rules("units")["printed"].get(row["unit"], "")
    raw = RawCell("new", said["id"], "", row["place_id"], row["indicator"], row["period"],
                  row["role"], row.get("qualifier", ""), row["locator"], printed, "", 1.0,
                  said["number_style"], row["year"])  # fmt: skip
    why: Fault = ("", "")
    shapes = [(printed, ""), (printed, context)]
    shapes += [(fraction[0], "")] if fraction else []
    shapes += [(whole, "")] if each >= 0 and row["per"] else []  # "mỗi trạm có ít nhất 2 bác sĩ"
    for text, unit in shapes:
        try:
            read = reader.observation(replace(raw, printed=text, unit=unit), text)
        except (UnreadableError, VnhealthError) as fault:
            why = why if why[0] else (fault.en, fault.vi)
            continue
        if unit == "" and context and not _says_unit(text, row["unit"], said["number_style"]):
            continue
        changed = number_fault(row, read)
        if changed:
            return {}, [changed]
        cell = {key: row.get(key, "") for key in CELL_COLUMNS}
        return cell | {"printed": text, "unit": unit, "note": row.get("note", "")}, []
    en, vi = why
    return {}, [(f"“{printed}” can't be read: {en}", f"không đọc được “{printed}”: {vi}")]


def _says_unit(text: str, unit: str, style: Any) -> bool:
    """Tell whether the printed figure carries the unit that the row gives it."""
    from vnhealth.quantity import read_cell

    quantity = read_cell(text, style=style).quantity
    return quantity is not None and (quantity.unit == unit or quantity.numerator is not None)


def _as_csv(cells: Sequence[Cell]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, CELL_COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(cells)
    return stream.getvalue().encode()


def _create(folder: Path, said: Mapping[str, Any], cells: Sequence[Cell]) -> None:
    """Write a new source beside data/raw and move it in with one rename."""
    content = _as_csv(cells)
    table = SourceTable(FILE, "Số liệu trong văn bản", "Figures in the text", "cells",
                        sha256(content))  # fmt: skip
    entry = {
        "id": said["id"],
        "kind": "document",
        **{key: said[key] for key in ("title_vi", "title_en", "issuer_vi", "issuer_en",
                                      "document_number", "date", "place_id")},
        "language": "vi",
        **{key: said[key] for key in ("number_style", "vintage", "licence", "how_taken",
                                      "original")},
        "tables": [{key: getattr(table, key)
                    for key in ("file", "title_vi", "title_en", "layout", "sha256")}],
    }  # fmt: skip
    folder.parent.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(dir=folder.parent.parent, prefix=".accept-"))
    try:
        staging.chmod(0o755)
        write_whole(staging / FILE, content)
        write_whole(staging / "source.yml", as_yaml(entry).encode())
        staging.rename(folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
