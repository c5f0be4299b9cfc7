"""Count how many of the figures that a table promises are printed: areas × years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.checks.evidence import Evidence, groups
from vnhealth.checks.table import made

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.checks.finding import Finding

ID: Final = "completeness"
NOTABLE: Final = 0.95
LEAST_AREAS: Final = 10
KEYS: Final = ("source_id", "indicator", "scope")


def matrix(evidence: Evidence) -> pd.DataFrame:
    """Return which provinces × years of each table are printed.

    Expected are all provinces that the table names in any year, in every year it has and in which
    they existed.

    Returns
    -------
    pandas.DataFrame
        ``source_id``, ``indicator``, ``scope``, ``place_id``, ``year`` and ``present``.
    """
    import pandas as pd

    frame = evidence.exact[evidence.exact["level"] == "province"]
    keys = [*KEYS, "place_id", "year"]
    tables = frame[[*KEYS, "place_id"]].drop_duplicates()
    tables = tables.merge(frame[[*KEYS, "year"]].drop_duplicates(), on=list(KEYS))
    existed = {
        pair: bool(places.coverage(*pair))
        for pair in tables[["place_id", "year"]]
        .drop_duplicates()
        .itertuples(index=False, name=None)
    }
    exists = [existed[pair] for pair in zip(tables["place_id"], tables["year"], strict=True)]
    printed = frame[keys].drop_duplicates().assign(present=True)
    expected = tables[pd.Series(exists, index=tables.index, dtype=bool)]
    joined = expected.merge(printed, on=keys, how="left", validate="one_to_one")
    joined["present"] = joined["present"].notna()
    return joined.sort_values(keys, ignore_index=True)


def summary(evidence: Evidence) -> pd.DataFrame:
    """Return for each table the areas, years, figures expected and present, and their share."""
    grouped = matrix(evidence).groupby(list(KEYS))
    counted = grouped.agg(
        areas=("place_id", "nunique"),
        years=("year", "nunique"),
        first_year=("year", "min"),
        last_year=("year", "max"),
        expected=("present", "size"),
        present=("present", "sum"),
    ).reset_index()
    return counted.assign(share=counted["present"] / counted["expected"])


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a table of provinces that lacks more than a few of its figures."""
    en, vi = evidence.en, evidence.vi
    every = summary(evidence)
    sparse = every[(every["areas"] >= LEAST_AREAS) & (every["share"] < NOTABLE)]
    for (source_id, indicator, _), group in groups(sparse, *KEYS):
        areas, present, expected = (int(group[c].iloc[0]) for c in ("areas", "present", "expected"))
        years = f"{group['first_year'].iloc[0]}–{group['last_year'].iloc[0]}"
        share = 100 * present / expected
        yield made(
            ID,
            f"{en.figures(indicator, source_id)}: {en.number(present)} of "
            f"{en.number(expected)} figures ({en.percent(share, 0)}) are printed for "
            f"{en.number(areas)} provinces, {years}. A blank may mean none or not known.",
            f"{vi.figures(indicator, source_id)}: có {vi.number(present)} trong "
            f"{vi.number(expected)} số liệu ({vi.percent(share, 0)}) của {vi.number(areas)} tỉnh, "
            f"{years}. Ô trống có thể là không có hoặc không rõ.",
            (),
            indicators=(indicator,),
            why=(
                "Counted from the printed table; provinces that did not exist are not expected.",
                "Đếm từ bảng đã in; không tính các tỉnh chưa hoặc không còn tồn tại.",
            ),
        )
