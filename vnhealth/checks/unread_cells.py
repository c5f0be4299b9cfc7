"""Name the printed cells that gave no figure although something stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.evidence import Evidence
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "unread_cells"
MISSING: Final = "missing"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a source; cells printed as missing are a matter of completeness."""
    en, vi = evidence.en, evidence.vi
    unread = evidence.unread[evidence.unread["kind"] != MISSING]
    for source_id, group in unread.groupby("source_id", sort=True):
        cells = list(group[["place", "printed"]].itertuples(index=False, name=None))
        shown = [f"“{printed}” ({place.strip()})" for place, printed in cells]
        yield made(
            ID,
            f"{en.source(str(source_id))}: {en.number(len(group))} printed cells were not read and "
            f"are in no figure: {en.joined(shown)}.",
            f"{vi.source(str(source_id))}: {vi.number(len(group))} ô đã in chưa đọc được nên không "
            f"có trong số liệu: {vi.joined(shown)}.",
            tuple(group["cell_id"]),
            indicators=tuple(sorted(group["indicator"].unique())),
            why=(
                "The reason of each stands in unread.csv.",
                "Lý do của từng ô được ghi trong unread.csv.",
            ),
        )
