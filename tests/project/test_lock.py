"""requirements.lock: everything pinned, everything hashed, nothing said of where it came from."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")


@pytest.fixture(scope="module")
def lock(repository: Path) -> str:
    return (repository / "requirements.lock").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def blocks(lock: str) -> list[list[str]]:
    """Each pinned requirement: its own line, then its hashes."""
    joined = lock.replace("\\\n", "\x00")
    return [[part.strip() for part in line.split("\x00")] for line in joined.splitlines()]


def pinned(blocks: list[list[str]], python: str) -> dict[str, str]:
    environment = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "sys_platform": "linux",
        "platform_system": "Linux",
        "os_name": "posix",
        "platform_python_implementation": "CPython",
        "implementation_name": "cpython",
    }
    found = [Requirement(block[0]) for block in blocks]
    here = [r for r in found if r.marker is None or r.marker.evaluate(environment)]
    names = [canonicalize_name(r.name) for r in here]
    assert len(names) == len(set(names)), "a package is pinned twice for one Python"
    return {name: str(r.specifier).removeprefix("==") for name, r in zip(names, here, strict=True)}


@pytest.mark.parametrize("python", ["3.11.2", "3.12.9", "3.13.5", "3.14.0"])
def test_every_requirement_of_pyproject_is_pinned_within_its_bounds(
    blocks: list[list[str]], pyproject: dict[str, Any], python: str
) -> None:
    project = pyproject["project"]
    asked = [*project["dependencies"]]
    for extra in project["optional-dependencies"].values():
        asked += extra
    versions = pinned(blocks, python)
    for requirement in map(Requirement, asked):
        version = versions.get(canonicalize_name(requirement.name))
        assert version is not None, f"{requirement.name} is not in requirements.lock: make lock"
        assert requirement.specifier.contains(version, prereleases=True), (
            f"{requirement} is locked at {version}: make lock"
        )


def test_what_builds_the_package_is_locked_too(
    blocks: list[list[str]], pyproject: dict[str, Any]
) -> None:
    versions = pinned(blocks, "3.11.2")
    for requirement in map(Requirement, pyproject["build-system"]["requires"]):
        assert requirement.specifier.contains(versions[canonicalize_name(requirement.name)])


def test_every_pin_is_exact_and_carries_hashes(blocks: list[list[str]]) -> None:
    assert len(blocks) > 100
    for name, *hashes in blocks:
        assert re.match(r"[a-z0-9][a-z0-9-]*==[^\s*]+( ;.*)?$", name), name
        assert hashes, f"{name} has no hash"
        assert all(HASH.fullmatch(line) for line in hashes), name


def test_the_lock_names_no_address_and_no_index(lock: str) -> None:
    assert "://" not in lock
    assert "#" not in lock
    options = set(re.findall(r"(?<!\S)-{1,2}[a-z-]+", lock))
    assert options == {"--hash"}


def test_the_makefile_installs_nothing_without_a_hash(repository: Path) -> None:
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    installs = re.findall(r"pip install [^;&|}\n]*", makefile)
    assert installs
    for install in installs:
        assert "--require-hashes" in install or "--no-deps --no-build-isolation" in install
