"""Whatever a notebook does to its process, it is reported and its siblings finish."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from vnhealth.engine import ProcessEndedError, WarmPool

BEFORE = "print('before')"
WELL = ("import os", "1 + 1")

GENEROUS = 60.0
IN_PYTHON = "while True: pass"
IN_C = "import re\nre.match('(a+)+$', 'a' * 60 + 'b')"
BLOCKED_IN_C = "import ctypes\nctypes.CDLL(None).pause()"


def fault_of(ran: Any) -> ProcessEndedError:
    fault = ran.outcome.fault
    assert isinstance(fault, ProcessEndedError)
    return fault


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def gone(pid: int) -> bool:
    """Tell whether a process ended: an orphan's end is seen to by the system, soon after."""
    until = time.monotonic() + 10
    while alive(pid) and time.monotonic() < until:
        time.sleep(0.05)
    return not alive(pid)


def written_in(path: Path) -> int:
    """Return the process id that a notebook wrote to a file."""
    return int(path.read_text(encoding="ascii"))


def test_an_exception_ends_the_notebook_at_its_cell(run: Any, task: Any) -> None:
    failing, sibling = run(task(BEFORE, "1 / 0", "'never'"), task(*WELL))
    assert failing.outcome.fault is None
    assert failing.shown(0) == ["before\n"]
    assert failing.shown(1) == ["ZeroDivisionError: division by zero"]
    assert failing.cells[2]["execution_count"] is None
    assert sibling.shown() == ["2"]


def test_sys_exit_is_an_error_of_its_cell(run: Any, task: Any) -> None:
    (ran,) = run(task("import sys\nsys.exit(2)", "'never'"))
    assert ran.outcome.fault is None
    assert "SystemExit: 2" in ran.shown(0)
    assert ran.shown(1) == []


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        (
            "import os\nos._exit(3)",
            "Its process quit with exit code 3 before the notebook was finished",
        ),
        ("exit()", "Its process quit with exit code 0 before the notebook was finished"),
        ("import ctypes\nctypes.string_at(0)", "Its process crashed (SIGSEGV)"),
        ("import os\nos.abort()", "Its process crashed (SIGABRT)"),
        (
            "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)",
            "Its process was ended from outside (SIGKILL), often for want of memory",
        ),
        (
            "import os\nos.closerange(3, 256)",
            "Its process quit with exit code 1 before the notebook was finished",
        ),
    ],
    ids=["os._exit", "exit", "segfault", "abort", "killed", "connection closed"],
)
def test_a_process_that_ends_early_leaves_its_finished_cells(
    run: Any, task: Any, cell: str, sentence: str
) -> None:
    failing, sibling = run(task(BEFORE, cell, "'never'"), task(*WELL))
    assert fault_of(failing).en == sentence
    assert failing.shown(0) == ["before\n"]
    assert failing.cells[2]["execution_count"] is None
    assert sibling.shown() == ["2"]


def test_the_cell_under_which_a_process_ended_is_known(run: Any, task: Any) -> None:
    (ran,) = run(task(BEFORE, "import os\nprint('lost')\nos._exit(3)"))
    assert ran.outcome.cell == 1
    assert ran.cells[1]["execution_count"] == 2


@pytest.mark.parametrize("cell", [IN_PYTHON, IN_C, BLOCKED_IN_C], ids=["Python", "C", "blocked"])
def test_an_endless_cell_is_ended_at_the_time_limit(run: Any, task: Any, cell: str) -> None:
    failing, sibling = run(task(BEFORE, cell, seconds=1.5), task(*WELL))
    assert fault_of(failing).en == "It ran longer than the 1.5 s allowed and was ended"
    assert fault_of(failing).vi == "Chạy quá 1.5 giây cho phép nên đã bị dừng"
    assert failing.shown(0) == ["before\n"]
    assert sibling.shown() == ["2"]


def test_a_cell_that_shrugs_off_signals_is_ended_too(run: Any, task: Any) -> None:
    stubborn = "import signal\nfor s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)"
    (ran,) = run(task(stubborn, IN_PYTHON, seconds=1.5))
    assert ran.outcome.cell == 1


@pytest.mark.parametrize("session", [False, True], ids=["same session", "own session"])
@pytest.mark.parametrize("end", ["'well'", "import os\nos._exit(3)", IN_PYTHON])
def test_no_program_outlives_the_notebook_that_started_it(
    run: Any, task: Any, tmp_path: Path, session: bool, end: str
) -> None:
    note = tmp_path / "pid"
    sleeper = (
        "import subprocess, pathlib\n"
        f"p = subprocess.Popen(['sleep', '3600'], start_new_session={session})\n"
        f"_ = pathlib.Path({str(note)!r}).write_text(str(p.pid))"
    )
    run(task(sleeper, end, seconds=1.5 if end == IN_PYTHON else 60))
    assert not alive(written_in(note))


