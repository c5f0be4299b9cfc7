"""A province from the figures of its communes: counts summed, rates from sums, shares not merged.

Reads a partitioned store through filters, a few columns of one area, so that time and memory
depend on the province and not on the store. Rates are never averaged; a sum in which a commune is
missing says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.errors import DataError, UsageError

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Indicator
    from vnhealth.store import LargeStore

MONTHLY: Final = (
    "indicator",
    "period",
    "value",
    "unit",
    "numerator",
    "denominator",
    "kind",
    "communes",
    "communes_known",
    "is_complete",
)
SUMMED, RECOMPUTED, NOT_MERGED = "summed", "recomputed", "not_merged"
_READ: Final = (
    "place_id",
    "indicator",
    "period",
    "value",
    "numerator",
    "denominator",
    "role",
    "comparator",
    "qualifier",
    "source_id",
)
_KEY: Final = ["indicator", "period"]


def of_province(
    large: LargeStore,
    province_id: str,
    indicators: Sequence[str] | None = None,
    *,
    years: tuple[int, int] | None = None,
    source_id: str = "",
) -> pd.DataFrame:
    """Return the figures of a province's communes put together, one row an indicator and period.

    Parameters
    ----------
    large
        A partitioned store.
    province_id
        Id of a province, such as ``"63-10"``.
    indicators
        Ids; a rate may be asked for when the counts behind it are stored. ``None`` for all stored.
    years
        First and last year; ``None`` for all.
    source_id
        The source to read; may be empty where only one gives figures.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`MONTHLY`, sorted by indicator and period. ``kind`` is

        - ``"summed"``: a count, Σ over the communes that have it;
        - ``"recomputed"``: multiplier × Σ numerator / Σ denominator over the communes that have
          both, from stored counts or from printed fractions;
        - ``"not_merged"``: a rate without counts, ``value`` empty.

        ``communes`` counts those with a figure, ``communes_known`` those with any figure among what
        was asked for; ``is_complete`` says that they are equal. Only exact figures of the role
        actual without a qualifier count.

    Raises
    ------
    UsageError
        When an indicator is unknown.
    DataError
        When the store holds nothing of that province, or two sources give the same figure.
    """
    import pandas as pd

    asked = [catalog.indicator(name) for name in indicators or large.indicators]
    if province_id not in large.areas:
        raise DataError(
            f"The store in {large.folder} holds nothing of {province_id}. It has: "
            f"{', '.join(large.areas)}.",
            f"Kho dữ liệu trong {large.folder} không có số liệu của {province_id}. Hiện có: "
            f"{', '.join(large.areas)}.",
        )
    read = {name for each in asked for name in (each.id, each.numerator_id, each.denominator_id)}
    frame = _communes(large, province_id, sorted(read - {""}), years, source_id)
    known = int(frame["place_id"].nunique())
    parts = [_of_indicator(frame, facts, set(large.indicators)) for facts in asked]
    filled = [part for part in parts if len(part)]
    made = pd.concat(filled or parts[:1], ignore_index=True)
    made["communes_known"] = known
    made["is_complete"] = made["communes"] == known
    return made[list(MONTHLY)].sort_values(_KEY, ignore_index=True)


def _communes(
    large: LargeStore,
    province_id: str,
    indicators: Sequence[str],
    years: tuple[int, int] | None,
    source_id: str,
) -> pd.DataFrame:
    """Return the communes' exact actual figures, a row a commune, indicator and period."""
    import pandas as pd
    import pyarrow as pa
    import pyarrow.compute as pc

    kept: list[Any] = []
    for batch in large.batches(_READ, areas=[province_id], indicators=indicators, years=years):
        passes = pc.and_(
            pc.and_(pc.equal(batch["role"], "actual"), pc.equal(batch["comparator"], "eq")),
            pc.and_(pc.equal(batch["qualifier"], ""), pc.is_valid(batch["value"])),
        )
        passes = pc.and_(passes, pc.not_equal(batch["place_id"], province_id))
        if source_id:
            passes = pc.and_(passes, pc.equal(batch["source_id"], source_id))
        kept.append(batch.filter(passes).drop_columns(["role", "comparator", "qualifier"]))
    if not kept:
        return pd.DataFrame(columns=[name for name in _READ if name not in _KEY])
    table = pa.Table.from_batches(kept).unify_dictionaries()
    frame: pd.DataFrame = table.to_pandas(use_threads=False)
    repeated = frame[frame.duplicated(["place_id", "indicator", "period"], keep=False)]
    if len(repeated):
        sources = sorted(set(repeated["source_id"]))
        raise DataError(
            f"{len(repeated)} figures of {province_id} stand more than once: {', '.join(sources)}. "
            "Name the source to read with source_id=.",
            f"{len(repeated)} số liệu của {province_id} xuất hiện nhiều lần: {', '.join(sources)}. "
            "Hãy nêu nguồn cần đọc bằng source_id=.",
        )
    return frame


