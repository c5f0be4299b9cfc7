"""Workbook of a brief: every figure and table behind it, numbers as numbers."""

from __future__ import annotations

import io
import re
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from vnhealth import design
from vnhealth.render import notebook as notebooks
from vnhealth.render.archive import unzipped, zipped
from vnhealth.render.moment import moment
from vnhealth.render.sheets import Content, Link, Sheet, Value, sheets
from vnhealth.render.xlsx_layout import arrange, numeric
from vnhealth.wording import ui

if TYPE_CHECKING:
    from datetime import datetime

    from openpyxl.worksheet.worksheet import Worksheet

    from vnhealth.render.notebook import Document

# What a spreadsheet would take for a formula when it is typed or read from a CSV file.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
LONGEST_CELL: Final = 32_767
_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_NUMBER: Final = re.compile(rb'(<c r="([A-Z]+[0-9]+)"[^>]*><v>)[^<]*</v>')
_MODIFIED: Final = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*(</dcterms:modified>)")


def render(notebook: Any) -> bytes:
    """Return the workbook of an executed notebook.

    Parameters
    ----------
    notebook
        A notebook node (nbformat 4), executed.

    Returns
    -------
    bytes
        An XLSX file; equal bytes for an equal notebook and SOURCE_DATE_EPOCH.

    Raises
    ------
    BriefError
        When a cell of the notebook failed.
    """
    return workbook(notebooks.read(notebook))


def workbook(document: Document) -> bytes:
    """Return the workbook of a document."""
    from openpyxl import Workbook

    made = sheets(document)
    book = Workbook()
    book.remove(book.active)
    exact = [
        _write(book.create_sheet(sheet.name), sheet, made[0], document.language) for sheet in made
    ]
    when = moment(document)
    _describe(book, document, when)
    written = io.BytesIO()
    book.save(written)
    files = unzipped(written.getvalue())
    # openpyxl writes the clock's time over the one it was given.
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    core = "docProps/core.xml"
    files[core] = _MODIFIED.sub(rb"\g<1>" + stamp + rb"\g<2>", files[core])
    for number, values in enumerate(exact, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        files[name] = _with_exact(files[name], values)
    return zipped(files)


def _with_exact(sheet: bytes, values: dict[str, str]) -> bytes:
    """Return a sheet's XML with the numbers as they are: openpyxl writes 16 digits of 17."""

    def exact(found: re.Match[bytes]) -> bytes:
        value = values.get(found[2].decode())
        return found[0] if value is None else found[1] + value.encode() + b"</v>"

    return _NUMBER.sub(exact, sheet)


def _describe(book: Any, document: Document, when: datetime) -> None:
    opening = document.masthead
    facts = book.properties
    facts.title = safe_text(document.title)
    facts.creator = safe_text(opening.issuer) if opening and opening.issuer else "vnhealth"
    facts.subject = safe_text(opening.subtitle) if opening else None
    facts.language = "vi-VN" if document.language == "vi" else "en-GB"
    facts.created = facts.modified = when.replace(tzinfo=None)


def safe_text(text: str) -> str:
    r"""Return `text` as a cell can hold it: no control characters, at most 32 767 characters.

    >>> safe_text("a\x07b")
    'a□b'
    """
    bare = _UNPRINTABLE.sub("□", text)
    return bare if len(bare) <= LONGEST_CELL else bare[: LONGEST_CELL - 1] + "…"


def _write(page: Worksheet, sheet: Sheet, first: Sheet, language: str) -> dict[str, str]:
    """Write a sheet; return the exact numbers by the coordinates of their cells."""
    exact = {}
    looks = _looks()
    _put(page, 1, 1, sheet.title, looks["title"])
    line = 1
    for text in sheet.above:
        line += 1
        _put(page, line, 1, text, looks["muted"])
    if sheet is not first:
        line += 1
        _put(page, line, 1, Link(ui.word("to_contents", language), first.name), looks["link"])
    header = line + 2
    figures = numeric(sheet)
    for column, label in enumerate(sheet.header, start=1):
        kind = "figure header" if column - 1 in figures else "header"
        _put(page, header, column, label, looks[kind])
    for number, row in enumerate(sheet.rows):
        for column, content in enumerate(row, start=1):
            aside = column > len(sheet.header) - sheet.aside
            kind = "link" if isinstance(content, Link) else "aside" if aside else "cell"
            kind = "figure" if column - 1 in figures else kind
            _put(page, header + 1 + number, column, content, looks[kind])
            cell = page.cell(header + 1 + number, column)
            if isinstance(content, Value):
                exact[cell.coordinate] = repr(content.number)
            if number in sheet.lit:
                cell.font = looks["strong"]["font"]
    last = header + len(sheet.rows)
    for number, text in enumerate(sheet.below, start=2):
        _put(page, last + number, 1, text, looks["remark"])
    arrange(page, sheet, header, last + 2)
    return exact


def _put(page: Worksheet, row: int, column: int, content: Content, look: dict[str, Any]) -> None:
    from openpyxl.worksheet.hyperlink import Hyperlink

    cell = page.cell(row, column)
    for name, value in look.items():
        setattr(cell, name, value)
    if content is None or content == "":
        return
    if isinstance(content, Value):
        cell.value = content.number
        cell.number_format = safe_text(content.format)
    elif isinstance(content, int):
        cell.value = content
    else:
        text = safe_text(content.text if isinstance(content, Link) else content)
        # Said outright: openpyxl takes a text that starts with "=" for a formula.
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(FORMULA_STARTS)
    if isinstance(content, Link):
        goal = content.sheet.replace("'", "''")
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{goal}'!A1")


@cache
def _looks() -> dict[str, dict[str, Any]]:
    """Return the styles of titles, headers and cells."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

    def font(colour: str, **more: Any) -> Font:
        return Font(name="Calibri", color=design.LIGHT[colour][1:], **more)

    rule = Side(style="thin", color=design.LIGHT["rule"][1:])
    wrapped = Alignment(vertical="top", wrap_text=True)
    # A step away from the text of the next column.
    figure = Alignment(vertical="top", horizontal="right", wrap_text=True, indent=1)
    header = {
        "font": font("page", bold=True, size=10),
        "fill": PatternFill("solid", fgColor=design.LIGHT["brand"][1:]),
    }
    cell = {"font": font("ink", size=10), "border": Border(bottom=rule)}
    return {
        "title": {"font": font("brand", bold=True, size=14)},
        "muted": {"font": font("muted", size=10)},
        "remark": {"font": font("muted", size=10), "alignment": wrapped},
        "link": {
            "font": font("link", underline="single", size=10),
            "alignment": Alignment(vertical="top"),
        },
        "header": header | {"alignment": wrapped},
        "figure header": header | {"alignment": figure},
        "cell": cell | {"alignment": wrapped},
        "figure": cell | {"alignment": figure},
        "aside": {"font": font("muted", size=10), "alignment": Alignment(vertical="top")},
        "strong": {"font": font("ink", bold=True, size=10)},
    }
