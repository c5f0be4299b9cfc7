"""Read formats, hidden rows and formula states out of an .xls workbook's records.

Record numbers and layouts are those of Microsoft's published [MS-XLS] description.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

from vnhealth.errors import ReadError
from vnhealth.readers.compound import CompoundFile, DamagedCompoundError
from vnhealth.readers.limits import damaged, encrypted
from vnhealth.readers.numberformat import builtin_format
from vnhealth.readers.sheetfacts import SheetFacts

_BOF, _BOUNDSHEET, _FILEPASS, _FORMAT, _XF = 0x809, 0x85, 0x2F, 0x41E, 0xE0
_NUMBER, _RK, _MULRK, _FORMULA, _ROW, _COLINFO = 0x203, 0x27E, 0xBD, 0x06, 0x208, 0x7D
_DIMENSIONS: Final = 0x200
_BOOLERR: Final = 0x205
_ERROR_RESULT: Final = 2
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!",
    0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
_MOST_ROWS, _MOST_COLUMNS = 65536, 256
_TEXTS: Final = frozenset({0xFD, 0x204, 0xD6, 0x205})  # shared, inline and rich text; bool, error


def xls_facts(path: Path) -> tuple[dict[str, SheetFacts], bool]:
    """Return the facts of each sheet by name, and whether the workbook holds macros.

    Raises
    ------
    ReadError
        When the file is encrypted or damaged.
    """
    try:
        compound = CompoundFile(path.read_bytes())
        names = compound.names()
        if "encryptedpackage" in names or "encryptioninfo" in names:
            raise encrypted(path)
        stream = compound.stream("workbook") or compound.stream("book")
        if stream is None:
            raise ReadError(
                f"{path.name}: the file holds no workbook; it may be an old Word or other file.",
                f"{path.name}: tệp không chứa bảng tính; có thể là tệp Word cũ hoặc loại khác.",
            )
        facts = _Scan(path).scan(stream)
    except (DamagedCompoundError, struct.error, IndexError) as error:
        raise damaged(path) from error
    return facts, any("vba" in name for name in names)


class _Scan:
    """One pass over the records of a workbook stream."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._formats: dict[int, str] = {}
        self._cell_formats: list[int] = []
        self._sheets: dict[int, str] = {}
        self._facts: dict[str, SheetFacts] = {}
        self._current: SheetFacts | None = None

    def scan(self, stream: bytes) -> dict[str, SheetFacts]:
        at = 0
        while at + 4 <= len(stream):
            kind, length = struct.unpack_from("<HH", stream, at)
            if kind == _FILEPASS:
                raise encrypted(self._path)
            if kind == _BOF and at in self._sheets:
                name = self._sheets[at]
                self._current = self._facts.setdefault(name, SheetFacts(name))
            self._record(kind, stream[at + 4 : at + 4 + length])
            at += 4 + length
        return self._facts

    def _record(self, kind: int, data: bytes) -> None:
        if kind == _BOUNDSHEET:
            start, _, _, count, wide = struct.unpack_from("<IBBBB", data)
            self._sheets[start] = _text(data[8:], count, wide)
        elif kind == _FORMAT:
            number, count, wide = struct.unpack_from("<HHB", data)
            self._formats[number] = _text(data[5:], count, wide)
        elif kind == _XF:
            self._cell_formats.append(struct.unpack_from("<H", data, 2)[0])
        elif self._current is not None:
            self._sheet_record(self._current, kind, data)

    def _sheet_record(self, facts: SheetFacts, kind: int, data: bytes) -> None:
        if kind in {_NUMBER, _RK, _FORMULA}:
            row, column, style = struct.unpack_from("<HHH", data)
            self._cell(facts, row, column, style)
            if kind == _FORMULA and data[6] == _ERROR_RESULT and data[12:14] == b"\xff\xff":
                facts.shown[row, column] = _ERRORS.get(data[8], "#ERR!")
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", data)
            for i in range((len(data) - 6) // 6):
                style = struct.unpack_from("<H", data, 4 + 6 * i)[0]
                self._cell(facts, row, first + i, style)
        elif kind in _TEXTS:
            row, column = struct.unpack_from("<HH", data)
            self._within(row, column)
            facts.fill(row, column)
            if kind == _BOOLERR and data[7]:
                facts.shown[row, column] = _ERRORS.get(data[6], "#ERR!")
        elif kind == _DIMENSIONS:
            top, rows, left, columns = struct.unpack_from("<IIHH", data)
            if top > rows or left > columns:
                raise damaged(self._path)
            self._within(rows - 1, columns - 1)
        elif kind == _ROW:
            if struct.unpack_from("<H", data, 12)[0] & 0x20:
                facts.hidden_rows.add(struct.unpack_from("<H", data)[0])
        elif kind == _COLINFO:
            first, last, _, _, options = struct.unpack_from("<HHHHH", data)
            if options & 1:
                facts.hidden_columns.update(range(first, min(last, 255) + 1))

    def _cell(self, facts: SheetFacts, row: int, column: int, style: int) -> None:
        self._within(row, column)
        facts.fill(row, column)
        number = self._cell_formats[style] if style < len(self._cell_formats) else 0
        code = self._formats.get(number) or builtin_format(number)
        if code != "General":
            facts.formats[row, column] = code

    def _within(self, row: int, column: int) -> None:
        """Refuse a cell that no .xls sheet can have; the value reader would reserve room for it."""
        if row >= _MOST_ROWS or column >= _MOST_COLUMNS:
            raise damaged(self._path)


def _text(data: bytes, count: int, wide: int) -> str:
    if wide & 1:
        return data[: 2 * count].decode("utf-16-le", "replace")
    return data[:count].decode("latin-1")
