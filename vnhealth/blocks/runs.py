"""Figures and paragraphs as HTML and as plain text, and the legend of their marks and signs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape

from vnhealth.blocks.model import (
    Block,
    Cell,
    Figure,
    Note,
    Number,
    Paragraph,
    Run,
    Table,
    Text,
    Tiles,
)
from vnhealth.blocks.placement import Placement
from vnhealth.design import MARKS
from vnhealth.wording import ui

DECIMALS = {"vi": re.compile(r",(\d+)$"), "en": re.compile(r"\.(\d+)$")}


def paragraph_html(runs: Paragraph, place: Placement) -> str:
    """Return the runs of a paragraph as inline HTML, every string escaped."""
    return "".join(run_html(run, place) for run in runs)


def run_html(run: Run, place: Placement) -> str:
    """Return one run as inline HTML."""
    return number_html(run, place) if isinstance(run, Number) else escape(run)


def number_html(
    number: Number,
    place: Placement,
    *,
    unit: bool = True,
    cite: bool = True,
    linked: bool = False,
) -> str:
    """Return a figure with its marks, unit and links to its sources.

    Parameters
    ----------
    unit
        Print the unit after the figure; off where a table's header carries it.
    cite
        Print the small numbers of its sources.
    linked
        Make the figure itself the link to its row in the list of sources.

    >>> print(number_html(Number("< 8", 8.0, "%"), Placement()))
    <span class="n" data-cells="" data-value="8" data-unit="%">&lt; 8</span>
    """
    facts = {
        "data-cells": cells_text(number.cells, place),
        "data-value": _exact(number.value),
        "data-unit": number.unit,
        "data-measure": number.measure,
        "data-lower": _exact(number.lower),
        "data-upper": _exact(number.upper),
    }
    written = "".join(
        f' {name}="{escape(fact)}"' for name, fact in facts.items() if fact or name == "data-cells"
    )
    printed = f'<span class="n"{written}>{_sign_or_figure(number.printed, place)}</span>'
    goal = place.link(number.cells, number.sources[0]) if linked and number.sources else ""
    if goal:
        printed = f'<a class="to-source" href="#{escape(goal)}">{printed}</a>'
    tail = ui.unit_gap(number.unit_text) if unit else ""
    if unit and number.unit_text:
        tail += f'<span class="u">{escape(number.unit_text)}</span>'
    return (
        printed + marks_html(number, place) + tail + (citation_html(number, place) if cite else "")
    )


def cells_text(cells: Iterable[str], place: Placement) -> str:
    """Return cells as the anchors of their rows on the page, as ids where there is no row."""
    return " ".join(place.row(cell) or cell for cell in cells)


def _exact(value: float | None) -> str:
    """Return a value to nine digits, whole numbers to the last.

    >>> _exact(14.85212869678258), _exact(529700000000.0), _exact(0.5), _exact(None)
    ('14.8521287', '529700000000', '0.5', '')
    """
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else f"{value:.9g}"


def _sign_or_figure(printed: str, place: Placement) -> str:
    meaning = ui.sign_meaning(printed, place.language)
    if not meaning:
        return escape(printed)
    return f'<abbr title="{escape(meaning)}">{escape(printed)}</abbr>'


def marks_html(number: Number, place: Placement) -> str:
    """Return the marks that follow a figure, each with its meaning."""
    return "".join(
        f'<abbr class="mark" title="{escape(ui.mark_meaning(key, place.language))}">'
        f"{escape(MARKS.get(key, key))}</abbr>"
        for key in number.marks
    )


def marks_plain(number: Number) -> str:
    """Return the marks that follow a figure, where a legend beside it explains them."""
    return escape("".join(MARKS.get(key, key) for key in number.marks))


def citation_html(number: Number, place: Placement) -> str:
    """Return the small linked numbers of a figure's sources."""
    if not number.sources:
        return ""
    links = (_source_link(n, place.link(number.cells, n), place) for n in number.sources)
    return f'<sup class="cite">{"".join(links)}</sup>'


def _source_link(number: int, goal: str, place: Placement) -> str:
    if not goal:
        return f"[{number}]"
    label = f"{ui.word('source', place.language)} {number}"
    return f'<a href="#{escape(goal)}" aria-label="{escape(label)}">[{number}]</a>'


def number_plain(number: Number, *, unit: bool = True) -> str:
    """Return a figure with marks and unit as plain text.

    >>> number_plain(Number("14,5", 14.5, "per_10k", marks=("plan",), unit_text="/vạn dân"))
    '14,5ᵏ/vạn dân'
    """
    printed = number.printed + "".join(MARKS.get(key, key) for key in number.marks)
    return ui.with_unit(printed, number.unit_text) if unit else printed


def paragraph_plain(runs: Paragraph) -> str:
    """Return the runs of a paragraph as one plain string."""
    return "".join(number_plain(r) if isinstance(r, Number) else r for r in runs)


def numbers_in(block: Block) -> Iterator[Number]:
    """Yield every figure of a block, in reading order."""
    if isinstance(block, Text | Note):
        for paragraph in block.paragraphs:
            yield from _numbers(paragraph)
    elif isinstance(block, Tiles):
        for tile in block.items:
            yield tile.number
            yield from _numbers(tile.context)
    elif isinstance(block, Figure):
        yield from block.numbers
        for note in block.notes:
            yield from _numbers(note)
    elif isinstance(block, Table):
        for row in block.rows:
            for cell in row.cells:
                yield from _numbers(cell)
        for note in block.notes:
            yield from _numbers(note)


def _numbers(cell: Cell) -> Iterator[Number]:
    if isinstance(cell, Number):
        yield cell
    elif isinstance(cell, tuple):
        yield from (run for run in cell if isinstance(run, Number))


def legend(block: Block, place: Placement) -> list[tuple[str, str]]:
    """Return each mark and sign used in a block with its meaning, once.

    What the block itself says of a mark comes first; marks and signs that it uses and says
    nothing of follow. A figure or table explains all of its own, so that it can be taken out
    of the page; running text leaves out what the page has explained before.
    """
    language = place.language
    stated: tuple[tuple[str, str], ...] = getattr(block, "marks", ())
    found = {MARKS.get(key, key): meaning for key, meaning in stated}
    for number in numbers_in(block):
        for key in number.marks:
            found.setdefault(MARKS.get(key, key), ui.mark_meaning(key, language))
        found.setdefault(number.printed, ui.sign_meaning(number.printed, language))
    if isinstance(block, Table):
        for text in _plain_cells(block):
            found.setdefault(text, ui.sign_meaning(text, language))
    known = frozenset[str]() if isinstance(block, Figure | Table) else place.explained
    return [(sign, meaning) for sign, meaning in found.items() if meaning and sign not in known]


def _plain_cells(table: Table) -> Iterable[str]:
    return (cell for row in table.rows for cell in row.cells if isinstance(cell, str))


def decimal_pads(cells: Iterable[Cell], language: str) -> list[str]:
    """Return what each cell of a number column lacks behind it to align on the decimal sign.

    >>> decimal_pads([Number("14,5"), Number("1.092"), Number("0,25")], "vi")
    ['0', ',00', '']
    """
    sign = "." if language == "en" else ","
    tails = [
        len(found[1])
        if isinstance(c, Number) and (found := DECIMALS[language].search(c.printed))
        else 0
        for c in cells
    ]
    widest = max(tails, default=0)
    return [("" if tail else sign) * (widest > 0) + "0" * (widest - tail) for tail in tails]
