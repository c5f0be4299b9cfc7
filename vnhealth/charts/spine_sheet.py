"""The rows of a spine chart: columns of figures, and every mark of an indicator on its axis."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import LABEL, LINE, SMALL, Settings, text_width, wrap, write
from vnhealth.charts.outcomes import LOOKS
from vnhealth.charts.rows import is_known
from vnhealth.charts.words import figure_text, word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import MISSING, NO_BREAK_SPACE, NOT_APPLICABLE

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from vnhealth.charts.spine import SpineSettings

_PAD: Final = 7.0
_GAP: Final = 8.0
_NAMES: Final = 0.29
_NARROWEST: Final = 26.0
_WIDEST: Final = 66.0
_HEAD_LINES: Final = 3
_RANGE: Final = 8.0


@dataclass(frozen=True, slots=True)
class Column:
    """One column of values: its field, head, right edge, and how it is printed."""

    field: str
    head: list[str]
    edge: float
    weight: int = 400
    color: str = LIGHT["ink"]


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns and edges in points from the left, and the foot of the rows."""

    names: float
    columns: tuple[Column, ...]
    axis: float
    axis_end: float
    foot: float


def _decimals(row: Any, settings: Settings) -> int:
    return settings.decimals if row.decimals < 0 else int(row.decimals)


def printed(row: Any, field: str, settings: Settings) -> str:
    """Return one figure of a row as printed in its column."""
    if field == "rank":
        known = is_known(float(row.rank)) if row.rank is not None else False
        return f"{int(row.rank)}/{int(row.ranked)}" if known else NOT_APPLICABLE
    value = float(getattr(row, field))
    if not is_known(value):
        return MISSING
    sign = row.unit if row.unit in {"%", "‰"} else ""
    text = figure_text(value, _decimals(row, settings), settings.language, sign)
    return f"{text}{NO_BREAK_SPACE}{row.mark}" if field == "value" and row.mark else text


def layout(rows: list[Any], foot: float, settings: SpineSettings) -> Layout:
    """Give every column the width of its figures, and the axis what is left."""
    language = settings.language
    longest = max(text_width(row.label, LABEL) for row in rows)
    names = min(max(longest, 60.0), settings.width * _NAMES)
    wanted = [("value", settings.place or word("result", language), 600, LIGHT["own"])]
    wanted += [("region", settings.region, 400, LIGHT["region"])] if settings.region else []
    wanted += [("country", settings.country or word("country", language), 400, LIGHT["ink"])]
    wanted += [("worst", word("worst", language), 400, LIGHT["muted"])]
    edge, columns = names, []
    for field, text, weight, color in wanted:
        width, head = column_of(rows, field, text, weight, settings)
        edge += _GAP + width
        columns.append(Column(field, head, edge, weight, color))
    right = settings.width
    for field in ("rank", "best"):
        width, head = column_of(rows, field, word(field, language), 400, settings)
        columns.append(Column(field, head, right, 400, LIGHT["muted"]))
        right -= width + _GAP
    return Layout(names, tuple(columns), edge + 8, right, foot)


def column_of(
    rows: list[Any], field: str, text: str, weight: int, settings: Settings
) -> tuple[float, list[str]]:
    """Return the width of a column and its head in lines."""
    figures = max(text_width(printed(row, field, settings), LABEL, weight) for row in rows)
    words = max(text_width(part, SMALL, 600) for part in text.split(" "))
    width = max(figures, words, _NARROWEST)
    while len(wrap(text, width, SMALL, 600)) > _HEAD_LINES and width < _WIDEST:
        width += 2
    return width, wrap(text, width, SMALL, 600)


def name_lines(row: Any, names: float) -> list[tuple[str, float, str]]:
    """Return name, unit and year in lines no wider than `names`: text, size and colour."""
    lines = [(text, LABEL, LIGHT["ink"]) for text in wrap(row.label, names)]
    unit = "" if row.unit in {"%", "‰"} else str(row.unit)
    said = ", ".join(part for part in (unit, str(int(row.year)) if row.year else "") if part)
    return lines + [(text, SMALL, LIGHT["muted"]) for text in wrap(said, names, SMALL) if text]


