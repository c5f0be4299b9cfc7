"""A brief as an administrative document, in Word: what stands above it and what stands below.

Sizes and places follow annex I of Decree 30/2020/NĐ-CP; see docs/letterhead.md.
"""

from __future__ import annotations

from typing import Any, Final

from vnhealth.blocks.letter import ADDRESSED, RECIPIENTS
from vnhealth.blocks.model import Letterhead
from vnhealth.render.docx_look import CELL_STYLE, TEXT_WIDTH
from vnhealth.render.docx_measure import points
from vnhealth.render.docx_tables import keep_whole
from vnhealth.render.docx_xml import over_rule, safe_text

_BLANK_LINES: Final = 4
_POINTS_PER_MM: Final = 72 / 25.4
# Word keeps this many points free on both sides of a cell's text.
_CELL_MARGIN: Final = 5.4
# Of the length of the line above: the whole below the motto; a third to a half elsewhere.
_WHOLE: Final = 1.0
_PART: Final = 0.4
_NAME, _MOTTO, _TITLE, _LIST = 12, 13, 14, 11


def write_opening(made: Any, letter: Letterhead) -> None:
    """Write issuer and state side by side, then type, summary and addressees.

    Number and date stand in a second row, so that they are on one line whatever stands above.
    """
    (left, right), (number, date) = _two_columns(made, 2, 3, rows=2)
    if letter.issuing_body:
        _line(left, letter.issuing_body, _NAME)
    _line(left, letter.issuer, _NAME, bold=True)
    _rule(left, letter.issuer, _NAME, _PART, _room(2 / 5))
    _line(right, letter.state, _NAME, bold=True)
    _line(right, letter.motto, _MOTTO, bold=True)
    _rule(right, letter.motto, _MOTTO, _WHOLE, _room(3 / 5))
    _line(number, letter.number, _MOTTO)
    _line(date, letter.place_and_date, _MOTTO, italic=True)
    title = made.add_paragraph(style="Title")
    _space(title, 18, 0)
    _centre(title)
    title.add_run(safe_text(letter.kind))
    title.add_run().add_break()
    title.add_run(safe_text(letter.summary))
    whole = TEXT_WIDTH * _POINTS_PER_MM
    _space(_rule(made, letter.summary, _TITLE, _PART, whole), 0, 12)
    _write_addressees(made, letter.addressees)


def _write_addressees(made: Any, addressees: tuple[str, ...]) -> None:
    """Write one addressee behind "Kính gửi:"; several below it, their dashes below its colon."""
    from docx.shared import Pt

    if len(addressees) == 1:
        _centre(made.add_paragraph(safe_text(f"{ADDRESSED} {addressees[0]}")))
    elif addressees:
        size = made.styles["Normal"].font.size.pt
        before = points(ADDRESSED, size)
        widest = before + max(points(line, size) for line in addressees)
        start = max(0.0, (TEXT_WIDTH * _POINTS_PER_MM - widest) / 2)
        for text, indent in ((ADDRESSED, start), *((a, start + before) for a in addressees)):
            line = made.add_paragraph(safe_text(text))
            line.paragraph_format.left_indent = Pt(indent)
            _space(line, 0, 2)
        _space(line, 0, 12)


def write_closing(made: Any, letter: Letterhead) -> None:
    """Write the recipients, and the place of the signature beside them."""
    ((left, right),) = _two_columns(made, 1, 1)
    _space(_line(left, RECIPIENTS, _NAME, bold=True, italic=True, centred=False), 14, 0)
    for line in letter.recipients:
        _line(left, line, _LIST, centred=False)
    for index, line in enumerate(letter.authority):
        _space(_line(right, line, _MOTTO, bold=True), 0 if index else 14, 0)
    for _ in range(_BLANK_LINES):
        _line(right, "", _MOTTO)
    _line(right, letter.signer, _MOTTO, bold=True)


def _two_columns(made: Any, first: int, second: int, rows: int = 1) -> list[list[Any]]:
    """Return the cells of a table without lines, its columns as wide as `first` to `second`."""
    table = made.add_table(rows=rows, cols=2)
    table.autofit = False
    section = made.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin
    cells = [list(row.cells) for row in table.rows]
    for index, share in enumerate((first, second)):
        width = whole * share // (first + second)
        table.columns[index].width = width
        for row in cells:
            row[index].width = width
    for row in table.rows:
        keep_whole(row)
    for row in cells:
        for cell in row:
            cell.paragraphs[0].style = made.styles[CELL_STYLE]
    return cells


def _room(share: float) -> float:
    """Return the points of text that a column of the opening has room for."""
    return share * TEXT_WIDTH * _POINTS_PER_MM - 2 * _CELL_MARGIN


def _rule(holder: Any, text: str, size: int, share: float, room: float) -> Any:
    """Draw a line amid `room` points, as long as `share` of the bold `text` above it."""
    long = share * min(points(text, size, bold=True), room)
    line = holder.add_paragraph()
    over_rule(line, (room - long) / 2)
    return line


def _line(
    cell: Any,
    text: str,
    size: int,
    *,
    bold: bool = False,
    italic: bool = False,
    centred: bool = True,
) -> Any:
    from docx.shared import Pt

    first = cell.paragraphs[0]
    started = len(cell.paragraphs) > 1 or first.runs
    line = cell.add_paragraph(style=first.style) if started else first
    run = line.add_run(safe_text(text))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold or None, italic or None
    if centred:
        _centre(line)
    return line


def _space(line: Any, before: float, after: float) -> None:
    from docx.shared import Pt

    line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)


def _centre(line: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
