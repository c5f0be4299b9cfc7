"""How unequal the provinces are by one indicator, year by year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.errors import UsageError
from vnhealth.views.comparable import Comparison, comparable, expected_provinces
from vnhealth.views.estimates import RESULTS
from vnhealth.views.refusals import no_figures

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

INEQUALITY: Final = (
    "indicator",
    "year",
    "measure",
    *RESULTS,
    "left_out",
    "basis",
    "sources",
    "cells",
)
FRACTION: Final = "population attributable fraction"
SCALES: Final = {"%": 100.0, "‰": 1000.0}
"""Highest value of a share, where the unit has one."""


def inequality_over_time(
    panel: Panel,
    indicator: str,
    years: Sequence[int] | None = None,
    measures: Sequence[str] | None = None,
    comparison: Comparison | None = None,
) -> pd.DataFrame:
    """Return the inequality between provinces, one row a year and measure.

    Parameters
    ----------
    panel
        Observations and sources.
    indicator
        Indicator id.
    years
        Years wanted; all with figures of two or more provinces when not given.
    measures
        Names of measures; all that apply when not given.
    comparison
        Boundaries, role and confidence.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`INEQUALITY`; ``n`` provinces took part and ``left_out`` had no figure, no
        population, or a row that covers more ground. Weights are the populations behind the
        rates, else the average populations of the year. The number of provinces changes with
        the boundaries: compare years of one `n`. Where staff are counted in full the limits
        tell of chance alone.

    Raises
    ------
    DataError
        No province has a figure in those years; the nearest years are named.
    UsageError
        A measure is unknown, or has no meaning for the indicator.

    Examples
    --------
    Bắc Kạn has 14.85 and Bình Dương 2.32:

    >>> found = inequality_over_time(panel, "doctors_per_10k", [2016], ["difference"])
    >>> found[["measure", "n"]].values.tolist(), round(found["value"].item(), 2)
    ([['difference', 63.0]], 12.53)
    """
    import pandas as pd

    asked = comparison or Comparison()
    frame = comparable(panel, indicator, asked)
    provinces = frame[frame["level"] == "province"]
    there = sorted(set(provinces["year"]))
    wanted = there if years is None else [year for year in years if year in there]
    if not wanted:
        raise no_figures(indicator, there, years[0] if years else None, asked.boundaries)
    weighted = _with_population(panel, provinces, asked)
    parts = [_of_year(weighted[weighted["year"] == year], int(year), asked) for year in wanted]
    made = pd.concat(parts, ignore_index=True)
    if measures is not None:
        _require(measures, made)
        made = made[made["measure"].isin(list(measures))].reset_index(drop=True)
    return made[list(INEQUALITY)]


def _with_population(panel: Panel, provinces: pd.DataFrame, asked: Comparison) -> pd.DataFrame:
    """Return the rows with a population each: that of the rate, else that of the year."""
    facts = catalog.indicator(str(provinces["indicator"].iloc[0]))
    if facts.denominator_id == "population" and bool(provinces["denominator"].notna().all()):
        return provinces.assign(population=provinces["denominator"])
    people = comparable(panel, "population", Comparison(asked.boundaries))
    people = people[["place_id", "year", "value"]].rename(columns={"value": "population"})
    return provinces.merge(people, on=["place_id", "year"], how="left", validate="one_to_one")


def _of_year(rows: pd.DataFrame, year: int, asked: Comparison) -> pd.DataFrame:
    from vnhealth.measures.inequality import Inequality, inequality

    facts = catalog.indicator(str(rows["indicator"].iloc[0]))
    settings = Inequality(
        facts.direction, SCALES.get(facts.unit), confidence=asked.confidence, unit=facts.unit
    )
    columns = ["value", "population"]
    if rows["lower"].notna().all():
        columns += ["lower", "upper", "confidence"]
    made = inequality(rows.set_index("place_id")[columns], settings).reset_index()
    absent = len(set(expected_provinces(asked.boundaries, year)) - set(rows["place_id"]))
    made["indicator"], made["year"] = facts.id, year
    made["left_out"] = absent + int(rows["population"].isna().sum())
    made["basis"] = rows["basis"].iloc[0]
    if not has_fraction(facts.id):
        told = ["value", "lower", "upper", "confidence"]
        made.loc[made["measure"] == FRACTION, told] = float("nan")
        made.loc[made["measure"] == FRACTION, "reliability"] = "undefined"
    for name in ("sources", "cells"):
        used = tuple(dict.fromkeys(each for some in rows[name] for each in some))
        made[name] = [used] * len(made)
    return made


def has_fraction(indicator: str) -> bool:
    """Tell whether an attributable fraction means something: of harms, and of shares of people.

    What more is better of and has no upper end (doctors, beds) is no risk that could be taken
    away: the fraction would exceed 100 % wherever the best place has more than twice the mean.

    Examples
    --------
    >>> has_fraction("infant_mortality"), has_fraction("doctors_per_10k")
    (True, False)
    """
    facts = catalog.indicator(indicator)
    return facts.direction == "lower" or facts.unit in SCALES


def _require(measures: Sequence[str], made: pd.DataFrame) -> None:
    indicator = str(made["indicator"].iloc[0])
    if FRACTION in measures and not has_fraction(indicator):
        en, vi = (catalog.indicator(indicator).name(code) for code in ("en", "vi"))
        raise UsageError(
            f"The {FRACTION} has no meaning for: {en}. More is better of it and it has no upper "
            'end. Ask for the "population attributable risk", the gain in its own unit.',
            f"Không dùng {FRACTION} cho: {vi}, vì càng nhiều càng tốt và không có giới hạn trên. "
            'Hãy dùng "population attributable risk", tức mức tăng tính theo đơn vị của chỉ số.',
        )
    known = list(dict.fromkeys(made["measure"]))
    unknown = [each for each in measures if each not in known]
    if unknown:
        raise UsageError(
            f"No such measure of inequality: {', '.join(unknown)}. There are: {', '.join(known)}.",
            f"Không có thước đo bất bình đẳng: {', '.join(unknown)}. Hiện có: {', '.join(known)}.",
        )
