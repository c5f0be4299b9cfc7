"""Briefs made by the workers of any executor, here or on other machines.

A worker is sent an order and the project, runs the notebook, and answers with bytes. Only the
asking process writes: a brief whose worker dies is made again elsewhere and published once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Executor, Future, wait
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from vnhealth import briefs
from vnhealth.edition import parcel
from vnhealth.edition.inputs import code_digest, libraries_digest
from vnhealth.edition.run import Job, draw, failed, path_of, published, withdraw_all
from vnhealth.errors import BriefError, ProjectError, VnhealthError
from vnhealth.project import PROJECT_VARIABLE

if TYPE_CHECKING:
    from pathlib import Path

    from vnhealth.edition.record import Record
    from vnhealth.engine import WarmPool

SECONDS_BETWEEN_LOOKS: Final = 2.0

_idle: Final[list[tuple[str, WarmPool]]] = []
_alone: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Order:
    """One brief to make on a worker: its job, the parcel with the project, what it runs on."""

    job: Job
    parcel: str
    store_sha256: str
    code: str
    libraries: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker made: files by format and what the run told, or the fault with its notebook."""

    files: Mapping[str, bytes] = field(default_factory=dict)
    told: Mapping[str, Any] = field(default_factory=dict)
    fault: VnhealthError | None = None
    kept: bytes = b""


def orders(jobs: Sequence[Job], packed: parcel.Parcel) -> list[Order]:
    """Return an order for each of `jobs`, whose project is `packed`."""
    return [Order(job, packed.digest, packed.store_sha256, *_versions()) for job in jobs]


@cache
def _versions() -> tuple[str, str]:
    """Return the digests of the code and the libraries of this process."""
    return code_digest(), libraries_digest()


def ready(order: Order) -> VnhealthError | None:
    """Return what keeps this worker from fulfilling `order`; ``None`` when nothing does."""
    try:
        _project_of(order)
    except VnhealthError as fault:
        return fault
    return None


def fulfil(order: Order) -> Answer:
    """Make one brief in this process or below it; a fault of the brief is an answer too."""
    try:
        return _made(order)
    except VnhealthError as fault:
        return Answer(fault=fault, kept=_taken(fault))


def run_on(
    executor: Executor,
    asked: Sequence[Order],
    look: Callable[[], VnhealthError | None] = lambda: None,
) -> Iterator[Record]:
    """Make the briefs of `asked` on `executor`; publish each here; yield its record when known.

    Parameters
    ----------
    executor
        Whose workers have the parcel: threads of this process, or Dask's with a delivery.
    asked
        Of :func:`orders`.
    look
        Asked every two seconds whether there is still hope; what it returns ends what is under way.
    """
    waiting: dict[Future[Answer], Job] = {
        executor.submit(fulfil, order): order.job for order in asked
    }
    try:
        while waiting:
            done, _ = wait(waiting, SECONDS_BETWEEN_LOOKS, FIRST_COMPLETED)
            for future in done:
                yield _record(waiting.pop(future), future)
            hopeless = None if done else look()
            if hopeless is not None:
                for job in list(waiting.values()):
                    withdraw_all(job)
                    yield failed(job, hopeless)
                return
    finally:
        for future in waiting:
            future.cancel()


def let_go(digest: str) -> None:
    """End what this process keeps for a parcel: its warm processes and its unpacked project."""
    with _alone:
        mine = [pool for of, pool in _idle if of == digest]
        _idle[:] = [(of, pool) for of, pool in _idle if of != digest]
    for pool in mine:
        pool.close()
    parcel.drop(digest)


def _record(job: Job, future: Future[Answer]) -> Record:
    answer = _answer(future)
    try:
        if answer.fault is not None:
            raise _kept_here(job, answer.fault, answer.kept)
        files = {path_of(job, form): answer.files[form] for form in job.formats}
        return published(job, files, {"metadata": {"vnhealth": answer.told}})
    except VnhealthError as fault:
        if isinstance(fault, BriefError):
            withdraw_all(job)
        return failed(job, fault)


def _answer(future: Future[Answer]) -> Answer:
    try:
        return future.result()
    except (Exception, CancelledError) as fault:
        # Whatever an executor raises when a worker is lost for good.
        what = type(fault).__name__
        return Answer(
            fault=BriefError(
                f"The workers that made it ended ({what}): it may need more memory than they have.",
                f"Các máy thực hiện bản tin đã dừng ({what}): có thể máy không đủ bộ nhớ.",
            )
        )


def _kept_here(job: Job, fault: VnhealthError, notebook: bytes) -> VnhealthError:
    """Return the fault, the notebook that a worker kept being kept here."""
    if not isinstance(fault, briefs.NotebookFailedError) or not notebook:
        return fault
    kept = briefs.failed_path(job.project, job.parameters)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(notebook)
    return briefs.NotebookFailedError(fault.about, fault.what, kept, fault.cell)


def _project_of(order: Order) -> Job:
    """Return the job as this worker does it."""
    if (order.code, order.libraries) != _versions():
        raise ProjectError(
            "The worker runs another version of vnhealth, or of the libraries it draws with, than "
            "the machine that asks. Install the same requirements.lock on both.",
            "Máy thực hiện dùng phiên bản vnhealth, hoặc thư viện vẽ, khác với máy yêu cầu. Hãy "
            "cài cùng một requirements.lock trên các máy.",
        )
    project = parcel.project_of(order.parcel, order.job.project, order.store_sha256)
    environment = order.job.environment | {PROJECT_VARIABLE: str(project.root)}
    folder = project.reports / order.job.folder.name
    return replace(order.job, project=project, environment=environment, folder=folder)


def _made(order: Order) -> Answer:
    job = _project_of(order)
    files, notebook = _draw_warm(order.parcel, job) if job.is_warm else _draw_alone(job)
    by_format = {form: files[path_of(job, form)] for form in job.formats}
    return Answer(by_format, dict(notebook["metadata"]["vnhealth"]))


def _draw_alone(job: Job) -> tuple[dict[Path, bytes], Any]:
    with _alone:
        return draw(job)


def _draw_warm(digest: str, job: Job) -> tuple[dict[Path, bytes], Any]:
    """Draw a brief below a warm process of this worker: one that is idle, or another."""
    from vnhealth.edition import warm

    with _alone:
        found = next((entry for entry in _idle if entry[0] == digest), None)
        if found is not None:
            _idle.remove(found)
    pool = found[1] if found else warm.lasting_pool(job)
    try:
        return warm.draw_in(pool, job)
    finally:
        with _alone:
            _idle.append((digest, pool))


def _taken(fault: VnhealthError) -> bytes:
    """Return the notebook that a failed run left here, and remove it."""
    if not isinstance(fault, briefs.NotebookFailedError) or fault.kept is None:
        return b""
    content = fault.kept.read_bytes() if fault.kept.is_file() else b""
    fault.kept.unlink(missing_ok=True)
    return content
