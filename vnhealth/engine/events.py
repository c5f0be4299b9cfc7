"""What a running notebook tells: each event changes the notebook in the same way everywhere.

The process that runs the cells applies an event to its own notebook and sends it on, so that
whoever listens has the notebook as far as it came, even when the process dies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Opened:
    """The notebook, its parameters filled in, before its first cell runs."""

    notebook: Any


@dataclass(frozen=True, slots=True)
class Began:
    """A cell starts; `count` is its execution count, ``None`` for what is not run."""

    cell: int
    count: int | None

    def apply(self, cells: Any) -> None:
        """Give the cell its count, and take its old outputs away."""
        if cells[self.cell]["cell_type"] == "code":
            cells[self.cell]["execution_count"] = self.count
            cells[self.cell]["outputs"] = []


@dataclass(frozen=True, slots=True)
class Showed:
    """A cell puts out one more thing."""

    cell: int
    output: Any

    def apply(self, cells: Any) -> None:
        """Put the output after the others of its cell."""
        cells[self.cell]["outputs"].append(self.output)


@dataclass(frozen=True, slots=True)
class Replaced:
    """What a cell put out so far is cleared or updated."""

    cell: int
    outputs: list[Any]

    def apply(self, cells: Any) -> None:
        """Set all outputs of the cell."""
        cells[self.cell]["outputs"] = list(self.outputs)


@dataclass(frozen=True, slots=True)
class Finished:
    """A cell ended; when it `failed`, no further cell runs."""

    cell: int
    failed: bool

    def apply(self, cells: Any) -> None:
        """Change nothing: what it put out is there already."""


@dataclass(frozen=True, slots=True)
class Returned:
    """The task's function returned `value`."""

    value: Any


@dataclass(frozen=True, slots=True)
class Raised:
    """The task's function raised; `text` is the traceback's last line."""

    text: str


CellEvent = Began | Showed | Replaced | Finished
Event = Opened | CellEvent | Returned | Raised
