"""Set a few indicators of one place beside the region, the country and the target.

Frame, one row an indicator and bar, in the order to be drawn: ``indicator_id``, ``indicator``,
``kind`` (own, region, country, peer or target), ``label``, ``value``; optional ``unit``,
``decimals``, ``year`` (printed after the label where it is not 0), ``preliminary``,
``comparator``. Each indicator has its own panel and axis; a target is a dashed line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import (
    HAIR,
    LABEL,
    LINE,
    SMALL,
    Settings,
    drawing,
    panel,
    paper,
    root,
    sheet,
    size_of,
    text_width,
    wrap,
    write,
)
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.words import choose, figure_text, word
from vnhealth.design import LIGHT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("indicator_id", "indicator", "kind", "label", "value")
_OPTIONAL: Final[dict[str, Any]] = {
    "unit": "", "decimals": -1, "year": 0, "preliminary": False, "comparator": "eq"
}  # fmt: skip
_PITCH: Final = 15.0
_GUTTER: Final = 22.0
_GAP: Final = 12.0
_BAR: Final = 9.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelsSettings(Settings):
    """Settings of the levels; ``columns`` panels stand side by side, one in a narrow drawing."""

    columns: int = 2


def draw(frame: pd.DataFrame, settings: LevelsSettings) -> Figure:
    """Draw one small panel of bars an indicator.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Language, width and number of columns.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent or every value is missing.
    """
    data = prepared(frame, "levels", _REQUIRED, _OPTIONAL)
    panels = [group for _, group in data.groupby("indicator_id", sort=False)]
    columns = 1 if settings.narrow else min(settings.columns, len(panels))
    with drawing():
        width = (settings.width - (columns - 1) * _GUTTER) / columns
        heads = [_title_lines(group, width) for group in panels]
        names = max(_name_width(row) for row in records(data)) + 6
        names = min(names, width * 0.55)
        rows = [panels[i : i + columns] for i in range(0, len(panels), columns)]
        heights = [
            max(_height(group, heads[i * columns + j], names) for j, group in enumerate(row))
            for i, row in enumerate(rows)
        ]
        keys = _keys(data, settings)
        foot = parts.KEY_PITCH + 4 if keys else 0
        figure = sheet(settings.width, sum(heights) + _GAP * (len(rows) - 1) + foot)
        whole = paper(figure)
        top = float(figure.get_size_inches()[1] * 72)
        for i, row in enumerate(rows):
            for j, group in enumerate(row):
                place = (j * (width + _GUTTER), top, width, names)
                _panel(whole, group, heads[i * columns + j], place, settings)
            top -= heights[i] + _GAP
        parts.draw_keys(whole, parts.key_rows(keys, settings.width), 0)
    return figure


def _name(row: Any) -> str:
    return f"{row.label} ({row.year})" if row.year else str(row.label)


def _name_width(row: Any) -> float:
    """Return the width of a name; a page writes semi-bold in its bold, which is wider."""
    return text_width(_name(row), LABEL, 700 if row.kind == "own" else 400)


def _weight(row: Any) -> int:
    return 600 if row.kind == "own" else 400


def _title_lines(group: pd.DataFrame, width: float) -> list[tuple[str, int]]:
    first = records(group)[0]
    lines = [(line, 600) for line in wrap(first.indicator, width, LABEL, 600)]
    return lines + [(line, 400) for line in wrap(first.unit, width, SMALL) if line]


def _row_lines(row: Any, names: float) -> list[str]:
    return wrap(_name(row), names - 6, LABEL, _weight(row))


def _row_height(row: Any, names: float) -> float:
    return _PITCH + (len(_row_lines(row, names)) - 1) * LABEL * LINE


def _height(group: pd.DataFrame, head: list[tuple[str, int]], names: float) -> float:
    return len(head) * LABEL * LINE + 4 + sum(_row_height(row, names) for row in records(group))


def _keys(data: pd.DataFrame, settings: LevelsSettings) -> list[parts.Key]:
    if not data["preliminary"].astype(bool).any():
        return []
    return [parts.Key(word("preliminary", settings.language), "swatch", hollow=True)]


def _value(row: Any, settings: LevelsSettings) -> str:
    decimals = settings.decimals if row.decimals < 0 else int(row.decimals)
    unit = row.unit if row.unit in {"%", "‰"} else ""
    return figure_text(
        row.value, decimals, settings.language, unit, row.comparator, trim=row.kind == "target"
    )


def _panel(
    whole: Axes,
    group: pd.DataFrame,
    head: list[tuple[str, int]],
    place: tuple[float, float, float, float],
    settings: LevelsSettings,
) -> None:
    """Draw one indicator's title and bars at `place`: left, top, width, width of the names."""
    left, top, width, names = place
    y = top
    for line, weight in head:
        y -= LABEL * LINE
        size, color = (LABEL, LIGHT["ink"]) if weight > 400 else (SMALL, LIGHT["muted"])  # noqa: PLR2004
        write(whole, left, y + 2.5, line, size=size, weight=weight, color=color)
    y -= 4
    rows = records(group)
    figures = max(text_width(_value(row, settings), LABEL, 600) for row in rows) + 6
    tall = sum(_row_height(row, names) for row in rows)
    room = width - names - figures
    axes = panel(root(whole), left + names, y - tall, room, tall)
    known = [row.value for row in rows if is_known(row.value)]
    axes.set_xlim(0, max([*known, 0]) or 1)
    axes.set_ylim(0, tall)
    axes.plot([0, 0], [0, tall], color=LIGHT["muted"], lw=HAIR + 0.2)
    at = tall
    for row in rows:
        step = _row_height(row, names)
        _bar(axes, row, at - step / 2, tall, settings)
        lines = _row_lines(row, names)
        for i, line in enumerate(lines):
            centre = y - tall + at - step / 2 + ((len(lines) - 1) / 2 - i) * LABEL * LINE
            write(whole, left + names - 6, centre, line, ha="right", va="middle",
                  weight=_weight(row), color=parts.TEXT_COLOURS[row.kind])  # fmt: skip
        at -= step


