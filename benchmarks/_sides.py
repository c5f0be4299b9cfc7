"""The ways of making the same briefs that are held against each other."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from benchmarks._clock import BIN, ROOT, Spent, run, spent, surroundings
from benchmarks._sample import BOUNDARIES, TOPICS, Brief, copy
from benchmarks._worker import print_page

LOCK = Path(__file__).parent / "requirements.lock"
PLOOMBER = "ploomber"
COMPILED = "import papermill, nbconvert.exporters, nbclient, vnhealth.build, vnhealth.edition.warm"
SILENT = {
    "PLOOMBER_STATS_ENABLED": "false",
    "PLOOMBER_VERSION_CHECK_DISABLED": "true",
    "POSTHOG_DISABLED": "true",
    "DO_NOT_TRACK": "1",
}
"""Telemetry of ploomber-engine's dependencies, switched off."""

Make = Callable[[Path, Sequence[Brief]], None]
Pace = Literal["each round", "once", "spread"]


@dataclass(frozen=True)
class Side:
    """One way.

    Attributes
    ----------
    id, name
        For ``--sides``, and for the table.
    make
        Makes briefs in the folder of a project, HTML and PDF.
    pace
        ``"each round"``: all briefs in every round; ``"once"``: all of them in one round;
        ``"spread"``: a part of them in each round, for a way whose briefs share nothing.
    """

    id: str
    name: str
    make: Make
    pace: Pace


def ours(jobs: int) -> Make:
    """Return our own command with so many workers."""

    def make(folder: Path, briefs: Sequence[Brief]) -> None:
        for topics, places in _grouped(briefs):
            words = ("--places", ",".join(places), "--topics", ",".join(topics))
            more = ("--boundaries", BOUNDARIES, "--lang", "vi", "--jobs", str(jobs), "--quiet")
            run([BIN / "vnhealth", "build", *words, *more], folder)

    return make


def _grouped(briefs: Sequence[Brief]) -> list[tuple[list[str], list[str]]]:
    """Return the topics and places of as few builds as make just these briefs."""
    topics_of: dict[str, list[str]] = {}
    for brief in briefs:
        topics_of.setdefault(brief.parameters.place_id, []).append(brief.parameters.topic)
    places_of: dict[tuple[str, ...], list[str]] = {}
    for place, topics in topics_of.items():
        places_of.setdefault(tuple(topics), []).append(place)
    return [(list(topics), places) for topics, places in places_of.items()]


def one_by_hand(folder: Path, brief: Brief) -> None:
    """Run papermill, nbconvert and Chromium for one brief: what one types today."""
    made = folder / f"{brief.name}.ipynb"
    source = folder / "notebooks" / f"{brief.parameters.topic}.ipynb"
    run([BIN / "papermill", "--no-progress-bar", source, made, "-y", brief.given], folder)
    run([BIN / "jupyter", "nbconvert", "--log-level=ERROR", "--to", "vnhealth-html", made], folder)
    print_page(chromium(), made.with_suffix(".html"))


def by_hand(folder: Path, briefs: Sequence[Brief]) -> None:
    """Make the briefs one after the other."""
    for brief in briefs:
        one_by_hand(folder, brief)


def by_hand_two_at_a_time(folder: Path, briefs: Sequence[Brief]) -> None:
    """Make the briefs two at a time."""
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda brief: one_by_hand(folder, brief), briefs))


def worker(way: str) -> Make:
    """Return a way of :mod:`benchmarks._worker`."""

    def make(folder: Path, briefs: Sequence[Brief]) -> None:
        asked = [(brief.name, brief.parameters.topic, json.loads(brief.given)) for brief in briefs]
        path = [str(ROOT), *([str(ploomber())] if way == PLOOMBER else [])]
        around = surroundings(
            SILENT | {"VNHEALTH_PROJECT": str(folder), "PYTHONPATH": ":".join(path)}
        )
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks._worker", way, str(chromium())],
            check=False,
            cwd=folder,
            env=around,
            input=json.dumps(asked),
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RuntimeError(f"{way}: {done.stderr.strip()[-600:]}")

    return make


def chromium() -> Path:
    """Return the browser that prints.

    Raises
    ------
    RuntimeError
        When there is none.
    """
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return Path(found)
    raise RuntimeError("no Chromium on this machine: use --sides ours-2,ours-1,plain")


def ploomber() -> Path:
    """Return the folder of ploomber-engine and what it needs beside our lock, made when absent."""
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()[:12]
    folder = ROOT / ".cache" / f"ploomber-{digest}"
    if not folder.is_dir():
        words = ("pip", "install", "--quiet", "--no-deps", "--require-hashes")
        run([BIN / "uv", *words, "--target", folder, "--requirement", LOCK], ROOT)
    return folder


SIDES = (
    Side("ours-2", "vnhealth build, 2 workers", ours(2), "each round"),
    Side("ours-1", "vnhealth build, 1 worker", ours(1), "each round"),
    Side("plain", "one plain warm script: the floor", worker("plain"), "each round"),
    Side("cli", "papermill, nbconvert, Chromium", by_hand, "spread"),
    Side("cli-2", "the same, two at a time", by_hand_two_at_a_time, "spread"),
    Side("pool", "papermill's function, 2 processes", worker("pool"), "once"),
    Side("kernel", "nbclient, one kernel for all", worker("kernel"), "once"),
    Side(PLOOMBER, "ploomber-engine, 2 processes", worker(PLOOMBER), "once"),
)


def make_ready(sides: Sequence[Side]) -> None:
    """Do what must not be measured: compile modules, cut fonts, install what only a side needs."""
    run([BIN / "python", "-c", COMPILED], ROOT)
    if any(side.id == PLOOMBER for side in sides):
        run([BIN / "python", "-c", "import ploomber_engine"], ROOT, {"PYTHONPATH": str(ploomber())})


def measured(side: Side, briefs: Sequence[Brief]) -> Spent:
    """Return what a side takes for `briefs`, in a fresh project.

    Raises
    ------
    RuntimeError
        When a program fails, or a brief is missing.
    """
    with tempfile.TemporaryDirectory(prefix="vnhealth-bench-") as made:
        folder = copy(Path(made))
        found = spent(lambda: side.make(folder, briefs))
        # The index page of a build is no brief.
        pages = [page for page in folder.rglob("*.html") if page.name != "index.html"]
        printed = list(folder.rglob("*.pdf"))
        if not len(pages) == len(printed) == len(briefs):
            raise RuntimeError(f"{side.id} made {len(pages)} pages, {len(printed)} PDFs")
    return found


def topics_of(briefs: Sequence[Brief]) -> str:
    """Return the topics of the sample, for the table's title."""
    there = {brief.parameters.topic for brief in briefs}
    return ", ".join(topic for topic in TOPICS if topic in there)
