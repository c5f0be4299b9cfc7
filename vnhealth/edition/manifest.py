"""manifest.json: what an edition's folder holds, from which inputs, with the SHA-256 of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from vnhealth import store
from vnhealth.edition.record import MADE, Record, from_entry
from vnhealth.errors import VnhealthError

MANIFEST: Final = "manifest.json"
FORMAT_VERSION: Final = 1


def manifest(year: int, inputs: dict[str, str], records: Sequence[Record]) -> bytes:
    """Return the manifest of an edition; equal bytes for an equal edition."""
    content = {
        "format": FORMAT_VERSION,
        "edition": year,
        "inputs": inputs,
        "briefs": [record.entry() for record in sorted(records, key=lambda r: r.name)],
    }
    text = json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True)
    return f"{text}\n".encode()


def earlier(folder: Path, inputs: dict[str, str], new: Sequence[Record]) -> list[Record]:
    """Return the briefs of earlier builds into `folder` that still hold, other than `new`.

    They hold when they were made from the same inputs and their files are whole; a build of a
    few places thus adds to an edition rather than replaces it.
    """
    content = _read(folder / MANIFEST)
    if content.get("format") != FORMAT_VERSION or content.get("inputs") != inputs:
        return []
    made_anew = {record.name for record in new}
    records = (_record(entry) for entry in content["briefs"])
    return [r for r in records if r and r.name not in made_anew and _is_whole(folder, r)]


def _read(path: Path) -> dict[str, Any]:
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return content if isinstance(content, dict) else {}


def _record(entry: dict[str, Any]) -> Record | None:
    try:
        return from_entry(entry)
    except (VnhealthError, KeyError):
        return None


def _is_whole(folder: Path, record: Record) -> bool:
    if record.status != MADE:
        return True
    return all(
        (folder / output.path).is_file()
        and store.file_sha256(folder / output.path) == output.sha256
        for output in record.outputs
    )
