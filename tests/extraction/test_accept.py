"""From a reviewed CSV into data/raw: as printed, whole or not at all, never twice."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from vnhealth.catalog import source
from vnhealth.clean import clean
from vnhealth.errors import DataError, ReadError
from vnhealth.extraction import (
    COLUMNS,
    accept,
    as_csv,
    draft_path,
    extract_file,
    growing,
    read_candidates,
    write_candidates,
    write_draft,
)
from vnhealth.extraction.review_file import write_whole

TEXT = """BÁO CÁO
Kết quả công tác y tế năm 2023
Sơn La, ngày 15 tháng 12 năm 2023
I. KẾT QUẢ
1. Đạt 7,8 bác sĩ và 28,5 giường bệnh/vạn dân; BHYT đạt trên 95,7% dân số.
2. 146/152 (96%) xã, phường, thị trấn đạt Bộ tiêu chí quốc gia về y tế xã.
3. Mỗi trạm y tế có ít nhất 02 bác sĩ.
4. Tỷ lệ tham gia BHYT của tỉnh đạt 95,7%.
"""
SAID = {
    "id": "son-la-bao-cao-2023",
    "title_vi": "Báo cáo năm 2023",
    "title_en": "Report of 2023",
    "issuer_vi": "Sở Y tế Sơn La",
    "issuer_en": "Son La health department",
    "date": "2023-12-15",
    "place_id": "63-14",
    "licence": "Made up.",
    "how_taken": "Made up for a test.",
}


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "bao-cao.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def reviewed(document: Path, tmp_path: Path) -> Path:
    return write_candidates(extract_file(document), tmp_path / "review" / "bao-cao.csv")


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "data" / "raw"
    folder.mkdir(parents=True)
    return folder


def cells(raw: Path, source_id: str = SAID["id"]) -> list[dict[str, str]]:
    with (raw / source_id / "cells.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def edit(path: Path, change) -> None:
    rows = read_candidates(path)
    with path.open("w", encoding="utf-8", newline="") as stream:
        changed = change(rows)
        writer = csv.DictWriter(stream, list(changed[0]))
        writer.writeheader()
        writer.writerows(changed)


def test_figures_arrive_as_printed_with_the_unit_printed_elsewhere(reviewed, raw):
    report = accept(reviewed, project_raw=raw, source=SAID)
    assert (report.source_id, report.added) == ("son-la-bao-cao-2023", 6)
    assert [(one["cell"], one["indicator"], one["printed"], one["unit"]) for one in cells(raw)] == [
        ("001", "doctors_per_10k", "7,8 bác sĩ", "/10.000 dân"),
        ("002", "beds_per_10k", "28,5 giường bệnh/vạn dân", ""),
        ("003", "health_insurance_coverage", "trên 95,7%", ""),
        ("004", "communes_meeting_criteria", "146/152 (96%) xã", ""),
        ("005", "doctors_per_station", "Mỗi trạm y tế có ít nhất 02 bác sĩ", ""),
        ("006", "health_insurance_coverage", "95,7%", ""),
    ]


def test_a_figure_printed_again_is_set_apart_by_its_section(reviewed, raw):
    accept(reviewed, project_raw=raw, source=SAID)
    assert [one["qualifier"] for one in cells(raw)] == ["", "", "", "", "", "mục I.4"]


def test_what_was_accepted_is_a_source_that_cleans_without_loss(reviewed, raw):
    accept(reviewed, project_raw=raw, source=SAID)
    assert source(raw, SAID["id"]).title_vi == "Báo cáo năm 2023"
    cleaned = clean(raw)
    assert (len(cleaned.observations), len(cleaned.unread)) == (6, 0)


def test_accepting_the_same_rows_twice_is_refused_and_changes_nothing(reviewed, raw):
    accept(reviewed, project_raw=raw, source=SAID)
    before = (raw / SAID["id"] / "cells.csv").read_bytes()
    edit(reviewed, lambda rows: rows[:2])
    with pytest.raises(DataError) as fault:
        accept(reviewed, project_raw=raw, source=SAID)
    assert "row 2: this figure is there already" in fault.value.en
    assert (raw / SAID["id"] / "cells.csv").read_bytes() == before


def test_further_rows_join_the_source_and_its_hash_follows(reviewed, raw, tmp_path):
    later = tmp_path / "later.csv"
    later.write_bytes(reviewed.read_bytes())
    edit(reviewed, lambda rows: rows[:2])
    edit(later, lambda rows: rows[2:4])
    accept(reviewed, project_raw=raw, source=SAID)
    assert accept(later, project_raw=raw, source=SAID).cells == ("003", "004")
    assert len(cells(raw)) == 4
    assert len(clean(raw).observations) == 4


def test_all_faults_are_named_at_once_and_nothing_is_written(reviewed, raw):
    def spoil(rows):
        rows[0]["indicator"] = ""
        rows[1]["value"] = "29"
        rows[2]["place_id"] = "99-99"
        return rows

    edit(reviewed, spoil)
    with pytest.raises(DataError) as fault:
        accept(reviewed, project_raw=raw, source=SAID)
    assert "indicator is empty" in fault.value.en
    assert "the value 29 is not what is printed (28.5)" in fault.value.en
    assert "99-99" in fault.value.en
    assert list(raw.iterdir()) == []


def test_the_draft_of_the_source_waits_for_title_and_issuer(document, reviewed, raw):
    path = write_draft(document, extract_file(document), reviewed)
    assert path == draft_path(reviewed)
    with pytest.raises(DataError) as fault:
        accept(reviewed, project_raw=raw)
    assert "title_vi is empty; title_en is empty; issuer_vi is empty" in fault.value.en
    assert "khóa title_vi còn trống" in fault.value.vi


def test_one_document_is_not_taken_under_two_names(document, reviewed, raw):
    import hashlib

    original = {"name": document.name, "sha256": hashlib.sha256(TEXT.encode()).hexdigest()}
    accept(reviewed, project_raw=raw, source=SAID | {"original": original})
    with pytest.raises(DataError) as fault:
        accept(reviewed, project_raw=raw, source=SAID | {"id": "other", "original": original})
    assert "as the source “son-la-bao-cao-2023”" in fault.value.en


def test_an_id_that_would_leave_the_folder_is_refused(reviewed, raw):
    with pytest.raises(DataError) as fault:
        accept(reviewed, project_raw=raw, source=SAID | {"id": "../elsewhere"})
    assert "lower-case letters" in fault.value.en


def test_the_file_has_the_columns_promised_and_opens_safely_in_a_spreadsheet(document, tmp_path):
    document.write_text(TEXT.replace("Đạt 7,8", "=HYPERLINK(1) đạt 7,8"), encoding="utf-8")
    frame = extract_file(document)
    assert tuple(frame.columns) == COLUMNS
    assert as_csv(frame).splitlines()[0] == ",".join(COLUMNS)
    assert "'=HYPERLINK" in as_csv(frame)
    path = write_candidates(frame, tmp_path / "a.csv")
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert read_candidates(path)[0]["text"].startswith("=HYPERLINK")


def test_a_file_that_a_spreadsheet_saved_with_semicolons_is_read(reviewed, raw):
    rows = read_candidates(reviewed)
    with reviewed.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=";")
        writer.writeheader()
        writer.writerows({**row, "value": row["value"].replace(".", ",")} for row in rows)
    assert accept(reviewed, project_raw=raw, source=SAID).added == 6


def test_unknown_columns_are_named(reviewed, raw):
    edit(reviewed, lambda rows: [{**row, "checked": "x"} for row in rows])
    with pytest.raises(DataError) as fault:
        accept(reviewed, project_raw=raw, source=SAID)
    assert "unknown columns: checked" in fault.value.en


WRONG = [
    ("indicator", "doctor_rate", "There is no indicator “doctor_rate”", "Không có chỉ số"),
    ("role", "goal", "the role “goal” is not one of actual", "vai trò “goal” không thuộc actual"),
    ("unit", "bananas", "there is no unit “bananas”", "không có đơn vị “bananas”"),
    (
        "period",
        "mid-term",
        "the period “mid-term” does not hold the year",
        "kỳ “mid-term” không chứa năm",
    ),
    ("op", "gt", "the comparator gt is not the printed one (eq)", "dấu so sánh gt khác với bản in"),
]


@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong[0])
def test_what_a_reviewer_mistyped_is_named_with_its_row(reviewed, raw, wrong):
    column, text, en, vi = wrong
    edit(reviewed, lambda rows: [{**rows[0], column: text}, *rows[1:]])
    with pytest.raises(DataError) as fault:
        accept(reviewed, project_raw=raw, source=SAID)
    assert f"row 2: {en}" in fault.value.en
    assert vi in fault.value.vi
    assert list(raw.iterdir()) == []


def test_whole_numbers_that_came_back_with_decimals_are_whole(reviewed, raw):
    edit(
        reviewed,
        lambda rows: [
            {**row, **{key: f"{row[key]}.0" for key in ("year", "start", "end")}} for row in rows
        ],
    )
    assert accept(reviewed, project_raw=raw, source=SAID).added == 6


def halves(reviewed: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two files of two rows each, out of one."""
    later = tmp_path / "later.csv"
    later.write_bytes(reviewed.read_bytes())
    edit(reviewed, lambda rows: rows[:2])
    edit(later, lambda rows: rows[2:4])
    return reviewed, later


