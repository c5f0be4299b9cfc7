"""The inputs as they are now, and whether a brief made earlier still follows from them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vnhealth import reads, views
from vnhealth.briefs import EPOCH_VARIABLE, surroundings
from vnhealth.edition.data import DataDigests, data_digests
from vnhealth.edition.foreign import foreign
from vnhealth.edition.inputs import digests, inputs_of
from vnhealth.edition.manifest import Manifest, altered
from vnhealth.edition.plan import reasons as reasons_without
from vnhealth.edition.record import FAILED, MADE, WITH_FILES, Origin, Record
from vnhealth.edition.why import Reason, some
from vnhealth.parameters import TOPICS
from vnhealth.topics.furniture import COMMIT_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

    from vnhealth.parameters import Parameters
    from vnhealth.project import Project

UNSAVED: Final = "+"
"""Ends the commit of a folder with changes that git has not recorded."""


@dataclass
class Now:
    """Everything a build rests on at its start.

    Attributes
    ----------
    project
        Whose build.
    folder
        Of the edition.
    inputs
        Of :func:`vnhealth.edition.inputs.digests`.
    around
        Of :func:`vnhealth.briefs.surroundings`.
    before
        The manifest of the build before.
    panel
        The cleaned figures.
    """

    project: Project
    folder: Path
    inputs: Mapping[str, str]
    around: Mapping[str, str]
    before: Manifest
    panel: views.Panel

    @classmethod
    def of(
        cls,
        project: Project,
        folder: Path,
        before: Manifest,
        around: Mapping[str, str] | None = None,
    ) -> Now:
        """Return the inputs of `project` as they are; `around` is looked for when not given.

        Raises
        ------
        DataError
            When nothing was cleaned yet, or data/raw changed since.
        """
        around = surroundings(project) if around is None else around
        return cls(project, folder, digests(project), around, before, views.Panel.load(project))

    def __post_init__(self) -> None:
        # At once, not when asked: a notebook may be edited while others run.
        self._inputs = {each: inputs_of(self.project, each, self.inputs) for each in TOPICS}
        self._foreign = {each: foreign(self.project.notebooks / f"{each}.ipynb") for each in TOPICS}

    @cached_property
    def data(self) -> DataDigests:
        """Digests of the store; those of the manifest while the store is the same file."""
        whole = self.inputs["store_sha256"]
        if self.before.inputs.get("store_sha256") == whole:
            return DataDigests(whole, self.before.indicators)
        return data_digests(self.panel, self.project)

    @property
    def date(self) -> str:
        """The day that briefs carry, ISO."""
        epoch = int(self.around[EPOCH_VARIABLE])
        return datetime.fromtimestamp(epoch, tz=UTC).date().isoformat()

    @property
    def commit(self) -> str:
        """The commit that briefs carry."""
        return self.around[COMMIT_VARIABLE]

    def inputs_of(self, topic: str) -> dict[str, str]:
        """Return the digests of what a brief on `topic` rests on, but for parameters and data."""
        return self._inputs[topic]

    def foreign(self, topic: str) -> tuple[str, ...]:
        """Return what of the notebook of `topic` may read more than is watched."""
        return self._foreign[topic]

    def signed(self, record: Record, *, in_edition: bool) -> Record:
        """Return a record just made, with what it was made from."""
        if record.status != MADE:
            return record
        inputs = self.inputs_of(record.parameters.topic) | {"data": self.data.of(record.read)}
        origin = Origin(inputs, record.read, self.commit, self.date, in_edition)
        return self.telling(replace(record, origin=origin))

    def telling(self, record: Record) -> Record:
        """Return a record of a brief that stands, with the reason where it has no figures."""
        reason_en, reason_vi = reasons_without(record.parameters, self.panel)
        return replace(record, reason_en=reason_en, reason_vi=reason_vi)

    def reasons(
        self, wanted: Parameters, record: Record | None, formats: Sequence[str]
    ) -> tuple[Reason, ...]:
        """Return why a brief has to be made; nothing when the one made earlier stands."""
        if record is None or record.status not in (*WITH_FILES, FAILED):
            return (Reason("new"),)
        if record.status == FAILED:
            return (Reason("failed"),)
        found = list(self.stale(record))
        if record.parameters != wanted:
            found.append(Reason("parameters"))
        if record.origin is not None:
            found += self._stamped(record.origin)
        if unwatched := self.foreign(wanted.topic):
            found.append(Reason("foreign", some(unwatched)))
        lacking = [form for form in formats if form not in {o.format for o in record.outputs}]
        if lacking:
            found.append(Reason("format", ", ".join(lacking)))
        return tuple(found)

    def stale(self, record: Record) -> tuple[Reason, ...]:
        """Return which inputs of a brief with files are no longer those it was made from."""
        if record.origin is None:
            return (Reason("unsigned"),)
        now = self.inputs_of(record.parameters.topic)
        found = [Reason(name) for name in now if record.origin.inputs.get(name) != now[name]]
        if record.origin.inputs.get("data") != self.data.of(record.origin.read):
            found.append(self._changed(record.origin))
        if lost := altered(self.folder, record.outputs):
            found.append(Reason("file", some(lost)))
        return tuple(found)

    def _changed(self, origin: Origin) -> Reason:
        names = self.data.changed(origin.read, self.before.indicators)
        if not names or (reads.EVERYTHING in origin.read and not self.before.indicators):
            return Reason("store")
        return Reason("data", some(names))

    def _stamped(self, origin: Origin) -> list[Reason]:
        """Return why what the stamp prints can't stay: it stays true when days and commits pass."""
        found = []
        if os.environ.get(EPOCH_VARIABLE, "").strip() and origin.date != self.date:
            found.append(Reason("date", self.date))
        saved = self.commit and not self.commit.endswith(UNSAVED)
        if origin.commit.endswith(UNSAVED) and saved:
            found.append(Reason("commit", origin.commit))
        return found
