"""Tasks in processes forked from a warm one, some at a time, whatever becomes of each."""

from __future__ import annotations

import select
import shutil
import socket
import sys
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

from vnhealth.engine.channel import Channel
from vnhealth.engine.connection import Connection
from vnhealth.engine.events import Event, Finished, Opened, Raised, Returned
from vnhealth.engine.task import (
    Outcome,
    ProcessEndedError,
    Task,
    ended_early,
    out_of_time,
    raised,
    warm_process_ended,
)
from vnhealth.engine.warmth import Warmth

ENGINE: Final = "vnhealth-warm"
"""Name of our papermill engine."""

Listener = Callable[[Event], None]


def supported() -> bool:
    """Tell whether this system can run notebooks from a warm process: Linux can."""
    return sys.platform == "linux"


@dataclass(slots=True)
class _Running:
    """One task under way, and what is known of its notebook."""

    task: Task
    channel: Channel
    folder: Path
    notebook: Any = None
    cell: int | None = None
    last: Returned | Raised | None = None
    listeners: tuple[Listener, ...] = field(default=())

    def listen(self) -> None:
        """Take in what has arrived."""
        for event in self.channel.waiting():
            for listener in self.listeners:
                listener(event)
            if isinstance(event, Opened):
                self.notebook = event.notebook
            elif isinstance(event, Returned | Raised):
                self.last = event
            else:
                self.cell = None if isinstance(event, Finished) else event.cell
                if self.notebook is not None:
                    event.apply(self.notebook["cells"])


class WarmPool:
    """Runs tasks in processes forked from a warm one.

    The warm process starts when the pool is made and warms up while the asking program goes on.
    When it dies, the tasks under way are lost with it and said to be, and another takes the rest.

    Parameters
    ----------
    workers
        Tasks at a time.
    warmth
        What is made ready once.
    environment
        Added to the environment of the warm process.
    """

    def __init__(
        self,
        workers: int = 1,
        warmth: Warmth | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.workers = max(1, workers)
        self._how = (warmth or Warmth(), dict(environment or {}))
        self._connection = Connection(*self._how)
        self._marks = count(1)
        self._running: dict[str, _Running] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int:
        """Process id of the warm process."""
        return self._connection.pid

    def run(self, tasks: Sequence[Task], *listeners: Listener) -> Iterator[Outcome]:
        """Run `tasks` and yield what came of each, as they end.

        Parameters
        ----------
        tasks
            Begun in this order.
        *listeners
            Given every event of every task as it arrives.

        Raises
        ------
        ProjectError
            When the warm process can't start.
        """
        waiting = deque(tasks)
        while waiting or self._running:
            while waiting and len(self._running) < self.workers:
                self._connection.wait()
                self._begin(waiting.popleft(), listeners)
            yield from self._listen()

    def close(self) -> None:
        """End the warm process, and every task under way with it."""
        self._connection.close()
        for running in self._running.values():
            running.channel.close()
        self._running.clear()

    def _begin(self, task: Task, listeners: tuple[Listener, ...]) -> None:
        mark = f"{self._connection.pid}.{next(self._marks)}"
        folder = self._connection.folder / mark
        folder.mkdir()
        ours, theirs = socket.socketpair()
        with theirs:
            self._connection.order(mark, task.limits.seconds, theirs)
        running = _Running(task, Channel(ours), folder, listeners=listeners)
        self._running[mark] = running
        environment = {**task.environment, "TMPDIR": str(folder)}
        try:
            running.channel.send(replace(task, environment=environment))
        except (BrokenPipeError, ConnectionResetError):
            # It ended at once: the connection is about to say how.
            return

    def _listen(self) -> Iterator[Outcome]:
        channels = [running.channel for running in self._running.values()]
        ends: list[Any] = [self._connection.control, *channels]
        ready, _, _ = select.select(ends, [], [])
        for running in self._running.values():
            if running.channel in ready:
                running.listen()
        if self._connection.control not in ready:
            return
        message = self._connection.message()
        if message is None:
            yield from self._begin_again()
        elif "status" in message:
            yield self._ended(message)

    def _ended(self, message: dict[str, Any]) -> Outcome:
        running = self._running.pop(message["mark"])
        outcome = _outcome(running, message)
        running.channel.close()
        shutil.rmtree(running.folder, ignore_errors=True)
        return outcome

    def _begin_again(self) -> Iterator[Outcome]:
        """Give up what the warm process took along, and start another."""
        lost = list(self._running.values())
        for running in lost:
            running.listen()
        self.close()
        self._connection = Connection(*self._how)
        for running in lost:
            yield _without(running, warm_process_ended())


def _outcome(running: _Running, message: dict[str, Any]) -> Outcome:
    running.listen()
    if isinstance(running.last, Returned):
        found = Outcome(running.task, value=running.last.value, notebook=running.notebook)
    elif message["out_of_time"]:
        found = _without(running, out_of_time(running.task.limits.seconds))
    elif isinstance(running.last, Raised):
        found = _without(running, raised(running.last.text))
    else:
        found = _without(running, ended_early(message["status"]))
    return replace(found, cpu_seconds=message["cpu_seconds"], peak_mib=message["peak_mib"])


def _without(running: _Running, fault: ProcessEndedError) -> Outcome:
    return Outcome(running.task, fault=fault, notebook=running.notebook, cell=running.cell)
