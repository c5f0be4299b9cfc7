"""What a build takes away: files of briefs that went, halves of a killed build, empty folders."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnhealth.edition.publish import withdraw

if TYPE_CHECKING:
    from vnhealth.edition.record import Record

HALF_WRITTEN: Final = ".*.part"


def sweep(folder: Path) -> None:
    """Remove what a build that was killed had half written below `folder`."""
    withdraw(folder.rglob(HALF_WRITTEN))


def remove(record: Record, folder: Path) -> None:
    """Remove the files of a brief, and its folder when that is left empty."""
    paths = [folder / output.path for output in record.outputs]
    withdraw(paths)
    for parent in {path.parent for path in paths} - {folder}:
        _remove_if_empty(parent)


def prune(folder: Path) -> None:
    """Remove the empty folders at and below `folder`."""
    below = (path for path in folder.rglob("*") if path.is_dir())
    for path in (*sorted(below, reverse=True), folder):
        _remove_if_empty(path)


def stale_failures(failed: Path, names: Iterable[str]) -> None:
    """Remove kept notebooks of failed runs below `failed` for briefs that have `names`."""
    withdraw(failed / f"{name}.ipynb" for name in names)


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return
