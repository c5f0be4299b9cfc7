"""The questions are asked of the shipped figures, in English."""

from __future__ import annotations

import pytest

from vnhealth.project import Project


@pytest.fixture(autouse=True)
def asked_in_english(shipped_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNHEALTH_PROJECT", str(shipped_project.root))
    monkeypatch.setenv("VNHEALTH_LANG", "en")
