"""A warm pool and notebooks made of a few lines."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from vnhealth.briefs.kernel import kernel_manager
from vnhealth.engine import Limits, Outcome, Task, WarmPool

GENEROUS = 60.0
"""Seconds after which a notebook that should end by itself is taken to hang."""

if sys.platform != "linux":
    collect_ignore_glob = ["test_*"]


@pytest.fixture(scope="session")
def notebook() -> Callable[..., Any]:
    """Return a function that makes a notebook with one code cell for each source."""
    return _notebook


@pytest.fixture(scope="session")
def task() -> Callable[..., Task]:
    """Return a function that makes the task of running a notebook of some sources."""
    return _task


def _notebook(*sources: str) -> Any:
    made: Any = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in sources]
    )
    made.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    return made


def _task(*sources: str, seconds: float = GENEROUS, **limits: Any) -> Task:
    return Task(
        "vnhealth.engine.in_place:run_here",
        _notebook(*sources),
        limits=Limits(seconds=seconds, **limits),
    )


@pytest.fixture(scope="session")
def pool() -> Iterator[WarmPool]:
    """Return a pool that runs two at a time."""
    with WarmPool(workers=2) as warm:
        yield warm


class Ran:
    """A notebook as far as it came, and its outcome."""

    def __init__(self, outcome: Outcome, cells: Any) -> None:
        self.outcome, self.cells = outcome, cells

    def shown(self, cell: int = -1) -> list[str]:
        """Return what a cell put out, as text."""
        return [_text(output) for output in self.cells[cell]["outputs"]]


def _text(output: Any) -> str:
    if output["output_type"] == "stream":
        return str(output["text"])
    if output["output_type"] == "error":
        return f"{output['ename']}: {output['evalue']}"
    return str(output["data"]["text/plain"])


@pytest.fixture
def run(pool: WarmPool) -> Callable[..., list[Ran]]:
    """Return a function that runs tasks and returns them in the order given."""

    def run(*tasks: Task) -> list[Ran]:
        outcomes = {id(outcome.task): outcome for outcome in pool.run(tasks)}
        found = [outcomes[id(each)] for each in tasks]
        return [Ran(outcome, outcome.notebook["cells"]) for outcome in found]

    return run


@pytest.fixture(scope="session")
def shipped(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project with the notebooks and figures we ship, freshly cleaned."""
    root = tmp_path_factory.mktemp("shipped")
    shutil.copy(repository / "vnhealth.toml", root)
    shutil.copytree(repository / "notebooks", root / "notebooks")
    shutil.copytree(repository / "data" / "raw", root / "data" / "raw")
    vnhealth = Path(sys.executable).with_name("vnhealth")
    here = os.environ | {"VNHEALTH_PROJECT": str(root)}
    subprocess.run([vnhealth, "clean", "--quiet"], check=True, env=here)
    return root


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Any]]:
    """Yield the class of ordinary kernels, all else that a notebook sees being fixed."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732233600")  # 22 November 2024, 00:00 UTC
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "1")
    monkeypatch.setenv("VNHEALTH_COMMIT", "0" * 40)
    with kernel_manager({}) as manager:
        yield manager


@pytest.fixture
def both_ways(
    environment: type[Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., tuple[Any, Any]]:
    """Return a function that runs a notebook in an ordinary kernel and from the warm process."""

    def both_ways(made: Any, folder: Path, **parameters: Any) -> tuple[Any, Any]:
        # A kernel that finds this leaves what programs print to whoever tests it.
        monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)
        source = tmp_path / "notebook.ipynb"
        nbformat.write(made, source)
        runs = [
            {"engine_name": "nbclient", "kernel_manager_class": environment},
            {"engine_name": "vnhealth-warm"},
        ]
        found = []
        for settings in runs:
            target = tmp_path / f"{settings['engine_name']}.ipynb"
            with suppress(PapermillExecutionError):
                papermill.execute_notebook(
                    source,
                    target,
                    parameters=parameters,
                    kernel_name="python3",
                    language="python",
                    progress_bar=False,
                    resources={"metadata": {"path": str(folder)}},
                    **settings,
                )
            found.append(nbformat.read(target, as_version=4))
        return found[0], found[1]

    return both_ways
