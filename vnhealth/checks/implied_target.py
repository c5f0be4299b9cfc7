"""Hold the target implied by "n % of the assigned target" against the one on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.declared import Attainment, declared
from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.table import made
from vnhealth.checks.targets_on_record import goals, nearest

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "implied_target"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding where the implied target is not the target on record."""
    frame = evidence.exact
    for pair in declared().attainments:
        results = {
            (row.source_id, row.place_id, row.year): row
            for row in rows(frame[frame["indicator"] == pair.result])
        }
        for attained in rows(frame[frame["indicator"] == pair.attainment]):
            result = results.get((attained.source_id, attained.place_id, attained.year))
            if result is not None and attained.value > 0:
                yield from _compared(evidence, pair, result, attained)


def _compared(
    evidence: Evidence, pair: Attainment, result: Row, attained: Row
) -> Iterator[Finding]:
    low = 100 * (result.value - result.step / 2) / (attained.value + attained.step / 2)
    high = 100 * (result.value + result.step / 2) / (attained.value - attained.step / 2)
    implied = 100 * result.value / attained.value
    target = nearest(goals(evidence), pair.result, result.place_id, result.year)
    if target is None or low <= target.row.value <= high:
        return
    en, vi = evidence.en, evidence.vi
    lower = implied < target.row.value
    yield made(
        ID,
        f"{en.place(result.place_id)}, {result.year}: {en.cell(result)}, said to be "
        f"{en.cell(attained)} of the assigned target, implies a target of about "
        f"{en.value(implied, pair.result, 1)}, {'below' if lower else 'above'} the "
        f"{en.cell(target.row)} on record for {target.row.year} ({en.name(pair.result)}).",
        f"{vi.place(result.place_id)}, năm {result.year}: mức {vi.cell(result)}, được nêu là đạt "
        f"{vi.cell(attained)} chỉ tiêu giao, tương ứng với chỉ tiêu khoảng "
        f"{vi.value(implied, pair.result, 1)}, {'thấp' if lower else 'cao'} hơn mức "
        f"{vi.cell(target.row)} ghi cho năm {target.row.year} ({vi.name(pair.result)}).",
        cells_of((attained, result, target.row)),
        place_id=result.place_id,
        indicators=(pair.attainment, pair.result),
        year=result.year,
        certainty="likely",
        why=(
            f"Rounding leaves {en.value(low, pair.result, 1)} to {en.value(high, pair.result, 1)}; "
            "the assigned target itself is not printed, and may be of another year.",
            f"Do làm tròn, con số nằm trong khoảng {vi.value(low, pair.result, 1)} đến "
            f"{vi.value(high, pair.result, 1)}; bản thân chỉ tiêu giao không được in và có thể "
            "thuộc năm khác.",
        ),
    )
