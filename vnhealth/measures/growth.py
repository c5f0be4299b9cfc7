"""Growth of an amount in nominal and in real terms."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import aligned
from vnhealth.measures.result import ARITHMETIC, MISSING, RELIABLE, UNDEFINED, result_frame


def real_amount(amount: Any, deflator: Any, base_deflator: Any) -> pd.DataFrame:
    """Express an amount in the prices of the base year: amount·base_deflator/deflator.

    Parameters
    ----------
    amount
        Amounts in the prices of their own year, VND.
    deflator, base_deflator
        Price index of that year and of the base year (both on one base, > 0). No index is
        built in: it comes from the user or the source.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the deflator.

    Examples
    --------
    >>> real_amount(121, 110, 100)["value"].round(6).tolist()
    [110.0]
    """
    index, (x, now, base) = aligned(amount, deflator, base_deflator)
    usable = (now > 0) & (base > 0)
    value = np.divide(x * base, now, out=np.full(len(x), np.nan), where=usable)
    return result_frame(
        index,
        value=value,
        method=ARITHMETIC,
        statistic="amount in prices of the base year",
        n=now,
        unit="VND",
        reliability=np.where(np.isnan(value), MISSING, RELIABLE),
    )


def growth(before: Any, after: Any, years: Any = 1.0) -> pd.DataFrame:
    """Calculate nominal growth per year, compound, in %.

    Missing where the start is not above zero, or the end is negative.

    Parameters
    ----------
    before, after
        Amounts at the start and at the end.
    years
        Years between them, > 0; 1 gives plain growth.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the number of years.

    Examples
    --------
    >>> growth(100, 121, 2)["value"].round(6).tolist()
    [10.0]
    """
    return _growth(before, after, years, (1.0, 1.0), "nominal growth per year")


def real_growth(
    before: Any, after: Any, deflator_before: Any, deflator_after: Any, years: Any = 1.0
) -> pd.DataFrame:
    """Calculate growth per year in constant prices, compound, in %.

    Parameters
    ----------
    before, after
        Amounts in the prices of their own years.
    deflator_before, deflator_after
        Price index of the two years, on one base, > 0.
    years
        Years between them, > 0.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the number of years.

    Examples
    --------
    Money grew by 20 %, prices by 20 %: nothing in real terms.

    >>> real_growth(100, 120, 1.0, 1.2)["value"].round(6).abs().tolist()
    [0.0]
    """
    return _growth(before, after, years, (deflator_before, deflator_after), "real growth per year")


def _growth(
    before: Any, after: Any, years: Any, deflators: tuple[Any, Any], statistic: str
) -> pd.DataFrame:
    index, (x0, x1, t, d0, d1) = aligned(before, after, years, *deflators)
    unknown = np.isnan(x0) | np.isnan(x1) | ~(d0 > 0) | ~(d1 > 0)
    usable = ~unknown & (x0 > 0) & (x1 >= 0) & (t > 0)
    factor = np.divide(x1 * d0, x0 * d1, out=np.full(len(x0), np.nan), where=usable)
    yearly = np.power(factor, np.divide(1.0, t, out=np.ones(len(t)), where=t > 0))
    return result_frame(
        index,
        value=100 * (yearly - 1) + 0.0,
        method=ARITHMETIC,
        statistic=statistic,
        n=t,
        unit="%",
        reliability=np.select([unknown, ~usable], [MISSING, UNDEFINED], RELIABLE),
    )
