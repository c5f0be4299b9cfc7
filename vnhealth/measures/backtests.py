"""Back-test a projection on a panel: what error it would have made."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd

from vnhealth.measures.inputs import as_floats, require_columns
from vnhealth.measures.projections import Projection, extrapolate
from vnhealth.measures.proportions import proportion
from vnhealth.measures.result import ARITHMETIC, RELIABLE, TOO_FEW, Interval, result_frame

ERRORS: Final = ("place", "origin", "year", "value", "lower", "upper", "actual", "last")


def backtest_errors(
    panel: pd.DataFrame, horizon: int, settings: Projection | None = None
) -> pd.DataFrame:
    """Project every place from every origin and set the outcome beside it.

    Only the points up to the origin are used for a projection.

    Parameters
    ----------
    panel
        Columns place, year, value.
    horizon
        Years ahead, 1 or more.
    settings
        As for :func:`vnhealth.measures.projections.project`.

    Returns
    -------
    DataFrame
        Columns place, origin, year, value (projected), lower, upper, actual and last (the
        value of the origin); a row for each projection that was made and can be checked.

    Raises
    ------
    UsageError
        A column is absent.

    Examples
    --------
    >>> panel = pd.DataFrame({"place": "a", "year": range(2010, 2016),
    ...                       "value": [1.0, 2, 4, 8, 16, 32]})
    >>> backtest_errors(panel, 1, Projection(damping=1.0))[["origin", "value", "actual"]].round(6)
       origin  value  actual
    0    2014   32.0    32.0
    """
    settings = settings or Projection()
    require_columns(panel, ["place", "year", "value"])
    rows: list[tuple[Any, ...]] = []
    known = panel.dropna(subset=["value"]).sort_values(["place", "year"])
    for place, series in known.groupby("place", observed=True, sort=True):
        x, y = as_floats(series["year"]), as_floats(series["value"])
        for at in range(settings.minimum_points - 1, len(x)):
            later = np.flatnonzero(x == x[at] + horizon)
            if not len(later):
                continue
            ahead = np.array([x[at] + horizon])
            found = extrapolate(x[: at + 1], y[: at + 1], ahead, settings)
            if found.reason == RELIABLE:
                limits = (found.value[0], found.lower[0], found.upper[0])
                rows.append((place, int(x[at]), int(ahead[0]), *limits, y[later[0]], y[at]))
    return pd.DataFrame(rows, columns=list(ERRORS))


def backtest(panel: pd.DataFrame, horizon: int, settings: Projection | None = None) -> pd.DataFrame:
    """Return the error a projection made on a panel, beside the error of "no change".

    Parameters
    ----------
    panel, horizon, settings
        As for :func:`backtest_errors`.

    Returns
    -------
    DataFrame
        Rows of the nine result columns: ``mean_absolute_error`` (in the unit),
        ``median_absolute_percentage_error`` and ``mean_absolute_percentage_error`` (%),
        ``bias`` (mean of projected less actual, in the unit),
        ``mean_absolute_error_of_no_change`` (in the unit) and ``interval_coverage`` (% of the
        outcomes inside the limits, with Wilson's own); ``n`` is the number of projections.

    Raises
    ------
    UsageError
        A column is absent.

    Examples
    --------
    >>> panel = pd.DataFrame({"place": "a", "year": range(2010, 2016),
    ...                       "value": [1.0, 2, 4, 8, 16, 32]})
    >>> backtest(panel, 1, Projection(damping=1.0))["value"].round(6).abs().tolist()[:2]
    [0.0, 0.0]
    """
    settings = settings or Projection()
    errors = backtest_errors(panel, horizon, settings)
    made = len(errors)
    gap = errors["value"] - errors["actual"]
    percent = 100 * gap.abs() / errors["actual"].abs().where(errors["actual"] != 0)
    values = {
        "mean_absolute_error": (gap.abs().mean(), settings.unit),
        "median_absolute_percentage_error": (percent.median(), "%"),
        "mean_absolute_percentage_error": (percent.mean(), "%"),
        "bias": (gap.mean(), settings.unit),
        "mean_absolute_error_of_no_change": (
            (errors["last"] - errors["actual"]).abs().mean(),
            settings.unit,
        ),
    }
    figures = result_frame(
        pd.Index(list(values), name="measure"),
        value=[value for value, _ in values.values()],
        method=ARITHMETIC,
        statistic=f"back-test, {horizon} years ahead",
        n=made,
        unit=[unit for _, unit in values.values()],
        reliability=RELIABLE if made else TOO_FEW,
    )
    slack = 1e-9 * errors["actual"].abs()
    inside = errors["actual"].between(errors["lower"] - slack, errors["upper"] + slack).sum()
    index = pd.Index(["interval_coverage"], name="measure")
    held = proportion(
        pd.Series([inside], index), pd.Series([made], index), Interval(multiplier=100, unit="%")
    )
    return pd.concat([figures, held.assign(statistic=figures["statistic"].iloc[0])])
