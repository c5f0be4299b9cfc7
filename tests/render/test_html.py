"""The HTML page: whole in itself, safe, in order, traceable."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from itertools import pairwise
from typing import Any

import nbformat
import pytest
from lxml import html as parser

from vnhealth.blocks import Figure, Heading, Masthead, Note, Table, Text
from vnhealth.errors import BriefError
from vnhealth.render import html
from vnhealth.wording import ui

MASTHEAD = Masthead("Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi")


@pytest.fixture(scope="session")
def page(demo: nbformat.NotebookNode) -> Any:
    return parser.document_fromstring(html.render(demo))


def test_a_page_says_its_language_and_title(demo: nbformat.NotebookNode, page: Any) -> None:
    assert page.get("lang") == demo.metadata.vnhealth.language
    assert page.findtext(".//title") == page.findtext(".//h1")


def test_every_id_stands_once_even_when_a_chart_is_shown_twice(page: Any) -> None:
    ids = Counter(page.xpath("//@id"))
    assert [name for name, count in ids.items() if count > 1] == []


def test_every_link_within_the_page_leads_somewhere(page: Any) -> None:
    ids = set(page.xpath("//@id"))
    goals = {goal[1:] for goal in page.xpath("//@href") if goal.startswith("#")}
    assert goals <= ids


def test_headings_begin_with_one_title_and_skip_no_level(page: Any) -> None:
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4|//h5|//h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_picture_has_a_name(page: Any) -> None:
    pictures = page.xpath("//svg")
    assert pictures
    named = {p.get("id"): p.get("aria-label") for p in pictures}
    assert all(p.get("role") == "img" for p in pictures)
    assert all(p.get("aria-label") or named[p.get("aria-labelledby")] for p in pictures)


def scripts_of(written: str) -> list[str]:
    return re.findall(r"<script[^>]*>(.*?)</script>", written, re.DOTALL)


def test_only_the_pages_own_script_may_run(demo: nbformat.NotebookNode, page: Any) -> None:
    [script] = scripts_of(html.render(demo))
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [said] = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert f"script-src 'sha256-{digest}';" in said
    assert "default-src 'none'" in said
    assert "unsafe-inline" not in said.split("script-src")[1].split(";")[0]


def test_a_page_asks_for_nothing_outside_itself(demo: nbformat.NotebookNode) -> None:
    written = html.render(demo)
    assert "<script src" not in written
    assert re.findall(r'src="(?!data:)', written) == []
    assert re.findall(r"url\(\s*['\"]?(?!data:|#|['\"])", written) == []
    assert "<link" not in written


def test_a_page_is_small_enough_to_send(demo: nbformat.NotebookNode) -> None:
    assert len(html.render(demo).encode()) < 600_000


def test_the_same_notebook_gives_the_same_page(demo: nbformat.NotebookNode) -> None:
    assert html.render(demo) == html.render(demo)


def test_every_figure_carries_its_cells_and_links_to_their_row(page: Any) -> None:
    numbers = page.find_class("n")
    assert all(n.get("data-cells") for n in numbers)
    listed = {row.get("id"): row.get("data-cell") for row in page.xpath("//li[@data-cell]")}
    assert all(listed.values())
    assert {c for n in numbers for c in n.get("data-cells").split()} <= set(listed)


def test_charts_and_tables_are_numbered_in_order(demo: nbformat.NotebookNode, page: Any) -> None:
    language = demo.metadata.vnhealth.language
    figure, table = ui.word("figure", language), ui.word("table", language)
    labels = [label.text_content() for label in page.find_class("label")]
    assert labels == [f"{figure} 1.", f"{table} 1.", f"{figure} 2."]


def test_the_missing_sign_of_a_table_is_explained_once_below_it(page: Any) -> None:
    (signs,) = page.xpath("//div[@class='table']//p[@class='signs']")
    assert signs.text_content().count("…") == 1


def test_table_headers_have_their_scope(page: Any) -> None:
    (table,) = page.xpath("//div[@class='table']//table")
    assert {th.get("scope") for th in table.xpath("./thead//th")} == {"col"}
    assert {th.get("scope") for th in table.xpath("./tbody//th")} == {"row"}
    assert table.find("caption") is not None


INJECTED = '<script>alert(1)</script> #panic() *x* "quoted" & <img src=x onerror=y>'


def test_text_in_any_block_stays_text(render_of: Any) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"><script>x()</script>'
        '<a href="javascript:x()"><text>a</text></a><image href="https://example.org/a.png"/></svg>'
    )
    written = render_of(
        MASTHEAD,
        Heading(INJECTED),
        Text(((INJECTED,),)),
        Note("info", INJECTED, ((INJECTED,),)),
        Figure(INJECTED, INJECTED, svg, INJECTED, INJECTED, 'a"b'),
        INJECTED,
    )
    page = parser.document_fromstring(written)
    assert page.xpath("//main//script|//head//script|//img|//main//image/@href") == []
    assert len(scripts_of(written)) == 1
    assert [a for a in page.xpath("//@*") if a.attrname.startswith("on")] == []
    assert "javascript:" not in written
    assert page.findtext(".//h2") == INJECTED


def test_raw_html_in_markdown_is_shown_as_text(render_of: Any) -> None:
    written = render_of(MASTHEAD, "<b>đậm</b> [x](javascript:alert(1))\n\n<div>khối</div>")
    assert "&lt;b&gt;đậm&lt;/b&gt;" in written
    assert "&lt;div&gt;khối&lt;/div&gt;" in written
    assert "javascript" not in written


def test_a_markdown_cell_tagged_with_a_language_shows_only_there(notebook_of: Any) -> None:
    book = notebook_of([MASTHEAD, "Chỉ tiếng Việt", "Only English", "Cả hai"])
    book.cells[1].metadata.tags = ["vi"]
    book.cells[2].metadata.tags = ["en"]
    written = html.render(book)
    assert "Chỉ tiếng Việt" in written
    assert "Only English" not in written
    assert "Cả hai" in written


def test_a_notebook_that_failed_is_refused_and_the_cell_is_named(notebook_of: Any) -> None:
    book = notebook_of([MASTHEAD])
    failed = nbformat.v4.new_output("error", ename="ValueError", evalue="không đọc được")
    book.cells.append(nbformat.v4.new_code_cell("x", outputs=[failed]))
    with pytest.raises(BriefError) as fault:
        html.render(book)
    assert fault.value.en == (
        "The notebook failed in cell 2 (ValueError: không đọc được), so no brief is made of it. "
        "Mend the cause and run it again."
    )
    assert fault.value.vi == (
        "Sổ tay bị lỗi ở ô 2 (ValueError: không đọc được) nên không được xuất thành bản tin. "
        "Hãy sửa nguyên nhân rồi chạy lại."
    )


def test_a_brief_ignores_printed_text_and_a_plain_notebook_shows_it(notebook_of: Any) -> None:
    stream = nbformat.v4.new_output("stream", name="stdout", text="đã in <ra>")
    brief, plain = notebook_of([MASTHEAD]), notebook_of(["# Thử nghiệm"])
    for book in (brief, plain):
        book.cells.append(nbformat.v4.new_code_cell("x", outputs=[stream]))
    assert "đã in" not in html.render(brief)
    shown = html.render(plain)
    assert "đã in &lt;ra&gt;" in shown
    assert "<title>Thử nghiệm</title>" in shown


def test_html_outputs_of_a_notebook_are_never_read(notebook_of: Any) -> None:
    book = notebook_of([MASTHEAD, Heading("Đúng")])
    book.cells[1].outputs[0].data["text/html"] = "<h2>Sai</h2>"
    written = html.render(book)
    assert "Sai" not in written
    assert "Đúng" in written


def test_figures_in_a_number_column_line_up_on_the_decimal_sign(render_of: Any) -> None:
    from vnhealth.blocks import Column, Number, Row

    columns = (Column("Tỉnh"), Column("Bác sĩ", "number"))
    printed = ("8,25", "14,5", "9", "…")
    rows = tuple(Row(("x", Number(p))) for p in printed)
    page = parser.document_fromstring(render_of(MASTHEAD, Table("Bảng", columns, rows, "t")))
    # What stands unseen behind each figure makes all decimals two digits long.
    assert [td.get("data-pad") for td in page.find_class("num")[1:]] == [None, "0", ",00", ",00"]
