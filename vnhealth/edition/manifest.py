"""manifest.json: what an edition's folder holds, from which inputs, with the SHA-256 of each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth import store
from vnhealth.errors import VnhealthError

if TYPE_CHECKING:
    from vnhealth.edition.record import Output, Record

MANIFEST: Final = "manifest.json"
FORMAT_VERSION: Final = 2


@dataclass(frozen=True, slots=True)
class Manifest:
    """What stands in an edition's folder.

    Attributes
    ----------
    edition
        Its year; 0 where there is no manifest.
    inputs
        As :func:`vnhealth.edition.inputs.digests` gave them to the build that wrote it.
    indicators
        SHA-256 of the figures of each indicator at that time.
    entries
        One for each brief, by its name.
    shard
        Which shard of how many it is of; empty for a whole edition.
    """

    edition: int = 0
    inputs: Mapping[str, str] = field(default_factory=dict)
    indicators: Mapping[str, str] = field(default_factory=dict)
    entries: Mapping[str, dict[str, Any]] = field(default_factory=dict)
    shard: tuple[int, ...] = ()

    def content(self) -> bytes:
        """Return the file; equal bytes for an equal edition."""
        content: dict[str, Any] = {
            "format": FORMAT_VERSION,
            "edition": self.edition,
            "inputs": dict(self.inputs),
            "indicators": dict(self.indicators),
            "briefs": [self.entries[name] for name in sorted(self.entries)],
        }
        if self.shard:
            content["shard"] = list(self.shard)
        text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
        return f"{text}\n".encode()


def name_of(shard: tuple[int, ...]) -> str:
    """Return the name of the manifest of an edition or of one shard of it.

    >>> name_of(()), name_of((2, 4))
    ('manifest.json', 'manifest-2-of-4.json')
    """
    return f"manifest-{shard[0]}-of-{shard[1]}.json" if shard else MANIFEST


def read_manifest(path: Path) -> Manifest:
    """Return a manifest; an empty one where there is none that this version can read."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT_VERSION:
            return Manifest()
        return Manifest(
            edition=content["edition"],
            inputs=content["inputs"],
            indicators=content["indicators"],
            entries={entry["brief"]: entry for entry in content["briefs"]},
            shard=tuple(content.get("shard", ())),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return Manifest()


def records_of(entries: Mapping[str, dict[str, Any]]) -> dict[str, Record]:
    """Return the records of entries by name, leaving out those that mean nothing any more."""
    from vnhealth.edition.record import from_entry

    found = {}
    for name, entry in entries.items():
        try:
            found[name] = from_entry(entry)
        except (VnhealthError, KeyError, TypeError):
            continue
    return found


def altered(folder: Path, outputs: Iterable[Output]) -> list[str]:
    """Return the paths of `outputs` that are missing below `folder`, or not as they were made."""
    return [o.path for o in outputs if not is_whole(folder / o.path, o.sha256)]


def is_whole(path: Path, sha256: str) -> bool:
    """Tell whether a file is there as it was made."""
    try:
        return store.file_sha256(path) == sha256
    except OSError:
        return False
