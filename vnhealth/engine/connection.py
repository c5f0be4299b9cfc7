"""The asking side of one warm process: started, given orders, ended."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from vnhealth.engine.warmth import Warmth
from vnhealth.errors import ProjectError

LARGEST_MESSAGE: Final = 1 << 16
SECONDS_TO_END: Final = 1.0

ONE_THREAD: Final = {
    "OPENBLAS_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
"""Keeps libraries from starting threads when they are imported: a fork has only one."""


class Connection:
    """One warm process, from its start to its end.

    Parameters
    ----------
    warmth
        What it makes ready.
    environment
        Added to its environment, which libraries read when they are imported.
    """

    def __init__(self, warmth: Warmth, environment: dict[str, str]) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="vnhealth-warm-"))
        self.control, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        program = f"from vnhealth.engine.warm import main; main({other.fileno()})"
        surroundings = ONE_THREAD | dict(os.environ) | environment
        with (self.folder / "log").open("w+b") as log:
            # Its own session: Ctrl-C on the terminal reaches the asking program alone.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", program],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=surroundings,
                pass_fds=[other.fileno()],
                start_new_session=True,
            )
        other.close()
        order = {"modules": warmth.modules, "steps": warmth.steps, "folder": str(self.folder)}
        self._send(json.dumps(order).encode(), [])
        self._groups: dict[str, int] = {}
        self.threads = 0

    @property
    def pid(self) -> int:
        """Process id of the warm process."""
        return self._process.pid

    def wait(self) -> None:
        """Wait until it is warm.

        Raises
        ------
        ProjectError
            When it can't become so.
        """
        while not self.threads:
            message = self.message()
            if message is None or "cold" in message:
                raise _cold(message["cold"] if message else self._log())
            self.threads = message["warm"]

    def order(self, mark: str, seconds: float, end: socket.socket) -> None:
        """Order a process for the task `mark`, which talks over `end`."""
        self._send(json.dumps({"mark": mark, "seconds": seconds}).encode(), [end.fileno()])

    def message(self) -> dict[str, Any] | None:
        """Wait for what the warm process says next; ``None`` when it has ended."""
        try:
            text = self.control.recv(LARGEST_MESSAGE)
        except ConnectionResetError:
            return None
        if not text:
            return None
        message: dict[str, Any] = json.loads(text)
        if "pid" in message:
            self._groups[message["mark"]] = message["pid"]
        elif "status" in message:
            self._groups.pop(message["mark"], None)
        return message

    def close(self) -> None:
        """End the warm process and everything that it started; remove their files."""
        self.control.close()
        try:
            self._process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for pid in self._groups.values():
            # Empty unless the warm process was killed before it could end them.
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
        self._groups.clear()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _send(self, text: bytes, descriptors: list[int]) -> None:
        # When it has ended, its end of the connection says so to whoever listens.
        with suppress(BrokenPipeError, ConnectionResetError):
            socket.send_fds(self.control, [text], descriptors)

    def _log(self) -> str:
        lines = (self.folder / "log").read_text(encoding="utf-8", errors="replace").splitlines()
        return lines[-1] if lines else ""


def _cold(what: str) -> ProjectError:
    return ProjectError(
        f"The process that runs the notebooks could not start: {what or 'no reason given'}. Use "
        "--engine nbclient to run each notebook in an ordinary kernel.",
        f"Tiến trình chạy sổ tay không khởi động được: {what or 'không rõ lý do'}. Hãy dùng "
        "--engine nbclient để chạy từng sổ tay bằng kernel thông thường.",
    )
