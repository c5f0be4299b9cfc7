"""What may stand in the repository, and what may not."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest

LARGEST_BYTES = 1_500_000
LONGEST_MODULE = 330
VAGUE_NAMES = {"common", "helpers", "misc", "util", "utils"}
INDEX_SETTINGS = re.compile(
    r"(?<!\w)(?:--(?:extra-)?index-url|--default-index|--find-links|--trusted-host"
    r"|(?:PIP|UV)_(?:EXTRA_|DEFAULT_)?INDEX(?:_URL)?|npm_config_registry)\b"
)


@pytest.fixture(scope="module")
def texts(tracked_files: list[Path]) -> dict[Path, str]:
    """Every tracked file that is text, but for this one, which names what it forbids."""
    found = {}
    for path in tracked_files:
        content = path.read_bytes()
        if b"\0" not in content and path != Path(__file__):
            found[path] = content.decode("utf-8")
    return found


def named_in(texts: dict[Path, str], pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{path.name}:{number}: {line.strip()[:80]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def configured_hosts() -> set[str]:
    """Return the hosts that pip on this machine is told to use."""
    listed = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], check=True, capture_output=True, text=True
    ).stdout
    hosts = {urlsplit(found).hostname or "" for found in re.findall(r"https?://[^\s']+", listed)}
    return hosts - {"", "pypi.org"}


def test_no_file_is_large(tracked_files: list[Path]) -> None:
    large = {p.name: p.stat().st_size for p in tracked_files if p.stat().st_size > LARGEST_BYTES}
    assert large == {}


def test_text_files_end_in_a_newline_and_have_no_carriage_returns(
    texts: dict[Path, str],
) -> None:
    ours = {p: t for p, t in texts.items() if p.suffix in {".py", ".md", ".yml", ".toml", ".csv"}}
    assert [p.name for p, text in ours.items() if "\r" in text] == []
    assert [p.name for p, text in ours.items() if text and not text.endswith("\n")] == []


def test_no_module_is_long_and_none_has_a_vague_name(tracked_files: list[Path]) -> None:
    modules = [p for p in tracked_files if p.suffix == ".py" and "vnhealth" in p.parts[-3:]]
    modules += [p for p in tracked_files if p.suffix == ".py" and "benchmarks" in p.parts]
    lengths = {p.name: len(p.read_text(encoding="utf-8").splitlines()) for p in modules}
    assert {name: n for name, n in lengths.items() if n > LONGEST_MODULE} == {}
    assert [p.name for p in tracked_files if p.suffix == ".py" and p.stem in VAGUE_NAMES] == []


def test_no_notebook_carries_outputs_counts_or_run_metadata(tracked_files: list[Path]) -> None:
    faults = []
    for path in tracked_files:
        if path.suffix != ".ipynb":
            continue
        notebook = json.loads(path.read_text(encoding="utf-8"))
        if {"papermill", "widgets"} & notebook["metadata"].keys():
            faults.append(f"{path.name}: run metadata")
        for number, cell in enumerate(notebook["cells"]):
            if cell.get("outputs") or cell.get("execution_count") is not None:
                faults.append(f"{path.name}: cell {number} was left with its output")
            if "papermill" in cell["metadata"]:
                faults.append(f"{path.name}: cell {number} has run metadata")
    assert faults == [], "make fix"


def test_no_file_names_a_path_of_this_machine(texts: dict[Path, str], repository: Path) -> None:
    beside = set() if repository.parent == Path("/") else set(repository.parent.iterdir())
    folders = {repository, Path.home(), Path(tempfile.gettempdir())} | beside
    folders = {folder for folder in folders if len(folder.parts) > 1}
    roots = "|".join(sorted(re.escape(folder.as_posix()) for folder in folders))
    assert named_in(texts, re.compile(rf"(?<![\w.:/-])(?:{roots})(?:/\w|(?=[\s\"'`)]))")) == []


def test_no_file_names_a_package_index(texts: dict[Path, str]) -> None:
    assert named_in(texts, INDEX_SETTINGS) == []
    for host in sorted(configured_hosts()):
        assert named_in(texts, re.compile(rf"(?<!\w){re.escape(host)}(?!\w)")) == []
