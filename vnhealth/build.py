"""Make an edition: plan its briefs, run those that need it, write the index page and manifest."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnhealth import briefs
from vnhealth.edition.choice import edition_of, formats_of, given_for, place_id_of
from vnhealth.edition.elsewhere import copy_edition
from vnhealth.edition.finish import conclude, put_back
from vnhealth.edition.index import describe
from vnhealth.edition.inputs import check_fresh
from vnhealth.edition.journal import Journal, alone, memory
from vnhealth.edition.manifest import name_of, read_manifest, records_of
from vnhealth.edition.now import Now
from vnhealth.edition.plan import Plan, check, plan
from vnhealth.edition.progress import progress, until_failure
from vnhealth.edition.publish import check_writable
from vnhealth.edition.record import FAILED, FORMATS, MADE, NO_DATA, Output, Record
from vnhealth.edition.request import Request, Selection, shard_of
from vnhealth.edition.run import Job, engine_of, make, run_all, run_one
from vnhealth.edition.survey import Survey, survey
from vnhealth.edition.tidying import prune, remove, sweep
from vnhealth.edition.unchanged import INDEX, forget, unchanged
from vnhealth.engine import ENGINE
from vnhealth.project import USUAL_FORMATS

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters
    from vnhealth.project import Project

__all__ = [
    "FAILED",
    "FORMATS",
    "MADE",
    "NO_DATA",
    "USUAL_FORMATS",
    "Built",
    "Job",
    "Output",
    "Plan",
    "Record",
    "Selection",
    "Survey",
    "build",
    "check_fresh",
    "copy_edition",
    "describe",
    "edition_of",
    "engine_of",
    "formats_of",
    "given_for",
    "job_for",
    "make",
    "make_brief",
    "place_id_of",
    "plan",
    "run_one",
    "runner_of",
    "shard_of",
    "to_do",
]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build left: its index page, and a record of every brief it was asked for.

    Attributes
    ----------
    index
        The index page; of a shard its manifest.
    records
        In the order of the plan; those without data last.
    ran
        Names of the briefs whose notebooks ran.
    removed
        Names of briefs of earlier builds whose files were removed.
    outdated
        Briefs that weren't asked for, or not reached, whose files are out of date.
    """

    index: Path
    records: tuple[Record, ...]
    ran: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    outdated: tuple[Record, ...] = ()

    def of(self, status: str) -> tuple[Record, ...]:
        """Return the records with `status`."""
        return tuple(record for record in self.records if record.status == status)


def build(
    project: Project,
    selection: Selection | None = None,
    *,
    year: int | None = None,
    formats: tuple[str, ...] = (),
    shard: tuple[int, ...] = (),
    workers: int = 1,
    engine: str = ENGINE,
    force: bool = False,
    keep_going: bool = True,
    wait: bool = True,
    on_wait: Callable[[], None] | None = None,
    show_progress: bool = False,
    run: Callable[[list[Job], int], Iterator[Record]] = run_all,
) -> Built:
    """Make the briefs of an edition that aren't up to date, its index page and its manifest.

    A brief is up to date when its notebook, parameters and settings, the figures it read, our code
    and the libraries are what it was made from, and its files stand as they were made: see
    docs/builds.md. A brief is remembered as soon as it is made, so a build that was interrupted
    goes on where it was.

    Parameters
    ----------
    project
        Whose edition.
    selection
        What the build is narrowed to. A narrowed build adds to what stands; one that isn't also
        removes what the edition no longer has.
    year
        The edition; the project's own when not given.
    formats
        Of each brief; those of the edition when none is given.
    shard
        Which part of how many to make, such as ``(1, 4)``: into a manifest of its own, for
        :func:`vnhealth.edition.merging.merge`.
    workers
        Notebooks run at a time, each in a process of its own.
    engine
        Name of the papermill engine: ``vnhealth-warm``, or ``nbclient`` for an ordinary kernel
        a notebook.
    force
        Make every brief asked for, up to date or not.
    keep_going
        Make the others when one fails; else begin none after it.
    wait
        Wait for another build of the same edition; else refuse.
    on_wait
        Called when there is something to wait for.
    show_progress
        Draw a progress bar on the standard error stream.
    run
        What makes the briefs of jobs, so many at a time, and yields a record of each.

    Raises
    ------
    UsageError
        When the selection names something unknown.
    DataError
        When the data were not cleaned, or changed since.
    ProjectError
        When the reports can't be written, or another build is at work and `wait` is false.
    """
    edition = edition_of(project, year)
    request = Request(edition, selection or Selection(), formats or edition.formats, shard)
    check(edition, request.selection)
    folder = project.reports / str(request.edition.year)
    page = folder / (name_of(shard) if shard else INDEX)
    if not force and (standing := unchanged(project, request)) is not None:
        records = records_of({entry["brief"]: entry for entry in standing.entries()})
        return Built(page, tuple(records.values()))
    check_fresh(project)
    check_writable(folder)
    with alone(memory(project, request.edition.year), wait=wait, on_wait=on_wait):
        forget(project, request)
        sweep(folder)
        found, known = _survey(project, request, force=force)
        for record, _ in found.gone:
            remove(record, folder)
        jobs = list(found.jobs(known, engine))
        journal = Journal(memory(project, request.edition.year), shard)
        ran = {}
        records_made = until_failure(run(jobs, workers), keep_going=keep_going)
        for record in progress(records_made, len(jobs), shown=show_progress):
            signed = found.now.signed(record, in_edition=record.name in found.own)
            journal.add(signed)
            ran[signed.name] = signed
        done = conclude(found, known, ran, journal)
        prune(project.reports / briefs.FAILED)
    return Built(
        page,
        tuple(done.asked),
        tuple(ran),
        tuple(record.name for record, _ in found.gone),
        tuple(done.outdated),
    )


