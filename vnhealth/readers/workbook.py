"""Read .xlsx, .xls and .ods workbooks as text cells, the numbers as their cells show them."""

from __future__ import annotations

import datetime as dt
import zipfile
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path
from types import MappingProxyType
from typing import Any

from vnhealth.readers.biff import xls_facts
from vnhealth.readers.blocks_of_rows import split_rows
from vnhealth.readers.charset import from_legacy, suggestions
from vnhealth.readers.compound import SIGNATURE
from vnhealth.readers.dateformat import show_date
from vnhealth.readers.limits import (
    DEFAULT,
    Limits,
    check_zip,
    damaged,
    encrypted,
    too_many_cells,
)
from vnhealth.readers.model import Note, RawTable
from vnhealth.readers.numberformat import STYLES, show_number
from vnhealth.readers.ooxml import xlsx_facts
from vnhealth.readers.opendocument import ods_facts
from vnhealth.readers.sheetfacts import SheetFacts
from vnhealth.readers.structure import find_structure

Range = tuple[tuple[int, int], tuple[int, int]]


def read_workbook(
    path: Path,
    *,
    number_style: str = "vi",
    charset: str | None = None,
    limits: Limits = DEFAULT,
) -> list[RawTable]:
    """Read every table of every sheet.

    Parameters
    ----------
    path
        An .xlsx, .xlsm, .xls or .ods file; the content decides, not the name.
    number_style
        Separators in which number cells are shown, ``"vi"`` or ``"en"``. OpenDocument keeps
        the shown text itself, which is taken as it stands.
    charset
        Legacy charset of the text cells (``"tcvn3"``, ``"tcvn3-upper"``, ``"vni"``), if any.
    limits
        The most that is read.

    Returns
    -------
    list of RawTable
        One for each block of rows that has a header of its own; the number format gives dates,
        percentages and thousands; hidden rows and columns are kept and said so.

    Raises
    ------
    ReadError
        When the file is encrypted, damaged, a zip bomb, or a sheet is beyond the limit.
    """
    facts, has_macros = _facts(path, limits)
    for sheet in facts.values():
        if sheet.area > limits.cells:
            shape = sheet.last_row + 1, sheet.last_column + 1
            raise too_many_cells(path, sheet.name, *shape, limits)
    tables: list[RawTable] = []
    for about, rows, merged in _values(path):
        known = facts.get(about.name, SheetFacts(about.name))
        notes = _sheet_notes(about, known, macros=has_macros)
        text = _Text(known, number_style, charset)
        tables.extend(_tables(path, text, text.rows(rows), known.merged or merged, notes))
    return tables


def _values(path: Path) -> Iterator[tuple[Any, list[list[Any]], list[Range]]]:
    """Yield each worksheet: what is said of it, its values and its merged ranges."""
    import python_calamine as calamine

    try:
        with calamine.load_workbook(path) as book:
            for about in book.sheets_metadata:
                if about.typ is calamine.SheetTypeEnum.WorkSheet:
                    sheet = book.get_sheet_by_name(about.name)
                    rows = sheet.to_python(skip_empty_area=False)
                    yield about, rows, list(sheet.merged_cell_ranges or [])
    except calamine.PasswordError as error:
        raise encrypted(path) from error
    except (calamine.CalamineError, calamine.XmlError, calamine.ZipError, OSError) as error:
        raise damaged(path) from error
    except BaseException as error:
        # The library's Rust code ends in a PanicException, no Exception, on some damaged files.
        if type(error).__name__ == "PanicException":
            raise damaged(path) from error
        raise


def _facts(path: Path, limits: Limits) -> tuple[dict[str, SheetFacts], bool]:
    with path.open("rb") as stream:
        start = stream.read(len(SIGNATURE))
    if start == SIGNATURE:
        return xls_facts(path)
    check_zip(path, limits)
    with zipfile.ZipFile(path) as archive:
        names = set(archive.namelist())
    if "content.xml" in names:
        return ods_facts(path, limits)
    if "xl/workbook.xml" in names:
        return xlsx_facts(path, limits)
    raise damaged(path)


def _sheet_notes(about: Any, facts: SheetFacts, *, macros: bool) -> tuple[Note, ...]:
    notes = []
    if str(about.visible).rsplit(".", 1)[-1] != "Visible":
        notes.append(
            Note(f"The sheet “{about.name}” is hidden.", f"Trang tính “{about.name}” bị ẩn.")
        )
    if macros:
        notes.append(
            Note(
                "The workbook holds macros; they were not run.",
                "Tệp có macro; macro không được chạy.",
            )
        )
    if facts.without_value:
        cells = ", ".join(_name(r, c) for r, c in facts.without_value[:10])
        notes.append(
            Note(
                f"{len(facts.without_value)} formula cells hold no computed value and are left "
                f"empty ({cells}). Open and save the file in a spreadsheet program.",
                f"{len(facts.without_value)} ô công thức chưa có giá trị tính sẵn nên để trống "
                f"({cells}). Hãy mở và lưu lại tệp bằng phần mềm bảng tính.",
            )
        )
    return tuple(notes)


