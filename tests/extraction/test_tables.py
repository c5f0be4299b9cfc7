"""Tables in Word, HTML and PDF files, and tables that stand in a text as loose lines."""

from __future__ import annotations

import pytest

LOOSE = """KẾ HOẠCH
Phát triển y tế tỉnh Quảng Trị năm 2025

Quảng Trị, ngày 05 tháng 01 năm 2025
I. CÁC CHỈ TIÊU CHỦ YẾU

STT Chỉ tiêu ĐVT Thực hiện
2023
Ước TH 2024 Kế hoạch 2025 Ghi chú
I Nhân lực
1 Số bác sĩ trên vạn dân Người 16,2 16,8 17,0
II Dự phòng
2 Tỷ lệ trẻ em dưới 1 tuổi được
tiêm chủng đầy đủ
% 94,5 95,0 > 95
3 Tỷ suất tử vong trẻ em dưới
5 tuổi (‰)
9,8 9,5

< 9,5
STT Chỉ tiêu ĐVT Thực hiện
2023
Ước TH 2024 Kế hoạch 2025 Ghi chú
4 Tổng số giường bệnh Giường 7.850 7.950 8.100
- Số ca mắc mới lao trên
100.000 dân
  60
II. NHIỆM VỤ
1. Khám sức khỏe định kỳ cho 85% người cao tuổi.
"""


def test_loose_lines_become_rows_under_the_headings_of_their_columns(candidates):
    found = [row for row in candidates(LOOSE) if "bảng" in row["locator"]]
    assert [(r["indicator"], r["period"], r["role"], r["op"], r["value"], r["unit"]) for r in found
            ] == [
        ("doctors_per_10k", "2023", "actual", "eq", 16.2, "per_10k"),
        ("doctors_per_10k", "2024", "estimate", "eq", 16.8, "per_10k"),
        ("doctors_per_10k", "2025", "plan", "eq", 17.0, "per_10k"),
        ("full_immunisation_coverage", "2023", "actual", "eq", 94.5, "%"),
        ("full_immunisation_coverage", "2024", "estimate", "eq", 95.0, "%"),
        ("full_immunisation_coverage", "2025", "plan", "gt", 95.0, "%"),
        ("under5_mortality", "2023", "actual", "eq", 9.8, "‰"),
        ("under5_mortality", "2024", "estimate", "eq", 9.5, "‰"),
        ("under5_mortality", "2025", "plan", "lt", 9.5, "‰"),
        ("beds", "2023", "actual", "eq", 7850, "bed"),
        ("beds", "2024", "estimate", "eq", 7950, "bed"),
        ("beds", "2025", "plan", "eq", 8100, "bed"),
        ("tb_new_per_100k", "2025", "plan", "eq", 60, "per_100k"),
    ]  # fmt: skip


def test_a_row_with_fewer_figures_than_columns_is_doubted(candidates):
    found = {row["indicator"]: row for row in candidates(LOOSE)}
    assert "ít số hơn số cột" in found["tb_new_per_100k"]["reason"]
    assert found["tb_new_per_100k"]["confidence"] < found["beds"]["confidence"]


def test_the_prose_after_a_loose_table_is_read_as_prose(candidates):
    last = candidates(LOOSE)[-1]
    assert (last["indicator"], last["value"], last["role"]) == ("elderly_checkup", 85, "target")


ROWS = [
    ["TT", "Nội dung", "Đơn vị tính", "Chỉ tiêu năm 2024", "Thực hiện 2024", "Tỷ lệ đạt (%)"],
    ["1", "Tỷ lệ bao phủ BHYT", "%", "≥ 95", "94,2", "99,2"],
    ["2", "Số bác sĩ trên 10.000 dân", "BS/vạn dân", "10,5", "10,1", "96,2"],
    ["3", "Số trạm y tế", "Trạm", "143", "143", "100"],
]
EXPECTED = [
    ("health_insurance_coverage", "target", "ge", 95, "%"),
    ("health_insurance_coverage", "actual", "eq", 94.2, "%"),
    ("doctors_per_10k", "target", "eq", 10.5, "per_10k"),
    ("doctors_per_10k", "actual", "eq", 10.1, "per_10k"),
    ("stations", "target", "eq", 143, "facility"),
    ("stations", "actual", "eq", 143, "facility"),
]
TITLE = "Sở Y tế Đồng Tháp thông báo kết quả năm 2024 như sau:"


