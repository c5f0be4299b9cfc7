"""How wide the columns of a sheet are, how high its rows, and what of it goes on paper.

Excel fits the height of rows whose text wraps when it opens a file; other programs, and merged
cells everywhere, show one line. So heights are written, counted from the text and the width.
"""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING, Any, Final

from vnhealth.render.excel_format import GENERAL
from vnhealth.render.sheets import Content, Link, Sheet, Value

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl.worksheet.worksheet import Worksheet

NARROWEST: Final = 9
# Most characters of a column by how many columns stand beside it; beyond the last, WIDEST.
_BROAD: Final = ((4, 84), (8, 48))
WIDEST: Final = 32
# Characters on a line of an upright A4 page at the size of the text.
LANDSCAPE_FROM: Final = 95
_A4: Final = 9
_LINE: Final = 13.0
_HIGHEST: Final = 409.0
_GENERAL_WIDTH: Final = 12
_FORMAT: Final = re.compile(r"(?P<digits>#,##0(?:\.(?P<decimals>0+))?)(?P<scale>,*)")


def widths(sheet: Sheet) -> list[int]:
    """Return the width of each column in characters.

    A figure is as wide as it shows, so that none turns into "###"; a text wraps.
    """
    beside = len(sheet.header) - sheet.aside
    widest = next((broad for count, broad in _BROAD if beside <= count), WIDEST)
    found = []
    for index, label in enumerate(sheet.header):
        cells = [row[index] for row in sheet.rows]
        longest = max((_length(cell) for cell in cells), default=0)
        word = max(map(len, label.split()), default=0)
        # Room for the filter's button beside the header.
        found.append(min(widest, max(NARROWEST, longest, word + 2)) + 2)
    return found


def numeric(sheet: Sheet) -> frozenset[int]:
    """Return the columns of figures and years: their headers stand above them, at the right."""
    return frozenset(
        index
        for index in range(len(sheet.header))
        if any(isinstance(row[index], Value | int) for row in sheet.rows)
        and not any(isinstance(row[index], Link) for row in sheet.rows)
    )


def arrange(page: Worksheet, sheet: Sheet, header: int, first_below: int) -> None:
    """Set widths, heights, frozen header, filter and print of a written sheet.

    Parameters
    ----------
    page
        The sheet, its cells written.
    sheet
        What was written.
    header, first_below
        Rows of the header and of the first words below the table.
    """
    from openpyxl.utils import get_column_letter

    wide = widths(sheet)
    for index, width in enumerate(wide, start=1):
        page.column_dimensions[get_column_letter(index)].width = width
    _set_height(page, header, [*zip(sheet.header, wide, strict=True)])
    printed = len(wide) - sheet.aside
    for number, row in enumerate(sheet.rows, start=header + 1):
        _set_height(page, number, [*zip(row[:printed], wide[:printed], strict=True)])
    paper = sum(wide[:printed])
    _spread(page, sheet.below, first_below, printed, paper)
    last = header + len(sheet.rows)
    page.freeze_panes = page.cell(header + 1, 2 if len(sheet.header) > 2 else 1)  # noqa: PLR2004
    if sheet.rows:
        page.auto_filter.ref = f"A{header}:{get_column_letter(len(wide))}{last}"
    page.sheet_view.showGridLines = False
    bottom = max(last, first_below + len(sheet.below) - 1) if sheet.below else last
    page.print_area = f"A1:{get_column_letter(printed)}{bottom}"
    page.print_title_rows = f"{header}:{header}"
    page.page_setup.paperSize = _A4
    page.page_setup.orientation = "landscape" if paper > LANDSCAPE_FROM else "portrait"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToWidth = 1
    page.page_setup.fitToHeight = 0
    page.page_margins.left = page.page_margins.right = 0.6
    page.oddFooter.left.text = _in_footer(sheet.name)
    page.oddFooter.right.text = "&P/&N"


def _spread(page: Worksheet, below: Sequence[str], first: int, columns: int, wide: int) -> None:
    """Let each of the words below a table run over the columns that are printed."""
    for number, text in enumerate(below, start=first):
        if columns > 1:
            page.merge_cells(start_row=number, end_row=number, start_column=1, end_column=columns)
        _set_height(page, number, [(text, wide)])


def _set_height(page: Any, row: int, cells: Sequence[tuple[Content, int]]) -> None:
    lines = max(_lines(content, width) for content, width in cells)
    page.row_dimensions[row].height = min(_HIGHEST, lines * _LINE + 2)


def _lines(content: Content, width: int) -> int:
    if not isinstance(content, str | Link):
        return 1
    text = content.text if isinstance(content, Link) else content
    if len(text) <= width:
        return 1
    return sum(max(1, len(textwrap.wrap(part, width))) for part in text.split("\n"))


def _in_footer(text: str) -> str:
    """Return `text` for a footer, where an ampersand opens a code."""
    return text.replace("&", "&&")


def _length(content: Content) -> int:
    if isinstance(content, Value):
        return _shown_length(content)
    return len(content.text if isinstance(content, Link) else str(content or ""))


def _shown_length(value: Value) -> int:
    """Return how many characters a figure takes under its format.

    >>> _shown_length(Value(529.7e9, '#,##0.0,,," tỷ đồng"'))
    13
    """
    if value.format == GENERAL:
        return _GENERAL_WIDTH
    pattern = value.format.split(";")[0]
    found = _FORMAT.search(pattern)
    if found is None:
        return len(pattern)
    scaled = abs(value.number) / 1000 ** len(found["scale"])
    decimals = len(found["decimals"] or "")
    words = "".join(re.findall(r'"([^"]*)"', pattern))
    return len(f"{scaled:,.{decimals}f}") + len(words) + (value.number < 0)
