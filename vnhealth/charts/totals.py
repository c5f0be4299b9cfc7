"""Show sums of money over the years, the plan told from the final account.

Frame, one row a year and kind: ``year``, ``kind`` (plan or final), ``value`` (VND); optional
``series`` (as revenue, expenditure: one panel each, side by side, on one scale). Years without a
figure keep a row of their own with the missing mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.frame import (
    HAIR,
    LABEL,
    LINE,
    Settings,
    drawing,
    paper,
    sheet,
    text_width,
    write,
)
from vnhealth.charts.rows import prepared, records
from vnhealth.charts.words import choose, listed, lower_first, word
from vnhealth.design import LIGHT
from vnhealth.wording.numbers import MISSING, NO_BREAK_SPACE, money, number

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_REQUIRED: Final = ("year", "kind", "value")
_OPTIONAL: Final[dict[str, Any]] = {"series": ""}
_KINDS: Final = ("plan", "final")
_BILLION: Final = 1e9
_GUTTER: Final = 24.0
_PITCH: Final = 15.0
_BAR: Final = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalsSettings(Settings):
    """Settings of the totals: those of every chart; ``decimals`` are those of the billions."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its years in words, and its bar unless nothing is known of them."""

    name: str
    kind: str = ""
    value: float = 0.0


def draw(frame: pd.DataFrame, settings: TotalsSettings) -> Figure:
    """Draw a bar a year and kind, plan hatched and final filled; narrow, a series below another.

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
        A column is absent or every value is missing.
    """
    data = prepared(frame, "totals", _REQUIRED, _OPTIONAL)
    known = data.dropna(subset=["value"])
    groups = [(str(series), group) for series, group in known.groupby("series", sort=False)]
    span = range(int(data["year"].min()), int(data["year"].max()) + 1)
    with drawing():
        keys = parts.key_rows(_keys(known, settings), settings.width)
        foot = len(keys) * parts.KEY_PITCH + 4
        rows = [_rows(group, span) for _, group in groups]
        columns = 1 if settings.narrow else len(groups)
        heights = [len(r) * _PITCH + LABEL * LINE + 6 for r in rows]
        height = foot + (sum(heights) + 6 * len(rows) if settings.narrow else max(heights))
        width = (settings.width - (columns - 1) * _GUTTER) / columns
        names = max(text_width(row.name) for part in rows for row in part) + 7
        figures = max(text_width(printed(v, settings), LABEL, 600) for v in known["value"]) + 6
        scale = (width - names - figures) / max(float(known["value"].max()), 1.0)
        figure = sheet(settings.width, height)
        whole = paper(figure)
        unit = choose(settings.language, "tỷ đồng", "billion VND")
        above = 0.0
        for i, (series, _) in enumerate(groups):
            left = i % columns * (width + _GUTTER)
            top = height - above - LABEL * LINE
            above += heights[i] + 6 if settings.narrow else 0
            heading = f"{series}, {unit}" if series else unit
            write(whole, left, top + 2, heading, weight=600, color=LIGHT["brand"])
            whole.plot([left, left + width], [top - 2] * 2, color=LIGHT["rule"], lw=HAIR)
            _bars(whole, rows[i], (left + names, top - 6), scale, settings)
        parts.draw_keys(whole, keys, 0)
    return figure


def _rows(group: pd.DataFrame, span: range) -> list[_Row]:
    """Return the rows of one panel; neighbouring years without a figure share one."""
    found: list[_Row] = []
    empty: list[int] = []
    for year in [*span, span.stop]:
        here = records(group[group["year"] == year].sort_values("kind", ascending=False))
        if not here and year != span.stop:
            empty.append(year)
            continue
        if empty:
            found.append(_Row("–".join(str(y) for y in sorted({empty[0], empty[-1]}))))
            empty = []
        found += [
            _Row(str(year) if i == 0 else "", row.kind, row.value) for i, row in enumerate(here)
        ]
    return found


def _keys(data: pd.DataFrame, settings: TotalsSettings) -> list[parts.Key]:
    shown = [kind for kind in _KINDS if (data["kind"] == kind).any()]
    return [
        parts.Key(word(kind, settings.language), "swatch", LIGHT["own"],
                  hatch="/////" if kind == "plan" else "")
        for kind in shown
    ]  # fmt: skip


def printed(value: float, settings: TotalsSettings) -> str:
    """Return a sum in VND as billions without its unit."""
    return number(value / _BILLION, settings.decimals, settings.language)


def _bars(
    whole: Axes,
    rows: list[_Row],
    place: tuple[float, float],
    scale: float,
    settings: TotalsSettings,
) -> None:
    """Draw the rows from `place`, the left end of the bars and the top; `scale` is points a VND."""
    left, top = place
    for i, row in enumerate(rows):
        y = top - (i + 0.5) * _PITCH
        known = bool(row.kind)
        write(whole, left - 7, y, row.name, ha="right", va="middle",
              color=LIGHT["ink" if known else "muted"])  # fmt: skip
        if not known:
            write(whole, left + 4, y, MISSING, va="middle", color=LIGHT["muted"])
            continue
        plan = row.kind == "plan"
        whole.barh(y, row.value * scale, left=left, height=_BAR, edgecolor=LIGHT["own"],
                   color=LIGHT["page" if plan else "own"], lw=0.8,
                   hatch="/////" if plan else None)  # fmt: skip
        write(whole, left + row.value * scale + 4, y, printed(row.value, settings), va="middle",
              weight=600)  # fmt: skip


def alt_text(frame: pd.DataFrame, settings: TotalsSettings) -> str:
    """Say every sum with its year and kind.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = prepared(frame, "totals", _REQUIRED, _OPTIONAL).dropna(subset=["value"])
    language, name = settings.language, lower_first(settings.indicator)
    said = [choose(language, f"Biểu đồ cột: {name}.", f"Bar chart: {name}.")]
    for name_of, group in data.groupby("series", sort=False):
        series, told = str(name_of), []
        for row in records(group.sort_values(["year", "kind"])):
            figure, unit = money(row.value, language, settings.decimals)
            kind = word(row.kind, language).lower()
            told.append(f"{kind} {row.year} {figure}{NO_BREAK_SPACE}{unit}")
        opening = f"{series}: " if series else ""
        sentence = f"{opening}{listed(told, language, semicolon=True)}."
        said.append(sentence[:1].upper() + sentence[1:])
    return " ".join(said)
