"""Name the rates of zero that only say that nothing was counted in a small place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.evidence import Evidence, Row, of_kind, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "zero_events"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a source, place and year with event rates printed as zero."""
    en, vi = evidence.en, evidence.vi
    frame = evidence.exact
    events = of_kind(lambda facts: facts.kind == "rate" and facts.direction == "lower")
    zeros: defaultdict[tuple[str, str, int], list[Row]] = defaultdict(list)
    for row in rows(frame[(frame["value"] == 0) & frame["indicator"].isin(events)]):
        zeros[row.source_id, row.place_id, row.year].append(row)
    for (_, place_id, year), found in zeros.items():
        yield made(
            ID,
            f"{en.place(place_id)}, {year}: {en.joined(en.name(r.indicator) for r in found)} of 0 "
            "says that no case was counted in one year, not that the risk is nil; it should not be "
            "ranked or called a target met without the number of births or inhabitants.",
            f"{vi.place(place_id)}, năm {year}: {vi.joined(vi.name(r.indicator) for r in found)} "
            "bằng 0 chỉ cho biết không ghi nhận trường hợp nào trong một năm, không có nghĩa là "
            "không có nguy cơ; không nên xếp hạng hay coi là đạt chỉ tiêu khi chưa biết số trẻ "
            "sinh hoặc số dân.",
            tuple(row.cell_id for row in found),
            place_id=place_id,
            indicators=tuple(row.indicator for row in found),
            year=year,
            why=(
                "With no event the upper limit is still about 3.7 events (exact Poisson, 95%).",
                "Khi không có trường hợp nào, giới hạn trên vẫn khoảng 3,7 trường hợp (Poisson "
                "chính xác, 95%).",
            ),
        )
