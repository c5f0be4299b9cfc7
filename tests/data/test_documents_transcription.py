"""What we typed from the documents is what they print, at the line we say."""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from pathlib import Path

import pytest

from vnhealth.catalog import indicators, source, units
from vnhealth.catalog.sources import CELL_COLUMNS, ROLES

RAW = Path(__file__).resolve().parents[2] / "data" / "raw"
# Cells by source, counted by hand while reading the documents line by line.
DOCUMENTS = {
    "lao-cai-bai-viet-nhan-luc-2023": 23,
    "lai-chau-nghi-quyet-2026": 13,
    "lao-cai-ke-hoach-2024": 63,
    "quang-ninh-thong-bao-2022": 8,
    "cao-bang-bao-cao-2024": 53,  # 13 rows × 3 + 3 disease rates + 11 in the prose
}
SUMMARIES = {
    "nghi-quyet-20-nq-tw-2017": 26,  # 13 indicators × 2025 and 2030
    "nghi-quyet-72-nq-tw-2025": 7,
    "ket-qua-toan-quoc-2025": 4,
}
ALL = DOCUMENTS | SUMMARIES
LINES_A_SPAN_MAY_TAKE = 6
UNIT_CONTEXTS = {"", "%", "‰", "/vạn dân", "/10.000 dân", "/100.000 dân", "tuổi", "năm", "cm"}


def cells(source_id: str) -> list[dict[str, str]]:
    with (RAW / source_id / "cells.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def original_lines(shared: Path, source_id: str) -> list[str]:
    path = shared / "documents" / source(RAW, source_id).original.name
    return path.read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("source_id", ALL)
def test_the_table_has_the_columns_and_the_number_of_cells_counted(source_id):
    rows = cells(source_id)
    assert tuple(rows[0]) == CELL_COLUMNS
    assert len(rows) == ALL[source_id]
    assert [row["cell"] for row in rows] == [f"{n:03}" for n in range(1, len(rows) + 1)]


@pytest.mark.parametrize("source_id", ALL)
def test_the_table_is_the_one_whose_hash_is_recorded(source_id):
    found = source(RAW, source_id)
    assert [sha256(found.folder / table.file) for table in found.tables] == [
        table.sha256 for table in found.tables
    ]


@pytest.mark.parametrize("source_id", DOCUMENTS)
def test_the_original_is_the_one_whose_hash_is_recorded(shared, source_id):
    original = source(RAW, source_id).original
    assert sha256(shared / "documents" / original.name) == original.sha256


@pytest.mark.parametrize("source_id", ALL)
def test_no_two_cells_have_the_same_key(source_id):
    keys = Counter(
        (row["place_id"], row["indicator"], row["period"], row["role"], row["qualifier"])
        for row in cells(source_id)
    )
    assert [key for key, count in keys.items() if count > 1] == []


@pytest.mark.parametrize("source_id", ALL)
def test_every_cell_uses_the_catalogue_and_the_vocabularies(source_id):
    for row in cells(source_id):
        assert row["indicator"] in indicators(), row
        assert indicators()[row["indicator"]].unit in units(), row
        assert row["role"] in ROLES, row
        assert row["unit"] in UNIT_CONTEXTS, row
        assert re.fullmatch(r"(\d{4}-)?\d{4}", row["period"]), row
        assert row["year"] == row["period"][-4:], row
        assert row["printed"] == " ".join(row["printed"].split()) != "", row
        assert row["locator"], row


@pytest.mark.parametrize("source_id", DOCUMENTS)
def test_every_printed_cell_stands_at_its_line_of_the_document(shared, source_id):
    lines = original_lines(shared, source_id)
    for row in cells(source_id):
        number = int(row["locator"].rpartition("dòng ")[2])
        first = " ".join(lines[number - 1].split())
        rest = lines[number - 1 : number - 1 + LINES_A_SPAN_MAY_TAKE]
        span = " ".join(" ".join(rest).split())
        whole_number = rf"(?<![\d.,]){re.escape(row['printed'])}(?!\d|[.,]\d)"
        starts = [match.start() for match in re.finditer(whole_number, span)]
        assert any(start < len(first) for start in starts), (row["printed"], number, first)


def test_the_table_of_cao_bang_is_there_in_full():
    rows = [row for row in cells("cao-bang-bao-cao-2024") if ", hàng " in row["locator"]]
    assert len(rows) == 13 * 3
    by_row = Counter(row["locator"].split(",")[2].strip() for row in rows)
    assert by_row == {f"hàng {n}": 3 for n in range(1, 14)}
    roles = Counter((row["period"], row["role"]) for row in rows)
    assert roles == {("2025", "target"): 13, ("2030", "target"): 13, ("2024", "actual"): 13}


def test_the_caveats_the_documents_print_are_kept_as_qualifiers():
    rows = {
        (row["indicator"], row["role"], row["period"]): row
        for row in cells("cao-bang-bao-cao-2024")
    }
    managed = rows["managed_population_share", "actual", "2024"]
    assert (managed["printed"], managed["qualifier"]) == ("> 97%", "lập hồ sơ, chưa quản lý")
    immunised = [
        (row["printed"], row["qualifier"])
        for row in cells("cao-bang-bao-cao-2024")
        if row["indicator"] == "full_immunisation_coverage" and "hàng 2" in row["locator"]
    ]
    assert immunised == [("95%", "12 vắc xin"), ("95%", "14 vắc xin"), ("> 93%", "10 vắc xin")]


def test_the_sum_in_words_stands_beside_the_sum_in_figures():
    printed = {
        row["qualifier"]: row["printed"]
        for row in cells("lao-cai-ke-hoach-2024")
        if row["indicator"] == "health_budget_total"
    }
    assert printed == {
        "": "529,7 tỷ đồng",
        "bằng chữ": "Năm trăm hai mươi chín phảy bảy tỷ đồng",
    }


def test_the_national_targets_are_those_the_city_report_prints():
    """Two transcriptions of Resolution 20-NQ/TW, taken from two texts, agree."""

    def targets(source_id: str) -> dict[tuple[str, str], str]:
        return {
            (row["indicator"], row["period"]): re.sub(r"[\s%]", "", row["printed"])
            for row in cells(source_id)
            if row["role"] == "target"
        }

    assert targets("nghi-quyet-20-nq-tw-2017") == targets("cao-bang-bao-cao-2024")


@pytest.mark.parametrize("source_id", SUMMARIES)
def test_a_source_without_its_original_says_so(source_id):
    found = source(RAW, source_id)
    assert found.original.sha256 == ""
    assert re.search(
        "its own text was not at hand|no official publication was at hand", found.how_taken
    )
