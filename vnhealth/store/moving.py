"""Bring a store that stands elsewhere to this machine, or take it there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from vnhealth import partitions
from vnhealth.datapackage import PACKAGE, file_sha256, package_text
from vnhealth.errors import DataError, ProjectError
from vnhealth.storage import Folder
from vnhealth.store.reading import read_package


def fetch(url: str, folder: Path) -> bool:
    """Make `folder` a copy of the store at `url`; tell whether anything had to be copied.

    The copy is whole or not made: every file's SHA-256 is compared, and the package goes last.

    Parameters
    ----------
    url
        Of fsspec, such as ``s3://bucket/processed``.
    folder
        ``data/processed``.

    Raises
    ------
    DataError
        When there is no store at `url`, or its files don't belong together.
    ProjectError
        When the URL can't be used or the folder can't be written.
    """
    package = read_package(url)
    if _stands(folder, package):
        return False
    where = Folder(url)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".staging-", dir=folder) as made:
            staging = Path(made)
            for name, expected in files_of(package):
                (staging / name).parent.mkdir(parents=True, exist_ok=True)
                _get(where, name, expected, staging / name)
            (staging / PACKAGE).write_text(package_text(package), encoding="utf-8")
            for name in (*(name for name, _ in files_of(package)), PACKAGE):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                (staging / name).replace(folder / name)
    except OSError as fault:
        raise ProjectError(
            f"Can't write to {folder}: {fault.strerror}. Check the rights of the folder and the "
            "free space.",
            f"Không ghi được vào {folder}: {fault.strerror}. Hãy kiểm tra quyền ghi và dung lượng "
            "trống.",
        ) from fault
    return True


def upload(folder: Path, url: str) -> None:
    """Copy the store in `folder` to `url`, its package last.

    Until the package is there, a reader finds the earlier package beside newer files and refuses
    them; a partitioned store's files have names of their own, so it stays readable meanwhile.

    Raises
    ------
    DataError
        When there is no store in `folder`.
    ProjectError
        When the URL can't be used.
    """
    package = read_package(folder)
    where = Folder(url)
    names = [name for name, _ in files_of(package)]
    for name in names:
        where.put(folder / name, name)
    where.put(folder / PACKAGE, PACKAGE)
    for name in where.sizes():
        if name.startswith(partitions.GENERATION) and name not in names:
            where.remove(name)


def files_of(package: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield every file that a package names, with its hash."""
    if partitions.is_partitioned(package):
        for entry in package["vnhealth"]["files"]:
            yield entry["path"], entry["hash"]
    for resource in package["resources"]:
        if isinstance(resource["path"], str):
            yield resource["path"], resource["hash"]


def _stands(folder: Path, package: dict[str, Any]) -> bool:
    """Tell whether the store of `package` is in `folder` already, files and all."""
    try:
        here = read_package(folder)
    except DataError:
        return False
    return here == package and all(
        (folder / name).is_file() and _sha256(folder / name) == expected
        for name, expected in files_of(package)
    )


def _get(where: Folder, name: str, expected: str, path: Path) -> None:
    try:
        where.get(name, path)
        same = _sha256(path) == expected
    except FileNotFoundError:
        same = False
    if not same:
        raise DataError(
            f"{where}/{name} does not belong to {PACKAGE} beside it: it is being replaced, or was "
            "changed. Try again, or upload the store anew with `vnhealth clean`.",
            f"{where}/{name} không khớp với {PACKAGE} cùng thư mục: tệp đang được thay hoặc đã bị "
            "sửa. Hãy thử lại, hoặc tải kho dữ liệu lên lại bằng `vnhealth clean`.",
        )


def _sha256(path: Path) -> str:
    return f"sha256:{file_sha256(path)}"
