"""Divide the rows of a sheet or page into tables, at blank rows before a new header."""

from __future__ import annotations

from vnhealth.readers.model import Rows
from vnhealth.readers.structure import find_structure, is_data, is_footer


def split_rows(rows: Rows) -> list[tuple[int, int]]:
    """Return (start, stop) of each table; together they hold every row up to the last filled.

    A new table begins after a blank row when the rows up to the next blank have a header and
    data of their own and the block before has them too. Titles and notes stay with a table.

    Examples
    --------
    >>> first = [("Tỉnh", "2023"), ("Lào Cai", "14,1")]
    >>> second = [("Bảng 2", ""), ("Tỉnh", "2024"), ("Lai Châu", "12,0")]
    >>> split_rows([*first, ("", ""), *second])
    [(0, 3), (3, 6)]
    """
    blocks = _filled_blocks(rows)
    spans: list[tuple[int, int]] = []
    start, has_data = 0, False
    title_from: int | None = None
    for top, stop in blocks:
        block = [tuple(row) for row in rows[top:stop]]
        shape = find_structure(block)
        data = any(is_data(row) for row in block)
        if has_data and data and shape.header_rows:
            cut = title_from if title_from is not None else top
            spans.append((start, cut))
            start = cut
        title_from = None if data else (title_from if title_from is not None else top)
        if not data and has_data and is_footer(next(c for c in rows[top] if c.strip())):
            title_from = None
        has_data = has_data or data
    if blocks:
        spans.append((start, blocks[-1][1]))
    return spans


def _filled_blocks(rows: Rows) -> list[tuple[int, int]]:
    blocks: list[tuple[int, int]] = []
    start: int | None = None
    for i, row in enumerate(rows):
        filled = any(cell.strip() for cell in row)
        if filled and start is None:
            start = i
        elif not filled and start is not None:
            blocks.append((start, i))
            start = None
    if start is not None:
        blocks.append((start, len(rows)))
    return blocks
