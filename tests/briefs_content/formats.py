"""One brief in all its formats, and what a reader of each is shown."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

import docx
import lxml.html
import pytest
from docx.table import Table as WordTable

from tests.briefs_content.conftest import EDITION, Brief
from vnhealth.blocks import (
    Figure,
    Heading,
    Note,
    Number,
    Sources,
    Table,
    Text,
    Tiles,
)
from vnhealth.blocks.runs import numbers_in
from vnhealth.render import docx as word
from vnhealth.render import xlsx

DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
WORDS = re.compile(r"[^\W\d_]+")
QUALITY = {"topic": "quality", "place_id": "vn", "language": "vi", "boundaries": "63"}
# One place on each topic, the overview, the comparison and the quality brief, in both languages.
WANTED = [
    {**given, "language": language}
    for given in (*EDITION, QUALITY)
    if given["place_id"] in ("63-10", "vn") and given["boundaries"] == "63"
    if given["language"] == "vi"
    for language in ("vi", "en")
]


def folded(text: str) -> str:
    return unicodedata.normalize("NFC", re.sub(r"\s+", " ", text.replace("\u00ad", "")))


@dataclass(frozen=True)
class Outputs:
    """One brief in the formats that are compared."""

    brief: Brief

    @cached_property
    def page(self) -> Any:
        """The HTML page, without what a reader of paper doesn't get."""
        page = lxml.html.fromstring(self.brief.html())
        hidden = (
            "//head|//script|//style|//svg|//nav|//button|//footer|//*[contains(@class,'drawn')]"
        )
        for part in page.xpath(hidden):
            part.drop_tree()
        return page

    @cached_property
    def word(self) -> bytes:
        return word.render(self.brief.notebook)

    @cached_property
    def workbook(self) -> bytes:
        return xlsx.render(self.brief.notebook)

    @cached_property
    def numbers(self) -> list[Number]:
        """The figures of words, tiles, tables and notes, without those drawn in charts."""
        found = []
        for block in self.brief.blocks:
            drawn = block.numbers if isinstance(block, Figure) else ()
            found += list(numbers_in(block))[len(drawn) :]
        return found


def word_texts(data: bytes) -> Iterator[str]:
    """Yield the text of each paragraph and table cell of a Word document, links included."""
    for item in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, WordTable):
            for row in item.rows:
                yield from (_text(cell._tc) for cell in row.cells)
        else:
            yield _text(item._p)


def _text(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter() if node.tag.endswith("}t"))


def before_sources(text: str, brief: Brief) -> str:
    """Return what stands before the list of sources, whose cells paper shortens."""
    [block] = brief.of(Sources)
    head, found, _ = text.partition(folded(block.intro))
    assert found
    return head


APART = "//td|//th|//p|//li|//div|//dt|//dd|//h1|//h2|//h3|//summary|//figcaption|//caption"


def page_text(outputs: Outputs) -> str:
    page = outputs.page
    for part in page.xpath(APART):
        part.tail = " " + (part.tail or "")
    return before_sources(folded(page.text_content()), outputs.brief)


def pdf_text(data: bytes, folder: Path) -> str:
    tool = shutil.which("pdftotext")
    if tool is None:
        pytest.skip("pdftotext of poppler-utils is absent")
    (folder / "brief.pdf").write_bytes(data)
    told = subprocess.run([tool, str(folder / "brief.pdf"), "-"], capture_output=True, check=True)
    return told.stdout.decode("utf-8")


PART = re.compile(r'(?P<before>(?:"[^"]*")?)(?P<digits>#,##0(?:\.0+)?)(?P<scale>,*)(?P<after>.*)')


def shown(cell: Any, language: str) -> str:
    """Return what a spreadsheet shows of a cell, for the formats that our workbooks use."""
    if not isinstance(cell.value, int | float) or cell.number_format == "General":
        return str(cell.value)
    parts = cell.number_format.split(";")
    value = Decimal(repr(cell.value))
    chosen = parts[0]
    if len(parts) == 3 and value <= 0:
        chosen = parts[1] if value < 0 else parts[2]
    match = PART.fullmatch(chosen)
    assert match is not None, cell.number_format
    decimals = len(match["digits"].partition(".")[2])
    scaled = abs(value) / 1000 ** len(match["scale"])
    rounded = scaled.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    swap = str.maketrans(",.", ".,") if language == "vi" else {}
    return match["before"].strip('"') + f"{rounded:,}".translate(swap) + match["after"].strip('"')


def said_by(value: Any) -> Iterator[str]:
    """Yield the words of blocks that every format prints."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from said_by(item)
    elif isinstance(value, Number):
        yield value.printed
    elif hasattr(value, "__dataclass_fields__"):
        skipped = {"svg", "narrow", "alt", "anchor", "marks", "sources", "numbers", "status"}
        skipped |= {"kind", "role"}
        for name in value.__dataclass_fields__:
            if name not in skipped:
                yield from said_by(getattr(value, name))


def wanted_words(outputs: Outputs) -> Counter[str]:
    kinds = (Text, Tiles, Figure, Table, Note, Heading)
    texts = (text for block in outputs.brief.of(*kinds) for text in said_by(block))
    return Counter(word for text in texts for word in WORDS.findall(folded(text)))
