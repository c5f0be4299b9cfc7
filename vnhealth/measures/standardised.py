"""Rates standardised for age: directly (Dobson's interval) and indirectly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.errors import DataError
from vnhealth.measures.counts import byar_limits, event_reliability, poisson_limits, poisson_method
from vnhealth.measures.inputs import aligned, require_columns, require_not_negative
from vnhealth.measures.result import (
    MISSING,
    NO_DENOMINATOR,
    RELIABLE,
    SUPPRESSED,
    Interval,
    not_below_zero,
    result_frame,
)
from vnhealth.measures.thresholds import DIRECT_MINIMUM_EVENTS

PER_100K: Final = Interval(multiplier=100_000, unit="per_100k")


@dataclass(frozen=True)
class Bands:
    """Columns of a table with one row for each group and age band."""

    by: Sequence[str]
    events: str = "events"
    population: str = "population"
    standard: str = "standard"


def directly_standardised_rate(
    frame: pd.DataFrame, bands: Bands, settings: Interval = PER_100K
) -> pd.DataFrame:
    """Calculate directly standardised rates with Dobson's limits.

    DSR = Σ w·x/n / Σ w; limits DSR + √(Var/X)·(Byar limit of X − X) with
    Var = Σ w²·x/n² / (Σ w)² and X = Σ x.

    Parameters
    ----------
    frame
        One row a group and age band: events, population (> 0) and standard population.
    bands
        The names of these columns and of the group keys.
    settings
        Confidence, multiplier and unit; by default per 100 000 people.

    Returns
    -------
    DataFrame
        The nine result columns, one row a group; ``n`` is the population in all. Fewer than 10
        events: suppressed. A band without its events or
        population: missing (an unknown count is not 0).

    Raises
    ------
    DataError
        A negative number, or a standard population that differs between the groups.

    References
    ----------
    Dobson A et al. Confidence intervals for weighted sums of Poisson parameters.
    Stat Med 1991;10:457-462.

    Examples
    --------
    Rates of 1 % and 2 %, weights 3 and 1: (3*1 + 1*2) / 4 = 1.25 %:

    >>> table = pd.DataFrame({"place": "a", "events": [10, 20], "population": [1000, 1000],
    ...                       "standard": [3, 1]})
    >>> rates = directly_standardised_rate(table, Bands(["place"]), Interval(multiplier=100))
    >>> round(float(rates["value"].iloc[0]), 6)
    1.25
    """
    columns = [bands.events, bands.population, bands.standard]
    require_columns(frame, [*bands.by, *columns])
    _, (x, n, w) = aligned(*(frame[column] for column in columns))
    for values, en, vi in (
        (x, "number of events", "số ca"),
        (n, "population", "dân số"),
        (w, "standard population", "dân số chuẩn"),
    ):
        require_not_negative(frame.index, values, en, vi)
    _require_one_standard(frame, bands)
    whole = ~np.isnan(x) & (n > 0) & ~np.isnan(w)
    share = np.divide(w, n, out=np.full(len(n), np.nan), where=whole)
    terms = frame[list(bands.by)].assign(
        _x=x, _n=n, _w=w, _rate=share * x, _variance=share**2 * x, _gaps=~whole
    )
    sums = terms.groupby(list(bands.by), observed=True, dropna=False).sum()
    return _dobson(sums, settings)


def _dobson(sums: pd.DataFrame, settings: Interval) -> pd.DataFrame:
    events, weight = sums["_x"].to_numpy(float), sums["_w"].to_numpy(float)
    whole = sums["_gaps"].to_numpy() == 0
    shown = whole & (events >= DIRECT_MINIMUM_EVENTS)
    total = np.where(shown, events, np.nan)
    value = sums["_rate"].to_numpy(float) / weight
    step = np.sqrt(sums["_variance"].to_numpy(float) / weight**2 / total)
    lower, upper = byar_limits(total, settings.confidence)
    scale = settings.multiplier
    return result_frame(
        sums.index,
        value=np.where(shown, value, np.nan) * scale,
        lower=not_below_zero(value + step * (lower - total)) * scale,
        upper=(value + step * (upper - total)) * scale,
        confidence=settings.level,
        method="Dobson",
        statistic="directly standardised rate",
        n=sums["_n"].to_numpy(float),
        unit=settings.unit,
        reliability=np.select([~whole, ~shown], [MISSING, SUPPRESSED], RELIABLE),
    )


def _require_one_standard(frame: pd.DataFrame, bands: Bands) -> None:
    totals = frame.groupby(list(bands.by), observed=True, dropna=False)[bands.standard].sum()
    if len(totals) and not np.allclose(totals, totals.iloc[0]):
        raise DataError(
            "The standard population differs between the groups, so their rates can't be compared.",
            "Dân số chuẩn khác nhau giữa các nhóm nên không so sánh được các tỷ suất.",
        )


def expected_events(population: Any, reference_events: Any, reference_population: Any) -> Any:
    """Return the events expected at the reference rates: Σ n·(reference events/population).

    A band without a reference rate gives a missing sum.

    Examples
    --------
    1000 people at 1 % and 500 at 4 %: 10 + 20 events:

    >>> float(expected_events([1000, 500], [10, 40], [1000, 1000]))
    30.0
    """
    _, (n, x_ref, n_ref) = aligned(population, reference_events, reference_population)
    reference = np.divide(x_ref, n_ref, out=np.full(len(n_ref), np.nan), where=n_ref > 0)
    return np.sum(n * reference)


def indirectly_standardised_ratio(
    observed: Any, expected: Any, settings: Interval | None = None
) -> pd.DataFrame:
    """Calculate observed over expected events, with the count limits on the observed.

    Parameters
    ----------
    observed, expected
        Events seen (zero or more) and events expected at the reference rates (> 0).
    settings
        Confidence, multiplier (1, or 100 for "reference = 100") and unit.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the number expected.

    Raises
    ------
    DataError
        A negative number.

    References
    ----------
    Breslow NE, Day NE (1987); see :func:`vnhealth.measures.counts.poisson_limits`.

    Examples
    --------
    >>> indirectly_standardised_ratio(65, 50)["value"].tolist()
    [1.3]
    """
    settings = settings or Interval(unit="ratio")
    index, (x, e) = aligned(observed, expected)
    require_not_negative(index, x, "observed number", "số quan sát")
    require_not_negative(index, e, "expected number", "số kỳ vọng")
    factor = np.divide(settings.multiplier, e, out=np.full(len(e), np.nan), where=e > 0)
    lower, upper = poisson_limits(x, settings.confidence)
    return result_frame(
        index,
        value=x * factor,
        lower=lower * factor,
        upper=upper * factor,
        confidence=settings.level,
        method=poisson_method(x),
        statistic="indirectly standardised ratio",
        n=e,
        unit=settings.unit,
        reliability=np.where(np.isnan(factor), NO_DENOMINATOR, event_reliability(x)),
    )


def indirectly_standardised_rate(
    observed: Any, expected: Any, reference_rate: Any, settings: Interval = PER_100K
) -> pd.DataFrame:
    """Calculate the standardised ratio times the crude rate of the reference population.

    Parameters
    ----------
    observed, expected
        As in :func:`indirectly_standardised_ratio`.
    reference_rate
        Events over people in the reference population, as a fraction.
    settings
        Confidence, multiplier and unit; by default per 100 000 people.

    Returns
    -------
    DataFrame
        The nine result columns; ``n`` is the number expected.

    Raises
    ------
    DataError
        A negative number.

    Examples
    --------
    >>> rates = indirectly_standardised_rate(65, 50, 0.002)
    >>> round(float(rates["value"].iloc[0]), 6)
    260.0
    """
    plain = Interval(settings.confidence, 1.0, settings.unit)
    ratios = indirectly_standardised_ratio(observed, expected, plain)
    _, (_, reference) = aligned(ratios["value"].reset_index(drop=True).to_numpy(), reference_rate)
    require_not_negative(ratios.index, reference, "reference rate", "tỷ suất chuẩn")
    limits = {
        name: ratios[name].to_numpy() * reference * settings.multiplier
        for name in ("value", "lower", "upper")
    }
    return ratios.assign(**limits, statistic="indirectly standardised rate")
