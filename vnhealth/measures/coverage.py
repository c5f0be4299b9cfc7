"""Coverage of a service: level, people not reached, drop-out along a cascade, equity."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inequality import Inequality, inequality
from vnhealth.measures.inputs import aligned, as_floats, require_columns, require_not_negative
from vnhealth.measures.proportions import proportion, wilson_limits
from vnhealth.measures.result import (
    ARITHMETIC,
    MISSING,
    NO_DENOMINATOR,
    RELIABLE,
    Interval,
    not_below_zero,
    per_row,
    result_frame,
)

PERCENT: Final = Interval(multiplier=100, unit="%")
ALL: Final = 100.0
NEGATIVE: Final = "negative_drop_out"
"""More people at a later step than at an earlier one: a fault of the counts, not a success."""


def coverage(reached: Any, target_population: Any, settings: Interval = PERCENT) -> pd.DataFrame:
    """Calculate the share of the target population that is reached, in %, Wilson limits.

    Examples
    --------
    >>> coverage(180, 200)["value"].tolist()
    [90.0]
    """
    return proportion(reached, target_population, settings).assign(statistic="coverage")


def people_missed(coverage_pct: Any, target_population: Any, goal_pct: Any = ALL) -> pd.DataFrame:
    """Calculate how many people are missing to a goal: population·(goal − coverage)/100.

    Parameters
    ----------
    coverage_pct
        Coverage in %, or a frame of results in %, whose limits are carried over.
    target_population
        People who should be reached.
    goal_pct
        The goal in %; 100 counts everybody not reached.

    Returns
    -------
    DataFrame
        The nine result columns, in whole people (rounded up), 0 where the goal is reached;
        ``n`` is the target population.

    Raises
    ------
    DataError
        A negative number.

    Examples
    --------
    86.5 % of 76 500 people leave 10 327.5 without insurance:

    >>> people_missed(86.5, 76_500)["value"].tolist()
    [10328.0]
    """
    given = coverage_pct if isinstance(coverage_pct, pd.DataFrame) else None
    level = given["value"] if given is not None else coverage_pct
    low = given["lower"] if given is not None else np.nan
    high = given["upper"] if given is not None else np.nan
    index, (value, lower, upper, n, goal) = aligned(level, low, high, target_population, goal_pct)
    require_not_negative(index, n, "target population", "dân số mục tiêu")
    require_not_negative(index, value, "coverage", "độ bao phủ")

    def missed(share: Any) -> Any:
        people = np.maximum(n * (goal - share) / 100, 0.0)
        return np.ceil(np.where(n > 0, people - 1e-9 * n, np.nan)) + 0.0

    return result_frame(
        index,
        value=missed(value),
        lower=not_below_zero(missed(upper)),
        upper=missed(lower),
        confidence=as_floats(given["confidence"]) if given is not None else np.nan,
        method=ARITHMETIC,
        statistic="people missed",
        n=n,
        unit="person",
        reliability=np.select([~(n > 0), np.isnan(value)], [NO_DENOMINATOR, MISSING], RELIABLE),
    )


def cascade(
    frame: pd.DataFrame, steps: Sequence[str], settings: Interval = PERCENT
) -> pd.DataFrame:
    """Calculate the drop-out from each step of a cascade (or dose) to the next, and overall.

    Drop-out is (earlier − later)/earlier, with Wilson limits. Where more people stand at the
    later step the value is negative, has no limits, and is marked ``negative_drop_out``.

    Parameters
    ----------
    frame
        One row a place, one column of counts a step.
    steps
        The steps in order, two or more.
    settings
        Confidence, multiplier and unit.

    Returns
    -------
    DataFrame
        The nine result columns, indexed by the index of `frame` and the step as
        "first → later"; ``n`` is the count at the earlier step.

    Raises
    ------
    UsageError
        A step is absent.
    DataError
        A negative number.

    Examples
    --------
    >>> doses = pd.DataFrame({"dose 1": [200], "dose 2": [190], "dose 3": [150]}, index=["a"])
    >>> cascade(doses, ["dose 1", "dose 2", "dose 3"])["value"].round(2).tolist()
    [5.0, 21.05, 25.0]
    """
    require_columns(frame, steps)
    pairs = list(pairwise(steps))
    if len(pairs) > 1:
        pairs.append((steps[0], steps[-1]))
    parts = {f"{one} → {two}": drop_out(frame[one], frame[two], settings) for one, two in pairs}
    return per_row(parts, frame.index, "step")


def drop_out(earlier: Any, later: Any, settings: Interval = PERCENT) -> pd.DataFrame:
    """Calculate the share of those at an earlier step who do not reach a later one, in %.

    Examples
    --------
    >>> drop_out(200, 150)["value"].tolist()
    [25.0]
    """
    index, (x, y) = aligned(earlier, later)
    require_not_negative(index, x, "number of people", "số người")
    require_not_negative(index, y, "number of people", "số người")
    value = np.divide(x - y, x, out=np.full(len(x), np.nan), where=x > 0)
    falls = y <= x
    lower, upper = wilson_limits(np.where(falls, x - y, np.nan), x, settings.confidence)
    return result_frame(
        index,
        value=value * settings.multiplier,
        lower=lower * settings.multiplier,
        upper=upper * settings.multiplier,
        confidence=settings.level,
        method="Wilson",
        statistic="drop-out",
        n=x,
        unit=settings.unit,
        reliability=np.select(
            [~(x > 0), np.isnan(y), ~falls], [NO_DENOMINATOR, MISSING, NEGATIVE], RELIABLE
        ),
    )


def coverage_equity(
    reached: pd.Series[Any], target_population: pd.Series[Any], settings: Interval = PERCENT
) -> pd.DataFrame:
    """Measure the inequality of a coverage between places, each with its Wilson limits.

    Parameters
    ----------
    reached, target_population
        Counts by place (one index).
    settings
        Confidence and multiplier.

    Returns
    -------
    DataFrame
        As :func:`vnhealth.measures.inequality.inequality`, higher being better.

    Examples
    --------
    >>> places = pd.Index(["a", "b"])
    >>> equity = coverage_equity(pd.Series([80, 90], places), pd.Series([100, 100], places))
    >>> equity.loc[["difference"], "value"].round(6).tolist()
    [10.0]
    """
    levels = coverage(reached, target_population, settings)
    table = levels[["value", "lower", "upper", "confidence"]].assign(population=levels["n"])
    return inequality(
        table, Inequality("higher", settings.multiplier, None, None, settings.level, settings.unit)
    )
