"""All outputs of a brief print the same words and figures, whole and composed."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import lxml.html
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from tests.briefs_content import formats
from tests.briefs_content.conftest import Brief, make, name_of
from vnhealth.blocks import Figure, Number, Sources, Table, Text, Tiles
from vnhealth.blocks.runs import number_plain, numbers_in
from vnhealth.render.listing import listed
from vnhealth.render.notebook import read
from vnhealth.wording import ui

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")


def folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


APART = "//td|//th|//p|//li|//div|//dt|//dd|//h1|//h2|//h3|//summary|//figcaption|//caption|//text"


def html_text(brief: Any) -> str:
    """Return the words of a page without pictures, their lists of figures, styles and the stamp."""
    page = lxml.html.fromstring(brief.html())
    unread = "//script|//style|//svg|//head|//details|//*[contains(@class, 'stamp')]"
    for part in page.xpath(unread):
        part.drop_tree()
    return spaced(page)


def spaced(page: Any) -> str:
    """Return the text of a page with a space after each cell, line and paragraph."""
    for part in page.xpath(APART):
        part.tail = " " + (part.tail or "")
    return folded(page.text_content())


def pdf_text(brief: Any, folder: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext of poppler-utils is absent")
    path = folder / "brief.pdf"
    path.write_bytes(brief.pdf())
    done = subprocess.run([tool, "-enc", "UTF-8", str(path), "-"], capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def before_sources(text: str, brief: Any) -> str:
    """Return what stands before the list of sources, whose cells a PDF shortens."""
    [listed] = brief.of(Sources)
    head, _, _ = text.partition(folded(listed.intro)[:40])
    return head


def printed_figures(brief: Any) -> list[str]:
    """Return the figures of words, tiles and tables as printed, in their order."""
    found: list[str] = []

    def take(value: Any) -> None:
        if isinstance(value, Number):
            found.append(folded(value.printed))
        elif isinstance(value, tuple):
            for item in value:
                take(item)

    for block in brief.of(Text, Tiles, Table):
        if isinstance(block, Text):
            take(block.paragraphs)
        elif isinstance(block, Tiles):
            for tile in block.items:
                take((tile.number, tile.context))
        else:
            for row in block.rows:
                take(row.cells)
    return found


def test_the_pdf_is_composed_vietnamese_without_a_replacement_letter(
    brief: Any, tmp_path: Path
) -> None:
    text = pdf_text(brief, tmp_path)
    assert "\ufffd" not in text
    assert unicodedata.is_normalized("NFC", text)
    assert not [c for c in text if unicodedata.category(c) in ("Co", "Cn")]


def test_the_pdf_holds_every_message_and_heading_of_the_brief(brief: Any, tmp_path: Path) -> None:
    text = re.sub(r"\s", "", pdf_text(brief, tmp_path))
    for paragraph in brief.messages.paragraphs:
        for run in paragraph:
            said = run if isinstance(run, str) else run.printed
            assert re.sub(r"\s", "", said) in text, said
    for block in brief.blocks:
        title = getattr(block, "title", "") or getattr(block, "text", "")
        assert re.sub(r"\s", "", title) in text, title


def test_the_page_holds_every_message_and_figure_of_the_brief(brief: Any) -> None:
    text = html_text(brief)
    for paragraph in brief.messages.paragraphs:
        for run in paragraph:
            assert folded(run if isinstance(run, str) else run.printed) in text
    for printed in printed_figures(brief):
        assert printed in text, printed


def test_the_pdf_prints_every_figure_of_words_tiles_and_tables(brief: Any, tmp_path: Path) -> None:
    text = before_sources(folded(pdf_text(brief, tmp_path)), brief)
    counted = Counter(DIGITS.findall(text))
    wanted = Counter(
        digits for printed in printed_figures(brief) for digits in DIGITS.findall(printed)
    )
    short = {digits: n for digits, n in wanted.items() if counted[digits] < n}
    assert not short


def test_the_page_prints_every_figure_as_often_as_the_brief_does(brief: Any) -> None:
    text = before_sources(html_text(brief), brief)
    counted = Counter(DIGITS.findall(text))
    wanted = Counter(
        digits for printed in printed_figures(brief) for digits in DIGITS.findall(printed)
    )
    assert not {digits: n for digits, n in wanted.items() if counted[digits] < n}


def test_both_outputs_print_the_same_numbers(brief: Any, tmp_path: Path) -> None:
    """Words, tiles, tables and notes; a chart's own text may be drawn, and pages are numbered."""
    page = set(DIGITS.findall(before_sources(html_text(brief), brief)))
    pictures = [lxml.html.fromstring(figure.svg) for figure in brief.of(Figure)]
    drawn = {n for picture in pictures for n in DIGITS.findall(spaced(picture))}
    paper = set(DIGITS.findall(before_sources(folded(pdf_text(brief, tmp_path)), brief)))
    assert page - drawn <= paper
    pages = {str(number) for number in range(1, 20)}
    assert paper - page - drawn <= pages


