"""Read a store from a folder or a URL, once looked whether its files belong together."""

from __future__ import annotations

import hashlib
import json
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnhealth import partitions, reads
from vnhealth.datapackage import PACKAGE, file_sha256
from vnhealth.errors import DataError
from vnhealth.partitions import MOST_ROWS, LargeStore
from vnhealth.schema import COLUMNS
from vnhealth.storage import Folder
from vnhealth.store.names import FILES, FINDINGS, OBSERVATIONS, UNREAD

if TYPE_CHECKING:
    import pandas as pd


def load(folder: Path | str) -> pd.DataFrame:
    """Return the observations of the store in `folder`, with the columns of the contract.

    Parameters
    ----------
    folder
        A path, or a URL of fsspec such as ``s3://bucket/processed``.

    Raises
    ------
    DataError
        When there is no store, its files don't belong together, or it is too large to be held.
    ProjectError
        When the URL can't be used.
    """
    package = read_package(folder)
    if partitions.is_partitioned(package):
        return _whole(open_large(folder))
    content, expected = _checked(folder, OBSERVATIONS)
    return _load(content, expected).copy()


def digest(folder: Path | str) -> str:
    """Return a hash of the package in `folder`, which names the hashes of what it holds.

    Raises
    ------
    DataError
        When there is no store, or its package is damaged.
    ProjectError
        When the URL can't be used.
    """
    package = json.dumps(read_package(folder), sort_keys=True)
    return hashlib.sha256(package.encode()).hexdigest()


def open_large(folder: Path | str) -> LargeStore:
    """Return the partitioned store in `folder`, to be read through filters.

    Raises
    ------
    DataError
        When there is none.
    ProjectError
        When the URL can't be used.
    """
    reads.note([reads.EVERYTHING])
    package = read_package(folder)
    if not partitions.is_partitioned(package):
        raise DataError(
            f"The store in {Folder(folder)} is not partitioned: read it with store.load, or make "
            "a partitioned one with `vnhealth clean --chunk 250000`.",
            f"Kho dữ liệu trong {Folder(folder)} không chia phần: hãy đọc bằng store.load, hoặc "
            "tạo kho chia phần bằng `vnhealth clean --chunk 250000`.",
        )
    return partitions.open_large(Folder(folder), package)


def _whole(large: LargeStore) -> pd.DataFrame:
    if large.rows > MOST_ROWS:
        raise DataError(
            f"The store in {large.folder} holds {large.rows} observations, too many to be held at "
            f"once (limit {MOST_ROWS}): no brief is made from it. Read it with store.open_large "
            "and filters.",
            f"Kho dữ liệu trong {large.folder} có {large.rows} quan sát, quá nhiều để đọc cùng "
            f"lúc (tối đa {MOST_ROWS}), nên không lập được bản tin. Hãy đọc bằng store.open_large "
            "kèm bộ lọc.",
        )
    return large.frame()


def _checked(folder: Path | str, name: str) -> tuple[Path | bytes, str]:
    """Return a file of the store, its path or its bytes, with its hash.

    It must be the one that the package names.
    """
    reads.note([reads.EVERYTHING])
    package = read_package(folder)
    expected = next((r["hash"] for r in package["resources"] if r["path"] == name), "")
    where = Folder(folder)
    if not expected:
        raise DataError(
            f"The store in {where} has no {name}, since it was cleaned in chunks and is too large "
            "for the checks.",
            f"Kho dữ liệu trong {where} không có {name}: kho được làm sạch từng phần và quá lớn "
            "nên chưa chạy các phép kiểm tra.",
        )
    content: Path | bytes
    if where.local is not None:
        content = where.local / name
        found = f"sha256:{file_sha256(content)}" if content.is_file() else ""
    else:
        content = _read(where, name)
        found = f"sha256:{hashlib.sha256(content).hexdigest()}"
    if found != expected:
        path = f"{where}/{name}" if where.local is None else where.local / name
        raise DataError(
            f"{path} does not belong to {PACKAGE} beside it: it was changed or only half "
            "replaced. Run `vnhealth clean`.",
            f"{path} không khớp với {PACKAGE} cùng thư mục: tệp đã bị sửa hoặc chép dở. Hãy chạy "
            "`vnhealth clean`.",
        )
    return content, expected


def _read(where: Folder, name: str) -> bytes:
    """Return a file that is elsewhere; nothing where there is none."""
    try:
        return where.read(name)
    except FileNotFoundError:
        return b""


@lru_cache(maxsize=2)
def _load(content: Path | bytes, _digest: str) -> pd.DataFrame:
    from pyarrow.parquet import ParquetFile

    # In this thread alone: a process that has others can't be forked safely.
    opened = BytesIO(content) if isinstance(content, bytes) else content
    with ParquetFile(opened, pre_buffer=False) as stored:
        frame: pd.DataFrame = stored.read(use_threads=False).to_pandas(use_threads=False)
    return frame[list(COLUMNS)]


def read_unread(folder: Path | str) -> pd.DataFrame:
    """Return the cells that gave no observation, all columns as text.

    Raises
    ------
    DataError
        When there is no store, or its files don't belong together.
    """
    return _texts(*_checked(folder, UNREAD))


def read_findings(folder: Path | str) -> pd.DataFrame:
    """Return what the checks found, all columns as text; cells and indicators are joined by ";".

    Raises
    ------
    DataError
        When there is no store, or its files don't belong together.
    """
    return _texts(*_checked(folder, FINDINGS))


def _texts(content: Path | bytes, _digest: str) -> pd.DataFrame:
    import pandas as pd

    opened = BytesIO(content) if isinstance(content, bytes) else content
    return pd.read_csv(opened, dtype="str", keep_default_na=False)


def read_package(folder: Path | str) -> dict[str, Any]:
    """Return the data package of the store in `folder`.

    Raises
    ------
    DataError
        When there is no store, or its package is damaged.
    ProjectError
        When the URL can't be used.
    """
    where = Folder(folder)
    path = f"{where}/{PACKAGE}" if where.local is None else str(where.local / PACKAGE)
    try:
        text = where.read(PACKAGE) if where.local is None else Path(path).read_bytes()
        package: dict[str, Any] = json.loads(text)
    except FileNotFoundError as fault:
        raise DataError(
            f"There is no cleaned data in {where}. Run `vnhealth clean`.",
            f"Chưa có dữ liệu đã làm sạch trong {where}. Hãy chạy `vnhealth clean`.",
        ) from fault
    except ValueError as fault:
        raise _damaged(path) from fault
    resources = package.get("resources", []) if isinstance(package, dict) else []
    named = {str(r.get("path")) for r in resources if isinstance(r, dict) and "hash" in r}
    if "vnhealth" in package and partitions.is_partitioned(package) and UNREAD in named:
        return package
    if not named.issuperset(FILES[:-1]) or "vnhealth" not in package:
        raise _damaged(path)
    return package


def _damaged(path: str) -> DataError:
    return DataError(
        f"{path} is damaged. Run `vnhealth clean`.", f"{path} bị hỏng. Hãy chạy `vnhealth clean`."
    )
