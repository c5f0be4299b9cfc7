"""Find shares of a whole above 100 %."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.evidence import WHOLE, Evidence, groups, is_share, of_kind, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "coverage_above_100"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a source and indicator, with the highest shares first."""
    en, vi = evidence.en, evidence.vi
    frame = evidence.figures
    highest = frame[["value", "upper"]].max(axis=1)
    over = frame[frame["indicator"].isin(of_kind(is_share)) & (highest > WHOLE)]
    for (source_id, indicator), group in groups(over, "source_id", "indicator"):
        found = rows(group.sort_values(["value", "cell_id"], ascending=[False, True]))
        listed_en = en.joined(f"{en.place(r.place_id)} {r.year} ({en.cell(r)})" for r in found)
        listed_vi = vi.joined(f"{vi.place(r.place_id)} năm {r.year} ({vi.cell(r)})" for r in found)
        yield made(
            ID,
            f"{en.figures(indicator, source_id)} are above 100%: {listed_en}. A share "
            "can't be; the denominator is probably too small.",
            f"{vi.figures(indicator, source_id)} vượt 100%: {listed_vi}. Tỷ lệ bao "
            "phủ không thể vượt 100%; có lẽ mẫu số quá nhỏ.",
            tuple(row.cell_id for row in found),
            place_id=found[0].place_id if len(found) == 1 else "",
            indicators=(indicator,),
            year=found[0].year if len(found) == 1 else None,
            why=(
                "By its definition the indicator is a part of a whole.",
                "Theo định nghĩa, chỉ số là một phần của tổng thể.",
            ),
        )
