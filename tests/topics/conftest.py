"""Two made-up sources: a table of doctors with a gap, and a plan that doesn't add up."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from vnhealth.cli.data import clean
from vnhealth.project import load_project

PROVINCES = ("01", "02", "04", "06", "08", "10", "11", "12", "14", "15", "17", "19")
HEADER = "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note"
TABLE, PLAN = "bang-bac-si-2016", "ke-hoach-2016"
PLAN_CELLS = (
    ("63-10", "health_budget_total", "plan", "10,0 tỷ đồng"),
    ("63-10", "health_budget_project_1", "plan", "6,0 tỷ đồng"),
    ("63-10", "health_budget_project_2", "plan", "3,0 tỷ đồng"),
    ("63-10", "health_budget_project_3", "plan", "0,5 tỷ đồng"),
    ("63-10", "doctors", "actual", "250 bác sỹ"),  # the table prints 200
    ("63-10", "nurses", "actual", "không thống kê được"),
)
SOURCE = """\
id: {source_id}
kind: {kind}
title_vi: "{title_vi}"
title_en: "{title_en}"
issuer_vi: "Nơi lập số liệu"
issuer_en: "Maker of figures"
document_number: ""
date: "{date}"
place_id: "{place_id}"
language: vi
number_style: vi
vintage: ""
licence: "made up"
how_taken: "Made up for a test."
original:
  name: ""
  sha256: ""
tables:
  - file: cells.csv
    title_vi: "{title_vi}"
    title_en: "{title_en}"
    layout: cells
    sha256: {sha256}
"""


def table_cells() -> str:
    """Return 12 provinces × 2 years, one of them printed as not known."""
    lines = []
    for year in (2015, 2016):
        for province in PROVINCES:
            printed = ".." if (province, year) == ("19", 2016) else "200"
            lines.append(
                f"{len(lines) + 1:03},63-{province},doctors,{year},{year},actual,{printed},"
                f"người,,dòng {len(lines) + 1},"
            )
    return "\n".join([HEADER, *lines]) + "\n"


def plan_cells() -> str:
    lines = [
        f'{n:03},{place},{indicator},2016,2016,{role},"{printed}",,,dòng {n},'
        for n, (place, indicator, role, printed) in enumerate(PLAN_CELLS, start=1)
    ]
    return "\n".join([HEADER, *lines]) + "\n"


def write_source(raw: Path, source_id: str, cells: str, **facts: str) -> None:
    folder = raw / source_id
    folder.mkdir(parents=True)
    (folder / "cells.csv").write_text(cells, encoding="utf-8")
    digest = hashlib.sha256(cells.encode()).hexdigest()
    text = SOURCE.format(source_id=source_id, sha256=digest, **facts)
    (folder / "source.yml").write_text(text, encoding="utf-8")


@pytest.fixture
def two_sources(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a project with both sources cleaned, and the quality notebook."""
    root = tmp_path / "project"
    raw = root / "data" / "raw"
    write_source(
        raw,
        TABLE,
        table_cells(),
        kind="table",
        title_vi="Số bác sĩ theo tỉnh",
        title_en="Doctors by province",
        date="2017",
        place_id="vn",
    )
    write_source(
        raw,
        PLAN,
        plan_cells(),
        kind="document",
        title_vi="Kế hoạch đặt ra",
        title_en="Made-up plan",
        date="2016-05-01",
        place_id="63-10",
    )
    settings = (
        '[project]\nlanguage = "vi"\nedition = 2024\n\n[editions.2024]\nquality = ["store"]\n'
    )
    (root / "vnhealth.toml").write_text(settings, encoding="utf-8")
    (root / "notebooks").mkdir()
    shutil.copy(repository / "notebooks" / "quality.ipynb", root / "notebooks")
    monkeypatch.setenv("VNHEALTH_PROJECT", str(root))
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1732233600")  # 22 November 2024, 00:00 UTC
    clean(quiet=True)
    assert load_project().root == root
    return root
