"""Show what a whole is made of: one bar of 100 % a year or a place, its parts in one order.

Frame, one row a bar and part, in the order to be drawn: ``bar``, ``part``, ``value`` (a count or
an amount; the shares drawn are of the bar's sum); optional ``own`` (the bar is the own place's
or the asked year's: bold name). A bar with a missing part is left out and named in the alt text,
since its shares are not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import LABEL, SMALL, Settings, drawing, paper, sheet, text_width, write
from vnhealth.charts.rows import prepared, records
from vnhealth.charts.words import choose, figure_text, listed, lower_first, word
from vnhealth.design import LIGHT, SEQUENCE, STEADY_INK, STEADY_WHITE
from vnhealth.errors import DataError
from vnhealth.wording.numbers import MISSING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("bar", "part", "value")
_OPTIONAL: Final[dict[str, Any]] = {"own": False}
_PITCH: Final = 19.0
_BAR: Final = 14.0
_PAD: Final = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MixSettings(Settings):
    """Settings of the mix: those of every chart."""


def shares(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the frame with ``share_pct``, NaN throughout a bar that lacks a part."""
    data = prepared(frame, "mix", _REQUIRED, _OPTIONAL)
    grouped = data.groupby("bar", sort=False)["value"]
    whole = grouped.transform("sum").where(grouped.transform("count") == grouped.transform("size"))
    data["share_pct"] = 100 * data["value"] / whole.where(whole > 0)
    if data["share_pct"].isna().all():
        raise DataError(
            en="The chart 'mix' has no bar whose parts are all known.",
            vi="Biểu đồ 'mix' không có thanh nào biết đủ mọi thành phần.",
        )
    return data


def draw(frame: pd.DataFrame, settings: MixSettings) -> Figure:
    """Draw the stacked bars under a key of their parts.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Language, decimals, width.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent or no bar has all its parts.
    """
    data = shares(frame)
    if settings.narrow:
        from vnhealth.charts.mix_narrow import draw_narrow

        return draw_narrow(data, settings)
    order = list(dict.fromkeys(data["part"]))
    colours = {part: SEQUENCE[i % len(SEQUENCE)] for i, part in enumerate(order)}
    bars = list(data.groupby("bar", sort=False))
    with drawing():
        names = max(text_width(str(bar), LABEL, 600) for bar, _ in bars) + 8
        keys = [parts.Key(part, "swatch", colours[part]) for part in order]
        rows = parts.key_rows(keys, settings.width - names)
        head = len(rows) * parts.KEY_PITCH + 6
        height = len(bars) * _PITCH + head
        figure = sheet(settings.width, height)
        whole = paper(figure)
        parts.draw_keys(whole, rows, names, foot=height - head + 6)
        for i, (bar, group) in enumerate(bars):
            y = height - head - (i + 0.5) * _PITCH
            own = bool(group["own"].any())
            write(whole, names - 8, y, str(bar), ha="right", va="middle",
                  weight=600 if own else 400,
                  color=LIGHT["own"] if own else LIGHT["ink"])  # fmt: skip
            bar_of(whole, group, (names, y, settings.width - names), colours, settings)
    return figure


def bar_of(
    whole: Axes,
    group: pd.DataFrame,
    place: tuple[float, float, float],
    colours: dict[str, str],
    settings: MixSettings,
) -> None:
    """Draw the bar of `group` at `place`: left, centre, length."""
    left, y, length = place
    if group["share_pct"].isna().any():
        write(whole, left + 4, y, f"{MISSING} {word('missing', settings.language).lower()}",
              va="middle", size=SMALL, color=LIGHT["muted"])  # fmt: skip
        return
    for row, wide, text in segments(group, length, settings):
        color = colours[row.part]
        whole.barh(y, wide, left=left, height=_BAR, color=color, edgecolor=STEADY_WHITE, lw=0.9)
        if fits(text, wide):
            write(whole, left + wide / 2, y, text, ha="center", va="middle", size=SMALL,
                  weight=600, color=readable(color))  # fmt: skip
        left += wide


def segments(
    group: pd.DataFrame, length: float, settings: Settings
) -> Iterator[tuple[Any, float, str]]:
    """Yield the parts of a bar of `length` points, each with its length and its printed share."""
    for row in records(group):
        text = figure_text(row.share_pct, settings.decimals, settings.language, "%")
        yield row, row.share_pct / 100 * length, text


def fits(text: str, wide: float) -> bool:
    """Tell whether a share can be printed in its part of the bar, `wide` points long."""
    return text_width(text, SMALL, 600) + _PAD <= wide


def luminance(color: str) -> float:
    """Return the relative luminance of a colour, 0 (black) to 1 (white), after WCAG 2.

    >>> round(luminance("#ffffff"), 3), round(luminance("#000000"), 3)
    (1.0, 0.0)
    """
    levels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4 for v in levels]  # noqa: PLR2004
    return sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def readable(color: str) -> str:
    """Return white or ink, whichever stands out more on `color`, a ground of both themes."""
    on = luminance(color) + 0.05
    white = 1.05 / on
    ink = on / (luminance(STEADY_INK) + 0.05)
    return STEADY_WHITE if white >= ink else STEADY_INK


def alt_text(frame: pd.DataFrame, settings: MixSettings) -> str:
    """Say the shares of every bar.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = shares(frame)
    language, name = settings.language, lower_first(settings.indicator)
    said = [choose(language, f"Biểu đồ cơ cấu: {name}.", f"Stacked bars: {name}.")]
    unknown = []
    for bar, group in data.groupby("bar", sort=False):
        if group["share_pct"].isna().any():
            unknown.append(str(bar))
            continue
        told = [
            f"{lower_first(row.part)} "
            + figure_text(row.share_pct, settings.decimals, language, "%")
            for row in records(group)
        ]
        said.append(f"{bar}: {listed(told, language)}.")
    if unknown:
        said.append(f"{word('missing', language)}: {listed(unknown, language)}.")
    return " ".join(said)
