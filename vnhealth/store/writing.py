"""Write a store whole or not at all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from vnhealth import datapackage, partitions
from vnhealth.datapackage import PACKAGE, file_sha256
from vnhealth.errors import DataError, ProjectError
from vnhealth.partitions import Writer
from vnhealth.schema import FINDING_COLUMNS, UNREAD_COLUMNS, validate
from vnhealth.store.names import FILES, FINDINGS, OBSERVATIONS, OBSERVATIONS_CSV, UNREAD
from vnhealth.store.reading import read_package

if TYPE_CHECKING:
    import pandas as pd


class Chunk(Protocol):
    """A part of a store: its observations, its unread cells, and how many cells both come from."""

    observations: pd.DataFrame
    unread: pd.DataFrame
    cells: int


def raw_digest(raw: Path) -> str:
    """Return one SHA-256 over the names and contents of every file of `raw`."""
    digest = hashlib.sha256()
    for path in sorted(p for p in raw.rglob("*") if p.is_file()):
        digest.update(path.relative_to(raw).as_posix().encode())
        digest.update(bytes.fromhex(file_sha256(path)))
    return digest.hexdigest()


def save(
    observations: pd.DataFrame,
    unread: pd.DataFrame,
    folder: Path,
    *,
    raw_sha256: str,
    cells: int,
    findings: pd.DataFrame | None = None,
) -> dict[str, Any]:
    """Write the store whole or not at all.

    Parameters
    ----------
    observations
        Frame that keeps the contract of :mod:`vnhealth.schema`.
    unread
        Cells that gave no observation, with :data:`UNREAD_COLUMNS`.
    folder
        ``data/processed``.
    raw_sha256
        Digest of data/raw, for telling a stale store.
    cells
        Cells read; must equal observations + unread.
    findings
        What the checks found, with :data:`FINDING_COLUMNS`; ``None`` where they weren't run.

    Returns
    -------
    dict
        The data package as written.

    Raises
    ------
    DataError
        When the sum doesn't hold or the contract is broken.
    ProjectError
        When the folder can't be written; the store there stays as it was.
    """
    if cells != len(observations) + len(unread):
        raise DataError(
            f"{cells} cells in, but {len(observations)} observations and {len(unread)} unread.",
            f"Vào {cells} ô, nhưng có {len(observations)} quan sát và {len(unread)} ô chưa đọc.",
        )
    import pandas as pd

    validate(observations)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=folder))
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    try:
        observations.to_parquet(staging / OBSERVATIONS, index=False)
        observations.to_csv(staging / OBSERVATIONS_CSV, index=False, lineterminator="\n")
        unread.to_csv(staging / UNREAD, index=False, lineterminator="\n")
        found = pd.DataFrame(columns=list(FINDING_COLUMNS)) if findings is None else findings
        found.to_csv(staging / FINDINGS, index=False, lineterminator="\n")
        package = _package(staging, raw_sha256, cells, len(observations), len(unread))
        text = datapackage.package_text(package)
        (staging / PACKAGE).write_text(text, encoding="utf-8")
        _move(staging, folder)
        partitions.remove_generations(folder)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return package


def _move(staging: Path, folder: Path) -> None:
    """Move the new files to their places; when one can't be moved, put the old ones back."""
    old = staging / "old"
    old.mkdir()
    moved: list[str] = []
    try:
        for name in FILES:
            if (folder / name).is_file():
                shutil.copy2(folder / name, old / name)
            (staging / name).replace(folder / name)
            moved.append(name)
    except OSError:
        for name in moved:
            if (old / name).is_file():
                (old / name).replace(folder / name)
            else:
                (folder / name).unlink()
        raise


def save_chunks(
    chunks: Iterable[Chunk],
    folder: Path,
    *,
    raw_sha256: str,
    rows_per_file: int = partitions.ROWS_PER_FILE,
) -> dict[str, Any]:
    """Write a partitioned store whole or not at all, one chunk in memory at a time.

    Parameters
    ----------
    chunks
        Together the store, as :func:`vnhealth.clean.clean_chunks` yields it.
    folder, raw_sha256
        As for :func:`save`.
    rows_per_file
        Rows that one file holds at most; the memory of sorting grows with it.

    Returns
    -------
    dict
        The data package as written; the checks are not run.

    Raises
    ------
    DataError
        When a chunk's sum doesn't hold, the contract is broken, or a cell or key stands twice.
    ProjectError
        When the folder can't be written; the store there stays as it was.
    """
    with Writer(folder, rows_per_file=rows_per_file) as writer:
        for chunk in chunks:
            writer.add(chunk.observations, chunk.unread, chunk.cells)
        package = writer.finish(raw_sha256=raw_sha256)
    for name in (OBSERVATIONS, OBSERVATIONS_CSV, FINDINGS):
        (folder / name).unlink(missing_ok=True)
    return package


def save_findings(findings: pd.DataFrame, folder: Path) -> None:
    """Add what the checks found to the partitioned store in `folder`.

    Raises
    ------
    ProjectError
        When the folder can't be written.
    """
    package = read_package(folder)
    others = [each for each in package["resources"] if each["path"] != FINDINGS]
    try:
        with tempfile.TemporaryDirectory(prefix=".staging-", dir=folder) as made:
            staging = Path(made)
            findings.to_csv(staging / FINDINGS, index=False, lineterminator="\n")
            schema = datapackage.text_schema(FINDING_COLUMNS)
            added = datapackage.resource(staging, FINDINGS, "findings", schema, "csv")
            text = datapackage.package_text(package | {"resources": [*others, added]})
            (staging / PACKAGE).write_text(text, encoding="utf-8")
            for name in (FINDINGS, PACKAGE):
                (staging / name).replace(folder / name)
    except OSError as fault:
        raise _unwritable(folder, fault) from fault


def _unwritable(folder: Path, fault: OSError) -> ProjectError:
    return ProjectError(
        f"Can't write to {folder}: {fault.strerror}. Nothing there was changed. Check the rights "
        "of the folder and the free space.",
        f"Không ghi được vào {folder}: {fault.strerror}. Không có gì ở đó bị thay đổi. Hãy kiểm "
        "tra quyền ghi và dung lượng trống.",
    )


def _package(folder: Path, raw_sha256: str, cells: int, rows: int, unread: int) -> dict[str, Any]:
    schema = datapackage.observation_schema()
    texts = datapackage.text_schema
    resources = [
        datapackage.resource(folder, OBSERVATIONS, "observations", schema, "parquet"),
        datapackage.resource(folder, OBSERVATIONS_CSV, "observations-csv", schema, "csv"),
        datapackage.resource(folder, UNREAD, "unread", texts(UNREAD_COLUMNS), "csv"),
        datapackage.resource(folder, FINDINGS, "findings", texts(FINDING_COLUMNS), "csv"),
    ]
    facts = {
        "raw_sha256": raw_sha256,
        "cells": cells,
        "observations": rows,
        "unread": unread,
    }
    return datapackage.package(resources, facts)
