"""Show one indicator on a grid of equal tiles, one a province, Hoàng Sa and Trường Sa included.

Frame, one row a place: ``place_id`` (of the 63 or of the 34), ``place``, ``value``; optional
``preliminary`` (marked after the value). The shade is that of the band of values between two
``limits``; the value is printed in the tile, so that nobody needs the shade to read it. Hoàng Sa
and Trường Sa stand in the shade of the provinces they belong to.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts.frame import (
    SMALL,
    Settings,
    block,
    drawing,
    paper,
    sheet,
    text_width,
    write,
)
from vnhealth.charts.mix import readable
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.tile_key import band_of, bands, draw_key, key_height, shade
from vnhealth.charts.tile_layout import islands, margin_rows, tiles
from vnhealth.charts.words import choose, listed, lower_first, word
from vnhealth.design import LIGHT, MARKS
from vnhealth.errors import DataError
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("place_id", "place", "value")
_OPTIONAL: Final[dict[str, Any]] = {"preliminary": False}
_TALL: Final = 22.5
VALUE: Final = 8.0
_LEAST: Final = 5.6
_KEY_COLUMNS: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMapSettings(Settings):
    """Settings of the tile map.

    Attributes
    ----------
    boundaries
        ``"63"`` or ``"34"``.
    limits
        One to four rising values that part the bands; a value on a limit is in the upper band.
    reference, reference_label
        The country's value, named below the bands, and its name.
    """

    boundaries: str = "63"
    limits: tuple[float, ...] = ()
    reference: float | None = None
    reference_label: str = ""


@dataclass(frozen=True, slots=True)
class _Tiles:
    """The axes over the whole sheet, its height, the width of a tile, and where the key begins.

    All in points; `first` is the column and row of the map at the sheet's upper left corner.
    """

    whole: Axes
    high: float
    wide: float
    first: tuple[int, int]
    key: tuple[float, float]

    def corner(self, column: int, row: int) -> tuple[float, float]:
        """Return the lower left corner of a tile."""
        return (
            (column - self.first[0]) * self.wide,
            self.high - 1 - (row - self.first[1] + 1) * _TALL,
        )


def draw(frame: pd.DataFrame, settings: TileMapSettings) -> Figure:
    """Draw the tiles with name and value, and the bands as a key at the right.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Boundaries and limits of the bands.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent, every value is missing, or a place has no tile.
    """
    data = _placed(frame, settings)
    if settings.narrow:
        from vnhealth.charts.tile_map_narrow import draw_narrow

        return draw_narrow(data, settings)
    rows = {row.place_id: row for row in records(data)}
    places = tiles(settings.boundaries)
    far = islands(settings.boundaries, settings.language)
    columns = 1 + max(x for _, _, x, _ in far)
    with drawing():
        wide = settings.width / columns
        high, first, key = _extent(data, settings, wide, columns)
        figure = sheet(settings.width, high)
        grid = _Tiles(paper(figure), high, wide, first, key)
        for place_id, (x, y) in places.items():
            if place_id in rows:
                _tile(grid, rows[place_id], grid.corner(x, y), settings)
        for name, place_id, x, y in far:
            if place_id in rows:
                _island(grid, name, rows[place_id], grid.corner(x, y), settings)
        draw_key(grid.whole, (*grid.key, _KEY_COLUMNS * wide - 8), data, settings)
    return figure


def spots(data: pd.DataFrame, settings: TileMapSettings) -> list[tuple[int, int]]:
    """Return column and row of every tile that is drawn, archipelagos included."""
    drawn = set(data["place_id"])
    found = [spot for place_id, spot in tiles(settings.boundaries).items() if place_id in drawn]
    far = islands(settings.boundaries, settings.language)
    return found + [(x, y) for _, place_id, x, y in far if place_id in drawn]


def _extent(
    data: pd.DataFrame, settings: TileMapSettings, wide: float, columns: int
) -> tuple[float, tuple[int, int], tuple[float, float]]:
    """Return the sheet's height, the map's first column and row on it, and where the key begins.

    The key of the whole country stands in the free land in the west. A region is drawn without the
    rows of the others, its key at the side where two columns are free.
    """
    drawn = spots(data, settings)
    first, last = min(y for _, y in drawn), max(y for _, y in drawn)
    high = (last - first + 1) * _TALL + 2
    if len(set(data["place_id"])) == len(tiles(settings.boundaries)):
        return high, (0, first), (0.0, high - margin_rows(settings.boundaries)[0] * _TALL - 18)
    west, east = min(x for x, _ in drawn), max(x for x, _ in drawn)
    high = max(high, key_height(data, settings, _KEY_COLUMNS * wide - 8))
    if east - west + 1 > columns - _KEY_COLUMNS:  # an archipelago in the east, free sea in the west
        return high, (0, first), (0.0, high - 12)
    return high, (west, first), ((east - west + 1.25) * wide, high - 12)


def _placed(frame: pd.DataFrame, settings: TileMapSettings) -> pd.DataFrame:
    data = prepared(frame, "tile_map", _REQUIRED, _OPTIONAL)
    strange = [p for p in data["place_id"] if p not in tiles(settings.boundaries)]
    if strange:
        raise DataError(
            en=f"The tile map of {settings.boundaries} provinces has no tile for"
            f" {', '.join(strange)}.",
            vi=f"Bản đồ ô của {settings.boundaries} tỉnh, thành phố không có ô cho"
            f" {', '.join(strange)}.",
        )
    return data


def rectangle(
    whole: Axes,
    place: tuple[float, float, float, float],
    value: float,
    settings: TileMapSettings,
    *,
    own: bool,
) -> str:
    """Draw the ground of a tile and return the colour of what is written on it.

    `place` is its left edge, foot, width and height.
    """
    left, foot, wide, tall = place
    color = shade(value, settings)
    unknown = not is_known(value)
    block(whole, left + 0.75, foot + 0.75, wide - 1.5, tall - 1.5, color=color,
          edge=LIGHT["target"] if own else LIGHT["rule"], lw=2.0 if own else 0.5,
          hatch="////" if unknown else None, zorder=4 if own else 2)  # fmt: skip
    return LIGHT["ink"] if unknown else readable(color)


def _tile(grid: _Tiles, row: Any, place: tuple[float, float], settings: TileMapSettings) -> None:
    own, unknown = row.place_id == settings.own, not is_known(row.value)
    left, foot = place
    ink = rectangle(grid.whole, (left, foot, grid.wide, _TALL), row.value, settings, own=own)
    middle, weight = left + grid.wide / 2, 600 if own else 400
    write(grid.whole, middle, foot + 13.2, row.place, weight=weight, color=ink, ha="center",
          size=fitting(row.place, grid.wide - 5, weight), backed=unknown)  # fmt: skip
    write(grid.whole, middle, foot + 4.2, printed(row, settings), size=VALUE, weight=600,
          color=ink, ha="center", backed=unknown)  # fmt: skip


def printed(row: Any, settings: TileMapSettings) -> str:
    """Return a place's value as printed in its tile."""
    text = number(row.value, settings.decimals, settings.language)
    return text + MARKS["preliminary"] if row.preliminary and is_known(row.value) else text


