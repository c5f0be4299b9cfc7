"""The shipped data as a panel, and a reader of the raw tables that shares no code with it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from vnhealth import catalog
from vnhealth.clean import clean
from vnhealth.views import Panel

# Place names of the exports for the ids used in these tests, as printed (spaces folded).
Raw = dict[str, dict[str, float]]


@pytest.fixture(scope="session")
def panel(repository: Path) -> Panel:
    """Return the shipped observations with their sources."""
    raw = repository / "data" / "raw"
    return Panel(clean(raw).observations, {found.id: found for found in catalog.sources(raw)})


@pytest.fixture(scope="session")
def raw_table(repository: Path) -> Callable[[str], Raw]:
    """Return a function that reads a raw table by hand: place name → period → number."""

    def read(path: str) -> Raw:
        with (repository / "data" / "raw" / path).open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream))
        return {
            " ".join(row["place"].split()): {
                period.split()[-1]: float(text)
                for period, text in row.items()
                if period != "place" and text.strip() not in ("", "..")
            }
            for row in rows
        }

    return read
