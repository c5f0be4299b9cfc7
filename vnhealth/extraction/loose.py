"""A table that stands in a text as loose lines: its heading, its rows, its columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from vnhealth.extraction.columns import ROLE, ROLE_ALONE, YEAR, Column, kind_of, two_rows, unit_of
from vnhealth.extraction.model import Figure, Line
from vnhealth.extraction.spelling import UPPER, plain, rules
from vnhealth.quantity import read_cell
from vnhealth.quantity.model import Style
from vnhealth.readers import RawTable

_HEAD_LINES: Final = 30
_SHORT: Final = 3  # a lone mark in a heading is no row
_LONG: Final = 72  # two lines longer than this, one after the other, are prose again
_CELL: Final = (
    r"(?:[<>≤≥~]=?|=[<>])?\s?[-−]?\d[\d.,]*(?:\s?[-–/]\s?\d[\d.,]*)?(?:\s?[%‰])?(?![\w/])"
)
_VALUES: Final = re.compile(rf"\s*({_CELL}(?:\s+{_CELL})*)(?P<rest>(?:\s+.*)?)$")
_TRAILING: Final = re.compile(rf"(?<=[^\W\d]|[)%‰])((?:\s+{_CELL})+)\s*$")
_ONE: Final = re.compile(_CELL)
_ROW: Final = re.compile(
    r"\s*(?:(\d{1,3})[.)]?|[-+•]|[a-zđ]\)|(?:\d{1,2}\.)+\d{1,2})\s+(?=[^\W\d])"
)
_GROUP: Final = re.compile(rf"\s*[IVXA-E]{{1,4}}\s+(?=[{UPPER}])")
_END: Final = re.compile(rf"\s*(?:[IVX]{{1,5}}\.|\d{{1,2}}\.\s+[{UPPER}]|[a-zđ]\)\s|Nơi nhận)")
_HEADING: Final = re.compile(
    rf"(?:{ROLE}\s+)+{YEAR}|ghi chú|đơn vị tính|đvt|so sánh|tỷ lệ đạt|tỉ lệ đạt"
    rf"|(?<!\w){YEAR}(?!\w)|(?<!\w){ROLE_ALONE}(?!\w)",
    re.IGNORECASE,
)


@dataclass
class Row:
    """One row: the joined text, where each line begins in it, and the cells found."""

    text: str = ""
    lines: list[tuple[int, int]] = field(default_factory=list)
    cells: list[tuple[int, int]] = field(default_factory=list)
    label_end: int = 0

    def add(self, line: str, index: int) -> int:
        """Add a line and return where it begins in the row's text."""
        if self.text:
            self.text += " "
        start = len(self.text)
        self.text += line
        self.lines.append((start, index))
        return start

    def line_of(self, offset: int) -> int:
        """Return the index of the line that holds the letter at `offset`."""
        return [index for start, index in self.lines if start <= offset][-1]


@dataclass(frozen=True)
class LooseTable:
    """The lines of one table, its columns and rows."""

    first: int
    last: int
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def find_tables(lines: Sequence[str]) -> list[LooseTable]:
    """Return the loose tables of a text: each begins with a line that opens with TT or STT."""
    found: list[LooseTable] = []
    at = 0
    while at < len(lines):
        if _opens(lines[at]):
            table = _read(lines, at)
            if table is not None:
                found.append(table)
                at = table.last + 1
                continue
        at += 1
    return found


def _opens(line: str) -> bool:
    spoken = plain(line)
    return any(
        spoken == plain(str(one)) or spoken.startswith(f"{plain(str(one))} ")
        for one in rules("tables")["serial"]
    )


def _read(lines: Sequence[str], at: int) -> LooseTable | None:
    start, heading = _heading(lines, at)
    columns = _columns(heading)
    width = sum(1 for one in columns if one.kind in ("value", "derived"))
    if not width or start >= len(lines):
        return None
    rows: list[Row] = []
    last, i, long_lines = start, start, 0
    while i < len(lines):
        line = lines[i].strip()
        if _opens(line):  # the heading again, on the next page
            i, _ = _heading(lines, i)
            continue
        if not line:
            i += 1
            continue
        if _END.match(line) and not _values_of(line):
            break
        long_lines = long_lines + 1 if len(line) > _LONG and not _TRAILING.search(line) else 0
        if long_lines > 1:
            i, rows = _take_back(rows, i)
            break
        serial = _is_serial(rows, lines, i, width)
        if not rows or serial or _begins_row(rows, line, width):
            rows.append(Row())
        _add(rows[-1], line, i, width)
        last = i
        i += 1
    filled = [row for row in rows if row.cells]
    return LooseTable(at, min(last, i - 1), columns, tuple(rows)) if filled else None


def _take_back(rows: list[Row], at: int) -> tuple[int, list[Row]]:
    """Give the first of two long lines back to the prose."""
    first = rows[-1].lines[-1][1]
    if len(rows[-1].lines) == 1:
        rows = rows[:-1]
    return min(first, at), rows


def _begins_row(rows: Sequence[Row], line: str, width: int) -> bool:
    """Tell whether a line opens a row: by its mark, or because the row before it is full."""
    mark = _ROW.match(line)
    if mark and mark[1]:
        before = [int(one[1]) for row in rows if (one := _ROW.match(row.text)) and one[1]]
        follows = int(mark[1]) in ((before[-1] + 1, 1) if before else (1, int(mark[1])))
        return follows and not _label_goes_on(rows[-1].text, line[mark.end() :])
    if mark or _GROUP.match(line):
        return not rows[-1].text or bool(rows[-1].cells) or bool(mark)
    return _is_new(rows[-1], line, width)


