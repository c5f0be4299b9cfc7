"""Name the indicators of the catalogue that no printed cell uses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.checks.evidence import Evidence
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "stale_catalogue"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding that names the unused indicators; those computed from counts are used."""
    used = set(evidence.observations["indicator"]) | set(evidence.unread["indicator"])
    idle = tuple(
        facts.id
        for facts in catalog.indicators().values()
        if facts.id not in used
        and not {facts.numerator_id, facts.denominator_id} <= used
        and facts.id not in _denominators(used)
    )
    if not idle:
        return
    en, vi = evidence.en, evidence.vi
    yield made(
        ID,
        f"No printed figure uses these indicators of the catalogue: "
        f"{en.joined((en.name(i) for i in idle), len(idle))}.",
        f"Chưa có số liệu nào dùng các chỉ số này của danh mục: "
        f"{vi.joined((vi.name(i) for i in idle), len(idle))}.",
        (),
        indicators=idle,
        why=("All cells in data/raw were looked at.", "Đã xem tất cả các ô trong data/raw."),
    )


def _denominators(used: set[str]) -> set[str]:
    facts = catalog.indicators()
    return {facts[i].denominator_id for i in used if i in facts}
