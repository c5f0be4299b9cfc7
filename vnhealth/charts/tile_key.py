"""The bands of a tile map: their limits in words, their shades, and the key that tells them."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from vnhealth.charts.axes import Key
from vnhealth.charts.frame import LABEL, LINE, SMALL, block, wrap, write
from vnhealth.charts.rows import is_known
from vnhealth.charts.words import choose, word
from vnhealth.design import LIGHT, MARKS, RAMP
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

    from vnhealth.charts.tile_map import TileMapSettings


def shade(value: float, settings: TileMapSettings) -> str:
    """Return the colour of the value's band, spread over the ramp."""
    if not is_known(value):
        return LIGHT["page"]
    steps = len(settings.limits)
    band = band_of(value, settings)
    return RAMP[round(band * (len(RAMP) - 1) / steps)] if steps else RAMP[0]


def bands(settings: TileMapSettings) -> list[tuple[str, str]]:
    """Return the words and the colour of every band, from the lowest."""
    limits, language, decimals = settings.limits, settings.language, settings.decimals
    if not limits:
        return []
    printed = [number(value, decimals, language, trim=True) for value in limits]
    found = [(choose(language, f"dưới {printed[0]}", f"below {printed[0]}"), RAMP[0])]
    for value, (low, high) in zip(limits, pairwise(printed), strict=False):
        text = choose(language, f"từ {low} đến dưới {high}", f"{low} to below {high}")
        found.append((text, shade(value, settings)))
    last = choose(language, f"từ {printed[-1]} trở lên", f"{printed[-1]} and more")
    return [*found, (last, shade(limits[-1], settings))]


def band_of(value: float, settings: TileMapSettings) -> int:
    """Return the number of the value's band, 0 for the lowest."""
    return bisect_right(settings.limits, value)


def draw_key(
    whole: Axes,
    place: tuple[float, float, float],
    data: pd.DataFrame,
    settings: TileMapSettings,
) -> None:
    """Write the bands with how many places each has; `place` is left edge, first line and width."""
    x, y, width = place
    language = settings.language
    for line in wrap(settings.unit, width, LABEL, 600):
        write(whole, x, y, line, weight=600)
        y -= LABEL * LINE
    places = word("number of places", language)
    write(whole, x, y, f"({places})", size=SMALL, color=LIGHT["muted"])
    y -= SMALL * LINE + 5
    for key in band_keys(data, settings):
        block(whole, x + 0.5, y - 1.6, 16, 9, color=key.color, edge=LIGHT["rule"], lw=0.5,
              hatch=key.hatch or None)  # fmt: skip
        write(whole, x + 22, y, key.text, size=SMALL, color=LIGHT["ink"])
        y -= 14
    for text in remarks(data, settings):
        write(whole, x, y, text, size=SMALL, color=LIGHT["muted"])
        y -= 12


def band_keys(data: pd.DataFrame, settings: TileMapSettings) -> list[Key]:
    """Return the bands with how many places each has, and those without a value."""
    known = data["value"].dropna()
    counts = [int(sum(band_of(v, settings) == band for v in known)) for band in range(5)]
    keys = [
        Key(f"{text} ({counts[band]})", "swatch", color)
        for band, (text, color) in enumerate(bands(settings))
    ]
    unknown = int(data["value"].isna().sum())
    if unknown:
        text = f"{word('missing', settings.language)} ({unknown})"
        keys.append(Key(text, "swatch", LIGHT["page"], hatch="////"))
    return keys


def remarks(data: pd.DataFrame, settings: TileMapSettings) -> list[str]:
    """Return the country's value and what the mark of preliminary figures means."""
    language, said = settings.language, []
    if settings.reference is not None:
        name = settings.reference_label or word("country", language)
        said.append(f"{name}: {number(settings.reference, settings.decimals, language)}")
    if data["preliminary"].astype(bool).any():
        said.append(f"{MARKS['preliminary']} {word('preliminary', language)}")
    return said


def key_height(data: pd.DataFrame, settings: TileMapSettings, width: float) -> float:
    """Return the height that the key takes in points, at most `width` wide."""
    unit = len(wrap(settings.unit, width, LABEL, 600))
    below = 14 * len(band_keys(data, settings)) + 12 * len(remarks(data, settings))
    return unit * LABEL * LINE + SMALL * LINE + 5 + below + 12
