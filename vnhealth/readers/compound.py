"""Read one stream out of an OLE2 compound file, the envelope of .xls and encrypted workbooks."""

from __future__ import annotations

import struct
from typing import Final

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FREE: Final = 0xFFFFFFFA  # sector numbers from here on are marks, not sectors
_HEADER: Final = 512
_ENTRY: Final = 128
_STREAM, _ROOT = 2, 5


class DamagedCompoundError(ValueError):
    """The chain of sectors is broken, circular or leaves the file."""


class CompoundFile:
    """A compound file held in memory; streams are found by name.

    Parameters
    ----------
    data
        The bytes of the whole file.

    Raises
    ------
    DamagedCompoundError
        When the header or a chain of sectors makes no sense.
    """

    def __init__(self, data: bytes) -> None:
        if len(data) < _HEADER or not data.startswith(SIGNATURE):
            raise DamagedCompoundError("no compound file header")
        self._data = data
        self._size = 1 << struct.unpack_from("<H", data, 30)[0]
        self._mini_size = 1 << struct.unpack_from("<H", data, 32)[0]
        if self._size not in {512, 4096} or self._mini_size > self._size:
            raise DamagedCompoundError("impossible sector size")
        self._cutoff = struct.unpack_from("<I", data, 56)[0]
        self._table = self._allocation_table()
        directory_start, mini_start = (struct.unpack_from("<I", data, at)[0] for at in (48, 60))
        self._entries = self._directory(self._chain(directory_start, self._table))
        self._mini_table = self._numbers(self._chain(mini_start, self._table))
        root = next((e for e in self._entries.values() if e[0] == _ROOT), None)
        self._mini_stream = self._chain(root[1], self._table) if root else b""

    def names(self) -> list[str]:
        """Return the names of all streams and storages, in lower case."""
        return list(self._entries)

    def stream(self, name: str) -> bytes | None:
        """Return the bytes of the stream called `name` (any case), or None."""
        entry = self._entries.get(name.lower())
        if entry is None or entry[0] != _STREAM:
            return None
        _, start, length = entry
        if length < self._cutoff:
            return self._chain(start, self._mini_table, mini=True)[:length]
        return self._chain(start, self._table)[:length]

    @staticmethod
    def _numbers(data: bytes) -> tuple[int, ...]:
        return struct.unpack(f"<{len(data) // 4}I", data[: len(data) // 4 * 4])

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        if start >= len(self._data):
            raise DamagedCompoundError("a sector lies behind the end of the file")
        return self._data[start : start + self._size]

    def _allocation_table(self) -> tuple[int, ...]:
        sectors = list(self._numbers(self._data[76:_HEADER]))
        following = struct.unpack_from("<I", self._data, 68)[0]
        seen: set[int] = set()
        while following < _FREE:
            if following in seen:
                raise DamagedCompoundError("the sector table runs in a circle")
            seen.add(following)
            numbers = self._numbers(self._sector(following))
            sectors.extend(numbers[:-1])
            following = numbers[-1]
        return tuple(n for s in sectors if s < _FREE for n in self._numbers(self._sector(s)))

    def _chain(self, start: int, table: tuple[int, ...], *, mini: bool = False) -> bytes:
        parts: list[bytes] = []
        number = start
        while number < _FREE:
            if number >= len(table) or len(parts) > len(table):
                raise DamagedCompoundError("a chain of sectors is broken")
            if mini:
                at = number * self._mini_size
                parts.append(self._mini_stream[at : at + self._mini_size])
            else:
                parts.append(self._sector(number))
            number = table[number]
        return b"".join(parts)

    @staticmethod
    def _directory(data: bytes) -> dict[str, tuple[int, int, int]]:
        entries: dict[str, tuple[int, int, int]] = {}
        for at in range(0, len(data) - _ENTRY + 1, _ENTRY):
            length = struct.unpack_from("<H", data, at + 64)[0]
            if not 2 <= length <= 64:  # noqa: PLR2004 - a name holds 1 to 32 UTF-16 units
                continue
            name = data[at : at + length - 2].decode("utf-16-le", "replace").lower()
            start, size = struct.unpack_from("<II", data, at + 116)
            entries.setdefault(name, (data[at + 66], start, size))
        return entries
