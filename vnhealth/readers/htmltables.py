"""Read the tables of an HTML page, and the prose around them."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from vnhealth.readers.charset import decode
from vnhealth.readers.limits import DEFAULT, Limits, damaged, too_many_cells
from vnhealth.readers.model import Note, RawTable, rectangle
from vnhealth.readers.structure import find_structure

_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl",
    "dt", "figcaption", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "ul",
})  # fmt: skip
_SILENT: Final = frozenset({"script", "style", "noscript", "template", "head"})
_WIDEST: Final = 1000  # as browsers do


def read_html(
    path: Path, *, charset: str | None = None, limits: Limits = DEFAULT
) -> list[RawTable]:
    """Read every table (a nested one by itself) and then the text outside of tables.

    Scripts and styles are not read; cells that span rows or columns are merged ranges.

    Raises
    ------
    ReadError
        When the page holds no element, or a table spans too many cells.
    """
    from lxml import etree, html

    data = path.read_bytes()
    text, notes = decode(data, path.name, charset or _declared(data))
    try:
        parser = html.HTMLParser(encoding="utf-8", recover=True, huge_tree=True)
        root = html.document_fromstring(text.replace("\x00", "").encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise damaged(path) from error
    if any(fault.type_name == "ERR_RESOURCE_LIMIT" for fault in parser.error_log):
        raise damaged(path)  # the parser left out what lay deeper
    tables = [
        _table(path, element, number, tuple(notes), limits)
        for number, element in enumerate(root.iter("table"), start=1)
    ]
    lines = _lines(root)
    if lines:
        cells = tuple((line,) for line in lines)
        tables.append(RawTable(path.name, cells, kind="prose", notes=tuple(notes)))
    return [table for table in tables if table.cells]


def _declared(data: bytes) -> str | None:
    """Return the charset that the page names, where Python knows it."""
    found = re.search(rb"charset\s*=\s*[\"']?([\w.:-]+)", data[:4096], re.IGNORECASE)
    if not found or data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    name = found.group(1).decode("ascii").lower()
    try:
        codecs.lookup(name)
        data.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None
    return name


def _table(
    path: Path, element: Any, number: int, notes: tuple[Note, ...], limits: Limits
) -> RawTable:
    grid: list[dict[int, str]] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    reserved: dict[tuple[int, int], tuple[int, int]] = {}
    width = 0
    own_rows = [tr for tr in element.iter("tr") if _owner(tr) is element]
    for r, tr in enumerate(own_rows):
        row: dict[int, str] = {}
        column = 0
        for cell in tr.iterchildren("td", "th"):
            while (r, column) in reserved:
                column += 1
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            down = min(down, len(own_rows) - r) if down else len(own_rows) - r
            row[column] = _text(cell)
            width = max(width, column + across)
            if width * len(own_rows) > limits.cells:
                raise too_many_cells(path, "", len(own_rows), width, limits)
            covered = {(r + i, column + j) for i in range(down) for j in range(across)}
            reserved.update(dict.fromkeys(covered, (r, column)))
            merged.update(dict.fromkeys(covered - {(r, column)}, (r, column)))
            column += across
        grid.append(row)
    cells = rectangle([[row.get(c, "") for c in range(width)] for row in grid])
    spread = [
        tuple(
            cells[merged[r, c][0]][merged[r, c][1]] if (r, c) in merged else t
            for c, t in enumerate(row)
        )
        for r, row in enumerate(cells)
    ]
    return RawTable(
        path.name,
        cells,
        number=number,
        structure=find_structure(spread),
        merged=MappingProxyType(merged),
        notes=notes,
    )


def _owner(row: Any) -> Any:
    return next(row.iterancestors("table"))


def _span(cell: Any, name: str) -> int:
    value = str(cell.get(name, "1")).strip()
    number = int(value) if value.isdigit() and value.isascii() else 1
    return min(number, _WIDEST) if name == "rowspan" else max(1, min(number, _WIDEST))


def _text(element: Any) -> str:
    return " ".join(line for line in _lines(element) if line)


def _lines(element: Any) -> list[str]:
    """Return the lines of text below `element`, outside of tables nested in it."""
    pieces: list[str] = []
    _walk(element, pieces, top=True)
    lines = (re.sub(" {2,}", " ", line).strip(" ") for line in "".join(pieces).split("\n"))
    return [line for line in lines if line]


def _walk(element: Any, pieces: list[str], *, top: bool = False) -> None:
    """Collect the text below `element` with an explicit stack, so that depth does not matter."""
    stack: list[Any] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            pieces.append(item)
            continue
        is_top = top and item is element
        tag = item.tag if isinstance(item.tag, str) else ""
        if not is_top and item.tail:
            stack.append(_folded(item.tail))
        if not tag or tag in _SILENT or (tag == "table" and not is_top):
            if tag == "table":
                pieces.append("\n")
            continue
        edge = "\n" if tag in _BLOCKS and not is_top else ""
        if edge:
            stack.append(edge)
        stack.extend(reversed(list(item)))
        if item.text:
            stack.append(_folded(item.text))
        if edge:
            pieces.append(edge)


def _folded(text: str) -> str:
    """Fold white space as a browser does; a non-breaking blank stays."""
    return re.sub(r"[ \t\r\n\f]+", " ", text)
