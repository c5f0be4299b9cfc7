"""What a notebook prints: by Python, by compiled code and by the programs it starts."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from typing import Any

STREAMS = ("stdout", "stderr")


class Stream(io.TextIOBase):
    """A text stream that hands on what was written when it is flushed, as a kernel's does.

    Parameters
    ----------
    name
        stdout or stderr.
    descriptor
        Where compiled code and other programs write: a file that is read from its start.
    take
        Is given a message type and its content.
    """

    encoding = "UTF-8"
    errors = "strict"

    def __init__(self, name: str, descriptor: int, take: Callable[[str, Any], None]) -> None:
        self.name = f"<{name}>"
        self._stream, self._descriptor, self._take = name, descriptor, take
        self._written: list[str] = []
        self._read = 0

    def write(self, text: str) -> int:
        """Keep `text` until the next flush."""
        if not isinstance(text, str):
            message = f"write() argument must be str, not {type(text)}"
            raise TypeError(message)
        self._written.append(text)
        return len(text)

    def writable(self) -> bool:
        """Return that it can be written."""
        return True

    def isatty(self) -> bool:
        """Return that it is no terminal."""
        return False

    def fileno(self) -> int:
        """Return the descriptor for programs that this one starts."""
        return self._descriptor

    def flush(self) -> None:
        """Hand on what Python wrote, then what others wrote to the descriptor."""
        text = "".join(self._written) + self._from_descriptor()
        self._written.clear()
        if text:
            self._take("stream", {"name": self._stream, "text": text})

    def _from_descriptor(self) -> str:
        size = os.fstat(self._descriptor).st_size
        found = os.pread(self._descriptor, size - self._read, self._read)
        self._read = size
        return found.decode("utf-8", "replace")


def catch_descriptors() -> None:
    """Point descriptors 1 and 2 of this process at files in memory, and 0 at nothing."""
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    for descriptor, name in enumerate(STREAMS, start=1):
        kept = os.memfd_create(name)
        _append_only(kept)
        os.dup2(kept, descriptor)
        os.close(kept)


def _append_only(descriptor: int) -> None:
    """Make every write go to the end, so that two programs never write over each other."""
    import fcntl

    flags = fcntl.fcntl(descriptor, fcntl.F_GETFL)
    fcntl.fcntl(descriptor, fcntl.F_SETFL, flags | os.O_APPEND)


def replace_streams(take: Callable[[str, Any], None]) -> None:
    """Let ``print`` and its like of this process write to `take`."""
    sys.stdout = Stream("stdout", 1, take)
    sys.stderr = Stream("stderr", 2, take)
