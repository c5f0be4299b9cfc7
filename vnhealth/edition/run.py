"""One brief from its notebook to its files, and many of them in worker processes."""

from __future__ import annotations

import hashlib
import multiprocessing
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vnhealth import briefs
from vnhealth.edition.choice import among
from vnhealth.edition.plan import reasons
from vnhealth.edition.publish import check_writable, publish, withdraw
from vnhealth.edition.record import FAILED, FORMATS, MADE, Output, Record
from vnhealth.engine import ENGINE, supported
from vnhealth.errors import BriefError, DataError, VnhealthError
from vnhealth.render.formats import ending, rendered

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters
    from vnhealth.project import Project


@dataclass(frozen=True, slots=True)
class Job:
    """One brief to make: everything a worker process needs to know.

    `folder` is the edition's folder; `environment` is that of :func:`briefs.surroundings`; `beside`
    are files in other formats that stand and hold: any other file of the brief is removed. A job
    that `looks` was not planned: whether its topic has data, and its folder can be written, is
    seen before its notebook runs, in the process that runs it.
    """

    parameters: Parameters
    project: Project
    folder: Path
    formats: tuple[str, ...]
    environment: dict[str, str]
    engine: str = ENGINE
    beside: tuple[Output, ...] = ()
    looks: bool = False

    @property
    def is_warm(self) -> bool:
        """Whether it is made in a process forked from a warm one."""
        return self.engine == ENGINE and supported()


def engine_of(text: str) -> str:
    """Return the name of the engine asked for; ours when nothing is.

    Raises
    ------
    UsageError
        When there is none of that name.
    """
    (chosen,) = among("--engine", [text or ENGINE], (ENGINE, "nbclient"))
    return chosen


def run_one(job: Job) -> Record:
    """Make one brief and return what became of it; never raises for a fault of the brief."""
    try:
        return make(job)[0]
    except VnhealthError as fault:
        return failed(job, fault)
    except Exception as fault:
        # Its siblings finish whatever happens to this one.
        withdraw_all(job)
        what = f"{type(fault).__name__}: {fault}"
        return failed(job, BriefError(f"{what}.", f"{what}."))


def make(job: Job) -> tuple[Record, Any]:
    """Make one brief; return its record and the executed notebook.

    Its files appear together when all were rendered. When it fails, files of an earlier run are
    removed: a brief that can't be made any more is not left to be taken for a new one.

    Raises
    ------
    NotebookFailedError
        When the notebook failed.
    BriefError
        When a format can't be rendered.
    ProjectError
        When a folder can't be written.
    """
    try:
        files, notebook = _draw_anywhere(job)
    except BriefError:
        withdraw_all(job)
        raise
    return published(job, files, notebook), notebook


def _draw_anywhere(job: Job) -> tuple[dict[Path, bytes], Any]:
    if not job.is_warm:
        return draw(job)
    from vnhealth.edition.warm import draw_warm

    return draw_warm(job)


def draw(job: Job) -> tuple[dict[Path, bytes], Any]:
    """Run a brief's notebook and render it; return its files and the executed notebook.

    Raises
    ------
    DataError
        When the job looks, and the data say nothing of its topic.
    NotebookFailedError
        When the notebook failed, or a format can't be rendered; the notebook is kept.
    ProjectError
        When its folder can't be written.
    """
    begun = time.monotonic()
    if job.looks:
        _look(job)
    notebook = briefs.execute(
        job.parameters, job.project, environment=job.environment, engine=job.engine
    )
    files = _files(job, notebook)
    notebook["metadata"]["vnhealth"]["seconds"] = round(time.monotonic() - begun, 3)
    return files, notebook


def _look(job: Job) -> None:
    """Refuse a job whose topic has no data, or whose folder can't be written."""
    from vnhealth import views

    reason_en, reason_vi = reasons(job.parameters, views.Panel.load(job.project))
    if reason_en:
        raise DataError(reason_en, reason_vi)
    check_writable(job.folder)


def published(job: Job, files: Mapping[Path, bytes], notebook: Any) -> Record:
    """Put the files of a brief in their places, and return its record.

    Parameters
    ----------
    job
        Whose files.
    files
        In the order of the formats of `job`.
    notebook
        As executed: its metadata tell what it read and how long it took.

    Raises
    ------
    ProjectError
        When one can't be written; what stood there before still stands.
    """
    publish(files)
    outputs = tuple(
        Output(
            form,
            path.relative_to(job.folder).as_posix(),
            len(content),
            hashlib.sha256(content).hexdigest(),
        )
        for form, (path, content) in zip(job.formats, files.items(), strict=True)
    )
    every = sorted((*outputs, *job.beside), key=lambda output: FORMATS.index(output.format))
    withdraw(path_of(job, form) for form in set(FORMATS) - {output.format for output in every})
    about = notebook["metadata"]["vnhealth"]
    return Record(
        job.parameters, MADE, tuple(every), read=tuple(about["read"]), seconds=about["seconds"]
    )


def failed(job: Job, fault: VnhealthError) -> Record:
    """Return the record of a brief that could not be made."""
    kept, en, vi = "", fault.en, fault.vi
    if isinstance(fault, briefs.NotebookFailedError):
        en, vi = fault.what_en, fault.what_vi
        if fault.kept is not None:
            kept = fault.kept.relative_to(job.project.reports).as_posix()
    return Record(job.parameters, FAILED, reason_en=en, reason_vi=vi, kept=kept)


def path_of(job: Job, form: str) -> Path:
    """Return where the file of a brief stands."""
    name = briefs.name(job.parameters)
    return job.folder / name.parent / f"{name.name}{ending(form)}"


def run_all(jobs: Sequence[Job], workers: int) -> Iterator[Record]:
    """Make the briefs of `jobs`, `workers` at a time; yield each record when it is known."""
    if jobs and jobs[0].is_warm:
        from vnhealth.edition.warm import run_warm

        yield from run_warm(jobs, workers)
        return
    if workers <= 1 or len(jobs) <= 1:
        yield from map(run_one, jobs)
        return
    broken = []
    with _pool(min(workers, len(jobs))) as pool:
        waiting = {pool.submit(run_one, job): job for job in jobs}
        for future in as_completed(waiting):
            if isinstance(future.exception(), BrokenExecutor):
                broken.append(waiting[future])
            else:
                yield future.result()
    # A worker that is killed takes the pool with it, and briefs that did nothing wrong.
    yield from map(_run_alone, broken)


def _run_alone(job: Job) -> Record:
    """Make one brief in a process of its own, whatever becomes of that."""
    with _pool(1) as pool:
        future = pool.submit(run_one, job)
        if not isinstance(future.exception(), BrokenExecutor):
            return future.result()
    withdraw_all(job)
    ended = BriefError(
        "Its process was killed, twice: it may need more memory than there is.",
        "Tiến trình của bản tin bị dừng hai lần: có thể máy không đủ bộ nhớ.",
    )
    return failed(job, ended)


@contextmanager
def _pool(workers: int) -> Iterator[Executor]:
    """Yield a pool of fresh processes; when interrupted, what hasn't begun is given up."""
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


def _files(job: Job, notebook: Any) -> dict[Path, bytes]:
    try:
        return {path_of(job, form): rendered(form, notebook) for form in job.formats}
    except Exception as fault:
        kept = briefs.failed_path(job.project, job.parameters)
        raise briefs.not_rendered(job.parameters, notebook, fault, kept) from fault


def withdraw_all(job: Job) -> None:
    """Remove the files of a brief that an earlier run made."""
    withdraw(path_of(job, form) for form in FORMATS)
