"""Axes shared by the charts over years and the charts along a value: ticks, grid, lines, keys."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from vnhealth.charts.frame import (
    HAIR,
    LABEL,
    LINE,
    SMALL,
    text_width,
    tick_decimals,
    wrap,
    write,
)
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes

# How each kind of series is drawn: colour, width, dash pattern (for grey prints too).
Line = tuple[str, float, "str | tuple[int, tuple[float, ...]]"]
LINES: Final[dict[str, Line]] = {
    "own": (LIGHT["own"], 2.3, "solid"),
    "country": (LIGHT["country"], 1.4, "solid"),
    "region": (LIGHT["region"], 1.4, (0, (5, 1.5))),
    "peer": (LIGHT["peer"], 1.1, "solid"),
    "median": (LIGHT["region"], 1.6, (0, (5, 1.5))),
}
TEXT_COLOURS: Final[dict[str, str]] = {
    "own": LIGHT["own"],
    "country": LIGHT["country"],
    "region": LIGHT["region"],
    "peer": LIGHT["muted"],
    "median": LIGHT["region"],
    "target": LIGHT["target"],
}
DRAWN_ORDER: Final = ("peer", "region", "median", "country", "own")
MARKERS: Final = ("o", "s", "D", "^", "v")
TARGET_DASH: Final = (0, (6, 3))
BREAK_DASH: Final = (0, (1, 2))


@dataclass(frozen=True, slots=True)
class Target:
    """A target drawn as a dashed line: its value in the unit of the chart, and its words."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class Break:
    """A break before `year`: of source, boundary or definition.

    ``label`` replaces the words; ``series_ids`` names the series it cuts, none meaning all.
    """

    year: int
    kind: str = "source"
    label: str = ""
    series_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of the key under a chart: a marker, swatch, line or upright rule and its words."""

    text: str
    marker: str = "o"
    color: str = LIGHT["muted"]
    hollow: bool = False
    hatch: str = ""


def value_rails(axes: Axes, ticks: Sequence[float], language: str, left: float) -> None:
    """Draw faint horizontal grid lines over the x range and print the values at x = `left`."""
    decimals = tick_decimals(ticks)
    low, high = axes.get_xlim()
    for tick in ticks:
        axes.plot([low, high], [tick, tick], color=LIGHT["rule"], lw=HAIR, zorder=0)
        text = number(tick, decimals, language)
        write(axes, left, tick, text, size=SMALL, color=LIGHT["muted"], ha="right", va="middle")


def year_labels(first: int, last: int, width: float) -> list[int]:
    """Return the years to print under an axis of `width` points, the last among them.

    >>> year_labels(2002, 2016, 200)
    [2002, 2004, 2006, 2008, 2010, 2012, 2014, 2016]
    """
    room = text_width("2000", SMALL) + 7
    spacing = width / max(last - first, 1)
    step = next((s for s in (1, 2, 4, 5, 10) if s * spacing >= room), 20)
    return list(range(last, first - 1, -step))[::-1]


def key_rows(keys: Sequence[Key], width: float) -> list[list[tuple[float, Key]]]:
    """Return the keys in rows no wider than `width`, each with its left edge in points.

    A key wider than that goes on in rows of its own, without another mark.
    """
    rows: list[list[tuple[float, Key]]] = []
    edge = width + 1
    for key in keys:
        needed = 12 + text_width(key.text, SMALL)
        if needed > width:
            first, *others = wrap(key.text, width - 12, SMALL)
            rows += [[(0.0, replace(key, text=first))]]
            rows += [[(0.0, replace(key, text=line, marker=""))] for line in others]
            edge = width + 1
            continue
        if edge + needed > width:
            rows.append([])
            edge = 0.0
        rows[-1].append((edge, key))
        edge += needed + 12
    return rows


KEY_PITCH: Final = 12.0


def stepped(words: Sequence[tuple[float, str]], right: float) -> list[tuple[list[str], float]]:
    """Return the lines of words over a plot and how far up they begin, those at the left highest.

    Parameters
    ----------
    words
        Where each begins, in points from the left, and its text; from left to right.
    right
        Where all must end.
    """
    found: list[tuple[list[str], float]] = []
    rise = 0.0
    for left, text in reversed(words):
        lines = wrap(text, right - left, SMALL)
        found.append((lines, rise))
        rise += len(lines) * SMALL * LINE
    return found[::-1]


def draw_keys(
    paper: Axes, rows: Sequence[Sequence[tuple[float, Key]]], left: float, foot: float = 0.0
) -> None:
    """Draw the rows of a key upwards from `foot` points above the foot of the sheet."""
    for index, row in enumerate(reversed(rows)):
        y = foot + 2.5 + index * KEY_PITCH
        for edge, key in row:
            x = left + edge + 4.5
            if key.marker == "swatch":
                _swatch(paper, x, y, key)
            elif key.marker in {"line", "dashes"}:
                dash = "solid" if key.marker == "line" else (0, (2.4, 1.4))
                paper.plot([x - 3.5, x + 4], [y + 2.6] * 2, color=key.color, lw=1.1, ls=dash)
            elif key.marker in {"rule", "dotted"}:
                look = (1.6, "solid") if key.marker == "rule" else (0.8, BREAK_DASH)
                paper.plot([x, x], [y - 1.5, y + 6.7], color=key.color, lw=look[0], ls=look[1])
            elif key.marker:
                dot(paper, x, y + 2.6, key.marker, key.color, hollow=key.hollow, size=4.6)
            write(paper, left + edge + 12, y, key.text, size=SMALL, color=LIGHT["muted"])


def _swatch(paper: Axes, x: float, y: float, key: Key) -> None:
    paper.bar(
        x,
        6,
        width=7,
        bottom=y - 0.4,
        color="none" if key.hollow or key.hatch else key.color,
        edgecolor=key.color,
        hatch=key.hatch or None,
        lw=0.7,
    )


def dot(
    axes: Axes,
    x: float,
    y: float,
    marker: str,
    color: str,
    *,
    hollow: bool = False,
    size: float = 4.6,
    zorder: float = 6,
) -> None:
    """Draw one marker, filled or hollow, with an edge of its own colour."""
    dots(axes, [(x, y)], marker, color, hollow=hollow, size=size, zorder=zorder)


def dots(
    axes: Axes,
    points: Sequence[tuple[float, float]],
    marker: str,
    color: str,
    *,
    hollow: bool = False,
    size: float = 4.6,
    zorder: float = 6,
) -> None:
    """Draw markers of one look."""
    axes.plot(
        *zip(*points, strict=True),
        marker=marker,
        ms=size * 1.4 if marker == "X" else size,
        mec=color,
        mfc=LIGHT["page"] if hollow else color,
        mew=0.1 if marker == "X" else 1.1,
        ls="none",
        clip_on=False,
        zorder=zorder,
    )


def axis_unit(paper: Axes, x: float, y: float, unit: str) -> None:
    """Write the unit above the value axis."""
    if unit:
        write(paper, x, y, unit, size=LABEL - 0.5, color=LIGHT["muted"])
