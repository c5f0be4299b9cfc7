"""Name the series that change territory, where a step is no rise and no fall."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.checks.evidence import Evidence
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "boundary_breaks"
EXPLAINED: Final = ("split", "founded", "merge", "dissolved")
"""A transfer of a district or a commune moves too little to explain a step."""


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a place and break, with the cells of the year before and after."""
    en, vi = evidence.en, evidence.vi
    frame = evidence.exact
    series = frame[(frame["level"] == "province") & (frame["indicator"] != "area")]
    for place_id, group in series.groupby("place_id", sort=True):
        first, last = int(group["year"].min()), int(group["year"].max())
        for found in places.breaks(str(place_id), first, last):
            around = group[group["year"].isin([found.year - 1, found.year])]
            if found.kind not in EXPLAINED or around["year"].nunique() < 2:  # noqa: PLR2004
                continue
            yield made(
                ID,
                f"{en.place(str(place_id))}: figures up to {found.year - 1} and from {found.year} "
                f"cover different territory; a step between them is no rise or fall. "
                f"{found.note_en}",
                f"{vi.place(str(place_id))}: số liệu đến năm {found.year - 1} và từ năm "
                f"{found.year} thuộc địa giới khác nhau; chênh lệch giữa hai năm không phải là "
                f"tăng hay giảm. {found.note_vi}",
                tuple(around["cell_id"]),
                place_id=str(place_id),
                indicators=tuple(sorted(around["indicator"].unique())),
                year=found.year,
                why=(
                    "The change of territory is on record in the history of places.",
                    "Thay đổi địa giới đã được ghi trong lịch sử địa giới hành chính.",
                ),
            )
