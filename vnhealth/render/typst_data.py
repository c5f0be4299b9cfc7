"""A document as the plain data that the Typst template reads; text is never markup."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from typing import Any

from vnhealth import design, fonts
from vnhealth.blocks import (
    Block,
    Figure,
    Glossary,
    Heading,
    Note,
    Number,
    Paragraph,
    SourceEntry,
    Sources,
    Stamp,
    Table,
    Text,
    Tile,
    Tiles,
)
from vnhealth.blocks.model import Cell
from vnhealth.blocks.picture import clean_svg
from vnhealth.blocks.placement import Placement, cell_anchor, source_anchor
from vnhealth.blocks.runs import legend
from vnhealth.blocks.tables import cites_in_cells, column_pads, longest_text, tail_widths
from vnhealth.design import MARKS
from vnhealth.render.notebook import Document, Part, Placed, Prose
from vnhealth.wording import numbers, ui

# A printed list longer than this helps nobody; the HTML page has it whole.
CELLS_AT_MOST = 60
# Characters; longer texts wrap instead of taking the width from the other columns.
WEIGHT_AT_MOST = 34
_WORDS = ("page", "source", "reading", "signs", "place", "year", "cells", "key_messages")

Data = dict[str, Any]


@dataclass
class TypstData:
    """The template's data and the pictures it names."""

    data: Data
    files: dict[str, bytes] = field(default_factory=dict)


def typst_data(document: Document) -> TypstData:
    """Return the data of a document for ``brief.typ``."""
    made = TypstData({})
    targets = _printed_targets(document)
    parts = [
        {**_part(part, targets, made), "index": index} for index, part in enumerate(document.parts)
    ]
    opening = document.masthead
    letter = opening.letterhead if opening else None
    made.data = {
        "language": document.language,
        "title": document.title,
        "masthead": asdict(opening) if opening else None,
        "words": {key: ui.word(key, document.language) for key in _WORDS},
        "colours": design.LIGHT,
        "sizes": design.SIZES if letter is None else design.LETTER_SIZES,
        "fonts": {"text": design.TEXT_FONT, "heading": design.HEADING_FONT},
        "margins": design.MARGINS_MM if letter is None else design.LETTER_MARGINS_MM,
        "compact": False,
        "lean": False,
        "annex": document.annex,
        "parts": parts,
    }
    return made


def _printed_targets(document: Document) -> dict[str, int]:
    """Return the anchors that stand in the printed list of sources, each once."""
    found: dict[str, int] = {}
    for part in document.parts:
        if isinstance(part, Placed) and isinstance(part.block, Sources) and not found:
            for entry in part.block.items:
                found[source_anchor(entry.number)] = entry.number
                for cell in entry.cells[:CELLS_AT_MOST]:
                    found[cell_anchor(cell.cell_id)] = entry.number
    return found


def _part(part: Part, targets: dict[str, int], made: TypstData) -> Data:
    if isinstance(part, Prose):
        return {"k": "prose", "nodes": part.nodes}
    if not isinstance(part, Placed):
        known = _known_characters()
        text = "".join(c if ord(c) in known or c == "\n" else "□" for c in part.text)
        return {"k": "output", "text": text}
    place = replace(part.place, targets=targets, rows=None)
    data = _WRITERS[type(part.block)](part.block, place)
    if isinstance(part.block, Figure):
        name = f"figure-{len(made.files) + 1}.svg"
        made.files[name] = clean_svg(part.block.svg).encode()
        data["file"] = name
    return data


@cache
def _known_characters() -> frozenset[int]:
    """Return what the text font can print: a cell may have printed anything."""
    from fontTools.ttLib import TTFont

    with TTFont(fonts.font_folder() / "SourceSans3-Regular.ttf", lazy=True) as font:
        return frozenset(font.getBestCmap())


def _number(number: Number, place: Placement, *, unit: bool = True, cite: bool = True) -> Data:
    goals = [(n, place.link(number.cells, n)) for n in number.sources] if cite else []
    tail = ui.unit_gap(number.unit_text) + number.unit_text if unit else ""
    return {
        "printed": number.printed,
        "marks": "".join(MARKS.get(key, key) for key in number.marks),
        "unit": tail,
        "cites": [{"n": f"[{n}]", "to": goal} for n, goal in goals],
    }


def _runs(runs: Paragraph, place: Placement) -> list[Any]:
    return [_number(run, place) if isinstance(run, Number) else run for run in runs]


def _paragraphs(paragraphs: tuple[Paragraph, ...], place: Placement) -> list[Any]:
    return [_runs(runs, place) for runs in paragraphs]


def _legend(block: Block, place: Placement) -> list[list[str]]:
    return [[sign, meaning] for sign, meaning in legend(block, place)]


