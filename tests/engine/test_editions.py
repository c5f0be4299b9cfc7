"""An edition with a bad brief: the others are made, the bad one is named, nothing stays behind."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from vnhealth import clean as cleaning
from vnhealth import store
from vnhealth.project import load_project

VNHEALTH = Path(sys.executable).with_name("vnhealth")
OPENING = (
    "from vnhealth.topics import furniture\n"
    "from vnhealth.topics.page import open_page\n"
    "page = open_page('workforce', place_id=place_id, year=year, language=language,\n"
    "                 boundaries=boundaries, peers=peers)\n"
    "page.show(furniture.masthead(page))"
)
BAD = "63-10"
GOOD = ["workforce-2024-vi.html", "workforce-2024-vi.pdf"]

FAULTS = {
    "exception": ("1 / 0", "ZeroDivisionError: division by zero"),
    "sys.exit": ("import sys; sys.exit(2)", "SystemExit: 2"),
    "os._exit": (
        "import os; os._exit(3)",
        "Its process quit with exit code 3 before the notebook was finished",
    ),
    "segfault": ("import ctypes; ctypes.string_at(0)", "Its process crashed (SIGSEGV)"),
    "memory": ("x = bytearray(1 << 40)", "MemoryError"),
    "disk": (
        "with open('/dev/full', 'w') as f: f.write('x')",
        "OSError: [Errno 28] No space left on device",
    ),
}


PLACES = ["63-10", "63-04", "63-22", "63-02", "63-06", "63-08"]
HEAD = "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note"


def clean(root: Path) -> None:
    """Clean the figures of the project at `root`."""
    project = load_project(root)
    cleaned = cleaning.clean(project.raw)
    store.save(
        cleaned.observations,
        cleaned.unread,
        project.processed,
        raw_sha256=store.raw_digest(project.raw),
        cells=cleaned.cells,
    )


@pytest.fixture
def project(small_project: Any) -> Any:
    """Return the small project, cleaned, its own environment set."""
    clean(small_project.root)
    return small_project


def vnhealth(*words: str) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(
        [VNHEALTH, *words], check=False, capture_output=True, text=True, timeout=180
    )
    assert "Traceback" not in ran.stderr, ran.stderr
    return ran


def build(*words: str) -> subprocess.CompletedProcess[str]:
    return vnhealth("build", "--topics", "workforce", "--jobs", "2", "--quiet", *words)


def spoil(project: Any, cell: str) -> None:
    """Let the notebook fail for one place, in the fourth cell, counting the parameters given."""
    project.write_notebook("workforce", OPENING, f"if place_id == {BAD!r}:\n    {cell}")


def files_of(project: Any, place: str) -> list[str]:
    folder = project.root / "reports" / "2024" / place
    return sorted(path.name for path in folder.glob("*")) if folder.is_dir() else []


def test_each_bad_brief_is_named_and_its_siblings_are_made(project: Any) -> None:
    lines = [
        f'{number:03},{place},doctors_per_10k,2023,2023,actual,"14,5 bác sỹ/vạn dân",,,dòng,made up'
        for number, place in enumerate([*PLACES, "63-12"], start=1)
    ]
    project.write_cells("\n".join([HEAD, *lines, ""]))
    clean(project.root)
    faults = dict(zip(PLACES, FAULTS.values(), strict=True))
    cases = "\n".join(f"if place_id == {p!r}:\n    {cell}" for p, (cell, _) in faults.items())
    project.write_notebook("workforce", OPENING, f"'spoil'\n{cases}")
    ran = build("--places", ",".join([*PLACES, "63-12"]))
    assert ran.returncode == 1
    said = {line.split("[4] `'spoil'`: ")[-1].split(". ")[0] for line in ran.stderr.splitlines()}
    assert said == {what for _, what in FAULTS.values()}
    assert "✗ Lao Cai province · Health workforce · 2024 · Vietnamese" in ran.stderr
    assert files_of(project, "63-12") == GOOD
    for place in PLACES:
        assert files_of(project, place) == []
        kept = project.root / "reports" / "failed" / place / "workforce-2024-vi.ipynb"
        cells = json.loads(kept.read_text(encoding="utf-8"))["cells"]
        (opening,) = [cell for cell in cells if "".join(cell["source"]) == OPENING]
        assert opening["outputs"][0]["output_type"] == "display_data"


def test_nothing_is_left_behind_by_a_build(project: Any, tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    spoil(project, "import subprocess, os; subprocess.Popen(['sleep', '86399']); os._exit(1)")
    environment = os.environ | {"TMPDIR": str(scratch)}
    subprocess.run([VNHEALTH, "build", "-j", "2"], check=False, env=environment, timeout=180)
    assert list(scratch.iterdir()) == []
    commands = [
        path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if _readable(path)
    ]
    assert not any(b"86399" in command for command in commands)
    hidden = [path.name for path in project.root.rglob(".*") if path.name != ".gitkeep"]
    assert hidden == []


def _readable(path: Path) -> bool:
    try:
        return bool(path.read_bytes())
    except OSError:
        return False


def test_both_engines_make_the_same_bytes(project: Any) -> None:
    def made(engine: str) -> dict[str, bytes]:
        ran = build("--engine", engine, "--force")
        assert ran.returncode == 0, ran.stderr
        folder = project.root / "reports" / "2024"
        found = {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}
        return {name: found[name] for name in sorted(found)}

    assert made("nbclient") == made("vnhealth-warm")


def test_an_unknown_engine_is_refused(project: Any) -> None:
    ran = build("--engine", "papermil")
    assert ran.returncode == 2
    assert "vnhealth-warm" in ran.stderr


def test_one_brief_is_made_from_the_warm_process_too(project: Any) -> None:
    ran = vnhealth("brief", "workforce", "--place", "63-12", "--year", "2024")
    assert ran.returncode == 0, ran.stderr
    assert files_of(project, "63-12") == GOOD


def test_ctrl_c_ends_within_two_seconds_and_leaves_finished_briefs_whole(project: Any) -> None:
    spoil(project, "import time; time.sleep(3600)")
    building = subprocess.Popen(
        [VNHEALTH, "build", "--topics", "workforce", "--jobs", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + 120
        while files_of(project, "63-12") != GOOD and time.monotonic() < until:
            time.sleep(0.05)
        assert files_of(project, "63-12") == GOOD
        before = _descendants(building.pid)
        assert len(before) >= 2, "the warm process, and the brief that sleeps"
        building.send_signal(signal.SIGINT)
        building.communicate(timeout=2)
    finally:
        building.kill()
        building.communicate()
    assert building.returncode != 0
    assert not any(Path(f"/proc/{pid}").exists() for pid in before)
    folder = project.root / "reports" / "2024" / "63-12"
    assert (folder / GOOD[0]).read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert (folder / GOOD[1]).read_bytes().rstrip().endswith(b"%%EOF")


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text(encoding="ascii").split():
            found += [int(child), *_descendants(int(child))]
    return found


def test_a_full_disk_under_the_reports_is_said_and_nothing_is_half_written(
    project: Any, tmp_path: Path
) -> None:
    reports = project.root / "reports"
    reports.mkdir(exist_ok=True)
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=96k", "tmpfs", reports],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("a small file system can't be mounted here: it needs root")
    try:
        project.write_notebook("workforce", OPENING)
        ran = build()
        left = [path for path in reports.rglob("*") if path.suffix in {".html", ".pdf", ".part"}]
    finally:
        subprocess.run(["umount", "--lazy", reports], check=True)
    assert ran.returncode == 1
    assert "No space left on device" in ran.stderr
    assert all(path.stat().st_size for path in left)
    assert not any(path.suffix == ".part" for path in left)
