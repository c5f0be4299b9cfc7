"""The PDF: tagged, in order, with the same figures as the HTML page."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import nbformat
import pypdf
import pytest
from lxml import html as parser

from vnhealth.blocks import Column, Figure, Heading, Masthead, Note, Number, Row, Table, Text
from vnhealth.errors import BriefError
from vnhealth.render import html, pdf

MASTHEAD = Masthead("Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="{height}"></svg>'
FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def words_of(written: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(written)).pages
    return unicodedata.normalize("NFC", "\n".join(page.extract_text() for page in pages))


@pytest.fixture(scope="session")
def written(demo: nbformat.NotebookNode) -> bytes:
    return pdf.render(demo)


@pytest.fixture(scope="session")
def reader(written: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(written))


def test_the_document_is_tagged_and_says_language_and_title(
    demo: nbformat.NotebookNode, reader: pypdf.PdfReader
) -> None:
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert str(root["/Lang"]).split("-")[0] == demo.metadata.vnhealth.language
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title in {
        "Nhân lực y tế tỉnh Minh Họa năm 2024",
        "Health workforce of Minh Hoa, 2024",
    }


def test_the_bookmarks_are_the_headings_of_the_html_page(
    demo: nbformat.NotebookNode, reader: pypdf.PdfReader
) -> None:
    def titles(entries: Any) -> list[str]:
        return [t for e in entries for t in (titles(e) if isinstance(e, list) else [e.title])]

    page = parser.document_fromstring(html.render(demo))
    assert titles(reader.outline) == [h.text_content() for h in page.xpath("//h1|//h2|//h3")]


def test_both_outputs_print_the_same_figures(demo: nbformat.NotebookNode, written: bytes) -> None:
    page = parser.document_fromstring(html.render(demo))
    in_html = {n.text_content() for n in page.xpath("//main//span[@class='n']")}
    words = re.sub(r"\s+", " ", words_of(written).replace("\u00a0", " "))
    shown = set(FIGURE.findall(words))
    expected = {found for printed in in_html for found in FIGURE.findall(printed)}
    assert expected - shown == {value for value in ("6,1", "6.1") if value in expected}
    # 6.1 is drawn in the chart's line only: it is in the list of drawn figures of the page.


def test_text_comes_out_as_it_went_in(written: bytes) -> None:
    words = words_of(written)
    assert "\ufffd" not in words
    assert "Minh H" in words


def test_every_vietnamese_letter_survives(notebook_of: Any) -> None:
    marks = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
    vowels = [unicodedata.normalize("NFC", v + m) for v in "aăâeêioôơuưy" for m in marks]
    letters = "".join(vowels) + "đ"
    words = words_of(
        pdf.render(notebook_of([MASTHEAD, Text(((letters + " " + letters.upper(),),))]))
    )
    assert set(letters + letters.upper()) <= set(words)


def test_the_same_notebook_gives_the_same_bytes(
    demo: nbformat.NotebookNode, written: bytes
) -> None:
    assert pdf.render(demo) == written


def test_the_date_is_the_one_of_source_date_epoch(
    monkeypatch: pytest.MonkeyPatch, demo: nbformat.NotebookNode
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735603200")
    dated = pypdf.PdfReader(io.BytesIO(pdf.render(demo))).metadata
    assert dated is not None
    assert dated["/CreationDate"].startswith("D:20241231")


INJECTED = '#panic("x") *đậm* _y_ $z$ `r` <nhãn> @ref \\ [a] //b <script>'


def test_text_in_any_block_is_never_markup(notebook_of: Any) -> None:
    columns = (Column(INJECTED), Column(INJECTED, "number"))
    table = Table(INJECTED, columns, (Row((INJECTED, Number(INJECTED))),), "t")
    shown = [
        MASTHEAD,
        Heading(INJECTED),
        Text(((INJECTED,),)),
        Note("info", INJECTED, ((INJECTED,),)),
        Figure(INJECTED, INJECTED, SVG.format(height=50), INJECTED, INJECTED, "a"),
        table,
    ]
    words = re.sub(r"\s+", "", words_of(pdf.render(notebook_of(shown))))
    # Heading with its running head, text, note twice, chart three times, table four times.
    assert words.count(re.sub(r"\s+", "", INJECTED)) >= 10


def test_a_letter_that_no_font_has_is_refused_rather_than_dropped(notebook_of: Any) -> None:
    with pytest.raises(BriefError) as fault:
        pdf.render(notebook_of([MASTHEAD, Text((("中",),))]))
    assert "can't be set" in fault.value.en
    assert "Không dàn được trang" in fault.value.vi


def test_what_a_plain_notebook_printed_never_stops_its_pdf(notebook_of: Any) -> None:
    book = notebook_of(["# Thử"])
    stream = nbformat.v4.new_output("stream", name="stdout", text="╔═╗ 中 Đắk Lắk")
    book.cells.append(nbformat.v4.new_code_cell("x", outputs=[stream]))
    assert "Đắk Lắk" in words_of(pdf.render(book))


def test_table_headers_come_again_on_the_next_page(notebook_of: Any) -> None:
    columns = (Column("Tên tỉnh"), Column("Bác sĩ", "number"))
    rows = tuple(Row((f"Tỉnh {n}", Number(f"{n},5"))) for n in range(90))
    book = notebook_of([MASTHEAD, Table("Bảng dài", columns, rows, "t")])
    pages = pypdf.PdfReader(io.BytesIO(pdf.render(book))).pages
    assert len(pages) > 1
    assert all("Tên tỉnh" in page.extract_text() for page in pages)


def test_a_heading_never_stands_alone_at_the_foot_of_a_page(notebook_of: Any) -> None:
    for lines in range(28, 48):
        filler = Text(tuple((f"Dòng {n}.",) for n in range(lines)))
        book = notebook_of([MASTHEAD, filler, Heading("Mục cuối"), Text((("Nội dung mục.",),))])
        pages = [p.extract_text() for p in pypdf.PdfReader(io.BytesIO(pdf.render(book))).pages]
        # The running head names the section too, so the text's page is what is looked at.
        (page,) = [text for text in pages if "Nội dung mục." in text]
        assert "Mục cuối" in page.split("Nội dung mục.")[0].splitlines()[-1]


def chart(height: int) -> Figure:
    return Figure("Hình thử", "", SVG.format(height=height), "Biểu đồ thử.", "", "a")


def lines(count: int, word: str) -> Text:
    return Text(tuple((f"{word} {n}.",) for n in range(count)))


def pages_of(book: nbformat.NotebookNode) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf.render(book))).pages]


def test_a_chart_that_just_misses_the_page_is_set_smaller(notebook_of: Any) -> None:
    # The page's text is 493 pt wide, so a picture of 400 by 280 is 345 pt high; some 300 pt are
    # left below 22 lines: enough at 86 % of its size. One of 400 by 330 would need 74 %.
    nearly = notebook_of([MASTHEAD, lines(22, "Trước"), chart(280)])
    too_high = notebook_of([MASTHEAD, lines(22, "Trước"), chart(330)])
    assert len(pages_of(nearly)) == 1
    assert len(pages_of(too_high)) == 2


def test_text_passes_a_chart_that_would_leave_a_gap(notebook_of: Any) -> None:
    first, second = pages_of(
        notebook_of([MASTHEAD, lines(22, "Trước"), chart(400), lines(4, "Sau")])
    )
    assert "Sau 3." in first
    assert "Hình thử" in second


def test_a_chart_never_passes_into_another_section(notebook_of: Any) -> None:
    first, second = pages_of(
        notebook_of([MASTHEAD, lines(22, "Trước"), chart(400), Heading("Mục sau"), lines(4, "Sau")])
    )
    assert "Sau 0." not in first
    assert second.index("Hình thử") < second.index("Sau 0.")


def test_the_checks_of_pdfua_find_nothing(written: bytes, tmp_path: Path) -> None:
    # Of PDF/UA-1's 106 machine-checkable conditions pdfua knows 16; Typst's own export check
    # refuses missing alt text, skipped headings and missing glyphs. Neither proves conformance.
    import pdfua

    (tmp_path / "brief.pdf").write_bytes(written)
    report = pdfua.validate(str(tmp_path / "brief.pdf"))
    assert [finding.message for finding in report.findings] == []
