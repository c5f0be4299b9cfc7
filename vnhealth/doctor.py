"""Whether everything that briefs need is in place; what is missing is said with its remedy."""

from __future__ import annotations

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Final

from vnhealth import fonts, store
from vnhealth.edition.inputs import check_fresh
from vnhealth.errors import VnhealthError
from vnhealth.project import Project, load_project

OLDEST_PYTHON: Final = (3, 11)
BROWSER_VARIABLE: Final = "VNHEALTH_CHROMIUM"
BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing looked at: `state` is ok, bad or info (good to know, not needed)."""

    name: str
    state: str
    en: str
    vi: str


def examine() -> list[Sign]:
    """Return everything looked at, in the order in which it is needed."""
    return [_python(), _packages(), _fonts(), _kernel(), *_project(), _browser()]


def _python() -> Sign:
    version = platform.python_version()
    state = "ok" if sys.version_info >= OLDEST_PYTHON else "bad"
    return Sign("python", state, f"Python {version}", f"Python {version}")


def _packages() -> Sign:
    missing = sorted(set(_missing_packages()))
    if not missing:
        version = metadata.version("vnhealth")
        return Sign("packages", "ok", f"vnhealth {version}", f"vnhealth {version}")
    named = ", ".join(missing)
    return Sign(
        "packages",
        "bad",
        f"Missing: {named}. Run `make briefs`, which sets up the environment.",
        f"Thiếu: {named}. Hãy chạy `make briefs` để cài đặt môi trường.",
    )


def _missing_packages() -> Iterator[str]:
    from packaging.requirements import Requirement

    for line in metadata.requires("vnhealth") or ():
        requirement = Requirement(line)
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        try:
            version = metadata.version(requirement.name)
        except metadata.PackageNotFoundError:
            yield str(requirement)
            continue
        if not requirement.specifier.contains(version, prereleases=True):
            yield f"{requirement} ({version})"


def _fonts() -> Sign:
    return _tried("fonts", lambda: str(fonts.font_folder()))


def _kernel() -> Sign:
    from importlib.util import find_spec

    if find_spec("ipykernel"):
        return Sign("kernel", "ok", sys.executable, sys.executable)
    return Sign(
        "kernel",
        "bad",
        "ipykernel is not installed, so no notebook can run.",
        "Chưa cài ipykernel nên không chạy được sổ tay.",
    )


def _project() -> Iterator[Sign]:
    try:
        project = load_project()
    except VnhealthError as fault:
        yield Sign("project", "bad", fault.en, fault.vi)
        return
    yield Sign("project", "ok", str(project.root), str(project.root))
    for name, folder in (("processed", project.processed), ("reports", project.reports)):
        yield _writable(name, folder)
    yield _store(project)


def _writable(name: str, folder: Path) -> Sign:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return Sign(name, "ok", str(folder), str(folder))
    except OSError as fault:
        return Sign(
            name,
            "bad",
            f"Can't write to {folder}: {fault.strerror}. Check the rights of the folder.",
            f"Không ghi được vào {folder}: {fault.strerror}. Hãy kiểm tra quyền ghi.",
        )


def _store(project: Project) -> Sign:
    def described() -> str:
        check_fresh(project)
        facts = store.read_package(project.processed)["vnhealth"]
        return f"{facts['cells']} = {facts['observations']} + {facts['unread']}"

    return _tried("store", described)


def _tried(name: str, described: Callable[[], str]) -> Sign:
    try:
        text = described()
    except VnhealthError as fault:
        return Sign(name, "bad", fault.en, fault.vi)
    return Sign(name, "ok", text, text)


def _browser() -> Sign:
    asked = os.environ.get(BROWSER_VARIABLE)
    found = next((path for name in (asked, *BROWSERS) if name and (path := shutil.which(name))), "")
    if found:
        return Sign("browser", "info", found, found)
    return Sign(
        "browser",
        "info",
        "No Chromium. Only the tests in a browser need it.",
        "Không có Chromium. Chỉ các kiểm thử trên trình duyệt mới cần.",
    )
