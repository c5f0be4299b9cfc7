"""The plotting area of a funnel plot: limits, dots, and names that meet nothing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vnhealth.charts import axes as parts
from vnhealth.charts import funnel
from vnhealth.charts.frame import (
    HAIR,
    LABEL,
    LINE,
    SMALL,
    nice_ticks,
    panel,
    paper,
    sheet,
    text_width,
    tick_decimals,
    write,
)
from vnhealth.charts.labels import Box, Room, around, first_free
from vnhealth.charts.outcomes import LOOKS, reading_text
from vnhealth.charts.rows import records
from vnhealth.charts.words import word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vnhealth.charts.funnel import FunnelSettings

_DASHES: Final = {0.95: (0, (4, 2)), 0.998: "solid"}
_WIDE_RANGE: Final = 6.0
_FOOT: Final = 30.0
_DOT: Final = 4.2
_RING: Final = 5.0
_APART: Final = 9.0
_FARTHEST: Final = 26.0
_PART: Final = 0.04
# In a funnel most places are similar: they keep their shape and step back.
_SIMILAR: Final = ("s", LIGHT["peer"], False)


def _line(start: tuple[float, float], end: tuple[float, float]) -> list[Box]:
    """Return the points along a line, from outside the dot at its start, as boxes."""
    length = math.hypot(end[0] - start[0], end[1] - start[1])
    steps = max(int(length), 2)
    shares = [part / steps for part in range(steps + 1) if part / steps * length > 5]  # noqa: PLR2004
    spots = [
        (start[0] + s * (end[0] - start[0]), start[1] + s * (end[1] - start[1])) for s in shares
    ]
    return [Box(x, y, x, y) for x, y in spots]


class FunnelSheet:
    """One funnel plot: its scales, and its drawing."""

    def __init__(self, data: pd.DataFrame, settings: FunnelSettings) -> None:
        self.settings = settings
        self.data = data
        self.sizes = data["denominator"].to_numpy(float)
        self.logarithmic = float(self.sizes.max() / self.sizes.min()) >= _WIDE_RANGE
        self.ticks = self._value_ticks()
        printed = [number(t, tick_decimals(self.ticks), settings.language) for t in self.ticks]
        self.left = max(text_width(text, SMALL) for text in printed) + 8
        label = settings.average_label or word("country", settings.language)
        average = number(settings.average, settings.decimals, settings.language)
        self.average = [label, average]
        self.right = max(text_width(text, SMALL, 600) for text in self.average) + 10
        self.width = settings.width - self.left - self.right
        self.keys = parts.key_rows(self._keys(), settings.width)

    def draw(self) -> Figure:
        """Draw axes, limits, dots, names and key."""
        settings = self.settings
        foot = len(self.keys) * parts.KEY_PITCH + _FOOT
        head = LABEL * LINE + 8 if settings.unit else 6
        figure = sheet(settings.width, foot + settings.height + head)
        whole = paper(figure)
        axes = panel(figure, self.left, foot, self.width, settings.height)
        axes.set_xlim(*self._size_span())
        axes.set_ylim(self.ticks[0], self.ticks[-1])
        self._axes(axes)
        self._limits(axes)
        for row in records(self.data):
            self._dot(axes, row)
        self._names(axes)
        self._average(whole, axes, foot)
        parts.axis_unit(whole, 0, foot + settings.height + head - LABEL, settings.unit)
        self._size_label(whole, foot)
        parts.draw_keys(whole, self.keys, 0)
        return figure

    def _value_ticks(self) -> list[float]:
        values = [*self.data["value"], self.settings.average]
        low, high = min(values), max(values)
        return nice_ticks(0.0 if 0 <= low <= 0.3 * high else low, high)

    def _x(self, size: Any) -> Any:
        return np.log10(size) if self.logarithmic else size

    def _size_span(self) -> tuple[float, float]:
        """Return the ends of the horizontal axis in its own scale."""
        low, high = float(self._x(self.sizes.min())), float(self._x(self.sizes.max()))
        if not self.logarithmic:
            low = 0.0
        pad = (high - low) * _PART or 0.5 * (abs(high) or 1.0)
        return low - pad if self.logarithmic else low, high + pad

    def _size_ticks(self) -> list[float]:
        low, high = self._size_span()
        if not self.logarithmic:
            return [tick for tick in nice_ticks(low, high) if low <= tick <= high]
        powers = range(math.floor(low), math.ceil(high) + 1)
        found = [step * 10.0**power for power in powers for step in (1, 2, 5)]
        return [tick for tick in found if low <= math.log10(tick) <= high]

    def _axes(self, axes: Axes) -> None:
        low, high = axes.get_xlim()
        across = (high - low) / self.width
        up = (self.ticks[-1] - self.ticks[0]) / self.settings.height
        parts.value_rails(axes, self.ticks, self.settings.language, low - 5 * across)
        axes.plot([low, high], [self.ticks[0]] * 2, color=LIGHT["muted"], lw=0.8, zorder=1)
        edge = -math.inf
        for tick in self._size_ticks():
            x = float(self._x(tick))
            axes.plot([x, x], [self.ticks[0], self.ticks[0] - 3 * up], color=LIGHT["muted"],
                      lw=HAIR, clip_on=False)  # fmt: skip
            text = number(tick, 0, self.settings.language)
            half = text_width(text, SMALL) / 2 * across
            if x - half > edge:
                write(axes, x, self.ticks[0] - 5 * up, text, size=SMALL, color=LIGHT["muted"],
                      ha="center", va="top")  # fmt: skip
                edge = x + half + 6 * across

    def _limits(self, axes: Axes) -> None:
        """Draw average and limits over the whole width, cut off where the axes end."""
        low, high = axes.get_xlim()
        for level, rows in funnel.limits(self.settings).items():
            drawn = [row for row in rows if low <= float(self._x(row.size)) <= high]
            at = [float(self._x(row.size)) for row in drawn]
            for values in ([row.lower for row in drawn], [row.upper for row in drawn]):
                axes.plot(at, values, color=LIGHT["muted"], lw=0.9, ls=_DASHES[level], zorder=2)
        axes.plot([low, high], [self.settings.average] * 2, color=LIGHT["country"], lw=1.2,
                  zorder=2)  # fmt: skip

    def _look(self, row: Any) -> tuple[str, str, bool]:
        return _SIMILAR if row.reading == "similar" else LOOKS[row.reading]

    def _dot(self, axes: Axes, row: Any) -> None:
        marker, color, hollow = self._look(row)
        x, own = float(self._x(row.denominator)), row.place_id == self.settings.own
        if own:
            parts.dot(
                axes, x, row.value, "o", LIGHT["own"], hollow=True, size=2 * _RING + 1, zorder=7
            )
        parts.dot(axes, x, row.value, marker, color, hollow=hollow,
                  size=5.6 if own else _DOT, zorder=8 if own else 6)  # fmt: skip

    def _points(self, axes: Axes) -> list[tuple[float, float]]:
        """Return where the dots are, in points from the corner of the plotting area."""
        low, high = axes.get_xlim()
        base, top = axes.get_ylim()
        return [
            (
                (float(self._x(row.denominator)) - low) / (high - low) * self.width,
                (row.value - base) / (top - base) * self.settings.height,
            )
            for row in records(self.data)
        ]

    def _names(self, axes: Axes) -> None:
        """Name the own place and the farthest outliers where a name meets nothing."""
        points = self._points(axes)
        taken = [Box(x - 3, y - 3, x + 3, y + 3) for x, y in points]
        for index in self._named():
            row = self.data.iloc[index]
            own = row["place_id"] == self.settings.own
            weight, size = (600, LABEL) if own else (400, SMALL)
            wide = text_width(row["place"], size, weight)
            reach = _RING if own else 0.0
            found = self._spot(points[index], (wide, size * 0.95), taken, reach)
            if found is None:
                continue
            box, leader = found
            taken += [box, *leader]
            color = LIGHT["own"] if own else LIGHT["ink"]
            x, y = self._data(axes, box.left, (box.bottom + box.top) / 2)
            write(axes, x, y, row["place"], size=size, weight=weight, color=color, va="middle")
            if leader:
                ends = [self._data(axes, b.left, b.bottom) for b in (leader[0], leader[-1])]
                axes.plot(*zip(*ends, strict=True), color=color, lw=0.5, zorder=3)

    def _spot(
        self,
        point: tuple[float, float],
        size: tuple[float, float],
        taken: list[Box],
        reach: float,
    ) -> tuple[Box, list[Box]] | None:
        """Return the nearest free box for a name, and its leader where it stands apart."""
        x, y = point
        room = Room(self.width, self.settings.height)
        near: list[tuple[float, Box, list[Box]]] = []
        for side in (x + reach, x - reach - 12 - size[0]):
            for box in around(side, y, *size, room):
                end = (min(max(x, box.left - 1), box.right + 1), min(max(y, box.bottom), box.top))
                away = math.hypot(end[0] - x, end[1] - y)
                if away <= _FARTHEST + reach:
                    near.append((away, box, _line(point, end) if away > _APART + reach else []))
        for _, box, leader in sorted(near, key=lambda each: each[0]):
            free = first_free([box], taken, 1.5) is not None
            if free and not any(part.meets(other) for part in leader[1:] for other in taken):
                return box, leader
        return None

    def _data(self, axes: Axes, x: float, y: float) -> tuple[float, float]:
        """Return the data coordinates of a place given in points."""
        low, high = axes.get_xlim()
        base, top = axes.get_ylim()
        across, up = x / self.width, y / self.settings.height
        return low + across * (high - low), base + up * (top - base)

    def _named(self) -> list[int]:
        """Return the rows to name: the own place, then the farthest outside the limits."""
        data = self.data.assign(away=funnel.outside(self.data, self.settings))
        own = list(data.index[data["place_id"] == self.settings.own])
        out = data[~data["outcome"].isin(["similar", "not_compared"])].drop(
            index=own, errors="ignore"
        )
        far = out.sort_values(["away", "place"], ascending=[False, True], kind="stable")
        return own + list(far.index[: self.settings.most])

    def _average(self, whole: Axes, axes: Axes, foot: float) -> None:
        base, top = axes.get_ylim()
        y = foot + (self.settings.average - base) / (top - base) * self.settings.height
        for i, text in enumerate(self.average):
            write(whole, self.left + self.width + 5, y + (0.5 - i) * SMALL * LINE, text, size=SMALL,
                  weight=600, va="middle")  # fmt: skip

    def _size_label(self, whole: Axes, foot: float) -> None:
        language = self.settings.language
        text = self.settings.size_label or word("size", language)
        if self.logarithmic:
            text += f" ({word('log scale', language)})"
        write(whole, self.left + self.width / 2, foot - 24, text, size=SMALL, ha="center",
              color=LIGHT["muted"])  # fmt: skip

    def _keys(self) -> list[parts.Key]:
        settings, found = self.settings, set(self.data["reading"])
        keys = [
            parts.Key(reading_text(name, settings.benchmark, settings.language), look[0], look[1],
                      hollow=look[2])
            for name, look in (LOOKS | {"similar": _SIMILAR}).items()
            if name in found
        ]  # fmt: skip
        for level in funnel.LEVELS:
            text = number(100 * level, 1, settings.language, trim=True)
            said = word("limits", settings.language).format(level=text)
            keys.append(parts.Key(said, "dashes" if level == funnel.LEVELS[0] else "line"))
        return keys
