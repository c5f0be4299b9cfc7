"""The blocks of a brief as parts of a Word document: headings, tables, pictures, captions."""

from __future__ import annotations

import io
from typing import Any, Final

from vnhealth import design
from vnhealth.blocks import Column, Figure, Heading, Note, Number, Row, Table, Text, Tiles
from vnhealth.blocks.model import Cell, Paragraph, Tile
from vnhealth.blocks.runs import legend
from vnhealth.blocks.tables import cites_in_cells
from vnhealth.render.docx_columns import columns
from vnhealth.render.docx_look import (
    CELL_STYLE,
    GRID_STYLE,
    TABLE,
    TEXT_STYLE,
    TEXT_WIDTH,
    small_style,
)
from vnhealth.render.docx_runs import add_citation, add_number, add_runs
from vnhealth.render.docx_tables import (
    describe_table,
    keep_remarks,
    keep_together,
    keep_whole,
    repeat_header,
    set_widths,
    shade,
)
from vnhealth.render.docx_xml import add_field, describe_picture, left_rule, safe_text
from vnhealth.render.notebook import Placed
from vnhealth.render.pictures import bare
from vnhealth.wording import ui

# Millimetres that leave room for the caption on the same page.
PICTURE_HEIGHT: Final = 215
# Tables of up to so many rows, header included, stay on one page.
WHOLE: Final = 9
# Columns of tiles that are always there: what the figure is, and the figure.
_ALWAYS: Final = 2
_POINTS_PER_MM: Final = 72 / 25.4


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
        style = "List Bullet" if block.role == "key" else TEXT_STYLE
        for runs in block.paragraphs:
            self._paragraph(runs, style)
        self._signs(part)

    def tiles(self, part: Placed, block: Tiles) -> None:
        """Write tiles as a table: figure, what it is set against, assessment.

        A column that no tile has anything for is left out.
        """
        rows = [self._tile(tile) for tile in block.items]
        keys = ("key_figures", "value", "beside", "status")
        kept = [at for at in range(len(keys)) if at < _ALWAYS or any(row[at] for row in rows)]
        title = self._word("key_figures")
        heads = tuple(Column(self._word(keys[at])) for at in kept)
        body = tuple(Row(tuple(row[at] for at in kept)) for row in rows)
        table = self._grid(Table(title, heads, body, ""), bold_column=1)
        before = len(self.made.element.body)
        self._signs(part)
        keep_remarks(self.made, before, table)

    def _word(self, key: str) -> str:
        return ui.word(key, self.language)

    def _tile(self, tile: Tile) -> tuple[Cell, ...]:
        neutral = tile.status == "neutral"
        said = tile.status_text or ("" if neutral else self._word(f"status_{tile.status}"))
        return (tile.label, tile.number, tile.context, said)

    def figure(self, part: Placed, block: Figure) -> None:
        """Write a chart: caption, picture with its alt text, remarks."""
        self._caption("figure", part.place.label, block.title)
        if block.subtitle:
            self._small(block.subtitle).paragraph_format.keep_with_next = True
        holder = self.made.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        shape = holder.add_run().add_picture(io.BytesIO(bare(part)))
        scale = min(TEXT_WIDTH / shape.width.mm, PICTURE_HEIGHT / shape.height.mm)
        shape.width, shape.height = int(shape.width * scale), int(shape.height * scale)
        describe_picture(shape, block.title, block.alt)
        self._after(part, block)

    def table(self, part: Placed, block: Table) -> None:
        """Write a table: caption, header that comes again on each page, remarks."""
        self._caption("table", part.place.label, block.title)
        self._after(part, block, self._grid(block))

    def _grid(self, block: Table, bold_column: int | None = None) -> Any:
        """Write the grid of a table, its widths and figures set by `docx_columns`."""
        cites = cites_in_cells(block) if bold_column is None else True
        room = TEXT_WIDTH * _POINTS_PER_MM
        sets = columns(block, self.language, room, TABLE, cites=cites)
        table = self.made.add_table(rows=1 + len(block.rows), cols=len(block.columns))
        table.style = self.made.styles[GRID_STYLE]
        describe_table(table, block.title)
        head, *others = table.rows
        self._header(head, block.columns)
        for made, row, indents in zip(others, block.rows, sets.indents, strict=True):
            keep_whole(made)
            for index, (holder, cell) in enumerate(zip(made.cells, row.cells, strict=True)):
                line = holder.paragraphs[0]
                line.style = self.made.styles[CELL_STYLE]
                bold = row.lit or index == bold_column
                self._cell(line, cell, block.columns[index], cites=cites, bold=bold)
                _indent(line, indents[index])
                if row.lit:
                    shade(holder, design.LIGHT["lit"])
        set_widths(table, sets.widths)
        keep_together(table, WHOLE)
        return table

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

    def _after(self, part: Placed, block: Figure | Table, table: Any = None) -> None:
        """Add what stands below a figure or table: words, notes, signs, sources.

        It stays on the page of the figure, or of the table's last rows.
        """
        before = len(self.made.element.body)
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
        keep_remarks(self.made, before, table)

    def _signs(self, part: Placed) -> None:
        said = "; ".join(f"{sign} {meaning}" for sign, meaning in legend(part.block, part.place))
        if said:
            self._small(f"{self._word('signs')}: {said}.")

    def _header(self, head: Any, heads: tuple[Column, ...]) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        repeat_header(head)
        keep_whole(head)
        for cell, column in zip(head.cells, heads, strict=True):
            line = cell.paragraphs[0]
            line.style = self.made.styles[CELL_STYLE]
            label = f"{column.label} ({column.unit})" if column.unit else column.label
            line.add_run(safe_text(label)).bold = True
            if column.kind == "number":
                line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _indent(line: Any, points: float) -> None:
    from docx.shared import Pt

    if points:
        line.paragraph_format.right_indent = Pt(points)
