"""How many people must be taken on each year to reach a target, when some leave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from vnhealth.errors import UsageError
from vnhealth.measures.result import (
    ARITHMETIC,
    MISSING,
    RELIABLE,
    result_frame,
)

FORMULA: Final = "R = (N − S·(1 − a)^T) · a / (1 − (1 − a)^T), with R = (N − S)/T for a = 0"
"""S staff now, N staff needed, a share leaving in a year, T years, R recruits a year.

Recruits start at the end of a year; in their first year none of them leaves.
"""
MEASURES: Final = ("staff_needed", "staff_remaining", "recruits_per_year", "recruits_in_all")
ROUNDING: Final = 1e-9


@dataclass(frozen=True)
class Need:
    """What a staffing need is worked out from.

    Parameters
    ----------
    staff
        Staff now, people.
    target_rate, multiplier
        The target, and the people it is told per (15 and 10 000).
    population
        People expected in the year of the target.
    years
        Years from now to the target, at least 1.
    attrition
        Share of the staff that leaves in a year, 0 to below 1. It has no default: a need
        without attrition must say so.
    """

    staff: float
    target_rate: float
    population: float
    years: int
    attrition: float
    multiplier: float = 10_000.0


def staffing_need(need: Need) -> pd.DataFrame:
    """Work out the staff needed, the staff remaining, and the recruits per year and in all.

    Parameters
    ----------
    need
        Staff, target, population, years, attrition.

    Returns
    -------
    DataFrame
        Four rows (:data:`MEASURES`) of the nine result columns, in people, rounded up (the
        remaining staff down); never negative; no interval. The formula is :data:`FORMULA`.

    Raises
    ------
    UsageError
        Fewer than one year, or an attrition outside 0 to 1.

    Examples
    --------
    90 now, 100 needed in 2 years, 10 % leave: 90·0.81 = 72.9 remain;
    R + 0.9·R = 27.1, so R = 14.26 and 15 a year:

    >>> staffing_need(Need(90, 10, 100_000, 2, 0.1))["value"].tolist()
    [100.0, 72.0, 15.0, 30.0]
    """
    if need.years < 1 or not 0 <= need.attrition < 1:
        raise UsageError(
            f"A staffing need takes 1 year or more and an attrition from 0 to below 1;"
            f" given were {need.years} years and {need.attrition}.",
            f"Nhu cầu nhân lực cần ít nhất 1 năm và tỷ lệ rời việc từ 0 đến dưới 1;"
            f" đã cho {need.years} năm và {need.attrition}.",
        )
    needed = _up(need.target_rate * need.population / need.multiplier)
    staying = 1 - need.attrition
    remaining = need.staff * staying**need.years
    terms = sum(staying**year for year in range(need.years))
    recruits = _up(max(needed - remaining, 0) / terms)
    values = [needed, np.floor(remaining + ROUNDING), recruits, recruits * need.years]
    known = bool(np.isfinite(values).all())
    return result_frame(
        pd.Index(MEASURES, name="measure"),
        value=values if known else np.nan,
        method=ARITHMETIC,
        statistic="staffing need",
        n=need.population,
        unit="person",
        reliability=RELIABLE if known else MISSING,
    )


def _up(number: float) -> float:
    return float(np.ceil(number - ROUNDING)) + 0.0
