"""Whether a build has nothing to do, told by hashing files alone: nothing heavy is imported."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth import store
from vnhealth.edition.inputs import digests
from vnhealth.edition.journal import Journal, memory
from vnhealth.edition.manifest import Manifest, is_whole, name_of, read_manifest
from vnhealth.edition.publish import publish, withdraw

if TYPE_CHECKING:
    from vnhealth.edition.request import Request
    from vnhealth.project import Project

INDEX: Final = "index.html"
EPOCH_VARIABLE: Final = "SOURCE_DATE_EPOCH"
LOADED: Final = ("observations.parquet", "findings.csv", "unread.csv")


@dataclass(frozen=True, slots=True)
class Standing:
    """An edition to which nothing has to be done: its briefs in the order of the plan."""

    manifest: Manifest
    names: tuple[str, ...]

    def entries(self) -> list[dict[str, Any]]:
        """Return the entries of the briefs asked for."""
        return [self.manifest.entries[name] for name in self.names]


def unchanged(project: Project, request: Request) -> Standing | None:
    """Return the edition as it stands when the last build left nothing to do for `request`.

    So it is when that build was asked for the same, every input has the same digest, and every
    file it left stands as it was. ``None`` says only that it isn't known.

    Raises
    ------
    DataError
        When nothing was cleaned yet, or data/raw changed since.
    """
    folder, known = _folder(project, request), memory(project, request.edition.year)
    last = _read(_path(known, request))
    if last.get("request") != request.digest or Journal(known, request.shard).path.exists():
        return None
    if last["inputs"] != _inputs(project):
        return None
    if not all(is_whole(folder / name, digest) for name, digest in last["files"].items()):
        return None
    manifest = read_manifest(folder / name_of(request.shard))
    entries = manifest.entries.values()
    if not all(_stands(folder, entry) for entry in entries) or not _says_true(project, entries):
        return None
    return Standing(manifest, tuple(last["names"]))


def remember(project: Project, request: Request, names: Iterable[str]) -> None:
    """Remember that the build just made left nothing to do; `names` are the briefs asked for."""
    folder, known = _folder(project, request), memory(project, request.edition.year)
    files = [name_of(request.shard), *([] if request.shard else [INDEX])]
    content = {
        "request": request.digest,
        "inputs": _inputs(project),
        "files": {name: store.file_sha256(folder / name) for name in files},
        "names": list(names),
    }
    text = json.dumps(content, indent=1, sort_keys=True)
    publish({_path(known, request): f"{text}\n".encode()})


def forget(project: Project, request: Request) -> None:
    """Forget the build before: what follows may leave something to do."""
    withdraw([_path(memory(project, request.edition.year), request)])


def _inputs(project: Project) -> dict[str, str]:
    """Return the digests of all inputs, and of the store's files as they lie there."""
    found = digests(project)
    for name in LOADED:
        path = project.processed / name
        found[name] = store.file_sha256(path) if path.is_file() else ""
    return found


def _stands(folder: Path, entry: Mapping[str, Any]) -> bool:
    if entry["status"] == "failed":
        return False
    return all(is_whole(folder / each["path"], each["sha256"]) for each in entry["outputs"])


def _says_true(project: Project, entries: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether dates and commits that the briefs print may stay."""
    stamps = [entry["made_from"] for entry in entries if entry["status"] == "made"]
    epoch = os.environ.get(EPOCH_VARIABLE, "").strip()
    if epoch:
        if not epoch.isdigit():
            return False
        day = datetime.fromtimestamp(int(epoch), tz=UTC).date().isoformat()
        if any(stamp["date"] != day for stamp in stamps):
            return False
    if not any(stamp["commit"].endswith("+") for stamp in stamps):
        return True
    from vnhealth.topics.furniture import commit

    now = commit(project.root)
    return not now or now.endswith("+")


def _folder(project: Project, request: Request) -> Path:
    return project.reports / str(request.edition.year)


def _path(known: Path, request: Request) -> Path:
    of = "-{}-of-{}".format(*request.shard) if request.shard else ""
    return known / f"last{of}.json"


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    needed = {"request", "inputs", "files", "names"}
    return content if isinstance(content, dict) and needed <= content.keys() else {}
