"""Put places into quantile groups by the rule of the UK public-health guidance."""

from __future__ import annotations

from typing import Any, Final

import pandas as pd

from vnhealth.measures.inputs import require_choice

FIRST: Final = ("lowest", "highest")


def quantile_group(
    values: pd.Series[Any], number: int = 5, first: str = "lowest"
) -> pd.Series[Any]:
    """Give each place its quantile group, 1 to `number`.

    q = floor((Q + 1) − ceil((n + 1 − rank) / (n / Q))); ties take the lowest rank, 0 becomes 1.

    Parameters
    ----------
    values
        Values of the places; missing ones get no group and are not counted in n.
    number
        Number of groups Q.
    first
        Whether group 1 holds the ``lowest`` or the ``highest`` values.

    Returns
    -------
    Series
        Whole numbers; all missing where there are fewer places than groups.

    Raises
    ------
    UsageError
        An unknown `first`.

    References
    ----------
    Office for Health Improvement and Disparities. Technical guide: assigning deprivation
    categories.

    Examples
    --------
    >>> quantile_group(pd.Series([1, 2, 3, 4]), 2).tolist()
    [1, 1, 2, 2]
    """
    require_choice("first", first, FIRST)
    ranks = values.rank(method="min", ascending=first == "lowest")
    places = int(values.notna().sum())
    if places < number:
        return pd.Series(pd.NA, index=values.index, dtype="Int64")
    # ceil in whole numbers: n / Q has no exact binary form, and a hair above moves a place
    steps = -((-(places + 1 - ranks) * number) // places)
    group: pd.Series[Any] = (number + 1 - steps).clip(lower=1)
    return group.astype("Int64")
