"""Rank the provinces by one indicator: a dot each, the own place lit, the country as a line.

Frame, one row a place: ``place_id``, ``place``, ``value``; optional ``rank`` (as computed by the
view; else the order drawn, equal values sharing the better rank), ``in_region`` (belongs to the
own place's region), ``lower``, ``upper`` (interval), ``preliminary``. Places without a value
stand at the end with the missing mark. Equal values keep the order of the frame.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import (
    HAIR,
    LABEL,
    SMALL,
    Settings,
    drawing,
    nice_ticks,
    panel,
    paper,
    sheet,
    size_of,
    text_width,
    tick_decimals,
    write,
)
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.words import choose, figure_text, listed, lower_first, word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("place_id", "place", "value")
_OPTIONAL: Final[dict[str, Any]] = {
    "in_region": False, "lower": math.nan, "upper": math.nan, "preliminary": False
}  # fmt: skip
_ONE_COLUMN: Final = 40
_GUTTER: Final = 20.0
_HEAD: Final = 13.0
_FOOT: Final = 15.0
_MANY: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedSettings(Settings):
    """Settings of the ranking.

    Attributes
    ----------
    reference, reference_label
        The country's value, drawn as a line through all rows, and its name.
    chosen
        Ids of further places to print in bold.
    highest_first
        Put the highest value on rank 1; ``False`` where lower is better.
    place_word
        What a place is called: "tỉnh, thành phố", "provinces".
    """

    reference: float | None = None
    reference_label: str = ""
    chosen: tuple[str, ...] = ()
    highest_first: bool = True
    place_word: str = ""


def ordered(frame: pd.DataFrame, settings: RankedSettings) -> pd.DataFrame:
    """Return the places in the order drawn, with their ``rank`` (NaN where no value is known)."""
    data = prepared(frame, "ranked", _REQUIRED, _OPTIONAL)
    down = settings.highest_first
    if "rank" not in data.columns:
        data["rank"] = data["value"].rank(method="min", ascending=not down)
    return data.sort_values("value", ascending=not down, kind="stable", na_position="last")


def draw(frame: pd.DataFrame, settings: RankedSettings) -> Figure:
    """Draw the ranking, in two columns when there are more than forty places and the room.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Own place, reference line, order.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent or every value is missing.
    """
    data = ordered(frame, settings)
    rows = records(data)
    columns = 2 if len(rows) > _ONE_COLUMN and not settings.narrow else 1
    each = math.ceil(len(rows) / columns)
    pitch = 10.0 if columns > 1 else 11.0
    with drawing():
        keys = parts.key_rows(_keys(data, settings), settings.width)
        foot = len(keys) * parts.KEY_PITCH + 3
        figure = sheet(settings.width, foot + _FOOT + each * pitch + _HEAD)
        whole = paper(figure)
        width = (settings.width - (columns - 1) * _GUTTER) / columns
        names, figures = _widths(rows, settings)
        for i in range(columns):
            left = i * (width + _GUTTER)
            axes = panel(figure, left + names, foot + _FOOT, width - names - figures, each * pitch)
            _scale(axes, data, each, settings)
            part = rows[i * each : (i + 1) * each]
            edges = (left, left + width, foot + _FOOT + each * pitch, pitch)
            _column(whole, axes, part, edges, settings)
        parts.draw_keys(whole, keys, 0)
    return figure


def _widths(rows: list[Any], settings: RankedSettings) -> tuple[float, float]:
    names = max(text_width(row.place, LABEL, 600) for row in rows)
    figures = max(text_width(_value(row, settings), LABEL, 600) for row in rows)
    return text_width("00", SMALL) + 6 + names + 7, figures + 8


def _value(row: Any, settings: RankedSettings) -> str:
    return number(row.value, settings.decimals, settings.language)


def _scale(axes: Axes, data: pd.DataFrame, each: int, settings: RankedSettings) -> None:
    """Set limits, rule the ticks and draw the reference line with its label."""
    values = [*data["value"].dropna(), *data["lower"].dropna(), *data["upper"].dropna()]
    if settings.reference is not None:
        values.append(settings.reference)
    low, high = min(values), max(values)
    ticks = nice_ticks(0.0 if 0 <= low <= 0.6 * high else low, high, 4)
    span = ticks[-1] - ticks[0]
    axes.set_xlim(ticks[0] - 0.02 * span, high + 0.03 * span)
    axes.set_ylim(each, 0)
    decimals = tick_decimals(ticks)
    unit = each / size_of(axes)[1]
    for tick in (tick for tick in ticks if tick <= high):
        axes.plot([tick, tick], [0, each], color=LIGHT["rule"], lw=HAIR, zorder=0)
        text = number(tick, decimals, settings.language)
        write(axes, tick, each + 3 * unit, text, size=SMALL, color=LIGHT["muted"], ha="center",
              va="top")  # fmt: skip
    if settings.reference is not None:
        axes.plot([settings.reference] * 2, [-1.5 * unit, each], color=LIGHT["country"], lw=1.0,
                  zorder=1, clip_on=False)  # fmt: skip
        _reference_label(axes, unit, settings)


def _reference_label(axes: Axes, unit: float, settings: RankedSettings) -> None:
    reference = settings.reference or 0.0
    name = settings.reference_label or word("country", settings.language)
    text = f"{name} {number(reference, settings.decimals, settings.language)}"
    low, high = axes.get_xlim()
    half = text_width(text, SMALL) / 2 / size_of(axes)[0] * (high - low)
    x = max(low + half, min(reference, high - half))
    write(axes, x, -3 * unit, text, size=SMALL, ha="center")


def _column(
    whole: Axes,
    axes: Axes,
    part: list[Any],
    edges: tuple[float, float, float, float],
    settings: RankedSettings,
) -> None:
    """Draw the rows of one column: left, right and top edges in points, distance of rows."""
    left, right, top, pitch = edges
    rank_edge = left + text_width("00", SMALL)
    small = SMALL if settings.narrow else SMALL - 0.5
    for i, row in enumerate(part):
        y = top - (i + 0.5) * pitch
        own, lit = row.place_id == settings.own, row.place_id in settings.chosen
        if own:
            whole.axhspan(y - pitch / 2, y + pitch / 2, left / settings.width,
                          right / settings.width, color=LIGHT["lit"], lw=0, zorder=-1)  # fmt: skip
        color = LIGHT["own"] if own else LIGHT["ink"]
        weight = 600 if own or lit else 400
        size = LABEL if pitch > 10 else LABEL - 0.5  # noqa: PLR2004
        if is_known(row.rank):
            write(whole, rank_edge, y, str(int(row.rank)), size=small, ha="right",
                  color=LIGHT["muted"], va="middle")  # fmt: skip
        write(whole, rank_edge + 6, y, row.place, size=size, color=color, weight=weight,
              va="middle")  # fmt: skip
        write(whole, right, y, _value(row, settings), size=size, color=color, weight=weight,
              ha="right", va="middle")  # fmt: skip
    known = [(row, i + 0.5) for i, row in enumerate(part) if is_known(row.value)]
    _dots(axes, known, settings)


def _dots(axes: Axes, known: list[tuple[Any, float]], settings: RankedSettings) -> None:
    """Draw stems, intervals and dots, those that look alike at once: a call costs more than one."""
    start = axes.get_xlim()[0]
    _strokes(axes, [(start, row.value, y) for row, y in known], LIGHT["rule"], 0.5, 0)
    alike: dict[tuple[str, bool, bool], list[tuple[Any, float]]] = {}
    for row, y in known:
        own, lit = row.place_id == settings.own, row.place_id in settings.chosen
        marker = "D" if own else "s" if lit else "o"
        look = (marker, own or lit, not (own or lit or row.in_region))
        alike.setdefault(look, []).append((row, y))
    for (marker, strong, hollow), found in alike.items():
        color = LIGHT["own"] if strong else LIGHT["muted"]
        spans = [(row.lower, row.upper, y) for row, y in found]
        spans = [span for span in spans if is_known(span[0]) and is_known(span[1])]
        _strokes(axes, spans, color, 1.1, 3)
        parts.dots(axes, [(row.value, y) for row, y in found], marker, color, hollow=hollow,
                   size=5.2 if marker == "D" else 4.0)  # fmt: skip


def _strokes(
    axes: Axes, spans: list[tuple[float, float, float]], color: str, width: float, order: int
) -> None:
    """Draw level lines, each from a value to another at its height."""
    if spans:
        gaps = [(x, y) for low, high, y in spans for x in (low, high, math.nan)]
        axes.plot(*zip(*gaps, strict=True), color=color, lw=width, zorder=order)


def _keys(data: pd.DataFrame, settings: RankedSettings) -> list[parts.Key]:
    language = settings.language
    own = data[data["place_id"] == settings.own]
    found = [parts.Key(str(name), "D", LIGHT["own"]) for name in own["place"]]
    if data["in_region"].astype(bool).any():
        found.append(parts.Key(word("own region", language), "o"))
    if found:
        found.append(parts.Key(word("other provinces", language), "o", hollow=True))
    if data["lower"].notna().any():
        found.append(parts.Key(word("interval", language), "line"))
    return found


def region_rank(data: pd.DataFrame, own: str) -> tuple[int, int] | None:
    """Return the own place's rank within its region and how many places there have a value."""
    known = data[data["in_region"].astype(bool) | (data["place_id"] == own)].dropna(
        subset=["value"]
    )
    row = known[known["place_id"] == own]
    if row.empty or len(known) < 2:  # noqa: PLR2004
        return None
    return int((known["rank"] < row["rank"].iloc[0]).sum()) + 1, len(known)


