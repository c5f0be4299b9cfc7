"""Show the regions side by side: a small panel each, on shared axes, with the country in all.

Frame, one row a series and year: ``region_id`` (empty for the country), ``region``,
``series_id``, ``series``, ``kind`` (region, place, own or country), ``year``, ``value``; optional
``source``. Panels stand in the order of the frame. A line joins neighbouring years of one source
only, and stops at a break.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.axes import Break
from vnhealth.charts.frame import (
    LABEL,
    LINE,
    SMALL,
    Settings,
    block,
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
from vnhealth.charts.labels import spread
from vnhealth.charts.rows import prepared, records
from vnhealth.charts.trend_labels import segments
from vnhealth.charts.words import choose, figure_text, lower_first, word
from vnhealth.design import LIGHT
from vnhealth.errors import DataError
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("region_id", "region", "series_id", "series", "kind", "year", "value")
_OPTIONAL: Final[dict[str, Any]] = {"source": ""}
_ORDER: Final = ("place", "country", "region", "own")
_NAMED: Final = ("country", "region", "own")
_GUTTER: Final = 8.0
_YEARS: Final = 14.0
_NARROW_COLUMNS: Final = 2
# In a panel of its own the region is the subject: drawn as strong as the own place.
_LINES: Final[dict[str, parts.Line]] = {
    "place": (LIGHT["peer"], 0.5, "solid"),
    "country": (LIGHT["country"], 1.2, "solid"),
    "region": (LIGHT["region"], 2.0, (0, (4, 1.2))),
    "own": (LIGHT["own"], 2.0, "solid"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallMultiplesSettings(Settings):
    """Settings of the small multiples.

    Attributes
    ----------
    columns
        Panels side by side; at most two in a narrow drawing.
    breaks
        Thin vertical lines before a year, in the panels of the series that they cut; none of
        these crosses them.
    country
        The country's name, for the key.
    height
        Height of the plotting area of a panel in points.
    """

    columns: int = 3
    breaks: tuple[Break, ...] = ()
    country: str = ""
    height: float = 105.0


@dataclass(frozen=True, slots=True)
class _Scale:
    """What all panels share: ticks, years, and sizes in points."""

    ticks: list[float]
    first: int
    last: int
    left: float
    width: float
    plot: float
    titles: list[float]


def draw(frame: pd.DataFrame, settings: SmallMultiplesSettings) -> Figure:
    """Draw a panel a region, its last figures at the right of each.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Columns, breaks, heights.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent, every value is missing, or no row belongs to a region.
    """
    data = _prepared(frame)
    if settings.narrow:
        settings = replace(settings, columns=min(settings.columns, _NARROW_COLUMNS))
    shared = data[data["region_id"] == ""]
    regions = [part for _, part in data[data["region_id"] != ""].groupby("region_id", sort=False)]
    with drawing():
        scale = _scale(data, regions, settings)
        keys = parts.key_rows(_keys(data, settings), settings.width)
        foot = len(keys) * parts.KEY_PITCH + 4
        unit = LABEL * LINE + 4 if settings.unit else 0
        feet = list(accumulate(settings.height + 8 + title for title in scale.titles))
        top = foot + _YEARS + feet[-1] + unit - 8
        figure = sheet(settings.width, top)
        whole = paper(figure)
        parts.axis_unit(whole, 0, top - LABEL, settings.unit)
        for index, part in enumerate(regions):
            column, row = index % settings.columns, index // settings.columns
            left = scale.left + column * (scale.width + _GUTTER)
            bottom = top - unit - feet[row] + 8
            _titled(whole, part, (left, bottom), scale, settings)
            axes = panel(figure, left, bottom, scale.plot, settings.height)
            last_of_column = index + settings.columns >= len(regions)
            _axes(axes, scale, settings, values=column == 0, years=last_of_column)
            _breaks(axes, part, scale, settings.breaks)
            _lines(axes, part, shared, settings)
            _figures(whole, part, shared, (left, bottom), (scale, settings))
        parts.draw_keys(whole, keys, 0)
    return figure


def _prepared(frame: pd.DataFrame) -> pd.DataFrame:
    data = prepared(frame, "small_multiples", _REQUIRED, _OPTIONAL).dropna(subset=["value"])
    data["region_id"] = data["region_id"].fillna("")
    if not (data["region_id"] != "").any():
        raise DataError(
            en="The chart 'small_multiples' has no row of a region; every 'region_id' is empty.",
            vi="Biểu đồ 'small_multiples' không có hàng nào thuộc vùng; mọi 'region_id' đều trống.",
        )
    return data


def _scale(
    data: pd.DataFrame, regions: list[pd.DataFrame], settings: SmallMultiplesSettings
) -> _Scale:
    low, high = float(data["value"].min()), float(data["value"].max())
    ticks = nice_ticks(0.0 if 0 <= low <= 0.6 * high else low, high, 4)
    printed = [number(t, tick_decimals(ticks), settings.language) for t in ticks]
    left = max(text_width(text, SMALL) for text in printed) + 7
    free = settings.width - left - (settings.columns - 1) * _GUTTER
    width = free / settings.columns
    last = [number(value, settings.decimals, settings.language) for value in data["value"]]
    figures = max(text_width(text, SMALL, 600) for text in set(last)) + 8
    rows = [regions[i : i + settings.columns] for i in range(0, len(regions), settings.columns)]
    titles = [max(len(_title(part, width)) for part in row) * LABEL * LINE + 5 for row in rows]
    return _Scale(ticks, int(data["year"].min()), int(data["year"].max()), left, width,
                  width - figures, titles)  # fmt: skip


def _title(part: pd.DataFrame, width: float) -> list[str]:
    return wrap(str(part["region"].iloc[0]), width - 2, LABEL, 600)


def _titled(
    whole: Axes,
    part: pd.DataFrame,
    place: tuple[float, float],
    scale: _Scale,
    settings: SmallMultiplesSettings,
) -> None:
    """Write the region's name over its panel; the own region's panel is lit."""
    left, bottom = place
    own = bool((part["kind"] == "own").any())
    if own:
        block(whole, left, bottom, scale.plot, settings.height, color=LIGHT["lit"], zorder=-2)
    top = bottom + settings.height
    for i, line in enumerate(reversed(_title(part, scale.width))):
        write(whole, left, top + 5 + i * LABEL * LINE, line, weight=600,
              color=LIGHT["own"] if own else LIGHT["ink"])  # fmt: skip


def _axes(
    axes: Axes, scale: _Scale, settings: SmallMultiplesSettings, *, values: bool, years: bool
) -> None:
    """Rule the panel; values are printed at the left of a row, years at the foot of a column."""
    pad = max(0.3, (scale.last - scale.first) * 0.02)
    low, high = scale.first - pad, scale.last + pad
    axes.set_xlim(low, high)
    axes.set_ylim(scale.ticks[0], scale.ticks[-1])
    across = (high - low) / scale.plot
    up = (scale.ticks[-1] - scale.ticks[0]) / settings.height
    if values:
        parts.value_rails(axes, scale.ticks, settings.language, low - 4 * across)
    else:
        for tick in scale.ticks:
            axes.plot([low, high], [tick, tick], color=LIGHT["rule"], lw=0.6, zorder=0)
    axes.plot([low, high], [scale.ticks[0]] * 2, color=LIGHT["muted"], lw=0.8, zorder=1)
    if years:
        ends = {scale.first: "left", scale.last: "right"}
        for year, ha in ends.items() if len(ends) > 1 else [(scale.first, "center")]:
            x = low if ha == "left" else high if ha == "right" else year
            write(axes, x, scale.ticks[0] - 4 * up, str(year), size=SMALL, color=LIGHT["muted"],
                  ha=ha, va="top")  # fmt: skip


def _breaks(axes: Axes, part: pd.DataFrame, scale: _Scale, breaks: tuple[Break, ...]) -> None:
    """Rule a break in the panels of the series that it cuts."""
    for each in breaks:
        cuts = not each.series_ids or part["series_id"].isin(each.series_ids).any()
        if cuts and scale.first < each.year <= scale.last:
            axes.plot([each.year - 0.5] * 2, [scale.ticks[0], scale.ticks[-1]], lw=0.8,
                      color=LIGHT["muted"], ls=parts.BREAK_DASH)  # fmt: skip


def _lines(
    axes: Axes, part: pd.DataFrame, shared: pd.DataFrame, settings: SmallMultiplesSettings
) -> None:
    for kind in _ORDER:
        source = shared if kind == "country" else part
        color, width, dash = _LINES[kind]
        for _, series in source[source["kind"] == kind].groupby("series_id", sort=False):
            for run in segments(series, settings.breaks):
                axes.plot(run["year"], run["value"], color=color, lw=width, ls=dash,
                          marker="o" if len(run) == 1 else "none",
                          ms=2.0 if kind == "place" else 3.6,
                          zorder=2 + _ORDER.index(kind))  # fmt: skip


def _figures(
    whole: Axes,
    part: pd.DataFrame,
    shared: pd.DataFrame,
    place: tuple[float, float],
    given: tuple[_Scale, SmallMultiplesSettings],
) -> None:
    """Print the last figures of region, country and own place at the right of the panel."""
    scale, settings = given
    low, high = scale.ticks[0], scale.ticks[-1]
    rows = [row for kind in _NAMED for row in _last(shared if kind == "country" else part, kind)]
    wanted = [place[1] + (r.value - low) / (high - low) * settings.height for r in rows]
    centres = spread(wanted, SMALL * 1.1, place[1] - 3, place[1] + settings.height + 3)
    for row, y in zip(rows, centres, strict=True):
        text = number(row.value, settings.decimals, settings.language)
        write(whole, place[0] + scale.plot + 4, y, text, size=SMALL, va="middle",
              weight=400 if row.kind == "country" else 600, color=_LINES[row.kind][0])  # fmt: skip


def _last(data: pd.DataFrame, kind: str) -> list[Any]:
    """Return the newest point of each series of a kind."""
    found = data[data["kind"] == kind].sort_values("year", kind="stable")
    return records(found.groupby("series_id", sort=False).tail(1))


def _keys(data: pd.DataFrame, settings: SmallMultiplesSettings) -> list[parts.Key]:
    language, kinds = settings.language, set(data["kind"])
    own = data[data["kind"] == "own"]["series"].unique()
    keys = [parts.Key(str(name), "line", LIGHT["own"]) for name in own]
    if "region" in kinds:
        keys.append(parts.Key(word("its region", language), "dashes", LIGHT["region"]))
    if "country" in kinds:
        name = settings.country or word("country", language)
        keys.append(parts.Key(name, "line", LIGHT["country"]))
    if "place" in kinds:
        keys.append(parts.Key(word("each province", language), "line", LIGHT["peer"]))
    first, last = int(data["year"].min()), int(data["year"].max())
    for each in settings.breaks:
        if first < each.year <= last:
            said = each.label or word(f"break {each.kind}", language)
            keys.append(parts.Key(f"{said} ({each.year})", "dotted"))
    return keys


def alt_text(frame: pd.DataFrame, settings: SmallMultiplesSettings) -> str:
    """Say the first and last figure of every region, of the country and of the own place.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = _prepared(frame)
    language, name = settings.language, lower_first(settings.indicator)
    first, last = int(data["year"].min()), int(data["year"].max())
    span = str(first) if first == last else f"{first}–{last}"
    count = data[data["region_id"] != ""]["region_id"].nunique()
    said = [
        choose(
            language,
            f"Biểu đồ đường của {count} vùng cùng thang đo: {name}, {span}.",
            f"Lines of {count} regions on one scale: {name}, {span}.",
        )
    ]
    for kind in ("country", "region", "own"):
        for _, series in data[data["kind"] == kind].groupby("series_id", sort=False):
            rows = records(series.sort_values("year", kind="stable"))
            ends = [rows[0], rows[-1]] if len(rows) > 1 else rows
            told = [f"{figure_text(r.value, settings.decimals, language)} ({r.year})" for r in ends]
            said.append(f"{rows[0].series}: {' → '.join(told)}.")
    return " ".join(said)
