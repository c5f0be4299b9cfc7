"""A freshly cleaned copy of the shipped data, for doctests and tests that ask it questions."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vnhealth import store
from vnhealth.clean import clean
from vnhealth.project import Project, load_project
from vnhealth.views import Panel

ROOT = Path(__file__).parent
ASKING = ("vnhealth.views", "vnhealth.questions")
"""Modules whose doctests need data: they find it in `panel`, or through ``vh.…``."""


@pytest.fixture(scope="session")
def shipped_project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project of the shipped figures, cleaned anew; skip where data/raw is absent."""
    if not (ROOT / "data" / "raw").is_dir():
        pytest.skip("data/raw is not at hand: only the package is installed")
    folder = tmp_path_factory.mktemp("shipped-figures")
    shutil.copy(ROOT / "vnhealth.toml", folder)
    shutil.copytree(ROOT / "data" / "raw", folder / "data" / "raw")
    project = load_project(folder)
    made = clean(project.raw)
    digest = store.raw_digest(project.raw)
    store.save(
        made.observations, made.unread, project.processed, raw_sha256=digest, cells=made.cells
    )
    return project


@pytest.fixture(scope="session")
def shipped_panel(shipped_project: Project) -> Panel:
    """Return the shipped figures as the views read them."""
    return Panel.load(shipped_project)


@pytest.fixture(autouse=True)
def _data_for_doctests(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the doctests of the rooms that read data a panel and a project."""
    if isinstance(request.node, pytest.DoctestItem) and request.node.name.startswith(ASKING):
        project = request.getfixturevalue("shipped_project")
        monkeypatch.setenv("VNHEALTH_PROJECT", str(project.root))
        names = request.getfixturevalue("doctest_namespace")
        names["panel"] = request.getfixturevalue("shipped_panel")
