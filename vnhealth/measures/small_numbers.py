"""Small numbers and disclosure: the one room where a figure is flagged or withheld.

The thresholds are those of ``thresholds``. What is done about them is a policy, stated
with the result and switched by the caller; the default flags and withholds nothing, since
the planning figures this package reads are published already.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import aligned, require_choice, require_columns, require_not_negative
from vnhealth.measures.rates import rate
from vnhealth.measures.result import LOW_COUNT, SUPPRESSED, ZERO_EVENTS, Interval
from vnhealth.measures.thresholds import FLAG_BELOW, SMALLEST_DENOMINATOR, SUPPRESS_BELOW

SMALL_DENOMINATOR: Final = "small_denominator"
POLICIES: Final = ("show", "flag", "suppress")


@dataclass(frozen=True)
class SmallNumbers:
    """The policy on small numbers.

    Parameters
    ----------
    policy
        ``show`` leaves results as they are; ``flag`` marks them; ``suppress`` marks them and
        withholds those with 1 to `suppress_below` − 1 events.
    suppress_below, flag_below, smallest_denominator
        The thresholds.
    """

    policy: str = "flag"
    suppress_below: int = SUPPRESS_BELOW
    flag_below: int = FLAG_BELOW
    smallest_denominator: int = SMALLEST_DENOMINATOR


def apply_policy(
    results: pd.DataFrame, events: Any, denominator: Any, settings: SmallNumbers | None = None
) -> pd.DataFrame:
    """Flag or withhold results that rest on few events or few people.

    Zero events are never withheld and never a risk of zero: the result keeps its upper limit
    and is marked zero_events.

    Parameters
    ----------
    results
        A frame of results.
    events, denominator
        What each rests on; a missing number is not small.
    settings
        Policy and thresholds.

    Returns
    -------
    DataFrame
        The results; a withheld one has no value, limits or n, and is marked suppressed.

    Raises
    ------
    UsageError
        An unknown policy.
    DataError
        A negative number.

    Examples
    --------
    >>> few = rate([0, 3, 7, 50], [1000, 1000, 1000, 1000])
    >>> apply_policy(few, [0, 3, 7, 50], 1000, SmallNumbers("suppress"))["reliability"].tolist()
    ['zero_events', 'suppressed', 'low_count', 'reliable']
    """
    settings = settings or SmallNumbers()
    require_choice("policy", settings.policy, POLICIES)
    _, (_, x, n) = aligned(results["value"], events, denominator)
    require_not_negative(results.index, x, "number of events", "số ca")
    require_not_negative(results.index, n, "denominator", "mẫu số")
    if settings.policy == "show":
        return results
    withheld = (x > 0) & (x < settings.suppress_below) & (settings.policy == "suppress")
    known = results["value"].notna().to_numpy()
    small = (n > 0) & (n < settings.smallest_denominator)
    reliability = np.select(
        [withheld, known & (x == 0), known & (x < settings.flag_below), known & small],
        [SUPPRESSED, ZERO_EVENTS, LOW_COUNT, SMALL_DENOMINATOR],
        results["reliability"].to_numpy(dtype=str),
    )
    columns = ["value", "lower", "upper", "confidence", "n"]
    shown = {name: results[name].mask(pd.Series(withheld, results.index)) for name in columns}
    words = pd.Series(reliability, index=results.index, dtype="str")
    return results.assign(**shown, reliability=words)


def complementary_suppression(
    frame: pd.DataFrame, by: Sequence[str], count: str, suppressed: str
) -> pd.Series[bool]:
    """Withhold a second figure where the total would give the only withheld one away.

    Parameters
    ----------
    frame
        One row a part of a published total.
    by
        Keys of the totals.
    count, suppressed
        Columns with the counts and whether each is withheld already.

    Returns
    -------
    Series
        Whether each row is withheld: where a group has exactly one withheld part, the part
        with the next smallest count above zero (of equal ones the first) is withheld too.

    Raises
    ------
    UsageError
        A column is absent.

    Examples
    --------
    >>> parts = pd.DataFrame({"region": "r", "n": [3, 40, 9], "hidden": [True, False, False]})
    >>> complementary_suppression(parts, ["region"], "n", "hidden").tolist()
    [True, False, True]
    """
    require_columns(frame, [*by, count, suppressed])
    hidden = frame[suppressed].astype(bool).copy()
    positions = np.arange(len(frame))
    groups = frame.groupby(list(by), observed=True, dropna=False).ngroup().to_numpy()
    counts = frame[count].to_numpy(dtype=float)
    flags = hidden.to_numpy(copy=True)
    for group in np.unique(groups):
        inside = groups == group
        if flags[inside].sum() != 1:
            continue
        open_parts = positions[inside & ~flags & (counts > 0)]
        if len(open_parts):
            flags[open_parts[np.argmin(counts[open_parts])]] = True
    return pd.Series(flags, index=frame.index)


def upper_limit_of_zero(population: Any, settings: Interval | None = None) -> pd.DataFrame:
    """Return what zero events among `population` people still allow: an upper limit.

    The limit is −ln(α/2) events over the population, times the multiplier.

    Parameters
    ----------
    population
        People, > 0.
    settings
        Confidence, multiplier and unit; by default per 100 000 people.

    Returns
    -------
    DataFrame
        The nine result columns, reliability zero_events.

    Examples
    --------
    −ln(0.025) = 3.689 events among 50 000 people are 7.38 per 100 000:

    >>> upper_limit_of_zero(50_000)["upper"].round(2).tolist()
    [7.38]
    """
    _, (n,) = aligned(population)
    zeros = pd.Series(0, index=population.index) if isinstance(population, pd.Series) else n * 0
    return rate(zeros, population, settings)
