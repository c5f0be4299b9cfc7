"""What of the store a brief has read, told by those who read it to those who made it run.

A notebook may run in another process, so what was read is told in a file that the environment
names. Without that variable nothing is told. What is told may be too much, never too little: a
brief is made anew when anything it has read has changed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

VARIABLE: Final = "VNHEALTH_READS"
EVERYTHING: Final = "*"
"""Stands for the whole store, where a brief did not ask for single indicators."""

_told: dict[str, set[str]] = {}
_aside: list[bool] = []


def note(names: Iterable[str]) -> None:
    """Tell that the figures of the indicators `names` were read, or that :data:`EVERYTHING` was."""
    path = os.environ.get(VARIABLE)
    if not path or _aside:
        return
    told = _told.setdefault(path, set())
    new = sorted(set(names) - told)
    if new:
        with Path(path).open("a", encoding="utf-8") as stream:
            stream.write("".join(f"{name}\n" for name in new))
        told.update(new)


@contextmanager
def aside() -> Iterator[None]:
    """Let nothing be told: for reading from which only what is told otherwise is used."""
    _aside.append(True)
    try:
        yield
    finally:
        _aside.pop()


@contextmanager
def told_in(path: Path) -> Iterator[None]:
    """Let this process, and those it starts, tell in `path` what they read."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(path)
    try:
        yield
    finally:
        _told.pop(str(path), None)
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before


def told(path: Path) -> list[str]:
    """Return what was told in `path`, sorted: indicators, or :data:`EVERYTHING` alone."""
    try:
        names = sorted(set(path.read_text(encoding="utf-8").split()))
    except FileNotFoundError:
        return []
    return [EVERYTHING] if EVERYTHING in names else names
