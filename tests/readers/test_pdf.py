"""PDF: ruled tables, prose, a table over a page break, and scans refused in words."""

from __future__ import annotations

import io
from pathlib import Path

import pypdf
import pytest
import typst
from PIL import Image

from vnhealth.errors import ReadError
from vnhealth.readers import paragraphs, read


def made(folder: Path, source: str, name: str = "a.pdf") -> Path:
    path = folder / name
    text = folder / "a.typ"
    text.write_text(source, encoding="utf-8")
    path.write_bytes(typst.compile(text))
    return path


PAGE = '#set page(width: 16cm, height: 12cm)\n#set text(font: "Libertinus Serif", lang: "vi")\n'


def test_a_ruled_table_and_the_prose_around_it(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        PAGE
        + """
Mục tiêu đến năm 2030

#table(columns: 3, [Chỉ tiêu], [2025], [2030], [Bác sĩ/vạn dân], [8,0], [11],
  [Giường/vạn dân], [> 30], [32])

Nguồn: Sở Y tế
""",
    )
    table, prose = read(path)
    assert table.header == ("Chỉ tiêu", "2025", "2030")
    assert table.body == (("Bác sĩ/vạn dân", "8,0", "11"), ("Giường/vạn dân", "> 30", "32"))
    assert str(table.locator(1, 2)) == "a.pdf, trang 1, bảng 1, dòng 2, cột 3"
    assert prose.cells == (("Mục tiêu đến năm 2030",), ("Nguồn: Sở Y tế",))


def test_a_table_over_a_page_break_is_one_and_its_repeated_header_taken_once(
    tmp_path: Path,
) -> None:
    rows = ", ".join(f"[Tỉnh {i}], [{i}], [{i * 2}]" for i in range(1, 31))
    path = made(
        tmp_path,
        PAGE + f"#table(columns: (5cm, 3cm, 3cm), table.header([Tỉnh], [2023], [2024]), {rows})",
    )
    (table,) = read(path)
    assert [row[0] for row in table.body] == [f"Tỉnh {i}" for i in range(1, 31)]
    assert table.locator(1, 0).page == 1
    assert table.locator(table.height - 1, 0).page > 1
    assert table.notes[0].en == "The header is repeated on page 2; it was taken once."


def test_two_tables_of_other_columns_stay_two(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        PAGE
        + "#table(columns: 2, [Tỉnh], [2023], [A], [1])\n#pagebreak()\n"
        + "#table(columns: 3, [Tỉnh], [2023], [2024], [B], [1], [2])",
    )
    assert [t.width for t in read(path)] == [2, 3]


def test_merged_header_cells_give_their_text_to_each_column(tmp_path: Path) -> None:
    path = made(
        tmp_path,
        PAGE
        + """#table(columns: 3, table.cell(rowspan: 2)[Chỉ tiêu], table.cell(colspan: 2)[Mục tiêu],
        [2025], [2030], [Bác sĩ], [10], [11])""",
    )
    (table,) = read(path)
    assert table.header == ("Chỉ tiêu", "Mục tiêu | 2025", "Mục tiêu | 2030")


def test_prose_keeps_page_and_line_and_joins_into_paragraphs(tmp_path: Path) -> None:
    sentence = "Đến năm 2030, toàn tỉnh đạt ít nhất 15 bác sĩ trên một vạn dân và 35 giường bệnh."
    path = made(tmp_path, PAGE + f"{sentence}\n#pagebreak()\n{sentence}")
    (prose,) = read(path)
    assert {prose.locator(i, 0).page for i in range(prose.height)} == {1, 2}
    assert [p.text for p in paragraphs(prose)] == [sentence, sentence]


def test_a_scan_says_that_it_has_no_text_layer(tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    Image.new("L", (600, 800), 255).save(path, "PDF")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.en == (
        "scan.pdf: no text layer. All pages (1) are pictures (a scan). "
        "Ask for the original file, or run text recognition (OCR) on it first."
    )
    assert caught.value.vi.startswith("scan.pdf: không có lớp chữ.")


def test_a_scanned_page_among_others_is_named(tmp_path: Path) -> None:
    text = made(tmp_path, PAGE + "Đạt 14,5 bác sĩ/vạn dân.")
    scan = io.BytesIO()
    Image.new("L", (600, 800), 255).save(scan, "PDF")
    writer = pypdf.PdfWriter()
    writer.append(text)
    writer.append(scan)
    path = tmp_path / "b.pdf"
    writer.write(path)
    (prose,) = read(path)
    assert prose.cells == (("Đạt 14,5 bác sĩ/vạn dân.",),)
    assert prose.notes[0].vi == "Các trang không có lớp chữ nên không đọc được: 2."


def test_an_encrypted_pdf_says_so(tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.append(made(tmp_path, PAGE + "Chữ"))
    writer.encrypt("bí mật", algorithm="AES-256")
    path = tmp_path / "b.pdf"
    writer.write(path)
    with pytest.raises(ReadError, match="mật khẩu"):
        read(path)


@pytest.mark.parametrize("share", [0.02, 0.5, 0.9])
def test_a_cut_pdf_is_damaged_or_read_but_never_a_crash(tmp_path: Path, share: float) -> None:
    data = made(tmp_path, PAGE + "Đạt 14,5 bác sĩ/vạn dân.").read_bytes()
    path = tmp_path / "cut.pdf"
    path.write_bytes(data[: int(len(data) * share)])
    try:
        tables = read(path)
    except ReadError:
        return
    assert [t.cells for t in tables] == [(("Đạt 14,5 bác sĩ/vạn dân.",),)]
