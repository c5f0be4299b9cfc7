"""A Table block as an HTML table: scoped headers, figures aligned on the decimal sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape

from vnhealth.blocks.model import Cell, Column, Number, Row, Table
from vnhealth.blocks.placement import Placement
from vnhealth.blocks.plaintext import cell_plain
from vnhealth.blocks.runs import (
    citation_html,
    decimal_pads,
    marks_html,
    number_html,
    numbers_in,
    paragraph_html,
)
from vnhealth.design import MARKS


def cites_in_cells(table: Table) -> bool:
    """Tell whether cells must name their source: only when the table rests on several."""
    return len({source for number in numbers_in(table) for source in number.sources}) > 1


def column_pads(table: Table, language: str) -> list[list[str]]:
    """Return for each cell, row by row, what it lacks behind it to align on the decimal sign."""
    columns = []
    for index, column in enumerate(table.columns):
        cells = [row.cells[index] for row in table.rows]
        numeric = column.kind == "number"
        columns.append(decimal_pads(cells, language) if numeric else [""] * len(cells))
    return [list(pads) for pads in zip(*columns, strict=True)]


def longest_text(table: Table, index: int) -> int:
    """Return the most characters that the header or a cell of a column has."""
    cells = (cell_plain(row.cells[index], unit=True) for row in table.rows)
    return max(map(len, (table.columns[index].label, *cells)))


def tail_widths(table: Table) -> list[int]:
    """Return, for each column, the most characters of marks and source numbers behind a figure."""
    cites = cites_in_cells(table)
    return [
        max((_tail_width(row.cells[index], cites=cites) for row in table.rows), default=0)
        for index in range(len(table.columns))
    ]


def _tail_width(cell: Cell, *, cites: bool) -> int:
    if not isinstance(cell, Number):
        return 0
    marks = sum(len(MARKS.get(key, key)) for key in cell.marks)
    return marks + (sum(len(f"[{n}]") for n in cell.sources) if cites else 0)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Writes the cells of one table, for which `cites` and `linked` hold throughout."""

    place: Placement
    cites: bool
    linked: bool

    def row(self, row: Row, columns: Iterable[tuple[Column, int]], pads: list[str]) -> str:
        cells: list[str] = []
        for (column, tail), cell, pad in zip(columns, row.cells, pads, strict=True):
            if not cells:
                cells.append(f'<th scope="row">{self.content(cell, column)}</th>')
            elif column.kind == "text":
                cells.append(f"<td>{self.content(cell, column)}</td>")
            else:
                padded = f' data-pad="{pad}"' if pad else ""
                room = f' style="--tail:{tail}"' if tail else ""
                cells.append(f'<td class="num"{padded}{room}>{self.figure(cell, column)}</td>')
        lit = ' class="lit"' if row.lit else ""
        return f"<tr{lit}>{''.join(cells)}</tr>"

    def content(self, cell: Cell, column: Column) -> str:
        if isinstance(cell, Number):
            return number_html(cell, self.place, unit=not column.unit)
        return paragraph_html(cell, self.place) if isinstance(cell, tuple) else escape(cell)

    def figure(self, cell: Cell, column: Column) -> str:
        """Return a figure whose marks hang behind it, so that they don't shift it."""
        if not isinstance(cell, Number):
            return self.content(cell, column)
        unit = not column.unit
        hangs = not unit or not cell.unit_text
        shown = replace(cell, marks=()) if hangs else cell
        figure = number_html(shown, self.place, unit=unit, cite=False, linked=self.linked)
        behind = marks_html(cell, self.place) if hangs else ""
        if self.cites:
            behind += citation_html(cell, self.place)
        return figure + (f'<span class="tail">{behind}</span>' if behind else "")


def table_html(table: Table, place: Placement, title: str, anchor: str) -> str:
    """Return the ``<table>`` with `title`, which is HTML already, in its caption."""
    cites = cites_in_cells(table)
    writer = _Writer(place, cites, linked=not cites)
    columns = list(zip(table.columns, tail_widths(table), strict=True))
    pads = column_pads(table, place.language)
    rows = [writer.row(row, columns, pad) for row, pad in zip(table.rows, pads, strict=True)]
    head = "".join(
        _header(column, longest_text(table, index)) for index, column in enumerate(table.columns)
    )
    return (
        f'<table><caption id="{escape(anchor)}-title"><span>{title}</span></caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
    )


def _header(column: Column, longest: int) -> str:
    unit = f' <span class="unit">{escape(column.unit)}</span>' if column.unit else ""
    # A text column keeps the width of its longest text, within the style sheet's limit.
    kind = ' class="num"' if column.kind == "number" else f' style="--chars:{longest}"'
    return f'<th scope="col"{kind}>{escape(column.label)}{unit}</th>'
