"""Columns of a Word table: how wide each is, and where figures stand so that signs align.

A column of figures is set to the right, and each cell keeps free, behind its figure, the width
of the decimals, marks and source numbers that other cells of the column have and it lacks. The
text stays the figure as printed. Word's own decimal tab would take the sign from the settings of
the reader's computer, so that "1.092" would stand at its thousands where a dot is decimal; and
spaces in place of digits would be copied with the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from vnhealth.blocks import Column, Number, Table
from vnhealth.blocks.model import Cell
from vnhealth.blocks.runs import DECIMALS
from vnhealth.render.docx_measure import points
from vnhealth.render.docx_runs import RAISED_SHARE, citation_text
from vnhealth.render.excel_format import behind

# Points left and right of a cell's text.
CELL_MARGIN: Final = 3.6
_MM: Final = 72 / 25.4
# A text column asks for no more than this while others are short of room.
_ENOUGH: Final = 62 * _MM
# The header of a column of figures may be as wide before it breaks, where the page has room.
_HEADER: Final = 22 * _MM
# Office suites break a line a trifle before it is full.
_SLACK: Final = 1.5


@dataclass(frozen=True, slots=True)
class Columns:
    """How the columns of a table are set.

    Attributes
    ----------
    widths
        Of each column in points, cell margins included; together as wide as the page's text.
    indents
        For each row and column, the points kept free at the right of the cell; 0 in text.
    """

    widths: tuple[float, ...]
    indents: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class _Cell:
    """Points of what stands before the decimal sign, and from it on."""

    lead: float
    tail: float = 0.0


def columns(table: Table, language: str, room: float, size: float, *, cites: bool) -> Columns:
    """Return widths and indents of a table's columns.

    Parameters
    ----------
    table
        As printed.
    language
        Of its figures: which sign is decimal.
    room
        Width of the page's text in points.
    size
        Of the table's text in points.
    cites
        Whether figures are followed by the numbers of their sources.
    """
    wishes, indents = [], []
    for index, column in enumerate(table.columns):
        cells = [(row.cells[index], row.lit) for row in table.rows]
        if column.kind == "number":
            parts = _parts(cells, column, language, size, cites=cites)
            widest = max((part.tail for part in parts), default=0.0)
            indents.append([widest - part.tail for part in parts])
            wishes.append(_of_figures(parts, widest, column, size))
        else:
            indents.append([0.0] * len(cells))
            said = [_said(cell, size, cites=cites, bold=lit) for cell, lit in cells]
            wishes.append(_of_texts(said, column, size))
    rows = tuple(zip(*indents, strict=True)) if table.rows else ()
    return Columns(shared(wishes, room), rows)


@dataclass(frozen=True, slots=True)
class Wish:
    """Points that a column needs at least, would like, and could use."""

    least: float
    best: float
    full: float


def shared(wishes: Sequence[Wish], room: float) -> tuple[float, ...]:
    """Return the widths of columns that together fill `room`.

    Short of room, each gets what it needs and the same share of what it would like beyond;
    with room left, long texts get it first.

    >>> shared([Wish(10, 20, 20), Wish(10, 40, 40)], 40)
    (15.0, 25.0)
    >>> shared([Wish(10, 20, 20), Wish(10, 40, 200)], 100)
    (20.0, 80.0)
    >>> shared([Wish(10, 20, 20), Wish(10, 30, 30)], 100)
    (40.0, 60.0)
    """
    least, best = sum(w.least for w in wishes), sum(w.best for w in wishes)
    if best > room:
        share = max(0.0, (room - least) / (best - least)) if best > least else 0.0
        widths = [w.least + share * (w.best - w.least) for w in wishes]
    else:
        wanting = sum(w.full - w.best for w in wishes)
        share = min(1.0, (room - best) / wanting) if wanting else 0.0
        widths = [w.best + share * (w.full - w.best) for w in wishes]
    scale = room / sum(widths)
    return tuple(width * scale for width in widths)


def _parts(
    cells: Sequence[tuple[Cell, bool]],
    column: Column,
    language: str,
    size: float,
    *,
    cites: bool,
) -> list[_Cell]:
    """Return what stands before and behind the decimal sign of each cell.

    Where figures of a column bear different units, they are no column to align: each ends at
    the right edge.
    """
    units = {cell.unit_text for cell, _ in cells if isinstance(cell, Number)}
    aligned = bool(column.unit) or len(units) <= 1
    parts = []
    for cell, lit in cells:
        if not isinstance(cell, Number):
            word, line = _said(cell, size, cites=cites, bold=lit)
            parts.append(_Cell(max(word, min(line, _ENOUGH / 2))))
            continue
        found = DECIMALS[language].search(cell.printed)
        decimals = found[0] if found else ""
        after = decimals + behind(cell, unit=not column.unit)
        tail = points(after, size, bold=lit) + (_cites(cell, size) if cites else 0.0)
        lead = points(cell.printed.removesuffix(decimals), size, bold=lit)
        parts.append(_Cell(lead, tail) if aligned else _Cell(lead + tail))
    return parts


def _of_figures(parts: Sequence[_Cell], tail: float, column: Column, size: float) -> Wish:
    figures = max((part.lead for part in parts), default=0.0) + tail
    words, line = _header(column, size)
    best = max(figures, words, min(line, _HEADER))
    return _with_margins(max(figures, words), best, best)


def _of_texts(lines: Sequence[tuple[float, float]], column: Column, size: float) -> Wish:
    words, line = _header(column, size)
    least = max([words, *(word for word, _ in lines)])
    full = max([words, *(whole for _, whole in lines)])
    return _with_margins(least, max(least, min(full, _ENOUGH), min(line, _ENOUGH / 2)), full)


def _with_margins(least: float, best: float, full: float) -> Wish:
    margins = 2 * CELL_MARGIN + _SLACK
    return Wish(least + margins, best + margins, max(best, full) + margins)


def _header(column: Column, size: float) -> tuple[float, float]:
    """Return the points of the longest word and of the whole of a column's header."""
    label = f"{column.label} ({column.unit})" if column.unit else column.label
    return _longest(label, size, bold=True), points(label, size, bold=True)


def _said(cell: Cell, size: float, *, cites: bool, bold: bool) -> tuple[float, float]:
    """Return the points of the longest word and of the whole of a cell of text."""
    runs = cell if isinstance(cell, tuple) else (cell,)
    texts = [r.printed + behind(r, unit=True) if isinstance(r, Number) else r for r in runs]
    raised = sum(_cites(r, size) for r in runs if isinstance(r, Number)) if cites else 0.0
    text = "".join(texts)
    return _longest(text, size, bold=bold), points(text, size, bold=bold) + raised


def _longest(text: str, size: float, *, bold: bool) -> float:
    pieces = text.replace("/", "/ ").replace("-", "- ").split(" ")
    return max(points(piece, size, bold=bold) for piece in pieces)


def _cites(number: Number, size: float) -> float:
    return sum(points(citation_text(source), size * RAISED_SHARE) for source in number.sources)