def _bar(axes: Axes, row: Any, y: float, tall: float, settings: LevelsSettings) -> None:
    color = parts.TEXT_COLOURS[row.kind] if row.kind == "target" else parts.LINES[row.kind][0]
    unit = axes.get_xlim()[1] / size_of(axes)[0]
    end = 0.0
    if is_known(row.value):
        end = row.value
        if row.kind == "target":
            axes.plot([row.value] * 2, [0, tall], color=color, lw=1.2, ls=parts.TARGET_DASH,
                      clip_on=False, zorder=5)  # fmt: skip
        else:
            hollow = bool(row.preliminary)
            axes.barh(y, row.value, height=_BAR, color=LIGHT["page"] if hollow else color,
                      edgecolor=color, lw=1.0 if hollow else 0, zorder=3)  # fmt: skip
    write(axes, end + 4 * unit, y, _value(row, settings), va="middle", backed=True,
          weight=600 if row.kind == "own" else 400,
          color=parts.TEXT_COLOURS[row.kind])  # fmt: skip


def alt_text(frame: pd.DataFrame, settings: LevelsSettings) -> str:
    """Say every bar of every panel.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = prepared(frame, "levels", _REQUIRED, _OPTIONAL)
    language = settings.language
    said = [choose(language, "Biểu đồ thanh so sánh.", "Bar charts that compare levels.")]
    for _, group in data.groupby("indicator_id", sort=False):
        rows = records(group)
        unit = f" ({rows[0].unit})" if rows[0].unit else ""
        told = [
            f"{_name(r)} "
            + (_value(r, settings) if is_known(r.value) else word("missing", language).lower())
            + (f" ({word('preliminary', language)})" if r.preliminary else "")
            for r in rows
        ]
        said.append(f"{rows[0].indicator}{unit}: {'; '.join(told)}.")
    return " ".join(said)
