"""What every measure returns: a number that never travels alone.

The index says what a row is about (a place, a group, a year); the columns are always the
same nine. A judgement adds two: `outcome` (a neutral word) and `reading` (better or worse).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import FloatArray, as_floats, confidence_level

RESULT_COLUMNS: Final = (
    "value",
    "lower",
    "upper",
    "confidence",
    "method",
    "statistic",
    "n",
    "unit",
    "reliability",
)
JUDGEMENT_COLUMNS: Final = (*RESULT_COLUMNS, "outcome", "reading")

RELIABLE: Final = "reliable"
MISSING: Final = "missing"
NO_DENOMINATOR: Final = "no_denominator"
ZERO_EVENTS: Final = "zero_events"
LOW_COUNT: Final = "low_count"
TOO_FEW: Final = "too_few"
SUPPRESSED: Final = "suppressed"
WIDE_INTERVAL: Final = "wide_interval"
UNDEFINED: Final = "undefined"
LEFT_OUT: Final = "left_out"
"""Prefix of "left_out:2": two places had no value and took no part."""

ARITHMETIC: Final = "arithmetic"
"""Method of a figure worked out of other figures without a sampling model: no interval."""


@dataclass(frozen=True)
class Interval:
    """How an interval is drawn and in what unit a result is told.

    Parameters
    ----------
    confidence
        Level in (0, 1], or in per cent from 50 to 100.
    multiplier
        What one is told as: 100 for %, 10 000 for "per 10 000 people".
    unit
        Unit id of the result, such as ``%`` or ``per_10k``.
    """

    confidence: float = 0.95
    multiplier: float = 1.0
    unit: str = ""

    @property
    def level(self) -> float:
        """The confidence as a fraction."""
        return confidence_level(self.confidence)


def result_frame(  # the nine columns are nine arguments
    index: pd.Index[Any],
    *,
    value: Any,
    lower: Any = np.nan,
    upper: Any = np.nan,
    confidence: Any = np.nan,
    method: Any,
    statistic: Any,
    n: Any = np.nan,
    unit: Any = "",
    reliability: Any = RELIABLE,
) -> pd.DataFrame:
    """Return the one constant frame of results, limits cleaned.

    A limit that is not finite, or stands beside a missing value, is missing; a row without
    any limit has no confidence.

    Examples
    --------
    >>> result_frame(pd.Index(["a"]), value=2.0, method="sum", statistic="count").columns.tolist()
    ['value', 'lower', 'upper', 'confidence', 'method', 'statistic', 'n', 'unit', 'reliability']
    """
    size = len(index)
    numbers = {
        name: np.array(np.broadcast_to(as_floats(given), (size,)), dtype=np.float64)
        for name, given in (
            ("value", value),
            ("lower", lower),
            ("upper", upper),
            ("confidence", confidence),
            ("n", n),
        )
    }
    numbers["value"][~np.isfinite(numbers["value"])] = np.nan
    absent = np.isnan(numbers["value"])
    for name in ("lower", "upper"):
        numbers[name][absent | ~np.isfinite(numbers[name])] = np.nan
    numbers["confidence"][np.isnan(numbers["lower"]) & np.isnan(numbers["upper"])] = np.nan
    words = {"method": method, "statistic": statistic, "unit": unit, "reliability": reliability}
    columns = {
        name: numbers[name] if name in numbers else _words(words[name], index)
        for name in RESULT_COLUMNS
    }
    return pd.DataFrame(columns, index=index)


def _words(given: Any, index: pd.Index[Any]) -> pd.Series[str]:
    if isinstance(given, str):
        return pd.Series(given, index=index, dtype="str")
    return pd.Series(np.asarray(given), index=index, dtype="str")


def judgement_frame(results: pd.DataFrame, outcome: Any, reading: Any = "") -> pd.DataFrame:
    """Return `results` with the two columns of a judgement: outcome and reading."""
    return results.loc[:, list(RESULT_COLUMNS)].assign(
        outcome=_words(outcome, results.index), reading=_words(reading, results.index)
    )


def not_below_zero(limit: FloatArray) -> FloatArray:
    """Return `limit` with negative limits missing: a negative limit is never shown."""
    return np.where(limit < 0, np.nan, limit)


def per_row(parts: Mapping[str, pd.DataFrame], index: pd.Index[Any], name: str) -> pd.DataFrame:
    """Return frames of one index as one frame: each row of `index` with its parts in order.

    Examples
    --------
    >>> part = result_frame(pd.Index(["a", "b"]), value=1, method="sum", statistic="count")
    >>> per_row({"x": part, "y": part}, part.index, "part").index.tolist()
    [('a', 'x'), ('a', 'y'), ('b', 'x'), ('b', 'y')]
    """
    keys = [key if isinstance(key, tuple) else (key,) for key in index]
    joined = pd.concat(list(parts.values()), ignore_index=True)
    order = np.arange(len(joined)).reshape(len(parts), len(keys)).T.ravel()
    labels = [(*key, part) for key in keys for part in parts]
    names = [*index.names, name]
    return joined.iloc[order].set_index(pd.MultiIndex.from_tuples(labels, names=names))


def count_left_out(left_out: int, otherwise: str = RELIABLE) -> str:
    """Return the reliability of a result that `left_out` places took no part in.

    Examples
    --------
    >>> count_left_out(0), count_left_out(2), count_left_out(2, "too_few")
    ('reliable', 'left_out:2', 'too_few;left_out:2')
    """
    if left_out == 0:
        return otherwise
    mark = f"{LEFT_OUT}:{left_out}"
    return mark if otherwise == RELIABLE else f"{otherwise};{mark}"
