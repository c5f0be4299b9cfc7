"""Name the later targets that the newest result already meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.attainment import surely_meets
from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.table import made
from vnhealth.checks.targets_on_record import goals

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "met_ahead"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a place and year of target, naming the targets already met."""
    frame = evidence.figures
    results = frame[(frame["role"] == "actual") & (frame["value"] != 0)]
    met: defaultdict[tuple[str, int], list[tuple[Row, Row]]] = defaultdict(list)
    for target in goals(evidence):
        row = target.row
        known = results[
            (results["place_id"] == row.place_id)
            & (results["indicator"] == row.indicator)
            & (results["scope"] == row.scope)
            & (results["year"] < row.year)
            & (results["year"] >= target.set_in)
        ]
        if len(known):
            newest = rows(known.sort_values(["year", "cell_id"]))[-1]
            if surely_meets(newest, row):
                met[row.place_id, row.year].append((row, newest))
    for (place_id, year), pairs in met.items():
        yield _finding(evidence, place_id, year, pairs)


def _finding(evidence: Evidence, place_id: str, year: int, pairs: list[tuple[Row, Row]]) -> Finding:
    en, vi = evidence.en, evidence.vi
    listed_en = en.joined(
        f"{en.name(t.indicator)} ({en.cell(r)} in {r.year}, target {en.cell(t)})" for t, r in pairs
    )
    listed_vi = vi.joined(
        f"{vi.name(t.indicator)} (năm {r.year} {vi.cell(r)}, chỉ tiêu {vi.cell(t)})"
        for t, r in pairs
    )
    return made(
        ID,
        f"{en.place(place_id)}: targets for {year} that are met before their year and no longer "
        f"guide the work: {listed_en}.",
        f"{vi.place(place_id)}: các chỉ tiêu năm {year} đã đạt trước hạn, không còn tác dụng định "
        f"hướng: {listed_vi}.",
        cells_of(row for pair in pairs for row in pair),
        place_id=place_id,
        indicators=tuple(dict.fromkeys(target.indicator for target, _ in pairs)),
        year=year,
        certainty="likely",
        why=(
            "Result and target may rest on different definitions.",
            "Kết quả và chỉ tiêu có thể dựa trên các định nghĩa khác nhau.",
        ),
    )
