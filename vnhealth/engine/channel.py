"""Events over a socket, each with its length before it, so that a torn one is never read."""

from __future__ import annotations

import pickle
import socket
import struct
from typing import Any, Final

_LENGTH: Final = struct.Struct("!Q")
_PIECE: Final = 1 << 18


class Channel:
    """One end of a socket over which two processes of one program send each other objects."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._received = bytearray()

    def fileno(self) -> int:
        """Return the descriptor, for selecting."""
        return self._end.fileno()

    def send(self, thing: Any) -> None:
        """Send one object, and wait until the system has taken it."""
        content = pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)
        self._end.sendall(_LENGTH.pack(len(content)) + content)

    def receive(self) -> Any:
        """Wait for one object.

        Raises
        ------
        EOFError
            When the other end was closed before a whole one arrived.
        """
        while (found := self._whole()) is None:
            if not self._read(flags=0):
                raise EOFError
        return pickle.loads(found)

    def waiting(self) -> list[Any]:
        """Return the objects that have arrived whole, without waiting for more."""
        while self._read(flags=socket.MSG_DONTWAIT):
            pass
        things = []
        while (found := self._whole()) is not None:
            things.append(pickle.loads(found))
        return things

    def close(self) -> None:
        """Close this end."""
        self._end.close()

    def _read(self, flags: int) -> bool:
        try:
            piece = self._end.recv(_PIECE, flags)
        except (BlockingIOError, ConnectionResetError):
            return False
        self._received += piece
        return bool(piece)

    def _whole(self) -> bytes | None:
        if len(self._received) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._received)
        end = _LENGTH.size + length
        if len(self._received) < end:
            return None
        content = bytes(self._received[_LENGTH.size : end])
        del self._received[:end]
        return content
