"""The tile map drawn for a phone: narrow tiles with names in lines, the bands above them."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import LABEL, LINE, SMALL, block, drawing, paper, sheet, wrap, write
from vnhealth.charts.rows import is_known, records
from vnhealth.charts.tile_key import band_keys, remarks
from vnhealth.charts.tile_layout import islands, tiles
from vnhealth.charts.tile_map import VALUE, fitting, printed, rectangle, spots
from vnhealth.charts.words import word
from vnhealth.design import LIGHT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vnhealth.charts.tile_map import TileMapSettings

_PITCH: Final = 8.6
_VALUE_ROOM: Final = 11.0
_PAD: Final = 4.0
_KEY: Final = 13.0

# A tile: column, row, lines of its name, the row of the frame, whether its value is printed.
_Tile = tuple[int, int, list[str], Any, bool]


def draw_narrow(data: pd.DataFrame, settings: TileMapSettings) -> Figure:
    """Draw the tiles; a row of the grid is as tall as its longest name asks.

    Parameters
    ----------
    data, settings
        The prepared frame and the settings of :func:`vnhealth.charts.tile_map.draw`.
    """
    far = islands(settings.boundaries, settings.language)
    drawn = [y for _, y in spots(data, settings)]
    first = min(drawn)
    wide = settings.width / (1 + max(x for _, _, x, _ in far))
    rows = {row.place_id: row for row in records(data)}
    with drawing():
        made = _tiles(rows, wide, settings)
        tall = [2 * _PITCH + _VALUE_ROOM + _PAD] * (max(drawn) - first + 1)
        for _, y, lines, _, valued in made:
            needed = len(lines) * _PITCH + (_VALUE_ROOM if valued else 0) + _PAD
            tall[y - first] = max(tall[y - first], needed)
        head = _head(data, settings)
        high = sum(tall) + len(head) * _KEY + 4
        figure = sheet(settings.width, high)
        whole = paper(figure)
        _legend(whole, head, high)
        tops = [high - len(head) * _KEY - 4 - down for down in (0.0, *accumulate(tall))]
        for x, y, lines, row, valued in made:
            place = (x * wide, tops[y - first + 1], wide, tall[y - first])
            _tile(whole, place, (lines, row, valued), settings)
    return figure


def _tiles(rows: dict[str, Any], wide: float, settings: TileMapSettings) -> list[_Tile]:
    """Return the tiles of the places in the frame, and those of the two archipelagos."""
    found: list[_Tile] = []
    for place_id, (x, y) in tiles(settings.boundaries).items():
        if place_id in rows:
            row = rows[place_id]
            weight = 600 if place_id == settings.own else 400
            found.append((x, y, wrap(row.place, wide - 3, SMALL, weight), row, True))
    for name, place_id, x, y in islands(settings.boundaries, settings.language):
        if place_id in rows:
            row = rows[place_id]
            lines = [*wrap(name, wide - 3, SMALL), *wrap(f"({row.place})", wide - 3, SMALL)]
            found.append((x, y, lines, row, False))
    return found


def _tile(
    whole: Axes,
    place: tuple[float, float, float, float],
    content: tuple[list[str], Any, bool],
    settings: TileMapSettings,
) -> None:
    left, foot, wide, tall = place
    lines, row, valued = content
    own, unknown = row.place_id == settings.own, not is_known(row.value)
    ink = rectangle(whole, place, row.value, settings, own=own)
    middle, weight = left + wide / 2, 600 if own and valued else 400
    free = tall - _PAD - len(lines) * _PITCH - (_VALUE_ROOM if valued else 0)
    y = foot + tall - _PAD / 2 - free / 2
    for line in lines:
        y -= _PITCH
        write(whole, middle, y + 2.2, line, weight=weight, color=ink, ha="center",
              size=fitting(line, wide - 2, weight), backed=unknown)  # fmt: skip
    if valued:
        text = printed(row, settings)
        size = min(VALUE, fitting(text, wide - 2, 600) * VALUE / SMALL)
        write(whole, middle, y - _VALUE_ROOM + 3.4, text, size=size, weight=600, color=ink,
              ha="center", backed=unknown)  # fmt: skip


# A line above the tiles: its text, or a row of keys.
_Head = list[str | list[tuple[float, parts.Key]]]


def _head(data: pd.DataFrame, settings: TileMapSettings) -> _Head:
    """Return unit, bands and remarks, from the top down."""
    counted = f"({word('number of places', settings.language)})"
    return [
        *wrap(settings.unit, settings.width, LABEL, 600),
        counted,
        *parts.key_rows(band_keys(data, settings), settings.width),
        *(line for text in remarks(data, settings) for line in wrap(text, settings.width, SMALL)),
    ]


def _legend(whole: Axes, head: _Head, high: float) -> None:
    y, bold = high, True
    for item in head:
        y -= LABEL * LINE if bold else _KEY
        if isinstance(item, str):
            bold = bold and not item.startswith("(")
            size, color = (LABEL, LIGHT["ink"]) if bold else (SMALL, LIGHT["muted"])
            write(whole, 0, y + 3, item, size=size, weight=600 if bold else 400, color=color)
            continue
        for edge, key in item:
            if key.marker:
                block(whole, edge + 0.5, y + 2, 9, 8, color=key.color, edge=LIGHT["rule"], lw=0.5,
                      hatch=key.hatch or None)  # fmt: skip
            write(whole, edge + 13, y + 3, key.text, size=SMALL)
