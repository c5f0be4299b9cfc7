"""Read a PDF with a text layer: its ruled tables, and the prose around them line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from vnhealth.errors import ReadError
from vnhealth.readers.charset import from_legacy, suggestions
from vnhealth.readers.limits import DEFAULT, Limits, damaged, encrypted, too_many_cells
from vnhealth.readers.model import Note, RawTable
from vnhealth.readers.structure import find_structure

_EDGE: Final = 3.0  # points by which the column edges of two parts of one table may differ
_MARGIN: Final = 0.15  # share of the page's height where running heads and page numbers stand

Grid = list[list[str]]
Merged = dict[tuple[int, int], tuple[int, int]]


@dataclass
class _Part:
    """A table on one page, or several pages once joined."""

    rows: Grid
    merged: Merged
    pages: list[int]
    lines: list[int]
    edges: list[float]
    is_last: bool
    notes: list[Note]


def read_pdf(path: Path, *, charset: str | None = None, limits: Limits = DEFAULT) -> list[RawTable]:
    """Read the ruled tables and the prose of a PDF.

    A table that ends a page and goes on at the top of the next, with the same column edges, is
    one table; a header repeated there is left out once and said so. The row of a prose locator
    counts the lines of text of its page.

    Raises
    ------
    ReadError
        When the file is encrypted or damaged, or holds pictures of pages without text.
    """
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        with pdfplumber.open(path) as document:
            return _read(path, document, charset, limits)
    except (PdfminerException, MalformedPDFException, PDFPasswordIncorrect) as error:
        causes = {type(error), *(type(a) for a in error.args)}
        if PDFPasswordIncorrect in causes:
            raise encrypted(path) from error
        raise damaged(path) from error


def _read(path: Path, document: Any, charset: str | None, limits: Limits) -> list[RawTable]:
    parts: list[_Part] = []
    prose: list[tuple[str, int, int]] = []
    without_text: list[int] = []
    filled = 0
    for page in document.pages:
        number = page.page_number
        if not page.chars:
            if page.images:
                without_text.append(number)
            continue
        found = _page_tables(page, number)
        lines = list(_page_lines(page, found))
        for part, _ in found:
            filled += sum(map(len, part.rows))
            if filled > limits.cells:
                raise too_many_cells(path, "", len(part.rows), len(part.rows[0]), limits)
            _append(parts, part, first_on_page=part is found[0][0])
        prose.extend((text, number, i) for i, text in enumerate(lines, start=1))
        page.close()
    if without_text and not prose and not parts:
        raise _no_text(path, without_text)
    notes = _missing(without_text)
    tables = [_table(path, p, i, charset, notes) for i, p in enumerate(parts, start=1)]
    if prose:
        tables.append(_prose(path, prose, charset, notes))
    return tables


def _page_tables(page: Any, number: int) -> list[tuple[_Part, Any]]:
    """Return the tables of a page from the top down, each with its box."""
    tables = sorted(page.find_tables(), key=lambda t: t.bbox[1])
    found = []
    for table in tables:
        rows = [[(text or "").strip() for text in row] for row in table.extract()]
        if not rows or len(rows) * len(rows[0]) < 2:  # noqa: PLR2004 - a lone frame
            continue
        edges = sorted({round(x, 1) for cell in table.cells for x in (cell[0], cell[2])})
        below = page.crop(
            (0, min(table.bbox[3], page.height), page.width, page.height), strict=False
        )
        limit = page.height * (1 - _MARGIN)
        is_last = not any(c["top"] < limit and c["text"].strip() for c in below.chars)
        part = _Part(
            rows,
            _merged(table),
            [number] * len(rows),
            list(range(1, len(rows) + 1)),
            edges,
            is_last,
            [],
        )
        found.append((part, table))
    return found


def _merged(table: Any) -> Merged:
    """Return the origin of each covered cell, from the boxes of the drawn cells."""
    merged: Merged = {}
    drawn = {
        (r, c): box for r, row in enumerate(table.rows) for c, box in enumerate(row.cells) if box
    }
    columns = {c: box for (_, c), box in sorted(drawn.items(), key=lambda i: -_width(i[1]))}
    for r, row in enumerate(table.rows):
        middle = (row.bbox[1] + min(b[3] for b in row.cells if b)) / 2 if any(row.cells) else 0
        for c, box in enumerate(row.cells):
            if box is not None or c not in columns:
                continue
            x = (columns[c][0] + columns[c][2]) / 2
            for origin, (x0, top, x1, bottom) in drawn.items():
                if x0 <= x <= x1 and top <= middle <= bottom:
                    merged[r, c] = origin
                    break
    return merged


def _width(box: tuple[float, float, float, float]) -> float:
    return box[2] - box[0]


def _page_lines(page: Any, found: list[tuple[_Part, Any]]) -> Iterator[str]:
    """Yield the lines of text that stand outside of the tables."""
    boxes = [table.bbox for _, table in found]

    def outside(thing: dict[str, Any]) -> bool:
        if thing["object_type"] != "char":
            return True
        x, y = (thing["x0"] + thing["x1"]) / 2, (thing["top"] + thing["bottom"]) / 2
        return not any(x0 <= x <= x1 and top <= y <= bottom for x0, top, x1, bottom in boxes)

    rest = page.filter(outside) if boxes else page
    for line in rest.extract_text_lines(return_chars=False, strip=True):
        yield line["text"]


def _append(parts: list[_Part], part: _Part, *, first_on_page: bool) -> None:
    """Join a part to the one before when the same table goes on over the page break."""
    before = parts[-1] if parts else None
    goes_on = (
        before is not None
        and first_on_page
        and before.is_last
        and before.pages[-1] == part.pages[0] - 1
        and len(before.edges) == len(part.edges)
        and all(abs(a - b) <= _EDGE for a, b in zip(before.edges, part.edges, strict=True))
    )
    if before is None or not goes_on:
        parts.append(part)
        return
    skip = _repeated(before, part)
    if skip:
        before.notes.append(
            Note(
                f"The header is repeated on page {part.pages[0]}; it was taken once.",
                f"Tiêu đề bảng lặp lại ở trang {part.pages[0]}; chỉ lấy một lần.",
            )
        )
    shift = len(before.rows) - skip
    before.merged.update(
        {
            (r + shift, c): (top + shift, left)
            for (r, c), (top, left) in part.merged.items()
            if r >= skip and top >= skip
        }
    )
    before.rows.extend(part.rows[skip:])
    before.pages.extend(part.pages[skip:])
    before.lines.extend(part.lines[skip:])
    before.is_last = part.is_last


def _repeated(before: _Part, part: _Part) -> int:
    """Return how many rows at the top of `part` repeat the header of the table."""
    structure = find_structure([tuple(row) for row in before.rows])
    header = before.rows[: structure.title_rows + structure.header_rows]
    count = len(header)
    return count if count and part.rows[:count] == header else 0


def _table(
    path: Path, part: _Part, number: int, charset: str | None, notes: tuple[Note, ...]
) -> RawTable:
    turn = (lambda t: from_legacy(t, charset)) if charset else (lambda t: t)
    width = max(map(len, part.rows))
    cells = tuple(tuple(turn(t) for t in row) + ("",) * (width - len(row)) for row in part.rows)
    spread = [
        tuple(cells[o[0]][o[1]] for c in range(width) for o in [part.merged.get((r, c), (r, c))])
        for r in range(len(cells))
    ]
    words = "\n".join(text for row in cells for text in row)
    return RawTable(
        path.name,
        cells,
        number=number,
        page=part.pages[0],
        rows_in_file=tuple(part.lines),
        pages_in_file=tuple(part.pages),
        structure=find_structure(spread),
        merged=MappingProxyType(part.merged),
        notes=(*notes, *part.notes, *suggestions(words, path.name)),
    )


def _prose(
    path: Path, lines: list[tuple[str, int, int]], charset: str | None, notes: tuple[Note, ...]
) -> RawTable:
    texts = [from_legacy(text, charset) if charset else text for text, _, _ in lines]
    return RawTable(
        path.name,
        tuple((text,) for text in texts),
        kind="prose",
        rows_in_file=tuple(line for _, _, line in lines),
        pages_in_file=tuple(page for _, page, _ in lines),
        notes=(*notes, *suggestions("\n".join(texts), path.name)),
    )


def _missing(pages: list[int]) -> tuple[Note, ...]:
    if not pages:
        return ()
    named = ", ".join(map(str, pages))
    return (
        Note(
            f"Pages without a text layer were not read: {named}.",
            f"Các trang không có lớp chữ nên không đọc được: {named}.",
        ),
    )


def _no_text(path: Path, pages: list[int]) -> ReadError:
    return ReadError(
        f"{path.name}: no text layer. All pages ({len(pages)}) are pictures (a scan). "
        "Ask for the original file, or run text recognition (OCR) on it first.",
        f"{path.name}: không có lớp chữ. Toàn bộ {len(pages)} trang là ảnh chụp (bản quét). "
        "Hãy xin tệp gốc, hoặc nhận dạng chữ (OCR) trước.",
    )
