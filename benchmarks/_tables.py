"""Tables of a benchmark, for the terminal and for docs/performance.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """A table with what it was measured on; the first column holds names."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def text(self) -> str:
        """Return it for a terminal."""
        everything = [self.columns, *self.rows]
        widths = [max(len(row[i]) for row in everything) for i in range(len(self.columns))]
        lines = [
            "  ".join(_set(cell, widths[i], i) for i, cell in enumerate(row)).rstrip()
            for row in everything
        ]
        return "\n".join([self.title, *lines, *self.notes])

    def markdown(self) -> str:
        """Return it as Markdown."""
        ruler = ["---", *("---:" for _ in self.columns[1:])]
        lines = [_piped(self.columns), _piped(ruler), *map(_piped, self.rows)]
        notes = [f"\n{note}" for note in self.notes]
        return "\n".join([f"**{self.title}**", "", *lines, *notes])


def _set(cell: str, width: int, column: int) -> str:
    return cell.ljust(width) if column == 0 else cell.rjust(width)


def _piped(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
