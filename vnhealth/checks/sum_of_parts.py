"""Hold the sum of the declared parts of a whole against the printed total."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.declared import Sum, declared
from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "sum_of_parts"
Key = tuple[str, str, int, str]


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each total that its parts miss by more than rounding explains."""
    for sum_ in declared().exact_sums:
        for total, parts in _complete(evidence, sum_):
            allowed = math.fsum(row.step / 2 for row in (total, *parts))
            gap = total.value - math.fsum(row.value for row in parts)
            if abs(gap) > allowed + 1e-9 * abs(total.value):
                yield _finding(evidence, sum_, total, parts, (gap, allowed))


def _complete(evidence: Evidence, sum_: Sum) -> Iterator[tuple[Row, list[Row]]]:
    """Yield the totals of which every part is printed in the same source, place and year."""
    frame = evidence.figures
    mine = frame[
        frame["indicator"].isin([sum_.whole, *sum_.parts])
        & (frame["qualifier"] == "")
        & frame["comparator"].isin(["eq", "approx"])
    ]
    groups: defaultdict[Key, dict[str, Row]] = defaultdict(dict)
    for row in rows(mine):
        groups[row.source_id, row.place_id, row.year, row.role][row.indicator] = row
    for group in groups.values():
        if all(name in group for name in (sum_.whole, *sum_.parts)):
            yield group[sum_.whole], [group[part] for part in sum_.parts]


def _finding(
    evidence: Evidence, sum_: Sum, total: Row, parts: list[Row], sizes: tuple[float, float]
) -> Finding:
    gap, allowed = sizes
    en, vi = evidence.en, evidence.vi
    added = total.value - gap
    if gap > 0:
        rest_en = f"{en.value(gap, total.indicator)} belongs to no {sum_.by_en}"
        rest_vi = f"còn {vi.value(gap, total.indicator)} không thuộc {sum_.by_vi} nào"
    else:
        rest_en = f"{en.value(-gap, total.indicator)} more than the total"
        rest_vi = f"vượt tổng số {vi.value(-gap, total.indicator)}"
    return made(
        ID,
        f"By {sum_.by_en}, the {en.name(total.indicator)} of {en.place(total.place_id)} for "
        f"{total.year} adds up to {en.value(added, total.indicator)}, not to the "
        f"{en.cell(total)} printed as the total: {rest_en}.",
        f"Cộng theo {sum_.by_vi}, {vi.name(total.indicator)} năm {total.year} của "
        f"{vi.place(total.place_id)} là {vi.value(added, total.indicator)}, không khớp với tổng số "
        f"đã in {vi.cell(total)}: {rest_vi}.",
        cells_of((total, *parts)),
        place_id=total.place_id,
        indicators=(total.indicator, *sum_.parts),
        year=total.year,
        why=(
            f"Rounding of the printed figures explains at most "
            f"{en.value(allowed, total.indicator)}.",
            f"Việc làm tròn các số đã in chỉ giải thích được nhiều nhất "
            f"{vi.value(allowed, total.indicator)}.",
        ),
    )
