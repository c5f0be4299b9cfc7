"""`import vnhealth` is light: what is heavy is imported where it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = [
    "matplotlib",
    "nbconvert",
    "pandas",
    "pandera",
    "papermill",
    "pydantic",
    "scipy",
    "seaborn",
]
HEAVY += ["typst", "IPython", "pyarrow"]
CHEAP_ROOMS = ["catalog", "environment", "errors", "places", "project", "quantity", "wording"]


def imported_with(statement: str) -> set[str]:
    program = f"import sys; {statement}; print(*sys.modules)"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, text=True
    )
    return {name.partition(".")[0] for name in ran.stdout.split()}


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert imported_with("import vnhealth").isdisjoint(HEAVY)


@pytest.mark.parametrize("room", CHEAP_ROOMS)
def test_the_cheap_rooms_import_no_pandas_and_nothing_that_draws(room: str) -> None:
    assert imported_with(f"import vnhealth.{room}").isdisjoint(HEAVY)


def test_asking_the_command_line_for_help_imports_nothing_heavy() -> None:
    heavy_for_help = set(HEAVY) - {"pydantic"}
    assert imported_with("import vnhealth.cli").isdisjoint(heavy_for_help)
