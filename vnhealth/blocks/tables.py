"""A Table block as an HTML table: scoped headers, figures aligned on the decimal sign."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from vnhealth.blocks.model import Cell, Column, Number, Row, Table
from vnhealth.blocks.placement import Placement
from vnhealth.blocks.runs import (
    citation_html,
    decimal_pads,
    marks_html,
    number_html,
    numbers_in,
    paragraph_html,
)
from vnhealth.design import MARKS

# With more figures than this a reader with a keyboard would tab for ever: none is a link.
LINKED_AT_MOST = 100


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


def tail_widths(table: Table) -> list[int]:
    """Return, for each column, the most characters of marks and source numbers behind a figure."""
    cites = cites_in_cells(table)
    return [
        max((_tail_width(row.cells[index], cites) for row in table.rows), default=0)
        for index in range(len(table.columns))
    ]


def _tail_width(cell: Cell, cites: bool) -> int:
    if not isinstance(cell, Number):
        return 0
    marks = sum(len(MARKS.get(key, key)) for key in cell.marks)
    return marks + (len(", ".join(map(str, cell.sources))) if cites else 0)


def table_html(table: Table, place: Placement, title: str, anchor: str) -> str:
    """Return the ``<table>`` with `title`, which is HTML already, in its caption."""
    head = "".join(_header(column) for column in table.columns)
    pads = column_pads(table, place.language)
    tails = tail_widths(table)
    rows = "".join(
        _row(row, table, row_pads, tails, place)
        for row, row_pads in zip(table.rows, pads, strict=True)
    )
    return (
        f'<table><caption id="{escape(anchor)}-title">{title}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _header(column: Column) -> str:
    unit = f' <span class="unit">{escape(column.unit)}</span>' if column.unit else ""
    kind = ' class="num"' if column.kind == "number" else ""
    return f'<th scope="col"{kind}>{escape(column.label)}{unit}</th>'


def _row(row: Row, table: Table, pads: list[str], tails: list[int], place: Placement) -> str:
    cells = [f'<th scope="row">{_content(row.cells[0], table.columns[0], place)}</th>']
    columns = zip(table.columns, row.cells, pads, tails, strict=True)
    for column, cell, pad, tail in list(columns)[1:]:
        if column.kind == "text":
            cells.append(f"<td>{_content(cell, column, place)}</td>")
            continue
        padded = f' data-pad="{pad}"' if pad else ""
        room = f' style="--tail:{tail}"' if tail else ""
        figure = _figure(cell, column, table, place)
        cells.append(f'<td class="num"{padded}{room}>{figure}</td>')
    lit = ' class="lit"' if row.lit else ""
    return f"<tr{lit}>{''.join(cells)}</tr>"


def _content(cell: Cell, column: Column, place: Placement) -> str:
    if isinstance(cell, Number):
        return number_html(cell, place, unit=not column.unit)
    return paragraph_html(cell, place) if isinstance(cell, tuple) else escape(cell)


def _figure(cell: Cell, column: Column, table: Table, place: Placement) -> str:
    """Return what stands in a number column; marks hang behind the figure and don't shift it."""
    if not isinstance(cell, Number):
        return _content(cell, column, place)
    cites = cites_in_cells(table)
    figure = number_html(
        replace(cell, marks=()),
        place,
        unit=not column.unit,
        cite=False,
        linked=not cites and sum(1 for _ in numbers_in(table)) <= LINKED_AT_MOST,
    )
    hanging = marks_html(cell, place) + (citation_html(cell, place) if cites else "")
    return figure + (f'<span class="tail">{hanging}</span>' if hanging else "")
