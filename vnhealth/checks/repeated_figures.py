"""Hold two printings of one figure in one document against each other."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.checks.evidence import IN_WORDS, Evidence, Row, cells_of, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.checks.finding import Finding

ID: Final = "repeated_figures"
SAME: Final = ("source_id", "place_id", "indicator", "period", "scope")
GOALS: Final = ("target", "plan")


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each repetition that says something else than the first printing."""
    frame = evidence.figures[evidence.figures["qualifier"] != IN_WORDS]
    again = frame[frame["qualifier"] != frame["scope"]]
    for second in rows(again):
        for first in rows(frame[_same_figure(frame, second)]):
            if not _agree(first, second):
                yield _finding(evidence, first, second)


def _same_figure(frame: pd.DataFrame, row: Row) -> pd.Series:
    same = frame["qualifier"] == frame["scope"]
    for column in SAME:
        same &= frame[column] == getattr(row, column)
    roles = GOALS if row.role in GOALS else (row.role,)
    return same & frame["role"].isin(roles)


def _agree(first: Row, second: Row) -> bool:
    if first.comparator != second.comparator:
        return False
    blur = max(first.step, second.step) / 2 + 1e-9
    return all(
        (math.isnan(a) and math.isnan(b)) or abs(a - b) <= blur
        for a, b in (
            (first.value, second.value),
            (first.lower, second.lower),
            (first.upper, second.upper),
        )
    )


def _finding(evidence: Evidence, first: Row, second: Row) -> Finding:
    en, vi = evidence.en, evidence.vi
    return made(
        ID,
        f"{en.source(first.source_id)} prints the {en.name(first.indicator)} of "
        f"{en.place(first.place_id)} for {first.period} twice and differently: {en.cell(first)} "
        f"({catalog.locator(first.locator)}) and {en.cell(second)} "
        f"({catalog.locator(second.locator)}).",
        f"{vi.source(first.source_id)} in {vi.name(first.indicator)} của "
        f"{vi.place(first.place_id)} năm {first.period} hai lần khác nhau: {vi.cell(first)} "
        f"({first.locator}) và {vi.cell(second)} ({second.locator}).",
        cells_of((first, second)),
        place_id=first.place_id,
        indicators=(first.indicator,),
        year=first.year,
        why=(
            "Both were read exactly; which one is meant is not known.",
            "Cả hai đều đọc được rõ ràng; chưa biết số nào đúng ý văn bản.",
        ),
    )
