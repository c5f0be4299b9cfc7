"""Semantic HTML and plain text of one block: shown in a notebook, and filled into the HTML page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from typing import Any

from vnhealth.blocks import plaintext
from vnhealth.blocks.codec import to_json
from vnhealth.blocks.drawn import drawn_html
from vnhealth.blocks.letter import letter_opening
from vnhealth.blocks.markup import id_attribute, tag
from vnhealth.blocks.model import (
    Block,
    Figure,
    Glossary,
    Heading,
    Masthead,
    Note,
    Paragraph,
    Sources,
    Stamp,
    Table,
    Text,
    Tile,
    Tiles,
)
from vnhealth.blocks.picture import inline_svg
from vnhealth.blocks.placement import Placement, slug
from vnhealth.blocks.provenance import glossary_html, sources_html, stamp_html
from vnhealth.blocks.runs import legend, number_html, paragraph_html
from vnhealth.blocks.tables import table_html
from vnhealth.design import LIGHT, TEXT_FONT
from vnhealth.wording import ui

plain = plaintext.plain

_NOTEBOOK_LOOK = (
    ".vnhealth{max-width:46rem;line-height:1.45}"
    ".vnhealth .tiles{display:flex;flex-wrap:wrap;gap:.6rem;margin:0}"
    f".vnhealth .tile{{flex:1 1 9rem;padding:.5rem .7rem;border-top:3px solid {LIGHT['brand']}}}"
    ".vnhealth dd{margin:0}.vnhealth .tile .figure{font-size:1.6em;font-weight:700}"
    ".vnhealth figure{margin:1rem 0}.vnhealth .picture svg{width:100%;height:auto}"
    f'.vnhealth .picture text{{font-family:"{TEXT_FONT}",sans-serif}}'
    f".vnhealth .picture{{background:{LIGHT['page']}}}"
    ".vnhealth td.num,.vnhealth th.num{text-align:right}"
    ".vnhealth td[data-pad]::after{content:attr(data-pad);visibility:hidden}"
    ".vnhealth tr.lit>*{font-weight:700}.vnhealth abbr{text-decoration:none}"
    f".vnhealth .note{{border-left:4px solid {LIGHT['warn']};padding:.1rem .8rem}}"
    ".vnhealth .after,.vnhealth .sources{font-size:.85em}"
)


def html(block: Block, language: str | None = None) -> str:
    """Return a block as a notebook shows it: its fragment with a small look of its own.

    Parameters
    ----------
    language
        Of the fixed words; when not given, the language that the block's text is written in.

    >>> "<h2" in html(Heading("Nhân lực y tế"))
    True
    """
    spoken = language or _language_of(block)
    palette = "".join(f"--{name}:{colour};" for name, colour in LIGHT.items())
    style = f"<style>.vnhealth{{{palette}}}{_NOTEBOOK_LOOK}</style>"
    place = Placement(spoken, anchor=getattr(block, "anchor", ""))
    if isinstance(block, Figure):
        block = replace(block, narrow="")
    return f'<div class="vnhealth" lang="{spoken}">{style}{fragment(block, place)}</div>'


def fragment(block: Block, place: Placement) -> str:
    """Return a block as semantic HTML, every string escaped, without any look.

    >>> fragment(Heading("A & B", 3), Placement(anchor="a-b"))
    '<h3 id="a-b">A &amp; B</h3>'
    """
    return _WRITERS[type(block)](block, place)


def _language_of(block: Block) -> str:
    if isinstance(block, Masthead):
        return block.language
    if isinstance(block, Sources):  # its locators are in the languages of the sources
        return ui.written_language(f"{block.title} {block.intro}")
    fields = to_json(block, page=False).items()
    words = " ".join(_strings(v) for k, v in fields if k not in ("svg", "kind"))
    return ui.written_language(words)


def _strings(value: Any) -> str:
    if isinstance(value, dict):
        return " ".join(_strings(item) for item in value.values())
    if isinstance(value, list):
        return " ".join(_strings(item) for item in value)
    return value if isinstance(value, str) else ""


def _paragraphs(paragraphs: Iterable[Paragraph], place: Placement) -> str:
    return "".join(tag("p", paragraph_html(runs, place)) for runs in paragraphs)


def _masthead(block: Masthead, place: Placement) -> str:
    facts = (
        (ui.word("place", place.language), block.place),
        (ui.word("year", place.language), str(block.year)),
    )
    listed = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>" for label, value in facts
    )
    over = " · ".join(escape(part) for part in (block.topic, block.edition) if part)
    if block.letterhead is not None:
        about = tag("p", escape(block.subtitle), "subtitle")
        return letter_opening(block.letterhead, about, place.anchor)
    return (
        f'<header class="masthead"{id_attribute(place.anchor)}>'
        f"{tag('p', escape(block.issuer), 'issuer')}{tag('p', over, 'topic')}"
        f"<h1>{escape(block.title)}</h1>{tag('p', escape(block.subtitle), 'subtitle')}"
        f'<dl class="facts">{listed}</dl></header>'
    )


def _heading(block: Heading, place: Placement) -> str:
    anchor = place.anchor or block.anchor or slug(block.text)
    return f"<h{block.level}{id_attribute(anchor)}>{escape(block.text)}</h{block.level}>"


def _text(block: Text, place: Placement) -> str:
    if block.role == "body":
        return _paragraphs(block.paragraphs, place) + _legend(block, place)
    items = "".join(tag("li", paragraph_html(runs, place)) for runs in block.paragraphs)
    label = escape(ui.word("key_messages", place.language))
    return f'<ul class="key" aria-label="{label}">{items}</ul>{_legend(block, place)}'


def _tiles(block: Tiles, place: Placement) -> str:
    tiles = "".join(_tile(tile, place) for tile in block.items)
    return f'<dl class="tiles">{tiles}</dl>{_legend(block, place)}'


def _tile(tile: Tile, place: Placement) -> str:
    status = ""
    if tile.status_text or tile.status != "neutral":
        said = tile.status_text or ui.word(f"status_{tile.status}", place.language)
        status = (
            f'<dd class="status"><span class="sign" aria-hidden="true"></span>{escape(said)}</dd>'
        )
    return (
        f'<div class="tile {tile.status}"><dt>{escape(tile.label)}</dt>'
        f'<dd class="figure">{number_html(tile.number, place)}</dd>'
        f"{tag('dd', paragraph_html(tile.context, place), 'context')}{status}</div>"
    )


def _legend(block: Block, place: Placement) -> str:
    said = "; ".join(
        f'<span class="sign">{escape(sign)}</span> {escape(meaning)}'
        for sign, meaning in legend(block, place)
    )
    return tag("p", f"{ui.word('signs', place.language)}: {said}." if said else "", "signs")


def _source_line(numbers: tuple[int, ...], place: Placement) -> str:
    links = []
    for number in numbers:
        goal = place.link((), number)
        link = f'<a href="#{goal}">[{number}]</a>' if goal else f"[{number}]"
        links.append(link)
    return tag(
        "p", f"{ui.word('source', place.language)}: {', '.join(links)}" if links else "", "from"
    )


def _after(block: Figure | Table, place: Placement, *first: str) -> str:
    """Return what stands below a figure or table: words, notes, signs, source."""
    parts = (
        *first,
        _paragraphs(block.notes, place),
        _legend(block, place),
        _source_line(block.sources, place),
    )
    return tag("div", "".join(parts), "after")


def _label(place: Placement) -> str:
    return f'<span class="label">{escape(place.label)}.</span> ' if place.label else ""


def _figure(block: Figure, place: Placement) -> str:
    anchor = place.anchor or block.anchor or slug(block.title)
    reading = block.reading and f"{ui.word('reading', place.language)}: {block.reading}"
    caption = (
        f'<figcaption id="{escape(anchor)}-title"><p class="title">{_label(place)}'
        f"{escape(block.title)}</p>{tag('p', escape(block.subtitle), 'subtitle')}</figcaption>"
    )
    picture = inline_svg(block.svg, block.alt, place.scope(anchor), block.narrow)
    picture = picture.replace(
        "<div ", f'<div tabindex="0" role="group" aria-labelledby="{escape(anchor)}-title" ', 1
    )
    below = _after(
        block,
        place,
        tag("p", escape(block.caption)),
        tag("p", escape(reading), "reading"),
        drawn_html(block, place),
    )
    return f"<figure{id_attribute(anchor)}>{caption}{picture}{below}</figure>"


def _table(block: Table, place: Placement) -> str:
    anchor = place.anchor or block.anchor or slug(block.title)
    title = f"{_label(place)}{escape(block.title)}"
    below = _after(block, place, tag("p", escape(block.caption)))
    return (
        f'<div class="table"{id_attribute(anchor)}><div class="scroll" role="region" tabindex="0" '
        f'aria-labelledby="{escape(anchor)}-title">{table_html(block, place, title, anchor)}</div>'
        f"{below}</div>"
    )


def _note(block: Note, place: Placement) -> str:
    title = block.title or ui.word(f"note_{block.kind}", place.language)
    return (
        f'<aside role="note" class="note {block.kind}"{id_attribute(place.anchor)}>'
        f'<p class="title">{escape(title)}</p>{_paragraphs(block.paragraphs, place)}'
        f"{_legend(block, place)}</aside>"
    )


_WRITERS: dict[type[Any], Callable[[Any, Placement], str]] = {
    Masthead: _masthead,
    Heading: _heading,
    Text: _text,
    Tiles: _tiles,
    Figure: _figure,
    Table: _table,
    Note: _note,
    Glossary: glossary_html,
    Sources: sources_html,
    Stamp: stamp_html,
}
