"""Memory of a program's processes while it runs: their share of what they share counts."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks._clock import surroundings

PAUSE = 0.03
MEBIBYTE = 1024


@dataclass(frozen=True)
class Memory:
    """Proportional set sizes in MiB: the largest child of the warm process, and all at once."""

    child: float
    together: float
    warm: float


def watched(words: Iterable[str | Path], folder: Path) -> Memory:
    """Run a build and return the memory of its processes, looked at thirty times a second."""
    child = together = warm = 0.0
    with subprocess.Popen(
        [str(word) for word in words],
        cwd=folder,
        env=surroundings({"VNHEALTH_PROJECT": str(folder)}),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as program:
        while program.poll() is None:
            warm_ones = _children(program.pid)
            forked = [pid for each in warm_ones for pid in _children(each)]
            sizes = [_pss(pid) for pid in forked]
            hot = [_pss(pid) for pid in warm_ones]
            child, warm = max([child, *sizes]), max([warm, *hot])
            together = max(together, sum(sizes) + sum(hot) + _pss(program.pid))
            time.sleep(PAUSE)
    if program.returncode:
        raise RuntimeError("the build whose memory was measured failed")
    return Memory(child, together, warm)


def _children(pid: int) -> list[int]:
    found: list[int] = []
    with suppress(OSError):
        for thread in Path(f"/proc/{pid}/task").iterdir():
            found += map(int, (thread / "children").read_text(encoding="ascii").split())
    return found


def _pss(pid: int) -> float:
    """Return the proportional set size of a process in MiB; 0 when it has ended."""
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / MEBIBYTE
    return 0.0
