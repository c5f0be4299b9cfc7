"""The printed cells of a source, each with what its row, column and source say of it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, cast

from vnhealth.errors import DataError

if TYPE_CHECKING:
    from vnhealth.catalog import Source, SourceTable

NumberStyle = Literal["vi", "en"]
# The vintage of a source whose figures its issuer calls preliminary.
PRELIMINARY: Final = "preliminary"
# The columns of a list of cells; a further one, "note", is for people.
LISTED: Final = (
    "cell",
    "place_id",
    "indicator",
    "year",
    "period",
    "role",
    "printed",
    "unit",
    "qualifier",
    "locator",
)


@dataclass(frozen=True, slots=True)
class RawCell:
    """One printed cell with everything its row, column and source say of it."""

    cell_id: str
    source_id: str
    place: str
    place_id: str
    indicator: str
    period: str
    role: str
    qualifier: str
    locator: str
    printed: str
    unit: str
    scale: float
    style: NumberStyle
    year: str = ""
    preliminary: bool = False


def cells_of(folder: Path, source: Source) -> Iterator[RawCell]:
    """Yield every printed cell of `source`, table by table.

    Raises
    ------
    DataError
        When a file is empty, lacks a column, or has a row of another length than its header.
    """
    for table in source.tables:
        path = folder / table.file
        rows = _rows(path)
        if table.layout == "wide":
            yield from _wide(rows, source, table)
        else:
            _check_columns(rows[0], path)
            yield from _listed(rows, source)


def _rows(path: Path) -> list[list[str]]:
    """Return the rows of a file, the header first, all of one length."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    if not rows:
        raise DataError(
            f"{path} is empty: a first row with the names of the columns is expected.",
            f"{path} trống: cần có dòng đầu ghi tên các cột.",
        )
    wide = len(rows[0])
    odd = [(line, len(row)) for line, row in enumerate(rows, start=1) if len(row) != wide]
    if odd:
        en = ", ".join(f"line {line}: {n} cells where the header has {wide}" for line, n in odd)
        vi = ", ".join(f"dòng {line}: {n} ô, trong khi dòng đầu có {wide}" for line, n in odd)
        raise DataError(
            f"{path}, {en}. Check its commas and quotes.",
            f"{path}, {vi}. Hãy kiểm tra dấu phẩy và dấu ngoặc kép.",
        )
    return rows


def _check_columns(header: list[str], path: Path) -> None:
    missing = ", ".join(name for name in LISTED if name not in header)
    if missing:
        raise DataError(f"{path} lacks the columns {missing}.", f"{path} thiếu các cột {missing}.")


def _wide(rows: list[list[str]], source: Source, table: SourceTable) -> Iterator[RawCell]:
    header, stem = rows[0], Path(table.file).stem
    for r, row in enumerate(rows[1:], start=1):
        for c, period in enumerate(header[1:], start=1):
            column = table.column_template.format(period=period)
            yield RawCell(
                cell_id=f"{source.id}#{stem}:r{r}c{c}",
                source_id=source.id,
                place=row[0],
                place_id="",
                indicator=table.indicator,
                period=period,
                role=table.role,
                qualifier=table.qualifier,
                locator=f"{row[0].strip()} × {column}",
                printed=row[c],
                unit="",
                scale=table.scale,
                style=cast("NumberStyle", source.number_style),
            )


def _listed(rows: list[list[str]], source: Source) -> Iterator[RawCell]:
    header = rows[0]
    for row in rows[1:]:
        cell = dict(zip(header, row, strict=True))
        yield RawCell(
            cell_id=f"{source.id}#{cell['cell']}",
            source_id=source.id,
            place="",
            place_id=cell["place_id"],
            indicator=cell["indicator"],
            period=cell["period"],
            role=cell["role"],
            qualifier=cell["qualifier"],
            locator=cell["locator"],
            printed=cell["printed"],
            unit=cell["unit"],
            scale=1.0,
            style=cast("NumberStyle", source.number_style),
            year=cell["year"],
            preliminary=source.vintage == PRELIMINARY,
        )
