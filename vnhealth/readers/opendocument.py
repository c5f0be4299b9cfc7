"""Read shown texts, hidden rows and formula states out of an .ods workbook, streaming."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vnhealth.readers.limits import Limits, damaged, encrypted, too_many_cells
from vnhealth.readers.sheetfacts import SheetFacts

_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_HIDDEN: Final = frozenset({"collapse", "filter"})


def ods_facts(path: Path, limits: Limits) -> tuple[dict[str, SheetFacts], bool]:
    """Return the facts of each sheet by name, and whether the workbook holds macros.

    Raises
    ------
    ReadError
        When the workbook is encrypted or damaged, or a sheet spans too many cells.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
            manifest = "META-INF/manifest.xml"
            if manifest in names and b"encryption-data" in archive.read(manifest):
                raise encrypted(path)
            with archive.open("content.xml") as stream:
                facts = _Scan(path, limits).scan(stream)
            return facts, any(n.startswith(("Basic/", "Scripts/")) for n in names)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise damaged(path) from error


@dataclass
class _Scan:
    path: Path
    limits: Limits
    row: int = 0
    column: int = 0

    def scan(self, stream: Any) -> dict[str, SheetFacts]:
        from lxml import etree

        facts: dict[str, SheetFacts] = {}
        current = SheetFacts("")
        tags = [f"{_TABLE}{n}" for n in ("table", "table-row", "table-column")]
        events = etree.iterparse(stream, events=("start", "end"), tag=tags, resolve_entities=False)
        for event, element in events:
            name = etree.QName(element).localname
            if event == "start" and name == "table":
                sheet = element.get(f"{_TABLE}name", "")
                current = facts.setdefault(sheet, SheetFacts(sheet))
                self.row = self.column = 0
            elif event == "end" and name == "table-column":
                self._columns(element, current)
            elif event == "end" and name == "table-row":
                self._cells(element, current)
                element.clear()
        return facts

    def _columns(self, element: Any, facts: SheetFacts) -> None:
        count = int(element.get(f"{_TABLE}number-columns-repeated", "1"))
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            facts.hidden_columns.update(range(self.column, self.column + min(count, 16384)))
        self.column += count

    def _cells(self, element: Any, facts: SheetFacts) -> None:
        rows = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        filled = []
        column = 0
        for cell in element.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            columns = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            if cell.get(f"{_OFFICE}value-type") or cell.find(f"{_TEXT}p") is not None:
                filled.append((column, columns, cell))
            elif cell.get(f"{_TABLE}formula"):
                facts.without_value.append((self.row, column))
            self._merge(cell, facts, column)
            column += columns
        if element.get(f"{_TABLE}visibility") in _HIDDEN:
            facts.hidden_rows.update(range(self.row, self.row + min(rows, 1 << 20)))
        if filled:
            last = filled[-1][0] + filled[-1][1] - 1
            facts.fill(self.row + rows - 1, last)
            if facts.area > self.limits.cells:
                shape = facts.last_row + 1, facts.last_column + 1
                raise too_many_cells(self.path, facts.name, *shape, self.limits)
        for start, columns, cell in filled:
            self._show(cell, facts, range(self.row, self.row + rows), range(start, start + columns))
        self.row += rows

    def _merge(self, cell: Any, facts: SheetFacts, column: int) -> None:
        down = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        across = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
        if down > 1 or across > 1:
            last = self.row + down - 1, column + across - 1
            facts.merged.append(((self.row, column), last))

    @staticmethod
    def _show(cell: Any, facts: SheetFacts, rows: range, columns: range) -> None:
        if cell.get(f"{_OFFICE}value-type", "string") == "string":
            return
        text = "\n".join("".join(p.itertext()) for p in cell.iterchildren(f"{_TEXT}p"))
        for row in rows:
            for column in columns:
                facts.shown[row, column] = text
