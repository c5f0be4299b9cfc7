"""Set places against what chance allows for their size: a dot each between control limits.

Frame, one row a place: ``place_id``, ``place``, ``value``, ``denominator`` (people, or expected
events) and ``outcome`` (``higher_99_8``, ``higher_95``, ``similar``, ``lower_95``,
``lower_99_8``, ``not_compared``: see :func:`vnhealth.measures.funnels.funnel_class`); optional
``reading`` (better, worse, higher, lower, similar, not_compared). The limits are computed by
:func:`vnhealth.measures.funnels.funnel_limits` at the sizes that :func:`sizes` asks for, and
handed over as a frame.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from vnhealth.charts.frame import Settings, drawing
from vnhealth.charts.outcomes import counted, reading_text, require_readings
from vnhealth.charts.rows import prepared, records
from vnhealth.charts.words import choose, figure_text, listed, lower_first, word
from vnhealth.errors import DataError
from vnhealth.wording.numbers import number

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from matplotlib.figure import Figure
    from numpy.typing import NDArray

_REQUIRED: Final = ("place_id", "place", "value", "denominator", "outcome")
_OPTIONAL: Final[dict[str, Any]] = {}
LEVELS: Final = (0.95, 0.998)
_TOLD: Final = 5
_BEYOND: Final = 1.5
_GRID: Final = 80


class Limit(NamedTuple):
    """The control limits of one level at one size."""

    size: float
    level: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FunnelSettings(Settings):
    """Settings of the funnel plot.

    Attributes
    ----------
    average
        The value around which places vary, in the unit of the values.
    average_label
        Its name: "Cả nước".
    limits
        Limits of both levels, as :func:`limits_of` reads them out of a frame of results.
    size_label
        What the horizontal axis counts: "Dân số".
    benchmark
        What the readings are against, as it stands after "better than".
    most
        How many outliers are named at most, the farthest outside first.
    height
        Height of the plotting area in points.
    """

    average: float
    average_label: str = ""
    limits: tuple[Limit, ...]
    size_label: str = ""
    benchmark: str = ""
    most: int = 14
    height: float = 250.0


def draw(frame: pd.DataFrame, settings: FunnelSettings) -> Figure:
    """Draw the dots, the limits at 95 and 99.8 %, and the names of the own place and outliers.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Average and limits.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent, no place has a value and a size, a reading is unknown, or a level of
        limits is missing.
    """
    data = _prepared(frame, settings)
    from vnhealth.charts.funnel_sheet import FunnelSheet

    with drawing():
        return FunnelSheet(data, settings).draw()


def _prepared(frame: pd.DataFrame, settings: FunnelSettings) -> pd.DataFrame:
    """Return the places with a value and a size, each with how far it lies outside."""
    data = prepared(frame, "funnel", _REQUIRED, _OPTIONAL)
    if "reading" not in data.columns:
        data["reading"] = [str(name).split("_9")[0] for name in data["outcome"]]
    require_readings(data["reading"], "funnel")
    if {limit.level for limit in settings.limits} != set(LEVELS):
        raise DataError(
            en="The chart 'funnel' needs the limits of both levels, 95 and 99.8 per cent.",
            vi="Biểu đồ 'funnel' cần giới hạn của cả hai mức 95% và 99,8%.",
        )
    known = data[data["value"].notna() & (data["denominator"] > 0)].reset_index(drop=True)
    if known.empty:
        raise DataError(
            en="The chart 'funnel' has no place with both a value and a size.",
            vi="Biểu đồ 'funnel' không có địa phương nào đủ cả giá trị và quy mô; mẫu số trống.",
        )
    return known


def sizes(frame: pd.DataFrame) -> NDArray[np.float64]:
    """Return the sizes at which the limits are wanted: enough for a smooth line, and the places'.

    Parameters
    ----------
    frame
        See the module's first lines; only ``denominator`` is read.
    """
    import numpy as np

    known = frame["denominator"].to_numpy(float)
    known = known[known > 0]
    low, high = known.min() / _BEYOND, known.max() * _BEYOND
    grid = np.concatenate([np.geomspace(low, high, _GRID), np.linspace(low, high, _GRID), known])
    return np.unique(grid)


def limits_of(results: pd.DataFrame) -> tuple[Limit, ...]:
    """Return the limits in a frame of :func:`vnhealth.measures.funnels.funnel_limits`."""
    pairs = zip(results.index, results["lower"], results["upper"], strict=True)
    return tuple(
        Limit(float(size), float(level), float(lower), float(upper))
        for (size, level), lower, upper in pairs
    )


def limits(settings: FunnelSettings) -> dict[float, list[Limit]]:
    """Return the limits of each level, by rising size."""
    return {
        level: sorted(limit for limit in settings.limits if limit.level == level)
        for level in LEVELS
    }


def outside(data: pd.DataFrame, settings: FunnelSettings) -> pd.Series[float]:
    """Return how far each place lies from the average, in half-widths of its 99.8 % limits."""
    import numpy as np

    rows = limits(settings)[LEVELS[1]]
    at = [row.size for row in rows]
    lower, upper = (
        np.interp(data["denominator"].to_numpy(float), at, [getattr(row, side) for row in rows])
        for side in ("lower", "upper")
    )
    away = data["value"] - settings.average
    half = np.where(away > 0, upper - settings.average, settings.average - lower)
    return (away / np.where(half > 0, half, np.nan)).abs().fillna(0.0)


def alt_text(frame: pd.DataFrame, settings: FunnelSettings) -> str:
    """Say how many places lie where, the farthest outliers, and the own place.

    Parameters
    ----------
    frame, settings
        As for :func:`draw`.

    Returns
    -------
    str
        Sentences in the language of the settings.
    """
    data = _prepared(frame, settings)
    language, name = settings.language, lower_first(settings.indicator)
    beyond = int(data["outcome"].str.endswith("99_8").sum())
    average = figure_text(settings.average, settings.decimals, language)
    label = settings.average_label or word("country", language)
    said = [
        choose(
            language,
            f"Biểu đồ phễu của {len(data)} tỉnh, thành phố theo {name}:"
            f" {beyond} nơi nằm ngoài giới hạn 99,8%.",
            f"Funnel plot of {len(data)} provinces by {name}:"
            f" {beyond} lie outside the 99.8% limits.",
        ),
        f"{label}: {average}.",
        f"{counted(data['reading'], settings.benchmark, language)}.",
    ]
    far = data.assign(away=outside(data, settings))
    far = far[far["outcome"].str.endswith("99_8")].sort_values(
        ["away", "place"], ascending=[False, True], kind="stable"
    )
    if len(far):
        told = listed([_told(row, settings) for row in records(far.head(_TOLD))], language)
        said.append(f"{choose(language, 'Xa nhất', 'Farthest outside')}: {told}.")
    for row in records(data[data["place_id"] == settings.own]):
        size = number(row.denominator, 0, language)
        where = lower_first(settings.size_label or word("size", language))
        reading = reading_text(row.reading, settings.benchmark, language)
        said.append(f"{_told(row, settings)}: {where} {size}, {reading}.")
    return " ".join(said)


def _told(row: Any, settings: FunnelSettings) -> str:
    return f"{row.place} ({figure_text(row.value, settings.decimals, settings.language)})"
