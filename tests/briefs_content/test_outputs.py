"""Both outputs of a brief print the same words and figures, whole and composed."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import lxml.html
import pytest

from vnhealth.blocks import Figure, Number, Sources, Table, Text, Tiles

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
