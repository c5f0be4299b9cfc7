"""Figures in the tables of a Word, PDF or HTML file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from vnhealth import places
from vnhealth.extraction.columns import Column, kind_of, unit_of
from vnhealth.extraction.model import Facts, Figure, Line
from vnhealth.extraction.outline import Block
from vnhealth.extraction.prose import figures as prose_figures
from vnhealth.extraction.speaking import nearest
from vnhealth.extraction.spelling import plain, rules
from vnhealth.extraction.timing import times
from vnhealth.quantity import read_cell
from vnhealth.readers import Paragraph, RawTable
from vnhealth.readers.structure import is_number

_SEPARATOR: Final = " | "
_MOST: Final = 0.5
_GROUP_MARK: Final = re.compile(r"[IVX]{1,5}\.?|[A-EĐ]\.?|\d{1,2}\.?")
_PROSE: Final = 120  # a cell longer than this is read as prose
_LONG_HEADING: Final = 40


@dataclass(frozen=True)
class Grid:
    """A table with its columns told apart."""

    table: RawTable
    columns: tuple[Column, ...]

    def first(self, kind: str) -> int:
        """Return the first column of a kind, or -1."""
        return next((i for i, one in enumerate(self.columns) if one.kind == kind), -1)


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    filled = [one for one in cells if one.strip()]
    return sum(1 for one in filled if test(one)) / len(filled) if filled else 0.0


def _without_group_rows(table: RawTable) -> RawTable:
    """Give rows such as "I | Khám bệnh" back to the body where they were taken for the header."""
    structure = table.structure
    while structure.header_rows > 1:
        last = table.cells[structure.title_rows + structure.header_rows - 1]
        if not _GROUP_MARK.fullmatch(last[0].strip()):
            break
        structure = replace(structure, header_rows=structure.header_rows - 1)
    return replace(table, structure=structure)


def _repeats_header(table: RawTable, row: Sequence[str]) -> bool:
    """Tell whether a row is the header again, on the next page."""
    heads = table.cells[table.structure.title_rows : table.body_start]
    return tuple(row) in heads and any(one.strip() for one in row)


def _grid(table: RawTable) -> Grid:
    """Tell the columns of a table apart by heading, and where that says nothing by content."""
    columns: list[Column] = []
    for number, heading in enumerate(table.header or ("",) * table.width):
        cells = [row[number] for row in table.body]
        kind = kind_of(heading)
        if kind in ("value", "label", "unit", "place"):
            if _share(cells, places.is_place_name) > _MOST:
                kind = "place"
            elif kind == "value" and (
                _share(cells, _has_digit) <= _MOST / 2
                or (not heading and number <= 1 and _share(cells, is_number) <= _MOST)
            ):
                kind = "label"
            elif kind == "label" and _share(cells, is_number) > _MOST:
                kind = "value" if columns and columns[0].kind != "value" else "serial"
        columns.append(Column(kind, heading))
    return Grid(table, tuple(_shares_of_places(columns)))


def _shares_of_places(columns: Sequence[Column]) -> Iterator[Column]:
    """Take "Tỷ lệ (%)" for a figure of its own where no plan stands beside a result."""
    roles = {nearest(one.heading, "column") for one in columns if one.kind == "value"}
    has_places = any(one.kind == "place" for one in columns)
    for one in columns:
        plainly = plain(one.heading.split(_SEPARATOR)[-1]) in ("tỉ lệ %", "%", "tỉ lệ")
        alone = has_places and plainly and not roles & {"plan", "target"}
        yield Column("value", one.heading) if one.kind == "derived" and alone else one


def _has_digit(text: str) -> bool:
    return any(one.isdigit() for one in text)


def figures(table: RawTable, facts: Facts, on: date | None) -> Iterator[Figure]:
    """Yield the figures of a table: rows of indicators, rows of places, or cells of prose."""
    table = _without_group_rows(table)
    grid = _grid(table)
    values = [i for i, one in enumerate(grid.columns) if one.kind in ("value", "derived")]
    title = " ".join(table.titles)
    group = ""
    for number, row in enumerate(table.body):
        if _repeats_header(table, row):
            continue
        at = table.body_start + number
        label = _label(grid, row)
        filled = [i for i in values if row[i].strip()]
        if label and not filled:
            group = label
        if not values or (grid.first("label") >= 0 and len(label) > _PROSE):
            yield from _prose_cells(grid, at, row, facts)
        if not filled:
            continue
        lines = tuple(Line(one, level) for level, one in enumerate((title, group)) if one)
        name, place_id = _place(grid, row, facts, on)
        for column in filled:
            found = _figure(grid, at, column, facts, label)
            if found is not None:
                yield replace(found, above=lines, place_id=place_id, place_name=name)


def _label(grid: Grid, row: Sequence[str]) -> str:
    return " ".join(
        row[i].strip()
        for i, one in enumerate(grid.columns)
        if one.kind == "label" and row[i].strip()
    )


def _place(grid: Grid, row: Sequence[str], facts: Facts, on: date | None) -> tuple[str, str]:
    """Return the name that a row is of and its place, both empty where it names none."""
    at = grid.first("place")
    if at < 0:
        return "", ""
    name = row[at]
    if plain(name) in [plain(str(one)) for one in rules("tables")["total"]]:
        return name, facts.place_id
    found = places.resolve(name, on=on)
    if found.place_id is None and found.candidates:
        found = places.resolve(name, on=on, level="province")
    return name, found.place_id or ""


def _figure(grid: Grid, at: int, column: int, facts: Facts, label: str) -> Figure | None:
    """Return the figure in one cell, or None where there is none."""
    row, heading = grid.table.cells[at], grid.columns[column].heading
    if grid.columns[column].kind == "derived":
        return None
    unit_at = grid.first("unit")
    title = " ".join(grid.table.titles)
    unit = unit_of(row[unit_at] if unit_at >= 0 else "", label, heading, title)
    reading = read_cell(row[column], unit, facts.style)
    if reading.quantity is None:
        return None
    text, offset = _joined(row, column)
    words = label if _is_time_only(heading) else f"{label} {heading}"
    span = reading.quantity
    return Figure(
        replace(span, start=offset + span.start, end=offset + span.end),
        text,
        head=words.strip() or heading,
        tail="",
        column=heading,
        locator=str(grid.table.locator(at, column)).removeprefix(f"{grid.table.file}, "),
    )


def _is_time_only(heading: str) -> bool:
    return (
        len(times(heading)) > 0
        and kind_of(heading) == "value"
        and len(plain(heading)) < _LONG_HEADING
    )


def _joined(row: Sequence[str], column: int) -> tuple[str, int]:
    """Return the row as one text, and where the cell begins in it."""
    parts: list[str] = []
    offset = 0
    for i, cell in enumerate(row):
        if not cell.strip():
            continue
        if i == column:
            offset = len(_SEPARATOR.join(parts)) + (len(_SEPARATOR) if parts else 0)
        parts.append(cell)
    return _SEPARATOR.join(parts), offset


def _prose_cells(grid: Grid, at: int, row: Sequence[str], facts: Facts) -> Iterator[Figure]:
    """Yield the figures of a row's cells read as sentences."""
    seen: set[str] = set()
    for column, cell in enumerate(row):
        text = " ".join(cell.split())
        kind = grid.columns[column].kind
        if kind in ("serial", "note") or text in seen or not _has_digit(text):
            continue
        seen.add(text)
        locator = grid.table.locator(at, column)
        block = Block(Paragraph(text, (0,), (at,), (locator,)), (), 0, "")
        yield from prose_figures(block, facts, grid.table.file)
