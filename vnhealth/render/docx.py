"""Word document of a brief, for offices that must edit it: headings, tables, captions."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any, Final

from vnhealth.blocks import (
    Figure,
    Glossary,
    Heading,
    Masthead,
    Note,
    Sources,
    Stamp,
    Table,
    Text,
    Tiles,
)
from vnhealth.blocks.model import CellRef, SourceEntry
from vnhealth.render import notebook as notebooks
from vnhealth.render.archive import unzipped, zipped
from vnhealth.render.docx_letter import write_closing, write_opening
from vnhealth.render.docx_look import (
    CELL_STYLE,
    GRID_STYLE,
    TEXT_STYLE,
    name_styles,
    set_look,
    small_style,
)
from vnhealth.render.docx_parts import PartWriter
from vnhealth.render.docx_runs import add_words, bookmark_of
from vnhealth.render.docx_tables import describe_table, repeat_header
from vnhealth.render.docx_xml import add_bookmark, safe_text
from vnhealth.render.listing import source_entries
from vnhealth.render.notebook import Part, Placed, Prose
from vnhealth.render.typst_data import CELLS_AT_MOST
from vnhealth.wording import ui

THUMBNAIL: Final = "docProps/thumbnail.jpeg"
_TO_THUMBNAIL: Final = re.compile(rb'<Relationship [^>]*Target="docProps/thumbnail.jpeg"[^>]*/>')

_ABOVE_SOURCE: Final = 6

if TYPE_CHECKING:
    from vnhealth.render.notebook import Document
    from vnhealth.render.prose import Node


def render(notebook: Any) -> bytes:
    """Return the Word document of an executed notebook.

    Parameters
    ----------
    notebook
        A notebook node (nbformat 4), executed.

    Returns
    -------
    bytes
        A DOCX file on A4; equal bytes for an equal notebook and SOURCE_DATE_EPOCH.

    Raises
    ------
    BriefError
        When a cell of the notebook failed.
    """
    return word_document(notebooks.read(notebook))


def word_document(document: Document) -> bytes:
    """Return the Word document of a document."""
    import docx

    made = docx.Document()
    set_look(made, document)
    _open(made, document)
    writer = _Writer(made, document)
    letter = document.masthead.letterhead if document.masthead else None
    for index, part in enumerate(document.parts):
        if letter and index == document.annex:
            write_closing(made, letter)
        writer.part(part)
    if letter and document.annex == len(document.parts):
        write_closing(made, letter)
    name_styles(made, document.language)
    written = io.BytesIO()
    made.save(written)
    return zipped(_without_thumbnail(unzipped(written.getvalue())))


def _without_thumbnail(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of the document without the picture of python-docx's empty one."""
    roots = "_rels/.rels"
    kept = {name: data for name, data in files.items() if name != THUMBNAIL}
    return kept | {roots: _TO_THUMBNAIL.sub(b"", files[roots])}


def _open(made: Any, document: Document) -> None:
    """Write the opening: issuer, title, what it is about."""
    from docx.shared import Pt

    opening = document.masthead
    if opening and opening.letterhead:
        write_opening(made, opening.letterhead)
        if opening.subtitle:
            made.add_paragraph(safe_text(opening.subtitle))
        return
    if opening and opening.issuer:
        made.add_paragraph(safe_text(opening.issuer), style=small_style())
    made.add_paragraph(safe_text(document.title), style="Title")
    if opening is None:
        return
    if opening.subtitle:
        made.add_paragraph(safe_text(opening.subtitle))
    language = document.language
    facts = (
        f"{ui.word('place', language)}: {opening.place}",
        f"{ui.word('year', language)}: {opening.year}",
        opening.topic,
        opening.edition,
    )
    line = " · ".join(fact for fact in facts if fact)
    facts_line = made.add_paragraph(safe_text(line), style=small_style())
    facts_line.paragraph_format.space_after = Pt(_ABOVE_SOURCE)


