"""Builds that run notebooks: killed and taken up again, two at once, one brief among others."""

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

from vnhealth import build
from vnhealth.cli import app
from vnhealth.edition import inputs
from vnhealth.edition.journal import memory
from vnhealth.errors import ProjectError
from vnhealth.parameters import check
from vnhealth.project import load_project

VNHEALTH = Path(sys.executable).with_name("vnhealth")
OPENING = (
    "from vnhealth.topics import furniture\n"
    "from vnhealth.topics.page import open_page\n"
    "page = open_page('workforce', place_id=place_id, year=year, language=language,\n"
    "                 boundaries=boundaries, peers=peers)\n"
    "page.show(furniture.masthead(page))"
)
SHOWS_DOCTORS = (
    "from vnhealth.blocks import Heading\nHeading(page.latest('doctors_per_10k')['printed'])"
)
HANGS_IN_LAI_CHAU = (
    "while place_id == '63-12' and (page.project.root / 'hang').is_file():\n    pass"
)
LAO_CAI, LAI_CHAU = "63-10/workforce-2024-vi", "63-12/workforce-2024-vi"
PATIENCE = 120.0
LATER_CELLS = """\
cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note
001,63-10,doctors_per_10k,2023,2023,actual,"14,9 bác sỹ/vạn dân",,,dòng 1,made up
"""


@pytest.fixture
def project(small_project: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return the small project, cleaned, with a notebook that reads one indicator."""
    monkeypatch.setenv("VNHEALTH_COMMIT", "0123abc")
    small_project.write_notebook("workforce", OPENING, SHOWS_DOCTORS)
    app(["clean", "--quiet"], standalone_mode=False)
    return small_project


def until(ready: Any) -> None:
    """Wait for what another process does."""
    end = time.monotonic() + PATIENCE
    while not ready() and time.monotonic() < end:
        time.sleep(0.05)
    assert ready()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_after_a_kill_finished_briefs_are_not_made_again(project: Any) -> None:
    project.write_notebook("workforce", OPENING, HANGS_IN_LAI_CHAU, SHOWS_DOCTORS)
    (project.root / "hang").touch()
    journal = project.root / "reports" / "builds" / "2024" / "journal.jsonl"
    words = ["build", "--topics", "workforce", "--jobs", "2", "--quiet"]
    building = subprocess.Popen(
        [VNHEALTH, *words], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        until(lambda: journal.is_file() and journal.read_bytes().endswith(b"\n"))
    finally:
        os.kill(building.pid, signal.SIGKILL)
        building.wait()
    page = project.root / "reports" / "2024" / f"{LAO_CAI}.html"
    before = page.stat().st_mtime_ns
    entry = json.loads(journal.read_text(encoding="utf-8"))["brief"]
    assert entry["brief"] == LAO_CAI
    assert entry["made_from"]["read"] == ["doctors", "doctors_per_10k", "population"]

    # The lock went with the process that held it, and only what was not finished is made.
    (project.root / "hang").unlink()
    built = build.build(load_project(), build.Selection(topics=("workforce",)), wait=False)
    assert built.ran == (LAI_CHAU,)
    assert [record.status for record in built.records] == ["made", "made"]
    assert page.stat().st_mtime_ns == before
    assert not journal.exists()


def test_of_two_builds_at_once_the_second_waits_or_is_refused(project: Any) -> None:
    folder = memory(load_project(), 2024)
    told: list[str] = []
    code = (
        "import sys; from pathlib import Path; from vnhealth.edition.journal import alone\n"
        "with alone(Path(sys.argv[1]), wait=False):\n"
        "    print('holds', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "holds\n"
        with pytest.raises(ProjectError, match="Another build is at work on this edition") as fault:
            build.build(load_project(), wait=False)
        assert fault.value.vi.startswith("Một lệnh build khác đang lập ấn bản này")
        assert fault.value.exit_code == 1

        def let_go() -> None:
            told.append("waits")
            other.stdin.close()  # type: ignore[union-attr]

        nothing = build.Selection(topics=("budget",))
        assert build.build(load_project(), nothing, on_wait=let_go).ran == ()
    assert told == ["waits"]


def test_one_brief_leaves_no_older_file_in_another_format(
    project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inputs, "code_digest", lambda: "c" * 64)
    wanted = check("workforce", place_id="63-10", year=2024)
    folder = project.root / "reports" / "2024"
    pdf, html = folder / f"{LAO_CAI}.pdf", folder / f"{LAO_CAI}.html"

    def only(*formats: str) -> None:
        build.make_brief(build.job_for(load_project(), wanted, formats=formats))

    selection = build.Selection(places=("63-10",), topics=("workforce",))
    build.build(load_project(), selection)
    before = pdf.read_bytes()
    only("html")
    assert pdf.read_bytes() == before, "made from the same figures, it may stand"
    assert build.to_do(load_project(), selection).todo == {}

    project.write_cells(LATER_CELLS)
    app(["clean", "--quiet"], standalone_mode=False)
    only("html")
    assert "14,9" in html.read_text(encoding="utf-8")
    assert not pdf.exists()
    assert f"{LAO_CAI}.pdf" not in (folder / "index.html").read_text(encoding="utf-8")
    (reason,) = build.to_do(load_project(), selection).todo[LAO_CAI]
    assert reason.text("en") == "no pdf file yet"
