"""Make the folders of data/raw that come from exports: wide CSV files and their source.yml."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vnhealth.errors import DataError
from vnhealth.readers.delimited import read_delimited
from vnhealth.readers.jsonstat import read_jsonstat
from vnhealth.readers.model import RawTable
from vnhealth.readers.structure import split_heading
from vnhealth.readers.workbook import read_workbook
from vnhealth.transcribe.specification import SourcePlan, TablePlan, source_plans

_READERS: Final = {
    "delimited": read_delimited,
    "jsonstat": read_jsonstat,
    "workbook": read_workbook,
}

_SERIAL: Final = re.compile(r"\d{1,2}")  # the number that a form gives a column


@dataclass(frozen=True)
class Rebuilt:
    """Which sources were written and which were not, since their export is absent."""

    written: tuple[str, ...]
    absent: tuple[str, ...]


def rebuild(exports: Path, out: Path) -> Rebuilt:
    """Write every source whose export lies below `exports` into a folder of its own in `out`.

    Parameters
    ----------
    exports
        The folder that holds the exports, in the layout that ``exports.yml`` names.
    out
        The folder that receives ``<source_id>/source.yml`` and its CSV files.

    Returns
    -------
    Rebuilt
        The ids of the sources written, and of those left out.

    Raises
    ------
    DataError
        When an export lacks a column or row that the specification names.
    """
    written, absent = [], []
    for plan in source_plans():
        original = exports / plan.file
        if not original.is_file():
            absent.append(plan.id)
            continue
        folder = out / plan.id
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in transcribe(original, plan).items():
            (folder / name).write_bytes(content)
        written.append(plan.id)
    return Rebuilt(tuple(written), tuple(absent))


def transcribe(original: Path, plan: SourcePlan) -> dict[str, bytes]:
    """Return the files of one source by name, ``source.yml`` last."""
    table = _raw_table(original, plan)
    files: dict[str, bytes] = {}
    entries: list[dict[str, Any]] = []
    for wanted in plan.tables:
        columns = _columns(table, wanted, plan)
        content = _csv(_rows(table, columns, wanted, plan))
        files[wanted.file] = content
        entries.append(_entry(table, columns, wanted, plan, content))
    files["source.yml"] = _source(original, plan, entries)
    return files


def _raw_table(original: Path, plan: SourcePlan) -> RawTable:
    tables = _READERS[plan.reader](original)
    return next(t for t in tables if t.sheet == plan.sheet)


def _columns(table: RawTable, wanted: TablePlan, plan: SourcePlan) -> dict[int, str]:
    """Return the period of each column taken, by column."""
    if wanted.item is not None:
        headings = [split_heading(text) for text in table.header]
        found = {
            i: heading.period
            for i, heading in enumerate(headings)
            if heading.period and heading.item == wanted.item
        }
    else:
        found = {
            i: wanted.period
            for i, text in enumerate(table.header)
            if text.strip().startswith(wanted.column)
        }
    if not found or (wanted.item is None and len(found) > 1):
        looked_for = wanted.column or wanted.item
        raise DataError(
            f"{table.file}: the column “{looked_for}” for {plan.id}/{wanted.file} is not there "
            "exactly once a period. Compare the export's headings with exports.yml.",
            f"{table.file}: cột “{looked_for}” cho {plan.id}/{wanted.file} không xuất hiện đúng "
            "một lần cho mỗi kỳ. Hãy so tiêu đề cột của tệp với exports.yml.",
        )
    return found


def _place_column(table: RawTable, plan: SourcePlan) -> int:
    if not plan.place_column:
        return 0
    return next(i for i, t in enumerate(table.header) if t.strip().startswith(plan.place_column))


def _rows(
    table: RawTable, columns: dict[int, str], wanted: TablePlan, plan: SourcePlan
) -> list[list[str]]:
    place_column = _place_column(table, plan)
    rows = [["place", *columns.values()]]
    for row in table.body:
        if wanted.only is not None:
            if row[: len(wanted.only.labels)] != wanted.only.labels:
                continue
            place = wanted.only.place
        else:
            place = row[place_column]
        if place.strip():
            rows.append([_fold(place), *(_fold(row[i]) for i in columns)])
    if len(rows) == 1:
        raise DataError(
            f"{table.file}: no row of the table belongs to {plan.id}/{wanted.file}.",
            f"{table.file}: không có dòng nào thuộc {plan.id}/{wanted.file}.",
        )
    return rows


def _fold(text: str) -> str:
    """Return `text` with each line break, and the blanks around it, as one blank."""
    return re.sub(r"[ \t]*[\r\n]+[ \t]*", " ", text)


def _csv(rows: list[list[str]]) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    return stream.getvalue().encode("utf-8")


def _entry(
    table: RawTable, columns: dict[int, str], wanted: TablePlan, plan: SourcePlan, content: bytes
) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": wanted.file,
        "title_vi": wanted.title_vi,
        "title_en": wanted.title_en or _english_title(wanted, plan),
        "layout": "wide",
        "sha256": hashlib.sha256(content).hexdigest(),
        "indicator": wanted.indicator,
        "unit": wanted.unit,
        "scale": wanted.scale,
        "role": wanted.role,
        "column_template": _template(table, columns),
        "place_header": plan.place_header,
    }
    qualifier = wanted.qualifier or plan.qualifier
    if qualifier:
        entry["qualifier"] = qualifier
    return entry


def _english_title(wanted: TablePlan, plan: SourcePlan) -> str:
    label = wanted.only.labels[-1] if wanted.only else wanted.item
    return f"{plan.about['title_en']}: {label}" if label else plan.about["title_en"]


def _template(table: RawTable, columns: dict[int, str]) -> str:
    """Return the printed heading of the first column taken, its period as a place holder."""
    column, period = next(iter(columns.items()))
    parts = [part.strip() for part in _fold(table.header[column]).split(" | ")]
    heading = " ".join(part for part in parts if not _SERIAL.fullmatch(part))
    return heading.replace(period, "{period}")


def _source(original: Path, plan: SourcePlan, entries: list[dict[str, Any]]) -> bytes:
    import yaml

    content = {
        "id": plan.id,
        "kind": "table",
        **plan.about,
        "original": {
            "name": original.name,
            "sha256": hashlib.sha256(original.read_bytes()).hexdigest(),
        },
        "tables": entries,
    }
    text = yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=100)
    return bytes(text, "utf-8")