def alt_text(frame: pd.DataFrame, settings: RankedSettings) -> str:
    """Say the extremes, the own place's value and ranks, and the country's value.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = ordered(frame, settings)
    language, name = settings.language, lower_first(settings.indicator)
    known = data.dropna(subset=["value"])
    rows = records(known)
    places = settings.place_word or choose(language, "tỉnh, thành phố", "provinces")

    def told(row: Any) -> str:
        return f"{row.place} ({figure_text(row.value, settings.decimals, language)})"

    said = [
        choose(
            language,
            f"Biểu đồ chấm xếp hạng {len(rows)} {places} theo {name}.",
            f"Dot plot that ranks {len(rows)} {places} by {name}.",
        )
    ]
    if len(rows) > 1:
        few = 3 if len(rows) > _MANY else 1
        ends = (
            listed([told(r) for r in rows[:few]], language),
            listed([told(r) for r in rows[-few:]], language),
        )
        first, last = ends if settings.highest_first else ends[::-1]
        said.append(
            choose(
                language,
                f"Cao nhất: {first}. Thấp nhất: {last}.",
                f"Highest: {first}. Lowest: {last}.",
            )
        )
    said += _own_sentences(known, settings, rows)
    if settings.reference is not None:
        label = settings.reference_label or word("country", language)
        said.append(f"{label}: {number(settings.reference, settings.decimals, language)}.")
    without = [row.place for row in records(data) if not is_known(row.value)]
    if without:
        said.append(f"{word('missing', language)}: {listed(without, language)}.")
    return " ".join(said)


def _own_sentences(known: pd.DataFrame, settings: RankedSettings, rows: list[Any]) -> list[str]:
    language, said = settings.language, []
    rank, region = choose(language, "hạng", "rank"), choose(language, "trong vùng", "in its region")
    of = choose(language, "trên", "of")
    within = region_rank(known, settings.own)
    for row in (row for row in rows if row.place_id == settings.own):
        text = figure_text(row.value, settings.decimals, language)
        inside = f" ({region}: {rank} {within[0]} {of} {within[1]})" if within else ""
        said.append(f"{row.place}: {text}, {rank} {int(row.rank)} {of} {len(rows)}{inside}.")
    return said
