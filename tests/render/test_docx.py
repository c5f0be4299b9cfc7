"""The Word document: an outline, real tables and captions, described pictures, one language."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import nbformat
import pdfplumber
import pytest
from docx.oxml.ns import qn

from vnhealth.blocks import (
    Column,
    Figure,
    Glossary,
    Heading,
    Masthead,
    Note,
    Number,
    Row,
    Table,
    Text,
    Tile,
    Tiles,
)
from vnhealth.blocks.codec import KINDS
from vnhealth.blocks.model import Letterhead
from vnhealth.render import docx as word
from vnhealth.render.docx_measure import points
from vnhealth.render.notebook import read
from vnhealth.wording import ui

MASTHEAD = Masthead("Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="50"></svg>'
LETTER = Letterhead(
    "UBND TỈNH MINH HỌA",
    "SỞ Y TẾ",
    "Số: 05/BC-SYT",
    "Minh Họa, ngày 05 tháng 02 năm 2026",
    "BÁO CÁO",
    "Nhân lực y tế năm 2025",
    ("Hội đồng nhân dân tỉnh",),
    ("- Như trên;", "- Lưu: VT."),
    ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
)


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def whole_text(made: Any) -> str:
    return "".join(node.text or "" for node in made.element.iter(qn("w:t")))


@pytest.fixture(scope="module")
def written(demo: nbformat.NotebookNode) -> bytes:
    return word.render(demo)


@pytest.fixture(scope="module")
def made(written: bytes) -> Any:
    return opened(written)


def test_the_outline_is_the_headings_of_the_brief(demo: nbformat.NotebookNode, made: Any) -> None:
    document = read(demo)
    levels = {"Heading 1": 2, "Heading 2": 3}
    found = [
        (levels[line.style.name], line.text)
        for line in made.paragraphs
        if line.style.name in levels
    ]
    assert found == [(entry.level, entry.text) for entry in document.contents]
    assert [p.text for p in made.paragraphs if p.style.name == "Title"] == [document.title]


def test_every_table_repeats_its_header_and_breaks_between_rows_only(made: Any) -> None:
    assert made.tables
    for table in made.tables:
        first, *others = table.rows
        assert first._tr.trPr.find(qn("w:tblHeader")) is not None
        assert not [row for row in others if row._tr.find(".//" + qn("w:tblHeader")) is not None]
    ours = [table for table in made.tables if table._tbl.tblPr.find(qn("w:tblCaption")) is not None]
    kept = [row._tr.find(".//" + qn("w:cantSplit")) for table in ours for row in table.rows]
    assert kept.count(None) <= len([t for t in ours if not title_of(t)]) * 2


def title_of(table: Any) -> str:
    return str(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))


def test_captions_have_their_style_and_count_themselves(
    demo: nbformat.NotebookNode, made: Any
) -> None:
    blocks = [p for p in read(demo).parts if isinstance(getattr(p, "block", None), Figure | Table)]
    captions = [line for line in made.paragraphs if line.style.name == "Caption"]
    assert [line.text for line in captions] == [
        f"{p.place.label}. {p.block.title}"  # type: ignore[union-attr]
        for p in blocks
    ]
    codes = ["".join(i.text for i in line._p.iter(qn("w:instrText"))) for line in captions]
    assert all(code.startswith("SEQ ") for code in codes)
    assert made.styles["Caption"].paragraph_format.keep_with_next


def test_every_picture_says_what_it_shows_and_fits_the_page(
    demo: nbformat.NotebookNode, made: Any
) -> None:
    alts = [p.block.alt for p in read(demo).parts if isinstance(getattr(p, "block", None), Figure)]  # type: ignore[union-attr]
    section = made.sections[0]
    width = section.page_width - section.left_margin - section.right_margin
    assert [shape._inline.docPr.get("descr") for shape in made.inline_shapes] == alts
    assert {shape._inline.docPr.get("id") for shape in made.inline_shapes}.__len__() == len(alts)
    assert all(shape.width <= width for shape in made.inline_shapes)


def test_a_tall_picture_leaves_room_for_its_caption(notebook_of: Any) -> None:
    tall = SVG.replace('height="50"', 'height="900"')
    figure = Figure("Hình", "", tall, "Hình thử.", "", "a")
    [shape] = opened(word.render(notebook_of([MASTHEAD, figure]))).inline_shapes
    assert round(shape.height.mm) == 215
    assert round(shape.width / shape.height, 2) == round(400 / 900, 2)


NUMBERS = Table(
    "Bảng thử",
    (Column("Chỉ số"), Column("Kết quả", "number"), Column("Đánh giá")),
    (
        Row(("Bác sĩ", Number("14,5", 14.5), "đạt")),
        Row(("Điều dưỡng", Number("1.092", 1092.0), "chưa đạt, còn " + "rất " * 40)),
        Row(("Dược sĩ", Number("0,25", 0.25, marks=("caveat",)), "đạt"), lit=True),
        Row(("Hộ sinh", "–", "–")),
    ),
    "t",
)


def grid_of(made: Any, title: str) -> Any:
    [found] = [
        table
        for table in made.tables
        if table._tbl.tblPr.find(qn("w:tblCaption")) is not None and title_of(table) == title
    ]
    return found


def test_figures_stand_with_their_decimal_signs_in_line(notebook_of: Any) -> None:
    made = opened(word.render(notebook_of([MASTHEAD, NUMBERS])))
    lines = [row.cells[1].paragraphs[0] for row in grid_of(made, "Bảng thử").rows[1:]]
    # At 10 points a digit of Times is 5 points wide, a comma 2.5, a bold asterisk 5.
    behind = {"14,5": 2.5 + 5, "1.092": 0, "0,25*": 2.5 + 5 + 5 + 5, "–": 0}
    assert [line.text for line in lines] == list(behind), "the text is the figure, nothing more"
    widest = max(behind.values())
    kept = [line.paragraph_format.right_indent for line in lines]
    assert [indent.pt if indent else 0 for indent in kept] == [widest - b for b in behind.values()]
    assert {str(line.alignment) for line in lines} == {"RIGHT (2)"}


def test_figures_of_different_units_end_at_the_edge(notebook_of: Any) -> None:
    cells = (Number("14,5", 14.5, unit_text="‰"), Number("1.092", 1092.0, unit_text="người"))
    table = Table("Bảng thử", (Column("Số", "number"),), tuple(Row((c,)) for c in cells), "t")
    made = opened(word.render(notebook_of([MASTHEAD, table])))
    rows = grid_of(made, "Bảng thử").rows
    assert {row.cells[0].paragraphs[0].paragraph_format.right_indent for row in rows} == {None}


def test_columns_fill_the_page_and_are_as_wide_as_their_words_need(notebook_of: Any) -> None:
    made = opened(word.render(notebook_of([MASTHEAD, NUMBERS])))
    table, section = grid_of(made, "Bảng thử"), made.sections[0]
    widths = [column.width.pt for column in table.columns]
    room = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert sum(widths) == pytest.approx(room, abs=0.5)
    assert [cell.width.pt for cell in table.rows[1].cells] == widths
    assert widths[2] > widths[0] > points("Điều dưỡng", 10)
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    assert layout.get(qn("w:type")) == "fixed", "no program sets the widths anew"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_libreoffice_shows_decimal_signs_in_line(notebook_of: Any, tmp_path: Path) -> None:
    (tmp_path / "brief.docx").write_bytes(word.render(notebook_of([MASTHEAD, NUMBERS])))
    told = [f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf"]
    subprocess.run(
        ["soffice", *told, "--outdir", str(tmp_path), str(tmp_path / "brief.docx")],
        check=True,
        capture_output=True,
    )
    with pdfplumber.open(tmp_path / "brief.pdf") as paper:
        page = paper.pages[0]
        after_ones = [page.search(text)[0]["chars"][at]["x1"] for text, at in
                      (("14,5", 1), (r"1\.092", 4), ("0,25", 0))]  # fmt: skip
    assert max(after_ones) - min(after_ones) < 0.5


def test_no_row_and_no_remark_stands_alone_on_a_page(notebook_of: Any) -> None:
    rows = tuple(Row((f"Dòng {n}",)) for n in range(40))
    long = Table("Bảng dài", (Column("Chỉ số"),), rows, "t", caption="Lời dưới bảng.")
    made = opened(word.render(notebook_of([MASTHEAD, NUMBERS, long])))

    def kept(table: Any) -> list[bool]:
        lines = [row.cells[0].paragraphs[0] for row in table.rows]
        return [bool(line.paragraph_format.keep_with_next) for line in lines]

    assert kept(grid_of(made, "Bảng thử")) == [True] * 5
    told = kept(grid_of(made, "Bảng dài"))
    assert (told[:3], told[-2:]) == ([True] * 3, [True] * 2)
    assert not any(told[3:-2])


def test_the_picture_stays_with_its_caption_and_remarks(made: Any) -> None:
    lines = made.paragraphs
    pictures = [
        n for n, line in enumerate(lines) if line._p.find(".//" + qn("wp:inline")) is not None
    ]
    assert pictures
    for at in pictures:
        assert lines[at].paragraph_format.keep_with_next
        inline = lines[at]._p.find(".//" + qn("wp:inline"))
        assert {inline.get(f"dist{side}") for side in "TBLR"} == {"0"}


def test_tiles_without_anything_beside_them_have_no_empty_column(notebook_of: Any) -> None:
    bare = Tiles((Tile("Bác sĩ", Number("14,5", 14.5)), Tile("Y sĩ", Number("3,1", 3.1))))
    [table] = opened(word.render(notebook_of([MASTHEAD, bare]))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows[1:]] == [
        ["Bác sĩ", "14,5"],
        ["Y sĩ", "3,1"],
    ]


def test_the_page_is_a4_and_the_language_is_said(demo: nbformat.NotebookNode, made: Any) -> None:
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    tag = {"vi": "vi-VN", "en": "en-GB"}[demo.metadata.vnhealth.language]
    [language] = made.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == tag
    assert made.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == tag
    assert made.core_properties.language == tag
    assert made.core_properties.title == read(demo).title


def test_our_styles_are_named_in_the_language_of_the_brief(
    demo: nbformat.NotebookNode, made: Any
) -> None:
    language = demo.metadata.vnhealth.language
    ours = [style.name for style in made.styles if style.element.get(qn("w:customStyle")) == "1"]
    keys = ("style_cell", "style_remark", "style_source", "style_grid")
    assert {ui.word(key, language) for key in keys} <= set(ours)
    used = {line.style.name for table in made.tables for row in table.rows
            for cell in row.cells for line in cell.paragraphs}  # fmt: skip
    assert used == {ui.word("style_cell", language)}


def test_the_footer_numbers_the_pages(made: Any) -> None:
    footer = made.sections[0].footer._element
    codes = [node.text.strip() for node in footer.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_every_citation_leads_to_its_source(made: Any) -> None:
    links = {n.get(qn("w:anchor")) for n in made.element.iter(qn("w:hyperlink"))} - {None}
    marks = [node.get(qn("w:name")) for node in made.element.iter(qn("w:bookmarkStart"))]
    assert links
    assert links <= set(marks)
    assert len(set(marks)) == len(marks)


def test_the_same_notebook_gives_the_same_bytes(
    demo: nbformat.NotebookNode, written: bytes
) -> None:
    assert word.render(demo) == written
    dates = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(written)).infolist()}
    assert dates == {(1980, 1, 1, 0, 0, 0)}


def test_every_part_that_is_named_is_there(written: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        names = set(archive.namelist())
        for name in names:
            if name.endswith(".rels"):
                folder = name.replace("_rels/", "").rpartition("/")[0]
                for goal in re.findall(r"<Relationship [^>]*>", archive.read(name).decode()):
                    target = re.search(r'Target="([^"]*)"', goal)
                    assert target
                    if 'TargetMode="External"' not in goal:
                        path = posixpath.normpath(posixpath.join(folder, target[1]))
                        assert path.lstrip("/") in names, goal
    assert not [name for name in names if "thumbnail" in name]


def test_text_of_any_block_stays_text(notebook_of: Any) -> None:
    bad = '<w:p/> & "x" ]]> {MACROBUTTON} \x00\x0b'
    table = Table(bad, (Column(bad),), (Row((bad,)),), "t")
    shown = [MASTHEAD, Heading(bad), Text(((bad,),)), Note("info", bad, ((bad,),)), table]
    said = whole_text(opened(word.render(notebook_of(shown))))
    assert said.count('<w:p/> & "x" ]]> {MACROBUTTON} □□') == 7


def test_every_kind_of_block_is_written(demo: nbformat.NotebookNode, notebook_of: Any) -> None:
    shown = {type(part.block) for part in read(demo).parts if hasattr(part, "block")}
    assert set(KINDS.values()) - shown <= {Masthead, Glossary}
    terms = Glossary("Thuật ngữ", (("Mật độ bác sĩ", "Số bác sĩ trên 10.000 dân."),))
    said = whole_text(opened(word.render(notebook_of([MASTHEAD, terms]))))
    assert "Thuật ngữ" in said
    assert "Mật độ bác sĩ: Số bác sĩ trên 10.000 dân." in said


def test_a_letterhead_stands_above_and_the_signature_before_the_annex(notebook_of: Any) -> None:
    opening = replace(MASTHEAD, letterhead=LETTER)
    terms = Glossary("Thuật ngữ", (("a", "b"),))
    made = opened(word.render(notebook_of([opening, Text((("Nội dung.",),)), terms])))
    said = whole_text(made)
    order = [
        "UBND TỈNH MINH HỌA", "SỞ Y TẾ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Số: 05/BC-SYT", "Minh Họa, ngày 05 tháng 02 năm 2026",
        "BÁO CÁO",
        "Nhân lực y tế năm 2025", "Kính gửi: Hội đồng nhân dân tỉnh", "Nội dung.", "Nơi nhận:",
        "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Thuật ngữ",
    ]  # fmt: skip
    places = [said.index(text) for text in order]
    assert places == sorted(places)
    section = made.sections[0]
    assert section.different_first_page_header_footer
    assert [n.text.strip() for n in section.header._element.iter(qn("w:instrText"))] == ["PAGE"]


def test_the_text_below_a_letterhead_has_the_sizes_of_the_decree(notebook_of: Any) -> None:
    opening = replace(MASTHEAD, letterhead=LETTER)
    made = opened(word.render(notebook_of([opening, Text((("Nội dung.",),))])))
    sizes = {n: made.styles[n].font.size.pt for n in ("Title", "Normal", "Heading 1", "Heading 2")}
    assert all(13 <= size <= 14 for size in sizes.values()), sizes
    assert {
        str(made.styles[name].font.color.rgb) for name in (*sizes, "Lời dưới hình và bảng")
    } == {"000000"}
    [body] = [line for line in made.paragraphs if line.text == "Nội dung."]
    assert body.style.paragraph_format.first_line_indent.mm == pytest.approx(10, abs=0.1)
    assert str(body.style.paragraph_format.alignment) == "JUSTIFY (3)"
    number, date = made.tables[0].rows[1].cells
    assert (number.text, date.text) == (LETTER.number, LETTER.place_and_date)
    assert made.styles["Normal"].font.name == "Times New Roman"


def test_several_addressees_are_a_list_below_the_colon(notebook_of: Any) -> None:
    names = ("- Ủy ban nhân dân tỉnh;", "- Hội đồng nhân dân tỉnh.")
    opening = replace(MASTHEAD, letterhead=replace(LETTER, addressees=names))
    made = opened(word.render(notebook_of([opening, Text((("Nội dung.",),))])))
    said = [line for line in made.paragraphs if line.text in ("Kính gửi:", *names)]
    assert [line.text for line in said] == ["Kính gửi:", *names]
    starts = [line.paragraph_format.left_indent.pt for line in said]
    assert starts[1] == starts[2] == pytest.approx(starts[0] + points("Kính gửi:", 13), abs=0.1)
