"""Set results against their targets, one row an indicator, whatever their units.

Frame, one row an indicator: ``indicator``, ``result``, ``target``, ``direction`` (higher or
lower is better), ``status`` (met, not_met, undetermined or missing, as decided by the view);
optional ``unit``, ``decimals``, ``result_comparator``, ``target_comparator``, ``target_upper``
(end of a target range), ``mark`` (printed after the result). The target is the vertical line;
the dot lies left of it by the share of the target that is still wanting, right by what is beyond.
"""

from __future__ import annotations

import math
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
    sheet,
    text_width,
    wrap,
    write,
)
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.words import choose, figure_text, lower_first, word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import MISSING, NO_BREAK_SPACE, span

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("indicator", "result", "target", "direction", "status")
_OPTIONAL: Final[dict[str, Any]] = {
    "unit": "", "decimals": -1, "result_comparator": "eq", "target_comparator": "eq",
    "target_upper": math.nan, "mark": "",
}  # fmt: skip
_PAD: Final = 8.0
_HEAD: Final = 26.0
# The axis goes on a little beyond the last share that is written.
BEYOND: Final = 1.04
# Marker, colour, hollow: shape and filling tell them apart without colour.
LOOKS: Final[dict[str, tuple[str, str, bool]]] = {
    "met": ("o", LIGHT["good"], False),
    "not_met": ("X", LIGHT["bad"], False),
    "undetermined": ("D", LIGHT["warn"], True),
    "missing": ("o", LIGHT["muted"], True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DumbbellSettings(Settings):
    """Settings of results against targets.

    Attributes
    ----------
    result_label, target_label
        Column heads, as "Kết quả 2024" and "Mục tiêu 2025".
    limit
        Share of the target at which the scale ends, twice that where more than a third of the
        results lie beyond; what lies farther still gets an arrow.
    """

    result_label: str = ""
    target_label: str = ""
    limit: float = 0.5


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where the columns stand, in points from the left edge."""

    names: float
    result: float
    target: float
    plot: float
    plot_end: float
    status: float


def distance(row: Any) -> float:
    """Return how far a result is from its target, as a share of it; below zero is short of it."""
    if not is_known(row.result) or not is_known(row.target) or row.target == 0:
        return math.nan
    share = (row.result - row.target) / abs(row.target)
    return float(share if row.direction == "higher" else -share)


def draw(frame: pd.DataFrame, settings: DumbbellSettings) -> Figure:
    """Draw a row an indicator: name, result, target, distance and verdict.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Column heads and the end of the scale.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent or every result is missing.
    """
    data = prepared(frame, "dumbbell", _REQUIRED, _OPTIONAL, value="result")
    rows = records(data)
    if settings.narrow:
        from vnhealth.charts.dumbbell_narrow import draw_narrow

        return draw_narrow(rows, settings)
    with drawing():
        columns = _columns(rows, settings)
        heights = [_row_height(row, columns.names) for row in rows]
        total = sum(heights)
        figure = sheet(settings.width, total + _HEAD + 16)
        whole = paper(figure)
        axes = panel(figure, columns.plot, 16, columns.plot_end - columns.plot, total)
        limit = limit_of(rows, settings)
        axes.set_xlim(-limit * BEYOND, limit * BEYOND)
        axes.set_ylim(0, total)
        _heads(whole, columns, total, settings)
        rulers(axes, limit, (0, total))
        scale(axes, limit, settings)
        y = total
        for row, height in zip(rows, heights, strict=True):
            _row((whole, axes), row, y - height / 2, columns, settings)
            y -= height
            whole.plot([0, settings.width], [16 + y] * 2, color=LIGHT["rule"], lw=0.4, zorder=-1)
    return figure


def _columns(rows: list[Any], settings: DumbbellSettings) -> _Columns:
    results = [result_text(r, settings) for r in rows] + [result_head(settings)]
    targets = [target_text(r, settings) for r in rows] + [target_head(settings)]
    names = min(max(text_width(r.indicator, LABEL) for r in rows), settings.width * 0.3)
    result = names + 12 + max(text_width(t, LABEL, 600) for t in results)
    target = result + 14 + max(text_width(t, LABEL, 600) for t in targets)
    verdicts = [text_width(word(key, settings.language), LABEL, 600) for key in LOOKS]
    status = settings.width - max(verdicts) - 2
    return _Columns(names, result, target, target + 14, status - 16, status)


def limit_of(rows: list[Any], settings: DumbbellSettings) -> float:
    """Return the share of the target at which the scale ends."""
    known = [abs(distance(r)) for r in rows if is_known(distance(r))]
    steps = [s for s in (0.05, 0.1, 0.2, 0.5) if s <= settings.limit] or [settings.limit]
    far = sum(share > settings.limit for share in known)
    end = 2 * settings.limit if far > len(known) / 3 else steps[-1]
    return next((s for s in steps if not known or s >= max(known)), end)


def _row_height(row: Any, names: float) -> float:
    return len(name_lines(row, names)) * LABEL * LINE + _PAD


def name_lines(row: Any, names: float) -> list[tuple[str, float, str]]:
    """Return name and unit in lines no wider than `names`: text, size and colour."""
    lines = [(text, LABEL, LIGHT["ink"]) for text in wrap(row.indicator, names)]
    if row.unit and row.unit not in {"%", "‰"}:
        lines += [(text, SMALL, LIGHT["muted"]) for text in wrap(row.unit, names, SMALL)]
    return lines


def _decimals(row: Any, settings: DumbbellSettings) -> int:
    return settings.decimals if row.decimals < 0 else int(row.decimals)


def _sign(row: Any) -> str:
    return str(row.unit) if row.unit in {"%", "‰"} else ""


def result_text(row: Any, settings: DumbbellSettings) -> str:
    """Return the result as printed."""
    decimals = _decimals(row, settings)
    if not is_known(row.result):
        return MISSING
    text = figure_text(
        row.result, decimals, settings.language, _sign(row), row.result_comparator, trim=True
    )
    return f"{text}{NO_BREAK_SPACE}{row.mark}" if row.mark else text


def target_text(row: Any, settings: DumbbellSettings) -> str:
    """Return the target as printed."""
    decimals = _decimals(row, settings)
    if is_known(row.target_upper):
        return span(row.target, row.target_upper, decimals, settings.language) + _sign(row)
    return figure_text(
        row.target, decimals, settings.language, _sign(row), row.target_comparator, trim=True
    )


def result_head(settings: DumbbellSettings) -> str:
    """Return the head of the results."""
    return settings.result_label or word("result", settings.language)


def target_head(settings: DumbbellSettings) -> str:
    """Return the head of the targets."""
    return settings.target_label or word("target", settings.language)


def _heads(whole: Axes, columns: _Columns, total: float, settings: DumbbellSettings) -> None:
    y = 16 + total + 6
    muted = LIGHT["muted"]
    write(whole, columns.result, y, result_head(settings), ha="right", weight=600, color=muted)
    write(whole, columns.target, y, target_head(settings), ha="right", weight=600,
          color=LIGHT["target"])  # fmt: skip
    middle = (columns.plot + columns.plot_end) / 2
    write(whole, middle - 5, y, "← " + word("worse", settings.language), ha="right", size=SMALL,
          color=muted)  # fmt: skip
    write(whole, middle + 5, y, word("better", settings.language) + " →", size=SMALL, color=muted)
    write(whole, columns.status, y, word("status", settings.language), weight=600, color=muted)


def end_of(axes: Axes) -> float:
    """Return the share of the target at which the scale of `axes` ends."""
    return float(axes.get_xlim()[1] / BEYOND)


def rulers(axes: Axes, limit: float, ends: tuple[float, float]) -> None:
    """Draw the lines of the scale between two heights: the target and the shares beside it."""
    for share in (-limit, -limit / 2, limit / 2, limit):
        axes.plot([share] * 2, ends, color=LIGHT["rule"], lw=HAIR, zorder=0)
    axes.plot([0, 0], (ends[0], ends[1] + 3), color=LIGHT["target"], lw=1.3, zorder=2,
              ls=parts.TARGET_DASH, clip_on=False)  # fmt: skip


def scale(axes: Axes, limit: float, settings: DumbbellSettings) -> None:
    """Write the target and the shares beside it under the axes."""
    for share in (-limit, -limit / 2, 0.0, limit / 2, limit):
        text, color = signed_share(share, settings.language), LIGHT["muted"]
        if share == 0:
            text, color = word("target", settings.language).lower(), LIGHT["target"]
        write(axes, share, -11, text, ha="center", size=SMALL, color=color)


def signed_share(share: float, language: str) -> str:
    """Return a share of the target as a signed percentage.

    >>> signed_share(-0.25, "vi"), signed_share(0.025, "en")
    ('−25%', '+2.5%')
    """
    from vnhealth.wording.numbers import signed

    percent = share * 100
    return signed(percent, 0 if float(percent).is_integer() else 1, language) + "%"


def _row(
    sheets: tuple[Axes, Axes], row: Any, y: float, columns: _Columns, settings: DumbbellSettings
) -> None:
    """Draw one indicator centred on `y` points above the foot of the rows."""
    whole, axes = sheets
    lines = name_lines(row, columns.names)
    for i, (text, size, color) in enumerate(lines):
        at = 16 + y + ((len(lines) - 1) / 2 - i) * LABEL * LINE
        write(whole, 0, at, text, size=size, color=color, va="middle")
    marker, color, hollow = LOOKS[row.status]
    write(whole, columns.result, 16 + y, result_text(row, settings), ha="right", weight=600,
          va="middle")  # fmt: skip
    write(whole, columns.target, 16 + y, target_text(row, settings), ha="right",
          color=LIGHT["target"], va="middle")  # fmt: skip
    parts.dot(whole, columns.status - 9, 16 + y, marker, color, hollow=hollow, size=5)
    write(whole, columns.status, 16 + y, word(row.status, settings.language), weight=600,
          color=color, va="middle")  # fmt: skip
    away = distance(row)
    if is_known(away):
        bell(axes, away, y, (marker, color, hollow))


def bell(axes: Axes, away: float, y: float, look: tuple[str, str, bool]) -> None:
    """Draw the distance from the target to the result, an arrow where that is off the scale."""
    marker, color, hollow = look
    edge = end_of(axes)
    shown = max(-edge, min(edge, away))
    axes.plot([0, shown], [y, y], color=color, lw=2.2, zorder=3, solid_capstyle="butt")
    if shown != away:
        marker, hollow = (">" if away > 0 else "<"), False
    parts.dot(axes, shown, y, marker, color, hollow=hollow, size=6.0)


def alt_text(frame: pd.DataFrame, settings: DumbbellSettings) -> str:
    """Say every result, its target and the verdict.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = prepared(frame, "dumbbell", _REQUIRED, _OPTIONAL, value="result")
    rows, language = records(data), settings.language
    met = sum(row.status == "met" for row in rows)
    said = [
        choose(
            language,
            f"Biểu đồ kết quả so với mục tiêu: {met} trên {len(rows)} chỉ tiêu đạt.",
            f"Chart of results against targets: {met} of {len(rows)} targets met.",
        )
    ]
    for row in rows:
        unit = f" ({row.unit})" if row.unit and not _sign(row) else ""
        verdict = word(row.status, language).lower()
        told = f"{row.indicator}{unit}: "
        if is_known(row.result):
            told += f"{lower_first(word('result', language))} {result_text(row, settings)}, "
        told += f"{lower_first(word('target', language))} {target_text(row, settings)}"
        said.append(f"{told}, {verdict}.")
    return " ".join(said)
