"""Make an edition: plan its briefs, run them, and write the index page and the manifest."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vnhealth import briefs, views
from vnhealth.edition.choice import edition_of, formats_of, given_for, place_id_of
from vnhealth.edition.index import INDEX, describe, index
from vnhealth.edition.inputs import check_fresh, digests
from vnhealth.edition.manifest import MANIFEST, earlier, manifest
from vnhealth.edition.plan import Plan, Selection, plan, reasons
from vnhealth.edition.publish import check_writable, publish, withdraw
from vnhealth.edition.record import FAILED, FORMATS, MADE, NO_DATA, Output, Record
from vnhealth.edition.run import Job, engine_of, make, path_of, run_all, run_one
from vnhealth.engine import ENGINE
from vnhealth.errors import DataError
from vnhealth.project import USUAL_FORMATS
from vnhealth.topics.furniture import COMMIT_VARIABLE

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters
    from vnhealth.project import Project

__all__ = [
    "FAILED",
    "FORMATS",
    "MADE",
    "NO_DATA",
    "Built",
    "Job",
    "Output",
    "Plan",
    "Record",
    "Selection",
    "USUAL_FORMATS",
    "build",
    "check_fresh",
    "describe",
    "edition_of",
    "engine_of",
    "formats_of",
    "given_for",
    "job_for",
    "make",
    "place_id_of",
    "plan",
    "run_one",
]


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: its index page, and a record of every brief it planned."""

    index: Path
    records: tuple[Record, ...]

    def of(self, status: str) -> tuple[Record, ...]:
        """Return the records with `status`."""
        return tuple(record for record in self.records if record.status == status)


def build(
    project: Project,
    selection: Selection | None = None,
    *,
    year: int | None = None,
    workers: int = 1,
    engine: str = ENGINE,
    show_progress: bool = False,
) -> Built:
    """Make the briefs of an edition, its index page and its manifest.

    A brief that fails doesn't stop the others. Briefs of earlier builds from the same inputs stay
    in the index.

    Parameters
    ----------
    project
        Whose edition.
    selection
        What the build is narrowed to.
    year
        The edition; the project's own when not given.
    workers
        Notebooks run at a time, each in a process of its own.
    engine
        Name of the papermill engine: ``vnhealth-warm``, or ``nbclient`` for an ordinary kernel
        a notebook.
    show_progress
        Draw a progress bar on the standard error stream.

    Raises
    ------
    UsageError
        When the selection names something unknown.
    DataError
        When the data were not cleaned, or changed since.
    ProjectError
        When the reports can't be written.
    """
    edition = edition_of(project, year)
    around = briefs.surroundings(project)
    inputs = digests(project, around[COMMIT_VARIABLE])
    planned = plan(edition, selection or Selection(), views.Panel.load(project))
    folder = project.reports / str(edition.year)
    check_writable(folder)
    jobs = [
        Job(wanted, project, folder, edition.formats, around, engine) for wanted in planned.wanted
    ]
    _withdraw_without(project, planned, folder)
    records = list(_progress(run_all(jobs, workers), len(jobs), shown=show_progress))
    order = {job.parameters: place for place, job in enumerate(jobs)}
    records.sort(key=lambda record: order[record.parameters])
    records.extend(planned.without)
    everything = [*records, *earlier(folder, inputs, records)]
    publish(
        {
            folder / MANIFEST: manifest(edition.year, inputs, everything),
            folder / INDEX: index(project, edition.year, everything, inputs["raw_sha256"]),
        }
    )
    return Built(folder / INDEX, tuple(records))


def job_for(
    project: Project,
    parameters: Parameters,
    *,
    formats: tuple[str, ...] = USUAL_FORMATS,
    folder: Path | None = None,
    engine: str = ENGINE,
) -> Job:
    """Return the job of one brief, when its topic has data and its folder can be written.

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
        When the data were not cleaned, or changed since, or say nothing of the topic there.
    ProjectError
        When the folder can't be written.
    """
    check_fresh(project)
    reason_en, reason_vi = reasons(parameters, views.Panel.load(project))
    if reason_en:
        raise DataError(reason_en, reason_vi)
    chosen = (folder or project.reports / str(project.edition)).absolute()
    check_writable(chosen)
    return Job(parameters, project, chosen, formats, briefs.surroundings(project), engine)


def _withdraw_without(project: Project, planned: Plan, folder: Path) -> None:
    """Remove files of briefs for which there are no data any more."""
    for record in planned.without:
        job = Job(record.parameters, project, folder, FORMATS, {})
        withdraw(path_of(job, form) for form in FORMATS)


def _progress(records: Iterable[Record], total: int, *, shown: bool) -> Iterator[Record]:
    from tqdm import tqdm

    bar = tqdm(
        records, total=total, unit="", file=sys.stderr, leave=False, disable=not shown or None
    )
    yield from bar
