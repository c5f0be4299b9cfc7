"""Questions about money."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from vnhealth.questions.asking import asked, named, place_id_on, the_panel
from vnhealth.views import budget as budget_view
from vnhealth.views import execution as execution_view

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
    about = asked(place, year, boundaries)
    return named(budget_view.budget(about.panel, about.place_id, about.last))


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


def execution(place: str, boundaries: str = "63") -> pd.DataFrame:
    """Return final accounts as % of the plan of the same year.

    Parameters
    ----------
    place
        Id or name of a province, or the country.
    boundaries
        What a bare name is meant on.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.execution.execution`.

    Raises
    ------
    UsageError, DataError
        An unknown place, or one without a year of both; the years of each are named.
    """
    return named(execution_view.execution(the_panel(), place_id_on(place, boundaries)))


def concentration(place: str, year: int | None = None, boundaries: str = "63") -> pd.DataFrame:
    """Return how far a place's newest budget hangs on few sources.

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
        As :func:`vnhealth.views.execution.concentration`.

    Raises
    ------
    UsageError, DataError
        An unknown place, or one without a budget by source; what it has is named.

    Examples
    --------
    Shares of 468.2, 38.8 and 22.7 of 529.7 billion are not even, so fewer than 3 sources count:

    >>> import vnhealth as vh
    >>> found = vh.concentration("Lào Cai", 2024).set_index("measure")["value"]
    >>> bool(1 < found["effective_sources"] < 3)
    True
    """
    about = asked(place, year, boundaries)
    return named(execution_view.concentration(about.panel, about.place_id, about.last))
