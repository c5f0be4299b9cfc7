"""A small data/raw of our own making, written as text, for faults that the shipped data lack."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vnhealth.clean import Cleaned, clean

HEAD = "cell,place_id,indicator,year,period,role,printed,unit,qualifier,locator,note"
ZEROS = "0" * 64
DOCUMENT = """\
id: bao-cao-thu
kind: document
title_vi: Báo cáo thử
title_en: A trial report
issuer_vi: Sở Y tế
issuer_en: Department of Health
document_number: ''
date: '2024'
place_id: 63-10
language: vi
number_style: vi
vintage: {vintage}
licence: CC-BY-4.0
how_taken: Typed for a test.
original: {{name: none, sha256: ''}}
tables:
- {{file: cells.csv, title_vi: Số liệu, title_en: Figures, layout: cells, sha256: '{zeros}'}}
"""
TABLE = """\
id: bang-thu
kind: table
title_vi: Bảng thử
title_en: A trial table
issuer_vi: Tổng cục Thống kê
issuer_en: Statistics office
document_number: ''
date: '2018'
place_id: vn
language: en
number_style: en
vintage: '2018'
licence: CC-BY-4.0
how_taken: Typed for a test.
original: {{name: none, sha256: ''}}
tables:
- file: doctors.csv
  title_vi: Bác sĩ
  title_en: Doctors
  layout: wide
  sha256: '{zeros}'
  indicator: doctors
  unit: person
  scale: 1
  role: actual
  column_template: '{{period}} Doctor'
  place_header: Province
"""


@pytest.fixture
def document(tmp_path: Path) -> Callable[..., Cleaned]:
    """Return a function that cleans one document of the rows given (without the header)."""

    def made(*rows: str, corrections: str = "", vintage: str = "''", head: str = HEAD) -> Cleaned:
        folder = tmp_path / "raw" / "bao-cao-thu"
        folder.mkdir(parents=True, exist_ok=True)
        text = DOCUMENT.format(vintage=vintage, zeros=ZEROS)
        (folder / "source.yml").write_text(text, encoding="utf-8")
        (folder / "cells.csv").write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
        if corrections:
            (tmp_path / "raw" / "corrections.yml").write_text(corrections, encoding="utf-8")
        return clean(tmp_path / "raw")

    return made


@pytest.fixture
def table(tmp_path: Path) -> Callable[..., Cleaned]:
    """Return a function that cleans one wide table of the lines given (header first)."""

    def made(*lines: str) -> Cleaned:
        folder = tmp_path / "raw" / "bang-thu"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "source.yml").write_text(TABLE.format(zeros=ZEROS), encoding="utf-8")
        if lines:
            text = "\n".join(lines) + "\n"
            (folder / "doctors.csv").write_text(text.lstrip("\n"), encoding="utf-8")
        return clean(tmp_path / "raw")

    return made


@pytest.fixture(scope="session")
def cleaned(repository: Path) -> Cleaned:
    """Return what cleaning the shipped data gives."""
    return clean(repository / "data" / "raw")
