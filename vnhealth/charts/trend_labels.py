"""The runs of a trend's lines, and names for those that end before the last year."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts import axes as parts
from vnhealth.charts.axes import Break, Key
from vnhealth.charts.frame import LABEL, LINE, text_width
from vnhealth.charts.labels import Box, Room, around, first_free
from vnhealth.charts.rows import records

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pandas as pd

    from vnhealth.charts.trend_sheet import TrendSheet

_PITCH: Final = LABEL * LINE
_MOST: Final = 165.0
_NARROW_MOST: Final = 84.0
# Room that is too little to wrap a name into.
_LEAST: Final = 80.0


@dataclass(frozen=True, slots=True)
class InnerLabel:
    """A label within the plot: the point it names, its lines and box, in points of the panel."""

    row: Any
    lines: list[str]
    box: Box
    point: tuple[float, float]


def segments(series: pd.DataFrame, breaks: tuple[Break, ...]) -> Iterator[pd.DataFrame]:
    """Yield the runs of neighbouring years that one line may join."""
    ordered = series.sort_values("year")
    series_id = str(ordered["series_id"].iloc[0])
    years = ordered["year"].to_numpy()
    sources = ordered["source"].to_numpy()
    cuts = [
        i
        for i in range(1, len(years))
        if years[i] - years[i - 1] != 1
        or sources[i] != sources[i - 1]
        or any(_cuts(b, series_id) and years[i - 1] < b.year <= years[i] for b in breaks)
    ]
    for start, stop in zip([0, *cuts], [*cuts, len(years)], strict=True):
        yield ordered.iloc[start:stop]


def _cuts(item: Break, series_id: str) -> bool:
    return not item.series_ids or series_id in item.series_ids


def inner_labels(sheet: TrendSheet) -> tuple[list[InnerLabel], list[Key]]:
    """Place the names of what ends before the last year, each beside its last point.

    A narrow drawing leaves out the names that stand in its margin, and has a key for those that
    find no free place.
    """
    narrow = sheet.settings.narrow
    (x0, x1), low = sheet.years, sheet.ticks[0]
    across, up = sheet.width / (x1 - x0), sheet.height / (sheet.ticks[-1] - low)
    taken = list(_obstacles(sheet, (x0, low), (across, up)))
    found: list[InnerLabel] = []
    homeless: list[Key] = []
    for row in sorted(records(sheet.last_points()), key=lambda r: (-r.value, r.series)):
        if row.year == sheet.last:
            continue
        free = (x1 - row.year) * across - 8
        most = _NARROW_MOST if narrow else _MOST
        lines = sheet.named(row, min(most, free) if free >= _LEAST else most)
        if narrow and row.series_id in sheet.newest:
            lines = [sheet.name(row).removeprefix(f"{row.series} ")]
        wide = max(text_width(line, LABEL, sheet.weight(row)) for line in lines)
        x, y = (row.year - x0) * across, (row.value - low) * up
        places = around(x, y, wide, len(lines) * _PITCH, Room(sheet.width, sheet.height))
        box = first_free(places, taken)
        if box is not None:
            taken.append(box)
            found.append(InnerLabel(row, lines, box, (x, y)))
        elif narrow:
            color, _, dash = parts.LINES[row.kind]
            homeless.append(Key(sheet.name(row), "line" if dash == "solid" else "dashes", color))
    return found, homeless


def _obstacles(
    sheet: TrendSheet, corner: tuple[float, float], scale: tuple[float, float]
) -> Iterator[Box]:
    """Yield small boxes along every line, and around every point and target.

    `corner` is the year and value at the lower left, `scale` the points of a year and of a unit.
    """
    import numpy as np

    for _, series in sheet.known.groupby("series_id"):
        for run in segments(series, sheet.settings.breaks):
            xs = (run["year"].to_numpy(dtype=float) - corner[0]) * scale[0]
            ys = (run["value"].to_numpy(dtype=float) - corner[1]) * scale[1]
            along = np.linspace(xs[0], xs[-1], max(2, int((xs[-1] - xs[0]) / 4)))
            for x, y in zip(along, np.interp(along, xs, ys), strict=True):
                yield Box(x - 2, y - 2, x + 2, y + 2)
    for target in sheet.settings.targets:
        y = (target.value - corner[1]) * scale[1]
        yield Box(0, y - 1, sheet.width, y + 1)
