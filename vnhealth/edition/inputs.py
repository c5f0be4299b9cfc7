"""What a build rests on: the cleaned store and data/raw, notebooks, settings, code, libraries."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vnhealth import __version__, store
from vnhealth.errors import DataError

if TYPE_CHECKING:
    from vnhealth.project import Project

LIBRARIES: Final = (
    "babel",
    "contourpy",
    "fontpkg-be-vietnam-pro",
    "fontpkg-source-sans-3",
    "fonttools",
    "ipykernel",
    "ipython",
    "jinja2",
    "kiwisolver",
    "matplotlib",
    "matplotlib-inline",
    "mistune",
    "nbclient",
    "nbconvert",
    "nbformat",
    "numpy",
    "openpyxl",
    "pandas",
    "papermill",
    "pillow",
    "pyarrow",
    "pydantic",
    "python-docx",
    "pyyaml",
    "scipy",
    "seaborn",
    "typst",
)
"""What computes, draws or sets a brief: another version may give another page."""

WITHOUT_EFFECT: Final = (
    "filelock",
    "fsspec",
    "jsonschema",
    "jupyterlab",
    "lxml",
    "pandera",
    "pdfplumber",
    "python-calamine",
    "rapidfuzz",
    "tqdm",
    "typer",
)
"""Requirements that enter no brief: they read raw files, or serve the command line."""

OF_NO_BRIEF: Final = (
    "root",
    "language",
    "edition",
    "editions",
    "processed_url",
    "reports_url",
)
"""Settings that decide which briefs there are, and say nothing in one."""

WITHOUT_EDITIONS: Final = ("workforce", "budget", "coverage", "comparison", "quality")
"""Topics known to use no more of vnhealth.toml; any other is taken to use all of it."""

_INSTALLED: Final = re.compile(r"(.+?)-([^-]+)\.dist-info")


def check_fresh(project: Project) -> str:
    """Return the SHA-256 of data/raw when the store was made from it as it is now.

    A store that stands elsewhere is fetched first, unless the copy here is the same.

    Raises
    ------
    DataError
        When nothing was cleaned yet, or data/raw changed since.
    ProjectError
        When the store can't be fetched.
    """
    if project.processed_url:
        store.fetch(project.processed_url, project.processed)
    package = store.read_package(project.processed)
    now = store.raw_digest(project.raw)
    if package["vnhealth"]["raw_sha256"] != now:
        raise DataError(
            f"{project.raw} has changed since the data were cleaned, so briefs would name figures "
            "they don't show. Run `vnhealth clean`, then again.",
            f"{project.raw} đã thay đổi từ lần làm sạch gần nhất nên bản tin sẽ không khớp nguồn. "
            "Hãy chạy `vnhealth clean` rồi thử lại.",
        )
    return now


def digests(project: Project) -> dict[str, str]:
    """Return the version of vnhealth and the SHA-256 of everything a build of `project` reads.

    Raises
    ------
    DataError
        When nothing was cleaned yet, or data/raw changed since.
    """
    return {
        "vnhealth": __version__,
        "raw_sha256": check_fresh(project),
        "store_sha256": store.file_sha256(project.processed / store.PACKAGE),
        "notebooks_sha256": _of_files(project.notebooks, project.notebooks.glob("*.ipynb")),
        "settings_sha256": _file(project.root / "vnhealth.toml"),
        "code_sha256": code_digest(),
        "libraries_sha256": libraries_digest(),
    }


def inputs_of(project: Project, topic: str, found: Mapping[str, str]) -> dict[str, str]:
    """Return the SHA-256 of what a brief on `topic` rests on, but for its parameters and data.

    The digest of a notebook that is absent is an empty text.

    Parameters
    ----------
    project
        Whose notebook and settings.
    topic
        Of the brief.
    found
        As :func:`digests` returned them: the code and the libraries.
    """
    return {
        "notebook": _file(project.notebooks / f"{topic}.ipynb"),
        "settings": _settings(project, topic),
        "code": found["code_sha256"],
        "libraries": found["libraries_sha256"],
    }


def code_digest() -> str:
    """Return the SHA-256 of this package: its code, catalogue, templates and words."""
    root = Path(__file__).parents[1]
    files = (p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return _of_files(root, files)


def libraries_digest() -> str:
    """Return the SHA-256 of the versions of Python and of :data:`LIBRARIES`."""
    versions = sorted(installed(LIBRARIES).items())
    text = repr((sys.implementation.cache_tag, sys.version_info[:3], versions))
    return hashlib.sha256(text.encode()).hexdigest()


def installed(names: Iterable[str]) -> dict[str, str]:
    """Return the installed version of each of `names` that is installed.

    Read from the names of folders: far quicker than asking each for its metadata.
    """
    wanted, found = set(names), {}
    for folder in reversed(sys.path):
        try:
            entries = [path.name for path in Path(folder or ".").iterdir()]
        except OSError:
            continue
        for entry in entries:
            match = _INSTALLED.fullmatch(entry)
            name = re.sub(r"[-_.]+", "-", match[1]).lower() if match else ""
            if match and name in wanted:
                found[name] = match[2]
    return found


def _settings(project: Project, topic: str) -> str:
    if topic not in WITHOUT_EDITIONS:
        return _file(project.root / "vnhealth.toml")
    used = {
        field.name: repr(getattr(project, field.name))
        for field in fields(project)
        if field.name not in OF_NO_BRIEF
    }
    return hashlib.sha256(repr(sorted(used.items())).encode()).hexdigest()


def _of_files(root: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(bytes.fromhex(store.file_sha256(path)))
    return digest.hexdigest()


def _file(path: Path) -> str:
    try:
        return store.file_sha256(path)
    except FileNotFoundError:
        return ""