def fitting(text: str, room: float, weight: int = 400) -> float:
    """Return the size at which `text` fits into `room` points, at most that of small text."""
    return max(_LEAST, min(SMALL, SMALL * room / text_width(text, SMALL, weight)))


def _island(
    grid: _Tiles, name: str, row: Any, place: tuple[float, float], settings: TileMapSettings
) -> None:
    """Draw an archipelago in the shade of its province, with the province's name."""
    own, unknown = row.place_id == settings.own, not is_known(row.value)
    ink = rectangle(grid.whole, (*place, grid.wide, _TALL), row.value, settings, own=own)
    middle, foot = place[0] + grid.wide / 2, place[1]
    for rise, text in ((13.2, name), (4.8, f"({row.place})")):
        write(grid.whole, middle, foot + rise, text, size=fitting(text, grid.wide - 5), color=ink,
              ha="center", backed=unknown)  # fmt: skip


def alt_text(frame: pd.DataFrame, settings: TileMapSettings) -> str:
    """Say how many places are in each band, and which are highest and lowest.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = _placed(frame, settings)
    language, name = settings.language, lower_first(settings.indicator)
    known = records(data.dropna(subset=["value"]).sort_values("value", kind="stable"))

    def told(row: Any) -> str:
        return f"{row.place} ({number(row.value, settings.decimals, language)})"

    said = [
        choose(
            language,
            f"Bản đồ ô của {len(known)} tỉnh, thành phố theo {name}.",
            f"Tile map of {len(known)} provinces by {name}.",
        ),
        choose(
            language,
            f"Cao nhất: {told(known[-1])}. Thấp nhất: {told(known[0])}.",
            f"Highest: {told(known[-1])}. Lowest: {told(known[0])}.",
        ),
    ]
    counted = [
        f"{text}: {sum(band_of(row.value, settings) == band for row in known)}"
        for band, (text, _) in enumerate(bands(settings))
    ]
    if counted:
        opening = choose(language, "Số địa phương theo nhóm", "Places by band")
        said.append(f"{opening}: {'; '.join(counted)}.")
    own = [told(row) for row in known if row.place_id == settings.own]
    said += [f"{text}." for text in own]
    if settings.reference is not None:
        label = settings.reference_label or word("country", language)
        said.append(f"{label}: {number(settings.reference, settings.decimals, language)}.")
    without = [row.place for row in records(data) if not is_known(row.value)]
    if without:
        said.append(f"{word('missing', language)}: {listed(without, language)}.")
    return " ".join(said)
