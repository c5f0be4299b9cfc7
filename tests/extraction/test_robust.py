"""No document crashes the extraction, and its time grows with the length only."""

from __future__ import annotations

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vnhealth.errors import ReadError
from vnhealth.extraction import COLUMNS, extract_file

PIECES = st.lists(
    st.sampled_from(
        ["STT Chỉ tiêu Năm 2024", "1 Bác sĩ/vạn dân", "95%", "> 95 86,5", "- ", "(", "năm 2024",
         "đến năm 2030", "tỉnh Lào Cai", "tại huyện", "trong đó:", "5 tuổi", "I. KẾT QUẢ", ";", ".",
         "100.000 dân", "146/152 (96%)", "Nơi nhận:", "giai đoạn", "toàn dân", "BHYT", "\t", "2-3"]
    )
    | st.text(st.characters(exclude_categories=("C",)), max_size=12),
    max_size=30,
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(PIECES, st.sampled_from(["\n", " "]))
def test_any_text_gives_rows_whose_spans_hold_their_figures(tmp_path, pieces, glue):
    path = tmp_path / "a.txt"
    path.write_text("BÁO CÁO\n" + glue.join(pieces), encoding="utf-8", errors="ignore")
    frame = extract_file(path)
    assert tuple(frame.columns) == COLUMNS
    for row in frame.to_dict("records"):
        assert 0 <= row["start"] < row["end"] <= len(row["text"])
        assert 0 <= row["confidence"] <= 1


def test_a_document_without_figures_gives_an_empty_table(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("Không có số liệu nào ở đây.\n", encoding="utf-8")
    frame = extract_file(path)
    assert (len(frame), tuple(frame.columns)) == (0, COLUMNS)


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(ReadError):
        extract_file(tmp_path / "none.txt")


def test_ten_times_the_text_takes_no_more_than_thirty_times_as_long(tmp_path):
    line = "- Năm 2023, tỷ lệ bao phủ BHYT đạt 95,1%; có 204 trạm y tế và 986 bác sĩ.\n"

    def seconds(count: int) -> float:
        path = tmp_path / f"{count}.txt"
        text = "".join(line.replace("95,1", f"{n % 90},{n % 10}") for n in range(count))
        path.write_text("BÁO CÁO\n" + text, encoding="utf-8")
        began = time.perf_counter()
        extract_file(path)
        return time.perf_counter() - began

    seconds(5)
    assert seconds(300) < 30 * max(seconds(30), 0.05)
