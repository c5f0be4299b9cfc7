"""The same briefs by the warm engine and by papermill with a kernel each, in one run.

``python -m benchmarks engine`` makes 2 briefs a side; ``python -m benchmarks.engine --full``
makes 12, and with ``--rounds`` it does so three times. Each way is a fresh program, start and
imports counted; the ways take turns. The figures printed were measured in that very run.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from vnhealth import views
from vnhealth.project import Project, load_project

FEW, FULL = 2, 12
ROUNDS = 3
BIN = Path(sys.executable).parent
Places = list[str]


def _vnhealth(project: Project, places: Places, *words: str) -> None:
    """Make the briefs with our command line."""
    asked = ["build", "--places", ",".join(places), "--topics", "workforce", "--quiet", *words]
    _run([BIN / "vnhealth", *asked], project)


def warm(workers: int) -> Callable[[Project, Places], None]:
    """Return the way of the warm engine with so many workers."""
    return lambda project, places: _vnhealth(project, places, "--jobs", str(workers))


def ordinary_kernels(project: Project, places: Places) -> None:
    """Make the briefs with an ordinary kernel each, two at a time."""
    _vnhealth(project, places, "--jobs", "2", "--engine", "nbclient")


def by_hand(project: Project, places: Places) -> None:
    """Run papermill, then nbconvert to HTML and to PDF, for each brief: what one types today."""
    source = project.notebooks / "workforce.ipynb"
    for place in places:
        made = project.root / f"{place}.ipynb"
        _run(
            [BIN / "papermill", "--no-progress-bar", source, made, "-p", "place_id", place], project
        )
        for form in ("vnhealth-html", "vnhealth-pdf"):
            _run([BIN / "jupyter", "nbconvert", "--log-level=ERROR", "--to", form, made], project)


WAYS: dict[str, Callable[[Project, Places], None]] = {
    "warm engine, 2 workers": warm(2),
    "warm engine, 1 worker": warm(1),
    "a kernel each, 2 workers": ordinary_kernels,
    "papermill, nbconvert by hand": by_hand,
}


def _run(words: list[str | Path], project: Project) -> None:
    around = os.environ | {"VNHEALTH_PROJECT": str(project.root), "VNHEALTH_LANG": "en"}
    subprocess.run(words, check=True, env=around, cwd=project.root, capture_output=True)


def _copy(original: Project, folder: Path) -> Project:
    """Return a project with the figures and notebooks of `original`, and no reports."""
    for name in ("vnhealth.toml", "data", "notebooks"):
        (folder / name).symlink_to(original.root / name)
    return load_project(folder)


def seconds(way: Callable[[Project, Places], None], briefs: int) -> tuple[float, float]:
    """Return wall and processor seconds of making so many briefs one way."""
    with tempfile.TemporaryDirectory() as folder:
        project = _copy(load_project(), Path(folder))
        places = _places(project)[:briefs]
        before, start = _cpu(), time.perf_counter()
        way(project, places)
        return time.perf_counter() - start, _cpu() - before


def _cpu() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _places(project: Project) -> Places:
    stored = views.Panel.load(project).observations
    known = stored.loc[stored["indicator"] == "doctors", "place_id"]
    return sorted({place for place in known if place.startswith("63-") and place[3:].isdigit()})


def main(*, briefs: int = FEW, rounds: int = 1) -> None:
    """Print the table: medians over `rounds`, and ratios to the first way."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in WAYS}
    for _ in range(rounds):
        for name, way in WAYS.items():
            found[name].append(seconds(way, briefs))
    print(f"{briefs} briefs of the topic workforce, HTML and PDF, a side; {rounds} rounds, medians")
    print(f"{'way':30} {'wall s':>8} {'cpu s':>8} {'wall ×':>7} {'cpu ×':>7}")
    first = [statistics.median(each) for each in zip(*found[next(iter(WAYS))], strict=True)]
    for name, measured in found.items():
        wall, cpu = (statistics.median(each) for each in zip(*measured, strict=True))
        print(f"{name:30} {wall:8.1f} {cpu:8.1f} {wall / first[0]:7.1f} {cpu / first[1]:7.1f}")


if __name__ == "__main__":
    full = "--full" in sys.argv[1:]
    main(briefs=FULL if full else FEW, rounds=ROUNDS if "--rounds" in sys.argv[1:] else 1)
