"""Fixtures shared by all tests."""

from __future__ import annotations

import os
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
