"""The paper of every brief: full pages, no lost heading, charts with captions; one-page summary."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdf
import pytest

from vnhealth import catalog, design
from vnhealth.blocks import Figure, Glossary, Masthead
from vnhealth.render import summary
from vnhealth.wording import ui

MM = 72 / 25.4
TOP, FOOT = design.MARGINS_MM["top"] * MM, (297 - design.MARGINS_MM["bottom"]) * MM
FILLED = 0.45
CAPTION_SIZE = design.SIZES["body"] + 0.5
# Five more places, a topic each: the two largest cities, a merged province, hills and highlands.
MORE = [
    ("budget", "63-01", "63"),
    ("coverage", "63-79", "63"),
    ("workforce", "34-15", "34"),
    ("workforce", "63-11", "63"),
    ("coverage", "63-33", "63"),
]
LARGEST_PAGE = 560_000


def pages_of(brief: Any) -> list[Any]:
    """Return the parsed pages of a brief's PDF, read once."""
    if "pages" not in brief._cache:
        with pdfplumber.open(io.BytesIO(brief.pdf())) as paper:
            brief._cache["pages"] = [Page(page) for page in paper.pages]
    found: list[Any] = brief._cache["pages"]
    return found


class Page:
    """Lines of text with font, size and place, and how far down the page is drawn on."""

    def __init__(self, page: Any) -> None:
        chars = [c for c in page.chars if not c["text"].isspace()]
        self.body = [c for c in chars if c["top"] > TOP - 4 and c["bottom"] < FOOT + 4]
        self.head = "".join(c["text"] for c in chars if c["bottom"] <= TOP - 4)
        self.foot = "".join(c["text"] for c in chars if c["top"] >= FOOT + 4)
        self.shapes = [*page.rects, *page.curves, *page.lines]

    @property
    def filled(self) -> float:
        low = max((c["bottom"] for c in self.body), default=TOP)
        return float((low - TOP) / (FOOT - TOP))

    @property
    def last_line(self) -> list[Any]:
        low = max((c["bottom"] for c in self.body), default=0)
        return [c for c in self.body if c["bottom"] > low - 3]

    def captions(self, word: str) -> list[float]:
        """Return how far down each caption that begins with `word` and a number ends."""
        label = [
            c
            for c in self.body
            if abs(c["size"] - CAPTION_SIZE) < 0.2 and "SemiBold" in c["fontname"]
        ]
        text = "".join(c["text"] for c in label)
        return [label[found.start()]["bottom"] for found in re.finditer(rf"{word}\d+\.", text)]


def check_layout(brief: Any) -> None:
    pages = pages_of(brief)
    assert [round(page.filled, 2) for page in pages[:-1] if page.filled <= FILLED] == []
    for number, page in enumerate(pages, start=1):
        last = {(c["fontname"].partition("+")[2], round(c["size"], 1)) for c in page.last_line}
        assert not any("BeVietnamPro" in font for font, _ in last), (number, last)
        assert page.foot.endswith(f"{ui.word('page', brief.language)}{number}/{len(pages)}")
    title = re.sub(r"\s", "", brief.of(Masthead)[0].title)
    assert [page.head.startswith(title) for page in pages] == [False] + [True] * (len(pages) - 1)
    word = ui.word("figure", brief.language)
    shown = [(page, bottom) for page in pages for bottom in page.captions(word)]
    assert len(shown) == len(brief.of(Figure))
    for page, bottom in shown:
        assert any(0 < shape["bottom"] - bottom < 130 for shape in page.shapes), "caption alone"


def test_pages_are_full_numbered_headed_and_no_heading_or_caption_stands_alone(brief: Any) -> None:
    check_layout(brief)


@pytest.mark.parametrize(("topic", "place", "boundaries"), MORE)
def test_the_paper_of_other_places_is_as_good(
    brief_of: Any, topic: str, place: str, boundaries: str
) -> None:
    check_layout(brief_of(topic, place, boundaries=boundaries))


def test_a_summary_is_one_page_with_every_message_and_a_chart(brief: Any) -> None:
    pages = pypdf.PdfReader(io.BytesIO(summary.render(brief.notebook))).pages
    assert len(pages) == 1
    words = re.sub(r"\s", "", pages[0].extract_text())
    for runs in brief.messages.paragraphs:
        for run in runs:
            said = run if isinstance(run, str) else run.printed
            assert re.sub(r"\s", "", said) in words
    charts = brief.of(Figure)
    shown = [re.sub(r"\s", "", chart.title) in words for chart in charts]
    assert shown.count(True) == min(1, len(charts)), "the first chart that there is room for"
    assert re.sub(r"\s", "", ui.word("full_brief", brief.language)) in words


def test_a_page_is_small_enough_to_send(brief: Any) -> None:
    assert len(brief.html().encode()) < LARGEST_PAGE


def test_every_chart_says_how_to_read_it_and_its_alt_text_begins_with_the_finding(
    brief: Any,
) -> None:
    charts = brief.of(Figure)
    assert [chart.anchor for chart in charts if not chart.reading] == []
    assert [chart.anchor for chart in charts if not chart.alt.startswith(chart.title)] == []
    assert [chart.anchor for chart in charts if len(chart.alt) < len(chart.title) + 20] == []


def test_every_indicator_cited_is_explained_once_before_the_sources(brief: Any) -> None:
    [terms] = brief.of(Glossary)
    said = [term for term, _ in terms.items]
    assert len(said) == len(set(said))
    known = {each.name(brief.language): each for each in catalog.indicators().values()}
    assert all(known[term].definition(brief.language) == text for term, text in terms.items)
    kinds = [type(block).__name__ for block in brief.blocks]
    assert kinds[-3:] == ["Glossary", "Sources", "Stamp"]


def test_pages_follow_the_order_of_the_brief(brief: Any) -> None:
    """Charts may pass text of their own section, never one another."""
    word = ui.word("figure", brief.language)
    found = []
    for page in pypdf.PdfReader(io.BytesIO(brief.pdf())).pages:
        found += [int(n) for n in re.findall(rf"{word} (\d+)\.\s", page.extract_text())]
    assert all(after > before for before, after in pairwise(found))
