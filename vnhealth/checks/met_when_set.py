"""Find targets that the result of the years before already met when they were set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.attainment import surely_meets
from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.table import made
from vnhealth.checks.targets_on_record import Goal, goals

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "met_when_set"
RECENT_YEARS: Final = 3
"""A result older than this when the target was set says nothing about it."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each target that the result before it already meets."""
    frame = evidence.figures
    results = frame[(frame["role"] == "actual") & (frame["value"] != 0)]
    for target in goals(evidence):
        row = target.row
        known = results[
            (results["place_id"] == row.place_id)
            & (results["indicator"] == row.indicator)
            & (results["scope"] == row.scope)
            & (results["year"] < row.year)
            & results["year"].between(target.set_in - RECENT_YEARS, target.set_in - 1)
        ]
        if len(known):
            newest = rows(known.sort_values(["year", "cell_id"]))[-1]
            if surely_meets(newest, row):
                yield _finding(evidence, target, newest)


def _finding(evidence: Evidence, target: Goal, result: Row) -> Finding:
    en, vi = evidence.en, evidence.vi
    row = target.row
    equal = result.value == row.value and result.comparator == "eq"
    asks_en = "asks for no progress" if equal else "asks for less than was already reached"
    asks_vi = "không đòi hỏi tiến bộ nào" if equal else "thấp hơn mức đã đạt"
    return made(
        ID,
        f"{en.place(row.place_id)}: the target for {row.year} of {en.cell(row)} "
        f"({en.name(row.indicator)}) was met when it was set: {result.year} had {en.cell(result)}. "
        f"It {asks_en}.",
        f"{vi.place(row.place_id)}: chỉ tiêu năm {row.year} là {vi.cell(row)} "
        f"({vi.name(row.indicator)}) đã đạt ngay khi đặt ra, vì năm {result.year} đã có "
        f"{vi.cell(result)}. Chỉ tiêu này {asks_vi}.",
        cells_of((row, result)),
        place_id=row.place_id,
        indicators=(row.indicator,),
        year=row.year,
        certainty="certain" if row.source_id == result.source_id else "likely",
        why=(
            "Target and result are of one unit and place; two sources may count differently.",
            "Chỉ tiêu và kết quả cùng đơn vị, cùng địa bàn; hai nguồn có thể tính khác nhau.",
        ),
    )
