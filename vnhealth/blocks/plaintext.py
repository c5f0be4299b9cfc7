"""Plain text of one block: what a terminal or a notebook without HTML shows."""

from __future__ import annotations

from collections.abc import Iterable

from vnhealth.blocks.model import (
    Block,
    Cell,
    Figure,
    Glossary,
    Heading,
    Masthead,
    Note,
    Number,
    Paragraph,
    Sources,
    Stamp,
    Table,
    Text,
    Tile,
    Tiles,
)
from vnhealth.blocks.runs import number_plain, paragraph_plain


def plain(block: Block) -> str:
    """Return a block as plain text.

    >>> print(plain(Text((("Có ", Number("14,5", unit_text="/vạn dân"), "."),), "key")))
    • Có 14,5/vạn dân.
    """
    return "\n".join(line for line in _lines(block) if line)


def _lines(block: Block) -> Iterable[str]:
    lines: Iterable[str]
    match block:
        case Masthead():
            lines = [block.title, block.subtitle, f"{block.place} · {block.year} · {block.edition}"]
        case Heading():
            lines = [block.text]
        case Text():
            bullet = "• " if block.role == "key" else ""
            lines = [bullet + paragraph_plain(runs) for runs in block.paragraphs]
        case Tiles():
            lines = [_tile(tile) for tile in block.items]
        case Figure():
            lines = [block.title, block.subtitle, block.alt, block.caption, *_notes(block.notes)]
        case Table():
            lines = _table(block)
        case Note():
            lines = [block.title, *_notes(block.paragraphs)]
        case Sources():
            lines = _sources(block)
        case Stamp() | Glossary():
            lines = [block.title, *(f"{label}: {value}" for label, value in block.items)]
    return lines


def _tile(tile: Tile) -> str:
    aside = _aside(paragraph_plain(tile.context), tile.status_text)
    return f"{tile.label}: {number_plain(tile.number)} {aside}".rstrip()


def _aside(*parts: str) -> str:
    said = "; ".join(part for part in parts if part)
    return f"({said})" if said else ""


def _notes(paragraphs: Iterable[Paragraph]) -> list[str]:
    return [paragraph_plain(runs) for runs in paragraphs]


def _table(block: Table) -> list[str]:
    head = [f"{c.label} ({c.unit})" if c.unit else c.label for c in block.columns]
    rows = [
        [
            cell_plain(cell, unit=not column.unit)
            for cell, column in zip(row.cells, block.columns, strict=True)
        ]
        for row in block.rows
    ]
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    lined = [
        "  ".join(
            text.rjust(width) if column.kind == "number" else text.ljust(width)
            for text, width, column in zip(texts, widths, block.columns, strict=True)
        ).rstrip()
        for texts in (head, *rows)
    ]
    return [block.title, *lined, block.caption, *_notes(block.notes)]


def cell_plain(cell: Cell, *, unit: bool) -> str:
    """Return a table cell as plain text."""
    if isinstance(cell, Number):
        return number_plain(cell, unit=unit)
    return paragraph_plain(cell) if isinstance(cell, tuple) else cell


def _sources(block: Sources) -> list[str]:
    lines = [block.title, block.intro]
    for entry in block.items:
        lines.append(
            " ".join(
                p for p in (f"[{entry.number}] {entry.title}.", entry.issuer, entry.reference) if p
            )
        )
        lines += [f"    {c.label}: {c.printed} ({c.locator})" for c in entry.cells]
    return lines
