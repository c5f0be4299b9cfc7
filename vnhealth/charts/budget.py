"""Show a budget by project beside by source, on one scale, with what the items leave over.

Frame, one row an item, in the order to be drawn: ``group`` (id), ``group_label``, ``item``,
``value`` (VND); optional ``residual`` (what the group's items fall short of the total: hatched).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts.frame import (
    HAIR,
    LABEL,
    LINE,
    Settings,
    drawing,
    paper,
    sheet,
    text_width,
    wrap,
    write,
)
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.words import choose
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import NO_BREAK_SPACE, money, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("group", "group_label", "item", "value")
_OPTIONAL: Final[dict[str, Any]] = {"residual": False}
_GUTTER: Final = 24.0
_BAR: Final = 11.0
_GAP: Final = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetSettings(Settings):
    """Settings of the budget; ``total`` in VND is what the shares are of."""

    total: float = 0.0


def draw(frame: pd.DataFrame, settings: BudgetSettings) -> Figure:
    """Draw one panel of bars a group, all on the same scale, below each other where it's narrow.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Language and total.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent or every value is missing.
    """
    data = prepared(frame, "budget", _REQUIRED, _OPTIONAL)
    groups = [group for _, group in data.groupby("group", sort=False)]
    with drawing():
        columns = 1 if settings.narrow else len(groups)
        width = (settings.width - (columns - 1) * _GUTTER) / columns
        heights = [_height(group, width) for group in groups]
        top = sum(heights) if settings.narrow else max(heights)
        figure = sheet(settings.width, top)
        whole = paper(figure)
        scale = _room(data, width, settings) / float(data["value"].max())
        for i, group in enumerate(groups):
            left = i % columns * (width + _GUTTER)
            _group(whole, group, (left, top, width), scale, settings)
            top -= heights[i] if settings.narrow else 0
    return figure


def _item_height(row: Any, width: float) -> float:
    return len(wrap(row.item, width)) * LABEL * LINE + _BAR + _GAP


def _height(group: pd.DataFrame, width: float) -> float:
    return LABEL * LINE + 8 + sum(_item_height(row, width) for row in records(group)) + 2


def _room(data: pd.DataFrame, width: float, settings: BudgetSettings) -> float:
    """Return the points left for the longest bar beside its figure."""
    return width - max(text_width(_figure(r, settings), LABEL, 600) for r in records(data)) - 8


def share(value: float, settings: BudgetSettings) -> str:
    """Return the share of the total in per cent, with one decimal."""
    return f"{number(100 * value / settings.total, 1, settings.language)}%"


def _figure(row: Any, settings: BudgetSettings) -> str:
    text = _sum(row.value, settings)
    if settings.total > 0 and is_known(row.value):
        text += f" ({share(row.value, settings)})"
    return text


def _sum(value: float, settings: BudgetSettings) -> str:
    figure, unit = money(value, settings.language, settings.decimals)
    return f"{figure}{NO_BREAK_SPACE}{unit}" if unit else figure


def _group(
    whole: Axes,
    group: pd.DataFrame,
    place: tuple[float, float, float],
    scale: float,
    settings: BudgetSettings,
) -> None:
    """Draw a group at `place`: left, top, width; `scale` is points a VND."""
    left, top, width = place
    rows = records(group)
    y = top - LABEL * LINE
    write(whole, left, y + 2, rows[0].group_label, weight=600, color=LIGHT["brand"])
    whole.plot([left, left + width], [y - 2] * 2, color=LIGHT["rule"], lw=HAIR)
    y -= 8
    for row in rows:
        for line in wrap(row.item, width):
            y -= LABEL * LINE
            write(whole, left, y + 3, line)
        y -= _BAR
        _bar(whole, row, (left, y), scale, settings)
        y -= _GAP


def _bar(
    whole: Axes, row: Any, place: tuple[float, float], scale: float, settings: BudgetSettings
) -> None:
    left, y = place
    length = max(row.value * scale, 2.0 if row.residual else 0.8) if is_known(row.value) else 0.0
    color = LIGHT["target"] if row.residual else LIGHT["own"]
    if length:
        whole.barh(y + _BAR / 2, length, left=left, height=_BAR,
                   color=LIGHT["page"] if row.residual else color, edgecolor=color,
                   hatch="/////" if row.residual else None,
                   lw=0.8 if row.residual else 0)  # fmt: skip
    write(whole, left + length + 5, y + _BAR / 2, _figure(row, settings), va="middle",
          weight=600, color=color if row.residual else LIGHT["ink"])  # fmt: skip


def alt_text(frame: pd.DataFrame, settings: BudgetSettings) -> str:
    """Say the total and every item with its share.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = prepared(frame, "budget", _REQUIRED, _OPTIONAL)
    language = settings.language
    said = [choose(language, "Biểu đồ thanh về kinh phí", "Bar chart of the budget")]
    if settings.total > 0:
        total = _sum(settings.total, settings)
        said[0] += choose(language, f", tổng {total}", f", total {total}")
    said[0] += "."
    for _, group in data.groupby("group", sort=False):
        rows = records(group)
        told = "; ".join(f"{row.item} {_figure(row, settings)}" for row in rows)
        said.append(f"{rows[0].group_label}: {told}.")
    return " ".join(said)
