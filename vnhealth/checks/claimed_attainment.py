"""Hold figures said to exceed their target against the target on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.attainment import surely_meets
from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.table import made
from vnhealth.checks.targets_on_record import Goal, goals, nearest

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "claimed_attainment"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each recorded claim that the targets on record do not bear out."""
    frame = evidence.figures
    claims = {claim.cell for claim in evidence.claims}
    on_record = goals(evidence) if claims else []
    for row in rows(frame[frame["cell_id"].isin(sorted(claims))]):
        target = nearest(on_record, row.indicator, row.place_id, row.year)
        if target is None:
            yield _unchecked(evidence, row)
        elif not surely_meets(row, target.row):
            yield _contradicted(evidence, row, target)


def _contradicted(evidence: Evidence, row: Row, target: Goal) -> Finding:
    en, vi = evidence.en, evidence.vi
    scope_en = f", {en.qualifier(target.row.scope)}" if target.row.scope else ""
    scope_vi = f", {vi.qualifier(target.row.scope)}" if target.row.scope else ""
    return made(
        ID,
        f"{en.place(row.place_id)}, {row.year}: {en.name(row.indicator)} of {en.cell(row)} is said "
        f"to exceed the assigned target, which is not printed; the target on record for "
        f"{target.row.year} is {en.cell(target.row)}{scope_en}.",
        f"{vi.place(row.place_id)}, năm {row.year}: {vi.name(row.indicator)} {vi.cell(row)} được "
        f"nêu là vượt chỉ tiêu giao nhưng không in chỉ tiêu đó; chỉ tiêu ghi cho năm "
        f"{target.row.year} là {vi.cell(target.row)}{scope_vi}.",
        cells_of((row, target.row)),
        place_id=row.place_id,
        indicators=(row.indicator,),
        year=row.year,
        certainty="likely",
        why=(
            "The figure is below the target on record; the assigned target may be a lower one, "
            "of another year.",
            "Số liệu thấp hơn chỉ tiêu đang có; chỉ tiêu giao có thể là một mức thấp hơn của "
            "năm khác.",
        ),
    )


def _unchecked(evidence: Evidence, row: Row) -> Finding:
    en, vi = evidence.en, evidence.vi
    return made(
        ID,
        f"{en.place(row.place_id)}, {row.year}: {en.name(row.indicator)} of {en.cell(row)} is said "
        "to be better than the assigned target; no target is printed or on record to hold it "
        "against.",
        f"{vi.place(row.place_id)}, năm {row.year}: {vi.name(row.indicator)} {vi.cell(row)} được "
        "nêu là vượt chỉ tiêu giao, nhưng không có chỉ tiêu nào được in hoặc lưu để đối chiếu.",
        cells_of((row,)),
        severity="info",
        place_id=row.place_id,
        indicators=(row.indicator,),
        year=row.year,
        certainty="possible",
        why=(
            "The claim can be neither confirmed nor refuted.",
            "Chưa thể xác nhận hay bác bỏ nhận định này.",
        ),
    )
