"""The briefs that every side makes, and a project to make them in."""

from __future__ import annotations

import atexit
import json
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from benchmarks._clock import BIN, ROOT, run, tell
from vnhealth import briefs, views
from vnhealth.parameters import Parameters, check
from vnhealth.project import load_project
from vnhealth.topics.availability import availability

TOPICS = ("workforce", "budget", "coverage")
BOUNDARIES = "63"


@dataclass(frozen=True)
class Brief:
    """One brief of the sample."""

    parameters: Parameters

    @property
    def name(self) -> str:
        """Its name below the folder of its side."""
        return f"{self.parameters.place_id}-{self.parameters.topic}"

    @property
    def given(self) -> str:
        """What papermill is given, as JSON, which is YAML too."""
        return json.dumps(briefs.parameters_of(self.parameters))


@cache
def cleaned() -> Path:
    """Return a project with the figures and notebooks of this repository, cleaned just now.

    It is removed when the program ends.
    """
    folder = Path(mkdtemp(prefix="vnhealth-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "data").mkdir()
    for name in ("vnhealth.toml", "notebooks", "data/raw"):
        (folder / name).symlink_to(ROOT / name)
    tell("cleaning the shipped figures")
    run([BIN / "vnhealth", "clean", "--quiet"], folder)
    return folder


def sample(count: int) -> list[Brief]:
    """Return `count` briefs in Vietnamese: provinces that have all three topics, in turn."""
    project = load_project(cleaned())
    panel, year = views.Panel.load(project), project.edition
    found: list[Brief] = []
    for place in _provinces(panel):
        if any(availability(topic, place, year, panel, "en") for topic in TOPICS):
            continue
        for topic in TOPICS:
            given = check(topic, place_id=place, year=year, language="vi", boundaries=BOUNDARIES)
            found.append(Brief(given))
        if len(found) >= count:
            break
    return found[:count]


def _provinces(panel: views.Panel) -> list[str]:
    known = set(panel.observations["place_id"])
    return sorted(place for place in known if place.startswith("63-") and place[3:].isdigit())


def copy(folder: Path) -> Path:
    """Return a project in `folder` with the figures and notebooks of ours, and no reports."""
    for name in ("vnhealth.toml", "data", "notebooks"):
        (folder / name).symlink_to(cleaned() / name)
    return folder
