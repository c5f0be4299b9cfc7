"""What a reader gives: text cells with their locators, nothing repaired, nothing dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

Rows = Sequence[Sequence[str]]

_NOTHING: Final[Mapping[tuple[int, int], str]] = MappingProxyType({})


@dataclass(frozen=True)
class Note:
    """What the reader saw and did not change, said in both languages."""

    en: str
    vi: str


@dataclass(frozen=True)
class Locator:
    """Where a cell stands in its file; counts start at 1, and 0 means "not applicable"."""

    file: str
    sheet: str = ""
    page: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    def __str__(self) -> str:
        """Return the locator as a short Vietnamese text, the form that goes into raw data.

        Examples
        --------
        >>> str(Locator("a.xls", sheet="Sheet1", row=12, column=3))
        'a.xls, trang tính Sheet1, dòng 12, cột 3'
        """
        parts = [self.file]
        if self.sheet:
            parts.append(f"trang tính {self.sheet}")
        for word, number in (
            ("trang", self.page),
            ("bảng", self.table),
            ("dòng", self.row),
            ("cột", self.column),
        ):
            if number:
                parts.append(f"{word} {number}")
        return ", ".join(parts)


@dataclass(frozen=True)
class Structure:
    """How the rows of a table divide; each number counts rows from the top or the bottom.

    Parameters
    ----------
    title_rows
        Rows above the header: the title, the unit, blank lines.
    header_rows
        Rows of the header after the title.
    footer_rows
        Rows below the last row of data: notes, sources.
    """

    title_rows: int = 0
    header_rows: int = 0
    footer_rows: int = 0


@dataclass(frozen=True)
class RawTable:
    """A table, or a run of prose, as it stands in a file.

    Parameters
    ----------
    file
        Name of the file, without its folder.
    cells
        Rows of text cells, all rows of one length. Prose has one cell a row.
    kind
        ``"table"`` or ``"prose"``.
    sheet, page, number
        Sheet name; page number; running number of the table in its sheet, page or file.
    first_row, first_column
        Where cell (0, 0) stands in the file, counted from 1.
    rows_in_file
        The row (or line) of the file for each row of `cells`, where they don't simply follow.
    pages_in_file
        The page for each row, for a table that goes over a page break.
    structure
        Where title, header and footer end.
    merged
        For each covered cell of a merged range (row, column), the cell that holds its text.
    stored
        For each number cell whose shown text says less than the file holds, the full number.
    hidden_rows, hidden_columns
        Rows and columns (counted within `cells`) that the file hides; they are in `cells`.
    notes
        What the reader noticed.
    """

    file: str
    cells: tuple[tuple[str, ...], ...]
    kind: str = "table"
    sheet: str = ""
    page: int = 0
    number: int = 0
    first_row: int = 1
    first_column: int = 1
    rows_in_file: tuple[int, ...] = ()
    pages_in_file: tuple[int, ...] = ()
    structure: Structure = Structure()
    merged: Mapping[tuple[int, int], tuple[int, int]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    stored: Mapping[tuple[int, int], str] = field(default_factory=lambda: _NOTHING)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    notes: tuple[Note, ...] = ()

    @property
    def height(self) -> int:
        """Return the number of rows."""
        return len(self.cells)

    @property
    def width(self) -> int:
        """Return the number of columns."""
        return len(self.cells[0]) if self.cells else 0

    def locator(self, row: int, column: int) -> Locator:
        """Return where the cell (`row`, `column`), counted from 0, stands in the file."""
        in_file = self.rows_in_file[row] if self.rows_in_file else self.first_row + row
        page = self.pages_in_file[row] if self.pages_in_file else self.page
        shown = 0 if self.kind == "prose" else self.first_column + column
        return Locator(self.file, self.sheet, page, self.number, in_file, shown)

    @property
    def titles(self) -> tuple[str, ...]:
        """Return the texts above the header, one a filled row."""
        rows = self.cells[: self.structure.title_rows]
        return tuple(
            " ".join(c for c in row if c.strip()) for row in rows if any(map(str.strip, row))
        )

    @property
    def footers(self) -> tuple[str, ...]:
        """Return the texts below the data, one a filled row."""
        rows = self.cells[self.height - self.structure.footer_rows :]
        return tuple(
            " ".join(c for c in row if c.strip()) for row in rows if any(map(str.strip, row))
        )

    @property
    def body_start(self) -> int:
        """Return the index of the first row of data."""
        return self.structure.title_rows + self.structure.header_rows

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows of data."""
        return self.cells[self.body_start : self.height - self.structure.footer_rows]

    def text_at(self, row: int, column: int) -> str:
        """Return the text of a cell; a covered cell of a merged range gives the range's text."""
        row, column = self.merged.get((row, column), (row, column))
        return self.cells[row][column]

    @property
    def header(self) -> tuple[str, ...]:
        """Return one heading a column: header rows joined by " | ", merged ranges spread.

        Examples
        --------
        >>> table = RawTable("a.xls", (("", "2023", ""), ("", "Số", "%"), ("A", "1", "2")),
        ...                  structure=Structure(header_rows=2), merged={(0, 2): (0, 1)})
        >>> table.header
        ('', '2023 | Số', '2023 | %')
        """
        start, stop = self.structure.title_rows, self.body_start
        headings = []
        for column in range(self.width):
            texts: list[str] = []
            for row in range(start, stop):
                text = self.text_at(row, column)
                if text.strip() and text not in texts:
                    texts.append(text)
            headings.append(" | ".join(texts))
        return tuple(headings)


def rectangle(rows: Rows) -> tuple[tuple[str, ...], ...]:
    """Return `rows` with short rows filled by empty cells on the right.

    Examples
    --------
    >>> rectangle([["a"], ["b", "c"]])
    (('a', ''), ('b', 'c'))
    """
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