def _heading(block: Heading, place: Placement) -> Data:
    return {"k": "heading", "level": block.level, "text": block.text}


def _text(block: Text, place: Placement) -> Data:
    return {
        "k": block.role,
        "paragraphs": _paragraphs(block.paragraphs, place),
        "signs": _legend(block, place),
    }


def _tiles(block: Tiles, place: Placement) -> Data:
    items = [_tile(tile, place) for tile in block.items]
    return {"k": "tiles", "items": items, "signs": _legend(block, place)}


def _tile(tile: Tile, place: Placement) -> Data:
    neutral = tile.status == "neutral"
    said = "" if neutral else ui.word(f"status_{tile.status}", place.language)
    return {
        "label": tile.label,
        "number": _number(tile.number, place),
        "context": _runs(tile.context, place),
        "status": tile.status,
        "status_text": tile.status_text or said,
    }


def _below(block: Figure | Table, place: Placement) -> Data:
    return {
        "title": block.title,
        "label": f"{place.label}.",
        "caption": block.caption,
        "notes": _paragraphs(block.notes, place),
        "signs": _legend(block, place),
        "sources": [{"n": f"[{n}]", "to": place.link((), n)} for n in block.sources],
    }


def _figure(block: Figure, place: Placement) -> Data:
    return {
        "k": "figure",
        **_below(block, place),
        "subtitle": block.subtitle,
        "alt": block.alt,
        "reading": block.reading,
        "scale": 1.0,
        "floats": False,
        "dense": False,
    }


def _table(block: Table, place: Placement) -> Data:
    cites = cites_in_cells(block)
    pads = column_pads(block, place.language)
    rows = [
        {
            "lit": row.lit,
            "cells": [
                _cell(cell, pad, place, unit=not column.unit, cite=cites)
                for cell, pad, column in zip(row.cells, row_pads, block.columns, strict=True)
            ],
        }
        for row, row_pads in zip(block.rows, pads, strict=True)
    ]
    columns = [
        {
            "label": column.label,
            "unit": column.unit,
            "number": column.kind == "number",
            "tail": tail,
            "weight": min(longest_text(block, index), WEIGHT_AT_MOST),
        }
        for index, (column, tail) in enumerate(zip(block.columns, tail_widths(block), strict=True))
    ]
    standing = {"whole": False, "tight": False}
    return {"k": "table", **_below(block, place), **standing, "columns": columns, "rows": rows}


def _cell(cell: Cell, pad: str, place: Placement, *, unit: bool, cite: bool) -> Data:
    if isinstance(cell, Number):
        return {"number": _number(cell, place, unit=unit, cite=cite), "pad": pad}
    return {"runs": _runs(cell if isinstance(cell, tuple) else (cell,), place), "pad": pad}


def _note(block: Note, place: Placement) -> Data:
    return {
        "k": "note",
        "kind": block.kind,
        "title": block.title or ui.word(f"note_{block.kind}", place.language),
        "paragraphs": _paragraphs(block.paragraphs, place),
        "signs": _legend(block, place),
    }


def _sources(block: Sources, place: Placement) -> Data:
    items = [_source(entry, place) for entry in block.items]
    return {"k": "sources", "title": block.title, "intro": block.intro, "items": items}


def _source(entry: SourceEntry, place: Placement) -> Data:
    said = ". ".join(part.rstrip(".") for part in (entry.issuer, entry.reference) if part)
    anchored = not place.repeated
    further = len(entry.cells) - CELLS_AT_MOST
    count = numbers.number(further, 0, place.language)
    more = ui.word("more_cells", place.language).format(count=count) if further > 0 else ""
    return {
        "number": entry.number,
        "anchor": source_anchor(entry.number) if anchored else "",
        "title": entry.title,
        "said": f"{said}." if said else "",
        "cells": [
            {
                "anchor": cell_anchor(cell.cell_id) if anchored else "",
                "label": cell.label,
                "printed": cell.printed,
                "where": cell.locator,
            }
            for cell in entry.cells[:CELLS_AT_MOST]
        ],
        "more": more,
    }


def _glossary(block: Glossary, place: Placement) -> Data:
    return {"k": "glossary", "title": block.title, "items": [list(item) for item in block.items]}


def _stamp(block: Stamp, place: Placement) -> Data:
    return {"k": "stamp", "title": block.title, "items": [list(item) for item in block.items]}


_WRITERS: dict[type[Any], Callable[[Any, Placement], Data]] = {
    Heading: _heading,
    Text: _text,
    Tiles: _tiles,
    Figure: _figure,
    Table: _table,
    Note: _note,
    Glossary: _glossary,
    Sources: _sources,
    Stamp: _stamp,
}
