"""Wall and processor seconds of programs, with those of every program that they start."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from vnhealth.engine.descendants import adopt_orphans

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of processors."""

    wall: float
    cpu: float

    def __add__(self, other: Spent) -> Spent:
        return Spent(self.wall + other.wall, self.cpu + other.cpu)


def median(found: Sequence[Spent]) -> Spent:
    """Return the median of each."""
    return Spent(
        statistics.median(each.wall for each in found),
        statistics.median(each.cpu for each in found),
    )


def spent(work: Callable[[], object]) -> Spent:
    """Return what `work` takes in the programs that it starts, orphans too."""
    if sys.platform == "linux":
        adopt_orphans()
    before, start = _of_children(), time.perf_counter()
    work()
    wall = time.perf_counter() - start
    _bury_orphans()
    return Spent(wall, _of_children() - before)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _bury_orphans() -> None:
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def surroundings(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the environment of every measured program: compiled modules may be kept."""
    around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return around | {"VNHEALTH_LANG": "en"} | dict(more or {})


def run(
    words: Iterable[str | Path], folder: Path, more: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a program in `folder`.

    Raises
    ------
    RuntimeError
        When it fails; with the last that it said.
    """
    done = subprocess.run(
        [str(word) for word in words],
        check=False,
        cwd=folder,
        env=surroundings({"VNHEALTH_PROJECT": str(folder)} | dict(more or {})),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise RuntimeError(f"{' '.join(map(str, words))}: {done.stderr.strip()[-600:]}")
    return done


def tell(text: str) -> None:
    """Say on the standard error stream how far it is."""
    print(text, file=sys.stderr, flush=True)
