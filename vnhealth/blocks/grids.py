"""Many printed cells of one table as a table again: row by column, each cell an anchor."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Final

from vnhealth.blocks.markup import id_attribute
from vnhealth.blocks.model import CellRef
from vnhealth.blocks.placement import Placement

_SPOT: Final = re.compile(r"(.*[#:])r(\d+)c(\d+)")
_CROSS: Final = " × "


@dataclass(slots=True)
class Grid:
    """Cells of one table.

    Attributes
    ----------
    beginning
        What the ids of its cells begin with: ``"nso-beds#beds:"``.
    rows, columns
        Number and name of each, as the source names them.
    cells
        The cells by row and column number.
    """

    beginning: str
    rows: dict[int, str] = field(default_factory=dict)
    columns: dict[int, str] = field(default_factory=dict)
    cells: dict[tuple[int, int], CellRef] = field(default_factory=dict)

    @property
    def subject(self) -> str:
        """What all its cells tell, as far as their labels begin alike; else the table's own name.

        >>> one, two = (CellRef("a#t:r1c1", f"Bác sĩ, {name}, 2016", "", "") for name in "AB")
        >>> Grid("a#t:", cells={(1, 1): one, (1, 2): two}).subject
        'Bác sĩ'
        """
        said = {cell.label.partition(", ")[0] for cell in self.cells.values()}
        return said.pop() if len(said) == 1 else self.name

    @property
    def name(self) -> str:
        """The table's own name within its source."""
        return self.beginning.partition("#")[2].rstrip(":")

    def takes(self, row: int, column: int, names: Sequence[str]) -> bool:
        """Tell whether a cell of `names` for row and column agrees with those there."""
        known = (self.rows.get(row, names[0]), self.columns.get(column, names[1]))
        return known == tuple(names) and (row, column) not in self.cells


def grids(cells: Iterable[CellRef]) -> tuple[list[Grid], list[CellRef]]:
    """Return the cells as grids, one a table, and those that have no row and column.

    >>> one, two = CellRef("a#t:r2c7", "", "Hà Nội × 2016", "5"), CellRef("a#9", "", "mục 3", "6")
    >>> made, others = grids([one, two])
    >>> made[0].rows, made[0].columns, [cell.printed for cell in others]
    ({2: 'Hà Nội'}, {7: '2016'}, ['6'])
    """
    found: dict[str, Grid] = {}
    others = []
    for cell in cells:
        match, names = _SPOT.fullmatch(cell.cell_id), cell.locator.split(_CROSS)
        if match is None or len(names) != len(("row", "column")):
            others.append(cell)
            continue
        row, column = int(match[2]), int(match[3])
        grid = found.setdefault(match[1], Grid(match[1]))
        if not grid.takes(row, column, names):
            others.append(cell)
            continue
        grid.rows[row], grid.columns[column] = names
        grid.cells[row, column] = cell
    return list(found.values()), others


def grid_html(grid: Grid, caption: str, place: Placement) -> str:
    """Return a grid as a table that scrolls; each cell can be linked to.

    The end tags of cells and rows are left out, as HTML allows: a page has thousands.
    ``data-cells`` of the table is the beginning of the ids of its cells; the rest of an id stands
    in the anchor of its cell, after the hyphen.
    """
    columns = sorted(grid.columns)
    head = "".join(f'<th scope="col">{escape(grid.columns[at].strip())}</th>' for at in columns)
    body = "".join(
        f'<tr><th scope="row">{escape(" ".join(grid.rows[row].split()))}'
        + "".join(_cell(grid.cells.get((row, column)), place) for column in columns)
        for row in sorted(grid.rows)
    )
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f'<table data-cells="{escape(grid.beginning)}"><caption><span>{escape(caption)}</span>'
        f"</caption><thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(cell: CellRef | None, place: Placement) -> str:
    if cell is None:
        return "<td>"
    anchor = "" if place.repeated else place.row(cell.cell_id)
    return f"<td{id_attribute(anchor)}>{escape(cell.printed)}"
