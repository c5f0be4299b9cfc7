"""Every figure of a document as one flat list, each with where it stands and what it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from vnhealth.blocks import (
    CellRef,
    Figure,
    Note,
    Number,
    Paragraph,
    SourceEntry,
    Sources,
    Table,
    Text,
    Tiles,
)
from vnhealth.blocks.plaintext import cell_plain
from vnhealth.blocks.runs import paragraph_plain
from vnhealth.render.notebook import Document, Placed
from vnhealth.wording import ui

# A figure made of more cells than this is named after the first of them.
NAMED_CELLS: Final = 4


@dataclass(frozen=True, slots=True)
class Listed:
    """One figure of a brief and where it stands.

    Attributes
    ----------
    kind
        ``"tile"``, ``"text"``, ``"note"``, ``"figure"`` or ``"table"``.
    anchor
        Of its figure or table on the page; empty elsewhere.
    where
        The same for a reader: "Bảng 2", "Số liệu chính".
    row, column
        Header of its row and column in a table; label of a tile; sentence it stands in.
    about
        What it says; of a computed figure without words of its own, the cells it rests on.
    number
        The figure.
    """

    kind: str
    anchor: str
    where: str
    row: str
    column: str
    about: str
    number: Number


def listed(document: Document) -> list[Listed]:
    """Return the figures of a document, in reading order."""
    labels = {cell.cell_id: cell.label for cell in cells_of(document)}
    found = []
    for part in document.parts:
        if isinstance(part, Placed):
            for kind, where, row, column, number in _spots(part):
                about = number.about or _named(number, labels)
                anchor = part.place.anchor if kind in ("figure", "table") else ""
                found.append(Listed(kind, anchor, where, row, column, about, number))
    return found


def source_entries(document: Document) -> tuple[SourceEntry, ...]:
    """Return the sources that a document lists; of repeated lists the first."""
    for part in document.parts:
        if isinstance(part, Placed) and isinstance(part.block, Sources):
            return part.block.items
    return ()


def cells_of(document: Document) -> Iterator[CellRef]:
    """Yield every printed cell known to a document, source by source."""
    for entry in source_entries(document):
        yield from entry.cells
        yield from entry.further


def _named(number: Number, labels: dict[str, str]) -> str:
    known = [labels[cell] for cell in number.cells if cell in labels]
    said = "; ".join(known[:NAMED_CELLS])
    return f"{said}; …" if len(known) > NAMED_CELLS else said


Spot = tuple[str, str, str, str, Number]


def _spots(part: Placed) -> Iterator[Spot]:
    """Yield kind, place, row, column and figure of a block, in reading order."""
    block, language = part.block, part.place.language
    match block:
        case Text():
            title = ui.word("key_messages" if block.role == "key" else "running_text", language)
            yield from _said(block.paragraphs, "text", title)
        case Tiles():
            title = ui.word("key_figures", language)
            for tile in block.items:
                yield "tile", title, tile.label, "", tile.number
                for run in tile.context:
                    if isinstance(run, Number):
                        yield "tile", title, tile.label, paragraph_plain(tile.context), run
        case Note():
            yield from _said(block.paragraphs, "note", _title(block, language))
        case Figure():
            for number in block.numbers:
                yield "figure", part.place.label, "", "", number
            yield from _said(block.notes, "note", part.place.label)
        case Table():
            yield from _table(block, part.place.label)
            yield from _said(block.notes, "note", part.place.label)
        case _:
            return


def _title(block: Note, language: str) -> str:
    return block.title or ui.word(f"note_{block.kind}", language)


def _said(paragraphs: Iterable[Paragraph], kind: str, where: str) -> Iterator[Spot]:
    for paragraph in paragraphs:
        for run in paragraph:
            if isinstance(run, Number):
                yield kind, where, paragraph_plain(paragraph), "", run


def _table(block: Table, where: str) -> Iterator[Spot]:
    for row in block.rows:
        head = cell_plain(row.cells[0], unit=True)
        for column, cell in zip(block.columns, row.cells, strict=True):
            runs = cell if isinstance(cell, tuple) else (cell,)
            for run in runs:
                if isinstance(run, Number):
                    yield "table", where, head, column.label, run
