"""Each chart of a brief as a file of its own: SVG with its text as text, and PNG for slides."""

from __future__ import annotations

import base64
import json
import re
from functools import cache
from html import escape
from typing import Any, Final

from vnhealth import design, fonts
from vnhealth.blocks import Figure
from vnhealth.blocks.picture import clean_svg
from vnhealth.blocks.runs import legend, paragraph_plain
from vnhealth.errors import BriefError
from vnhealth.render import notebook as notebooks
from vnhealth.render.archive import zipped
from vnhealth.render.listing import source_entries
from vnhealth.render.notebook import Document, Placed
from vnhealth.render.style import template
from vnhealth.wording import ui

# Dots an inch: a chart as wide as the text of an A4 page has 1 370 dots across.
DENSITY: Final = 200.0
_TEXT_FACES: Final = (
    ("SourceSans3-Regular", 400, r"<text"),
    ("SourceSans3-SemiBold", 600, r"font-weight: (?:600|bold|700)"),
)


def render_svg(notebook: Any) -> bytes:
    """Return an archive with one SVG a chart, named after the chart's anchor.

    Raises
    ------
    BriefError
        When a cell of the notebook failed.
    """
    document = notebooks.read(notebook)
    return zipped({f"{name}.svg": standalone(part).encode() for name, part in charts(document)})


def render_png(notebook: Any) -> bytes:
    """Return an archive with one PNG a chart: its title, subtitle, picture, signs and sources.

    Raises
    ------
    BriefError
        When a cell of the notebook failed, or a letter is in no font.
    """
    document = notebooks.read(notebook)
    return zipped({f"{name}.png": card(document, part) for name, part in charts(document)})


def charts(document: Document) -> list[tuple[str, Placed]]:
    """Return the charts of a document with the names of their files: number and anchor."""
    found = [
        part
        for part in document.parts
        if isinstance(part, Placed) and isinstance(part.block, Figure)
    ]
    return [(f"{n:02}-{part.place.anchor}", part) for n, part in enumerate(found, start=1)]


def standalone(part: Placed) -> str:
    """Return the chart as an SVG file: named, described, its fonts inside."""
    figure = _figure(part)
    svg = clean_svg(figure.svg)
    faces = "".join(
        _face(face, weight) for face, weight, sign in _TEXT_FACES if re.search(sign, svg)
    )
    head = (
        f"<title>{escape(figure.title)}</title><desc>{escape(figure.alt)}</desc>"
        f"<style>{faces}</style>"
    )
    named = re.sub(
        r"<svg\b[^>]*>",
        lambda found: f'{found[0][:-1]} role="img" xml:lang="{part.place.language}">{head}',
        svg,
        count=1,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{named}\n'


def card(document: Document, part: Placed) -> bytes:
    """Return the chart as a PNG that can stand alone on a slide."""
    figure = _figure(part)
    language = document.language
    data = {
        "language": language,
        "width": design.CONTENT_WIDTH_IN,
        "colours": design.LIGHT,
        "sizes": design.SIZES,
        "fonts": {"text": design.TEXT_FONT, "heading": design.HEADING_FONT},
        "title": figure.title,
        "subtitle": figure.subtitle,
        "lines": _below(document, part),
    }
    return _picture("card.typ", data, figure)


def bare(part: Placed) -> bytes:
    """Return the chart as a PNG without its words, for a page that prints them itself."""
    return _picture("picture.typ", {}, _figure(part))


def _figure(part: Placed) -> Figure:
    if not isinstance(part.block, Figure):
        raise TypeError(type(part.block))
    return part.block


def _below(document: Document, part: Placed) -> list[str]:
    """Return what a chart needs below it where no page stands around it."""
    figure, language = _figure(part), document.language
    named = {entry.number: entry.title for entry in source_entries(document)}
    signs = "; ".join(f"{sign} {meaning}" for sign, meaning in legend(figure, part.place))
    sources = "; ".join(named[number] for number in figure.sources if number in named)
    opening = document.masthead
    brief = " · ".join(t for t in (opening.title, opening.edition) if t) if opening else ""
    return [
        *(paragraph_plain(note) for note in figure.notes),
        *([f"{ui.word('signs', language)}: {signs}."] if signs else []),
        *([f"{ui.word('source', language)}: {sources}."] if sources else []),
        *([brief] if brief else []),
    ]


def _picture(name: str, data: dict[str, Any], figure: Figure) -> bytes:
    import typst

    from vnhealth.render.fontbook import font_book

    files = {
        "main.typ": template(name).encode(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        "figure.svg": clean_svg(figure.svg).encode(),
    }
    compiler = typst.Compiler(input=files, font_paths=font_book(), ignore_system_fonts=True)
    try:
        made: Any = compiler.compile(format="png", ppi=DENSITY)
    except typst.TypstError as fault:
        raise BriefError(
            f"The chart “{figure.title}” can't be made a PNG: {fault}.",
            f"Không xuất được hình “{figure.title}” thành PNG: {fault}.",
        ) from fault
    return bytes(made)


@cache
def _face(face: str, weight: int) -> str:
    data = base64.b64encode(fonts.subset_woff2(face)).decode("ascii")
    return (
        f"@font-face{{font-family:'{design.TEXT_FONT}';font-weight:{weight};"
        f"src:url(data:font/woff2;base64,{data}) format('woff2')}}"
    )
