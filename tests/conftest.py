"""Fixtures shared by all tests."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

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
