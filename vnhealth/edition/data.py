"""Digests of the cleaned store, one an indicator: what a brief that reads it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from vnhealth import reads, store

if TYPE_CHECKING:
    from vnhealth.project import Project
    from vnhealth.views import Panel


@dataclass(frozen=True, slots=True)
class DataDigests:
    """SHA-256 of the `whole` store, and of each indicator: its figures, sources and findings."""

    whole: str
    by_indicator: Mapping[str, str]

    def of(self, read: Iterable[str]) -> str:
        """Return the digest of what was `read`; an indicator without figures counts as such.

        >>> digests = DataDigests("all", {"doctors": "1", "beds": "2"})
        >>> digests.of(["doctors"]) == DataDigests("other", {"doctors": "1"}).of(["doctors"])
        True
        >>> digests.of(["doctors", "nurses"]) == digests.of(["doctors"])
        False
        >>> digests.of([reads.EVERYTHING])
        'all'
        """
        names = sorted(set(read))
        if reads.EVERYTHING in names:
            return self.whole
        listed = [[name, self.by_indicator.get(name, "")] for name in names]
        return hashlib.sha256(json.dumps(listed).encode()).hexdigest()

    def changed(self, read: Sequence[str], before: Mapping[str, str]) -> list[str]:
        """Return the indicators among those `read` whose digest is not the one `before`."""
        known = self.by_indicator
        names = sorted({*known, *before}) if reads.EVERYTHING in read else sorted(read)
        return [name for name in names if known.get(name, "") != before.get(name, "")]


def data_digests(panel: Panel, project: Project) -> DataDigests:
    """Return the digests of the store of `project`, of which `panel` was loaded.

    An indicator's digest covers its observations of all places, since national figures and ranks
    enter every brief; what is known of their sources; and what the checks found on their cells.

    Raises
    ------
    DataError
        When there is no store, or its files don't belong together.
    """
    frame = panel.observations
    findings = store.read_findings(project.processed)
    by_cell: dict[str, list[str]] = {}
    for row in findings.itertuples(index=False):
        told = json.dumps(list(row), ensure_ascii=False)
        for cell in str(row.cells).split(";"):
            by_cell.setdefault(cell, []).append(told)
    sources = {name: _facts(source) for name, source in panel.sources.items()}
    found = {}
    for indicator, part in frame.groupby("indicator", sort=True):
        digest = hashlib.sha256(part.to_csv(index=False, lineterminator="\n").encode())
        for source_id in sorted(set(part["source_id"])):
            digest.update(sources.get(source_id, source_id).encode())
        told_of = {told for cell in part["cell_id"] for told in by_cell.get(cell, ())}
        for told in sorted(told_of):
            digest.update(told.encode())
        found[str(indicator)] = digest.hexdigest()
    return DataDigests(whole_digest(project), found)


def whole_digest(project: Project) -> str:
    """Return the SHA-256 of the store's package, which names that of each file and of data/raw."""
    return store.file_sha256(project.processed / store.PACKAGE)


def _facts(source: Any) -> str:
    """Return what a brief may say of a source: all but where it lies and its tables' digests."""
    known = asdict(source)
    for name in ("folder", "tables"):
        del known[name]
    return json.dumps(known, ensure_ascii=False, sort_keys=True)