def row_height(row: Any, names: float) -> float:
    """Return the height of a row in points, for its name in as many lines as it needs."""
    return max(len(name_lines(row, names)) * LABEL * LINE, 2 * _RANGE) + _PAD


def heads(whole: Axes, place: Layout, top: float, settings: SpineSettings) -> None:
    """Write the heads of the columns and the two directions of the axis above `top`."""
    for column in place.columns:
        for i, line in enumerate(reversed(column.head)):
            write(whole, column.edge, top + 5 + i * SMALL * LINE, line, size=SMALL, weight=600,
                  ha="right", color=column.color)  # fmt: skip
    write(whole, 0, top + 5, word("indicator", settings.language), size=SMALL, weight=600,
          color=LIGHT["muted"])  # fmt: skip
    middle = (place.axis + place.axis_end) / 2
    left, right = (word(f"reading {key}", settings.language) for key in ("worse", "better"))
    write(whole, middle - 5, top + 5, f"← {left}", size=SMALL, ha="right", color=LIGHT["muted"])
    write(whole, middle + 5, top + 5, f"{right} →", size=SMALL, color=LIGHT["muted"])
    whole.plot([0, settings.width], [top] * 2, color=LIGHT["muted"], lw=0.6, zorder=-1)


def values(whole: Axes, row: Any, y: float, place: Layout, settings: Settings) -> None:
    """Write the name and the figures of one indicator around the height `y`."""
    lines = name_lines(row, place.names)
    for i, (text, size, color) in enumerate(lines):
        at = y + ((len(lines) - 1) / 2 - i) * LABEL * LINE
        write(whole, 0, at, text, size=size, color=color, va="middle")
    for column in place.columns:
        write(whole, column.edge, y, printed(row, column.field, settings), ha="right",
              weight=column.weight, color=column.color, va="middle")  # fmt: skip


def marks(axes: Axes, row: Any, y: float) -> None:
    """Draw range, middle half, interval, region and the own place of one indicator."""
    ends = sorted((row.worst_at, row.best_at))
    if all(is_known(end) for end in ends):
        axes.barh(y, ends[1] - ends[0], left=ends[0], height=_RANGE, color=LIGHT["rule"], lw=0)
    half = sorted((row.lower_quartile_at, row.upper_quartile_at))
    if all(is_known(end) for end in half):
        axes.barh(y, half[1] - half[0], left=half[0], height=_RANGE, color=LIGHT["peer"], lw=0,
                  zorder=2)  # fmt: skip
    if is_known(row.region_at):
        axes.plot([row.region_at] * 2, [y - 7, y + 7], color=LIGHT["page"], lw=3.4, zorder=4)
        axes.plot([row.region_at] * 2, [y - 7, y + 7], color=LIGHT["region"], lw=1.8, zorder=5)
    if not is_known(row.at) or not is_known(row.value):
        return
    marker, color, hollow = LOOKS[row.reading]
    limits = [_place(row, limit) for limit in (row.lower, row.upper)]
    if all(is_known(limit) for limit in limits):
        shown = [min(max(limit, -0.02), 1.02) for limit in limits]
        axes.plot(shown, [y, y], color=LIGHT["page"], lw=2.6, zorder=5)
        axes.plot(shown, [y, y], color=color, lw=1.3, zorder=6)
    parts.dot(axes, row.at, y, marker, LIGHT["page"], size=8.4, zorder=6)
    parts.dot(axes, row.at, y, marker, color, hollow=hollow, size=6.2, zorder=7)


def _place(row: Any, value: float) -> float:
    """Return where `value` lies on the axis that the row's worst and best stand on."""
    if not is_known(value) or row.best == row.worst:
        return math.nan
    step = (row.best_at - row.worst_at) / (row.best - row.worst)
    return float(row.worst_at + (value - row.worst) * step)
