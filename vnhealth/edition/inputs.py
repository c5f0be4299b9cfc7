"""What a build rests on: the cleaned store, the raw data behind it, the notebooks."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from vnhealth import __version__, store
from vnhealth.errors import DataError

if TYPE_CHECKING:
    from vnhealth.project import Project


def check_fresh(project: Project) -> str:
    """Return the SHA-256 of data/raw when the store was made from it as it is now.

    Raises
    ------
    DataError
        When nothing was cleaned yet, or data/raw changed since.
    """
    package = store.read_package(project.processed)
    now = store.raw_digest(project.raw)
    if package["vnhealth"]["raw_sha256"] != now:
        raise DataError(
            f"{project.raw} has changed since the data were cleaned, so briefs would name figures "
            "they don't show. Run `vnhealth clean`, then again.",
            f"{project.raw} đã thay đổi từ lần làm sạch gần nhất nên bản tin sẽ không khớp nguồn. "
            "Hãy chạy `vnhealth clean` rồi thử lại.",
        )
    return now


def digests(project: Project, commit: str) -> dict[str, str]:
    """Return the version, the commit and the SHA-256 of everything a build of `project` reads."""
    notebooks = hashlib.sha256()
    for path in sorted(project.notebooks.glob("*.ipynb")):
        notebooks.update(path.name.encode())
        notebooks.update(bytes.fromhex(store.file_sha256(path)))
    return {
        "vnhealth": __version__,
        "commit": commit,
        "raw_sha256": check_fresh(project),
        "store_sha256": store.file_sha256(project.processed / store.PACKAGE),
        "notebooks_sha256": notebooks.hexdigest(),
    }
