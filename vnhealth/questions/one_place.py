"""Questions about one place over time, beside others, and against its targets."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnhealth.questions.asking import (
    asked,
    indicator_id,
    indicator_ids,
    named,
    place_id_on,
    the_panel,
)
from vnhealth.views import profile as profile_view
from vnhealth.views import spine as spine_view
from vnhealth.views import target_table as target_table_view
from vnhealth.views import trend as trend_view

if TYPE_CHECKING:
    import pandas as pd


def trend(indicator: str, place: str, boundaries: str = "63") -> pd.DataFrame:
    """Return the figures of one place over the years, cut into segments where they break.

    Parameters
    ----------
    indicator
        Id or name in the catalogue.
    place
        Id or name.
    boundaries
        What a bare name is meant on.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.trend.series_of`.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, or none for that place; the nearest are named.

    Examples
    --------
    591 doctors among 696 500 people in 2016; Than Uyên left Lào Cai at the start of 2004:

    >>> import vnhealth as vh
    >>> series = vh.trend("doctors_per_10k", "Lào Cai").set_index("year")
    >>> series.loc[[2004, 2016], ["value", "break_before"]].round(2).to_numpy().tolist()
    [[5.18, 'boundary'], [8.49, '']]
    """
    return named(
        trend_view.series_of(the_panel(), indicator_id(indicator), place_id_on(place, boundaries))
    )


def trend_readings(indicator: str, place: str, boundaries: str = "63") -> pd.DataFrame:
    """Return which way each segment of a series goes: recent marker, Theil–Sen, Mann–Kendall.

    Parameters and errors are those of :func:`trend`.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.trend.readings_of`.

    Examples
    --------
    >>> import vnhealth as vh
    >>> found = vh.trend_readings("doctors_per_10k", "63-10")
    >>> found.loc[found["first_year"] == 2004, ["test", "reading"]].to_numpy().tolist()
    [['long', 'better'], ['recent', 'no_significant_change']]
    """
    return named(trend_view.readings_of(trend(indicator, place, boundaries)))


def profile(place: str, year: int | None = None, boundaries: str = "63") -> pd.DataFrame:
    """Return the newest figure of every indicator of a place, beside country and region.

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
        As :func:`vnhealth.views.profile.profile`.

    Raises
    ------
    UsageError, DataError
        An unknown place, or one without figures up to the year; the nearest are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> vh.profile("thành phố Cao Bằng")[["indicator", "year", "value"]].head(1)
             indicator  year  value
    0  doctors_per_10k  2024    8.0
    """
    about = asked(place, year, boundaries)
    return named(profile_view.profile(about.panel, about.place_id, about.last))


def targets(
    place: str,
    year: int | None = None,
    indicators: str | Sequence[str] = (),
    boundaries: str = "63",
    *,
    bands: str = "un",
) -> pd.DataFrame:
    """Return every target a place is held to, with outcome, pace and what is missing.

    Parameters
    ----------
    place
        Id or name.
    year
        Last year whose result counts; the newest on record of the place when not given.
    indicators
        One or several ids or names; all with a target when empty.
    boundaries
        What a bare name is meant on.
    bands
        ``un`` or ``eurostat``.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.target_table.target_table`.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, or one without targets; the nearest are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> plan = vh.targets("Lào Cai", 2024, "doctors_per_10k")
    >>> plan[["target_year", "target", "value", "met_when_set"]].head(1).to_numpy().tolist()
    [[2024, 14.5, 14.5, 'yes']]
    """
    about = asked(place, year, boundaries)
    chosen = indicator_ids(indicators)
    return named(
        target_table_view.target_table(about.panel, about.place_id, about.last, chosen, bands=bands)
    )


def spine(
    place: str,
    year: int | None = None,
    indicators: str | Sequence[str] = (),
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return where a province stands between worst and best, indicator by indicator.

    Parameters
    ----------
    place
        Id or name of a province.
    year
        Last year that counts; the newest on record of the place when not given.
    indicators
        One or several ids or names; all that can be compared when empty.
    boundaries
        ``"63"`` or ``"34"``; an id brings its own.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.spine.spine`.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, or one without figures; the nearest are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> vh.spine("34-15", 2016, "doctors_per_10k")[["rank", "ranked", "reading"]].values.tolist()
    [[9, 34, 'better']]
    """
    about = asked(place, year, boundaries)
    chosen = indicator_ids(indicators)
    return named(
        spine_view.spine(about.panel, about.place_id, about.last, chosen, about.comparison)
    )
