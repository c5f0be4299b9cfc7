"""What the warm process is asked to do, and what came of it."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from vnhealth.engine.limits import Limits
from vnhealth.errors import BriefError


@dataclass(frozen=True, slots=True)
class Task:
    """One call of a function in a process of its own.

    Attributes
    ----------
    call
        The function, named ``module:function``.
    argument
        Its only argument; must pickle.
    environment
        The whole environment of the process.
    folder
        Its working directory.
    limits
        What it may take.
    """

    call: str
    argument: Any
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    folder: str = "."
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one task.

    Attributes
    ----------
    task
        The task.
    value
        What its function returned.
    fault
        Why there is no value; ``None`` when there is one.
    notebook
        The notebook it ran, as far as it came; ``None`` when it ran none.
    cell
        Index of the cell that was running when its process ended early; else ``None``.
    cpu_seconds, peak_mib
        Processor time and largest resident memory of its process.
    """

    task: Task
    value: Any = None
    fault: ProcessEndedError | None = None
    notebook: Any = None
    cell: int | None = None
    cpu_seconds: float = 0.0
    peak_mib: float = 0.0


class ProcessEndedError(BriefError):
    """A notebook's process ended before it could say what came of it."""


def out_of_time(seconds: float) -> ProcessEndedError:
    """Return the error of a notebook that took longer than its `seconds`."""
    return ProcessEndedError(
        f"It ran longer than the {seconds:g} s allowed and was ended",
        f"Chạy quá {seconds:g} giây cho phép nên đã bị dừng",
    )


def ended_early(status: int) -> ProcessEndedError:
    """Return the error that says how a process ended, by the status that ``wait`` gave.

    >>> ended_early(3 << 8).en
    'Its process quit with exit code 3 before the notebook was finished'
    >>> ended_early(11).en
    'Its process crashed (SIGSEGV)'
    """
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.Signals(number).name
        if number == signal.SIGKILL:
            return ProcessEndedError(
                f"Its process was ended from outside ({name}), often for want of memory",
                f"Tiến trình bị dừng từ bên ngoài ({name}), thường do máy hết bộ nhớ",
            )
        return ProcessEndedError(f"Its process crashed ({name})", f"Tiến trình bị sập ({name})")
    code = os.WEXITSTATUS(status)
    return ProcessEndedError(
        f"Its process quit with exit code {code} before the notebook was finished",
        f"Tiến trình tự thoát với mã {code} khi sổ tay chưa chạy xong",
    )


def raised(text: str) -> ProcessEndedError:
    """Return the error of a function that raised; `text` says what."""
    return ProcessEndedError(f"It failed: {text}", f"Bị lỗi: {text}")


def warm_process_ended() -> ProcessEndedError:
    """Return the error of a notebook whose warm process ended under it."""
    return ProcessEndedError(
        "The warm process ended under it",
        "Tiến trình nền của bộ máy chạy sổ tay đã dừng giữa chừng",
    )
