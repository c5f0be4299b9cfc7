"""Briefs made in processes forked from a warm one; only this process writes their files.

A child runs the notebook and renders it, and sends the files back as bytes. So a child that is
killed leaves nothing half written, and what had run of its notebook is kept from what it told.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from vnhealth import briefs, catalog, views
from vnhealth.edition.record import Record
from vnhealth.edition.run import Job, draw, failed, published, withdraw_all
from vnhealth.engine import Outcome, Task, WarmPool, Warmth
from vnhealth.errors import BriefError, VnhealthError
from vnhealth.parameters import TOPICS
from vnhealth.render.formats import modules

Files = dict[Path, bytes]

MODULES: Final = (
    "matplotlib.backends.backend_svg",
    "papermill",
    "typst",
    "vnhealth.engine.papermill_engine",
    "vnhealth.render.html",
    "vnhealth.render.pdf",
    "vnhealth.topics.furniture",
    "vnhealth.topics.page",
    *(f"vnhealth.topics.{topic}" for topic in TOPICS),
)
"""What every brief's notebook or its rendering imports."""

LOADED: Final = ("vnhealth.edition.warm:load_store",)
DRAWN: Final = ("vnhealth.edition.warm:make_points", "vnhealth.edition.warm:draw_once")
WORTH_DRAWING: Final = 6
"""Briefs from which on the seconds of a drawing made for nobody are regained."""


def run_warm(jobs: Sequence[Job], workers: int) -> Iterator[Record]:
    """Make the briefs of `jobs`, `workers` at a time; yield each record when it is known."""
    with _pool(jobs, workers) as pool:
        for outcome in pool.run([_task(job) for job in jobs]):
            job = outcome.task.argument
            try:
                yield published(job, *_drawn(job, outcome))
            except VnhealthError as fault:
                if isinstance(fault, BriefError):
                    withdraw_all(job)
                yield failed(job, fault)


def draw_warm(job: Job) -> tuple[Files, Any]:
    """Run one brief's notebook and render it, as :func:`vnhealth.edition.run.draw` does."""
    with _pool([job], 1) as pool:
        return draw_in(pool, job)


def lasting_pool(job: Job) -> WarmPool:
    """Return a pool for `job` and many more of its project, one at a time."""
    warmth = Warmth((*MODULES, *modules(job.formats)), (*LOADED, *DRAWN))
    return WarmPool(1, warmth, job.environment)


def draw_in(pool: WarmPool, job: Job) -> tuple[Files, Any]:
    """Draw one brief in a process forked from the warm one of `pool`."""
    (outcome,) = pool.run([_task(job)])
    return _drawn(job, outcome)


def in_child(job: Job) -> tuple[Files, Any] | VnhealthError:
    """Draw one brief in this process, or return what went wrong."""
    try:
        return draw(job)
    except VnhealthError as fault:
        return fault


def load_store() -> None:
    """Load the cleaned figures, so that every forked process has them."""
    views.Panel.load()


def make_points() -> None:
    """Make the figures on record for every indicator, which most briefs share."""
    panel = views.Panel.load()
    for indicator in catalog.indicators():
        views.points(panel, indicator)


def draw_once() -> None:
    """Draw what a brief is made of once: fonts, letters, words and caches are then at hand.

    No PDF is set here: Typst starts threads, and a process with threads must not fork.
    """
    import nbformat

    from vnhealth.render import html
    from vnhealth.topics import workforce
    from vnhealth.topics.page import open_page

    page = open_page("workforce", place_id="63-10", year=2024, language="vi", boundaries="63")
    made = (
        workforce.messages(page),
        workforce.density_trend(page),
        workforce.levels(page),
        workforce.ranking(page),
        workforce.staff_table(page),
    )
    v4: Any = nbformat.v4
    shown = [
        v4.new_output("display_data", data=block._repr_mimebundle_())
        for block in made
        if block is not None
    ]
    cell = v4.new_code_cell(outputs=shown)
    html.render(v4.new_notebook(cells=[cell]))


def _task(job: Job) -> Task:
    environment = {**os.environ, **job.environment}
    return Task("vnhealth.edition.warm:in_child", job, environment, folder=str(job.project.root))


def _pool(jobs: Sequence[Job], workers: int) -> WarmPool:
    steps = LOADED if len(jobs) < WORTH_DRAWING else (*LOADED, *DRAWN)
    forms = jobs[0].formats if jobs else ()
    warmth = Warmth((*MODULES, *modules(forms)), steps)
    environment = jobs[0].environment if jobs else {}
    return WarmPool(min(workers, len(jobs)), warmth, environment)


def _drawn(job: Job, outcome: Outcome) -> tuple[Files, Any]:
    """Return what a child drew, or raise what went wrong with it."""
    if outcome.fault is not None:
        kept = briefs.failed_path(job.project, job.parameters)
        raise briefs.ended_error(
            job.parameters, outcome.notebook, outcome.cell, outcome.fault, kept
        )
    if isinstance(outcome.value, VnhealthError):
        raise outcome.value
    files, notebook = outcome.value
    return files, notebook
