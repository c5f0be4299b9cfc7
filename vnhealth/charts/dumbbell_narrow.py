"""Results against targets drawn for a phone: name, figures and distance below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts import dumbbell
from vnhealth.charts.frame import (
    LABEL,
    LINE,
    SMALL,
    drawing,
    panel,
    paper,
    sheet,
    text_width,
    write,
)
from vnhealth.charts.rows import is_known
from vnhealth.charts.words import word
from vnhealth.design import LIGHT

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vnhealth.charts.dumbbell import DumbbellSettings

_FOOT: Final = 16.0
_HEAD: Final = 30.0
_BELL: Final = 13.0
_PAD: Final = 7.0
# A page has no semi-bold letters: it writes them bold, which is wider.
_BOLD: Final = 700
_GAP: Final = 12.0
_SIDE: Final = 7.0


def draw_narrow(rows: list[Any], settings: DumbbellSettings) -> Figure:
    """Draw an indicator in three steps: its name, its figures and verdict, its distance.

    Parameters
    ----------
    rows, settings
        The prepared rows and the settings of :func:`vnhealth.charts.dumbbell.draw`.
    """
    with drawing():
        heights = [_height(row, settings) for row in rows]
        total = sum(heights)
        figure = sheet(settings.width, _FOOT + total + _HEAD)
        whole = paper(figure)
        axes = panel(figure, _SIDE, _FOOT, settings.width - 2 * _SIDE, total)
        limit = dumbbell.limit_of(rows, settings)
        axes.set_xlim(-limit * dumbbell.BEYOND, limit * dumbbell.BEYOND)
        axes.set_ylim(0, total)
        edges = _edges(rows, settings)
        _heads(whole, edges, _FOOT + total, settings)
        dumbbell.scale(axes, limit, settings)
        y = total
        for row, height in zip(rows, heights, strict=True):
            _row((whole, axes), row, y, edges, settings)
            y -= height
            whole.plot([0, settings.width], [_FOOT + y] * 2, color=LIGHT["rule"], lw=0.4, zorder=-1)
    return figure


def _height(row: Any, settings: DumbbellSettings) -> float:
    lines = len(dumbbell.name_lines(row, settings.width))
    return (lines + 1) * LABEL * LINE + _BELL + _PAD


def _edges(rows: list[Any], settings: DumbbellSettings) -> tuple[float, float, float]:
    """Return where the results end, the targets end, and the verdicts begin."""
    results = [dumbbell.result_text(row, settings) for row in rows]
    targets = [dumbbell.target_text(row, settings) for row in rows]
    result = max(
        text_width(text, LABEL, _BOLD) for text in [dumbbell.result_head(settings), *results]
    )
    target = max(
        text_width(text, LABEL, _BOLD) for text in [dumbbell.target_head(settings), *targets]
    )
    verdicts = [text_width(word(key, settings.language), LABEL, _BOLD) for key in dumbbell.LOOKS]
    return result, result + _GAP + target, settings.width - max(verdicts)


def _heads(
    whole: Axes, edges: tuple[float, float, float], top: float, settings: DumbbellSettings
) -> None:
    language, muted = settings.language, LIGHT["muted"]
    y = top + 18
    write(whole, edges[0], y, dumbbell.result_head(settings), ha="right", weight=600, color=muted)
    write(whole, edges[1], y, dumbbell.target_head(settings), ha="right", weight=600,
          color=LIGHT["target"])  # fmt: skip
    write(whole, edges[2], y, word("status", language), weight=600, color=muted)
    middle = settings.width / 2
    write(whole, middle - 5, top + 5, "← " + word("worse", language), ha="right", size=SMALL,
          color=muted)  # fmt: skip
    write(whole, middle + 5, top + 5, word("better", language) + " →", size=SMALL, color=muted)


def _row(
    sheets: tuple[Axes, Axes],
    row: Any,
    top: float,
    edges: tuple[float, float, float],
    settings: DumbbellSettings,
) -> None:
    """Draw one indicator from `top` points above the foot of the rows downwards."""
    whole, axes = sheets
    y = top - _PAD / 2
    for text, size, color in dumbbell.name_lines(row, settings.width):
        y -= LABEL * LINE
        write(whole, 0, _FOOT + y + 3, text, size=size, color=color)
    y -= LABEL * LINE / 2
    marker, color, hollow = dumbbell.LOOKS[row.status]
    result, target = dumbbell.result_text(row, settings), dumbbell.target_text(row, settings)
    write(whole, edges[0], _FOOT + y, result, ha="right", weight=600, va="middle")
    write(whole, edges[1], _FOOT + y, target, ha="right", color=LIGHT["target"], va="middle")
    parts.dot(whole, edges[2] - 8, _FOOT + y, marker, color, hollow=hollow, size=5)
    write(whole, edges[2], _FOOT + y, word(row.status, settings.language), weight=600, color=color,
          va="middle")  # fmt: skip
    y -= LABEL * LINE / 2 + _BELL / 2
    dumbbell.rulers(axes, dumbbell.end_of(axes), (y - _BELL / 2, y + _BELL / 2))
    away = dumbbell.distance(row)
    if is_known(away):
        dumbbell.bell(axes, away, y, (marker, color, hollow))
