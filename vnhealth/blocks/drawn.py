"""The figures drawn in a chart as a list below it, each with links to its printed cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import takewhile
from typing import Final

from vnhealth.blocks.markup import tag
from vnhealth.blocks.model import Figure, Number
from vnhealth.blocks.placement import Placement
from vnhealth.blocks.runs import cells_text, marks_plain
from vnhealth.wording import numbers, ui
from vnhealth.wording.numbers import NO_BREAK_SPACE

# A figure of more cells, such as a spread of all provinces, links to the first of them.
LINKS_AT_MOST: Final = 3


@dataclass(frozen=True, slots=True)
class _Group:
    """Figures of one subject, such as a place or an indicator.

    ``names`` stand before the figures where these differ in more than time; else there are none.
    """

    subject: str
    role: str
    figures: list[Number]
    names: list[str]

    @property
    def years(self) -> str:
        """The times of two figures, from first to last of more; empty for a single one."""
        times = [_parted(figure.about)[1] for figure in self.figures]
        between = ", " if len(times) == len(("first", "last")) else "–"
        return "" if len(times) == 1 else between.join(dict.fromkeys((times[0], times[-1])))


def drawn_html(block: Figure, place: Placement) -> str:
    """Return the list, closed until it is asked for; nothing for a chart without figures.

    An item is a place, or what else the figures differ in, with its figures in their order. A
    figure is the link to the first of its cells; a number of a source behind it is the link to
    the next. Where a figure has more cells, or some that the page doesn't list, all of them stand
    in ``data-cells``.
    """
    if not block.numbers:
        return ""
    units = {number.unit_text for number in block.numbers}
    shared = units.pop() if len(units) == 1 else ""
    groups = _groups(block.numbers)
    common = _beginning([group.subject for group in groups])
    roles = len({group.role for group in groups}) > 1
    items = "".join(
        tag("li", _labelled(group, common, roles=roles) + _figures(group, place, shared))
        for group in groups
    )
    count = numbers.number(len(block.numbers), 0, place.language)
    title = f"{ui.word('figure_cells', place.language)} ({count})"
    said = f"{ui.word('unit', place.language)}: {shared.strip(' /')}" if shared else ""
    return (
        f'<details class="drawn"><summary>{escape(title)}</summary>{tag("p", escape(said))}'
        f"<ul>{items}</ul></details>"
    )


def _groups(figures: Sequence[Number]) -> list[_Group]:
    """Part figures by what they say beside their time, or beside place and time.

    By place and what else they tell where some differ in time only, else by what the places
    share; a figure that says nothing stands alone.
    """
    subjects = [_parted(figure.about)[0] for figure in figures]
    series = len(set(subjects)) < len(subjects)
    found: dict[tuple[str, str, int], _Group] = {}
    for at, (figure, whole) in enumerate(zip(figures, subjects, strict=True)):
        subject, _, name = (whole, "", "") if series else whole.rpartition(", ")
        role = _parted(figure.about)[2]
        group = found.setdefault((subject, role, 0 if whole else at), _Group(subject, role, [], []))
        group.figures.append(figure)
        group.names.append(name)
    return list(found.values())


def _parted(about: str) -> tuple[str, str, str]:
    """Return what a figure is about, its time and its role.

    >>> _parted("Bác sĩ/10.000 dân, Lào Cai, 2016 (kết quả)")
    ('Bác sĩ/10.000 dân, Lào Cai', '2016', 'kết quả')
    >>> _parted("")
    ('', '', '')
    """
    subject, _, rest = about.rpartition(", ")
    time, _, role = rest.partition(" (")
    return subject, time, role.removesuffix(")")


def _beginning(subjects: list[str]) -> str:
    """Return what all subjects begin with, up to a comma, when they differ beyond it.

    >>> _beginning(["Bác sĩ, Bắc Kạn", "Bác sĩ, Bắc Ninh"]), _beginning(["Bác sĩ, Bắc Kạn"])
    ('Bác sĩ, ', '')
    """
    if len(subjects) == 1:
        return ""
    columns = zip(*(subject.split(", ")[:-1] for subject in subjects), strict=False)
    alike = takewhile(lambda parts: len(set(parts)) == 1, columns)
    return "".join(f"{parts[0]}, " for parts in alike)


def _labelled(group: _Group, common: str, *, roles: bool) -> str:
    """Return what stands before the figures of a group; nothing where they say nothing."""
    if not group.subject:
        return ""
    years = f", {group.years}" if group.years and not any(group.names) else ""
    role = f" ({group.role})" if roles and group.role else ""
    return f"{escape(group.subject.removeprefix(common) + role + years)}: "


def _figures(group: _Group, place: Placement, shared: str) -> str:
    return "; ".join(
        (f"{escape(name)} " if name else "") + _item(figure, place, shared)
        for figure, name in zip(group.figures, group.names, strict=True)
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
    further = (
        f'{NO_BREAK_SPACE}<a href="#{escape(goal)}">[{_source(goal, place)}]</a>'
        for goal in goals[1:]
    )
    return printed + marks_plain(number) + escape(tail) + "".join(further)


def _rows(number: Number, place: Placement) -> list[str]:
    """Return the rows of a figure's cells; none where they are many, or not all listed."""
    rows = [place.row(cell) for cell in number.cells]
    return rows if all(rows) and len(rows) <= LINKS_AT_MOST else []


def _goal(number: Number, place: Placement) -> str:
    return place.link(number.cells, number.sources[0]) if number.sources else ""


def _source(anchor: str, place: Placement) -> int:
    return (place.targets or {})[anchor]
