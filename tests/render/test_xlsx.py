"""The workbook: numbers as numbers, text never a formula, every figure with what it rests on."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import nbformat
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from vnhealth.blocks import (
    CellRef,
    Column,
    Figure,
    Masthead,
    Note,
    Number,
    Row,
    SourceEntry,
    Sources,
    Table,
    Text,
    Tile,
    Tiles,
)
from vnhealth.render import xlsx
from vnhealth.wording import ui

MASTHEAD = Masthead("Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="50"></svg>'
STARTS = ("=", "+", "-", "@", "\t", "\r")


def book_of(data: bytes) -> Any:
    return openpyxl.load_workbook(io.BytesIO(data))


@pytest.fixture(scope="module")
def written(demo: nbformat.NotebookNode) -> bytes:
    return xlsx.render(demo)


def test_the_sheets_are_contents_figures_each_chart_and_table_notes_sources_cells(
    demo: nbformat.NotebookNode, written: bytes
) -> None:
    language = demo.metadata.vnhealth.language
    names = book_of(written).sheetnames
    ends = [ui.word(key, language) for key in ("notes", "sources", "all_cells")]
    assert names[:2] == [ui.word("contents", language), ui.word("all_figures", language)]
    assert names[-3:] == ends
    assert names[2] == f"{ui.word('figure', language)} 1"
    assert any(name.startswith(ui.word("table", language)) for name in names)


def test_the_contents_lead_to_every_other_sheet_and_back(written: bytes) -> None:
    book = book_of(written)
    first, *others = book
    goals = [cell.hyperlink.location for row in first for cell in row if cell.hyperlink]
    assert goals == [f"'{sheet.title}'!A1" for sheet in others]
    for sheet in others:
        back = [cell.hyperlink.location for row in sheet for cell in row if cell.hyperlink]
        assert back == [f"'{first.title}'!A1"]


def test_headers_stay_in_view_and_pages_are_a4(written: bytes) -> None:
    for sheet in book_of(written):
        header = int(sheet.auto_filter.ref.split(":")[0][1:]) if sheet.auto_filter.ref else 0
        assert sheet.freeze_panes
        if header:
            assert sheet.freeze_panes.strip("AB") == str(header + 1)
            assert sheet.print_title_rows == f"${header}:${header}"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


LONG = "Kết quả đạt chỉ tiêu giao nhưng văn bản không in chỉ tiêu đó. " * 6


def test_a_row_is_as_high_as_its_longest_text_needs(notebook_of: Any) -> None:
    rows = (Row((LONG, Number("14,5", 14.5))), Row(("ngắn", Number("1.092", 1092.0))))
    table = Table("Bảng", (Column("Phát hiện"), Column("Số", "number")), rows, "t", caption=LONG)
    sheet = book_of(xlsx.render(notebook_of([MASTHEAD, table])))["Bảng 1"]
    high, below = (row[0] for row in sheet if str(row[0].value).strip() == LONG.strip())
    high = high.row
    heights = {at: sheet.row_dimensions[at].height for at in (high, high + 1)}
    # 377 letters, whole words on lines of 86: five lines of 13 points.
    assert heights == {high: 5 * 13 + 2, high + 1: 13 + 2}
    assert sheet.row_dimensions[below.row].height > 26
    assert below.alignment.wrap_text
    assert any(below.coordinate in spread for spread in sheet.merged_cells.ranges)


def test_what_is_printed_leaves_out_cell_ids_and_no_figure_is_cut(written: bytes) -> None:
    ids = {ui.word("cell_ids", language) for language in ("vi", "en")}
    looked = 0
    for sheet in book_of(written):
        header = int(sheet.freeze_panes.strip("AB")) - 1
        labels = {cell.value: cell.column for cell in sheet[header]}
        area = sheet.print_area.rpartition("!")[2].replace("$", "")
        printed = sheet[area][0][-1].column
        if sheet.title.startswith(("Hình", "Bảng", "Figure", "Table")):
            looked += 1
            assert printed == min(labels[name] for name in ids & set(labels)) - 2
        for row in sheet.iter_rows(min_row=header + 1):
            for cell in row:
                if isinstance(cell.value, float) and cell.number_format == "#,##0.0":
                    width = sheet.column_dimensions[cell.column_letter].width
                    assert len(f"{cell.value:,.1f}") <= width
    assert looked >= 3


def test_two_readers_find_the_same_cells(written: bytes) -> None:
    ours = book_of(written)
    theirs = CalamineWorkbook.from_filelike(io.BytesIO(written))
    assert theirs.sheet_names == ours.sheetnames
    for sheet in ours:
        rows = theirs.get_sheet_by_name(sheet.title).to_python(skip_empty_area=False)
        filled = [[cell.value for cell in row] for row in sheet]
        assert [["" if v is None else v for v in row] for row in filled] == rows[: len(filled)]


def test_a_value_is_exact_to_its_last_bit(notebook_of: Any) -> None:
    exact = 1325303.2870213487  # openpyxl by itself writes 1325303.287021349
    table = Table("T", (Column("a"), Column("b", "number")), (Row(("x", Number("1", exact))),), "t")
    sheet = book_of(xlsx.render(notebook_of([MASTHEAD, table])))["Bảng 1"]
    assert sheet.cell(5, 2).value == exact


def test_the_same_notebook_gives_the_same_bytes(
    demo: nbformat.NotebookNode, written: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert xlsx.render(demo) == written
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(written)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_the_date_is_the_one_of_source_date_epoch(
    demo: nbformat.NotebookNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735603200")
    facts = book_of(xlsx.render(demo)).properties
    assert str(facts.created) == str(facts.modified) == "2024-12-31 00:00:00"


@pytest.mark.parametrize("start", STARTS, ids=repr)
def test_no_text_ever_becomes_a_formula(start: str, notebook_of: Any) -> None:
    bad = f"{start}HYPERLINK('x')"
    number = Number(bad, 1.0, cells=(f"{bad}#1",), sources=(1,), unit_text=bad, about=bad)
    shown = [
        Masthead(bad, bad, 2024, bad, bad, "vi", bad, bad),
        Text(((bad, number),)),
        Tiles((Tile(bad, number, (bad,)),)),
        Figure(bad, bad, SVG, bad, bad, bad, (number,), (1,), bad, ((bad, bad),), ((bad,),)),
        Table(bad, (Column(bad, "text", bad), Column(bad, "number")), (Row((bad, number)),), bad),
        Note("finding", bad, ((bad,),)),
        Sources(bad, (SourceEntry(1, bad, bad, bad, bad, (CellRef(f"{bad}#1", *[bad] * 3),)),)),
    ]
    data = xlsx.render(notebook_of(shown))
    seen = 0
    for sheet in book_of(data):
        assert not sheet.title.startswith(STARTS)
        for row in sheet:
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(start):
                    seen += 1
                    assert cell.data_type == "s"
                    assert cell.quotePrefix
                if cell.hyperlink:
                    assert cell.hyperlink.target is None
    assert seen > 10
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert not re.search(rb"<f[ >]", archive.read(name)), name
            assert b"TargetMode" not in archive.read(name)


def test_a_letter_that_xml_forbids_and_a_text_without_end_are_held(notebook_of: Any) -> None:
    table = Table("T\x00\x0b", (Column("a"),), (Row(("x" * 40_000,)),), "t")
    sheet = book_of(xlsx.render(notebook_of([MASTHEAD, table])))["Bảng 1"]
    assert sheet["A1"].value == "T□□"
    assert sheet["A5"].value == "x" * 32_766 + "…"


def test_a_figure_names_its_interval_its_source_and_the_printed_cell(notebook_of: Any) -> None:
    number = Number(
        "14,5", 14.458, "per_10k", 13.2, 15.8, ("a#1",), "rate", ("computed",), (1,), "", "Bác sĩ"
    )
    cell = CellRef("a#1", "Bác sĩ, 2023", "dòng 27", "14,5 bác sỹ")
    shown = [
        MASTHEAD,
        Figure("Hình", "", SVG, "a", "", "a", (number,), (1,)),
        Sources("Nguồn", (SourceEntry(1, "a", "Báo cáo", "Sở Y tế", "2023", (), (cell,)),)),
    ]
    book = book_of(xlsx.render(notebook_of(shown)))
    sheet = book["Hình 1"]
    header = int(sheet.auto_filter.ref.split(":")[0][1:])
    assert [c.value for c in sheet[header + 1]] == [
        "Bác sĩ", 14.458, "14,5ᵈ", "/10.000 dân", 13.2, 15.8, "tử số chia mẫu số",
        "số tính từ các số đã công bố", "[1]", "dòng 27: “14,5 bác sỹ”", "a#1",
    ]  # fmt: skip
    assert [sheet.cell(header + 1, n).number_format for n in (2, 5, 6)] == ["#,##0.0"] * 3
    assert [c.value for c in book["Ô số liệu"][5]] == [
        1,
        "Bác sĩ, 2023",
        "14,5 bác sỹ",
        "dòng 27",
        "a#1",
    ]
