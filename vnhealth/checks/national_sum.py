"""Hold the sum of the provinces against their region and the country."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.checks.evidence import COUNTRY, Evidence, Row, groups, of_kind, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.checks.finding import Finding
    from vnhealth.checks.printer import Printer

ID: Final = "national_sum"
KEYS: Final = ("source_id", "indicator", "scope", "year")
NOTABLE: Final = 0.001
"""Share of the printed total from which a difference is a warning, not only worth knowing."""
LEAST_PARTS: Final = 2
DECIMALS: Final = 1


def sums(evidence: Evidence) -> pd.DataFrame:
    """Return each printed total beside the sum of its provinces.

    Returns
    -------
    pandas.DataFrame
        ``source_id``, ``indicator``, ``scope``, ``year``, ``place_id`` (country or region),
        ``value``, ``cell_id``, ``added``, ``provinces`` (how many were added), ``cells`` (theirs),
        ``gap`` (total less sum) and ``holds`` (within the rounding of all figures).
    """
    import pandas as pd

    frame = evidence.exact
    frame = frame[frame["indicator"].isin(of_kind(lambda facts: facts.additive))]
    provinces = frame[frame["level"] == "province"]
    regions = {p: places.place(p).region_id for p in provinces["place_id"].unique()}
    under = [
        provinces.assign(whole=COUNTRY),
        provinces.assign(whole=provinces["place_id"].map(regions).astype("str")),
    ]
    added = (
        pd.concat(under)
        .groupby([*KEYS, "whole"])
        .agg(
            added=("value", "sum"),
            blur=("step", "sum"),
            provinces=("place_id", "nunique"),
            cells=("cell_id", tuple),
        )
        .reset_index()
        .rename(columns={"whole": "place_id"})
    )
    totals = frame[frame["level"].isin(["country", "region"])]
    joined = totals.merge(added, on=[*KEYS, "place_id"], validate="one_to_one")
    joined = joined[joined["provinces"] >= LEAST_PARTS]
    gap = joined["value"] - joined["added"]
    holds = gap.abs() <= _tolerance(joined)
    wanted = [*KEYS, "place_id", "value", "cell_id", "added", "provinces", "cells"]
    return joined[wanted].assign(gap=gap, holds=holds).reset_index(drop=True)


def _tolerance(joined: pd.DataFrame) -> pd.Series:
    """Return what rounding may hide: nothing where single units were counted and printed."""
    rounded = joined["step"] != 1
    noise = 1e-9 * joined["value"].abs()
    return noise + (joined["blur"] + joined["step"]) / 2 * rounded


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a source and indicator whose totals are not all the sums."""
    found = sums(evidence)
    for (source_id, indicator), table in groups(found, "source_id", "indicator"):
        broken = table[~table["holds"]]
        if len(broken):
            yield _finding(evidence, source_id, indicator, broken, table)


def _finding(
    evidence: Evidence, source_id: str, indicator: str, group: pd.DataFrame, table: pd.DataFrame
) -> Finding:
    en, vi = evidence.en, evidence.vi
    group = group.assign(regional=group["place_id"] != COUNTRY, size=group["gap"].abs())
    group = group.sort_values(["regional", "size"], ascending=[True, False], kind="stable")
    cases = rows(group)
    listed_en = en.joined(_case(en, "{} {} ({} against {})", row) for row in cases)
    listed_vi = vi.joined(_case(vi, "{} năm {} ({} so với {})", row) for row in cases)
    largest = float((group["gap"].abs() / group["value"].abs()).max())
    holds, checked = int(table["holds"].sum()), len(table)
    return made(
        ID,
        f"{en.figures(indicator, source_id)}: the printed total is not the sum of its "
        f"provinces: {listed_en}. It holds in {en.number(holds)} of {en.number(checked)} cases.",
        f"{vi.figures(indicator, source_id)}: tổng số đã in không bằng tổng các "
        f"tỉnh: {listed_vi}. Phép cộng đúng ở {vi.number(holds)} trong {vi.number(checked)} "
        "trường hợp.",
        tuple(group["cell_id"]),
        severity=None if largest >= NOTABLE else "info",
        place_id=str(group["place_id"].iloc[0]) if len(set(group["place_id"])) == 1 else "",
        indicators=(indicator,),
        year=int(group["year"].iloc[0]) if len(group) == 1 else None,
        why=(
            "All provinces printed in the table were added; rounding does not explain the "
            "difference. Which figure is wrong is not known.",
            "Đã cộng tất cả các tỉnh có trong bảng; chênh lệch không phải do làm tròn. Chưa rõ số "
            "nào sai.",
        ),
    )


def _case(printer: Printer, words: str, row: Row) -> str:
    added: float = row.added  # type: ignore[attr-defined]
    figures = (printer.number(value, DECIMALS) for value in (row.value, added))
    return words.format(printer.place(row.place_id), row.year, *figures)
