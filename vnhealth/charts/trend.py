"""Show how one indicator has gone over the years, here and beside the region and the country.

Frame, one row a series and year: ``series_id``, ``series`` (its name), ``kind`` (own, country,
region or peer), ``year``, ``value``; optional ``source`` (name of the source, which chooses the
marker), ``preliminary`` (hollow), ``comparator`` (sign before the last figure).
A line joins neighbouring years of one series and source only; gaps and breaks stay open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.axes import Break, Target
from vnhealth.charts.frame import Settings, drawing
from vnhealth.charts.rows import prepared, records
from vnhealth.charts.words import choose, figure_text, listed, lower_first, word
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_REQUIRED: Final = ("series_id", "series", "kind", "year", "value")
_OPTIONAL: Final[dict[str, Any]] = {"source": "", "preliminary": False, "comparator": "eq"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendSettings(Settings):
    """Settings of the trend.

    Attributes
    ----------
    targets
        Dashed lines with their words.
    breaks
        Thin vertical lines before a year; no line crosses them.
    from_zero
        Start the value axis at zero; ``None`` decides by the data.
    height
        Height of the plotting area in points.
    """

    targets: tuple[Target, ...] = ()
    breaks: tuple[Break, ...] = ()
    from_zero: bool | None = None
    height: float = 170.0


def draw(frame: pd.DataFrame, settings: TrendSettings) -> Figure:
    """Draw the trend.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        What to print and mark.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent or every value is missing.
    """
    data = prepared(frame, "trend", _REQUIRED, _OPTIONAL)
    known = data.dropna(subset=["value"])
    from vnhealth.charts.trend_sheet import TrendSheet

    with drawing():
        return TrendSheet(known, settings).draw()


def alt_text(frame: pd.DataFrame, settings: TrendSettings) -> str:
    """Say what the trend shows: its span, first and last figure of each series, targets, breaks.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = prepared(frame, "trend", _REQUIRED, _OPTIONAL)
    known = data.dropna(subset=["value"])
    language = settings.language
    first, last = int(known["year"].min()), int(known["year"].max())
    name = lower_first(settings.indicator)
    years = str(first) if first == last else f"{first}–{last}"
    said = [choose(language, f"Biểu đồ đường: {name}, {years}.", f"Line chart: {name}, {years}.")]
    for kind in reversed(parts.DRAWN_ORDER):
        for _, series in known[known["kind"] == kind].groupby("series_id", sort=False):
            said.append(_series_sentence(series.sort_values("year"), settings))
    said += [
        f"{t.label}." if t.label.endswith(number_of(t, settings)) else
        f"{t.label}: {number_of(t, settings)}."
        for t in settings.targets
    ]  # fmt: skip
    marked = [
        f"{b.label or word(f'break {b.kind}', language)} ({b.year})"
        for b in sorted(settings.breaks, key=lambda b: b.year)
        if first < b.year <= last
    ]
    if marked:
        opening = choose(language, "Có điểm gãy của chuỗi số liệu", "Breaks in the series")
        said.append(f"{opening}: {listed(marked, language)}.")
    return " ".join(said)


def number_of(target: Target, settings: Settings) -> str:
    """Return a target's value as printed."""
    return number(target.value, settings.decimals, settings.language, trim=True)


def _series_sentence(series: pd.DataFrame, settings: TrendSettings) -> str:
    language = settings.language

    def told(row: Any) -> str:
        text = figure_text(row.value, settings.decimals, language, "", row.comparator)
        mark = f", {word('preliminary', language)}" if row.preliminary else ""
        return f"{text} ({row.year}{mark})"

    rows = records(series)
    name = rows[0].series
    if len(rows) == 1:
        return f"{name}: {told(rows[0])}."
    return choose(
        language,
        f"{name}: từ {told(rows[0])} đến {told(rows[-1])}.",
        f"{name}: from {told(rows[0])} to {told(rows[-1])}.",
    )
