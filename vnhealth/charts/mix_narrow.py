"""The mix drawn for a phone: names above their bars, small shares printed below them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import LABEL, LINE, drawing, paper, sheet, wrap, write
from vnhealth.charts.mix import bar_of, fits, segments
from vnhealth.design import LIGHT, SEQUENCE

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

    from vnhealth.charts.mix import MixSettings

_BAR: Final = 17.0
_GAP: Final = 7.0


def draw_narrow(data: pd.DataFrame, settings: MixSettings) -> Figure:
    """Draw the bars over the whole width, each under its name.

    Parameters
    ----------
    data
        As :func:`vnhealth.charts.mix.shares` returns it.
    settings
        As for :func:`vnhealth.charts.mix.draw`.
    """
    order = list(dict.fromkeys(data["part"]))
    colours = {part: SEQUENCE[i % len(SEQUENCE)] for i, part in enumerate(order)}
    bars = [(str(bar), group) for bar, group in data.groupby("bar", sort=False)]
    with drawing():
        keys = [parts.Key(part, "swatch", colours[part]) for part in order]
        head = parts.key_rows(keys, settings.width)
        names = [
            wrap(bar, settings.width, LABEL, 600 if group["own"].any() else 400)
            for bar, group in bars
        ]
        small = [_small(group, colours, settings) for _, group in bars]
        high = len(head) * parts.KEY_PITCH + 4
        heights = [
            len(name) * LABEL * LINE + _BAR + len(rows) * parts.KEY_PITCH + _GAP
            for name, rows in zip(names, small, strict=True)
        ]
        y = sum(heights)
        figure = sheet(settings.width, y + high)
        whole = paper(figure)
        parts.draw_keys(whole, head, 0, foot=y + 4)
        for (_, group), name, rows in zip(bars, names, small, strict=True):
            own = bool(group["own"].any())
            for line in name:
                y -= LABEL * LINE
                write(whole, 0, y + 1.5, line, weight=600 if own else 400,
                      color=LIGHT["own"] if own else LIGHT["ink"])  # fmt: skip
            bar_of(whole, group, (0, y - _BAR / 2, settings.width), colours, settings)
            y -= _BAR + len(rows) * parts.KEY_PITCH
            parts.draw_keys(whole, rows, 0, foot=y)
            y -= _GAP
    return figure


def _small(
    group: pd.DataFrame, colours: dict[str, str], settings: MixSettings
) -> list[list[tuple[float, parts.Key]]]:
    """Return the shares too small to be printed in the bar, as a key below it."""
    if group["share_pct"].isna().any():
        return []
    keys = [
        parts.Key(text, "swatch", colours[row.part])
        for row, wide, text in segments(group, settings.width, settings)
        if not fits(text, wide)
    ]
    return parts.key_rows(keys, settings.width)
