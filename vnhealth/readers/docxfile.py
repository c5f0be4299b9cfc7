"""Read a Word document: its tables, merged cells taken once, and its prose."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from vnhealth.readers.charset import from_legacy, suggestions
from vnhealth.readers.limits import DEFAULT, Limits, check_zip, damaged, too_many_cells
from vnhealth.readers.model import Note, RawTable, rectangle
from vnhealth.readers.structure import find_structure

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT: Final = {
    f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-",
}  # fmt: skip
_SKIPPED: Final = frozenset({_FALLBACK, f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr"})

Span = tuple[str, int, bool]  # text, columns, whether the cell continues the one above


def read_docx(
    path: Path, *, charset: str | None = None, limits: Limits = DEFAULT
) -> list[RawTable]:
    """Read every table (nested ones by themselves), then the paragraphs as prose.

    Inserted text of tracked changes is read, deleted text is not; automatic list numbers are
    not part of the text. The row of a prose locator counts the paragraphs of the body.

    Raises
    ------
    ReadError
        When the file is damaged, encrypted or a zip bomb.
    """
    from lxml import etree

    check_zip(path, limits)
    try:
        with zipfile.ZipFile(path) as archive, archive.open("word/document.xml") as stream:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            body = etree.parse(stream, parser).getroot().find(f"{_W}body")
            macros = "word/vbaProject.bin" in archive.namelist()
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise damaged(path) from error
    if body is None:
        raise damaged(path)
    notes = _notes(body, macros=macros)
    tables = [
        _table(path, element, number, charset, notes=notes, limits=limits)
        for number, element in enumerate(body.iter(f"{_W}tbl"), start=1)
    ]
    prose = _prose(path, body, charset, notes)
    return [table for table in (*tables, prose) if table.cells]


def _notes(body: Any, *, macros: bool) -> tuple[Note, ...]:
    notes = []
    if macros:
        notes.append(
            Note(
                "The document holds macros; they were not run.",
                "Tệp có macro; macro không được chạy.",
            )
        )
    if next(body.iter(f"{_W}ins", f"{_W}del"), None) is not None:
        notes.append(
            Note(
                "The document has tracked changes: inserted text was read, deleted text was not.",
                "Tệp còn vết sửa đổi: phần thêm vào được đọc, phần đã xoá không được đọc.",
            )
        )
    return tuple(notes)


def _walk(element: Any, stop: str = "") -> Iterator[Any]:
    """Yield the elements below `element` in order, leaving out deleted and doubled text."""
    for child in element:
        if child.tag in _SKIPPED or child.tag == stop:
            continue
        yield child
        yield from _walk(child, stop)


def _text(element: Any, stop: str = "") -> str:
    """Return the text of a paragraph or cell; paragraphs of a cell are lines."""
    parts: list[str] = []
    for child in _walk(element, stop):
        if child.tag == f"{_W}p" and parts:
            parts.append("\n")
        elif child.tag == f"{_W}t":
            parts.append(child.text or "")
        else:
            parts.append(_TEXT.get(child.tag, ""))
    return "".join(parts).strip("\n")


def _rows(table: Any) -> list[list[Span]]:
    rows: list[list[Span]] = []
    for tr in _direct(table, f"{_W}tr"):
        row: list[Span] = []
        row.extend([("", 1, False)] * _count(tr.find(f"{_W}trPr/{_W}gridBefore")))
        for tc in _direct(tr, f"{_W}tc"):
            span = _count(tc.find(f"{_W}tcPr/{_W}gridSpan")) or 1
            merge = tc.find(f"{_W}tcPr/{_W}vMerge")
            goes_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            row.append((_text(tc, stop=f"{_W}tbl"), span, goes_on))
        rows.append(row)
    return rows


def _direct(element: Any, tag: str) -> Iterator[Any]:
    """Yield rows or cells, also those inside content controls and tracked insertions."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"}:
            yield from _direct(child, tag)


def _count(element: Any) -> int:
    value = element.get(f"{_W}val", "0") if element is not None else "0"
    return min(int(value), 1000) if value.isdigit() else 0


def _table(
    path: Path,
    element: Any,
    number: int,
    charset: str | None,
    *,
    notes: tuple[Note, ...],
    limits: Limits,
) -> RawTable:
    cells: list[list[str]] = []
    merged: dict[tuple[int, int], tuple[int, int]] = {}
    rows = _rows(element)
    for r, row in enumerate(rows):
        texts: list[str] = []
        for text, span, goes_on in row:
            column = len(texts)
            origin = merged.get((r - 1, column), (r - 1, column)) if goes_on and r else (r, column)
            texts.append(from_legacy(text, charset) if charset else text)
            texts.extend([""] * (span - 1))
            for c in range(column, column + span):
                if (r, c) != origin:
                    merged[r, c] = origin
        cells.append(texts)
        if len(texts) * len(rows) > limits.cells:
            raise too_many_cells(path, "", len(rows), len(texts), limits)
    grid = rectangle(cells)
    spread = [
        tuple(_at(grid, merged.get((r, c), (r, c))) for c in range(len(row)))
        for r, row in enumerate(grid)
    ]
    words = "\n".join(text for row in grid for text in row if not text.isascii())
    return RawTable(
        path.name,
        grid,
        number=number,
        structure=find_structure(spread),
        merged=MappingProxyType(merged),
        notes=(*notes, *suggestions(words, path.name)),
    )


def _at(grid: tuple[tuple[str, ...], ...], cell: tuple[int, int]) -> str:
    row, column = cell
    return grid[row][column] if column < len(grid[row]) else ""


def _prose(path: Path, body: Any, charset: str | None, notes: tuple[Note, ...]) -> RawTable:
    cells: list[tuple[str, ...]] = []
    numbers: list[int] = []
    number = 0
    for paragraph in _walk(body, stop=f"{_W}tbl"):
        if paragraph.tag != f"{_W}p":
            continue
        number += 1
        text = "".join(_runs(paragraph))
        for line in text.split("\n"):
            if line.strip():
                cells.append((from_legacy(line, charset) if charset else line,))
                numbers.append(number)
    words = "\n".join(row[0] for row in cells)
    return RawTable(
        path.name,
        tuple(cells),
        kind="prose",
        rows_in_file=tuple(numbers),
        notes=(*notes, *suggestions(words, path.name)),
    )


def _runs(paragraph: Any) -> Iterator[str]:
    """Yield the text of a paragraph, but not of paragraphs in text boxes inside it."""
    for child in _walk(paragraph, stop=f"{_W}p"):
        if child.tag == f"{_W}t":
            yield child.text or ""
        else:
            yield _TEXT.get(child.tag, "")
