"""The Word document: an outline, real tables and captions, described pictures, one language."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import replace
from typing import Any

import docx
import nbformat
import pytest
from docx.oxml.ns import qn

from vnhealth.blocks import Column, Figure, Glossary, Heading, Masthead, Note, Row, Table, Text
from vnhealth.blocks.codec import KINDS
from vnhealth.blocks.model import Letterhead
from vnhealth.render import docx as word
from vnhealth.render.notebook import read

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


def test_the_page_is_a4_and_the_language_is_said(demo: nbformat.NotebookNode, made: Any) -> None:
    section = made.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    tag = {"vi": "vi-VN", "en": "en-GB"}[demo.metadata.vnhealth.language]
    [language] = made.styles.element.iter(qn("w:lang"))
    assert language.get(qn("w:val")) == tag
    assert made.settings.element.find(qn("w:themeFontLang")).get(qn("w:val")) == tag
    assert made.core_properties.language == tag
    assert made.core_properties.title == read(demo).title


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
        "UBND TỈNH MINH HỌA", "SỞ Y TẾ", "Số: 05/BC-SYT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc", "Minh Họa, ngày 05 tháng 02 năm 2026", "BÁO CÁO",
        "Nhân lực y tế năm 2025", "Kính gửi: Hội đồng nhân dân tỉnh", "Nội dung.", "Nơi nhận:",
        "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Thuật ngữ",
    ]  # fmt: skip
    places = [said.index(text) for text in order]
    assert places == sorted(places)
    section = made.sections[0]
    assert section.different_first_page_header_footer
    assert [n.text.strip() for n in section.header._element.iter(qn("w:instrText"))] == ["PAGE"]
