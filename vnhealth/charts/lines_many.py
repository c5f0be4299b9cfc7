"""Show every province's line in grey, with the own place, the country and the median lit.

Frame, one row a series and year: ``series_id``, ``series``, ``kind`` (place, own, country or
median), ``year``, ``value``; optional ``source``. A line joins neighbouring years of one source
only, and stops at a break.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.axes import Break
from vnhealth.charts.frame import (
    LABEL,
    LINE,
    SMALL,
    Settings,
    drawing,
    nice_ticks,
    panel,
    paper,
    sheet,
    text_width,
    tick_decimals,
    wrap,
    write,
)
from vnhealth.charts.labels import spread_uneven
from vnhealth.charts.rows import prepared, records
from vnhealth.charts.trend_labels import segments
from vnhealth.charts.words import choose, figure_text, lower_first, word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("series_id", "series", "kind", "year", "value")
_OPTIONAL: Final[dict[str, Any]] = {"source": ""}
_LIT: Final = ("median", "country", "own")
_MARGIN: Final = 130.0
_NARROW_MARGIN: Final = 76.0


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesManySettings(Settings):
    """Settings of the many lines.

    Attributes
    ----------
    breaks
        Thin vertical lines before a year; no line crosses them.
    extremes
        Name the highest and the lowest province of the last year.
    height
        Height of the plotting area in points.
    """

    breaks: tuple[Break, ...] = ()
    extremes: bool = True
    height: float = 210.0


@dataclass(frozen=True, slots=True)
class _Layout:
    """Edges of the plotting area in points."""

    left: float
    bottom: float
    width: float
    height: float


def draw(frame: pd.DataFrame, settings: LinesManySettings) -> Figure:
    """Draw all lines, the lit ones on top and named at the right.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Breaks, height, whether to name the extremes.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent or every value is missing.
    """
    data = prepared(frame, "lines_many", _REQUIRED, _OPTIONAL).dropna(subset=["value"])
    named = _named(data, settings)
    low, high = float(data["value"].min()), float(data["value"].max())
    ticks = nice_ticks(0.0 if 0 <= low <= 0.6 * high else low, high)
    with drawing():
        labels = [(row, _lines(row, settings)) for row in named]
        right = max(text_width(t, LABEL, 600) for _, lines in labels for t in lines) + 14
        printed = [number(t, tick_decimals(ticks), settings.language) for t in ticks]
        left = max(text_width(t, SMALL) for t in printed) + 8
        marks = _marks(data, settings)
        wide = settings.width - left - right
        words = _words(data, marks, (left, wide), settings)
        rows = max((len(lines) + rise / (SMALL * LINE) for lines, rise in words), default=0)
        head = rows * SMALL * LINE + (LABEL * LINE if settings.unit else 0) + 6
        keys = parts.key_rows(
            [parts.Key(word("each province", settings.language), "line", LIGHT["peer"])],
            settings.width,
        )
        bottom = parts.KEY_PITCH + 18
        tallest = sum(_heights(labels, settings)) + 8
        place = _Layout(left, bottom, wide, max(settings.height, tallest))
        figure = sheet(settings.width, bottom + place.height + head)
        whole = paper(figure)
        axes = panel(figure, left, bottom, place.width, place.height)
        _grid(axes, data, ticks, place, settings)
        _lines_of(axes, data, settings)
        _break_lines(axes, marks, words, place)
        parts.axis_unit(whole, 0, bottom + place.height + head - LABEL, settings.unit)
        _margin(whole, axes, labels, place, settings)
        parts.draw_keys(whole, keys, left)
    return figure


def _named(data: pd.DataFrame, settings: LinesManySettings) -> list[Any]:
    """Return the last points to be named: the lit ones and the extremes of the last year."""
    last = data.sort_values("year", kind="stable").groupby("series_id", sort=False).tail(1)
    lit = last[last["kind"].isin(_LIT)]
    others = last[(last["kind"] == "place") & (last["year"] == data["year"].max())]
    found = records(lit)
    if settings.extremes and len(others) > 1:
        ranked = records(others.sort_values("value", kind="stable"))
        found += [ranked[0], ranked[-1]]
    return found or records(last.tail(1))


def _lines(row: Any, settings: LinesManySettings) -> list[str]:
    text = f"{row.series} {figure_text(row.value, settings.decimals, settings.language)}"
    return wrap(text, _NARROW_MARGIN if settings.narrow else _MARGIN, LABEL, 600)


def _heights(labels: list[tuple[Any, list[str]]], settings: Settings) -> list[float]:
    """Return the room of each label: in a wide drawing that of the tallest."""
    lines = [len(each) for _, each in labels]
    return [(n if settings.narrow else max(lines)) * LABEL * LINE for n in lines]


def _marks(data: pd.DataFrame, settings: LinesManySettings) -> list[tuple[Break, str]]:
    first, last = data["year"].min(), data["year"].max()
    return [
        (b, b.label or word(f"break {b.kind}", settings.language))
        for b in settings.breaks
        if first < b.year <= last
    ]


def _span(data: pd.DataFrame) -> tuple[int, int, float]:
    """Return the first and last year, and how far the axis goes beyond them."""
    first, last = int(data["year"].min()), int(data["year"].max())
    return first, last, max(0.3, (last - first) * 0.01)


def _words(
    data: pd.DataFrame,
    marks: list[tuple[Break, str]],
    edges: tuple[float, float],
    settings: LinesManySettings,
) -> list[tuple[list[str], float]]:
    """Return the words of the breaks in lines, and how far above the plot each begins."""
    if not settings.narrow:
        return [([text], 0.0) for _, text in marks]
    first, last, pad = _span(data)
    across = edges[1] / (last - first + 2 * pad)
    starts = [edges[0] + (item.year - 0.5 - first + pad) * across for item, _ in marks]
    texts = [text for _, text in marks]
    return parts.stepped(list(zip(starts, texts, strict=True)), settings.width)


def _grid(
    axes: Axes,
    data: pd.DataFrame,
    ticks: list[float],
    place: _Layout,
    settings: LinesManySettings,
) -> None:
    first, last, pad = _span(data)
    axes.set_xlim(first - pad, last + pad)
    axes.set_ylim(ticks[0], ticks[-1])
    across = (last - first + 2 * pad) / place.width
    up = (ticks[-1] - ticks[0]) / place.height
    parts.value_rails(axes, ticks, settings.language, first - pad - 5 * across)
    axes.plot(axes.get_xlim(), [ticks[0]] * 2, color=LIGHT["muted"], lw=0.8, zorder=1)
    for year in parts.year_labels(first, last, place.width):
        write(axes, year, ticks[0] - 5 * up, str(year), size=SMALL, color=LIGHT["muted"],
              ha="center", va="top")  # fmt: skip


def _lines_of(axes: Axes, data: pd.DataFrame, settings: LinesManySettings) -> None:
    for kind in ("place", *_LIT):
        for _, series in data[data["kind"] == kind].groupby("series_id", sort=False):
            color, width, dash = parts.LINES["peer" if kind == "place" else kind]
            for run in segments(series, settings.breaks):
                thin = 0.55 if kind == "place" else width
                alone = "o" if len(run) == 1 else "none"
                axes.plot(run["year"], run["value"], color=color, lw=thin, ls=dash, marker=alone,
                          ms=2.2 if kind == "place" else 4.5,
                          zorder=2 if kind == "place" else 4)  # fmt: skip


def _break_lines(
    axes: Axes,
    marks: list[tuple[Break, str]],
    words: list[tuple[list[str], float]],
    place: _Layout,
) -> None:
    low, high = axes.get_ylim()
    up = (high - low) / place.height
    start, end = axes.get_xlim()
    stepping = any(len(lines) > 1 or rise for lines, rise in words)
    for (item, text), (lines, rise) in zip(marks, words, strict=True):
        x = item.year - 0.5
        axes.plot([x, x], [low, high + (3 + rise) * up], color=LIGHT["muted"], lw=0.8,
                  ls=parts.BREAK_DASH, clip_on=False)  # fmt: skip
        room = (end - x) / (end - start) * place.width
        over = not stepping and room < text_width(text, SMALL)
        for i, line in enumerate(reversed(lines)):
            write(axes, x, high + (4 + rise + i * SMALL * LINE) * up, line, size=SMALL,
                  color=LIGHT["muted"], ha="right" if over else "left")  # fmt: skip


def _margin(
    whole: Axes,
    axes: Axes,
    labels: list[tuple[Any, list[str]]],
    place: _Layout,
    settings: Settings,
) -> None:
    low, high = axes.get_ylim()
    wanted = [place.bottom + (r.value - low) / (high - low) * place.height for r, _ in labels]
    over = 0 if settings.narrow else 4
    heights = _heights(labels, settings)
    centres = spread_uneven(wanted, heights, place.bottom - 4, place.bottom + place.height + over)
    edge = place.left + place.width
    for (row, lines), at, y in zip(labels, wanted, centres, strict=True):
        color = parts.TEXT_COLOURS["peer" if row.kind == "place" else row.kind]
        if abs(at - y) > 1:
            whole.plot([edge, edge + 8], [at, y], color=color, lw=0.5)
        for i, line in enumerate(lines):
            write(whole, edge + 10, y + ((len(lines) - 1) / 2 - i) * LABEL * LINE, line,
                  color=color, weight=600 if row.kind == "own" else 400,
                  va="middle")  # fmt: skip


def alt_text(frame: pd.DataFrame, settings: LinesManySettings) -> str:
    """Say how many lines there are, the range in the first and last year, and the lit lines.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = prepared(frame, "lines_many", _REQUIRED, _OPTIONAL).dropna(subset=["value"])
    language, name = settings.language, lower_first(settings.indicator)
    first, last = int(data["year"].min()), int(data["year"].max())
    places = data[data["kind"].isin(["place", "own"])]
    count = places["series_id"].nunique()
    years = f"{first}–{last}" if first != last else str(first)
    said = [
        choose(
            language,
            f"Biểu đồ đường của {count} tỉnh, thành phố: {name}, {years}.",
            f"Lines of {count} provinces: {name}, {years}.",
        )
    ]
    for year in dict.fromkeys((first, last)):
        here = records(places[places["year"] == year].sort_values("value", kind="stable"))
        if len(here) > 1:
            said.append(_range_sentence(here, year, settings))
    for kind in reversed(_LIT):
        for _, series in data[data["kind"] == kind].groupby("series_id", sort=False):
            rows = records(series.sort_values("year"))
            ends = [rows[0], rows[-1]] if len(rows) > 1 else rows
            told = [f"{figure_text(r.value, settings.decimals, language)} ({r.year})" for r in ends]
            said.append(f"{rows[0].series}: {' → '.join(told)}.")
    return " ".join(said)


def _range_sentence(here: list[Any], year: int, settings: LinesManySettings) -> str:
    language = settings.language

    def told(row: Any) -> str:
        return f"{figure_text(row.value, settings.decimals, language)} ({row.series})"

    return choose(
        language,
        f"Năm {year}: từ {told(here[0])} đến {told(here[-1])}.",
        f"In {year}: from {told(here[0])} to {told(here[-1])}.",
    )
