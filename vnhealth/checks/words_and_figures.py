"""Hold a sum written out in words against its figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.evidence import IN_WORDS, Evidence, cells_of, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "words_and_figures"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each figure whose words say something else."""
    frame = evidence.figures
    in_words = frame[frame["qualifier"] == IN_WORDS]
    beside = frame["source_id"].isin(in_words["source_id"]) & (frame["qualifier"] == "")
    in_figures = {
        (row.source_id, row.place_id, row.indicator, row.period, row.role): row
        for row in rows(frame[beside])
    }
    en, vi = evidence.en, evidence.vi
    for row in rows(in_words):
        figure = in_figures.get((row.source_id, row.place_id, row.indicator, row.period, row.role))
        if figure is None or abs(figure.value - row.value) <= figure.step / 2:
            continue
        yield made(
            ID,
            f"The {en.name(row.indicator)} of {en.place(row.place_id)} for {row.year} is "
            f"{en.cell(figure)} in figures but {en.cell(row)} in words.",
            f"Số ghi bằng số và bằng chữ khác nhau: {vi.name(row.indicator)} năm {row.year} của "
            f"{vi.place(row.place_id)} là {vi.cell(figure)} bằng số nhưng {vi.cell(row)} bằng chữ.",
            cells_of((figure, row)),
            place_id=row.place_id,
            indicators=(row.indicator,),
            year=row.year,
            why=(
                "Both were read exactly; which one is meant is not known.",
                "Cả hai đều đọc được rõ ràng; chưa biết số nào đúng ý văn bản.",
            ),
        )