@pytest.mark.parametrize("written", [0, 1, 2, 3], ids=["none", "copy", "table", "description"])
def test_a_source_that_was_growing_when_power_failed_is_settled_by_the_next_accept(
    reviewed, raw, tmp_path, monkeypatch, written
):
    first, later = halves(reviewed, tmp_path)
    accept(first, project_raw=raw, source=SAID)
    done: list[Path] = []

    def failing(path: Path, content: bytes) -> None:
        if len(done) == written:
            raise KeyboardInterrupt
        done.append(path)
        write_whole(path, content)

    def failing_too(path: Path, *, missing_ok: bool = False) -> None:
        if len(done) == 3:
            raise KeyboardInterrupt
        assert missing_ok or path.exists()

    with monkeypatch.context() as broken:
        broken.setattr(growing, "write_whole", failing)
        broken.setattr(Path, "unlink", failing_too)
        with pytest.raises(KeyboardInterrupt):
            accept(later, project_raw=raw, source=SAID)
    if written == 3:  # both files stand already; only the copy is left over
        with pytest.raises(DataError, match="này đã có"):
            accept(later, project_raw=raw, source=SAID)
    else:
        assert accept(later, project_raw=raw, source=SAID).cells == ("003", "004")
    assert [cell["cell"] for cell in cells(raw)] == ["001", "002", "003", "004"]
    assert sorted(path.name for path in (raw / SAID["id"]).iterdir()) == ["cells.csv", "source.yml"]
    assert len(clean(raw).observations) == 4


def test_a_table_changed_by_hand_is_not_written_over(reviewed, raw, tmp_path):
    first, later = halves(reviewed, tmp_path)
    accept(first, project_raw=raw, source=SAID)
    table = raw / SAID["id"] / "cells.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("7,8", "7,9"), encoding="utf-8")
    with pytest.raises(DataError) as fault:
        accept(later, project_raw=raw, source=SAID)
    assert fault.value.en.startswith(f"{table} is not the table that source.yml describes")
    assert "7,9" in table.read_text(encoding="utf-8")


def test_a_file_that_is_not_there_is_named_itself_and_not_its_draft(raw, tmp_path):
    absent = tmp_path / "nonexistent.csv"
    with pytest.raises(ReadError) as fault:
        accept(absent, project_raw=raw)
    assert fault.value.en == (
        f"There is no file {absent}. `vnhealth extract DOCUMENT --out nonexistent.csv` makes one "
        "to be reviewed."
    )
    assert "source.yml" not in fault.value.vi
