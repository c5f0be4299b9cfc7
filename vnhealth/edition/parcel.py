"""A project packed for a worker on another machine, and unpacked there once.

It holds settings, notebooks, data/raw and the cleaned store; a store that stands at a URL is
fetched by the worker itself. Equal projects give equal bytes.
"""

from __future__ import annotations

import atexit
import gzip
import hashlib
import shutil
import tarfile
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnhealth import store
from vnhealth.errors import DataError, ProjectError
from vnhealth.project import CONFIG_NAME
from vnhealth.storage import shown

if TYPE_CHECKING:
    from vnhealth.project import Project

LARGEST_BYTES: Final = 64 * 1024 * 1024
"""Bytes of a project that are sent to workers; a larger store belongs to a URL."""

_here: Final[dict[str, bytes]] = {}
_unpacked: Final[dict[str, Path]] = {}
_alone: Final = threading.RLock()


@dataclass(frozen=True)
class Parcel:
    """A packed project: its bytes, their SHA-256, and that of the store's data package."""

    content: bytes
    digest: str
    store_sha256: str


def pack(project: Project) -> Parcel:
    """Return `project` packed.

    Raises
    ------
    ProjectError
        When it is too large to be sent to every worker.
    """
    paths = list(_paths(project))
    size = sum(path.stat().st_size for path in paths)
    if size > LARGEST_BYTES:
        limit = LARGEST_BYTES // 1024**2
        raise ProjectError(
            f"The project has {size // 1024**2} MB, too many to be sent to workers (limit "
            f"{limit}). Put the store where every worker can read it and name the place in "
            f'{CONFIG_NAME}: [project] processed = "s3://…".',
            f"Dự án có {size // 1024**2} MB, quá lớn để gửi tới các máy (tối đa {limit}). Hãy đặt "
            f"kho dữ liệu ở nơi mọi máy đọc được và ghi trong {CONFIG_NAME}: "
            '[project] processed = "s3://…".',
        )
    written = BytesIO()
    with tarfile.open(fileobj=written, mode="w", format=tarfile.PAX_FORMAT) as archive:
        for path in paths:
            entry = tarfile.TarInfo(path.relative_to(project.root).as_posix())
            entry.size = path.stat().st_size
            with path.open("rb") as stream:
                archive.addfile(entry, stream)
    content = gzip.compress(written.getvalue(), compresslevel=1, mtime=0)
    digest = hashlib.sha256(content).hexdigest()
    return Parcel(content, digest, store.file_sha256(project.processed / store.PACKAGE))


def _paths(project: Project) -> Iterator[Path]:
    """Yield the files of a project that a brief may need, in order."""
    yield project.root / CONFIG_NAME
    for folder in (project.notebooks, project.raw):
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.is_file() and not hidden:
                yield path
    if not project.processed_url:
        package = store.read_package(project.processed)
        names = {name for name, _ in store.files_of(package)} - {store.OBSERVATIONS_CSV}
        for name in sorted({*names, store.PACKAGE}):
            yield project.processed / name


def take(digest: str, content: bytes) -> None:
    """Keep a parcel in this process, until it is dropped."""
    with _alone:
        _here[digest] = content


def drop(digest: str) -> None:
    """Forget a parcel and remove what was unpacked of it."""
    with _alone:
        _here.pop(digest, None)
        folder = _unpacked.pop(digest, None)
    if folder is not None:
        shutil.rmtree(folder, ignore_errors=True)


def project_of(digest: str, project: Project, store_sha256: str) -> Project:
    """Return `project` as this process has it: a parcel unpacked once.

    Parameters
    ----------
    digest
        Of the parcel.
    project
        As the asker has it; its root is another here.
    store_sha256
        Of the data package that the asker has.

    Raises
    ------
    ProjectError
        When the parcel never came, or can't be unpacked.
    DataError
        When the store at the project's URL is another than the one the asker has.
    """
    with _alone:
        if digest not in _unpacked:
            _unpacked[digest] = _unpack(digest, project, store_sha256)
        return replace(project, root=_unpacked[digest])


def _write(archive: tarfile.TarFile, folder: Path) -> None:
    """Write the files of a parcel below `folder`; anything else in it is no parcel of ours.

    ``extractall`` has its safe filter from Python 3.11.4 only.
    """
    inside = folder.resolve()
    for member in archive:
        target = (inside / member.name).resolve()
        content = archive.extractfile(member) if member.isfile() else None
        if not target.is_relative_to(inside) or (content is None and not member.isdir()):
            raise ProjectError(
                f"The parcel holds “{member.name}”, which is no file of a project. Start the build "
                "again.",
                f"Gói dự án có “{member.name}”, không phải tệp của dự án. Hãy chạy lại lệnh build.",
            )
        if content is None:
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.read())


def _unpack(digest: str, asked: Project, store_sha256: str) -> Path:
    content = _here.get(digest)
    if content is None:
        raise ProjectError(
            "The worker has not been given the project. Start the build again.",
            "Máy thực hiện chưa nhận được dự án. Hãy chạy lại lệnh build.",
        )
    try:
        folder = Path(tempfile.mkdtemp(prefix="vnhealth-project-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        with tarfile.open(fileobj=BytesIO(content), mode="r:gz") as archive:
            _write(archive, folder)
    except OSError as fault:
        raise ProjectError(
            f"The worker can't unpack the project: {fault.strerror}. Check its temporary folder.",
            f"Máy thực hiện không giải nén được dự án: {fault.strerror}. Hãy kiểm tra thư mục tạm "
            "của máy đó.",
        ) from fault
    project = replace(asked, root=folder)
    if project.processed_url:
        store.fetch(project.processed_url, project.processed)
        url = shown(project.processed_url)
        if store.file_sha256(project.processed / store.PACKAGE) != store_sha256:
            raise DataError(
                f"{url} holds another store than the one the build was planned with. Start the "
                "build again.",
                f"{url} chứa kho dữ liệu khác với kho dùng khi lập kế hoạch. Hãy chạy lại lệnh "
                "build.",
            )
    return folder
