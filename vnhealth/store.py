"""The only reader and writer of data/processed: Parquet, CSV and a data package.

Files are written beside their place and moved there whole; ``datapackage.json`` goes last and
names the SHA-256 of each, so that a reader never takes half a store for a whole one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth import __version__
from vnhealth.errors import DataError, ProjectError
from vnhealth.schema import (
    COLUMNS,
    FIELDS,
    FINDING_COLUMNS,
    KEY,
    MAY_BE_EMPTY,
    UNREAD_COLUMNS,
    validate,
)

if TYPE_CHECKING:
    import pandas as pd

OBSERVATIONS: Final = "observations.parquet"
OBSERVATIONS_CSV: Final = "observations.csv"
UNREAD: Final = "unread.csv"
FINDINGS: Final = "findings.csv"
PACKAGE: Final = "datapackage.json"
# The package goes last: until it names them, the files beside it are no store.
FILES: Final = (OBSERVATIONS, OBSERVATIONS_CSV, UNREAD, FINDINGS, PACKAGE)
_PACKAGE_SCHEMA: Final = "https://datapackage.org/profiles/2.0/datapackage.json"


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


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
        text = json.dumps(package, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
        (staging / PACKAGE).write_text(text, encoding="utf-8")
        _move(staging, folder)
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


def load(folder: Path) -> pd.DataFrame:
    """Return the observations of the store in `folder`, with the columns of the contract.

    Raises
    ------
    DataError
        When there is no store, or its files don't belong together.
    """
    path, expected = _checked(folder, OBSERVATIONS)
    return _load(path, expected).copy()


def _checked(folder: Path, name: str) -> tuple[Path, str]:
    """Return the path and hash of a file of the store, which must be the one its package names."""
    package, path = read_package(folder), folder / name
    expected = next(r["hash"] for r in package["resources"] if r["path"] == name)
    if not path.is_file() or f"sha256:{file_sha256(path)}" != expected:
        raise DataError(
            f"{path} does not belong to {PACKAGE} beside it: it was changed or only half "
            "replaced. Run `vnhealth clean`.",
            f"{path} không khớp với {PACKAGE} cùng thư mục: tệp đã bị sửa hoặc chép dở. Hãy chạy "
            "`vnhealth clean`.",
        )
    return path, expected


@lru_cache(maxsize=2)
def _load(path: Path, _digest: str) -> pd.DataFrame:
    from pyarrow.parquet import ParquetFile

    # In this thread alone: a process that has others can't be forked safely.
    with ParquetFile(path, pre_buffer=False) as stored:
        frame: pd.DataFrame = stored.read(use_threads=False).to_pandas(use_threads=False)
    return frame[list(COLUMNS)]


def read_unread(folder: Path) -> pd.DataFrame:
    """Return the cells that gave no observation, all columns as text.

    Raises
    ------
    DataError
        When there is no store, or its files don't belong together.
    """
    import pandas as pd

    path, _ = _checked(folder, UNREAD)
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def read_findings(folder: Path) -> pd.DataFrame:
    """Return what the checks found, all columns as text; cells and indicators are joined by ";".

    Raises
    ------
    DataError
        When there is no store, or its files don't belong together.
    """
    import pandas as pd

    path, _ = _checked(folder, FINDINGS)
    return pd.read_csv(path, dtype="str", keep_default_na=False)


def read_package(folder: Path) -> dict[str, Any]:
    """Return the data package of the store in `folder`.

    Raises
    ------
    DataError
        When there is no store, or its package is damaged.
    """
    path = folder / PACKAGE
    try:
        package: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as fault:
        raise DataError(
            f"There is no cleaned data in {folder}. Run `vnhealth clean`.",
            f"Chưa có dữ liệu đã làm sạch trong {folder}. Hãy chạy `vnhealth clean`.",
        ) from fault
    except ValueError as fault:
        raise _damaged(path) from fault
    resources = package.get("resources", []) if isinstance(package, dict) else []
    named = {r.get("path") for r in resources if isinstance(r, dict) and "hash" in r}
    if not named.issuperset(FILES[:-1]) or "vnhealth" not in package:
        raise _damaged(path)
    return package


def _damaged(path: Path) -> DataError:
    return DataError(
        f"{path} is damaged. Run `vnhealth clean`.", f"{path} bị hỏng. Hãy chạy `vnhealth clean`."
    )


def _unwritable(folder: Path, fault: OSError) -> ProjectError:
    return ProjectError(
        f"Can't write to {folder}: {fault.strerror}. Nothing there was changed. Check the rights "
        "of the folder and the free space.",
        f"Không ghi được vào {folder}: {fault.strerror}. Không có gì ở đó bị thay đổi. Hãy kiểm "
        "tra quyền ghi và dung lượng trống.",
    )


def _package(folder: Path, raw_sha256: str, cells: int, rows: int, unread: int) -> dict[str, Any]:
    fields = [
        {
            "name": name,
            "type": kind,
            "description": text,
            "constraints": {"required": kind != "number" and name not in MAY_BE_EMPTY},
        }
        for name, (kind, text) in FIELDS.items()
    ]
    schema = {"fields": fields, "primaryKey": ["cell_id"], "uniqueKeys": [list(KEY)]}
    resources = [
        _resource(folder, OBSERVATIONS, "observations", schema, "parquet"),
        _resource(folder, OBSERVATIONS_CSV, "observations-csv", schema, "csv"),
        _resource(folder, UNREAD, "unread", _texts(UNREAD_COLUMNS), "csv"),
        _resource(folder, FINDINGS, "findings", _texts(FINDING_COLUMNS), "csv"),
    ]
    return {
        "$schema": _PACKAGE_SCHEMA,
        "name": "vnhealth",
        "title": "Health planning figures of Viet Nam, cleaned and traceable",
        "version": __version__,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": resources,
        "vnhealth": {
            "raw_sha256": raw_sha256,
            "cells": cells,
            "observations": rows,
            "unread": unread,
        },
    }


def _texts(columns: Sequence[str]) -> dict[str, Any]:
    return {"fields": [{"name": name, "type": "string"} for name in columns]}


def _resource(
    folder: Path, path: str, name: str, schema: dict[str, Any], form: str
) -> dict[str, Any]:
    media = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}[form]
    entry: dict[str, Any] = {
        "name": name,
        "type": "table",
        "path": path,
        "format": form,
        "mediatype": media,
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{file_sha256(folder / path)}",
        "schema": schema,
    }
    if form == "csv":
        entry["encoding"] = "utf-8"
    return entry
