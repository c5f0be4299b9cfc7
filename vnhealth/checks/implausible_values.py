"""Find figures outside the plausible range of their indicator."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.checks.evidence import Evidence, groups, is_share, of_kind, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "implausible_values"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a source and indicator; shares above 100 % have their own check."""
    en, vi = evidence.en, evidence.vi
    frame = evidence.figures
    facts = catalog.indicators()
    least = frame["indicator"].map({i: f.plausible[0] for i, f in facts.items()}).astype(float)
    most = frame["indicator"].map({i: f.plausible[1] for i, f in facts.items()}).astype(float)
    low = frame[["value", "lower"]].min(axis=1) < least
    shares = frame["indicator"].isin(of_kind(is_share))
    high = (frame[["value", "upper"]].max(axis=1) > most) & ~shares
    for (source_id, indicator), group in groups(frame[low | high], "source_id", "indicator"):
        found = rows(group.sort_values(["value", "cell_id"], ascending=[False, True]))
        first, last = facts[indicator].plausible
        span_en = f"{en.value(first, indicator)} to {en.value(last, indicator)}"
        span_vi = f"từ {vi.value(first, indicator)} đến {vi.value(last, indicator)}"
        listed_en = en.joined(f"{en.place(r.place_id)} {r.year} ({en.cell(r)})" for r in found)
        listed_vi = vi.joined(f"{vi.place(r.place_id)} năm {r.year} ({vi.cell(r)})" for r in found)
        yield made(
            ID,
            f"{en.figures(indicator, source_id)} lie outside the plausible {span_en}: {listed_en}.",
            f"{vi.figures(indicator, source_id)} nằm ngoài khoảng hợp lý {span_vi}: {listed_vi}.",
            tuple(row.cell_id for row in found),
            place_id=found[0].place_id if len(found) == 1 else "",
            indicators=(indicator,),
            year=found[0].year if len(found) == 1 else None,
            certainty="likely",
            why=(
                "The range stands in the catalogue; it is ours and may be too narrow.",
                "Khoảng hợp lý do danh mục chỉ số quy định và có thể quá hẹp.",
            ),
        )
