"""Fixtures shared by all tests."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def repository() -> Path:
    """Return the root of the repository."""
    return REPOSITORY


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real documents and exports, or skip where it is absent."""
    folder = Path(os.environ.get("VNHEALTH_SHARED", REPOSITORY.parent / "shared"))
    if not (folder / "documents").is_dir():
        pytest.skip(f"the real documents are not at hand: {folder} is absent (set VNHEALTH_SHARED)")
    return folder


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Return Debian's Chromium or its like: skip where there is none, fail there in CI."""
    asked = os.environ.get("VNHEALTH_CHROMIUM")
    names = [asked] if asked else ["chromium", "chromium-browser", "google-chrome"]
    for name in names:
        if found := shutil.which(name):
            return Path(found)
    reason = f"no browser: {', '.join(names)} not found (install one or set VNHEALTH_CHROMIUM)"
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def browser(chromium: Path) -> Iterator[Any]:
    """Return one headless browser for all pages."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as play:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        opened = play.chromium.launch(executable_path=chromium, args=flags)
        yield opened
        opened.close()


MADE_UP_SOURCE = """\
id: made-up-2023
kind: {kind}
title_vi: "Số liệu đặt ra để kiểm thử"
title_en: "Figures made up for a test"
issuer_vi: "Bộ kiểm thử"
issuer_en: "The tests"
document_number: ""
date: "2023"
place_id: "63-10"
language: vi
number_style: vi
vintage: ""
licence: "Made up."
how_taken: "Made up for a test."
original:
  name: ""
  sha256: ""
tables:
  - file: cells.csv
    title_vi: "Số liệu đặt ra"
    title_en: "Made-up figures"
    layout: cells
    sha256: {sha256}
"""
MADE_UP_CELLS = """\
cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note
001,63-10,doctors_per_10k,2023,2023,actual,"14,5 bác sỹ/vạn dân",,,dòng 1,made up
002,63-12,doctors_per_10k,2023,2023,actual,"12,0 bác sỹ/vạn dân",,,dòng 2,made up
"""
MADE_UP_SETTINGS = """\
[project]
language = "vi"
edition = 2024

[editions.2024]
boundaries = "63"
places = ["63-10", "63-12"]
topics = ["workforce", "budget"]
languages = ["vi"]

[[editions.2024.comparisons]]
indicator = "doctors_per_10k"
boundaries = ["63", "34"]
"""
OPENING = """\
from vnhealth.topics import furniture
from vnhealth.topics.page import open_page

page = open_page("{topic}", place_id=place_id, year=year, language=language,
                 boundaries=boundaries, peers=peers{more})
page.show(furniture.masthead(page))"""


@dataclass(frozen=True)
class SmallProject:
    """A project with made-up figures and notebooks of a few lines, in a folder of its own."""

    root: Path

    def write_cells(self, text: str, kind: str = "document") -> None:
        """Replace the printed cells of the one source, a document or a table."""
        folder = self.root / "data" / "raw" / "made-up-2023"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "cells.csv").write_text(text, encoding="utf-8")
        digest = hashlib.sha256(text.encode()).hexdigest()
        source = MADE_UP_SOURCE.format(sha256=digest, kind=kind)
        (folder / "source.yml").write_text(source, encoding="utf-8")

    def write_notebook(self, topic: str, *cells: str) -> None:
        """Replace a notebook: its parameters, then `cells`."""
        given = 'place_id = "vn"\nyear = 2024\nlanguage = "vi"\nboundaries = "63"\npeers = []'
        if topic == "comparison":
            given += '\nindicator = ""'
        written = [
            {
                "cell_type": "code",
                "id": f"cell-{number}",
                "metadata": {"tags": ["parameters"]} if number == 0 else {},
                "execution_count": None,
                "outputs": [],
                "source": source,
            }
            for number, source in enumerate([given, *cells])
        ]
        content = {"cells": written, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
        path = self.root / "notebooks" / f"{topic}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(content), encoding="utf-8")


@pytest.fixture
def small_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    """Return a small project that every call without a path works on; nothing is cleaned yet."""
    project = SmallProject(tmp_path / "project")
    project.root.mkdir()
    (project.root / "vnhealth.toml").write_text(MADE_UP_SETTINGS, encoding="utf-8")
    project.write_cells(MADE_UP_CELLS)
    for topic in ("workforce", "budget", "coverage", "comparison"):
        more = ", indicator=indicator" if topic == "comparison" else ""
        project.write_notebook(topic, OPENING.format(topic=topic, more=more))
    monkeypatch.setenv("VNHEALTH_PROJECT", str(project.root))
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732233600")  # 22 November 2024, 00:00 UTC
    return project
