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
        When a file that ``source.yml`` names is absent.
    """
    for table in source.tables:
        path = folder / table.file
        try:
            with path.open(encoding="utf-8", newline="") as stream:
                rows = list(csv.reader(stream))
        except FileNotFoundError as fault:
            raise DataError(
                f"{path} is named in source.yml but is not there.",
                f"{path} được nêu trong source.yml nhưng không có ở đó.",
            ) from fault
        if table.layout == "wide":
            yield from _wide(rows, source, table)
        else:
            yield from _listed(rows, source, table)


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


def _listed(rows: list[list[str]], source: Source, table: SourceTable) -> Iterator[RawCell]:
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