def _is_serial(rows: Sequence[Row], lines: Sequence[str], at: int, width: int) -> bool:
    """Tell whether a number alone on its line is the next row's: the row before it is full."""
    line = lines[at].strip()
    if not line.isdigit() or (rows and len(rows[-1].cells) < width):
        return False
    before = [int(one[1]) for row in rows if (one := _ROW.match(row.text)) and one[1]]
    due = before[-1] + 1 if before else 1
    return int(line) == due and _next_is_label(lines, at)


def _next_is_label(lines: Sequence[str], at: int) -> bool:
    following = next((one.strip() for one in lines[at + 1 : at + _SHORT] if one.strip()), "")
    return following[:1].isupper()


def _is_new(row: Row, line: str, width: int) -> bool:
    """Tell whether a line without a row's mark begins a new row: the last one is full."""
    return len(row.cells) >= width and line[0].isupper() and not row.text.endswith(",")


def _heading(lines: Sequence[str], at: int) -> tuple[int, str]:
    """Return where the rows begin, and the heading's lines joined."""
    parts = [lines[at].strip()]
    for i in range(at + 1, min(at + _HEAD_LINES, len(lines))):
        line = lines[i].strip()
        if line == "1" and _next_is_label(lines, i):
            return i, " ".join(parts)
        if (_ROW.match(line) or _GROUP.match(line)) and len(line) > _SHORT:
            return i, " ".join(parts)
        if line:
            parts.append(line)
    return len(lines), " ".join(parts)


def _columns(heading: str) -> tuple[Column, ...]:
    """Cut a joined heading into columns.

    Examples
    --------
    >>> [c.heading for c in _columns("TT Chỉ số Mục tiêu 2025 Thực hiện năm 2024 Ghi chú")]
    ['Mục tiêu 2025', 'Thực hiện năm 2024', 'Ghi chú']
    """
    body = heading
    for kind in ("serial", "label"):
        for one in sorted(rules("tables")[kind], key=lambda one: -len(str(one))):
            if body.casefold().startswith(f"{one} ".casefold()):
                body = body[len(str(one)) :].strip()
                break
    return tuple(Column(kind_of(one), one) for one in two_rows(_HEADING.findall(body)))


def _values_of(line: str) -> bool:
    return bool(_VALUES.match(line) or _TRAILING.search(line))


def _add(row: Row, line: str, index: int, width: int) -> None:
    """Take one line into a row: label, cells, or what is said beside a cell."""
    start = row.add(line, index)
    found = _VALUES.match(line)
    alone = found is not None and found[1].strip().replace(".", "").isdigit()
    rest = found["rest"] if found and alone else ""
    if found and row.lines[:-1] and not _label_goes_on(row.text[:start], rest):
        _take(row, start, found[1], found.start(1))
        return
    if row.cells:
        return
    mark = _ROW.match(line) if len(row.lines) == 1 else None
    trailing = _TRAILING.search(line, mark.end() if mark else 0)
    if trailing and not _ends_open(line[: trailing.start()]):
        cells = list(_ONE.finditer(trailing[1]))
        offset = trailing.start(1) + cells[max(0, len(cells) - width)].start()
        row.label_end = start + offset
        _take(row, start, line[offset:], offset)
        return
    row.label_end = len(row.text)


def _take(row: Row, start: int, text: str, offset: int) -> None:
    for one in _ONE.finditer(text):
        shift = len(one.group()) - len(one.group().lstrip())
        row.cells.append((start + offset + one.start() + shift, start + offset + one.end()))


def _label_goes_on(before: str, rest: str) -> bool:
    spoken = plain(rest)
    goes_on = any(
        spoken == plain(str(one)) or spoken.startswith(f"{plain(str(one))} ")
        for one in rules("tables")["label_goes_on"]
    )
    return goes_on or _ends_open(before)


def _ends_open(before: str) -> bool:
    return plain(before).rsplit(" ", 1)[-1] in rules("tables")["label_ends"]


def figures(
    table: LooseTable, prose: RawTable, style: Style, above: tuple[Line, ...], section: str
) -> Iterator[Figure]:
    """Yield a figure for every cell of a loose table, under the heading of its column."""
    columns = [one for one in table.columns if one.kind in ("value", "derived")]
    group: tuple[Line, ...] = ()
    where = f"mục {section}, bảng, hàng" if section else "bảng, hàng"
    for number, row in enumerate(table.rows, start=1):
        label = _ROW.sub("", row.text[: row.label_end or len(row.text)], count=1)
        mark = _ROW.match(row.text)
        serial = mark[1] if mark and mark[1] else ""
        if not row.cells or serial:
            group = () if row.cells else (Line(label, 7),)
        offset = max(0, len(columns) - len(row.cells))
        for place, (start, end) in enumerate(row.cells[: len(columns)]):
            column = columns[offset + place]
            found = read_cell(row.text[start:end], unit_of("", label), style).quantity
            if found is None or column.kind == "derived":
                continue
            line = str(prose.locator(row.line_of(start), 0)).removeprefix(f"{prose.file}, ")
            yield Figure(
                replace(found, start=start + found.start, end=start + found.end),
                row.text,
                head=label,
                tail="",
                above=(*above, *group),
                column=column.heading,
                locator=f"{where} {serial or number}, {line}",
                doubt="columns" if offset else "",
            )
