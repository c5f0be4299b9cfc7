"""Programs that a notebook started and left running: they end with it."""

from __future__ import annotations

import ctypes
import os
import signal
from collections.abc import Collection
from pathlib import Path
from typing import Final

MARK: Final = "VNHEALTH_WARM_TASK"
"""Environment variable that says to which task a program belongs."""

_DIE_WITH_PARENT: Final = 1
_ADOPT_ORPHANS: Final = 36


def adopt_orphans() -> None:
    """Make this process the parent of whatever its descendants leave behind."""
    _control(_ADOPT_ORPHANS, 1)


def die_with_parent() -> None:
    """Let the system end this process when its parent ends, however that happens."""
    _control(_DIE_WITH_PARENT, signal.SIGKILL)


def end_strays(live: Collection[tuple[int, str]]) -> None:
    """End adopted processes that belong to none of the `live` tasks, and wait for them.

    Parameters
    ----------
    live
        Process id and mark of every task that still runs.
    """
    sessions, marks = {pid for pid, _ in live}, {mark for _, mark in live}
    while strays := [p for p in _children() if not _belongs(p, sessions, marks)]:
        for pid in strays:
            # What an ended one leaves is adopted in its turn, hence the loop.
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def end_group(pid: int) -> None:
    """End a task's process and all that stayed in its group."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        # It has gone, or is about to make its group: then the process itself is ended.
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def _children() -> list[int]:
    threads = Path("/proc/self/task").iterdir()
    return [int(pid) for t in threads for pid in (t / "children").read_text("ascii").split()]


def _belongs(pid: int, sessions: Collection[int], marks: Collection[str]) -> bool:
    if pid in sessions:
        return True
    try:
        if os.getsid(pid) in sessions:
            return True
        environment = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:
        # It ended meanwhile: there is no environment left to read.
        return False
    return any(f"{MARK}={mark}".encode() in environment for mark in marks)


def _control(option: int, value: int) -> None:
    if ctypes.CDLL(None, use_errno=True).prctl(option, value, 0, 0, 0) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
