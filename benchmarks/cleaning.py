"""How fast printed cells become observations: a million made-up ones, and the shipped raw folder.

``python -m benchmarks cleaning [--cells N]``.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks._clock import BIN, ROOT, Spent, median, run, spent, tell
from benchmarks._tables import Table
from benchmarks.scale import make_raw

MONTHS, INDICATORS = 12, 40
STEP = "clean in chunks"
LOAD_SHARE = 4
"""The load that is cleaned whole is a quarter of the cells that are only read as numbers."""
READ = """
import sys
from benchmarks.quantity import printed_cells
from vnhealth.quantity import read_column

read_column(printed_cells(int(sys.argv[1])), style="vi")
"""
MADE = "import sys; from benchmarks.quantity import printed_cells; printed_cells(int(sys.argv[1]))"


def tables(
    *, cells: int = 1_000_000, rounds: int = 3, briefs: int = 0, sides: Sequence[str] = ()
) -> list[Table]:
    """Measure, and return the one table."""
    del briefs, sides  # none are made here
    with tempfile.TemporaryDirectory(prefix="vnhealth-bench-") as made:
        folder = Path(made)
        tell("cleaning: the shipped raw folder")
        shipped = _project(folder / "shipped", ROOT / "data" / "raw")
        took = [
            spent(lambda: run([BIN / "vnhealth", "clean", "-q"], shipped)) for _ in range(rounds)
        ]
        rows = [_row("shipped raw folder, checks included", _printed(shipped), median(took))]
        tell(f"cleaning: the text of {cells} cells")
        rows.append(_row("text to numbers, many repetitions", cells, _reading(cells)))
        communes = max(1, cells // LOAD_SHARE // (MONTHS * INDICATORS))
        tell(f"cleaning: a load of {communes * MONTHS * INDICATORS} cells, made up first")
        made_up = make_raw(folder / "raw", communes, MONTHS, INDICATORS)
        words = [sys.executable, "-m", "benchmarks.scale", "--step", STEP, "--root", str(folder)]
        took_load = spent(lambda: run(words, ROOT))
        rows.append(_row("made-up load, in chunks, to a store", made_up, took_load))
    columns = ("what", "cells", "wall s", "CPU s", "cells a CPU second")
    return [Table("Cleaning, one process", columns, tuple(rows))]


def _project(folder: Path, raw: Path) -> Path:
    """Return a project whose raw data are in `raw`, and whose store is empty."""
    (folder / "data").mkdir(parents=True)
    (folder / "vnhealth.toml").symlink_to(ROOT / "vnhealth.toml")
    (folder / "data" / "raw").symlink_to(raw)
    return folder


def _printed(project: Path) -> int:
    package = json.loads((project / "data" / "processed" / "datapackage.json").read_text("utf-8"))
    return int(package["vnhealth"]["cells"])


def _reading(cells: int) -> Spent:
    """Return what reading takes, without making the cells to be read."""
    around = {"PYTHONPATH": str(ROOT)}
    with_reading = spent(lambda: run([sys.executable, "-c", READ, str(cells)], ROOT, around))
    without = spent(lambda: run([sys.executable, "-c", MADE, str(cells)], ROOT, around))
    return Spent(with_reading.wall - without.wall, with_reading.cpu - without.cpu)


def _row(name: str, cells: int, took: Spent) -> tuple[str, ...]:
    rate = cells / max(took.cpu, 0.001)
    return (name, f"{cells:,}", f"{took.wall:.2f}", f"{took.cpu:.2f}", f"{rate:,.0f}")
