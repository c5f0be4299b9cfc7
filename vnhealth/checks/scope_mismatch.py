"""Find results held against targets of another scope: 10 vaccines against 12."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.table import made
from vnhealth.checks.targets_on_record import goals

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding
    from vnhealth.checks.printer import Printer

ID: Final = "scope_mismatch"
NO_SCOPE: Final = {"en": "no scope named", "vi": "không nêu phạm vi"}


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a place and indicator whose newest result and targets differ in scope."""
    frame = evidence.figures
    results = frame[frame["role"] == "actual"]
    on_record = [goal.row for goal in goals(evidence)]
    pairs = dict.fromkeys((row.place_id, row.indicator) for row in on_record)
    for place_id, indicator in pairs:
        mine = results[(results["place_id"] == place_id) & (results["indicator"] == indicator)]
        if mine.empty:
            continue
        newest = rows(mine[mine["year"] == mine["year"].max()])
        targets = [
            row
            for row in on_record
            if (row.place_id, row.indicator) == (place_id, indicator) and row.year >= newest[0].year
        ]
        scoped = [row for row in newest if row.scope] or newest
        differing = [
            row for row in targets if row.scope not in {r.scope for r in newest if r.scope}
        ]
        if differing and (scoped[0].scope or any(row.scope for row in differing)):
            if {row.scope for row in differing} <= {row.scope for row in scoped}:
                continue
            yield _finding(evidence, scoped[0], differing)


def _finding(evidence: Evidence, result: Row, targets: list[Row]) -> Finding:
    en, vi = evidence.en, evidence.vi
    listed_en = en.joined(f"{en.cell(t)} in {t.year} ({_scope(en, t)})" for t in targets)
    listed_vi = vi.joined(f"{vi.cell(t)} năm {t.year} ({_scope(vi, t)})" for t in targets)
    same_source = any(target.source_id == result.source_id for target in targets)
    named = bool(result.scope)
    return made(
        ID,
        f"{en.place(result.place_id)}, {en.name(result.indicator)}: the result of {result.year}, "
        f"{en.cell(result)} ({_scope(en, result)}), has another scope than the target: "
        f"{listed_en}. It does not show that the target is met.",
        f"{vi.place(result.place_id)}, {vi.name(result.indicator)}: kết quả năm {result.year} "
        f"{vi.cell(result)} ({_scope(vi, result)}) không cùng phạm vi với chỉ tiêu: {listed_vi}. "
        "Kết quả này chưa chứng tỏ là đạt chỉ tiêu.",
        cells_of((result, *targets)),
        severity=None if named else "info",
        place_id=result.place_id,
        indicators=(result.indicator,),
        year=result.year,
        certainty="certain" if named and same_source else "possible",
        why=(
            "Both scopes are printed." if named else "The source does not name the result's scope.",
            "Cả hai phạm vi đều được in trong nguồn."
            if named
            else "Nguồn không nêu phạm vi của kết quả.",
        ),
    )


def _scope(printer: Printer, row: Row) -> str:
    return printer.qualifier(row.scope) if row.scope else NO_SCOPE[printer.language]
