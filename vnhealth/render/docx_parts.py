"""The blocks of a brief as parts of a Word document: headings, tables, pictures, captions."""

from __future__ import annotations

import io
from typing import Any, Final

from vnhealth import design
from vnhealth.blocks import Column, Figure, Heading, Note, Number, Row, Table, Text, Tiles
from vnhealth.blocks.model import Cell, Paragraph, Tile
from vnhealth.blocks.runs import legend
from vnhealth.blocks.tables import cites_in_cells
from vnhealth.render.docx_look import SMALL, TEXT_WIDTH, small_style
from vnhealth.render.docx_runs import add_citation, add_number, add_runs
from vnhealth.render.docx_xml import (
    add_field,
    describe_picture,
    describe_table,
    keep_whole,
    left_rule,
    repeat_header,
    safe_text,
    shade,
)
from vnhealth.render.notebook import Placed
from vnhealth.render.pictures import bare
from vnhealth.wording import ui

GRID: Final = "Table Grid"
# Millimetres that leave room for the caption on the same page.
PICTURE_HEIGHT: Final = 215


class PartWriter:
    """Writes placed blocks into one Word document.

    Parameters
    ----------
    made
        The Word document.
    language
        Of the fixed words.
    sources
        Numbers of the sources that the document lists.
    """

    def __init__(self, made: Any, language: str, sources: frozenset[int]) -> None:
        self.made = made
        self.language = language
        self.sources = sources

    def heading(self, block: Heading) -> None:
        """Write a heading of the document's outline."""
        self.made.add_heading(safe_text(block.text), block.level - 1)

    def text(self, part: Placed, block: Text) -> None:
        """Write paragraphs; key messages as a list."""
        style = "List Bullet" if block.role == "key" else "Normal"
        for runs in block.paragraphs:
            self._paragraph(runs, style)
        self._signs(part)

    def tiles(self, part: Placed, block: Tiles) -> None:
        """Write tiles as a table: figure, what it is set against, assessment."""
        keys = ("key_figures", "value", "beside", "status")
        table = self._grid(len(keys), self._word("key_figures"))
        self._header(table, [Column(self._word(key)) for key in keys])
        for tile in block.items:
            self._tile(table.add_row(), tile)
        self._fit(table)
        self._signs(part)

    def _word(self, key: str) -> str:
        return ui.word(key, self.language)

    def _tile(self, row: Any, tile: Tile) -> None:
        neutral = tile.status == "neutral"
        said = tile.status_text or ("" if neutral else self._word(f"status_{tile.status}"))
        keep_whole(row)
        label, figure, context, status = (cell.paragraphs[0] for cell in row.cells)
        label.add_run(safe_text(tile.label))
        add_number(figure, tile.number, bold=True, sources=self.sources)
        add_runs(context, tile.context, sources=self.sources)
        status.add_run(safe_text(said))

    def figure(self, part: Placed, block: Figure) -> None:
        """Write a chart: caption, picture with its alt text, remarks."""
        self._caption("figure", part.place.label, block.title)
        if block.subtitle:
            self._small(block.subtitle).paragraph_format.keep_with_next = True
        holder = self.made.add_paragraph()
        shape = holder.add_run().add_picture(io.BytesIO(bare(part)))
        scale = min(TEXT_WIDTH / shape.width.mm, PICTURE_HEIGHT / shape.height.mm)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        describe_picture(shape, block.title, block.alt)
        self._after(part, block)

    def table(self, part: Placed, block: Table) -> None:
        """Write a table: caption, header that comes again on each page, remarks."""
        self._caption("table", part.place.label, block.title)
        table = self._grid(len(block.columns), block.title)
        self._header(table, block.columns)
        cites = cites_in_cells(block)
        for row in block.rows:
            self._row(table.add_row(), row, block.columns, cites=cites)
        self._fit(table)
        self._after(part, block)

    def _row(self, made: Any, row: Row, columns: tuple[Column, ...], *, cites: bool) -> None:
        keep_whole(made)
        for holder, cell, column in zip(made.cells, row.cells, columns, strict=True):
            line = holder.paragraphs[0]
            self._cell(line, cell, column, cites=cites, bold=row.lit)
            if row.lit:
                shade(holder, design.LIGHT["lit"])

    def _cell(self, line: Any, cell: Cell, column: Column, *, cites: bool, bold: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        if column.kind == "number":
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        unit = not column.unit
        for run in cell if isinstance(cell, tuple) else (cell,):
            if isinstance(run, Number):
                add_number(line, run, unit=unit, cite=cites, bold=bold, sources=self.sources)
            else:
                line.add_run(safe_text(run)).bold = bold or None

    def note(self, part: Placed, block: Note) -> None:
        """Write a note behind a line in the margin."""
        title = self.made.add_paragraph()
        title.add_run(safe_text(block.title or self._word(f"note_{block.kind}"))).bold = True
        title.paragraph_format.keep_with_next = True
        left_rule(title, design.LIGHT["warn"])
        for runs in block.paragraphs:
            left_rule(self._paragraph(runs, "Normal"), design.LIGHT["warn"])
        self._signs(part)

    def _paragraph(self, runs: Paragraph, style: str) -> Any:
        line = self.made.add_paragraph(style=style)
        add_runs(line, runs, sources=self.sources)
        return line

    def _small(self, text: str = "") -> Any:
        return self.made.add_paragraph(safe_text(text), style=small_style())

    def _caption(self, kind: str, label: str, title: str) -> None:
        """Add a caption whose number Word counts itself, so that lists of figures work."""
        name, _, number = label.rpartition(" ")
        line = self.made.add_paragraph(style="Caption")
        line.add_run(f"{name or self._word(kind)} ")
        add_field(line, f"SEQ {name or self._word(kind)} \\* ARABIC", number)
        line.add_run(safe_text(f". {title}"))

    def _after(self, part: Placed, block: Figure | Table) -> None:
        """Add what stands below a figure or table: words, notes, signs, sources."""
        if block.caption:
            self._small(block.caption)
        if isinstance(block, Figure) and block.reading:
            self._small(f"{self._word('reading')}: {block.reading}")
        for runs in block.notes:
            add_runs(self._small(), runs, sources=self.sources)
        self._signs(part)
        if block.sources:
            line = self._small(f"{self._word('source')}: ")
            for index, number in enumerate(block.sources):
                line.add_run(", " if index else "")
                add_citation(line, (number,), self.sources)

    def _signs(self, part: Placed) -> None:
        said = "; ".join(f"{sign} {meaning}" for sign, meaning in legend(part.block, part.place))
        if said:
            self._small(f"{self._word('signs')}: {said}.")

    def _grid(self, columns: int, title: str) -> Any:
        table = self.made.add_table(rows=1, cols=columns)
        table.style = self.made.styles[GRID]
        describe_table(table, title)
        return table

    def _header(self, table: Any, columns: tuple[Column, ...] | list[Column]) -> None:
        head = table.rows[0]
        repeat_header(head)
        keep_whole(head)
        for cell, column in zip(head.cells, columns, strict=True):
            label = f"{column.label} ({column.unit})" if column.unit else column.label
            cell.paragraphs[0].add_run(safe_text(label)).bold = True
            shade(cell, design.LIGHT["panel"])

    def _fit(self, table: Any) -> None:
        """Set the lines of a table close and small."""
        from docx.shared import Pt

        for row in table.rows:
            for cell in row.cells:
                for line in cell.paragraphs:
                    line.paragraph_format.space_after = Pt(1)
                    for run in line.runs:
                        run.font.size = Pt(SMALL)
