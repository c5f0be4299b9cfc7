"""The end of a build: what stands is written into the manifest and the index page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnhealth import briefs
from vnhealth.edition.index import INDEX, index
from vnhealth.edition.inputs import digests, inputs_of
from vnhealth.edition.journal import Journal, memory
from vnhealth.edition.manifest import MANIFEST, Manifest, name_of, read_manifest, records_of
from vnhealth.edition.now import Now
from vnhealth.edition.publish import publish, withdraw
from vnhealth.edition.record import FAILED, MADE, OUT_OF_DATE, WITH_FILES, Record
from vnhealth.edition.run import make
from vnhealth.edition.survey import beside, out_of_date
from vnhealth.edition.survey import name_of as brief_name
from vnhealth.edition.tidying import stale_failures
from vnhealth.edition.unchanged import remember
from vnhealth.errors import DataError

if TYPE_CHECKING:
    from vnhealth.edition.run import Job
    from vnhealth.edition.survey import Survey
    from vnhealth.project import Project


@dataclass(frozen=True, slots=True)
class Done:
    """Records of the briefs asked for, and of others whose files are out of date."""

    asked: list[Record]
    outdated: list[Record]


def conclude(
    found: Survey, known: Mapping[str, Record], ran: Mapping[str, Record], journal: Journal
) -> Done:
    """Write the manifest and the index page of a build, and end its journal.

    Parameters
    ----------
    found
        What there was to do.
    known
        Records of earlier builds by name.
    ran
        Records of the briefs made now, by name.
    journal
        Of the build.
    """
    now, request = found.now, found.request
    # Of inputs that changed meanwhile, what ran may have seen either: it is made again next time.
    later = _later(now)
    ran = {name: r if _held(now, r, later) else _unsure(r) for name, r in ran.items()}
    asked, unreached = [], []
    for wanted in found.wanted:
        name = brief_name(wanted)
        if name in ran or name in found.standing:
            asked.append(ran.get(name) or found.standing[name])
        elif name in known and known[name].status in WITH_FILES:
            unreached.append(out_of_date(known[name], found.todo[name]))
    asked += found.without
    every = [*asked, *unreached, *found.besides]
    write(
        now.project, now.folder, manifest_of(now, every, found.request.edition.year, request.shard)
    )
    journal.close(record.name for record in every)
    failed = {record.name for record in every if record.status == FAILED}
    gone = {record.name for record, _ in found.gone} | {record.name for record in found.without}
    stale_failures(now.project.reports / briefs.FAILED, gone - failed)
    if _leaves_nothing(found, ran, unreached):
        remember(now.project, request, [record.name for record in asked])
    outdated = [r for r in (*unreached, *found.besides) if r.status == OUT_OF_DATE]
    return Done(asked, outdated)


def manifest_of(
    now: Now, records: Iterable[Record], year: int, shard: tuple[int, ...] = ()
) -> Manifest:
    """Return the manifest of records made, kept or found without data."""
    entries = {record.name: record.entry() for record in records}
    return Manifest(year, now.inputs, now.data.by_indicator, entries, shard)


def write(project: Project, folder: Path, manifest: Manifest) -> None:
    """Write a manifest, and of a whole edition its index page; what is the same is left alone."""
    files = {folder / name_of(manifest.shard): manifest.content()}
    if not manifest.shard:
        records = list(records_of(manifest.entries).values())
        raw = manifest.inputs["raw_sha256"]
        files[folder / INDEX] = index(project, manifest.edition, records, raw)
        withdraw(folder.glob("manifest-*-of-*.json"))
    publish({path: content for path, content in files.items() if _differs(path, content)})


def put_back(job: Job) -> tuple[Record, Any]:
    """Make one brief of an edition whose folder holds a manifest or a journal, and tell of it."""
    project, year = job.project, int(job.folder.name)
    before = read_manifest(job.folder / MANIFEST)
    journal = Journal(memory(project, year))
    known = records_of({**before.entries, **journal.entries()})
    now = Now.of(project, job.folder, before, job.environment)
    earlier = known.get(brief_name(job.parameters))
    kept = beside(now, job.parameters, earlier, job.formats)
    record, notebook = make(replace(job, beside=kept))
    own = bool(earlier and earlier.origin and earlier.origin.in_edition)
    signed = now.signed(record, in_edition=own)
    journal.add(signed)
    if before.edition:
        entries = {**before.entries, signed.name: signed.entry()}
        write(project, job.folder, replace(before, entries=entries))
    return signed, notebook


def _held(now: Now, record: Record, later: Mapping[str, str]) -> bool:
    """Tell whether the inputs of a brief are `later` what they were when the build began."""
    if later.get("store_sha256") != now.inputs["store_sha256"]:
        return False
    topic = record.parameters.topic
    return inputs_of(now.project, topic, later) == now.inputs_of(topic)


def _unsure(record: Record) -> Record:
    return replace(record, origin=None)


def _later(now: Now) -> dict[str, str]:
    """Return the digests of the inputs at the end of the build; nothing when they can't be told."""
    try:
        return digests(now.project)
    except (DataError, OSError):
        return {}


def _leaves_nothing(found: Survey, ran: Mapping[str, Record], unreached: list[Record]) -> bool:
    topics = {wanted.topic for wanted in found.wanted}
    if any(found.now.foreign(topic) for topic in topics) or unreached:
        return False
    made = [record for record in ran.values() if record.status == MADE and record.origin]
    return len(made) == len(found.todo)


def _differs(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() != content
    except OSError:
        return True
