"""Read CSV, TSV and the statistics office's semicolon exports, as text cells."""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path
from typing import Final

from vnhealth.errors import ReadError
from vnhealth.readers.charset import decode
from vnhealth.readers.limits import DEFAULT, Limits, too_many_cells
from vnhealth.readers.model import RawTable, rectangle
from vnhealth.readers.structure import find_structure

_DELIMITERS: Final = (";", "\t", ",", "|")
_SAMPLE: Final = 60  # rows looked at to find the delimiter


def read_delimited(
    path: Path,
    *,
    charset: str | None = None,
    delimiter: str | None = None,
    limits: Limits = DEFAULT,
) -> list[RawTable]:
    """Read a delimited text file into one table of text cells, titles and footers included.

    Parameters
    ----------
    path
        The file.
    charset
        Encoding or Vietnamese legacy charset (``"tcvn3"``, ``"vni"``); found out when None.
    delimiter
        The separating character; found out when None.
    limits
        The most that is read.

    Returns
    -------
    list of RawTable
        One table, with the rows of the file as they stand.

    Raises
    ------
    ReadError
        When the text can't be decoded or a quoted cell never ends.
    """
    text, notes = decode(path.read_bytes(), path.name, charset)
    chosen = delimiter or find_delimiter(text)
    rows: list[list[str]] = []
    lines: list[int] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=chosen, strict=True)
    csv.field_size_limit(max(csv.field_size_limit(), 1 << 24))
    following = 1
    width = 0
    try:
        for row in reader:
            rows.append(row)
            lines.append(following)
            following = reader.line_num + 1
            width = max(width, len(row))
            if width * len(rows) > limits.cells:
                raise too_many_cells(path, "", len(rows), width, limits)
    except csv.Error as error:
        raise ReadError(
            f"{path.name}, line {following}: a quoted cell is not closed or holds text after its "
            f"closing quote ({error}). Mend the quotes on this line.",
            f"{path.name}, dòng {following}: ô có dấu ngoặc kép chưa đóng hoặc có chữ sau dấu "
            f"ngoặc đóng ({error}). Hãy sửa dấu ngoặc kép ở dòng này.",
        ) from error
    cells = rectangle(rows)
    return [
        RawTable(
            path.name,
            cells,
            rows_in_file=tuple(lines),
            structure=find_structure(cells),
            notes=tuple(notes),
        )
    ]


def find_delimiter(text: str) -> str:
    r"""Return the delimiter that divides most rows into the same number (over one) of cells.

    Examples
    --------
    >>> find_delimiter('"Bảng 1, tỉnh"\\n\\n"Tỉnh";"2023"\\n"Lào Cai";14,1\\n')
    ';'
    """
    lines = text.splitlines()[:_SAMPLE]
    best, best_score = ",", 0
    for delimiter in _DELIMITERS:
        try:
            rows = list(csv.reader(lines, delimiter=delimiter))
        except csv.Error:
            continue
        counts = Counter(len(row) for row in rows if len(row) > 1)
        width, rows_of_it = counts.most_common(1)[0] if counts else (0, 0)
        if rows_of_it * (width > 1) > best_score:
            best, best_score = delimiter, rows_of_it
    return best
