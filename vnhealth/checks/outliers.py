"""Find figures far outside their own series, or far from all other places that year.

Two rules side by side. MAD: 5 scaled median deviations from the median of the others (Countdown
2030), or 10 with a count of 100 and more (FASTR). SD: 2 and 3 standard deviations from their mean
(WHO data quality review). Only figures that the stricter end of both finds become a finding.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

import numpy as np

from vnhealth.checks.evidence import Evidence, groups, of_kind, rows
from vnhealth.checks.robust import mad_distance, sd_distance
from vnhealth.checks.table import made

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.checks.evidence import Row
    from vnhealth.checks.finding import Finding

ID: Final = "outliers"
MODERATE_MAD: Final = 5
EXTREME_MAD: Final = 10
EXTREME_COUNT: Final = 100
MODERATE_SD: Final = 2
EXTREME_SD: Final = 3
FLOOR: Final = 0.03
"""Least spread, as a share of the median: steadier series are not judged more strictly."""
LASTING_YEARS: Final = 3
"""A place far from all others in this many years is different, not misprinted."""
SERIES: Final = ("source_id", "indicator", "scope", "place_id")
SECTION: Final = ("source_id", "indicator", "scope", "year")
NOT_COMPARED: Final = ("population", "area", "population_density")


def outliers(evidence: Evidence) -> pd.DataFrame:
    """Return the figures that either rule finds, with both distances and both grades.

    Returns
    -------
    pandas.DataFrame
        The observation's columns, and ``basis`` (years: against its own series; places: against
        all provinces of its year, counts per inhabitant), ``mad``, ``sd``, ``grade_mad`` and
        ``grade_sd`` (moderate, extreme or "").
    """
    import pandas as pd

    frame = evidence.exact
    frame = frame[frame["value"].notna() & (frame["level"] != "region")]
    over_years = _measured(frame, list(SERIES), frame["value"]).assign(basis="years")
    places = frame[(frame["level"] == "province") & ~frame["indicator"].isin(NOT_COMPARED)]
    over_places = _measured(places, list(SECTION), _per_head(evidence, places))
    found = pd.concat([over_years, over_places.assign(basis="places")], ignore_index=True)
    counted = found["indicator"].isin(of_kind(lambda facts: facts.kind in ("count", "money")))
    big = (found["value"] >= EXTREME_COUNT) | ~counted
    far, deviant = found["mad"].abs(), found["sd"].abs()
    found["grade_mad"] = np.select(
        [(far > EXTREME_MAD) & big, far > MODERATE_MAD], ["extreme", "moderate"], ""
    )
    found["grade_sd"] = np.select(
        [deviant > EXTREME_SD, deviant > MODERATE_SD], ["extreme", "moderate"], ""
    )
    return found[(found["grade_mad"] != "") | (found["grade_sd"] != "")].reset_index(drop=True)


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding an indicator and basis, with the farthest figures first."""
    found = outliers(evidence)
    extreme = found[(found["grade_mad"] == "extreme") & (found["grade_sd"] == "extreme")]
    lasting = extreme.groupby([*SERIES, "basis"])["year"].transform("size") >= LASTING_YEARS
    one_off = extreme[~lasting | (extreme["basis"] == "years")]
    for (source_id, indicator, basis), group in groups(one_off, "source_id", "indicator", "basis"):
        order = group["mad"].abs().sort_values(ascending=False, kind="stable").index
        yield _finding(evidence, source_id, indicator, basis, rows(group.loc[order]))


def _measured(frame: pd.DataFrame, keys: list[str], values: pd.Series) -> pd.DataFrame:
    known = values.dropna()
    frame = frame.loc[known.index]
    grouped = known.groupby([frame[key] for key in keys])
    floor = (FLOOR * grouped.transform("median").abs()).clip(lower=1e-9)
    mad, sd = known.copy(), known.copy()
    for index in grouped.indices.values():
        series, least = known.to_numpy()[index], floor.to_numpy()[index]
        mad.iloc[index] = mad_distance(series, least)
        sd.iloc[index] = sd_distance(series, least)
    return frame.assign(mad=mad, sd=sd)


def _per_head(evidence: Evidence, frame: pd.DataFrame) -> pd.Series:
    """Return rates and means as they are, counts and money per inhabitant, else NaN."""
    people = evidence.exact[
        (evidence.exact["indicator"] == "population") & (evidence.exact["scope"] == "")
    ]
    people = people.assign(date=people["source_id"].map(evidence.dated)).sort_values("date")
    population = people.drop_duplicates(["place_id", "year"], keep="last")
    base = frame.merge(
        population[["place_id", "year", "value"]].rename(columns={"value": "people"}),
        on=["place_id", "year"],
        how="left",
        validate="many_to_one",
    )["people"].to_numpy()
    counted = frame["indicator"].isin(of_kind(lambda facts: facts.additive))
    return frame["value"].where(~counted, frame["value"] / base)


def _finding(
    evidence: Evidence, source_id: str, indicator: str, basis: str, found: list[Row]
) -> Finding:
    en, vi = evidence.en, evidence.vi
    listed_en = en.joined(f"{en.place(r.place_id)} {r.year} ({en.cell(r)})" for r in found)
    listed_vi = vi.joined(f"{vi.place(r.place_id)} năm {r.year} ({vi.cell(r)})" for r in found)
    against_en = "the other years of the series" if basis == "years" else "all other provinces"
    against_vi = "các năm khác của chuỗi" if basis == "years" else "tất cả các tỉnh khác"
    return made(
        ID,
        f"{en.figures(indicator, source_id)}: far from {against_en}: {listed_en}.",
        f"{vi.figures(indicator, source_id)}: khác hẳn so với {against_vi}: {listed_vi}.",
        tuple(row.cell_id for row in found),
        indicators=(indicator,),
        certainty="possible",
        why=(
            f"More than {EXTREME_MAD} median deviations and {EXTREME_SD} standard deviations from "
            "the others; a real change looks the same.",
            f"Cách các giá trị khác hơn {EXTREME_MAD} lần độ lệch trung vị và {EXTREME_SD} lần độ "
            "lệch chuẩn; thay đổi có thật cũng cho kết quả như vậy.",
        ),
    )
