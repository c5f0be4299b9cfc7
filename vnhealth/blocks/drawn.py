"""The figures drawn in a chart as a list below it, each with links to its printed cells."""

from __future__ import annotations

from html import escape
from typing import Final

from vnhealth.blocks.markup import tag
from vnhealth.blocks.model import Figure, Number
from vnhealth.blocks.placement import Placement
from vnhealth.blocks.runs import cells_text, marks_plain
from vnhealth.wording import numbers, ui

# A figure of more cells, such as a spread of all provinces, links to the first of them.
LINKS_AT_MOST: Final = 3


def drawn_html(block: Figure, place: Placement) -> str:
    """Return the list, closed until it is asked for; nothing for a chart without figures.

    A figure is the link to the first of its cells; a number of a source behind it is the link to
    the next. Where a figure has more cells, or some that the page doesn't list, all of them stand
    in ``data-cells``.
    """
    if not block.numbers:
        return ""
    units = {number.unit_text for number in block.numbers}
    shared = units.pop() if len(units) == 1 else ""
    items = "".join(tag("li", _item(each, place, shared)) for each in block.numbers)
    count = numbers.number(len(block.numbers), 0, place.language)
    title = f"{ui.word('figure_cells', place.language)} ({count})"
    said = f"{ui.word('unit', place.language)}: {shared.strip(' /')}" if shared else ""
    return (
        f'<details class="drawn"><summary>{escape(title)}</summary>{tag("p", escape(said))}'
        f"<ul>{items}</ul></details>"
    )


def _item(number: Number, place: Placement, shared: str) -> str:
    rows = _rows(number, place)
    facts = "" if rows else f' data-cells="{escape(cells_text(number.cells, place))}"'
    goals = rows or [_goal(number, place)]
    printed = escape(number.printed)
    if goals[0]:
        printed = f'<a href="#{escape(goals[0])}"{facts}>{printed}</a>'
    elif number.cells:
        printed = f"<span{facts}>{printed}</span>"
    tail = "" if number.unit_text == shared else ui.unit_gap(number.unit_text) + number.unit_text
    further = (f' <a href="#{escape(goal)}">[{_source(goal, place)}]</a>' for goal in goals[1:])
    return printed + marks_plain(number) + escape(tail) + "".join(further)


def _rows(number: Number, place: Placement) -> list[str]:
    """Return the rows of a figure's cells; none where they are many, or not all listed."""
    rows = [place.row(cell) for cell in number.cells]
    return rows if all(rows) and len(rows) <= LINKS_AT_MOST else []


def _goal(number: Number, place: Placement) -> str:
    return place.link(number.cells, number.sources[0]) if number.sources else ""


def _source(anchor: str, place: Placement) -> int:
    return (place.targets or {})[anchor]