class _Writer:
    """Writes the parts of a document in their order."""

    def __init__(self, made: Any, document: Document) -> None:
        self.made = made
        self.language = document.language
        numbers = frozenset(entry.number for entry in source_entries(document))
        self.blocks = PartWriter(made, document.language, numbers)

    def part(self, part: Part) -> None:
        if isinstance(part, Prose):
            self._nodes(part.nodes)
        elif not isinstance(part, Placed):
            self.made.add_paragraph(safe_text(part.text))
        else:
            self._block(part)

    def _block(self, part: Placed) -> None:
        match part.block:
            case Heading() as block:
                self.blocks.heading(block)
            case Text() as block:
                self.blocks.text(part, block)
            case Tiles() as block:
                self.blocks.tiles(part, block)
            case Figure() as block:
                self.blocks.figure(part, block)
            case Table() as block:
                self.blocks.table(part, block)
            case Note() as block:
                self.blocks.note(part, block)
            case Sources() as block:
                self._sources(part, block)
            case Glossary() | Stamp() as block:
                self._pairs(block)
            case Masthead() as block:
                self.made.add_heading(safe_text(block.title), 1)

    def _sources(self, part: Placed, block: Sources) -> None:
        self.made.add_heading(safe_text(block.title), 1)
        if block.intro:
            self.made.add_paragraph(safe_text(block.intro))
        for entry in block.items:
            self._source(entry, anchored=not part.place.repeated)

    def _source(self, entry: SourceEntry, *, anchored: bool) -> None:
        from docx.shared import Pt

        said = ". ".join(text.rstrip(".") for text in (entry.issuer, entry.reference) if text)
        line = self.made.add_paragraph(style=CELL_STYLE)
        line.paragraph_format.space_before = Pt(_ABOVE_SOURCE)
        line.add_run(f"[{entry.number}] ")
        line.add_run(safe_text(entry.title)).italic = True
        line.add_run(safe_text(f". {said}." if said else "."))
        if anchored:
            add_bookmark(line, bookmark_of(entry.number), entry.number)
        line.paragraph_format.keep_with_next = bool(entry.cells)
        self._cells(entry.cells[:CELLS_AT_MOST])
        further = len(entry.cells) - CELLS_AT_MOST
        if further > 0:
            more = ui.word("more_cells", self.language).format(count=further)
            self.made.add_paragraph(more, style=small_style())

    def _cells(self, cells: tuple[CellRef, ...]) -> None:
        """Write the printed cells of a source as one paragraph, as on paper."""
        if not cells:
            return
        line = self.made.add_paragraph(style=small_style())
        for index, cell in enumerate(cells):
            line.add_run(safe_text(f"{'; ' if index else ''}{cell.label}: "))
            line.add_run(safe_text(f"“{cell.printed}”")).bold = True
            line.add_run(safe_text(f" ({cell.locator})" if cell.locator else ""))
        line.add_run(".")

    def _pairs(self, block: Glossary | Stamp) -> None:
        self.made.add_heading(safe_text(block.title), 1)
        for label, value in block.items:
            line = self.made.add_paragraph(style=small_style())
            line.add_run(safe_text(f"{label}: ")).bold = True
            line.add_run(safe_text(value))

    def _nodes(self, nodes: list[Node], style: str = TEXT_STYLE) -> None:
        for node in nodes:
            kind, inner = node["k"], node.get("c", [])
            if kind == "h":
                add_words(self.made.add_heading("", node["level"] - 1), inner)
            elif kind in ("ul", "ol"):
                for item in inner:
                    self._nodes(item["c"], "List Bullet" if kind == "ul" else "List Number")
            elif kind == "quote":
                self._nodes(inner, "Quote")
            elif kind == "table":
                self._prose_table(inner)
            elif kind == "hr":
                continue
            else:
                add_words(self.made.add_paragraph(style=style), inner)

    def _prose_table(self, rows: list[Node]) -> None:
        table = self.made.add_table(rows=len(rows), cols=len(rows[0]["c"]))
        table.style = self.made.styles[GRID_STYLE]
        describe_table(table, "", header_column=False)
        repeat_header(table.rows[0])
        for made, row in zip(table.rows, rows, strict=True):
            for cell, words in zip(made.cells, row["c"], strict=True):
                cell.paragraphs[0].style = self.made.styles[CELL_STYLE]
                add_words(cell.paragraphs[0], words["c"])
