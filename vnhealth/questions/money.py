"""Questions about money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vnhealth.questions.asking import (
    last_year,
    named,
    place_id_on,
    the_panel,
)
from vnhealth.views import budget as budget_view

if TYPE_CHECKING:
    import pandas as pd


def budget(place: str, year: int | None = None, boundaries: str = "63") -> pd.DataFrame:
    """Return a place's newest budget by project and source, residuals named.

    Parameters
    ----------
    place
        Id or name.
    year
        Last year that counts; the newest on record of the place when not given.
    boundaries
        What a bare name is meant on.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.budget.budget`.

    Raises
    ------
    UsageError, DataError
        An unknown place, or one without a budget; what it has is named.

    Examples
    --------
    22.5 + 468.2 + 36.0 = 526.7 of 529.7 billion:

    >>> import vnhealth as vh
    >>> lines = vh.budget("Lào Cai", 2024)
    >>> lines.loc[lines["line"] == "residual", "value"].div(1e9).tolist()
    [3.0, 0.0, 0.0]
    """
    place_id = place_id_on(place, boundaries)
    return named(budget_view.budget(the_panel(), place_id, last_year(place_id, year)))


def budget_growth(
    place: str, deflators: Mapping[int, float] | None = None, boundaries: str = "63"
) -> pd.DataFrame:
    """Return yearly growth of a province's revenue and expenditure, nominal or real.

    Parameters
    ----------
    place
        Id or name.
    deflators
        Price index by year, for growth in constant prices; none is built in.
    boundaries
        What a bare name is meant on.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.budget.budget_growth`.
    """
    return named(budget_view.budget_growth(the_panel(), place_id_on(place, boundaries), deflators))
