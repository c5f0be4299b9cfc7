"""Tables of a Word document: their style, widths, headers and rows kept together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from vnhealth import design
from vnhealth.render.docx_columns import CELL_MARGIN
from vnhealth.render.docx_xml import element, qualified, safe_text

_TWIPS: Final = 20
_PADDING: Final = 1.5
# The header and the two rows behind it; the last two rows. No row stands alone on a page.
_FIRST: Final = 3
_LAST: Final = 2


def add_table_style(styles: Any, name: str, accent: str) -> None:
    """Add a table style: lines between rows, the header between two strong ones.

    Parameters
    ----------
    styles
        Of the Word document.
    name
        Under which Word lists the style.
    accent
        Colour of the lines around the header, ``"#rrggbb"``.
    """
    from docx.enum.style import WD_STYLE_TYPE

    style = styles.add_style(name, WD_STYLE_TYPE.TABLE).element
    properties = element("tblPr")
    borders = element("tblBorders")
    for side in ("top", "bottom", "insideH"):
        strong = side != "insideH"
        borders.append(_line(side, accent if strong else design.LIGHT["rule"], 8 if strong else 4))
    properties.extend((borders, _margins()))
    head = element("tblStylePr", type="firstRow")
    bold, cells, around = element("rPr"), element("tcPr"), element("tcBorders")
    bold.append(element("b"))
    around.extend((_line("top", accent, 8), _line("bottom", accent, 8)))
    cells.extend((around, element("vAlign", val="bottom")))
    head.extend((bold, cells))
    style.extend((properties, head))


def _margins() -> Any:
    """Return the room around the text of cells."""
    made = element("tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        room = CELL_MARGIN if side in ("left", "right") else _PADDING
        made.append(element(side, w=str(round(room * _TWIPS)), type="dxa"))
    return made


def _line(side: str, colour: str, eighths: int) -> Any:
    return element(side, val="single", sz=str(eighths), space="0", color=colour.removeprefix("#"))


def repeat_header(row: Any) -> None:
    """Let a table row come again on each page, and mark it as the table's header."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: Any) -> None:
    """Keep a table row on one page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def describe_table(table: Any, title: str, header_column: bool = True) -> None:
    """Give a table its width, its title, and say which row and column are headers."""
    properties = table._tbl.tblPr
    for name in ("w:tblW", "w:tblLook"):
        for old in properties.findall(qualified(name)):
            properties.remove(old)
    properties.append(element("tblW", w="5000", type="pct"))
    look = element("tblLook", val="04A0" if header_column else "0420", firstRow="1", lastRow="0")
    for key, value in (("firstColumn", str(int(header_column))), ("lastColumn", "0")):
        look.set(qualified(f"w:{key}"), value)
    # LibreOffice takes these from the table, not from its style.
    properties.append(_margins())
    properties.append(look)
    properties.append(element("tblCaption", val=safe_text(title)))


def set_widths(table: Any, widths: Sequence[float]) -> None:
    """Give the columns of a table their widths in points, which no program then changes."""
    from docx.shared import Pt

    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Pt(width)
    for row in table.rows:
        for cell, width in zip(row._tr.tc_lst, widths, strict=True):
            cell.width = Pt(width)


def keep_together(table: Any, whole: int) -> None:
    """Keep a table of up to `whole` rows on one page, and no row of a longer one alone."""
    count = len(table.rows)
    for index, row in enumerate(table.rows[:-1]):
        if count <= whole or index < _FIRST or index >= count - _LAST:
            keep_row(row)


def keep_row(row: Any) -> None:
    """Keep a row on the page of what follows it."""
    for line in row._tr.iter(qualified("w:p")):
        line.get_or_add_pPr().keepNext_val = True


def keep_remarks(made: Any, start: int, table: Any = None) -> None:
    """Keep the paragraphs from the `start`-th part of the body on together, and with their table.

    Parameters
    ----------
    made
        The Word document.
    start
        Number of parts that its body had before them.
    table
        Whose last row they stand below, if it is a table.
    """
    lines = [p for p in made.element.body[start - 1 : -1] if p.tag == qualified("w:p")]
    for line in lines[:-1]:
        line.get_or_add_pPr().keepNext_val = True
    if lines and table is not None:
        keep_row(table.rows[-1])


def shade(cell: Any, colour: str) -> None:
    """Fill a table cell with a colour, ``"#rrggbb"``."""
    cell._tc.get_or_add_tcPr().append(
        element("shd", val="clear", color="auto", fill=colour.removeprefix("#"))
    )
