"""Find figures that two sources print differently for one place and year."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import TYPE_CHECKING, Final

from vnhealth.checks.evidence import COUNTRY, Evidence, groups
from vnhealth.checks.table import made

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.checks.finding import Finding

ID: Final = "conflicting_sources"
SAME: Final = ("place_id", "year", "role", "scope")


def conflicts(evidence: Evidence) -> pd.DataFrame:
    """Return the figures that two sources print differently, beyond the rounding of either.

    Returns
    -------
    pandas.DataFrame
        ``indicator``, ``place_id``, ``year``, ``role``, ``scope``, ``older`` and ``newer`` (source
        ids by date), ``value_older``, ``value_newer``, ``cell_older``, ``cell_newer``, ``common``
        (how many figures the two sources share for the indicator) and ``gap`` (newer less older,
        as a share of the older).
    """
    import pandas as pd

    frame = evidence.figures
    single = frame["comparator"].isin(["eq", "approx"]) & (frame["qualifier"] == frame["scope"])
    frame = frame[single & (frame["period"] == frame["year"].astype("str"))]
    frame = frame[frame.duplicated(["indicator", *SAME], keep=False)]
    found = []
    for indicator, mine in frame.groupby("indicator", sort=True):
        ordered = sorted(mine["source_id"].unique(), key=lambda s: (evidence.dated(s), s))
        for older, newer in combinations(ordered, 2):
            pair = _pair(mine[mine["source_id"] == older], mine[mine["source_id"] == newer])
            found.append(pair.assign(indicator=indicator, older=older, newer=newer))
    return pd.concat(found, ignore_index=True) if found else pd.DataFrame()


def _pair(older: pd.DataFrame, newer: pd.DataFrame) -> pd.DataFrame:
    wanted = [*SAME, "value", "step", "cell_id"]
    joined = older[wanted].merge(
        newer[wanted], on=list(SAME), suffixes=("_older", "_newer"), validate="one_to_one"
    )
    joined = joined.rename(columns={"cell_id_older": "cell_older", "cell_id_newer": "cell_newer"})
    difference = joined["value_newer"] - joined["value_older"]
    blur = joined[["step_older", "step_newer"]].max(axis=1) / 2 + 1e-9
    joined = joined.assign(common=len(joined), gap=difference / joined["value_older"])
    return joined[difference.abs() > blur].drop(columns=["step_older", "step_newer"])


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding an indicator and pair of sources."""
    found = conflicts(evidence)
    if found.empty:
        return
    for (indicator, older, newer, role), group in groups(
        found, "indicator", "older", "newer", "role"
    ):
        yield _finding(evidence, (indicator, older, newer), role, group)


def _finding(
    evidence: Evidence, key: tuple[str, str, str], role: str, group: pd.DataFrame
) -> Finding:
    en, vi = evidence.en, evidence.vi
    indicator, older, newer = key
    nation = group[group["place_id"] == COUNTRY]
    example = (nation if len(nation) else group).sort_values(["year", "place_id"]).iloc[-1]
    figures = (example["value_older"], example["value_newer"])
    before_en, after_en = (en.value(v, indicator) for v in figures)
    before_vi, after_vi = (vi.value(v, indicator) for v in figures)
    place_id, year = str(example["place_id"]), int(example["year"])
    shared = int(group["common"].iloc[0])
    largest = 100 * float(group["gap"].abs().max())
    ordered = group.sort_values(["year", "place_id"], ascending=[False, True])
    cells = tuple(
        c for pair in zip(ordered["cell_older"], ordered["cell_newer"], strict=True) for c in pair
    )
    return made(
        ID,
        f"{en.name(indicator)}: {en.source(older)} and {en.source(newer)} differ in "
        f"{en.number(len(group))} of {en.number(shared)} shared figures "
        f"({en.years(group['year'])}), by up to {en.percent(largest)}; {en.place(place_id)} "
        f"{year}: {before_en} and {after_en}. Use one of them throughout.",
        f"{vi.name(indicator)}: {vi.source(older)} và {vi.source(newer)} khác nhau ở "
        f"{vi.number(len(group))} trong {vi.number(shared)} số liệu chung "
        f"({vi.years(group['year'])}), nhiều nhất {vi.percent(largest)}; {vi.place(place_id)} năm "
        f"{year}: {before_vi} và {after_vi}. Nên dùng thống nhất một nguồn.",
        cells,
        place_id=place_id if len(set(group["place_id"])) == 1 else "",
        indicators=(indicator,),
        year=year if len(group) == 1 else None,
        certainty="certain",
        severity=None if role == "actual" else "info",
        why=(
            "The figures differ by more than rounding; a revision, another scope or another day "
            "may be behind it.",
            "Chênh lệch lớn hơn sai số làm tròn; có thể do cập nhật, khác phạm vi hoặc khác thời "
            "điểm.",
        ),
    )
