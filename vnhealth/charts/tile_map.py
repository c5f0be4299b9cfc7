"""Show one indicator on a grid of equal tiles, one a province, Hoàng Sa and Trường Sa included.

Frame, one row a place: ``place_id`` (of the 63 or of the 34), ``place``, ``value``; optional
``preliminary``. The shade is that of the band of values between two ``limits``; the value is
printed in the tile, so that nobody needs the shade to read it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts.axes import Key
from vnhealth.charts.frame import (
    LABEL,
    LINE,
    SMALL,
    Settings,
    drawing,
    paper,
    sheet,
    text_width,
    wrap,
    write,
)
from vnhealth.charts.mix import readable
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.tile_layout import islands, tiles
from vnhealth.charts.words import choose, listed, lower_first, word
from vnhealth.design import LIGHT
from vnhealth.errors import DataError
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("place_id", "place", "value")
_OPTIONAL: Final[dict[str, Any]] = {"preliminary": False}
# One hue, lighter to darker: it stays in order in a grey print.
RAMP: Final = ("#e3f0f2", "#a9cfd5", "#6aa6b0", "#2f7a87", "#0b5563")
_WIDE: Final = 45.0
_TALL: Final = 21.0
_NAME: Final = 6.6
_TIGHT: Final = 5.6


@dataclass(frozen=True, slots=True, kw_only=True)
class TileMapSettings(Settings):
    """Settings of the tile map.

    Attributes
    ----------
    boundaries
        ``"63"`` or ``"34"``.
    limits
        One to four rising values that part the bands; a value on a limit is in the upper band.
    """

    boundaries: str = "63"
    limits: tuple[float, ...] = ()


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
    rows = {row.place_id: row for row in records(data)}
    places = tiles(settings.boundaries)
    high = (max(y for _, y in places.values()) + 1) * _TALL + 2
    with drawing():
        figure = sheet(settings.width, high)
        whole = paper(figure)
        for place_id, (x, y) in places.items():
            if place_id in rows:
                _tile(whole, rows[place_id], (x * _WIDE, high - 1 - (y + 1) * _TALL), settings)
        for name, place_id, x, y in islands(settings.boundaries):
            if place_id in rows:
                left, foot = x * _WIDE, high - 1 - (y + 1) * _TALL
                _island(whole, name, rows[place_id], (left, foot), settings)
        _legend(whole, data, high, settings)
    return figure


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


def _shade(value: float, settings: TileMapSettings) -> str:
    """Return the colour of the value's band, spread over the ramp."""
    if not is_known(value):
        return LIGHT["page"]
    steps = len(settings.limits)
    band = bisect_right(settings.limits, value)
    return RAMP[round(band * (len(RAMP) - 1) / steps)] if steps else RAMP[0]


def _rectangle(
    whole: Axes, place: tuple[float, float], value: float, settings: TileMapSettings, *, own: bool
) -> str:
    left, foot = place
    color = _shade(value, settings)
    unknown = not is_known(value)
    whole.bar(left + _WIDE / 2, _TALL - 1.5, bottom=foot + 0.75, width=_WIDE - 1.5, color=color,
              edgecolor=LIGHT["target"] if own else LIGHT["rule"], lw=1.8 if own else 0.5,
              hatch="////" if unknown else None, zorder=4 if own else 2)  # fmt: skip
    return LIGHT["ink"] if unknown else readable(color)


def _tile(whole: Axes, row: Any, place: tuple[float, float], settings: TileMapSettings) -> None:
    own = row.place_id == settings.own
    ink = _rectangle(whole, place, row.value, settings, own=own)
    left, foot = place
    value = number(row.value, settings.decimals, settings.language)
    middle, room = left + _WIDE / 2, _WIDE - 4
    weight = 600 if own else 400
    size = _NAME if text_width(row.place, _NAME, weight) <= room else _TIGHT
    lines = wrap(row.place, room, size, weight)
    if len(lines) == 1:
        write(whole, middle, foot + 12.4, lines[0], size=size, weight=weight, color=ink,
              ha="center")  # fmt: skip
        write(whole, middle, foot + 4, value, size=SMALL, weight=600, color=ink, ha="center")
        return
    for i, line in enumerate(lines):
        write(whole, middle, foot + 14.2 - i * 6.0, line, size=4.9, weight=weight, color=ink,
              ha="center")  # fmt: skip
    write(whole, middle, foot + 2.2, value, size=5.4, weight=600, color=ink, ha="center")


def _island(
    whole: Axes, name: str, row: Any, place: tuple[float, float], settings: TileMapSettings
) -> None:
    ink = _rectangle(whole, place, row.value, settings, own=row.place_id == settings.own)
    write(whole, place[0] + _WIDE / 2, place[1] + _TALL / 2, name, size=_NAME, color=ink,
          ha="center", va="middle")  # fmt: skip


def _bands(settings: TileMapSettings) -> list[tuple[str, str]]:
    limits, language, decimals = settings.limits, settings.language, settings.decimals
    if not limits:
        return []
    printed = [number(value, decimals, language, trim=True) for value in limits]
    found = [(choose(language, f"dưới {printed[0]}", f"below {printed[0]}"), RAMP[0])]
    for value, (low, high) in zip(limits, pairwise(printed), strict=False):
        text = choose(language, f"từ {low} đến dưới {high}", f"{low} to below {high}")
        found.append((text, _shade(value, settings)))
    last = choose(language, f"từ {printed[-1]} trở lên", f"{printed[-1]} and more")
    return [*found, (last, _shade(limits[-1], settings))]


def _legend(whole: Axes, data: pd.DataFrame, high: float, settings: TileMapSettings) -> None:
    left = 6.35 * _WIDE
    y = high - LABEL * LINE
    keys = [Key(text, "swatch", color) for text, color in _bands(settings)]
    if data["value"].isna().any():
        keys.append(Key(word("missing", settings.language), "swatch", LIGHT["page"], hatch="////"))
    for line in wrap(settings.unit, settings.width - left, SMALL, 600):
        write(whole, left, y, line, size=SMALL, weight=600, color=LIGHT["muted"])
        y -= SMALL * LINE
    y -= 4
    for key in keys:
        whole.bar(left + 6, 8, bottom=y - 1.2, width=12, color=key.color, edgecolor=LIGHT["rule"],
                  lw=0.5, hatch=key.hatch or None)  # fmt: skip
        write(whole, left + 16, y, key.text, size=SMALL, color=LIGHT["muted"])
        y -= 13


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
        f"{text}: {sum(bisect_right(settings.limits, row.value) == band for row in known)}"
        for band, (text, _) in enumerate(_bands(settings))
    ]
    if counted:
        opening = choose(language, "Số địa phương theo nhóm", "Places by band")
        said.append(f"{opening}: {'; '.join(counted)}.")
    own = [told(row) for row in known if row.place_id == settings.own]
    said += [f"{text}." for text in own]
    without = [row.place for row in records(data) if not is_known(row.value)]
    if without:
        said.append(f"{word('missing', language)}: {listed(without, language)}.")
    return " ".join(said)