def _of_indicator(frame: pd.DataFrame, facts: Indicator, stored: set[str]) -> pd.DataFrame:
    mine = frame[frame["indicator"] == facts.id]
    if facts.additive:
        return _summed(mine, facts)
    if facts.id not in stored and {facts.numerator_id, facts.denominator_id} <= stored:
        return _ratios(_joined(frame, facts), facts)
    if facts.id not in stored:
        raise UsageError(
            f"The store holds neither {facts.id} nor the counts behind it.",
            f"Kho dữ liệu không có {facts.id}, cũng không có các số đếm để tính.",
        )
    counted = mine[mine["numerator"].notna() & (mine["denominator"] > 0)]
    made = _ratios(counted, facts)
    # Where a commune prints its rate alone, the sums would leave it out unsaid.
    alone = mine[~mine.index.isin(counted.index)]
    without = _grouped(alone, facts).assign(kind=NOT_MERGED, value=float("nan"))
    return _first(without, made)


def _first(preferred: pd.DataFrame, others: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of `preferred`, and of `others` where it has none for the period."""
    import pandas as pd

    rest = others[~others["period"].isin(preferred["period"])]
    parts = [part for part in (preferred, rest) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else preferred


def _joined(frame: pd.DataFrame, facts: Indicator) -> pd.DataFrame:
    """Return the communes with both counts of a rate."""
    on = ["place_id", "period"]
    top = frame.loc[frame["indicator"] == facts.numerator_id, [*on, "value"]]
    base = frame.loc[frame["indicator"] == facts.denominator_id, [*on, "value"]]
    both = top.merge(base, on=on, suffixes=("_top", "_base"), validate="one_to_one")
    both = both[both["value_base"] > 0]
    return both.rename(columns={"value_top": "numerator", "value_base": "denominator"})


def _summed(mine: pd.DataFrame, facts: Indicator) -> pd.DataFrame:
    made = _grouped(mine, facts)
    sums = mine.groupby("period", observed=True)["value"].sum()
    return made.assign(value=made["period"].map(sums).astype("float64"), kind=SUMMED)


def _ratios(counted: pd.DataFrame, facts: Indicator) -> pd.DataFrame:
    made = _grouped(counted, facts)
    sums = counted.groupby("period", observed=True)[["numerator", "denominator"]].sum()
    for name in ("numerator", "denominator"):
        made[name] = made["period"].map(sums[name]).astype("float64")
    value = facts.multiplier * made["numerator"] / made["denominator"]
    return made.assign(value=value, kind=RECOMPUTED)


def _grouped(mine: pd.DataFrame, facts: Indicator) -> pd.DataFrame:
    """Return one row a period with the number of communes, its figures still empty."""
    counts = mine.groupby("period", observed=True)["place_id"].nunique()
    made = counts.rename("communes").rename_axis("period").reset_index()
    made["period"] = made["period"].astype("str")
    return made.assign(
        indicator=facts.id,
        unit=facts.unit,
        value=float("nan"),
        numerator=float("nan"),
        denominator=float("nan"),
        kind="",
    )