def _name(row: int, column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


class _Text:
    """The text of each cell of one sheet, and the stored numbers that it hides."""

    def __init__(self, facts: SheetFacts, style: str, charset: str | None) -> None:
        self.facts = facts
        self.stored: dict[tuple[int, int], str] = {}
        self._style = style
        self._charset = charset

    def rows(self, rows: Iterable[list[Any]]) -> list[tuple[str, ...]]:
        height, width = self.facts.last_row + 1, self.facts.last_column + 1
        return [
            tuple(self._cell(value, r, c) for c, value in enumerate(row[:width]))
            for r, row in enumerate(rows)
            if r < height
        ]

    def _cell(self, value: Any, row: int, column: int) -> str:
        if value == "":  # "#DIV/0!", which the value reader leaves out
            value = self.facts.shown.get((row, column), "")
        if isinstance(value, str):
            return from_legacy(value, self._charset) if self._charset and value else value
        if isinstance(value, bool):
            return "TRUE" if value else "FALSE"
        if (row, column) in self.facts.shown:
            text = self.facts.shown[row, column]
        elif isinstance(value, int | float):
            code = self.facts.formats.get((row, column), "General")
            text = show_number(value, code, self._style)
            if code == "General":
                return text
        elif isinstance(value, dt.date | dt.time | dt.timedelta):
            return show_date(value, self.facts.formats.get((row, column), ""))
        else:
            return "" if value is None else str(value)
        if isinstance(value, int | float) and not _says_all(text, value, self._style):
            self.stored[row, column] = show_number(value, style="en")
        return text


def _says_all(text: str, value: float, style: str) -> bool:
    thousands, point = STYLES[style]
    percent = text.endswith("%")
    plain = text.rstrip("%").replace(thousands, "").replace(point, ".")
    try:
        shown = Decimal(plain) / (100 if percent else 1)
    except InvalidOperation:
        return False
    return shown == Decimal(f"{value:.15g}")


def _tables(
    path: Path,
    text: _Text,
    rows: list[tuple[str, ...]],
    merged: list[Range],
    notes: tuple[Note, ...],
) -> Iterator[RawTable]:
    covered = _covered(merged)
    spread = _spread(rows, covered)
    spans = split_rows(spread)
    facts = text.facts
    for number, (start, stop) in enumerate(spans, start=1):
        cells = tuple(rows[start:stop])
        inside = {
            (r - start, c): (top - start, left)
            for (r, c), (top, left) in covered.items()
            if start <= r < stop and top >= start and c < len(cells[0]) and left < len(cells[0])
        }
        hidden = frozenset(r - start for r in facts.hidden_rows if start <= r < stop)
        columns = frozenset(c for c in facts.hidden_columns if c < len(cells[0]))
        words = "\n".join(c for row in cells for c in row if not c.isascii())
        yield RawTable(
            path.name,
            cells,
            sheet=facts.name,
            number=number if len(spans) > 1 else 0,
            first_row=start + 1,
            structure=find_structure(spread[start:stop]),
            merged=MappingProxyType(inside),
            stored=MappingProxyType(
                {(r - start, c): v for (r, c), v in text.stored.items() if start <= r < stop}
            ),
            hidden_rows=hidden,
            hidden_columns=columns,
            notes=(*notes, *_hidden_notes(hidden, columns, start), *suggestions(words, path.name)),
        )


def _covered(merged: list[Range]) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (row, column): (top, left)
        for (top, left), (bottom, right) in merged
        for row in range(top, min(bottom, top + 1000) + 1)
        for column in range(left, min(right, left + 1000) + 1)
        if (row, column) != (top, left)
    }


def _spread(
    rows: list[tuple[str, ...]], covered: dict[tuple[int, int], tuple[int, int]]
) -> list[tuple[str, ...]]:
    """Return the rows with the text of a merged range in each of its cells, to find headers by."""
    spread = [list(row) for row in rows]
    for (row, column), (top, left) in covered.items():
        if row < len(rows) and column < len(rows[row]):
            spread[row][column] = rows[top][left]
    return [tuple(row) for row in spread]


def _hidden_notes(rows: frozenset[int], columns: frozenset[int], start: int) -> Iterator[Note]:
    if rows:
        named = ", ".join(str(r + start + 1) for r in sorted(rows)[:20])
        yield Note(
            f"{len(rows)} hidden rows are among the cells: {named}.",
            f"Có {len(rows)} dòng bị ẩn vẫn nằm trong bảng: {named}.",
        )
    if columns:
        named = ", ".join(_name(0, c)[:-1] for c in sorted(columns)[:20])
        yield Note(
            f"{len(columns)} hidden columns are among the cells: {named}.",
            f"Có {len(columns)} cột bị ẩn vẫn nằm trong bảng: {named}.",
        )
