"""One version, said in four places, and the same licences wherever they are named."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import vnhealth


@pytest.fixture(scope="module")
def citation(repository: Path) -> dict[str, Any]:
    return yaml.safe_load((repository / "CITATION.cff").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def changelog(repository: Path) -> str:
    return (repository / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_version_is_the_same_everywhere(
    pyproject: dict[str, Any], citation: dict[str, Any], changelog: str
) -> None:
    released = re.findall(r"^## \[(\d+\.\d+\.\d+)\] - ", changelog, flags=re.MULTILINE)
    assert pyproject["project"]["version"] == vnhealth.__version__
    assert str(citation["version"]) == vnhealth.__version__
    assert released[0] == vnhealth.__version__


def test_the_changelog_and_the_citation_give_the_same_day(
    citation: dict[str, Any], changelog: str
) -> None:
    line = re.search(rf"^## \[{re.escape(vnhealth.__version__)}\] - (.+)$", changelog, re.MULTILINE)
    assert line is not None
    assert dt.date.fromisoformat(line[1]) == citation["date-released"]


def test_the_changelog_keeps_its_headings(changelog: str) -> None:
    assert changelog.startswith("# Changelog\n")
    assert "## [Unreleased]" in changelog
    kinds = set(re.findall(r"^### (.+)$", changelog, flags=re.MULTILINE))
    assert kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_code_and_data_have_their_licences(
    repository: Path, pyproject: dict[str, Any], citation: dict[str, Any]
) -> None:
    project = pyproject["project"]
    assert citation["license"] == ["Apache-2.0", "CC-BY-4.0"]
    assert project["license"] == "Apache-2.0 AND CC-BY-4.0"
    assert project["license-files"] == ["LICENSE", "LICENSE-DATA"]
    assert "Version 2.0, January 2004" in (repository / "LICENSE").read_text(encoding="utf-8")
    data = (repository / "LICENSE-DATA").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by/4.0/legalcode" in data
