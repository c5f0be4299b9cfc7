"""Time the reading of a long column of printed cells, as ratios of one run.

Run ``python -m benchmarks.quantity [cells]``. The ways take turns, so that a busy machine slows
all of them alike; the best of the turns counts. The two regular expressions only cut digits
out: they read no comparator, unit or scale, and are the floor, not an equal.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from vnhealth.quantity import read_cell, read_column

CELLS = 100_000
LOOP_SHARE = 50  # the plain loop reads every fiftieth cell and is scaled up
TURNS = 3
SEED = 20
PATTERN = r"(?P<digits>[0-9][0-9.,]*)"


def printed_cells(count: int) -> list[str]:
    """Return cells like those of a yearbook: few distinct texts, many repetitions."""
    pick = random.Random(SEED)
    distinct = [f"{pick.randint(1, 99)}.{pick.randint(0, 999):03d}" for _ in range(900)]
    distinct += [f"{pick.randint(1, 99)},{pick.randint(0, 9)}" for _ in range(700)]
    distinct += [f"< {pick.randint(1, 99)}%" for _ in range(90)] + ["..", "-", "0", ""]
    return [pick.choice(distinct) for _ in range(count)]


def ways(cells: list[str]) -> dict[str, tuple[Callable[[], object], int]]:
    """Return what is compared: a name, a call, and how much of the column it reads."""
    series = pd.Series(cells)
    array = pa.array(cells)
    part = cells[::LOOP_SHARE]
    return {
        "read_column (distinct values once)": (lambda: read_column(cells, style="vi"), 1),
        "plain loop of read_cell": (lambda: [read_cell(cell) for cell in part], LOOP_SHARE),
        "pandas .str.extract (digits only)": (lambda: series.str.extract(PATTERN), 1),
        "pyarrow extract_regex (digits only)": (lambda: pc.extract_regex(array, PATTERN), 1),
    }


def measure(count: int = CELLS) -> dict[str, float]:
    """Return the best seconds of each way for `count` cells."""
    best: dict[str, float] = {}
    compared = ways(printed_cells(count))
    for _ in range(TURNS):
        for name, (call, share) in compared.items():
            began = time.perf_counter()
            call()
            seconds = (time.perf_counter() - began) * share
            best[name] = min(seconds, best.get(name, seconds))
    return best


def main(count: int = CELLS) -> None:
    """Print seconds, cells a second and the ratio to `read_column`."""
    best = measure(count)
    base = next(iter(best.values()))
    print(f"{count:,} printed cells, best of {TURNS} interleaved turns")
    for name, seconds in best.items():
        print(
            f"{name:38} {seconds:9.3f} s {count / seconds:14,.0f} cells/s {seconds / base:8.2f} x"
        )


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:2]))
