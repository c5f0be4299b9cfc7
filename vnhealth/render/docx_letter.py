"""A brief as an administrative document, in Word: what stands above it and what stands below.

Sizes and places follow annex I of Decree 30/2020/NĐ-CP.
"""

from __future__ import annotations

from typing import Any, Final

from vnhealth.blocks.letter import ADDRESSED, RECIPIENTS
from vnhealth.blocks.model import Letterhead
from vnhealth.render.docx_xml import safe_text, under_rule

_BLANK_LINES: Final = 4


def write_opening(made: Any, letter: Letterhead) -> None:
    """Write issuer and state side by side, then type, summary and addressees."""
    left, right = _two_columns(made, 2, 3)
    if letter.issuing_body:
        _line(left, letter.issuing_body, 12)
    under_rule(_line(left, letter.issuer, 12, bold=True), 40)
    _line(left, letter.number, 13)
    _line(right, letter.state, 12, bold=True)
    under_rule(_line(right, letter.motto, 13, bold=True), 12)
    _line(right, letter.place_and_date, 13, italic=True)
    title = made.add_paragraph(style="Title")
    _centre(title)
    title.add_run(safe_text(letter.kind))
    title.add_run().add_break()
    title.add_run(safe_text(letter.summary))
    under_rule(title, 120)
    if letter.addressees:
        addressed = made.add_paragraph(safe_text(f"{ADDRESSED} {'; '.join(letter.addressees)}"))
        _centre(addressed)


def write_closing(made: Any, letter: Letterhead) -> None:
    """Write the recipients, and the place of the signature beside them."""
    left, right = _two_columns(made, 1, 1)
    _line(left, RECIPIENTS, 12, bold=True, italic=True, centred=False)
    for line in letter.recipients:
        _line(left, line, 11, centred=False)
    for line in letter.authority:
        _line(right, line, 13, bold=True)
    for _ in range(_BLANK_LINES):
        _line(right, "", 13)
    _line(right, letter.signer, 13, bold=True)


def _two_columns(made: Any, first: int, second: int) -> tuple[Any, Any]:
    """Return the two cells of a table without lines, widths as `first` to `second`."""
    table = made.add_table(rows=1, cols=2)
    table.autofit = False
    section = made.sections[0]
    whole = section.page_width - section.left_margin - section.right_margin
    left, right = table.rows[0].cells
    for column, cell, share in zip(table.columns, (left, right), (first, second), strict=True):
        column.width = cell.width = whole * share // (first + second)
    return left, right


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
    line = cell.add_paragraph() if started else first
    run = line.add_run(safe_text(text))
    run.font.size, run.font.bold, run.font.italic = Pt(size), bold or None, italic or None
    line.paragraph_format.space_after = Pt(2)
    if centred:
        _centre(line)
    return line


def _centre(line: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
