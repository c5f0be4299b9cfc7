"""Briefs made by workers: each exactly once, whatever becomes of a worker."""

from __future__ import annotations

import importlib.util
import io
import os
import signal
import subprocess
import sys
import tarfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from vnhealth import briefs, store
from vnhealth.clean import clean
from vnhealth.edition import cluster, fanout, parcel
from vnhealth.edition.run import Job, run_all
from vnhealth.errors import ProjectError, UsageError
from vnhealth.parameters import check
from vnhealth.project import load_project

PLACES = ("63-10", "63-12", "63-04", "63-22", "63-01", "63-02")
CELL = '{n:03},{place},doctors_per_10k,2023,2023,actual,"1{n},5 bác sỹ/vạn dân",,,dòng {n},made up'
HEAD = "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note"
SLOW = """\
import os, time
from pathlib import Path
mark = Path({folder!r}) / f"{{place_id}}-{{os.getpid()}}"
mark.write_text(str(os.getppid()))
time.sleep({seconds})"""
NOTHING = "from vnhealth.blocks import Heading\nHeading('Fine')"


@pytest.fixture
def jobs(small_project: Any) -> list[Job]:
    """Return the jobs of six short briefs of a small project whose data are cleaned."""
    lines = [CELL.format(n=n, place=place) for n, place in enumerate(PLACES, 1)]
    small_project.write_cells("\n".join([HEAD, *lines]) + "\n")
    small_project.write_notebook("workforce", NOTHING)
    project = load_project()
    made = clean(project.raw)
    store.save(
        made.observations,
        made.unread,
        project.processed,
        raw_sha256=store.raw_digest(project.raw),
        cells=made.cells,
    )
    around = briefs.surroundings(project)
    folder = project.reports / "2024"
    asked = [check("workforce", place_id=place, year=2024) for place in PLACES]
    return [Job(each, project, folder, ("html",), around) for each in asked]


@pytest.fixture
def workers() -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """Return the address of a scheduler of this machine and its two worker processes."""
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=0, host="127.0.0.1", dashboard_address=None, silence_logs=50
    ) as running:
        address = running.scheduler_address
        words = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny"]
        words += ["--nthreads=1", "--no-dashboard", "--host=127.0.0.1", "--memory-limit=0"]
        quiet = subprocess.DEVNULL
        started = [subprocess.Popen(words, stdout=quiet, stderr=quiet) for _ in range(2)]
        try:
            deadline = time.monotonic() + 60
            while len(running.scheduler_info["workers"]) < 2:
                assert time.monotonic() < deadline, "the workers did not come"
                time.sleep(0.1)
            yield address, started
        finally:
            for process in started:
                process.kill()
                process.wait()


def worker_of(mark: Path) -> int:
    """Return the process id of the worker below which a notebook wrote its mark."""
    facts = Path("/proc", mark.read_text(encoding="utf-8"), "status").read_text(encoding="utf-8")
    (line,) = [line for line in facts.splitlines() if line.startswith("PPid:")]
    return int(line.split()[1])


def kill_one_that_works(folder: Path, started: list[subprocess.Popen[bytes]]) -> None:
    """Kill the worker of the first notebook that has begun."""
    while not (marks := [mark for mark in folder.iterdir() if mark.read_text(encoding="utf-8")]):
        time.sleep(0.02)
    pid = worker_of(marks[0])
    assert pid in {process.pid for process in started}
    os.kill(pid, signal.SIGKILL)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_a_worker_killed_midway_loses_and_doubles_nothing(
    jobs: list[Job], small_project: Any, tmp_path: Path, workers: Any
) -> None:
    address, started = workers
    here = {record.name: record for record in run_all(jobs, 1)}
    written = {path: path.read_bytes() for path in jobs[0].folder.rglob("*.html")}
    assert len(written) == 6
    for path in written:
        path.unlink()
    marks = tmp_path / "marks"
    marks.mkdir()
    slow = SLOW.format(folder=str(marks), seconds=0.8)
    small_project.write_notebook("workforce", slow, NOTHING)
    killer = threading.Thread(target=kill_one_that_works, args=(marks, started))
    killer.start()

    records = list(cluster.run_on_cluster(jobs, address))

    killer.join()
    assert sorted(process.poll() is None for process in started) == [False, True]
    begun = [path.name.rpartition("-")[0] for path in marks.iterdir()]
    assert len(begun) > len(PLACES), "the brief under way on the killed worker was begun again"
    assert set(begun) == set(PLACES)
    assert [record.reason_en for record in records if record.status != "made"] == []
    assert sorted(record.name for record in records) == sorted(here), "each exactly once"
    assert {record.name: record.outputs for record in records} == {
        name: record.outputs for name, record in here.items()
    }
    assert {path: path.read_bytes() for path in jobs[0].folder.rglob("*.html")} == written


