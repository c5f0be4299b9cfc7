"""Find where a series jumps from one year to the next beyond its own spread.

Changes of territory are left out: :mod:`vnhealth.checks.boundary_breaks` explains them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from vnhealth import places
from vnhealth.checks.evidence import COUNTRY, Evidence, groups, rows
from vnhealth.checks.exchanged_series import exchanged_columns
from vnhealth.checks.robust import mad_distance
from vnhealth.checks.table import made

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.checks.evidence import Row
    from vnhealth.checks.finding import Finding
    from vnhealth.checks.printer import Printer

ID: Final = "year_jumps"
SPREADS: Final = 5
LEAST_CHANGE: Final = 0.25
LEAST_SIZE: Final = 100
FLOOR: Final = 0.02
"""Least spread of yearly growth to divide by."""
MANY: Final = 0.10
"""Share of the provinces that jump in one year, from which it is no longer a place's matter."""
WORDS: Final = {
    "en": {
        "year": "{} ({})",
        "nation": "the country from {} to {}",
        "province": "{} province",
        "provinces": "{} provinces",
    },
    "vi": {
        "year": "năm {} ({})",
        "nation": "cả nước từ {} thành {}",
        "province": "{} tỉnh",
        "provinces": "{} tỉnh",
    },
}
SERIES: Final = ("source_id", "indicator", "scope", "place_id")


def jumps(evidence: Evidence) -> pd.DataFrame:
    """Return the year-on-year jumps of counts, with the figure before and both distances.

    Returns
    -------
    pandas.DataFrame
        The observation's columns, and ``before`` (value of the year before), ``before_cell``,
        ``growth`` (as a share) and ``distance`` (in spreads of the series' own growth).
    """
    import pandas as pd

    frame = evidence.exact
    frame = frame[(frame["value"] > 0) & (frame["level"] != "region")]
    frame = frame.sort_values([*SERIES, "year"])
    frame = frame.drop_duplicates([*SERIES, "year"])
    grouped = frame.groupby(list(SERIES), sort=False)
    frame = frame.assign(
        before=grouped["value"].shift(),
        before_cell=grouped["cell_id"].shift(),
        before_year=grouped["year"].shift(),
    )
    frame = frame[frame["before_year"] == frame["year"] - 1]
    log = pd.Series(np.log(frame["value"] / frame["before"]), index=frame.index)
    distance = log.groupby([frame[key] for key in SERIES]).transform(
        lambda series: mad_distance(series.to_numpy(), FLOOR)
    )
    frame = frame.assign(growth=frame["value"] / frame["before"] - 1, distance=distance)
    least = np.log1p(LEAST_CHANGE)
    far = (frame["distance"].abs() > SPREADS) & (log.abs() >= least)
    big = frame[["value", "before"]].max(axis=1) >= LEAST_SIZE
    found = frame[far & big]
    explained = [_at_a_boundary(evidence, row.place_id, row.year) for row in rows(found)]
    kept: pd.DataFrame = found[~np.array(explained, dtype=bool)]
    return kept.drop(columns="before_year")


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a table for the years in which much jumps at once, one for the rest."""
    found = jumps(evidence)
    areas = evidence.exact.groupby(["source_id", "indicator"])["place_id"].nunique()
    exchanged = exchanged_columns(evidence)
    for (source_id, indicator), group in groups(found, "source_id", "indicator"):
        nation = group.loc[group["place_id"] == COUNTRY, "year"]
        places_a_year = group.groupby("year")["place_id"].transform("size")
        many = (places_a_year > 1) & (places_a_year >= MANY * areas[source_id, indicator])
        common = many | group["year"].isin(nation)
        swapped = [(source_id, indicator, year) in exchanged for year in group["year"]]
        together = group[common & ~np.array(swapped, dtype=bool)]
        if len(together):
            yield _common(evidence, source_id, indicator, together)
        rest = group[~common]
        if len(rest):
            order = rest["distance"].abs().sort_values(ascending=False, kind="stable").index
            yield _separate(evidence, source_id, indicator, rest.loc[order])


def _at_a_boundary(evidence: Evidence, place_id: str, year: int) -> bool:
    if place_id in evidence.registered:
        return False  # the history of places knows no communes
    return bool(places.breaks(place_id, year - 1, year))


def _common(evidence: Evidence, source_id: str, indicator: str, together: pd.DataFrame) -> Finding:
    en, vi = evidence.en, evidence.vi
    years = [(int(year), same) for (year,), same in groups(together, "year")]
    listed_en = "; ".join(_step(en, indicator, year, same) for year, same in years)
    listed_vi = "; ".join(_step(vi, indicator, year, same) for year, same in years)
    both = zip(together["cell_id"], together["before_cell"], strict=True)
    return made(
        ID,
        f"{en.figures(indicator, source_id)} jump from the year before: "
        f"{listed_en}. The way of counting seems to have changed, so figures on either side "
        "should not be compared.",
        f"{vi.figures(indicator, source_id)} thay đổi đột ngột so với năm trước: "
        f"{listed_vi}. Có lẽ cách thống kê đã thay đổi, không nên so sánh số liệu trước và sau "
        "thời điểm đó.",
        tuple(dict.fromkeys(cell for pair in both for cell in pair)),
        indicators=(indicator,),
        year=years[0][0] if len(years) == 1 else None,
        certainty="likely",
        why=(
            f"Each change is at least {en.percent(100 * LEAST_CHANGE)} and over {SPREADS} times "
            "the spread of the series' own growth; no change of territory explains it.",
            f"Mỗi thay đổi từ {vi.percent(100 * LEAST_CHANGE)} trở lên và hơn {SPREADS} lần độ "
            "dao động của chính chuỗi; không do thay đổi địa giới.",
        ),
    )


def _step(printer: Printer, indicator: str, year: int, same: pd.DataFrame) -> str:
    """Return what jumps in `year`: the country's figures and the number of provinces."""
    words = WORDS[printer.language]
    nation = same[same["place_id"] == COUNTRY]
    moves = zip(nation["before"], nation["value"], strict=True)
    parts = [
        words["nation"].format(printer.value(old, indicator), printer.value(new, indicator))
        for old, new in moves
    ]
    provinces = int((same["level"] == "province").sum())
    if provinces:
        key = "provinces" if provinces > 1 else "province"
        parts.append(words[key].format(printer.number(provinces)))
    return words["year"].format(year, ", ".join(parts))


