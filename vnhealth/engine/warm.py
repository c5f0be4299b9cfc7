"""The warm process: it imports once, then forks a process for each task.

It is single-threaded, runs in a session of its own, and ends, with all it started, when the
program that asked for it closes the connection or dies.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vnhealth.engine import child
from vnhealth.engine.descendants import adopt_orphans, end_group, end_strays
from vnhealth.engine.warmth import Warmth, warm_up

LARGEST_ORDER: Final = 1 << 16


@dataclass(slots=True)
class _Running:
    """One task's process; `deadline` is in monotonic seconds."""

    mark: str
    deadline: float
    out_of_time: bool = False


def main(descriptor: int) -> None:
    """Warm up and serve the other end of the socket `descriptor`."""
    import json

    control = socket.socket(fileno=descriptor)
    order = json.loads(control.recv(LARGEST_ORDER))
    try:
        warm_up(Warmth(tuple(order["modules"]), tuple(order["steps"])))
    except Exception as fault:
        # Whoever asked is told, and says it in their language.
        what = "".join(traceback.format_exception_only(fault)).strip()
        control.send(json.dumps({"cold": what}).encode())
        return
    control.send(json.dumps({"warm": len(list(Path("/proc/self/task").iterdir()))}).encode())
    _Server(control).serve()
    # Whoever asked does so too, unless it was killed.
    shutil.rmtree(order["folder"], ignore_errors=True)


class _Server:
    """Forks on order, watches the clock, and says how each process ended."""

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._running: dict[int, _Running] = {}
        self._asked = True

    def serve(self) -> None:
        """Work until the connection is closed, then end everything."""
        adopt_orphans()
        woken, wake = socket.socketpair()
        woken.setblocking(False)
        wake.setblocking(False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(wake.fileno(), warn_on_full_buffer=False)
        while self._asked:
            ready, _, _ = select.select([self._control, woken], [], [], self._patience())
            if woken in ready:
                woken.recv(LARGEST_ORDER)
            self._end_late_ones()
            self._bury()
            if self._control in ready:
                self._take_order((woken, wake))
        for pid in self._running:
            end_group(pid)
        end_strays(())

    def _patience(self) -> float | None:
        """Return the seconds until the first deadline."""
        waiting = [r.deadline for r in self._running.values() if not r.out_of_time]
        return max(0.0, min(waiting) - time.monotonic()) if waiting else None

    def _take_order(self, own: tuple[socket.socket, ...]) -> None:
        import json

        text, ends, _, _ = socket.recv_fds(self._control, LARGEST_ORDER, 1)
        if not text:
            self._asked = False
            return
        order = json.loads(text)
        end = socket.socket(fileno=ends[0])
        end.set_inheritable(False)
        pid = os.fork()
        if pid == 0:
            for each in (self._control, *own):
                each.close()
            child.live(end, order["mark"])
        end.close()
        self._running[pid] = _Running(order["mark"], time.monotonic() + order["seconds"])
        self._say(mark=order["mark"], pid=pid)

    def _end_late_ones(self) -> None:
        for pid, running in self._running.items():
            if not running.out_of_time and time.monotonic() >= running.deadline:
                running.out_of_time = True
                end_group(pid)

    def _bury(self) -> None:
        """Say how each ended process ended, when nothing that it started is left."""
        for pid in list(self._running):
            if os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                continue
            # While it isn't waited for, its id and its group belong to nobody else.
            end_group(pid)
            _, status, used = os.wait4(pid, 0)
            running = self._running.pop(pid)
            end_strays([(other, r.mark) for other, r in self._running.items()])
            self._say(
                mark=running.mark,
                status=status,
                out_of_time=running.out_of_time,
                cpu_seconds=used.ru_utime + used.ru_stime,
                peak_mib=used.ru_maxrss / 1024,
            )

    def _say(self, **facts: Any) -> None:
        import json

        try:
            self._control.send(json.dumps(facts).encode())
        except OSError:
            # Nobody listens any more.
            self._asked = False
