"""How long the measures take, as ratios to one pass of numpy over the same rows."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from vnhealth.measures.counts import count
from vnhealth.measures.grouped import Grouping, grouped
from vnhealth.measures.inequality import Inequality, inequality
from vnhealth.measures.proportions import proportion
from vnhealth.measures.rates import rate

ROWS = 100_000
REPEATS = 5


def best_seconds(work: Callable[[], object]) -> float:
    """Return the shortest of a few runs."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def run() -> pd.DataFrame:
    """Measure each method once; one row a method, seconds and ratio to the yardstick."""
    generator = np.random.default_rng(1)
    x, n = generator.poisson(12, ROWS), np.full(ROWS, 10_000)
    parts = pd.DataFrame({"g": np.arange(ROWS) % 63, "numerator": x, "denominator": n})
    places = pd.DataFrame(
        {"value": generator.uniform(80, 100, 63), "population": 1e6, "standard_error": 1.0}
    )
    yardstick = best_seconds(lambda: np.log(n) * np.sqrt(x) / n)
    work: dict[str, Callable[[], object]] = {
        f"count, {ROWS} rows": lambda: count(x),
        f"rate, {ROWS} rows": lambda: rate(x, n),
        f"proportion, {ROWS} rows": lambda: proportion(x, n),
        f"grouped, {ROWS} rows into 63": lambda: grouped(parts, Grouping(["g"])),
        "inequality, 63 places": lambda: inequality(places, Inequality("higher", 100)),
    }
    seconds = {name: best_seconds(each) for name, each in work.items()}
    return pd.DataFrame(
        {"seconds": seconds, "ratio": {k: v / yardstick for k, v in seconds.items()}}
    )


def main() -> None:
    """Print the table."""
    print(run().round(4).to_string())


if __name__ == "__main__":
    main()
