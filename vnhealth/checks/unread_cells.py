"""Name the printed cells that gave no figure although something stands in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.evidence import Evidence
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "unread_cells"
# Printed as missing, or left out for a stated reason: neither is a failure to read.
EXPECTED: Final = ("missing", "ignored")


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a source; cells printed as missing or left out on purpose are none."""
    en, vi = evidence.en, evidence.vi
    unread = evidence.unread[~evidence.unread["kind"].isin(EXPECTED)]
    for source_id, group in unread.groupby("source_id", sort=True):
        cells = list(group[["place", "printed"]].itertuples(index=False, name=None))
        shown = [f"“{printed}” ({place.strip()})" for place, printed in cells]
        yield made(
            ID,
            f"{en.source(str(source_id))}: not read, and so in no figure, are "
            f"{en.number(len(group))} of its printed cells: {en.joined(shown)}.",
            f"{vi.source(str(source_id))}: {vi.number(len(group))} ô đã in chưa đọc được nên không "
            f"có trong số liệu: {vi.joined(shown)}.",
            tuple(group["cell_id"]),
            indicators=tuple(sorted(group["indicator"].unique())),
            why=(
                "The reason of each stands in unread.csv.",
                "Lý do của từng ô được ghi trong unread.csv.",
            ),
        )
