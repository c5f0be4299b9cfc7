"""Hold a printed percentage against the fraction it is printed for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import quantity
from vnhealth.checks.declared import declared
from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.rounding import decimals
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "printed_percentage"
PERCENT: Final = re.compile(r"\d+(?:[.,](\d+))?\s*%")


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each percentage that its fraction does not round to."""
    frame = evidence.figures
    fractions = frame[frame["numerator"].notna() & (frame["denominator"] > 0)]
    for row in rows(fractions):
        printed = _printed_percent(row)
        if printed is not None:
            yield from _compared(evidence, row, row, *printed)
    for pair in declared().fractions:
        shares = {
            (row.source_id, row.place_id, row.year, row.role, row.qualifier): row
            for row in rows(frame[frame["indicator"] == pair.share])
        }
        for row in rows(fractions[fractions["indicator"] == pair.counts]):
            share = shares.get((row.source_id, row.place_id, row.year, row.role, row.qualifier))
            if share is not None:
                yield from _compared(evidence, row, share, share.value, share.step)


def _printed_percent(row: Row) -> tuple[float, float] | None:
    """Return the percentage printed behind a fraction and the unit of its last digit."""
    for found in quantity.parse(row.printed):
        if found.percent is not None:
            digits = PERCENT.search(found.text)
            return float(found.percent), 10.0 ** -len(digits.group(1) or "" if digits else "")
    return None


def _compared(
    evidence: Evidence, fraction: Row, share: Row, percent: float, step: float
) -> Iterator[Finding]:
    true = 100 * fraction.numerator / fraction.denominator
    if abs(true - percent) <= step / 2 + 1e-9:
        return
    en, vi = evidence.en, evidence.vi
    digits = decimals(step)
    yield made(
        ID,
        f"{en.place(share.place_id)}, {share.year}, {en.name(share.indicator)}: "
        f"{en.number(fraction.numerator)}/{en.number(fraction.denominator)} is "
        f"{en.percent(true, digits + 1)}, but {en.percent(percent, digits)} is printed.",
        f"{vi.place(share.place_id)}, năm {share.year}, {vi.name(share.indicator)}: "
        f"{vi.number(fraction.numerator)}/{vi.number(fraction.denominator)} bằng "
        f"{vi.percent(true, digits + 1)}, nhưng số đã in là {vi.percent(percent, digits)}.",
        cells_of((fraction, share)),
        place_id=share.place_id,
        indicators=tuple(dict.fromkeys((fraction.indicator, share.indicator))),
        year=share.year,
        why=(
            "The percentage was recomputed from the printed counts and rounded as printed.",
            "Tỷ lệ được tính lại từ hai số đã in và làm tròn như đã in.",
        ),
    )
