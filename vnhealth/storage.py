"""Folders that are not on this machine: anything that fsspec can reach, such as ``s3://…``.

A folder is a path, or a URL with its protocol. What goes wrong there is one sentence, which names
the URL without a password.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

from vnhealth.errors import ProjectError

EXTRAS: Final = {"s3": "s3", "s3a": "s3"}
"""Which of our extras brings the protocol."""
OBJECT_STORES: Final = frozenset({"s3", "s3a", "gs", "gcs", "az", "abfs", "abfss", "oss", "oci"})
"""Protocols without folders: to make one there would be to make a bucket."""
_URL: Final = re.compile(r"(?P<protocol>[A-Za-z][A-Za-z0-9+.-]+)://")
_SECRET: Final = re.compile(r"(?<=://)[^/@]*@")


def is_url(text: str | Path) -> bool:
    r"""Tell whether a folder is named by a URL rather than a path.

    >>> is_url("s3://bucket/processed"), is_url("memory://x"), is_url("data/processed")
    (True, True, False)
    >>> is_url("C:\\data")
    False
    """
    return isinstance(text, str) and _URL.match(text) is not None


def shown(url: str) -> str:
    """Return a URL for a message, without the name and password that it may hold.

    >>> shown("ftp://name:secret@host/reports"), shown("s3://bucket/reports")
    ('ftp://host/reports', 's3://bucket/reports')
    """
    return _SECRET.sub("", url)


@dataclass(frozen=True)
class Folder:
    """A folder on this machine or elsewhere.

    Parameters
    ----------
    where
        A path, or a URL of fsspec.
    """

    where: str | Path

    def __str__(self) -> str:
        return shown(str(self.where)).rstrip("/")

    @property
    def local(self) -> Path | None:
        """The path, when it is on this machine."""
        return None if is_url(self.where) else Path(self.where)

    @cached_property
    def _system(self) -> tuple[Any, str]:
        """The file system and the path of the folder in it."""
        import fsspec

        url = str(self.where)
        with self._speaking():
            system, root = fsspec.core.url_to_fs(url)
            # What was listed before may have changed since, by another program.
            system.use_listings_cache = False
            return system, str(root).rstrip("/")

    @property
    def arrow(self) -> Any:
        """The file system for Arrow; ``None`` for that of this machine."""
        if self.local is not None:
            return None
        from pyarrow import fs

        return fs.PyFileSystem(fs.FSSpecHandler(self._system[0]))

    def inner(self, name: str) -> str:
        """Return the path of a file within the file system."""
        if self.local is not None:
            return str(self.local / name)
        return f"{self._system[1]}/{name}"

    def read(self, name: str) -> bytes:
        """Return the contents of a file.

        Raises
        ------
        FileNotFoundError
            When there is none.
        ProjectError
            When it can't be read.
        """
        with self._speaking():
            content: bytes = self._system[0].cat_file(self.inner(name))
            return content

    def write(self, name: str, content: bytes) -> None:
        """Write a file; an object store shows it whole or not at all.

        Raises
        ------
        ProjectError
            When it can't be written, also where the bucket is missing.
        """
        with self._writing():
            self._make_folder(name)
            self._system[0].pipe_file(self.inner(name), content)

    def put(self, path: Path, name: str) -> None:
        """Copy a file of this machine there, piece by piece.

        Raises
        ------
        ProjectError
            When it can't be written.
        """
        with self._writing():
            self._make_folder(name)
            self._system[0].put_file(str(path), self.inner(name))

    def get(self, name: str, path: Path) -> None:
        """Copy a file from there to this machine.

        Raises
        ------
        FileNotFoundError
            When there is none.
        ProjectError
            When it can't be read.
        """
        with self._speaking():
            self._system[0].get_file(self.inner(name), str(path))

    def remove(self, name: str) -> None:
        """Remove a file; none there is well.

        Raises
        ------
        ProjectError
            When it can't be removed.
        """
        with self._speaking():
            try:
                self._system[0].rm_file(self.inner(name))
            except FileNotFoundError:
                return

    def size(self, name: str) -> int | None:
        """Return the bytes of a file; ``None`` when there is none."""
        with self._speaking():
            try:
                return int(self._system[0].info(self.inner(name))["size"])
            except FileNotFoundError:
                return None

    def sizes(self) -> dict[str, int]:
        """Return the bytes of every file below the folder, by name with slashes."""
        with self._speaking():
            system, root = self._system
            try:
                found = system.find(root, detail=True)
            except FileNotFoundError:
                return {}
            return {
                name[len(root) :].lstrip("/"): int(facts["size"]) for name, facts in found.items()
            }

    def _make_folder(self, name: str) -> None:
        """Make the folder of a file, where there are folders."""
        if self._protocol not in OBJECT_STORES:
            self._system[0].makedirs(self.inner(name).rpartition("/")[0], exist_ok=True)

    @property
    def _protocol(self) -> str:
        found = _URL.match(str(self.where))
        return found["protocol"].lower() if found else ""

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """As when reading; but where something must be made, its absence is a fault too."""
        try:
            with self._speaking():
                yield
        except FileNotFoundError as fault:
            raise self._unusable(fault) from fault

    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn whatever a file system raises into one sentence."""
        try:
            yield
        except (FileNotFoundError, ProjectError):
            raise
        except ImportError as fault:
            raise self._without_package(fault) from fault
        except Exception as fault:
            # Each file system raises errors of its own kind, many of them no OSError.
            raise self._unusable(fault) from fault

    def _unusable(self, fault: Exception) -> ProjectError:
        what = shown(" ".join(str(fault).split())).rstrip(".") or type(fault).__name__
        return ProjectError(
            f"{self} can't be used: {what}. Check the address, the rights and the connection.",
            f"Không dùng được {self}: {what}. Hãy kiểm tra địa chỉ, quyền truy cập và kết nối.",
        )

    def _without_package(self, fault: ImportError) -> ProjectError:
        extra = EXTRAS.get(self._protocol)
        remedy = f"pip install 'vnhealth[{extra}]'" if extra else str(fault)
        return ProjectError(
            f"{self} needs a package that is not installed: {remedy}",
            f"{self} cần một gói chưa được cài: {remedy}",
        )
