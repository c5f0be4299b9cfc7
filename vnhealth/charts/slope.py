"""Show how places moved between two years: a line each from the first year to the last.

Frame, one row a place and year: ``series_id``, ``series``, ``kind`` (own, region, country, peer
or place), ``year``, ``value``; optional ``preliminary``. The years drawn are those of the
settings, or the first and the last of the frame; a place without both is told in the alt text and
not drawn. Every line is named at both ends while a page has the room; else the lit ones, the two
ends of either year, and those that rose and fell most. A narrow drawing names them at the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import (
    LABEL,
    Settings,
    drawing,
    paper,
    sheet,
    text_width,
    wrap,
    write,
)
from vnhealth.charts.labels import spread_uneven
from vnhealth.charts.rows import prepared, records
from vnhealth.charts.words import choose, figure_text, listed, lower_first, word
from vnhealth.design import LIGHT
from vnhealth.errors import DataError
from vnhealth.wording.numbers import half_up, number, signed

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("series_id", "series", "kind", "year", "value")
_OPTIONAL: Final[dict[str, Any]] = {"preliminary": False}
_LIT: Final = ("peer", "region", "country", "own")
_PITCH: Final = LABEL * 1.14
_HEAD: Final = 30.0
_TICK: Final = 12.0
_NARROW_NAME: Final = 112.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SlopeSettings(Settings):
    """Settings of the slopes.

    Attributes
    ----------
    first, last
        The two years; 0 takes those of the frame.
    name_all
        Name every line while there are at most this many; beyond, only those that matter.
    height
        Least height of the plotting area in points; many names make it taller.
    """

    first: int = 0
    last: int = 0
    name_all: int = 18
    height: float = 260.0


@dataclass(frozen=True, slots=True)
class _Layout:
    """Edges of the plotting area in points, and the values at its foot and top."""

    left: float
    right: float
    foot: float
    height: float
    low: float
    high: float

    def y(self, value: float) -> float:
        """Return the height on the sheet of a value."""
        return self.foot + (value - self.low) / (self.high - self.low) * self.height


def paired(frame: pd.DataFrame, settings: SlopeSettings) -> pd.DataFrame:
    """Return one row a series with ``before`` and ``after``, NaN where a year is missing.

    Raises
    ------
    DataError
        A column is absent, no series has both years, or a series has a year twice.
    """
    data = prepared(frame, "slope", _REQUIRED, _OPTIONAL)
    first, last = years(data, settings)
    part = data[data["year"].isin([first, last])]
    if part.duplicated(["series_id", "year"]).any():
        name = str(part[part.duplicated(["series_id", "year"])]["series"].iloc[0])
        raise DataError(
            en=f"The chart 'slope' has two figures of one year for {name}. Keep one.",
            vi=f"Biểu đồ 'slope' có hai số liệu cùng năm của {name}. Hãy giữ một số liệu.",
        )
    made = part.drop_duplicates("series_id")[["series_id", "series", "kind"]].reset_index(drop=True)
    for name, year in (("before", first), ("after", last)):
        values = part[part["year"] == year].set_index("series_id")["value"]
        made[name] = made["series_id"].map(values)
    if not (made["before"].notna() & made["after"].notna()).any():
        raise DataError(
            en=f"The chart 'slope' has no series with figures of both {first} and {last}.",
            vi=f"Biểu đồ 'slope' không có chuỗi nào đủ số liệu cả hai năm {first} và {last};"
            " giá trị trống.",
        )
    return made


def years(data: pd.DataFrame, settings: SlopeSettings) -> tuple[int, int]:
    """Return the two years drawn."""
    return settings.first or int(data["year"].min()), settings.last or int(data["year"].max())


def draw(frame: pd.DataFrame, settings: SlopeSettings) -> Figure:
    """Draw a line a place between the two years, named at both ends.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Years, and how many lines are named.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        As :func:`paired`.
    """
    pair = years(prepared(frame, "slope", _REQUIRED, _OPTIONAL), settings)
    data = paired(frame, settings).dropna(subset=["before", "after"])
    named = _named(data, settings)
    with drawing():
        left = [_label(row, row.before, settings, before=True) for row in named]
        right = [_label(row, row.after, settings) for row in named]
        widths = [
            max(
                text_width(line, LABEL, _weight(row))
                for lines, row in zip(side, named, strict=True)
                for line in lines
            )
            for side in (left, right)
        ]
        height = max(settings.height, sum(len(lines) for lines in right) * _PITCH)
        values = [*data["before"], *data["after"]]
        low, high = min(values), max(values)
        pad = (high - low) * 0.02 or abs(high) * 0.1 or 1.0
        place = _Layout(widths[0] + _TICK + 6, settings.width - widths[1] - _TICK - 6, 8.0, height,
                        low - pad, high + pad)  # fmt: skip
        figure = sheet(settings.width, height + 8 + _HEAD)
        whole = paper(figure)
        _frame(whole, place, pair, settings)
        for kind in ("place", *_LIT):
            for row in records(data[data["kind"] == kind]):
                _line(whole, row, place)
        befores = [(row, text, row.before) for row, text in zip(named, left, strict=True)]
        afters = [(row, text, row.after) for row, text in zip(named, right, strict=True)]
        _names(whole, befores, place, "right")
        _names(whole, afters, place, "left")
    return figure


def _named(data: pd.DataFrame, settings: SlopeSettings) -> list[Any]:
    """Return the lines to name: all of a few, else the lit, the ends and the largest changes."""
    if len(data) <= settings.name_all:
        return records(data)
    others = data[data["kind"] == "place"]
    change = others["after"] - others["before"]
    chosen = set(data.index[data["kind"] != "place"])
    for values in (others["before"], others["after"], change):
        ordered = values.sort_values(kind="stable").index
        chosen |= {*ordered[:2], *ordered[-2:]}
    return records(data[data.index.isin(chosen)])


def _weight(row: Any) -> int:
    return 600 if row.kind == "own" else 400


def _label(row: Any, value: float, settings: Settings, *, before: bool = False) -> list[str]:
    figure = number(value, settings.decimals, settings.language)
    if settings.narrow and before:
        return [figure]
    text = f"{row.series} {figure}" if before else f"{figure} {row.series}"
    return wrap(text, _NARROW_NAME, LABEL, _weight(row)) if settings.narrow else [text]


def _look(kind: str) -> tuple[parts.Line, str]:
    if kind == "place":
        return (LIGHT["peer"], 0.7, "solid"), LIGHT["muted"]
    return parts.LINES[kind], parts.TEXT_COLOURS[kind]


def _frame(whole: Axes, place: _Layout, pair: tuple[int, int], settings: Settings) -> None:
    """Draw the two uprights with their years, and the unit."""
    top = place.foot + place.height
    for x, year in zip((place.left, place.right), pair, strict=True):
        whole.plot([x, x], [place.foot - 4, top + 4], color=LIGHT["rule"], lw=0.9, zorder=0)
        write(whole, x, top + 8, str(year), weight=600, ha="center")
    parts.axis_unit(whole, 0, top + _HEAD - LABEL, settings.unit)


def _line(whole: Axes, row: Any, place: _Layout) -> None:
    (color, width, dash), _ = _look(row.kind)
    ends = [place.y(row.before), place.y(row.after)]
    order = 2 if row.kind == "place" else 4
    whole.plot([place.left, place.right], ends, color=color, lw=width, ls=dash, zorder=order)
    for x, y in zip((place.left, place.right), ends, strict=True):
        parts.dot(whole, x, y, "o", color, size=2.6 if row.kind == "place" else 4.6,
                  zorder=order + 1)  # fmt: skip


def _names(whole: Axes, named: list[tuple[Any, list[str], float]], place: _Layout, ha: str) -> None:
    """Write the names of one side, apart from each other, led to their dots."""
    wanted = [place.y(value) for _, _, value in named]
    heights = [len(lines) * _PITCH for _, lines, _ in named]
    centres = spread_uneven(wanted, heights, place.foot - 6, place.foot + place.height + 6)
    sign, x = (-1, place.left) if ha == "right" else (1, place.right)
    for (row, lines, _), at, y in zip(named, wanted, centres, strict=True):
        _, color = _look(row.kind)
        if abs(at - y) > 1:
            whole.plot([x + sign * 3, x + sign * (_TICK + 1)], [at, y], color=color, lw=0.45)
        for i, line in enumerate(lines):
            write(whole, x + sign * (_TICK + 3), y + ((len(lines) - 1) / 2 - i) * _PITCH, line,
                  color=color, weight=_weight(row), ha=ha, va="middle")  # fmt: skip


def alt_text(frame: pd.DataFrame, settings: SlopeSettings) -> str:
    """Say how many rose and fell, the largest changes, and the lit lines.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    first, last = years(prepared(frame, "slope", _REQUIRED, _OPTIONAL), settings)
    every = paired(frame, settings)
    data = every.dropna(subset=["before", "after"])
    language, decimals = settings.language, settings.decimals
    name = lower_first(settings.indicator)
    changes = [half_up(r.after, decimals) - half_up(r.before, decimals) for r in records(data)]
    rose, fell = sum(c > 0 for c in changes), sum(c < 0 for c in changes)
    said = [
        choose(
            language,
            f"Biểu đồ dốc của {len(data)} chuỗi số liệu, {name}, {first} và {last}:"
            f" {rose} tăng, {fell} giảm.",
            f"Slopes of {len(data)} series, {name}, {first} and {last}: {rose} rose, {fell} fell.",
        )
    ]
    said += _largest(data.assign(change=[float(change) for change in changes]), settings)
    lit = [row for kind in reversed(_LIT) for row in records(data[data["kind"] == kind])]
    said += [f"{_told(row, settings)}." for row in lit]
    without = every[every["before"].isna() | every["after"].isna()]["series"]
    if len(without):
        said.append(f"{word('missing', language)}: {listed([str(n) for n in without], language)}.")
    return " ".join(said)


