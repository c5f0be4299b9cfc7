"""The end of a brief as HTML: its terms, the sources with their printed cells, the stamp."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import Final

from vnhealth.blocks.grids import Grid, grid_html, grids
from vnhealth.blocks.markup import id_attribute, tag
from vnhealth.blocks.model import CellRef, Glossary, SourceEntry, Sources, Stamp
from vnhealth.blocks.placement import Placement, cell_anchor, slug, source_anchor
from vnhealth.wording import numbers, ui

# A source with more cells than this shows them on demand.
OPEN_CELLS: Final = 12


def sources_html(block: Sources, place: Placement) -> str:
    """Return the numbered sources, each with the printed cells used from it."""
    anchor = place.anchor or slug(block.title)
    entries = "".join(_source(entry, place) for entry in block.items)
    return (
        f'<section class="sources" aria-labelledby="{escape(anchor)}">'
        f"<h2{id_attribute(anchor)}>{escape(block.title)}</h2>{tag('p', escape(block.intro))}"
        f"<ol>{entries}</ol></section>"
    )


def _source(entry: SourceEntry, place: Placement) -> str:
    source = "" if place.repeated else source_anchor(entry.number)
    said = ". ".join(part.rstrip(".") for part in (entry.issuer, entry.reference) if part)
    return (
        f'<li value="{entry.number}"{id_attribute(source)}>'
        f"<p><cite>{escape(entry.title)}</cite>. {escape(said)}{'.' if said else ''}</p>"
        f"{_cells(entry, place)}{_further(entry, place)}</li>"
    )


def _cells(entry: SourceEntry, place: Placement) -> str:
    rows = _list(entry.cells, place)
    return _details("cells", len(entry.cells), rows, place, opened=len(entry.cells) <= OPEN_CELLS)


def _further(entry: SourceEntry, place: Placement) -> str:
    """Return the cells behind charts, table by table; in a notebook they are only counted."""
    if not place.rows:
        return ""
    made, others = grids(entry.further)
    subjects = [grid.subject for grid in made]
    tables = "".join(
        grid_html(
            grid, _caption(entry, grid, place, alone=subjects.count(grid.subject) == 1), place
        )
        for grid in made
    )
    written = _details("further_cells", len(entry.further), tables + _list(others, place), place)
    return written.replace("<details", '<details class="further"', 1)


def _caption(entry: SourceEntry, grid: Grid, place: Placement, *, alone: bool) -> str:
    """Return the name of a grid, unlike that of any other on the page."""
    what = grid.subject if alone else f"{grid.subject} ({grid.name})"
    return ui.word("grid", place.language).format(what=what, source=entry.number)


def _details(word: str, count: int, content: str, place: Placement, *, opened: bool = False) -> str:
    if not count:
        return ""
    title = f"{ui.word(word, place.language)} ({numbers.number(count, 0, place.language)})"
    shown = " open" if opened else ""
    return f"<details{shown}><summary>{escape(title)}</summary>{content}</details>"


def _list(cells: Iterable[CellRef], place: Placement) -> str:
    return tag("ul", "".join(_cell_row(cell, place) for cell in cells))


def _cell_row(cell: CellRef, place: Placement) -> str:
    anchor = "" if place.repeated else place.row(cell.cell_id) or cell_anchor(cell.cell_id)
    where = f" ({escape(cell.locator)})" if cell.locator else ""
    return (
        f'<li{id_attribute(anchor)} data-cell="{escape(cell.cell_id)}">{escape(cell.label)}: '
        f"<q>{escape(cell.printed)}</q>{tag('span', where, 'where')}</li>"
    )


def stamp_html(block: Stamp, place: Placement) -> str:
    """Return what is needed to make the same brief again."""
    anchor = place.anchor or slug(block.title)
    items = "".join(
        f"<div><dt>{escape(label)}</dt><dd>{escape(value)}</dd></div>"
        for label, value in block.items
    )
    return (
        f'<section class="stamp" aria-labelledby="{escape(anchor)}">'
        f"<h2{id_attribute(anchor)}>{escape(block.title)}</h2><dl>{items}</dl></section>"
    )


def glossary_html(block: Glossary, place: Placement) -> str:
    """Return the terms of the brief with their meaning."""
    anchor = place.anchor or slug(block.title)
    items = "".join(
        f"<div><dt>{escape(term)}</dt><dd>{escape(meaning)}</dd></div>"
        for term, meaning in block.items
    )
    return (
        f'<section class="glossary" aria-labelledby="{escape(anchor)}">'
        f"<h2{id_attribute(anchor)}>{escape(block.title)}</h2><dl>{items}</dl></section>"
    )
