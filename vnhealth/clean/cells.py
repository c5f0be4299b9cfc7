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
    made_up: bool = False


def cells_of(folder: Path, source: Source) -> Iterator[RawCell]:
    """Yield every printed cell of `source`, table by table; a file is never held whole.

    Raises
    ------
    DataError
        When a file is empty, lacks a column, or has a row of another length than its header.
    """
    for table in source.tables:
        path = folder / table.file
        header = _checked_header(path)
        if table.layout == "wide":
            yield from _wide(header, _rows(path), source, table)
        else:
            _check_columns(header, path)
            yield from _listed(header, _rows(path), source)


def _rows(path: Path) -> Iterator[list[str]]:
    """Yield the rows of a file below its header."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        next(rows)
        yield from rows


def _checked_header(path: Path) -> list[str]:
    """Return the header of a file, all rows of which are as long as it."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        header = next(rows, None)
        if header is None:
            raise DataError(
                f"{path} is empty: a first row with the names of the columns is expected.",
                f"{path} trống: cần có dòng đầu ghi tên các cột.",
            )
        wide = len(header)
        odd = [(line, len(row)) for line, row in enumerate(rows, start=2) if len(row) != wide]
    if odd:
        en = ", ".join(f"line {line}: {n} cells where the header has {wide}" for line, n in odd)
        vi = ", ".join(f"dòng {line}: {n} ô, trong khi dòng đầu có {wide}" for line, n in odd)
        raise DataError(
            f"{path}, {en}. Check its commas and quotes.",
            f"{path}, {vi}. Hãy kiểm tra dấu phẩy và dấu ngoặc kép.",
        )
    return header


def _check_columns(header: list[str], path: Path) -> None:
    missing = ", ".join(name for name in LISTED if name not in header)
    if missing:
        raise DataError(f"{path} lacks the columns {missing}.", f"{path} thiếu các cột {missing}.")


def _wide(
    header: list[str], rows: Iterator[list[str]], source: Source, table: SourceTable
) -> Iterator[RawCell]:
    stem = Path(table.file).stem
    for r, row in enumerate(rows, start=1):
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
                made_up=source.made_up,
            )


def _listed(header: list[str], rows: Iterator[list[str]], source: Source) -> Iterator[RawCell]:
    for row in rows:
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
            made_up=source.made_up,
        )