def test_a_detached_program_lives_as_long_as_its_notebook(
    run: Any, task: Any, tmp_path: Path
) -> None:
    note, done = tmp_path / "pid", tmp_path / "done"
    # The shell ends at once, so that the warm process adopts the sleeper while its notebook runs.
    detached = (
        "import os, pathlib, subprocess, time\n"
        f"subprocess.run('setsid sleep 3600 & echo $! > {note}', shell=True)\n"
        f"while not pathlib.Path({str(done)!r}).exists(): time.sleep(0.01)\n"
        f"os.kill(int(pathlib.Path({str(note)!r}).read_text()), 0)"
    )
    sibling = f"import pathlib, time\ntime.sleep(1)\npathlib.Path({str(done)!r}).touch()"
    # Another ends between the two, which is when strays are looked for.
    ran, *_ = run(task(detached), task("'short'"), task(sibling))
    assert ran.shown() == []
    assert not alive(written_in(note))


def test_a_notebook_without_memory_gets_a_memory_error_in_its_cell(run: Any, task: Any) -> None:
    failing, sibling = run(
        task(BEFORE, "x = bytearray(1 << 30)", memory_mib=512), task("len(bytearray(1 << 20))")
    )
    assert failing.shown(1) == ["MemoryError: "]
    assert sibling.shown() == ["1048576"]


def test_a_file_larger_than_allowed_is_an_error_of_its_cell(
    run: Any, task: Any, tmp_path: Path
) -> None:
    too_large = f"_ = open({str(tmp_path / 'large')!r}, 'wb').write(bytes(3 << 20))"
    failing, sibling = run(task(BEFORE, too_large, file_mib=2), task(*WELL))
    assert failing.shown(1) == ["OSError: [Errno 27] File too large"]
    assert sibling.shown() == ["2"]


def test_a_full_disk_is_an_error_of_its_cell(run: Any, task: Any) -> None:
    full = "with open('/dev/full', 'w') as f:\n    f.write('x')"
    (ran,) = run(task(BEFORE, full))
    assert ran.shown(1) == ["OSError: [Errno 28] No space left on device"]


def test_a_function_that_raises_is_said_to(pool: WarmPool, task: Any) -> None:
    from dataclasses import replace

    (outcome,) = pool.run([replace(task(), call="builtins:int", argument="twelve")])
    assert outcome.fault is not None
    assert outcome.fault.en == (
        "It failed: ValueError: invalid literal for int() with base 10: 'twelve'"
    )


def test_when_the_warm_process_is_killed_the_rest_goes_on_in_another(
    task: Any, tmp_path: Path
) -> None:
    note = tmp_path / "pid"
    killer = (
        "import os, pathlib, signal, time\n"
        f"_ = pathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        "os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(3600)"
    )
    with WarmPool(workers=1) as pool:
        first, second = pool.run([task(BEFORE, killer), task(*WELL)])
    assert first.fault is not None
    assert first.fault.en == "The warm process ended under it"
    assert first.notebook["cells"][0]["outputs"][0]["text"] == "before\n"
    assert second.fault is None
    assert gone(written_in(note))


def test_nothing_is_left_in_the_temporary_folder(
    task: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    litter = "import tempfile\n_ = tempfile.mkstemp()\n_ = tempfile.mkdtemp()"
    with WarmPool(workers=1) as pool:
        list(pool.run([task(litter), task(litter, "import os\nos._exit(1)")]))
        (folder,) = tmp_path.iterdir()
        assert [path.name for path in folder.iterdir()] == ["log"]
    assert list(tmp_path.iterdir()) == []


def test_when_the_asking_program_is_killed_nothing_of_it_is_left(tmp_path: Path) -> None:
    program = (
        "from vnhealth.engine import Task, WarmPool\n"
        "pool = WarmPool(); pool._connection.wait(); print(pool.pid, flush=True)\n"
        "list(pool.run([Task('time:sleep', 3600)]))"
    )
    asking = subprocess.Popen(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"TMPDIR": str(tmp_path)},
    )
    assert asking.stdout is not None
    warm = int(asking.stdout.readline())
    asking.kill()
    asking.communicate()
    until = time.monotonic() + GENEROUS
    while (alive(warm) or list(tmp_path.iterdir())) and time.monotonic() < until:
        time.sleep(0.02)
    assert not alive(warm)
    assert list(tmp_path.iterdir()) == []


def test_a_closed_pool_leaves_no_process(task: Any, tmp_path: Path) -> None:
    note = tmp_path / "pid"
    endless = (
        f"import os, pathlib\n_ = pathlib.Path({str(note)!r}).write_text(str(os.getpid()))\n"
        + IN_PYTHON
    )
    began: list[int] = []

    def watch(_event: object) -> None:
        if note.exists() and note.read_text():
            began.append(written_in(note))

    pool = WarmPool(workers=2)
    outcomes = pool.run(
        [task(endless, seconds=600), task(*("import time\ntime.sleep(1)",) * 3)], watch
    )
    next(outcomes)
    warm = pool.pid
    started = time.monotonic()
    pool.close()
    assert time.monotonic() - started < 2
    assert not alive(warm)
    assert not alive(written_in(note))
