"""Set one place beside the country, its region, the worst and the best: a row an indicator.

Frame, one row an indicator, in the order to be drawn: the columns of :func:`vnhealth.views.spine`
that are read are ``value``, ``worst``, ``best``, ``at``, ``worst_at``, ``best_at`` (places on an
axis from 0, the worse end, to 1) and, where known, ``year``, ``lower``, ``upper``, ``country``,
``region``, ``lower_quartile_at``, ``upper_quartile_at``, ``country_at``, ``region_at``, ``rank``,
``ranked``, ``reading`` and ``status``; to be added: ``label`` and, if wanted, ``unit``,
``decimals``, ``mark`` (printed after the own value), ``worst_place``, ``best_place`` (for the alt
text) and ``directed`` (``False`` where neither end is better).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts import spine_sheet as sheets
from vnhealth.charts.frame import (
    LINE,
    SMALL,
    Settings,
    drawing,
    panel,
    paper,
    sheet,
)
from vnhealth.charts.outcomes import (
    counted,
    reading_keys,
    reading_text,
    require_readings,
)
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.words import choose, lower_first, word
from vnhealth.design import LIGHT

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_REQUIRED: Final = ("label", "value", "worst", "best", "at", "worst_at", "best_at")
_OPTIONAL: Final[dict[str, Any]] = {
    "unit": "", "decimals": -1, "year": 0, "mark": "", "country": math.nan, "region": math.nan,
    "lower": math.nan, "upper": math.nan, "lower_quartile_at": math.nan,
    "upper_quartile_at": math.nan, "country_at": math.nan, "region_at": math.nan,
    "rank": math.nan, "ranked": 0, "reading": "not_compared", "status": "", "directed": True,
    "worst_place": "", "best_place": "",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class SpineSettings(Settings):
    """Settings of the spine chart.

    Attributes
    ----------
    place, region, country
        Names that head the columns of values; an empty region leaves its column out.
    benchmark
        What the readings are against, as it stands after "better than"; the country when empty.
    """

    place: str = ""
    region: str = ""
    country: str = ""
    benchmark: str = ""


def draw(frame: pd.DataFrame, settings: SpineSettings) -> Figure:
    """Draw a row an indicator: values at the left and right, all marks on one axis between.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Names of place, region and country.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent, every value is missing, or a reading is unknown.
    """
    data = _prepared(frame)
    rows = records(data)
    with drawing():
        keys = parts.key_rows(_keys(data, settings), settings.width)
        if settings.narrow:
            from vnhealth.charts.spine_narrow import draw_narrow

            return draw_narrow(rows, keys, settings)
        foot = len(keys) * parts.KEY_PITCH + 6
        place = sheets.layout(rows, foot, settings)
        heights = [sheets.row_height(row, place.names) for row in rows]
        total = sum(heights)
        head = max(len(column.head) for column in place.columns) * SMALL * LINE + 8
        figure = sheet(settings.width, foot + total + head)
        whole = paper(figure)
        axes = panel(figure, place.axis, foot, place.axis_end - place.axis, total)
        axes.set_xlim(-0.02, 1.02)
        axes.set_ylim(0, total)
        sheets.heads(whole, place, foot + total, settings)
        axes.plot([0.5, 0.5], [0, total], color=LIGHT["country"], lw=1.0, zorder=3)
        y = total
        for row, height in zip(rows, heights, strict=True):
            sheets.values(whole, row, foot + y - height / 2, place, settings)
            sheets.marks(axes, row, y - height / 2)
            y -= height
            whole.plot([0, settings.width], [foot + y] * 2, color=LIGHT["rule"], lw=0.4, zorder=-1)
        parts.draw_keys(whole, keys, 0)
    return figure


def _prepared(frame: pd.DataFrame) -> pd.DataFrame:
    data = prepared(frame, "spine", _REQUIRED, _OPTIONAL)
    require_readings(data["reading"], "spine")
    return data


def _benchmark(settings: SpineSettings) -> str:
    return settings.benchmark or word("the country", settings.language)


def _keys(data: pd.DataFrame, settings: SpineSettings) -> list[parts.Key]:
    language = settings.language
    keys = reading_keys(data["reading"], _benchmark(settings), language)
    keys.append(parts.Key(settings.country or word("country", language), "rule", LIGHT["country"]))
    if data["region_at"].notna().any():
        name = settings.region or word("own region", language)
        keys.append(parts.Key(name, "rule", LIGHT["region"]))
    keys.append(parts.Key(word("range", language), "swatch", LIGHT["rule"]))
    if data["lower_quartile_at"].notna().any():
        keys.append(parts.Key(word("middle half", language), "swatch", LIGHT["peer"]))
    if data["lower"].notna().any():
        keys.append(parts.Key(word("interval", language), "line", LIGHT["muted"]))
    if not data["directed"].astype(bool).all():
        keys.append(parts.Key(word("no direction", language), "", LIGHT["muted"]))
    return keys


def alt_text(frame: pd.DataFrame, settings: SpineSettings) -> str:
    """Say how many indicators stand how, then every indicator with its figures.

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
    language = settings.language
    rows = records(data)
    said = [
        choose(
            language,
            f"Biểu đồ vị trí của {settings.place} theo {len(rows)} chỉ tiêu:"
            f" {counted(data['reading'], _benchmark(settings), language)}.",
            f"Spine chart of {settings.place}, indicators shown: {len(rows)}:"
            f" {counted(data['reading'], _benchmark(settings), language)}.",
        )
    ]
    return " ".join([*said, *(_sentence(row, settings) for row in rows)])


def _sentence(row: Any, settings: SpineSettings) -> str:
    language = settings.language
    named = [
        (field, name)
        for field, name in (("country", settings.country or word("country", language)),
                            ("region", settings.region))
        if name and is_known(float(getattr(row, field)))
    ]  # fmt: skip
    told = [f"{name} {sheets.printed(row, field, settings)}" for field, name in named]
    for field, place in (("worst", row.worst_place), ("best", row.best_place)):
        where = f" ({place})" if place else ""
        told.append(
            f"{lower_first(word(field, language))} {sheets.printed(row, field, settings)}{where}"
        )
    if row.rank is not None and is_known(float(row.rank)):
        told.append(
            f"{lower_first(word('rank', language))} {int(row.rank)}"
            f" {choose(language, 'trên', 'of')} {int(row.ranked)}"
        )
    told.append(reading_text(row.reading, _benchmark(settings), language))
    unit = f" ({row.unit})" if row.unit and row.unit not in {"%", "‰"} else ""
    year = f" {int(row.year)}" if row.year else ""
    return f"{row.label}{unit}{year}: {sheets.printed(row, 'value', settings)}; {', '.join(told)}."
