"""Read plain text, as it comes out of a PDF, line by line with its line and page numbers."""

from __future__ import annotations

from pathlib import Path

from vnhealth.readers.charset import decode, suggestions
from vnhealth.readers.limits import DEFAULT, Limits
from vnhealth.readers.model import RawTable


def read_text(
    path: Path, *, charset: str | None = None, limits: Limits = DEFAULT
) -> list[RawTable]:
    """Read a text file as prose: one row a line, blank lines included, nothing joined.

    A form feed begins a new page. `paragraphs` joins the lines and keeps the way back.
    """
    text, notes = decode(path.read_bytes(), path.name, charset)
    cells: list[tuple[str, ...]] = []
    pages: list[int] = []
    for page, content in enumerate(text.split("\f"), start=1):
        lines = content.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        if lines and lines[-1] == "":
            lines.pop()
        cells.extend((line,) for line in lines)
        pages.extend([page] * len(lines))
    has_pages = bool(pages) and pages[-1] > 1
    if not notes:
        notes = suggestions(text[: limits.cells], path.name)
    return [
        RawTable(
            path.name,
            tuple(cells),
            kind="prose",
            pages_in_file=tuple(pages) if has_pages else (),
            notes=tuple(notes),
        )
    ]