def _largest(data: pd.DataFrame, settings: Settings) -> list[str]:
    """Say which series changed most each way; where all went one way, most and least."""
    if len(data) < 2:  # noqa: PLR2004
        return []
    rows = records(data.sort_values("change", kind="stable").iloc[[0, -1]])
    if rows[0].change == rows[1].change == 0:
        return []
    least, most = (_told(row, settings) for row in rows)
    if rows[0].change >= 0:
        vi, en = (f"Tăng nhiều nhất: {most}; ít nhất: {least}.",
                  f"Largest rise: {most}; smallest: {least}.")  # fmt: skip
    elif rows[1].change <= 0:
        vi, en = (f"Giảm nhiều nhất: {least}; ít nhất: {most}.",
                  f"Largest fall: {least}; smallest: {most}.")  # fmt: skip
    else:
        vi, en = (f"Tăng nhiều nhất: {most}; giảm nhiều nhất: {least}.",
                  f"Largest rise: {most}; largest fall: {least}.")  # fmt: skip
    return [choose(settings.language, vi, en)]


def _told(row: Any, settings: Settings) -> str:
    language, decimals = settings.language, settings.decimals
    change = float(half_up(row.after, decimals) - half_up(row.before, decimals))
    ends = " → ".join(figure_text(value, decimals, language) for value in (row.before, row.after))
    return f"{row.series} {ends} ({signed(change, decimals, language)})"
