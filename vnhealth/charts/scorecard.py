"""Set places against indicators in a table of cells: how each stands, and which way it goes.

Frame, one row a place and indicator, in the order to be drawn: the columns of
:func:`vnhealth.views.scorecard.scorecard` that are read are ``place_id``, ``indicator``,
``value``, ``outcome``, ``reading``, ``trend_outcome`` and ``year``; to be added: ``place``,
``label`` (short) and, if wanted, ``unit``, ``decimals``, ``direction`` (higher, lower or none),
``group`` (a heading above the places that share it) and ``kind`` (``country`` for a row that is
not judged). A cell says how it stands by its ground and by its sign, doubled beyond the 99.8 %
limits; an arrow says the trend. A pair that the frame lacks prints the missing mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth.charts.frame import Settings, drawing
from vnhealth.charts.outcomes import counted, reading_text, require_readings
from vnhealth.charts.rows import is_known, prepared, records
from vnhealth.charts.words import choose, figure_text, listed, lower_first, word
from vnhealth.errors import DataError

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.figure import Figure

_REQUIRED: Final = ("place_id", "place", "indicator", "label", "value")
_OPTIONAL: Final[dict[str, Any]] = {
    "outcome": "not_compared", "reading": "not_compared", "trend_outcome": "", "year": 0,
    "unit": "", "decimals": -1, "direction": "none", "group": "", "kind": "place",
}  # fmt: skip
MOST_INDICATORS: Final = 10
TRENDS: Final[dict[str, str]] = {
    "increasing": "trend up", "decreasing": "trend down", "no_significant_change": "trend level"
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class ScorecardSettings(Settings):
    """Settings of the scorecard.

    Attributes
    ----------
    benchmark
        What the readings are against, as it stands after "better than"; may be empty.
    place_word
        What a place is called: "tỉnh, thành phố", "provinces".
    """

    benchmark: str = ""
    place_word: str = ""


def draw(frame: pd.DataFrame, settings: ScorecardSettings) -> Figure:
    """Draw a row a place and a column an indicator; 63 places fit one page.

    Parameters
    ----------
    frame
        See the module's first lines.
    settings
        Benchmark and own place.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    DataError
        A column is absent, every value is missing, a reading is unknown, a pair of place and
        indicator stands twice, or there are more than ten indicators or more rows than a page
        holds.
    """
    data = _prepared(frame)
    from vnhealth.charts.scorecard_sheet import ScorecardSheet

    with drawing():
        return ScorecardSheet(data, settings).draw()


def _prepared(frame: pd.DataFrame) -> pd.DataFrame:
    data = prepared(frame, "scorecard", _REQUIRED, _OPTIONAL)
    require_readings(data["reading"], "scorecard")
    twice = data[data.duplicated(["place_id", "indicator"])]
    if len(twice):
        pair = f"{twice['place'].iloc[0]}, {twice['indicator'].iloc[0]}"
        raise DataError(
            en=f"The chart 'scorecard' has two figures for {pair}. Keep one.",
            vi=f"Biểu đồ 'scorecard' có hai số liệu cho {pair}. Hãy giữ một số liệu.",
        )
    if data["indicator"].nunique() > MOST_INDICATORS:
        raise DataError(
            en=f"The chart 'scorecard' has room for {MOST_INDICATORS} indicators and got"
            f" {data['indicator'].nunique()}. Split them over two scorecards.",
            vi=f"Biểu đồ 'scorecard' chứa được {MOST_INDICATORS} chỉ tiêu nhưng nhận"
            f" {data['indicator'].nunique()}. Hãy chia thành hai bảng.",
        )
    return data


def printed(row: Any, settings: Settings) -> str:
    """Return the figure of a cell."""
    decimals = settings.decimals if row.decimals < 0 else int(row.decimals)
    return figure_text(row.value, decimals, settings.language)


def alt_text(frame: pd.DataFrame, settings: ScorecardSettings) -> str:
    """Say per indicator how many places stand how, who leads and trails, and the own place.

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
    judged = data[(data["kind"] != "country") & data["value"].notna()]
    places = settings.place_word or choose(language, "tỉnh, thành phố", "provinces")
    count, columns = judged["place_id"].nunique(), judged["indicator"].nunique()
    said = [
        choose(
            language,
            f"Bảng điểm của {count} {places} theo {columns} chỉ tiêu.",
            f"Scorecard of {count} {places}, indicators shown: {columns}.",
        ),
        *_leaders(judged, settings),
    ]
    for _, group in judged.groupby("indicator", sort=False):
        opening = f"{group['label'].iloc[0]}{_year(group)}"
        said.append(f"{opening}: {counted(group['reading'], settings.benchmark, language)}.")
    own = records(judged[judged["place_id"] == settings.own])
    if own:
        told = "; ".join(_own(row, settings) for row in own)
        said.append(f"{own[0].place}: {told}.")
    return " ".join(said)


def _year(group: pd.DataFrame) -> str:
    year = int(group["year"].iloc[0])
    return f" ({year})" if year else ""


def _leaders(judged: pd.DataFrame, settings: ScorecardSettings) -> list[str]:
    """Say which places have the most better and the most worse readings."""
    language, said = settings.language, []
    for reading, vi, en in (
        ("better", "Nhiều chỉ tiêu tốt hơn nhất", "Most indicators better"),
        ("worse", "Nhiều chỉ tiêu kém hơn nhất", "Most indicators worse"),
    ):
        counts = judged[judged["reading"] == reading].groupby("place", sort=False).size()
        if len(counts):
            most = int(counts.max())
            names = listed([str(name) for name in counts.index[counts == most]], language)
            said.append(f"{choose(language, vi, en)}: {names} ({most}).")
    return said


def _own(row: Any, settings: ScorecardSettings) -> str:
    language = settings.language
    told = [f"{lower_first(row.label)} {printed(row, settings)}"]
    told.append(reading_text(row.reading, settings.benchmark, language))
    if row.trend_outcome in TRENDS:
        told.append(word(TRENDS[row.trend_outcome], language))
    return ", ".join(told) if is_known(row.value) else told[0]
