"""A warm pool and notebooks made of a few lines."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Any

import nbformat
import pytest

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
