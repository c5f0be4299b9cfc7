"""A made-up load of 201 600 cells: 140 communes, 36 months, 40 indicators."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from benchmarks import scale
from vnhealth import store
from vnhealth.clean import Cleaned, clean

COMMUNES, MONTHS, INDICATORS = 140, 36, 40
PROGRAM = """
import resource, sys
from pathlib import Path
from vnhealth import store
from vnhealth.clean import clean_chunks
store.save_chunks(
    clean_chunks(Path(sys.argv[1]), 10_000), Path(sys.argv[2]),
    raw_sha256="0" * 64, rows_per_file=2000,
)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.fixture(scope="session")
def load(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the load's data/raw."""
    raw = tmp_path_factory.mktemp("load") / "raw"
    scale.make_raw(raw, COMMUNES, MONTHS, INDICATORS)
    return raw


@pytest.fixture(scope="session")
def whole(load: Path) -> Cleaned:
    """Return the load cleaned at once."""
    return clean(load)


@dataclass(frozen=True)
class Saved:
    """A partitioned store, and the largest resident memory of the process that made it."""

    large: store.LargeStore
    peak_mib: float


def saved_in_a_process(raw: Path, folder: Path) -> Saved:
    """Clean `raw` in chunks of 10 000 cells, 2000 rows a file."""
    words = [sys.executable, "-c", PROGRAM, str(raw), str(folder)]
    ran = subprocess.run(words, check=True, capture_output=True, text=True)
    return Saved(store.open_large(folder), int(ran.stdout) / 1024)


@pytest.fixture(scope="session")
def saved(load: Path, tmp_path_factory: pytest.TempPathFactory) -> Saved:
    """Return the load as a partitioned store, several files an area."""
    return saved_in_a_process(load, tmp_path_factory.mktemp("large"))


@pytest.fixture(scope="session")
def large(saved: Saved) -> store.LargeStore:
    """Return that store."""
    return saved.large


@pytest.fixture(autouse=True)
def _messages_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNHEALTH_LANG", "en")
