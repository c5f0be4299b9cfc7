"""A room imports only from rooms before it, and some rooms from even fewer."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import grimp
import pytest

NARROW_DOORS = {
    "errors": set(),
    "design": {"errors"},
    "project": {"errors", "letterhead", "storage"},
    "storage": {"errors"},
    "datapackage": {"schema"},
    "partitions": {"errors", "schema", "datapackage", "storage"},
    "schema": {"errors"},
    "catalog": {"errors"},
    "quantity": {"errors"},
    "readers": {"errors", "project"},
    "measures": {"errors"},
    "wording": {"errors", "catalog"},
    "charts": {"errors", "design", "fonts", "wording"},
    "blocks": {"errors", "design", "wording"},
    "render": {"errors", "design", "fonts", "wording", "blocks"},
}
"""What a room may import of ours, where the ladder alone would allow more."""

PURE = {"numpy", "pandas", "scipy"}


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return grimp.build_graph("vnhealth", include_external_packages=True, cache_dir=None)


def imported_by(graph: grimp.ImportGraph, room: str) -> set[str]:
    modules = {f"vnhealth.{room}", *graph.find_descendants(f"vnhealth.{room}")}
    found = {name for m in modules for name in graph.find_modules_directly_imported_by(m)}
    return found - modules


def test_the_ladder_of_pyproject_is_kept(repository: Path) -> None:
    ran = subprocess.run(
        [
            sys.executable,
            "-c",
            "from importlinter.cli import lint_imports_command; lint_imports_command()",
            "--no-cache",
            "--no-logo",
        ],
        cwd=repository,
        check=False,
        capture_output=True,
        text=True,
        env=os.environ | {"NO_COLOR": "1", "COLUMNS": "100"},
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "1 kept, 0 broken" in ran.stdout


@pytest.mark.parametrize("room", NARROW_DOORS)
def test_a_room_with_a_narrow_door_imports_only_what_it_may(
    graph: grimp.ImportGraph, room: str
) -> None:
    ours = {name for name in imported_by(graph, room) if name.startswith("vnhealth.")}
    rooms = {name.split(".")[1] for name in ours}
    assert rooms <= NARROW_DOORS[room], f"{room} imports {sorted(rooms - NARROW_DOORS[room])}"


def test_measures_know_arrays_and_frames_and_nothing_else(graph: grimp.ImportGraph) -> None:
    outside = {
        name.partition(".")[0]
        for name in imported_by(graph, "measures")
        if not name.startswith("vnhealth")
    }
    assert outside - set(sys.stdlib_module_names) <= PURE
