"""Recompute a measure for a merged province, a region or several years from its counts.

Numerators and denominators are added up first and the measure is computed from the sums:
rates are never averaged.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import require_choice, require_columns
from vnhealth.measures.proportions import proportion
from vnhealth.measures.rates import rate
from vnhealth.measures.result import MISSING, Interval, count_left_out

KINDS: Final = ("proportion", "rate")
INCOMPLETE: Final = ("missing", "leave_out")


@dataclass(frozen=True)
class Grouping:
    """How rows are put together.

    Parameters
    ----------
    by
        Key columns of the groups; they become the index.
    kind
        ``proportion`` (Wilson) or ``rate`` (Poisson).
    incomplete
        What a group with a missing part becomes: ``missing`` (the default, since a sum
        without a part is another sum), or ``leave_out`` (the rest, with the parts counted).
    """

    by: Sequence[str]
    kind: str = "rate"
    incomplete: str = "missing"
    numerator: str = "numerator"
    denominator: str = "denominator"


def grouped(
    frame: pd.DataFrame, grouping: Grouping, settings: Interval | None = None
) -> pd.DataFrame:
    """Add up numerators and denominators in each group and compute the measure from the sums.

    Parameters
    ----------
    frame
        One row a part, with its numerator, denominator and keys.
    grouping
        Keys, kind of measure, and the rule for missing parts.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns, one row a group, ``n`` the summed denominator.

    Raises
    ------
    UsageError
        A column is absent, or a setting unknown.
    DataError
        An impossible count.

    Examples
    --------
    One of 100 and three of 300 make four of 400, that is 1 %:

    >>> parts = pd.DataFrame({"to": "34-15", "numerator": [1, 3], "denominator": [100, 300]})
    >>> grouped(parts, Grouping(["to"], "proportion"))["value"].tolist()
    [1.0]
    """
    require_choice("kind", grouping.kind, KINDS)
    require_choice("incomplete", grouping.incomplete, INCOMPLETE)
    keys = list(grouping.by)
    require_columns(frame, [*keys, grouping.numerator, grouping.denominator])
    pairs = frame[[*keys, grouping.numerator, grouping.denominator]].copy()
    known = pairs[grouping.numerator].notna() & pairs[grouping.denominator].gt(0)
    pairs["_left_out"] = ~known
    pairs[[grouping.numerator, grouping.denominator]] = pairs[
        [grouping.numerator, grouping.denominator]
    ].where(known)
    sums = pairs.groupby(keys, observed=True, dropna=False).sum(min_count=1)
    left_out = sums.pop("_left_out").astype(int)
    if grouping.incomplete == "missing":
        sums = sums.where(left_out.eq(0), other=np.nan)
    measure: Callable[..., pd.DataFrame] = proportion if grouping.kind == "proportion" else rate
    result = measure(sums[grouping.numerator], sums[grouping.denominator], settings)
    return result.assign(reliability=_with_left_out(result, left_out))


def _with_left_out(result: pd.DataFrame, left_out: pd.Series[Any]) -> pd.Series[str]:
    marks = [
        count_left_out(int(number), MISSING if pd.isna(value) and number else word)
        for number, value, word in zip(
            left_out, result["value"], result["reliability"], strict=True
        )
    ]
    return pd.Series(marks, index=result.index, dtype="str")
