"""A whole edition on the workers of a Dask cluster: asked, checked, watched.

Dask trusts whoever reaches its ports; a cluster belongs on a network of its own or behind TLS.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from vnhealth.edition import fanout, parcel
from vnhealth.errors import ProjectError, UsageError, VnhealthError

if TYPE_CHECKING:
    from vnhealth.edition.record import Record
    from vnhealth.edition.run import Job

SECONDS_TO_ANSWER: Final = 10.0
SECONDS_WITHOUT_WORKERS: Final = 60.0
ADDRESS: Final = re.compile(r"(?:tcp|tls)://[^\s/]+:\d+")


def check_scheduler(address: str) -> str:
    """Return the address of a scheduler, or an empty text for none.

    Raises
    ------
    UsageError
        When it is no address.

    >>> check_scheduler("tcp://10.0.0.1:8786"), check_scheduler("")
    ('tcp://10.0.0.1:8786', '')
    """
    if address and not ADDRESS.fullmatch(address):
        raise UsageError(
            f"--scheduler is {address!r}; write tcp://host:port, as `dask scheduler` prints it.",
            f"--scheduler đang là {address!r}; hãy viết tcp://máy:cổng như `dask scheduler` in ra.",
        )
    return address


def runner(address: str) -> Callable[[Sequence[Job], int], Iterator[Record]]:
    """Return what makes the briefs of jobs on a cluster, however many workers it has."""
    return lambda jobs, _: run_on_cluster(jobs, address)


def run_on_cluster(jobs: Sequence[Job], address: str) -> Iterator[Record]:
    """Make the briefs of `jobs` on the workers of the scheduler at `address`.

    Raises
    ------
    ProjectError
        When Dask is not installed, the scheduler doesn't answer, it has no worker, or a worker
        can't make briefs of this project; nothing was run then.
    """
    if not jobs:
        return
    packed = parcel.pack(jobs[0].project)
    asked = fanout.orders(jobs, packed)
    with _quiet(), _client(address) as client, _delivered(client, packed):
        _check_workers(client, asked[0], address)
        executor = client.get_executor(pure=False)
        yield from fanout.run_on(executor, asked, _look(client, address))


@contextmanager
def _client(address: str) -> Iterator[Any]:
    try:
        from distributed import Client
    except ImportError as fault:
        raise ProjectError(
            "--scheduler needs the package distributed: pip install 'vnhealth[cluster]'",
            "--scheduler cần gói distributed: pip install 'vnhealth[cluster]'",
        ) from fault
    try:
        make: Any = Client
        client = make(address, timeout=SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as fault:
        raise ProjectError(
            f"No Dask scheduler answers at {address}. Start one with `dask scheduler`, workers "
            f"with `dask worker {address}`, and look at the firewall.",
            f"Không có bộ điều phối Dask nào trả lời tại {address}. Hãy chạy `dask scheduler`, "
            f"chạy các máy thực hiện bằng `dask worker {address}`, và xem lại tường lửa.",
        ) from fault
    with client:
        yield client


@contextmanager
def _delivered(client: Any, packed: parcel.Parcel) -> Iterator[None]:
    """Have the project on every worker, from now until the end."""
    from vnhealth.edition.delivery import Delivery

    delivery = Delivery(packed)
    try:
        client.register_plugin(delivery)
    except Exception as fault:
        # A worker without vnhealth, or with another one, can't even read what it is sent.
        raise _unfit("?", f"{type(fault).__name__}: {fault}") from fault
    try:
        yield
    finally:
        if client.status == "running":
            client.unregister_worker_plugin(name=delivery.name)


def _check_workers(client: Any, order: fanout.Order, address: str) -> None:
    found: dict[str, VnhealthError | BaseException | None] = client.run(
        fanout.ready, order, on_error="return"
    )
    if not found:
        raise _no_workers(address)
    for worker, fault in sorted(found.items()):
        if isinstance(fault, VnhealthError):
            raise ProjectError(
                f"The worker {worker} can't make these briefs: {fault.en}",
                f"Máy thực hiện {worker} không lập được các bản tin này: {fault.vi}",
            )
        if fault is not None:
            raise _unfit(worker, f"{type(fault).__name__}: {fault}")


def _look(client: Any, address: str) -> Callable[[], VnhealthError | None]:
    """Return a question whether a worker is left; it answers no after a minute without one."""
    since: list[float] = []

    def look() -> VnhealthError | None:
        if client.status == "running" and client.nthreads():
            since.clear()
            return None
        since.append(time.monotonic())
        gone = since[-1] - since[0] >= SECONDS_WITHOUT_WORKERS
        return _no_workers(address) if gone or client.status == "closed" else None

    return look


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask from writing to the terminal what our errors say in one sentence."""
    log = logging.getLogger("distributed")
    before = log.level
    log.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        log.setLevel(before)


def _no_workers(address: str) -> ProjectError:
    return ProjectError(
        f"The scheduler at {address} has no worker. Start some with `dask worker {address}`.",
        f"Bộ điều phối tại {address} không có máy thực hiện nào. Hãy chạy `dask worker {address}`.",
    )


def _unfit(worker: str, what: str) -> ProjectError:
    shown = " ".join(what.split())[:200].rstrip(".")
    return ProjectError(
        f"The worker {worker} can't take the project: {shown}. Install this version of vnhealth "
        "and the same requirements.lock there.",
        f"Máy thực hiện {worker} không nhận được dự án: {shown}. Hãy cài đúng phiên bản vnhealth "
        "này và cùng một requirements.lock trên máy đó.",
    )
