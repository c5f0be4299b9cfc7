"""Each block as HTML for a notebook, and as plain text."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from lxml import html as parser
from syrupy.assertion import SnapshotAssertion

from vnhealth.blocks import (
    MIME,
    CellRef,
    Column,
    Figure,
    Glossary,
    Heading,
    Letterhead,
    Masthead,
    Note,
    Number,
    Row,
    SourceEntry,
    Sources,
    Stamp,
    Table,
    Text,
    Tile,
    Tiles,
    from_json,
)
from vnhealth.blocks.fragments import fragment, html, plain
from vnhealth.blocks.letter import letter_closing
from vnhealth.blocks.picture import clean_svg, follows_theme, inline_svg
from vnhealth.blocks.placement import Placement
from vnhealth.errors import DataError

DOCTORS = Number(
    "14,5", 14.5, "per_10k", cells=("a#1", "b#2"), marks=("plan",), sources=(1, 2),
    unit_text="/vạn dân",
)  # fmt: skip


def test_a_figure_carries_what_stands_behind_it() -> None:
    paragraph = parser.fromstring(fragment(Text(((DOCTORS,),)), Placement()))
    figure = paragraph.find_class("n")[0]
    assert figure.text_content() == "14,5"
    facts = {k: v for k, v in figure.attrib.items() if k.startswith("data-")}
    assert facts == {
        "data-cells": "a#1 b#2",
        "data-value": "14.5",
        "data-unit": "per_10k",
    }
    assert paragraph.text_content().startswith("14,5ᵏ/vạn dân[1][2]")


def test_each_source_number_leads_to_the_cell_of_that_source() -> None:
    targets = {"source-1": 1, "source-2": 2, "cell-a_23_1": 1, "cell-b_23_2": 2}
    written = parser.fromstring(fragment(Text(((DOCTORS,),)), Placement(targets=targets)))
    assert written.xpath("//sup/a/@href") == ["#cell-a_23_1", "#cell-b_23_2"]


def test_a_source_that_the_page_does_not_list_is_no_link() -> None:
    written = parser.fromstring(fragment(Text(((DOCTORS,),)), Placement(targets={})))
    assert written.xpath("//sup/a") == []
    assert written.xpath("string(//sup)") == "[1][2]"


def test_marks_and_signs_are_explained_unless_running_text_was_explained_before() -> None:
    text = Text((("Kế hoạch ", DOCTORS),))
    assert "số kế hoạch." in fragment(text, Placement())
    before = Placement(explained=frozenset({"ᵏ"}))
    assert "Ký hiệu" not in fragment(text, before)
    table = Table("B", (Column("a"),), (Row((DOCTORS,)),), "t")
    assert "số kế hoạch." in fragment(table, before)


def test_what_a_block_says_of_its_marks_goes_before_the_usual_words() -> None:
    tiles = Tiles((Tile("x", DOCTORS),), marks=(("plan", "theo kế hoạch tỉnh"),))
    written = fragment(tiles, Placement())
    assert "theo kế hoạch tỉnh." in written
    assert "; số kế hoạch" not in written


def test_a_table_of_one_source_cites_below_and_a_table_of_two_in_its_cells() -> None:
    columns = (Column("Tỉnh"), Column("Bác sĩ", "number"))

    def cites(*sources: int) -> list[str]:
        rows = tuple(Row(("x", Number("1", 1.0, sources=(s,)))) for s in sources)
        written = fragment(Table("B", columns, rows, "t", sources=sources), Placement())
        return [str(sup) for sup in parser.fromstring(written).xpath("//td//sup/a/text()")]

    assert cites(1, 1) == []
    assert cites(1, 2) == ["[1]", "[2]"]


def test_a_column_with_a_unit_prints_it_once_in_its_header() -> None:
    columns = (Column("Tỉnh"), Column("Bác sĩ", "number", "/vạn dân"))
    written = fragment(Table("B", columns, (Row(("x", DOCTORS)),), "t"), Placement())
    assert written.count("/vạn dân") == 1


@pytest.mark.parametrize(("words", "language"), [("Nhân lực y tế", "vi"), ("Health staff", "en")])
def test_a_notebook_shows_a_block_in_the_language_it_is_written_in(
    words: str, language: str
) -> None:
    assert f'lang="{language}"' in html(Heading(words))


def test_a_block_shown_in_a_notebook_carries_html_text_and_itself() -> None:
    block = Heading("Nhân lực")
    bundle = block._repr_mimebundle_()
    assert set(bundle) == {"text/html", "text/plain", MIME}
    assert from_json(bundle[MIME]) == block


def test_a_table_as_plain_text_keeps_its_columns_apart() -> None:
    columns = (Column("Tỉnh"), Column("Bác sĩ", "number"))
    rows = (Row(("Lào Cai", Number("14,5"))), Row(("Sơn La", Number("9"))))
    assert plain(Table("Bảng", columns, rows, "t")).splitlines() == [
        "Bảng",
        "Tỉnh     Bác sĩ",
        "Lào Cai    14,5",
        "Sơn La        9",
    ]


def test_a_source_lists_each_cell_with_its_place_and_what_is_printed_there() -> None:
    cell = CellRef("a#1", "Bác sĩ", "mục II.2", "14,5 <bác sỹ>")
    source = SourceEntry(1, "a", "Kế hoạch", "UBND", "Số 1.", (cell,))
    written = parser.fromstring(fragment(Sources("Nguồn", (source,)), Placement()))
    (row,) = written.xpath("//li[@id='cell-a_23_1']")
    assert row.text_content() == "Bác sĩ: 14,5 <bác sỹ> (mục II.2)"


SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


LETTER = Letterhead(
    issuing_body="UBND TỈNH MINH HỌA",
    issuer="SỞ Y TẾ",
    number="Số: 05/BC-SYT",
    place_and_date="Minh Họa, ngày 05 tháng 02 năm 2026",
    kind="BÁO CÁO",
    summary="Nhân lực y tế",
    recipients=("- Như trên;", "- Lưu: VT."),
    authority=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
)
BLOCKS = {
    "masthead": Masthead(
        "Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi", "Sở Y tế", "Phụ"
    ),
    "letter": Masthead("Tên", "tỉnh Minh Họa", 2024, "", "", "vi", letterhead=LETTER),
    "heading": Heading("Nhân lực & đào tạo", 3),
    "text": Text((("Có ", DOCTORS, " bác sĩ."),)),
    "key": Text((("Có ", DOCTORS, "."), ("Thiếu ", Number("…"), ".")), role="key"),
    "tiles": Tiles((Tile("Bác sĩ", DOCTORS, ("cả nước ", Number("12,5", 12.5)), "good", "đạt"),)),
    "figure": Figure(
        "Tăng",
        "vạn dân",
        SVG.format("<path d='M0 0'/>"),
        "Tăng.",
        "",
        "f",
        (DOCTORS,),
        (1,),
        "Đọc.",
    ),
    "table": Table(
        "Bảng",
        (Column("Tỉnh"), Column("Bác sĩ", "number", "/vạn dân")),
        (
            Row(("Lào Cai", DOCTORS), lit=True),
            Row(("Sơn La", Number("–"))),
            Row(("Hà", Number("×"))),
        ),
        "t",
        sources=(1,),
    ),
    "note": Note("missing", "Còn thiếu", (("Chưa có ", DOCTORS),)),
    "glossary": Glossary("Thuật ngữ", (("Bác sĩ", "Người có bằng <bác sĩ>."),)),
    "sources": Sources(
        "Nguồn", (SourceEntry(1, "a", "Kế hoạch", "UBND", "", (CellRef("a#1", "B", "m", "14"),)),)
    ),
    "stamp": Stamp("Làm lại", (("Phiên bản", "1"),)),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_block_has_this_html(kind: str, snapshot: SnapshotAssertion) -> None:
    block = BLOCKS[kind]
    written = fragment(block, Placement("vi", "neo", "Hình 1", {"source-1": 1, "cell-a_23_1": 1}))
    assert re.sub(r">(?=<[a-z/])", ">\n", written) == snapshot


def test_a_letter_ends_with_recipients_and_a_blank_for_the_name() -> None:
    page = parser.fromstring(letter_closing(LETTER))
    said = [" ".join(each.split()) for each in page.itertext() if each.strip()]
    assert said == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]
    assert page.find_class("blank")
    named = parser.fromstring(letter_closing(replace(LETTER, signer="Tên Người Ký")))
    assert named.find_class("signer")[0].text_content() == "Tên Người Ký"
    assert not named.find_class("blank")


def test_a_picture_keeps_its_own_ids_apart_from_another_of_the_same_chart() -> None:
    drawn = SVG.format('<clipPath id="p"/><g clip-path="url(#p)"/>')
    assert 'id="one-p"' in clean_svg(drawn, "one-")
    assert 'clip-path="url(#one-p)"' in clean_svg(drawn, "one-")


@pytest.mark.parametrize(
    "bad",
    [
        "<script>x()</script>",
        '<g onclick="x()"/>',
        '<image href="https://example.org/a.png"/>',
        '<g style="fill:url(https://example.org/a)"/>',
        "<style>@import 'https://example.org/a.css'</style>",
        "<foreignObject><p>x</p></foreignObject>",
        '<a href="javascript:x()"/>',
    ],
)
def test_nothing_in_a_picture_acts_or_asks_outside(bad: str) -> None:
    cleaned = clean_svg(SVG.format(bad))
    assert not re.search(r"script|onclick|example\.org|foreignObject", cleaned)


def test_what_is_no_svg_is_refused() -> None:
    with pytest.raises(DataError, match="không phải là một phần tử SVG"):
        clean_svg("<p>x</p>")


def test_a_picture_in_the_designs_colours_follows_the_theme_and_another_lies_on_paper() -> None:
    own, other = SVG.format('<g fill="#0b5563"/>'), SVG.format('<g fill="#123456"/>')
    assert follows_theme(own)
    assert 'fill="var(--brand)"' in inline_svg(own, "a")
    assert 'class="picture paper"' in inline_svg(other, "a")
    assert 'fill="#123456"' in inline_svg(other, "a")


def test_a_picture_is_named_by_its_alt_text() -> None:
    (svg,) = parser.fromstring(inline_svg(SVG.format(""), 'Tăng "gấp đôi"')).xpath("//svg")
    assert (svg.get("role"), svg.get("aria-label")) == ("img", 'Tăng "gấp đôi"')


def test_an_empty_figure_block_still_has_its_parts() -> None:
    written = fragment(Figure("Tiêu đề", "", SVG.format(""), "Alt", "", "a"), Placement(anchor="a"))
    figure = parser.fromstring(written)
    assert figure.tag == "figure"
    assert figure.find("figcaption") is not None


NARROW = SVG.format('<defs><path id="dot" d="M 0 0 L 1 1 z"/></defs><use href="#dot" x="1" y="2"/>')


def test_a_chart_drawn_twice_has_one_name_and_ids_of_its_own() -> None:
    one, two = parser.fromstring(inline_svg(NARROW, "Tăng", "v3", NARROW)).xpath("//svg")
    assert (one.get("class"), two.get("class")) == ("wide", "narrow")
    assert (one.get("role"), two.get("role")) == ("img", "img")
    assert one.get("aria-label") == "Tăng"
    assert (two.get("aria-label"), two.get("aria-labelledby")) == (None, one.get("id"))
    ids = [node.get("id") for drawn in (one, two) for node in drawn.iter() if node.get("id")]
    assert len(ids) == len(set(ids)) == 3
    for drawn in (one, two):
        (use,) = drawn.xpath(".//use")
        assert use.get("href")[1:] in {node.get("id") for node in drawn.iter()}


def test_a_notebook_shows_the_wide_drawing_alone() -> None:
    chart = Figure("Bác sĩ tăng", "", NARROW, "Tăng.", "", "f", narrow=NARROW)
    assert html(chart).count("<svg") == 1
    assert fragment(chart, Placement()).count("<svg") == 2