def figures(rows):
    return [(r["indicator"], r["role"], r["op"], r["value"], r["unit"]) for r in rows]


def html(rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in cells)}</table>"


def test_rows_of_indicators_in_html(candidates):
    found = candidates(f"<html><body><p>{TITLE}</p>{html(ROWS)}</body></html>", "a.html")
    assert figures(found) == EXPECTED
    assert {row["place_id"] for row in found} == {"63-87"}
    assert found[0]["locator"] == "bảng 1, dòng 2, cột 4"
    assert found[0]["printed"] == "≥ 95"


def test_rows_of_indicators_in_word(tmp_path):
    docx = pytest.importorskip("docx")
    from vnhealth.extraction import extract_file

    document = docx.Document()
    document.add_paragraph(TITLE)
    table = document.add_table(rows=0, cols=len(ROWS[0]))
    for row in ROWS:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    document.save(str(tmp_path / "a.docx"))
    assert figures(extract_file(tmp_path / "a.docx").to_dict("records")) == EXPECTED


def test_rows_of_places_take_the_indicator_from_the_column(candidates):
    rows = [
        ["STT", "Địa phương", "Số bác sĩ", "Tỷ lệ BHYT năm 2024 (%)"],
        ["1", "Tiền Giang", "1.312", "95,1"],
        ["2", "Huyện Cai Lậy", "80", "93,0"],
        ["3", "Cần Thơ", "1.680", "94,2"],
    ]
    found = candidates(f"<html><body><p>{TITLE}</p>{html(rows)}</body></html>", "a.html")
    assert [(row["place_id"], row["indicator"], row["value"]) for row in found] == [
        ("63-82", "doctors", 1312),
        ("63-82", "health_insurance_coverage", 95.1),
        ("", "doctors", 80),
        ("", "health_insurance_coverage", 93.0),
        ("63-92", "doctors", 1680),
        ("63-92", "health_insurance_coverage", 94.2),
    ]


def test_a_group_row_is_no_heading_and_a_heading_repeated_on_the_next_page_no_row(candidates):
    rows = [
        ["TT", "Nội dung", "ĐVT", "TH 2023", "KH 2024"],
        ["I", "Khám bệnh", "", "", ""],
        ["1", "Số lượt khám bệnh", "Nghìn lượt", "5.120", "5.300"],
        ["TT", "Nội dung", "ĐVT", "TH 2023", "KH 2024"],
        ["2", "Chi phí KCB BHYT", "Tỷ đồng", "4.310", "4.650"],
    ]
    found = candidates(f"<html><body><p>{TITLE}</p>{html(rows)}</body></html>", "a.html")
    assert [(r["indicator"], r["period"], r["role"], r["value"]) for r in found] == [
        ("outpatient_visits", "2023", "actual", 5_120 * 1_000),
        ("outpatient_visits", "2024", "plan", 5_300 * 1_000),
        ("health_insurance_expenditure", "2023", "actual", 4_310 * 10**9),
        ("health_insurance_expenditure", "2024", "plan", 4_650 * 10**9),
    ]


def test_a_yearbook_table_without_a_heading_over_its_labels(candidates):
    rows = [
        ["", "2021", "Sơ bộ 2022"],
        ["Số bác sĩ bình quân 1 vạn dân (Người)", "8,79", "9,02"],
        ["Tỷ suất chết của trẻ em dưới 1 tuổi (‰)", "13,0", ".."],
    ]
    found = candidates(f"<html><body><p>{TITLE}</p>{html(rows)}</body></html>", "a.html")
    assert [(r["indicator"], r["period"], r["value"], r["unit"]) for r in found] == [
        ("doctors_per_10k", "2021", 8.79, "per_10k"),
        ("doctors_per_10k", "2022", 9.02, "per_10k"),
        ("infant_mortality", "2021", 13.0, "‰"),
    ]
