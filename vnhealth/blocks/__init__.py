"""The brief's building blocks: plain data with a mime bundle.

Showing a block in a notebook gives semantic HTML for the reader there, plain text, and the
block itself as JSON, which is all that the exporters read.
"""

from __future__ import annotations

from vnhealth.blocks.codec import from_json, to_json
from vnhealth.blocks.model import (
    MIME,
    Block,
    Cell,
    CellRef,
    Column,
    Figure,
    Glossary,
    Heading,
    Letterhead,
    Masthead,
    Note,
    Number,
    Paragraph,
    Row,
    Run,
    SourceEntry,
    Sources,
    Stamp,
    Table,
    Text,
    Tile,
    Tiles,
)

__all__ = [
    "MIME",
    "Block",
    "Cell",
    "CellRef",
    "Column",
    "Figure",
    "Glossary",
    "Heading",
    "Letterhead",
    "Masthead",
    "Note",
    "Number",
    "Paragraph",
    "Row",
    "Run",
    "SourceEntry",
    "Sources",
    "Stamp",
    "Table",
    "Text",
    "Tile",
    "Tiles",
    "from_json",
    "to_json",
]
