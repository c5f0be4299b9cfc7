"""An edition copied to a URL: what differs, the manifest last, what is gone removed.

The folder of this machine stays the workshop; the copy is for readers. An object store shows each
file whole, but not all of them at once: until the manifest has come, it tells of the files before.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vnhealth.edition.index import INDEX
from vnhealth.edition.manifest import MANIFEST
from vnhealth.errors import DataError
from vnhealth.storage import Folder, shown

FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class Copied:
    """Where an edition was copied to, how many files went there and how many were removed."""

    url: str
    sent: int
    removed: int


def copy_edition(folder: Path, url: str) -> Copied:
    """Make ``url/<edition>`` a copy of the edition in `folder`.

    Files that stand there as the manifest there says are left alone. Only files that a manifest
    names are sent or removed.

    Parameters
    ----------
    folder
        Of an edition: briefs, index page, manifest.
    url
        Of fsspec: the folder of all editions.

    Raises
    ------
    DataError
        When the folder has no manifest, or a file it names is missing.
    ProjectError
        When the URL can't be used.
    """
    there = Folder(f"{url.rstrip('/')}/{folder.name}")
    wanted = _named(_manifest(folder))
    before, sizes = _before(there), there.sizes()
    sent = 0
    for name, digest in wanted.items():
        size = _size(folder / name)
        if before.get(name) == digest and sizes.get(name) == size:
            continue
        there.put(folder / name, name)
        sent += 1
    gone = [name for name in before if name not in wanted and name in sizes]
    for name in (INDEX, MANIFEST):
        there.put(folder / name, name)
    for name in gone:
        there.remove(name)
    kept = _kept(folder)
    for name in kept:
        Folder(f"{url.rstrip('/')}/{FAILED}").put(folder.parent / FAILED / name, name)
    return Copied(shown(str(there)), sent + 2 + len(kept), len(gone))


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise _unmade(folder / MANIFEST) from fault
    return content


def _named(content: Mapping[str, Any]) -> dict[str, str]:
    """Return the SHA-256 of every brief's file that a manifest names, by its path."""
    return {
        output["path"]: output["sha256"]
        for entry in content.get("briefs", [])
        for output in entry.get("outputs", [])
    }


def _before(there: Folder) -> dict[str, str]:
    """Return what the manifest there names; nothing when there is none."""
    try:
        return _named(json.loads(there.read(MANIFEST)))
    except (FileNotFoundError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _kept(folder: Path) -> list[str]:
    """Return the notebooks of failed runs that the index page links, below the folder of them."""
    kept = [entry["kept"] for entry in _manifest(folder)["briefs"] if entry.get("kept")]
    names = [name.removeprefix(f"{FAILED}/") for name in kept]
    return [name for name in names if (folder.parent / FAILED / name).is_file()]


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as fault:
        raise _unmade(path) from fault


def _unmade(path: Path) -> DataError:
    return DataError(
        f"{path} is missing, so the edition can't be copied. Run `vnhealth build` again.",
        f"Thiếu {path} nên chưa chép được ấn bản. Hãy chạy lại `vnhealth build`.",
    )
