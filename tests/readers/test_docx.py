"""Word documents: merged cells once, tracked changes, nested tables and prose."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from vnhealth.errors import ReadError
from vnhealth.readers import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("Mục tiêu đến năm 2030")
    table = document.add_table(rows=4, cols=3)
    for row, texts in enumerate(
        (("Chỉ tiêu", "Mục tiêu", ""), ("", "2025", "2030"), ("Bác sĩ/vạn dân", "10", "11"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(1, 0))
    table.cell(0, 1).merge(table.cell(0, 2))
    table.cell(3, 0).text = "Giường/vạn dân"
    table.cell(3, 1).merge(table.cell(3, 2)).text = "30"
    document.add_paragraph("Đạt 14,5 bác sĩ/vạn dân.")
    path = tmp_path / "a.docx"
    document.save(path)
    return path


def test_a_merged_cell_is_taken_once_and_its_range_is_known(report: Path) -> None:
    table, _ = read(report)
    assert table.cells[0] == ("Chỉ tiêu", "Mục tiêu", "")
    assert table.header == ("Chỉ tiêu", "Mục tiêu | 2025", "Mục tiêu | 2030")
    assert table.body == (("Bác sĩ/vạn dân", "10", "11"), ("Giường/vạn dân", "30", ""))
    assert table.text_at(3, 2) == "30"


def test_prose_comes_after_the_tables_with_the_number_of_its_paragraph(report: Path) -> None:
    _, prose = read(report)
    assert prose.kind == "prose"
    assert prose.cells == (("Mục tiêu đến năm 2030",), ("Đạt 14,5 bác sĩ/vạn dân.",))
    assert str(prose.locator(1, 0)) == "a.docx, dòng 2"


def rewritten(path: Path, old: str, new: str) -> Path:
    copy = path.with_name("b.docx")
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(copy, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            if entry.filename == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            target.writestr(entry.filename, data)
    return copy


def test_inserted_text_is_read_deleted_text_is_not_and_that_is_said(report: Path) -> None:
    path = rewritten(
        report,
        "<w:r><w:t>Đạt 14,5 bác sĩ/vạn dân.</w:t></w:r>",
        "<w:r><w:t>Đạt </w:t></w:r><w:del><w:r><w:delText>14,1</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>14,5</w:t></w:r></w:ins>",
    )
    *_, prose = read(path)
    assert prose.cells[-1] == ("Đạt 14,5",)
    assert prose.notes[0].vi == (
        "Tệp còn vết sửa đổi: phần thêm vào được đọc, phần đã xoá không được đọc."
    )


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(rows=2, cols=2)
    outer.cell(0, 0).text = "Tỉnh"
    outer.cell(0, 1).text = "2023"
    outer.cell(1, 0).text = "Lào Cai"
    inner = outer.cell(1, 1).add_table(rows=1, cols=2)
    inner.cell(0, 0).text = "Nam"
    inner.cell(0, 1).text = "5"
    path = tmp_path / "a.docx"
    document.save(path)
    first, second, *_ = read(path)
    assert first.cells == (("Tỉnh", "2023"), ("Lào Cai", ""))
    assert second.cells == (("Nam", "5"),)


def test_an_old_word_file_asks_for_docx(tmp_path: Path) -> None:
    import xlwt

    book = xlwt.Workbook()
    book.add_sheet("A")
    path = tmp_path / "a.doc"
    book.save(str(path))
    data = path.read_bytes()
    name, other = "Workbook".encode("utf-16-le"), "WordDocument".encode("utf-16-le")
    at = data.index(name)
    entry = bytearray(data[at : at + 128])
    entry[: len(other)] = other
    entry[64] = len(other) + 2
    path.write_bytes(data[:at] + bytes(entry) + data[at + 128 :])
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.en == (
        "a.doc: old Word files (.doc) are not read. Save it as .docx and retry."
    )
