"""What a workbook says about its cells beside their values: formats, hidden rows, formulas."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class SheetFacts:
    """Facts about one sheet; rows and columns count from 0.

    Parameters
    ----------
    formats
        Number format of a number cell, by (row, column); General where absent.
    shown
        Text that the file itself keeps for a cell (OpenDocument), by (row, column).
    hidden_rows, hidden_columns
        What the sheet hides.
    merged
        Merged ranges (OpenDocument), as first and last cell.
    without_value
        Formula cells that hold no computed value.
    last_row, last_column
        The furthest filled cell; -1 where there is none.
    """

    name: str
    formats: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    without_value: list[tuple[int, int]] = field(default_factory=list)
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    last_row: int = -1
    last_column: int = -1

    def fill(self, row: int, column: int) -> None:
        """Take note of a filled cell."""
        self.last_row = max(self.last_row, row)
        self.last_column = max(self.last_column, column)

    @property
    def area(self) -> int:
        """Return the number of cells from the first of the sheet to the furthest filled one."""
        return (self.last_row + 1) * (self.last_column + 1)
