"""Lay out and draw the trend: axis, breaks, targets, lines, labels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vnhealth.charts import axes as parts
from vnhealth.charts.axes import Break, Key
from vnhealth.charts.frame import (
    LABEL,
    LINE,
    SMALL,
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
from vnhealth.charts.rows import records
from vnhealth.charts.trend_labels import inner_labels, segments
from vnhealth.charts.words import figure_text, word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vnhealth.charts.trend import TrendSettings

_PITCH = LABEL * LINE
_MARGIN_LABEL = 132.0
_NARROW_LABEL = 76.0


@dataclass(frozen=True, slots=True)
class _Label:
    """A label in the right margin: its lines, its colour and the value it names."""

    lines: list[str]
    color: str
    value: float
    weight: int


class TrendSheet:
    """The parts of one trend, drawn in order onto one sheet."""

    def __init__(self, known: pd.DataFrame, settings: TrendSettings) -> None:
        self.known = known
        self.settings = settings
        self.first, self.last = int(known["year"].min()), int(known["year"].max())
        self.sources = [s for s in dict.fromkeys(known["source"]) if s]
        self.ticks = self._ticks()
        self.room = _NARROW_LABEL if settings.narrow else _MARGIN_LABEL
        self.margin = self._margin_labels()
        ends = self.known.loc[self.known["year"] == self.last, "series_id"]
        self.newest = frozenset(ends)
        self.right = max((self._label_width(item) for item in self.margin), default=0.0) + 14
        decimals = tick_decimals(self.ticks)
        widths = [text_width(number(t, decimals, settings.language), SMALL) for t in self.ticks]
        self.left = max(widths) + 8
        self.width = settings.width - self.left - self.right
        self.height = max(settings.height, self._margin_height() + 8)
        pad = max(0.5, (self.last - self.first) * 0.02)
        self.years = (self.first - pad, self.last + pad)
        self.placed, homeless = inner_labels(self)
        self.keys = parts.key_rows([*self._keys(), *homeless], settings.width - self.left)
        self.break_lines = self._break_lines()

    def draw(self) -> Figure:
        """Lay out the sheet from the foot upwards and draw it."""
        settings = self.settings
        foot = len(self.keys) * parts.KEY_PITCH + (4 if self.keys else 0)
        bottom = foot + 14
        pitch = SMALL * LINE
        head = (
            max((len(lines) * pitch + rise for _, lines, rise in self.break_lines), default=0) + 4
        )
        unit_room = LABEL * LINE if settings.unit else 0
        height = self.height
        figure = sheet(settings.width, bottom + height + head + unit_room + 2)
        whole = paper(figure)
        axes = panel(figure, self.left, bottom, self.width, height)
        axes.set_xlim(*self.years)
        axes.set_ylim(self.ticks[0], self.ticks[-1])
        parts.value_rails(axes, self.ticks, settings.language, self._x(axes, -5))
        parts.axis_unit(whole, 0, bottom + height + head + 3, settings.unit)
        self._years(axes, height)
        self._breaks(axes, height)
        self._targets(axes)
        for kind in parts.DRAWN_ORDER:
            for _, series in self.known[self.known["kind"] == kind].groupby("series_id"):
                self._series(axes, series, kind)
        self._margin(whole, axes, bottom, height)
        self._inner(axes, height)
        parts.draw_keys(whole, self.keys, self.left)
        return figure

    def _x(self, axes: Axes, points: float) -> float:
        """Return the x data coordinate of a place in points from the panel's left edge."""
        low, high = axes.get_xlim()
        return float(low + points / self.width * (high - low))

    def _ticks(self) -> list[float]:
        values = [*self.known["value"], *(t.value for t in self.settings.targets)]
        low, high = float(min(values)), float(max(values))
        zero = self.settings.from_zero
        if zero is None:
            zero = 0 <= low <= 0.6 * high
        return nice_ticks(0.0 if zero else low, high)

    def last_points(self) -> pd.DataFrame:
        """Return the last point of each series, and of each source within it."""
        return self.known.sort_values("year").groupby(["series_id", "source"], sort=False).tail(1)

    def _margin_labels(self) -> list[_Label]:
        found = [
            _Label(
                self.named(row, self.room),
                parts.TEXT_COLOURS[row.kind],
                row.value,
                self.weight(row),
            )
            for row in records(self.last_points())
            if row.year == self.last
        ]
        for target in self.settings.targets:
            lines = wrap(target.label, self.room)
            found.append(_Label(lines, parts.TEXT_COLOURS["target"], target.value, 400))
        return found

    def named(self, row: Any, width: float) -> list[str]:
        """Return the name and last figure of a series in lines."""
        return wrap(self.name(row), width, LABEL, self.weight(row))

    def name(self, row: Any) -> str:
        """Return the name of a series with its figure, and its year unless that's the last."""
        settings = self.settings
        value = figure_text(row.value, settings.decimals, settings.language, "", row.comparator)
        year = "" if row.year == self.last else f" ({row.year})"
        return f"{row.series} {value}{year}"

    @staticmethod
    def weight(row: Any) -> int:
        """Return the weight of a series' name."""
        return 600 if row.kind == "own" else 400

    @staticmethod
    def _label_width(label: _Label) -> float:
        return max(text_width(line, LABEL, label.weight) for line in label.lines)

    def _margin_height(self) -> float:
        return sum(self._margin_heights())

    def _margin_heights(self) -> list[float]:
        """Return the room of each label in the margin: in a wide drawing that of the tallest."""
        lines = [len(each.lines) for each in self.margin]
        return [(n if self.settings.narrow else max(lines)) * _PITCH for n in lines]

    def _keys(self) -> list[Key]:
        language = self.settings.language
        found = []
        if len(self.sources) > 1:
            found = [
                Key(s, parts.MARKERS[i % len(parts.MARKERS)]) for i, s in enumerate(self.sources)
            ]
        if self.known["preliminary"].astype(bool).any():
            found.append(Key(word("preliminary", language), "o", hollow=True))
        return found

    def _break_lines(self) -> list[tuple[Break, list[str], float]]:
        """Return the breaks to mark, their words in lines, and how far up these begin."""
        shown = sorted(
            (b for b in self.settings.breaks if self.first < b.year <= self.last),
            key=lambda b: b.year,
        )
        words = [b.label or word(f"break {b.kind}", self.settings.language) for b in shown]
        if self.settings.narrow:
            low, high = self.years
            starts = [self.left + (b.year - 0.5 - low) / (high - low) * self.width for b in shown]
            pairs = list(zip(starts, words, strict=True))
            steps = parts.stepped(pairs, self.settings.width)
            return [(b, *step) for b, step in zip(shown, steps, strict=True)]
        span = self.width / (self.last - self.first + 1) if self.last > self.first else self.width
        placed = []
        for i, item in enumerate(shown):
            after = shown[i + 1].year if i + 1 < len(shown) else self.last + 1
            room = max((after - item.year) * span - 4, 40.0)
            placed.append((item, wrap(words[i], room, SMALL), 0.0))
        return placed

    def _years(self, axes: Axes, height: float) -> None:
        low, high = axes.get_ylim()
        unit = (high - low) / height
        axes.plot(axes.get_xlim(), [low, low], color=LIGHT["muted"], lw=0.8, zorder=1)
        for year in parts.year_labels(self.first, self.last, self.width):
            axes.plot([year] * 2, [low, low - 3 * unit], color=LIGHT["muted"], lw=0.6,
                      clip_on=False)  # fmt: skip
            write(axes, year, low - 5 * unit, str(year), size=SMALL, color=LIGHT["muted"],
                  ha="center", va="top")  # fmt: skip

    def _breaks(self, axes: Axes, height: float) -> None:
        low, high = axes.get_ylim()
        unit = (high - low) / height
        for item, lines, rise in self.break_lines:
            x = item.year - 0.5
            axes.plot([x, x], [low, high + (3 + rise) * unit], color=LIGHT["muted"], lw=0.8,
                      ls=parts.BREAK_DASH, clip_on=False, zorder=1)  # fmt: skip
            for i, line in enumerate(reversed(lines)):
                y = high + (4 + rise + i * SMALL * LINE) * unit
                write(axes, x, y, line, size=SMALL, color=LIGHT["muted"])

    def _targets(self, axes: Axes) -> None:
        for target in self.settings.targets:
            axes.plot(axes.get_xlim(), [target.value] * 2, color=LIGHT["target"], lw=1.1,
                      ls=parts.TARGET_DASH, zorder=2)  # fmt: skip

    def _series(self, axes: Axes, series: pd.DataFrame, kind: str) -> None:
        color, width, dash = parts.LINES[kind]
        for run in segments(series, self.settings.breaks):
            axes.plot(run["year"], run["value"], color=color, lw=width, ls=dash, zorder=4,
                      solid_capstyle="round")  # fmt: skip
            for row in records(run):
                if kind in {"own", "peer"} or len(run) == 1 or row.preliminary:
                    marker = self._marker(str(row.source))
                    size = 5.0 if kind == "own" else 3.4
                    parts.dot(axes, float(row.year), float(row.value), marker, color,
                              hollow=bool(row.preliminary), size=size)  # fmt: skip

    def _marker(self, source: str) -> str:
        order = self.sources.index(source) if source in self.sources else 0
        return parts.MARKERS[order % len(parts.MARKERS)]

    def _margin(self, whole: Axes, axes: Axes, bottom: float, height: float) -> None:
        if not self.margin:
            return
        low, high = axes.get_ylim()
        edge = self.left + self.width
        over = 0 if self.settings.narrow else 4
        wanted = [bottom + (m.value - low) / (high - low) * height for m in self.margin]
        centres = spread_uneven(wanted, self._margin_heights(), bottom - 4, bottom + height + over)
        for item, at, y in zip(self.margin, wanted, centres, strict=True):
            if abs(at - y) > 1:
                whole.plot([edge, edge + 8], [at, y], color=item.color, lw=0.5)
            top = y + (len(item.lines) - 1) * _PITCH / 2
            for i, line in enumerate(item.lines):
                write(whole, edge + 10, top - i * _PITCH, line, color=item.color,
                      weight=item.weight, va="middle")  # fmt: skip

    def _inner(self, axes: Axes, height: float) -> None:
        """Write the names within the plot, led to their points where they stand apart."""
        low, high = axes.get_ylim()
        x0, x1 = axes.get_xlim()
        across, up = self.width / (x1 - x0), height / (high - low)
        for item in self.placed:
            row, box, (x, y) = item.row, item.box, item.point
            weight, color = self.weight(row), parts.TEXT_COLOURS[row.kind]
            if not box.bottom <= y <= box.top:
                near = box.bottom if box.bottom > y else box.top
                end = max(box.left, min(x + 4, box.right))
                axes.plot([row.year, x0 + end / across], [row.value, low + near / up],
                          color=color, lw=0.5, zorder=3)  # fmt: skip
            for i, line in enumerate(reversed(item.lines)):
                write(axes, x0 + box.left / across, low + (box.bottom + 2.5 + i * _PITCH) / up,
                      line, color=color, weight=weight, backed=True)  # fmt: skip
