"""Where title, header and footer of a table end; which period and item a heading names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vnhealth.readers.model import Rows, Structure

# A year as printed, with the marks that offices set before and after it.
_MARK: Final = r"(?:(?:Pre|Prel|Prelim|Sơ bộ|Ước(?: tính)?|Năm|Kế hoạch|KH|TH|Thực hiện)\.?\s*)"
PERIOD: Final = re.compile(
    rf"(?<![\w./,]){_MARK}?(?:19|20)\d\d(?:\s*[-–]\s*(?:19|20)\d\d)?(?:\s*\(\*+\))?(?![\w/,]|\.\d)",
    re.IGNORECASE,
)
_NUMBER: Final = re.compile(
    r"^\(?\s*(?:\(\d\)\s*)?[-−–+<>≤≥~]?\s*\d[\d.,\s]*\s*(?:%|‰)?\s*\)?$|^(?:\.\.+|…|-|–)$"
)
_FOOTER: Final = re.compile(
    r"^\s*(?:ghi chú|nguồn|chú thích|note|remark|source|footnote|\(\*+\)|\*+|\(\d+\)|last updated|"
    r"latest update|contact|copyright|unit|survey|database|internal reference)",
    re.IGNORECASE,
)
_SERIAL: Final = re.compile(r"^(?:[A-Z]|\d{1,2}(?:\.0)?|\(\d{1,2}\)|[0-9]=[0-9+\-]+)$")


@dataclass(frozen=True)
class Heading:
    """A column heading split into the period it prints and the rest; either may be empty."""

    period: str
    item: str


def split_heading(text: str) -> Heading:
    """Split a heading such as ``2002 Doctor`` or ``Total Prel. 2016`` into period and item.

    A heading with several years that are not one range is left whole, as an item.

    Examples
    --------
    >>> split_heading("2016 (*) Area (Km2)")
    Heading(period='2016 (*)', item='Area (Km2)')
    >>> split_heading("Total Prel. 2016")
    Heading(period='Prel. 2016', item='Total')
    >>> split_heading("Tổng số")
    Heading(period='', item='Tổng số')
    """
    found = list(PERIOD.finditer(text))
    if len(found) != 1:
        return Heading("", text.strip())
    span = found[0]
    rest = f"{text[: span.start()]} {text[span.end() :]}".strip(" |\n")
    return Heading(span.group().strip(), re.sub(r"\s{2,}|\s*\n\s*", " ", rest))


def is_number(text: str) -> bool:
    """Tell whether a cell prints a number or a missing-value sign.

    Examples
    --------
    >>> [is_number(t) for t in ("1.092", "..", "2016 (*)", "Hà Nội", "(1)  419.278.223")]
    [True, True, False, False, True]
    """
    return bool(_NUMBER.match(text.strip()))


def is_footer(text: str) -> bool:
    """Tell whether a text starts like a note or a source below a table.

    Examples
    --------
    >>> is_footer("Ghi chú: (1) Bao gồm cả chuyển nguồn"), is_footer("Lào Cai")
    (True, False)
    """
    return bool(_FOOTER.match(text))


def is_data(row: tuple[str, ...]) -> bool:
    """Tell whether a row has a label or serial number and then numbers that aren't headings."""
    filled = [c.strip() for c in row if c.strip()]
    if len(filled) < 2:  # noqa: PLR2004 - a label and a number
        return False
    numbers = [c for c in filled[1:] if is_number(c)]
    if all(PERIOD.fullmatch(c) for c in numbers):
        return False
    if all(_SERIAL.match(c) for c in filled):
        return False
    return len(numbers) * 2 >= len(filled) - 1


def find_structure(rows: Rows) -> Structure:
    """Find where title, header and footer of a block end, from the look of its cells.

    The first row with a label and mostly numbers begins the data; filled rows directly above
    it with at least two filled cells are the header; the rest above is the title. Rows after
    the last data row that start like a note are the footer.

    Examples
    --------
    >>> find_structure([("Bảng 1", ""), ("", ""), ("Tỉnh", "2023"), ("Lào Cai", "14,1"),
    ...                 ("Nguồn: Sở Y tế", "")])
    Structure(title_rows=2, header_rows=1, footer_rows=1)
    """
    table = [tuple(row) for row in rows]
    first = next((i for i, row in enumerate(table) if is_data(row)), None)
    if first is None:
        return _without_numbers(table)
    top = first
    while top > 0 and _is_header(table[top - 1]):
        top -= 1
    last = max(i for i, row in enumerate(table) if is_data(row))
    return Structure(top, first - top, _footer_rows(table, last))


def _is_header(row: tuple[str, ...]) -> bool:
    """Tell whether a row can head columns; one text all along from the left is a merged title."""
    filled = [c.strip() for c in row if c.strip()]
    if len(set(filled)) == 1:
        repeated_above_data = len(filled) > 1 and not row[0].strip()
        return repeated_above_data or bool(PERIOD.fullmatch(filled[0]))
    return len(filled) > 1


def _without_numbers(table: list[tuple[str, ...]]) -> Structure:
    """Return the structure of a table of words: the first full row is its header."""
    top = next((i for i, row in enumerate(table) if _is_header(row)), None)
    return Structure(len(table), 0, 0) if top is None else Structure(top, 1, 0)


def _footer_rows(table: list[tuple[str, ...]], last: int) -> int:
    for i in range(last + 1, len(table)):
        text = next((c for c in table[i] if c.strip()), "")
        if not text or is_footer(text):
            return len(table) - i
    return 0