def test_the_page_is_one_file_in_the_brief_s_language(brief: Any) -> None:
    page = brief.html()
    assert f'lang="{brief.language}"' in page[:300]
    assert "\ufffd" not in page
    assert unicodedata.is_normalized("NFC", page)
    assert not re.search(r'(src|href)="(https?:)?//', page)


def test_the_same_notebook_gives_the_same_bytes(brief_of: Any) -> None:
    from vnhealth.render import html, pdf

    brief = brief_of("coverage", "63-04-040")
    assert html.render(brief.notebook) == brief.html()
    assert pdf.render(brief.notebook) == brief.pdf()


# every format -----------------------------------------------------------------------------------


@pytest.fixture(scope="module", params=formats.WANTED, ids=name_of)
def outputs(
    request: pytest.FixtureRequest, project: Any, made: dict[str, Brief]
) -> formats.Outputs:
    return formats.Outputs(make(request.param, project, made))


def test_the_page_prints_exactly_the_figures_of_the_blocks(outputs: formats.Outputs) -> None:
    spans = outputs.page.xpath("//span[contains(concat(' ',@class,' '),' n ')]")
    assert Counter(formats.folded(span.text_content()) for span in spans) == Counter(
        formats.folded(number.printed) for number in outputs.numbers
    )


def test_the_word_document_prints_the_numbers_of_the_page_each_as_often(
    outputs: formats.Outputs,
) -> None:
    page = Counter(formats.DIGITS.findall(formats.page_text(outputs)))
    said = formats.before_sources(
        formats.folded(" ".join(formats.word_texts(outputs.word))), outputs.brief
    )
    assert Counter(formats.DIGITS.findall(said)) == page


def test_the_pdf_prints_the_numbers_of_the_page_as_often(
    outputs: formats.Outputs, tmp_path: Path
) -> None:
    paper = formats.before_sources(
        formats.folded(formats.pdf_text(outputs.brief.pdf(), tmp_path)), outputs.brief
    )
    short = Counter(formats.DIGITS.findall(formats.page_text(outputs))) - Counter(
        formats.DIGITS.findall(paper)
    )
    assert not short


def test_the_workbook_holds_every_figure_as_printed_with_its_exact_value(
    outputs: formats.Outputs,
) -> None:
    language = outputs.brief.language
    rows = iter(
        CalamineWorkbook.from_filelike(io.BytesIO(outputs.workbook))
        .get_sheet_by_name(ui.word("all_figures", language))
        .to_python()
    )
    header = next(row for row in rows if ui.word("value", language) in row)
    at = [header.index(ui.word(key, language)) for key in ("as_shown", "value", "lower", "upper")]
    found = [tuple(row[column] for column in at) for row in rows]
    told = listed(read(outputs.brief.notebook))
    assert len(told) == sum(1 for block in outputs.brief.blocks for _ in numbers_in(block))
    assert found == [
        (
            number_plain(one.number),
            *(
                "" if value is None else value
                for value in (one.number.value, one.number.lower, one.number.upper)
            ),
        )
        for one in told
    ]


def test_a_table_of_the_workbook_shows_the_printed_figures(outputs: formats.Outputs) -> None:
    """The format of each cell, carried out by hand on its value, gives what is printed."""
    book = openpyxl.load_workbook(io.BytesIO(outputs.workbook))
    tables = iter(outputs.brief.of(Table))
    sheets = [s for s in book if s.title.startswith(ui.word("table", outputs.brief.language))]
    for sheet, table in zip(sheets, tables, strict=True):
        first = int(sheet.auto_filter.ref.split(":")[0][1:])
        for line, row in enumerate(table.rows, start=first + 1):
            for column, cell in enumerate(row.cells, start=1):
                if isinstance(cell, Number):
                    unit = not table.columns[column - 1].unit
                    assert formats.shown(sheet.cell(line, column), outputs.brief.language) == (
                        number_plain(cell, unit=unit)
                    )


def test_text_out_of_the_pdf_is_the_text_that_went_in(
    outputs: formats.Outputs, tmp_path: Path
) -> None:
    out = formats.pdf_text(outputs.brief.pdf(), tmp_path)
    assert unicodedata.is_normalized("NFC", out)
    assert not formats.wanted_words(outputs) - Counter(formats.WORDS.findall(out))


def test_text_out_of_the_word_document_is_the_text_that_went_in(outputs: formats.Outputs) -> None:
    out = " ".join(formats.word_texts(outputs.word))
    assert unicodedata.is_normalized("NFC", out)
    assert not formats.wanted_words(outputs) - Counter(formats.WORDS.findall(out))