def test_any_executor_will_do_and_a_failed_run_is_kept_here(
    jobs: list[Job], small_project: Any
) -> None:
    small_project.write_notebook(
        "workforce", NOTHING, "if place_id == '63-12':\n    raise RuntimeError('no good')"
    )
    stale = jobs[1].folder / "63-12" / "workforce-2024-vi.html"
    stale.parent.mkdir(parents=True)
    stale.write_bytes(b"of an earlier build")
    packed = parcel.pack(jobs[0].project)
    assert parcel.pack(jobs[0].project) == packed, "the same project gives the same bytes"
    parcel.take(packed.digest, packed.content)
    try:
        with ThreadPoolExecutor(1) as executor:
            found = list(fanout.run_on(executor, fanout.orders(jobs[:3], packed)))
    finally:
        fanout.let_go(packed.digest)

    by_name = {record.name: record for record in found}
    statuses = {name[:5]: record.status for name, record in by_name.items()}
    assert statuses == {"63-10": "made", "63-12": "failed", "63-04": "made"}
    failed = by_name["63-12/workforce-2024-vi"]
    assert "RuntimeError: no good" in failed.reason_en
    kept = jobs[0].project.reports / failed.kept
    assert "RuntimeError" in kept.read_text(encoding="utf-8")
    assert not stale.exists()
    with pytest.raises(ProjectError, match="has not been given the project"):
        parcel.project_of(packed.digest, jobs[0].project, packed.store_sha256)


def test_when_no_worker_is_left_the_rest_fails_with_the_reason(jobs: list[Job]) -> None:
    gone = ProjectError("Nobody is left.", "Không còn máy nào.")
    never = threading.Event()
    with ThreadPoolExecutor(1) as executor:
        executor.submit(never.wait)
        order = fanout.orders(jobs[:2], parcel.pack(jobs[0].project))
        records = list(fanout.run_on(executor, order, lambda: gone))
        never.set()
    assert [(record.status, record.reason_en) for record in records] == [
        ("failed", "Nobody is left.")
    ] * 2


def test_a_worker_with_other_code_is_refused(jobs: list[Job]) -> None:
    (order,) = fanout.orders(jobs[:1], parcel.pack(jobs[0].project))
    other = fanout.Order(order.job, order.parcel, order.store_sha256, "0" * 64, order.libraries)
    fault = fanout.ready(other)
    assert fault is not None
    assert fault.en.startswith("The worker runs another version of vnhealth, or of the libraries")
    assert "requirements.lock" in fault.vi


def test_without_the_extra_the_remedy_is_named(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ProjectError) as fault:
        list(cluster.run_on_cluster(jobs, "tcp://127.0.0.1:9"))
    remedy = "pip install 'vnhealth[cluster]'"
    assert fault.value.en == f"--scheduler needs the package distributed: {remedy}"
    assert fault.value.vi == f"--scheduler cần gói distributed: {remedy}"


@pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="needs the extra cluster")
def test_a_scheduler_that_is_not_there_is_a_sentence(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "SECONDS_TO_ANSWER", 1.0)
    with pytest.raises(ProjectError) as fault:
        list(cluster.run_on_cluster(jobs, "tcp://127.0.0.1:9"))
    assert fault.value.en.startswith("No Dask scheduler answers at tcp://127.0.0.1:9. Start one")
    with pytest.raises(UsageError, match="write tcp://host:port"):
        cluster.check_scheduler("localhost:8786")


def test_a_project_too_large_to_be_sent_belongs_to_a_url(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parcel, "LARGEST_BYTES", 100)
    with pytest.raises(ProjectError) as fault:
        parcel.pack(jobs[0].project)
    assert '[project] processed = "s3://…"' in fault.value.en


@pytest.mark.parametrize("name", ["../outside.txt", "/outside.txt"])
def test_a_parcel_writes_nothing_outside_its_folder(name: str, tmp_path: Path) -> None:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w:gz") as archive:
        member = tarfile.TarInfo(name)
        member.size = 4
        archive.addfile(member, io.BytesIO(b"text"))
    content.seek(0)
    folder = tmp_path / "inner"
    folder.mkdir()
    with tarfile.open(fileobj=content, mode="r:gz") as archive, pytest.raises(ProjectError):
        parcel._write(archive, folder)
    assert list(tmp_path.rglob("*.txt")) == []
