"""What a workbook of a brief holds, sheet by sheet, as plain values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from vnhealth.blocks import CellRef, Figure, Number, Table
from vnhealth.blocks.plaintext import cell_plain
from vnhealth.blocks.runs import number_plain
from vnhealth.design import MARKS
from vnhealth.render.excel_format import GENERAL, behind, number_format
from vnhealth.render.listing import Listed, cells_of, listed, source_entries
from vnhealth.render.notebook import Document, Placed
from vnhealth.render.remarks import remarks
from vnhealth.wording import ui

NAME_LENGTH: Final = 31
_NOT_IN_NAMES: Final = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_YEAR: Final = re.compile(r"[12][0-9]{3}")
# More printed cells than this behind one figure are named by their ids alone.
EVIDENCE_AT_MOST: Final = 6
# Printed cells and their ids, the last two columns of figures and tables.
_EVIDENCE_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True)
class Value:
    """A number in a cell, and the format that shows it as printed."""

    number: float
    format: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to another sheet."""

    text: str
    sheet: str


Content = str | int | Value | Link | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: words above, a header, rows, words below.

    ``lit`` are the indices of the rows of the brief's own place; the last ``aside`` columns
    are for the screen and left out on paper, where they would make the rest too small to read.
    """

    name: str
    title: str
    above: tuple[str, ...]
    header: tuple[str, ...]
    rows: tuple[tuple[Content, ...], ...]
    below: tuple[str, ...] = ()
    lit: frozenset[int] = frozenset()
    aside: int = 0


def sheets(document: Document) -> list[Sheet]:
    """Return the sheets of a document: contents, all figures, each figure and table, notes."""
    said = listed(document)
    book = _Book(document, {cell.cell_id: cell for cell in cells_of(document)})
    inner = [
        book.all_figures(said),
        *book.parts(said),
        book.notes(),
        book.sources(),
        book.cells(),
    ]
    first = _free_name(ui.word("contents", document.language), ())
    named = _named(inner, first)
    return [book.contents(first, named), *named]


def _named(sheets: Iterable[Sheet], first: str) -> list[Sheet]:
    """Return the sheets under names that a spreadsheet allows, no two alike."""
    taken = [first]
    found = []
    for sheet in sheets:
        name = _free_name(sheet.name, taken)
        taken.append(name)
        found.append(replace(sheet, name=name))
    return found


def _free_name(wanted: str, taken: Sequence[str]) -> str:
    """Return a sheet name of allowed characters that none of `taken` equals.

    >>> _free_name("=A/B: [x]", ()), _free_name("Hình 1", ["hình 1"])
    ('=A B x', 'Hình 1 (2)')
    """
    bare = " ".join(_NOT_IN_NAMES.sub(" ", wanted).split()).strip("'")[:NAME_LENGTH] or "–"
    known = {name.casefold() for name in taken}
    name, count = bare, 1
    while name.casefold() in known:
        count += 1
        tail = f" ({count})"
        name = bare[: NAME_LENGTH - len(tail)] + tail
    return name


@dataclass(frozen=True, slots=True)
class _Book:
    """Writes the sheets of one document."""

    document: Document
    known: dict[str, CellRef]

    def word(self, key: str) -> str:
        return ui.word(key, self.document.language)

    def contents(self, name: str, others: Sequence[Sheet]) -> Sheet:
        opening = self.document.masthead
        above = (opening.subtitle, opening.edition, opening.issuer) if opening else ()
        rows = tuple((Link(s.name, s.name), s.title, len(s.rows)) for s in others)
        header = tuple(map(self.word, ("sheet", "title", "rows")))
        below = (self.word("exact_values"),)
        return Sheet(name, self.document.title, tuple(filter(None, above)), header, rows, below)

    def all_figures(self, said: Sequence[Listed]) -> Sheet:
        header = (*map(self.word, ("where", "row_of", "column_of")), *self.facts_header())
        rows = tuple((one.where, one.row, one.column, *self.facts(one)) for one in said)
        title = self.word("all_figures")
        above = (self.document.title,)
        return Sheet(title, title, above, header, rows, aside=_EVIDENCE_COLUMNS)

    def parts(self, said: Sequence[Listed]) -> Iterator[Sheet]:
        for part in self.document.parts:
            if not isinstance(part, Placed):
                continue
            if isinstance(part.block, Figure):
                drawn = [s for s in said if (s.kind, s.anchor) == ("figure", part.place.anchor)]
                yield self.figure(part, part.block, drawn)
            elif isinstance(part.block, Table):
                yield self.table(part, part.block)

    def figure(self, part: Placed, figure: Figure, drawn: Sequence[Listed]) -> Sheet:
        rows = tuple(self.facts(one) for one in drawn)
        return Sheet(
            part.place.label,
            figure.title,
            tuple(filter(None, (figure.subtitle,))),
            self.facts_header(),
            rows,
            tuple(filter(None, (figure.alt, *self.below(part)))),
            aside=_EVIDENCE_COLUMNS,
        )

    def table(self, part: Placed, table: Table) -> Sheet:
        header = [f"{c.label} ({c.unit})" if c.unit else c.label for c in table.columns]
        rows = []
        for row in table.rows:
            cells = [
                self.shown(cell, unit=not column.unit)
                for cell, column in zip(row.cells, table.columns, strict=True)
            ]
            rows.append((*cells, *self.row_sources(row.cells)))
        return Sheet(
            part.place.label,
            table.title,
            (),
            (*header, *map(self.word, ("source", "evidence", "cell_ids"))),
            tuple(rows),
            self.below(part),
            frozenset(index for index, row in enumerate(table.rows) if row.lit),
            _EVIDENCE_COLUMNS,
        )

    def shown(self, cell: object, *, unit: bool) -> Content:
        """Return a table's cell: its exact value where it has one, else its words."""
        runs = [run for run in cell if run != ""] if isinstance(cell, tuple) else [cell]
        if len(runs) == 1 and isinstance(runs[0], Number) and runs[0].value is not None:
            number = runs[0]
            shown_as = number_format(
                number, self.document.language, behind=behind(number, unit=unit)
            )
            return Value(number.value, shown_as) if number.value is not None else None
        text = cell_plain(cell, unit=unit)  # type: ignore[arg-type]
        return int(text) if _YEAR.fullmatch(text) else text

    def row_sources(self, cells: Iterable[object]) -> tuple[str, str, str]:
        numbers = [
            run
            for cell in cells
            for run in (cell if isinstance(cell, tuple) else (cell,))
            if isinstance(run, Number)
        ]
        used = list(dict.fromkeys(cell for number in numbers for cell in number.cells))
        cited = sorted({source for number in numbers for source in number.sources})
        return _cited(cited), self.evidence(used), " ".join(used)

    def facts_header(self) -> tuple[str, ...]:
        keys = (
            "what_it_says", "value", "as_shown", "unit", "lower", "upper", "worked_out", "marks",
            "source", "evidence", "cell_ids",
        )  # fmt: skip
        return tuple(map(self.word, keys))

    def facts(self, one: Listed) -> tuple[Content, ...]:
        number, language = one.number, self.document.language
        shown_as = number_format(number, language)
        meanings = (ui.mark_meaning(key, language) or MARKS.get(key, key) for key in number.marks)
        return (
            one.about,
            _value(number.value, shown_as),
            number_plain(number),
            ui.unit_name(number.unit, language),
            _value(number.lower, shown_as),
            _value(number.upper, shown_as),
            ui.measure_meaning(number.measure, language),
            "; ".join(meanings),
            _cited(number.sources),
            self.evidence(number.cells),
            " ".join(number.cells),
        )

    def evidence(self, cells: Sequence[str]) -> str:
        """Return where the cells stand and what is printed there."""
        found = [self.known[cell] for cell in cells if cell in self.known]
        said = [f"{ref.locator}: “{ref.printed}”" for ref in found[:EVIDENCE_AT_MOST]]
        return "; ".join([*said, "…"] if len(found) > EVIDENCE_AT_MOST else said)

    def below(self, part: Placed) -> tuple[str, ...]:
        """Return the remarks on a figure or table, and the titles of its sources."""
        block = part.block
        cited = block.sources if isinstance(block, Figure | Table) else ()
        titles = {entry.number: entry.title for entry in source_entries(self.document)}
        return (
            *(remark.text for remark in remarks(self.document, part)),
            *(f"[{number}] {titles[number]}" for number in cited if number in titles),
        )

    def notes(self) -> Sheet:
        rows = [
            (remark.where, remark.kind, remark.text)
            for part in self.document.parts
            for remark in remarks(self.document, part)
        ]
        header = tuple(map(self.word, ("where", "kind", "content")))
        title = self.word("notes")
        return Sheet(title, title, (self.document.title,), header, tuple(dict.fromkeys(rows)))

    def sources(self) -> Sheet:
        title = self.word("sources")
        keys = ("source", "title", "issuer", "reference", "all_cells")
        rows = tuple(
            (e.number, e.title, e.issuer, e.reference, len(e.cells) + len(e.further))
            for e in source_entries(self.document)
        )
        return Sheet(title, title, (), tuple(map(self.word, keys)), rows)

    def cells(self) -> Sheet:
        title = self.word("all_cells")
        header = tuple(map(self.word, ("source", "what_it_says", "printed", "locator", "cell_ids")))
        rows = tuple(
            (entry.number, cell.label, cell.printed, cell.locator, cell.cell_id)
            for entry in source_entries(self.document)
            for cell in (*entry.cells, *entry.further)
        )
        return Sheet(title, self.word("cells"), (), header, rows)


def _cited(numbers: Iterable[int]) -> str:
    return ", ".join(f"[{number}]" for number in numbers)


def _value(value: float | None, shown_as: str) -> Value | None:
    return None if value is None else Value(value, shown_as or GENERAL)
