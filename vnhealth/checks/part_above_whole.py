"""Find parts, and sums of some parts, that are larger than their whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth.checks.declared import Sum, declared
from vnhealth.checks.evidence import Evidence
from vnhealth.checks.table import made

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.checks.finding import Finding

ID: Final = "part_above_whole"
SAME: Final = ("place_id", "year", "role", "scope")


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each whole that is smaller than what is printed as part of it."""
    levels = evidence.figures
    levels = levels[
        levels["comparator"].isin(["eq", "approx"])
        & (levels["scope"] == levels["qualifier"])
        & (levels["period"] == levels["year"].astype("str"))
    ]
    pairs = [Sum(p.whole, (p.part,), "", "") for p in declared().parts]
    for sum_ in (*declared().open_sums, *pairs):
        yield from _above(evidence, levels, sum_)


def _above(evidence: Evidence, levels: pd.DataFrame, sum_: Sum) -> Iterator[Finding]:
    keys = [*SAME, "source_id"] if len(sum_.parts) > 1 else list(SAME)
    whole = levels[levels["indicator"] == sum_.whole]
    parts = levels[levels["indicator"].isin(sum_.parts)]
    added = (
        parts.groupby(keys, sort=True)
        .agg(
            part=("value", "sum"),
            blur=("step", "sum"),
            cells=("cell_id", tuple),
            count=("indicator", "nunique"),
        )
        .reset_index()
    )
    joined = whole.merge(added, on=keys, validate="many_to_one")
    single = joined["cells"].map(len) == joined["count"]  # two sources for one part: no sum
    over = joined["part"] - joined["value"] - (joined["blur"] + joined["step"]) / 2
    for row in joined[single & (over > 0)].sort_values(["place_id", "year"]).itertuples():
        yield _finding(evidence, sum_, row)


def _finding(evidence: Evidence, sum_: Sum, row: object) -> Finding:
    en, vi = evidence.en, evidence.vi
    whole, part, year, place_id = row.value, row.part, row.year, row.place_id  # type: ignore[attr-defined]
    cells = (row.cell_id, *row.cells)  # type: ignore[attr-defined]
    if len(sum_.parts) == 1:
        name_en, name_vi = en.name(sum_.parts[0]), vi.name(sum_.parts[0])
    else:
        name_en = f"the figures by {sum_.by_en} ({en.joined(en.name(p) for p in sum_.parts)})"
        name_vi = f"các số theo {sum_.by_vi} ({vi.joined(vi.name(p) for p in sum_.parts)})"
    return made(
        ID,
        f"{en.place(place_id)}, {year}: {name_en} come to {en.value(part, sum_.parts[0])}, but all "
        f"{en.name(sum_.whole)} are only {en.value(whole, sum_.whole)}: "
        f"{en.value(part - whole, sum_.whole)} too many.",
        f"{vi.place(place_id)}, năm {year}: {name_vi} cộng lại là "
        f"{vi.value(part, sum_.parts[0])}, trong khi toàn bộ {vi.name(sum_.whole)} chỉ có "
        f"{vi.value(whole, sum_.whole)}, thừa {vi.value(part - whole, sum_.whole)}.",
        cells,
        place_id=place_id,
        indicators=(sum_.whole, *sum_.parts),
        year=year,
        why=(
            "A part can't exceed its whole; which of the figures is wrong is not known.",
            "Phần không thể lớn hơn tổng; chưa rõ số nào sai.",
        ),
    )