def _separate(evidence: Evidence, source_id: str, indicator: str, found: pd.DataFrame) -> Finding:
    en, vi = evidence.en, evidence.vi
    listed = rows(found)
    moves_en = (f"{en.place(r.place_id)} {r.year} ({_move(en, r)})" for r in listed)
    moves_vi = (f"{vi.place(r.place_id)} năm {r.year} ({_move(vi, r)})" for r in listed)
    return made(
        ID,
        f"{en.figures(indicator, source_id)} jump beyond their usual "
        f"spread: {en.joined(moves_en)}.",
        f"{vi.figures(indicator, source_id)} thay đổi vượt mức dao động thường có "
        f"của chuỗi: {vi.joined(moves_vi)}.",
        tuple(found["cell_id"]),
        severity="info",
        indicators=(indicator,),
        certainty="possible",
        why=(
            f"At least {en.percent(100 * LEAST_CHANGE)} and over {SPREADS} times the spread of the "
            "series' own growth; a real change looks the same.",
            f"Từ {vi.percent(100 * LEAST_CHANGE)} trở lên và hơn {SPREADS} lần độ dao động của "
            "chính chuỗi; thay đổi có thật cũng cho kết quả như vậy.",
        ),
    )


def _move(printer: Printer, row: Row) -> str:
    before: float = row.before  # type: ignore[attr-defined]
    return f"{printer.value(before, row.indicator)} → {printer.cell(row)}"
