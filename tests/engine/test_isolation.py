"""Nothing of one notebook reaches the next, nor the program that asked for it."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from vnhealth.engine import Limits, Task, WarmPool, Warmth

DIRTY = {
    "rcParams": ("import matplotlib\nmatplotlib.rcParams['font.size'] = 99", "font.size"),
    "environment": ("import os\nos.environ['LEFT_BEHIND'] = 'x'", "LEFT_BEHIND"),
    "folder": ("import os, tempfile\nos.chdir(tempfile.gettempdir())", "cwd"),
    "modules": ("import sys, types\nsys.modules['left_behind'] = types.ModuleType('x')", "left"),
    "names": ("left_behind = 1", "left_behind"),
    "options": ("import pandas\npandas.options.display.max_rows = 3", "max_rows"),
    "warnings": ("import warnings\nwarnings.simplefilter('error')", "filters"),
    "builtins": ("import builtins\nbuiltins.left_behind = 1", "builtins"),
    "figures": ("%config InlineBackend.figure_formats = ['pdf']", "formats"),
    "signals": ("import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)", "SIGINT"),
}
LOOK = (
    "import builtins, matplotlib, os, pandas, signal, sys, warnings",
    "from matplotlib_inline.config import InlineBackend",
    "{'font.size': matplotlib.rcParams['font.size'], 'LEFT_BEHIND': os.environ.get('LEFT_BEHIND'),"
    " 'cwd': os.getcwd(), 'left': 'left_behind' in sys.modules,"
    " 'left_behind': 'left_behind' in globals(), 'max_rows': pandas.options.display.max_rows,"
    " 'filters': len(warnings.filters), 'builtins': hasattr(builtins, 'left_behind'),"
    " 'formats': InlineBackend.instance().figure_formats,"
    " 'SIGINT': signal.getsignal(signal.SIGINT) is signal.default_int_handler}",
)


def test_what_one_notebook_changes_the_next_never_sees(run: Any, task: Any) -> None:
    (clean,) = run(task(*LOOK))
    dirty = task(*(cell for cell, _ in DIRTY.values()))
    soiled, after = run(replace(dirty, folder="/"), task(*LOOK))
    assert soiled.outcome.fault is None
    assert all(cell["execution_count"] for cell in soiled.cells)
    assert after.shown() == clean.shown()


def test_a_cached_frame_that_a_notebook_spoils_is_whole_for_the_next(task: Any) -> None:
    # The warm process calls the step before it forks, so that every notebook shares its cache.
    warmth = Warmth(modules=("pandas",), steps=("tests_engine_cached:frame",))
    module = (
        "from functools import cache\nimport pandas as pd\n"
        "@cache\ndef frame():\n    return pd.DataFrame({'a': [1, 2]})\n"
    )
    cells = (
        "from tests_engine_cached import frame\n"
        "frame.cache_info().currsize, int(frame()['a'].sum())",
        "frame().loc[:, 'a'] = 0\nint(frame()['a'].sum())",
    )
    with _module(module) as path, WarmPool(warmth=warmth, environment=path) as pool:
        found = [outcome.notebook["cells"] for outcome in pool.run([task(*cells), task(*cells)])]
    shown = [[cell["outputs"][0]["data"]["text/plain"] for cell in cells] for cells in found]
    assert shown == [["(1, 3)", "0"], ["(1, 3)", "0"]]


def test_a_notebook_sees_the_environment_and_folder_of_its_task(
    run: Any, task: Any, tmp_path: Path
) -> None:
    asked = replace(task("import os\nos.getcwd(), os.environ['ONLY_HERE']"), folder=str(tmp_path))
    asked = replace(asked, environment={**os.environ, "ONLY_HERE": "yes"})
    ran, other = run(asked, task("import os\nos.environ.get('ONLY_HERE')"))
    # A long path is shown on two lines.
    assert [shown.replace("\n", "") for shown in ran.shown()] == [str((str(tmp_path), "yes"))]
    assert other.shown() == []


def test_a_module_beside_the_notebook_can_be_imported(run: Any, task: Any, tmp_path: Path) -> None:
    (tmp_path / "beside.py").write_text("value = 7", encoding="utf-8")
    cell = "import beside\nbeside.value"
    found, elsewhere = run(replace(task(cell), folder=str(tmp_path)), task(cell))
    assert found.shown() == ["7"]
    assert elsewhere.shown() == ["ModuleNotFoundError: No module named 'beside'"]


def test_the_time_zone_of_the_task_counts(run: Any, task: Any) -> None:
    cell = "import time\ntime.strftime('%H', time.localtime(0))"
    hanoi = replace(task(cell), environment={**os.environ, "TZ": "Asia/Ho_Chi_Minh"})
    utc = replace(task(cell), environment={**os.environ, "TZ": "UTC"})
    assert [ran.shown() for ran in run(hanoi, utc)] == [["'08'"], ["'00'"]]


@pytest.mark.parametrize(
    "cell",
    [
        "import random\nrandom.random()",
        "import numpy\nfloat(numpy.random.default_rng().random())",
        "import numpy\nfloat(numpy.random.random())",
        "import uuid\nstr(uuid.uuid4())",
        "import tempfile\ntempfile.mkstemp()[1]",
    ],
)
def test_notebooks_don_t_repeat_each_other_s_chances(run: Any, task: Any, cell: str) -> None:
    first, second = run(task(cell), task(cell))
    assert first.shown() != second.shown()


def test_the_asking_program_is_left_as_it_was(run: Any, task: Any) -> None:
    random.seed(1)
    before = (dict(os.environ), Path.cwd(), random.getstate())
    run(task(*(cell for cell, _ in DIRTY.values())))
    assert (dict(os.environ), Path.cwd(), random.getstate()) == before


def test_libraries_with_threads_and_programs_work_in_a_notebook(run: Any, task: Any) -> None:
    cells = (
        "import numpy as np\nfloat((np.ones((300, 300)) @ np.ones((300, 300))).sum())",
        "from concurrent.futures import ThreadPoolExecutor\n"
        "with ThreadPoolExecutor(4) as threads:\n    total = sum(threads.map(abs, range(-9, 1)))\n"
        "total",
        "import multiprocessing\n"
        "with multiprocessing.get_context('fork').Pool(2) as two:\n"
        "    found = two.map(abs, [-1, 2])\nfound",
        "import io, pandas as pd\nheld = io.BytesIO()\n"
        "pd.DataFrame({'a': [1, 2]}).to_parquet(held)\n"
        "int(pd.read_parquet(held)['a'].sum())",
        "import subprocess\nsubprocess.check_output(['echo', 'hi'])",
    )
    (ran,) = run(task(*cells))
    assert [ran.shown(n)[-1] for n in range(len(cells))] == [
        "27000000.0",
        "45",
        "[1, 2]",
        "3",
        "b'hi\\n'",
    ]


def test_the_warm_process_has_one_thread(pool: WarmPool, task: Any) -> None:
    list(pool.run([task("1")]))
    assert len(list(Path(f"/proc/{pool.pid}/task").iterdir())) == 1


def test_no_more_than_the_asked_number_run_at_once(task: Any, tmp_path: Path) -> None:
    cell = (
        "import pathlib, time\n"
        f"here = pathlib.Path({str(tmp_path)!r}, str(time.monotonic_ns()))\nhere.touch()\n"
        "time.sleep(0.2)\nseen = len(list(here.parent.iterdir()))\nhere.unlink()\nseen"
    )
    with WarmPool(workers=2) as pool:
        found = [o.notebook["cells"][0]["outputs"][0] for o in pool.run([task(cell)] * 5)]
    assert {output["data"]["text/plain"] for output in found} <= {"1", "2"}


def test_a_task_has_its_time_by_default() -> None:
    assert Task("builtins:print", None).limits == Limits(
        seconds=600, memory_mib=4096, file_mib=1024
    )


@contextmanager
def _module(text: str) -> Iterator[dict[str, str]]:
    """Yield the environment in which a module of `text` can be imported."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "tests_engine_cached.py").write_text(text, encoding="utf-8")
        yield {"PYTHONPATH": folder}
