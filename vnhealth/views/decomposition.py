"""What of a change in density came from staff, and what from the number of people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.errors import DataError
from vnhealth.views.comparable import Comparison, comparable
from vnhealth.views.estimates import RESULTS
from vnhealth.views.refusals import nearest_years, no_figures
from vnhealth.views.trends_of_places import newest_segment_of

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

DECOMPOSITION: Final = (
    "place_id",
    "indicator",
    "from_year",
    "to_year",
    "part",
    *RESULTS,
    "numerator_before",
    "denominator_before",
    "numerator_after",
    "denominator_after",
    "formula",
    "sources",
    "cells",
)


def decomposition(
    panel: Panel,
    indicator: str,
    place_id: str = "",
    years: tuple[int, int] | None = None,
    comparison: Comparison | None = None,
) -> pd.DataFrame:
    """Return how much of the change of a rate came from its numerator, how much from the people.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        A rate with counts behind it, such as doctors_per_10k.
    place_id
        A province, region or the country; every province when empty.
    years
        First and last year; by default the ends of each place's newest segment of one source
        and territory.
    comparison
        Boundaries of the provinces, when there is no place.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`DECOMPOSITION`, three rows a place: ``part`` staff, population and total,
        in the unit of the rate. The first two add up to the third exactly; ``formula`` is
        printed with them. A place whose source or territory changed between the two years is
        left out.

    Raises
    ------
    DataError
        The indicator has no counts, or no place has both years in one segment; the nearest
        years are named.

    References
    ----------
    See :func:`vnhealth.measures.decomposition.density_change`.

    Examples
    --------
    Lào Cai from 297 doctors among 573 900 people to 591 among 696 500: 294·(1/573 900 +
    1/696 500)/2 by staff, (1/696 500 − 1/573 900)·(297 + 591)/2 by people, times 10 000:

    >>> found = decomposition(panel, "doctors_per_10k", "63-10", (2004, 2016))
    >>> found.set_index("part")["value"].round(2).to_dict()
    {'staff': 4.67, 'population': -1.36, 'total': 3.31}
    """
    asked = comparison or Comparison(place_id[:2] if place_id[:2] in ("63", "34") else "63")
    frame = comparable(panel, indicator, asked)
    _require_counts(frame, indicator)
    wanted = frame["place_id"] == place_id if place_id else frame["level"] == "province"
    mine = frame[wanted & frame["numerator"].notna() & (frame["denominator"] > 0)]
    if mine.empty:
        raise no_figures(indicator, (), None, asked.boundaries)
    last = int(mine["year"].max()) if years is None else years[1]
    whole = newest_segment_of(mine[mine["year"] <= last])
    pairs = _pairs(whole, years, last)
    if pairs.empty:
        raise _no_years(indicator, sorted(set(whole["year"])), years)
    return _split(pairs, indicator)


def _pairs(frame: pd.DataFrame, years: tuple[int, int] | None, last: int) -> pd.DataFrame:
    """Return first and last row of each place side by side."""
    columns = ["place_id", "year", "numerator", "denominator", "sources", "cells"]
    ordered = frame.sort_values(["place_id", "year"])[columns]
    first = ordered.drop_duplicates("place_id") if years is None else ordered[
        ordered["year"] == years[0]]  # fmt: skip
    ends = ordered[ordered["year"] == last]
    both = first.merge(ends, on="place_id", suffixes=("_before", "_after"), validate="one_to_one")
    return both[both["year_before"] < both["year_after"]].reset_index(drop=True)


def _split(pairs: pd.DataFrame, indicator: str) -> pd.DataFrame:
    from vnhealth.measures.decomposition import FORMULA, density_change
    from vnhealth.measures.result import Interval

    facts = catalog.indicator(indicator)
    counts = [f"{part}_{when}" for when in ("before", "after")
              for part in ("numerator", "denominator")]  # fmt: skip
    staff_before, people_before, staff_after, people_after = (pairs[name] for name in counts)
    settings = Interval(multiplier=facts.multiplier, unit=facts.unit)
    found = density_change(staff_before, people_before, staff_after, people_after, settings)
    made = found.reset_index(names=["at", "part"])
    kept = pairs.loc[made["at"]].reset_index(drop=True)
    more: dict[str, Any] = {name: kept[name] for name in ("place_id", *counts)}
    for name in ("sources", "cells"):
        joined = zip(kept[f"{name}_before"], kept[f"{name}_after"], strict=True)
        more[name] = [tuple(dict.fromkeys((*one, *other))) for one, other in joined]
    made = made.assign(
        indicator=indicator,
        from_year=kept["year_before"],
        to_year=kept["year_after"],
        formula=FORMULA,
        **more,
    )
    return made[list(DECOMPOSITION)]


def _require_counts(frame: pd.DataFrame, indicator: str) -> None:
    facts = catalog.indicator(indicator)
    if facts.denominator_id and facts.numerator_id and bool(frame["numerator"].notna().any()):
        return
    raise DataError(
        f"{facts.name('en')} is not on record with the counts it is made of, so its change can't "
        "be split. A rate such as doctors_per_10k can.",
        f"{facts.name('vi')} không có số đếm làm nên nó trong bộ số liệu nên không tách được mức "
        "thay đổi. Tỷ lệ như doctors_per_10k thì tách được.",
    )


def _no_years(indicator: str, known: list[int], years: tuple[int, int] | None) -> DataError:
    en, vi = (catalog.indicator(indicator).name(code) for code in ("en", "vi"))
    asked = "" if years is None else f"{years[0]}–{years[1]}"
    near = ", ".join(str(year) for year in nearest_years(known, years[0] if years else None))
    return DataError(
        f"No place has {en} in both years {asked} from one source and on one territory. The "
        f"nearest years: {near}.",
        f"Không địa phương nào có {vi} ở cả hai năm {asked} cùng nguồn và cùng địa giới. Các năm "
        f"gần nhất: {near}.",
    )
