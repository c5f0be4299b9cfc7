"""Files that appear whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from vnhealth.errors import ProjectError


def check_writable(folder: Path) -> None:
    """Make `folder` and try to write there, before any notebook runs.

    Raises
    ------
    ProjectError
        When that isn't possible.
    """
    trial = _beside(folder / "trial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as fault:
        raise _unwritable(folder, fault) from fault


def publish(files: Mapping[Path, bytes]) -> None:
    """Write all `files`, each beside its place first; none is replaced unless all could be.

    Raises
    ------
    ProjectError
        When one can't be written; what stood there before still stands.
    """
    staged = {path: _beside(path) for path in files}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            staged[path].write_bytes(content)
        for path, waiting in staged.items():
            waiting.replace(path)
    except OSError as fault:
        raise _unwritable(path.parent, fault) from fault
    finally:
        for waiting in staged.values():
            _remove(waiting)


def withdraw(paths: Iterable[Path]) -> None:
    """Remove files of an earlier run, so that nothing stale is taken for new."""
    for path in paths:
        _remove(path)


def _remove(path: Path) -> None:
    try:
        path.unlink()
    except (FileNotFoundError, NotADirectoryError):
        return
    except OSError as fault:
        raise _unwritable(path.parent, fault) from fault


def _beside(path: Path) -> Path:
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def _unwritable(folder: Path, fault: OSError) -> ProjectError:
    return ProjectError(
        f"Can't write to {folder}: {fault.strerror}. Nothing was half written. Check the rights "
        "of the folder and the free space, or choose another folder with --out.",
        f"Không ghi được vào {folder}: {fault.strerror}. Không có tệp nào bị ghi dở. Hãy kiểm tra "
        "quyền ghi và dung lượng trống, hoặc chọn thư mục khác bằng --out.",
    )
