"""The figures drawn in a chart as a list below it: few with links, many as short as can be."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape

from vnhealth.blocks.markup import tag
from vnhealth.blocks.model import Figure, Number
from vnhealth.blocks.placement import Placement
from vnhealth.blocks.runs import marks_plain, number_html, shared_facts
from vnhealth.blocks.tables import LINKED_AT_MOST
from vnhealth.wording import numbers, ui


def drawn_html(block: Figure, place: Placement) -> str:
    """Return the list, closed until it is asked for; nothing for a chart without figures.

    What all figures have alike stands once, on the list: unit, measure, and in a long list
    ``data-cells-prefix``, the beginning of each cell id, in the order of ``data-cells``.
    """
    if not block.numbers:
        return ""
    many = len(block.numbers) > LINKED_AT_MOST
    facts = shared_facts(block.numbers)
    unit = facts.pop("unit_text", None)
    known = {name: fact for name, fact in facts.items() if fact}
    prefixes = _prefixes(block.numbers) if many else []
    shared = known | ({"data-cells-prefix": " ".join(prefixes)} if any(prefixes) else {})
    items = "".join(
        tag("li", _item(each, place, prefixes, known, unit=unit is None, many=many))
        for each in block.numbers
    )
    count = numbers.number(len(block.numbers), 0, place.language)
    title = f"{ui.word('figure_cells', place.language)} ({count})"
    said = f"{ui.word('unit', place.language)}: {unit.strip(' /')}" if unit else ""
    attributes = "".join(f' {name}="{escape(fact)}"' for name, fact in shared.items())
    return (
        f'<details class="drawn"><summary>{escape(title)}</summary>{tag("p", escape(said))}'
        f"<ul{attributes}>{items}</ul></details>"
    )


def _item(
    number: Number,
    place: Placement,
    prefixes: list[str],
    known: dict[str, str],
    *,
    unit: bool,
    many: bool,
) -> str:
    if not many:
        return number_html(number, place, unit=unit, cite=False, linked=True, known=known)
    cut = zip(number.cells, prefixes, strict=True) if prefixes else []
    cells = tuple(cell.removeprefix(prefix) for cell, prefix in cut) or number.cells
    bare = replace(number, cells=cells, marks=())
    return number_html(bare, place, unit=unit, cite=False, known=known) + marks_plain(number)


def _prefixes(figures: tuple[Number, ...]) -> list[str]:
    """Return the common beginnings of the figures' first, second, … cells; none when they differ.

    >>> _prefixes((Number("1", cells=("a#r1", "b#t:1")), Number("2", cells=("a#r2", "b#t:2"))))
    ['a#', 'b#t:']
    >>> _prefixes((Number("1", cells=("a#r1",)), Number("2", cells=("a#r2", "b#r2"))))
    []
    """
    if len({len(figure.cells) for figure in figures}) != 1:
        return []
    columns = zip(*(figure.cells for figure in figures), strict=True)
    return [_beginning(min(cells), max(cells)) for cells in columns]


def _beginning(first: str, last: str) -> str:
    """Return what two ids have alike at the start: a source, or one of its tables."""
    alike = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    found = re.match(r".*[#:]", first[:alike])
    return found[0] if found else ""