def to_do(
    project: Project,
    selection: Selection | None = None,
    *,
    year: int | None = None,
    formats: tuple[str, ...] = (),
    shard: tuple[int, ...] = (),
    force: bool = False,
) -> Survey:
    """Return what :func:`build` would do and why; nothing is run and nothing is written.

    Raises
    ------
    UsageError
        When the selection names something unknown.
    DataError
        When the data were not cleaned, or changed since.
    """
    edition = edition_of(project, year)
    request = Request(edition, selection or Selection(), formats or edition.formats, shard)
    return _survey(project, request, force=force)[0]


def job_for(
    project: Project,
    parameters: Parameters,
    *,
    formats: tuple[str, ...] = USUAL_FORMATS,
    folder: Path | None = None,
    engine: str = ENGINE,
) -> Job:
    """Return the job of one brief, which looks whether its topic has data before it begins.

    The looking is done where the brief is made: :func:`make_brief` raises
    :class:`~vnhealth.errors.DataError` when the data say nothing of the topic there. So the
    figures are loaded once, and not here.

    Parameters
    ----------
    project
        Whose brief.
    parameters
        Checked.
    formats
        Of :data:`FORMATS`.
    folder
        Below which it is put; the folder of the project's edition when not given.
    engine
        Name of the papermill engine.

    Raises
    ------
    DataError
        When the data were not cleaned, or changed since.
    """
    check_fresh(project)
    chosen = (folder or project.reports / str(project.edition)).absolute()
    around = briefs.surroundings(project)
    return Job(parameters, project, chosen, formats, around, engine, looks=True)


def make_brief(job: Job) -> tuple[Record, Any]:
    """Make one brief, up to date or not; return its record and the executed notebook.

    In an edition's own folder its index page and manifest tell of it; a file of the brief in a
    format that wasn't asked for stays when it is up to date, and is removed when it isn't.

    Raises
    ------
    DataError
        When the data say nothing of the topic there.
    NotebookFailedError
        When the notebook failed.
    BriefError
        When a format can't be rendered.
    ProjectError
        When a folder can't be written.
    """
    project, year = job.project, job.folder.name
    is_own = job.folder.parent == project.reports.absolute() and year.isdigit()
    if not (is_own and int(year) in project.editions):
        return make(job)
    with alone(memory(project, int(year)), wait=True):
        return put_back(job)


def runner_of(scheduler: str) -> Callable[[list[Job], int], Iterator[Record]]:
    """Return what makes the briefs of jobs: processes here, or the workers of a Dask scheduler.

    Raises
    ------
    UsageError
        When `scheduler` is neither empty nor an address.
    """
    if not scheduler:
        return run_all
    from vnhealth.edition.cluster import check_scheduler, runner

    return runner(check_scheduler(scheduler))


def _survey(
    project: Project, request: Request, *, force: bool
) -> tuple[Survey, Mapping[str, Record]]:
    folder = project.reports / str(request.edition.year)
    before = read_manifest(folder / name_of(()))
    shard = read_manifest(folder / name_of(request.shard))
    journal = Journal(memory(project, request.edition.year), request.shard)
    known = records_of({**before.entries, **shard.entries, **journal.entries()})
    now = Now.of(project, folder, before)
    return survey(request, now, known, force=force), known
