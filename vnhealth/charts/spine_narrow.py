"""The spine chart drawn for a phone: name, axis and figures of an indicator below each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts import spine_sheet as sheets
from vnhealth.charts.frame import LABEL, LINE, SMALL, panel, paper, sheet, text_width, wrap, write
from vnhealth.charts.rows import is_known
from vnhealth.charts.words import lower_first, word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import NO_BREAK_SPACE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from vnhealth.charts.spine import SpineSettings

_AXIS: Final = 19.0
_BELOW: Final = 12.0
_PAD: Final = 7.0
_GAP: Final = 9.0

Keys = list[list[tuple[float, parts.Key]]]


def draw_narrow(rows: list[Any], keys: Keys, settings: SpineSettings) -> Figure:
    """Draw an indicator in three steps: name and own value, axis between worst and best, the rest.

    Parameters
    ----------
    rows, settings
        The prepared rows and the settings of :func:`vnhealth.charts.spine.draw`.
    keys
        The rows of the key.
    """
    foot = len(keys) * parts.KEY_PITCH + 6
    heights = [_height(row, settings) for row in rows]
    total = sum(heights)
    place = wrap(
        settings.place or word("result", settings.language), settings.width / 2, SMALL, 600
    )
    head = (len(place) + 1) * SMALL * LINE + 6
    figure = sheet(settings.width, foot + total + head)
    whole = paper(figure)
    ends = [
        max(text_width(sheets.printed(row, field, settings), LABEL) for row in rows) + _GAP
        for field in ("worst", "best")
    ]
    axes = panel(figure, ends[0], foot, settings.width - sum(ends), total)
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(0, total)
    _heads(whole, place, foot + total, settings)
    y = total
    for row, height in zip(rows, heights, strict=True):
        _row((whole, axes), row, (foot, y), settings)
        y -= height
        whole.plot([0, settings.width], [foot + y] * 2, color=LIGHT["rule"], lw=0.4, zorder=-1)
    parts.draw_keys(whole, keys, 0)
    return figure


def _own(row: Any, settings: SpineSettings) -> float:
    """Return the room of the own value at the right of the name."""
    return text_width(sheets.printed(row, "value", settings), LABEL, 600) + _GAP


def _height(row: Any, settings: SpineSettings) -> float:
    lines = sheets.name_lines(row, settings.width - _own(row, settings))
    return len(lines) * LABEL * LINE + _AXIS + _BELOW + _PAD


def _heads(whole: Axes, place: list[str], top: float, settings: SpineSettings) -> None:
    language, muted, width = settings.language, LIGHT["muted"], settings.width
    above = top + 5 + SMALL * LINE
    write(whole, 0, above, word("indicator", language), size=SMALL, weight=600, color=muted)
    for i, line in enumerate(reversed(place)):
        write(whole, width, above + i * SMALL * LINE, line, size=SMALL, weight=600, ha="right",
              color=LIGHT["own"])  # fmt: skip
    worse, better = (word(f"reading {key}", language) for key in ("worse", "better"))
    write(whole, 0, top + 5, word("worst", language), size=SMALL, weight=600, color=muted)
    write(whole, width / 2 - 5, top + 5, f"← {worse}", size=SMALL, ha="right", color=muted)
    write(whole, width / 2 + 5, top + 5, f"{better} →", size=SMALL, color=muted)
    write(whole, width, top + 5, word("best", language), size=SMALL, weight=600, ha="right",
          color=muted)  # fmt: skip
    whole.plot([0, width], [top] * 2, color=muted, lw=0.6, zorder=-1)


def _row(
    both: tuple[Axes, Axes], row: Any, place: tuple[float, float], settings: SpineSettings
) -> None:
    """Draw one indicator downwards; `place` is the foot of the axes and its top above that."""
    whole, axes = both
    foot, top = place
    y = top - _PAD / 2
    write(whole, settings.width, foot + y - LABEL * LINE + 3,
          sheets.printed(row, "value", settings), weight=600, ha="right",
          color=LIGHT["own"])  # fmt: skip
    for text, size, color in sheets.name_lines(row, settings.width - _own(row, settings)):
        y -= LABEL * LINE
        write(whole, 0, foot + y + 3, text, size=size, color=color)
    y -= _AXIS / 2
    for field, x, ha in (("worst", 0.0, "left"), ("best", settings.width, "right")):
        write(whole, x, foot + y, sheets.printed(row, field, settings), ha=ha, va="middle",
              color=LIGHT["muted"])  # fmt: skip
    axes.plot([0.5, 0.5], [y - _AXIS / 2 + 1, y + _AXIS / 2 - 1], color=LIGHT["country"], lw=1.0,
              zorder=3)  # fmt: skip
    sheets.marks(axes, row, y)
    y -= _AXIS / 2 + _BELOW
    x = 0.0
    for text, color in _said(row, settings):
        write(whole, x, foot + y + 3.5, text, size=SMALL, color=color)
        x += text_width(text, SMALL) + _GAP


def _said(row: Any, settings: SpineSettings) -> list[tuple[str, str]]:
    """Return the country's and the region's value and the rank, each with its name and colour."""
    language = settings.language
    country = settings.country or word("country", language)
    named = [("country", country, LIGHT["ink"])]
    if settings.region and is_known(float(row.region)):
        named.append(("region", word("its region", language), LIGHT["region"]))
    named.append(("rank", lower_first(word("rank", language)), LIGHT["muted"]))
    return [
        (f"{name}{NO_BREAK_SPACE}{sheets.printed(row, field, settings)}", color)
        for field, name, color in named
    ]
