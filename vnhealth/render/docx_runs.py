"""Figures, paragraphs and prose as runs of a Word paragraph."""

from __future__ import annotations

from typing import Any, Final

from vnhealth.blocks import Number, Paragraph
from vnhealth.blocks.placement import source_anchor
from vnhealth.render.docx_xml import move_into_link, safe_text
from vnhealth.render.excel_format import behind
from vnhealth.render.prose import Node

# Office suites set raised text at 58 to 66 % of the size around it.
RAISED_SHARE: Final = 0.62
CITE_STYLE: Final = "Source Number"
_STYLES: Final = {"strong": "bold", "em": "italic", "del": "strike"}


def bookmark_of(number: int) -> str:
    """Return the bookmark of a numbered source.

    >>> bookmark_of(2)
    'source_2'
    """
    return source_anchor(number).replace("-", "_")


def add_runs(
    paragraph: Any, runs: Paragraph, *, cite: bool = True, sources: frozenset[int] = frozenset()
) -> None:
    """Add the runs of a paragraph; figures are followed by the numbers of their sources.

    `sources` are the numbers that the document lists, to which citations lead.
    """
    for run in runs:
        if isinstance(run, Number):
            add_number(paragraph, run, cite=cite, sources=sources)
        else:
            paragraph.add_run(safe_text(run))


def add_number(
    paragraph: Any,
    number: Number,
    *,
    unit: bool = True,
    cite: bool = True,
    bold: bool = False,
    sources: frozenset[int] = frozenset(),
) -> None:
    """Add a figure as printed, with marks and unit, and the numbers of its sources."""
    run = paragraph.add_run(safe_text(number.printed + behind(number, unit=unit)))
    run.bold = bold or None
    if cite:
        add_citation(paragraph, number.sources, sources, raised=True)


def citation_text(number: int) -> str:
    """Return how a source is named behind a figure.

    >>> citation_text(3)
    '[3]'
    """
    return f"[{number}]"


def add_citation(
    paragraph: Any, numbers: tuple[int, ...], sources: frozenset[int], *, raised: bool = False
) -> None:
    """Add the numbers of sources, each a link to its entry in the list of sources."""
    for number in numbers:
        run = paragraph.add_run(citation_text(number))
        run.font.superscript = raised or None
        if number in sources:
            run.style = CITE_STYLE
            move_into_link(paragraph, [run], bookmark=bookmark_of(number))


def add_words(paragraph: Any, nodes: list[Node], **style: bool) -> None:
    """Add the inline nodes of a markdown cell; a footnote follows its place in brackets."""
    for node in nodes:
        kind, inner = node["k"], node.get("c", [])
        if kind in _STYLES:
            add_words(paragraph, inner, **{**style, _STYLES[kind]: True})
        elif kind == "link":
            _add_link(paragraph, node, **style)
        elif kind == "note":
            paragraph.add_run(" (")
            for part in inner:
                add_words(paragraph, part.get("c", []), **style)
            paragraph.add_run(")")
        elif kind == "br":
            paragraph.add_run().add_break()
        elif kind in ("text", "code"):
            run = paragraph.add_run(safe_text(node["s"]))
            for name in style:
                setattr(run.font, name, True)
        else:
            add_words(paragraph, inner, **style)


def _add_link(paragraph: Any, node: Node, **style: bool) -> None:
    before = len(paragraph.runs)
    add_words(paragraph, node["c"], **style)
    runs = paragraph.runs[before:]
    if runs and not node["url"].startswith("#"):
        move_into_link(paragraph, runs, url=node["url"])
