"""Plain text out of a PDF: lines with their numbers, and paragraphs with the way back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnhealth.errors import ReadError, UsageError
from vnhealth.readers import Paragraph, RawTable, kind_of, paragraphs, read


def prose(*lines: str) -> RawTable:
    return RawTable("a.txt", tuple((line,) for line in lines), kind="prose")


def texts(*lines: str) -> list[str]:
    return [p.text for p in paragraphs(prose(*lines))]


def test_a_text_keeps_every_line_blank_ones_too(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Dòng một \n\n Dòng ba\n\fTrang hai\n", encoding="utf-8")
    (table,) = read(path)
    assert table.cells == (("Dòng một ",), ("",), (" Dòng ba",), ("Trang hai",))
    assert str(table.locator(2, 0)) == "a.txt, trang 1, dòng 3"
    assert table.locator(3, 0).page == 2


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (
            ("Đến năm 2030, toàn tỉnh đạt ít nhất 15", "bác sĩ trên một vạn dân."),
            ["Đến năm 2030, toàn tỉnh đạt ít nhất 15 bác sĩ trên một vạn dân."],
        ),
        (
            ("Toàn tỉnh đạt trên 14,5 bác sĩ và 45,7 giường b", "ệnh trên một vạn dân."),
            ["Toàn tỉnh đạt trên 14,5 bác sĩ và 45,7 giường bệnh trên một vạn dân."],
        ),
        (
            ("Thực hiện có hiệu quả Đề án số 07-", "ĐA/TU của tỉnh."),
            ["Thực hiện có hiệu quả Đề án số 07-ĐA/TU của tỉnh."],
        ),
        (
            ("- Đạt 45,7 giường bệnh trên vạn dân", "- Đạt 14,5 bác sĩ trên một vạn dân"),
            ["- Đạt 45,7 giường bệnh trên vạn dân", "- Đạt 14,5 bác sĩ trên một vạn dân"],
        ),
        (
            ("thúc đẩy phát triển bền vững kinh tế", "- xã hội của tỉnh trong giai đoạn"),
            ["thúc đẩy phát triển bền vững kinh tế - xã hội của tỉnh trong giai đoạn"],
        ),
        (
            ("II. MỤC TIÊU CỤ THỂ ĐẾN NĂM 2030", "Củng cố y tế cơ sở và dự phòng"),
            ["II. MỤC TIÊU CỤ THỂ ĐẾN NĂM 2030", "Củng cố y tế cơ sở và dự phòng"],
        ),
    ],
)
def test_lines_are_joined_as_a_reader_would(lines: tuple[str, ...], expected: list[str]) -> None:
    assert texts(*lines) == expected


def test_every_character_of_a_paragraph_knows_its_line() -> None:
    (found,) = paragraphs(
        prose("Toàn tỉnh đạt trên 14,5 bác sĩ trên một", "", "vạn dân vào năm 2024.")
    )
    assert found.row_at(found.text.index("14,5")) == 0
    assert found.locator_at(found.text.index("2024")).row == 3


@given(st.lists(st.text(alphabet="aàb0 .-;\nA", max_size=12), max_size=30))
def test_no_character_but_blanks_is_lost_or_made(lines: list[str]) -> None:
    found = paragraphs(prose(*lines))
    joined = "".join("".join(p.text.split()) for p in found)
    assert joined == "".join("".join(line.split()) for line in lines)
    for paragraph in found:
        assert isinstance(paragraph, Paragraph)
        for start, row in zip(paragraph.starts, paragraph.rows, strict=True):
            assert paragraph.row_at(start) == row


def test_the_loose_lines_of_a_table_keep_their_numbers(shared: Path) -> None:
    (table,) = read(shared / "documents" / "004_aa94d8c1f75f4ea3.txt")
    lines = {p.text: p.locators[0].row for p in paragraphs(table)}
    assert lines["8 Giường bệnh viện/vạn dân 30 32 16"] == 294
    assert lines["> 93% với 10 loại vắc xin"] == 246


def test_a_sentence_of_a_real_document_is_whole_again(shared: Path) -> None:
    (table,) = read(shared / "documents" / "001_7122457650adc4b5.txt")
    joined = [p.text for p in paragraphs(table)]
    assert any("Đến năm 2030, có trên 15% nhân lực" in text for text in joined)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"T\xe1\xbb\x89nh", "text"),
        ("a.txt", b"a\tb\nc\td\n", "delimited"),
        ("a.xls", b"a\tb\nc\td\n", "delimited"),
        ("a.csv", b"a,b\n", "delimited"),
        ("a.dat", b"%PDF-1.7", "pdf"),
        ("a.txt", b"<html>", "html"),
        ("a.json", b'\xef\xbb\xbf {"a": 1}', "jsonstat"),
        ("a.txt", b'CHARSET="ANSI";\n', "px"),
    ],
)
def test_the_kind_of_a_file_is_taken_from_its_content(
    name: str, data: bytes, kind: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert kind_of(path) == kind


def test_an_unknown_kind_names_what_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.en == (
        "a.png: this kind of file is not read. Read are: csv, tsv, xlsx, xls, ods, docx, pdf, "
        "html, json (JSON-stat), px, xml (SDMX), txt."
    )


def test_an_absent_or_empty_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="không có tệp này"):
        read(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_bytes(b"")
    with pytest.raises(ReadError, match="tệp rỗng"):
        read(tmp_path / "b.txt")


def test_an_unknown_number_style_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="vi, en"):
        read(tmp_path / "a.txt", number_style="fr")
