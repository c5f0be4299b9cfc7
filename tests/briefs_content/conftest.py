"""Every brief of the default edition, made once by its real notebook from freshly cleaned data."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pytest

from vnhealth import blocks
from vnhealth.blocks import Block, Number, Text
from vnhealth.parameters import Parameters, check
from vnhealth.project import Project, load_project

# The default edition, spelled out: five places × the topics that have data, English for Lào Cai,
# targets and the profile of one, the overview, the comparison on both boundary sets. Cao Bằng city
# has no budget of its own on record.
PLACES = ("63-10", "63-04", "63-04-040", "63-12", "63-22")
TOPICS = ("workforce", "budget", "coverage")
OF_ALL = ("edition", "comparison")
"""Topics about all provinces."""
EDITION = [
    {"topic": "profile", "place_id": "63-10", "language": "vi", "boundaries": "63"},
    {"topic": "targets", "place_id": "63-10", "language": "vi", "boundaries": "63"},
    {"topic": "edition", "place_id": "vn", "language": "vi", "boundaries": "63"},
    *(
        {"topic": topic, "place_id": place, "language": language, "boundaries": "63"}
        for place in PLACES
        for topic in TOPICS
        for language in (("vi", "en") if place == "63-10" else ("vi",))
        if (topic, place) != ("budget", "63-04-040")
    ),
    *(
        {
            "topic": "comparison",
            "place_id": "vn",
            "language": "vi",
            "boundaries": boundaries,
            "indicator": "doctors_per_10k",
        }
        for boundaries in ("63", "34")
    ),
]


@dataclass(frozen=True)
class Brief:
    """One executed notebook and its blocks, in their order."""

    parameters: Parameters
    notebook: Any
    blocks: tuple[Block, ...]
    _cache: dict[str, Any] = field(default_factory=dict, compare=False)

    @property
    def language(self) -> str:
        return self.parameters.language

    @property
    def topic(self) -> str:
        return self.parameters.topic

    def of(self, *kinds: type[Any]) -> list[Any]:
        return [block for block in self.blocks if isinstance(block, kinds)]

    @cached_property
    def numbers(self) -> list[tuple[Block, Number]]:
        """Every figure of every block: words, tiles, tables, drawn in charts, notes."""
        return [(block, number) for block in self.blocks for number in _numbers(block)]

    @cached_property
    def words(self) -> list[tuple[Block, str]]:
        """Every string a reader sees, but for the sources and the stamp."""
        read = [b for b in self.blocks if not isinstance(b, (blocks.Sources, blocks.Stamp))]
        return [(block, text) for block in read for text in _texts(block) if text]

    @property
    def messages(self) -> Text:
        [found] = [block for block in self.of(Text) if block.role == "key"]
        message: Text = found
        return message

    def html(self) -> str:
        from vnhealth.render import html

        if "html" not in self._cache:
            self._cache["html"] = html.render(self.notebook)
        text: str = self._cache["html"]
        return text

    def pdf(self) -> bytes:
        from vnhealth.render import pdf

        if "pdf" not in self._cache:
            self._cache["pdf"] = pdf.render(self.notebook)
        data: bytes = self._cache["pdf"]
        return data


def _numbers(value: Any) -> Iterator[Number]:
    if isinstance(value, Number):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _numbers(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _numbers(getattr(value, name))


# Fields that are no words of a reader: pictures, anchors, codes.
CODES = {"svg", "narrow", "anchor", "status", "role", "kind", "language", "unit", "lit", "level"}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, blocks.Column):
        yield value.label
        yield value.unit
    elif not isinstance(value, Number) and hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            if name not in CODES:
                yield from _texts(getattr(value, name))


@pytest.fixture(scope="session")
def project(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Return a copy of the project with its data cleaned anew."""
    from vnhealth.cli.data import clean

    root = tmp_path_factory.mktemp("project")
    shutil.copy(repository / "vnhealth.toml", root)
    for folder in ("data/raw", "notebooks"):
        shutil.copytree(repository / folder, root / folder)
    changed = {
        "VNHEALTH_PROJECT": str(root),
        "VNHEALTH_COMMIT": "0123456789ab",
        "SOURCE_DATE_EPOCH": "1732233600",  # 22 November 2024
    }
    before = {name: os.environ.get(name) for name in changed}
    os.environ.update(changed)
    clean(quiet=True)
    yield load_project(root)
    for name, value in before.items():
        if value is None:
            os.environ.pop(name)
        else:
            os.environ[name] = value


@pytest.fixture(scope="session")
def observations(project: Project) -> dict[str, dict[str, Any]]:
    """Return the store's observations by cell, each as plain values."""
    from vnhealth import store

    rows = store.load(project.processed).to_dict("records")
    return {str(row["cell_id"]): {str(key): row[key] for key in row} for row in rows}


@pytest.fixture(scope="session")
def made(project: Project) -> dict[str, Brief]:
    """Return the briefs made so far, by name: each notebook runs once."""
    return {}


def name_of(given: dict[str, str]) -> str:
    keys = ("topic", "indicator", "place_id", "boundaries", "language")
    return "-".join(given[key] for key in keys if key in given)


def make(given: dict[str, str], project: Project, made: dict[str, Brief]) -> Brief:
    """Run the notebook of `given` unless it was run before."""
    from vnhealth import briefs

    name = name_of(given)
    if name not in made:
        others = {key: value for key, value in given.items() if key != "topic"}
        parameters = check(given["topic"], year=2024, **others)
        notebook = briefs.execute(parameters, project, engine="vnhealth-warm")
        shown = tuple(
            blocks.from_json(output["data"][blocks.MIME])
            for cell in notebook.cells
            for output in cell.get("outputs", [])
            if blocks.MIME in output.get("data", {})
        )
        made[name] = Brief(parameters, notebook, shown)
    return made[name]


@pytest.fixture(params=EDITION, ids=name_of)
def brief(request: pytest.FixtureRequest, project: Project, made: dict[str, Brief]) -> Brief:
    """Return each brief of the default edition in turn."""
    return make(request.param, project, made)


@pytest.fixture(scope="session")
def brief_of(project: Project, made: dict[str, Brief]) -> Any:
    """Return a function that gives one brief of the edition, or another like it."""

    def found(topic: str, place_id: str = "vn", language: str = "vi", **more: str) -> Brief:
        given = {"topic": topic, "place_id": place_id, "language": language, "boundaries": "63"}
        if topic == "comparison":
            given["indicator"] = "doctors_per_10k"
        return make({**given, **more}, project, made)

    return found
