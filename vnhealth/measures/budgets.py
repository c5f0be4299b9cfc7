"""Budgets: shares, per inhabitant, plan against execution, concentration, reconciliation."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import FloatArray, aligned, require_not_negative
from vnhealth.measures.result import (
    ARITHMETIC,
    MISSING,
    NO_DENOMINATOR,
    RELIABLE,
    judgement_frame,
    result_frame,
)

ADDS_UP: Final = "adds_up"
DOES_NOT_ADD_UP: Final = "does_not_add_up"
NOT_COMPARED: Final = "not_compared"


def _quotient(part: Any, whole: Any, multiplier: float, statistic: str, unit: str) -> pd.DataFrame:
    index, (x, n) = aligned(part, whole)
    require_not_negative(index, n, "denominator", "mẫu số")
    value = np.divide(x, n, out=np.full(len(x), np.nan), where=n > 0)
    return result_frame(
        index,
        value=value * multiplier,
        method=ARITHMETIC,
        statistic=statistic,
        n=n,
        unit=unit,
        reliability=np.select([~(n > 0), np.isnan(x)], [NO_DENOMINATOR, MISSING], RELIABLE),
    )


def budget_share(part: Any, total: Any) -> pd.DataFrame:
    """Calculate the share of a budget line in the total, in %; money has no interval.

    Examples
    --------
    >>> budget_share(25.0, 100.0)["value"].tolist()
    [25.0]
    """
    return _quotient(part, total, 100, "share of the budget", "%")


def per_inhabitant(amount: Any, population: Any) -> pd.DataFrame:
    """Calculate an amount per inhabitant, in VND.

    Examples
    --------
    >>> per_inhabitant(500e6, 1000)["value"].tolist()
    [500000.0]
    """
    return _quotient(amount, population, 1, "amount per inhabitant", "VND")


def execution(executed: Any, planned: Any) -> pd.DataFrame:
    """Calculate what was spent of what was planned, in %; a plan of zero has no percentage.

    Examples
    --------
    >>> execution(90, 120)["value"].tolist()
    [75.0]
    """
    return _quotient(executed, planned, 100, "execution of the plan", "%")


def cost_per_person(cost: Any, people: Any) -> pd.DataFrame:
    """Calculate the cost of each person trained or attracted, in VND.

    Examples
    --------
    >>> cost_per_person(1.5e9, 10)["value"].tolist()
    [150000000.0]
    """
    return _quotient(cost, people, 1, "cost per person", "VND")


def concentration(amounts: pd.Series[Any]) -> pd.DataFrame:
    """Tell how far a budget hangs on few sources.

    Parameters
    ----------
    amounts
        Amount of each source, zero or more; missing ones make the answer missing.

    Returns
    -------
    DataFrame
        Four rows of the nine result columns: ``herfindahl`` (Σ share², from 1/k to 1),
        ``normalised_herfindahl`` ((H − 1/k)/(1 − 1/k), 0 to 1), ``effective_sources`` (1/H)
        and ``largest_share`` in %; ``n`` is the number of sources k.

    Raises
    ------
    DataError
        A negative amount.

    References
    ----------
    Rhoades SA. The Herfindahl-Hirschman index. Fed Res Bull 1993;79:188-189.

    Examples
    --------
    Shares of a half, a quarter and a quarter: 1/4 + 1/16 + 1/16 = 0.375:

    >>> concentration(pd.Series([2.0, 1, 1]))["value"].round(4).tolist()
    [0.375, 0.0625, 2.6667, 50.0]
    """
    index, (x,) = aligned(amounts)
    require_not_negative(index, x, "amount", "số tiền")
    sources, total = len(x), float(x.sum())
    values = np.full(4, np.nan)
    if total > 0:
        share: FloatArray = x / total
        index_h = float(np.sum(share**2))
        even = 1 / sources
        spread = (index_h - even) / (1 - even) if sources > 1 else 1.0
        values = np.array([index_h, max(spread, 0.0), 1 / index_h, 100 * float(share.max())])
    names = ["herfindahl", "normalised_herfindahl", "effective_sources", "largest_share"]
    return result_frame(
        pd.Index(names, name="measure"),
        value=values,
        method="Herfindahl–Hirschman",
        statistic="concentration over sources",
        n=sources,
        unit=["ratio", "ratio", "", "%"],
        reliability=np.where(np.isnan(values), MISSING, RELIABLE),
    )


def reconcile(
    parts: pd.Series[Any], total: float, tolerance: float = 0.0, unit: str = "VND"
) -> pd.DataFrame:
    """Compare the sum of the parts with the printed total and name the residual.

    Parameters
    ----------
    parts
        The parts as printed, in one unit.
    total
        The printed total, in the same unit.
    tolerance
        Difference that rounding explains (half a last digit for each part).
    unit
        Unit id.

    Returns
    -------
    DataFrame
        Rows ``total``, ``sum_of_parts`` and ``residual`` (total less parts) of the nine result
        columns, with ``outcome`` adds_up, does_not_add_up or not_compared (a missing part or
        total); ``n`` is the number of parts.

    Examples
    --------
    >>> reconcile(pd.Series([490.7, 36.0]), 529.7)[["value", "outcome"]].round(1)
                  value          outcome
    line
    total         529.7  does_not_add_up
    sum_of_parts  526.7  does_not_add_up
    residual        3.0  does_not_add_up
    """
    _, (x,) = aligned(parts)
    added = float(x.sum()) if len(x) else np.nan
    residual = total - added
    slack = tolerance + 1e-9 * max(abs(total), 1.0)
    if np.isnan(residual):
        outcome = NOT_COMPARED
    else:
        outcome = ADDS_UP if abs(residual) <= slack else DOES_NOT_ADD_UP
    residual = 0.0 if abs(residual) <= 1e-9 * max(abs(total), 1.0) else residual
    results = result_frame(
        pd.Index(["total", "sum_of_parts", "residual"], name="line"),
        value=[total, added, residual],
        method=ARITHMETIC,
        statistic="reconciliation",
        n=len(x),
        unit=unit,
        reliability=RELIABLE if outcome != NOT_COMPARED else MISSING,
    )
    return judgement_frame(results, outcome, outcome)
