"""Questions for planning: recruits needed, what moved a density, who is left out, staff shares."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnhealth.questions.asking import asked, indicator_id, indicator_ids, named
from vnhealth.views import cascades as cascades_view
from vnhealth.views import decomposition as decomposition_view
from vnhealth.views import gaps as gaps_view
from vnhealth.views import needs as needs_view
from vnhealth.views import staff as staff_view

if TYPE_CHECKING:
    import pandas as pd


def needs(
    place: str,
    year: int | None = None,
    indicators: str | Sequence[str] = (),
    boundaries: str = "63",
    *,
    attrition: float,
) -> pd.DataFrame:
    """Return the recruits a year that each target takes, when a stated share of staff leaves.

    Parameters
    ----------
    place
        Id or name.
    year
        The year from which is recruited; the newest on record of the place when not given.
    indicators
        One or several densities; all with a target for a later year when empty.
    boundaries
        What a bare name is meant on.
    attrition
        Share that leaves in a year, 0 to below 1. There is no default: say 0 to leave it out.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.needs.needs`, the formula in every row.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, an impossible attrition, or no such target; the nearest
        are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> found = vh.needs("Lào Cai", 2024, "nurses_per_10k", attrition=0.0)
    >>> found[["measure", "staff"]].head(1).to_numpy().tolist()
    [['staff_needed', 998.0]]
    """
    about = asked(place, year, boundaries)
    chosen = indicator_ids(indicators)
    return named(needs_view.needs(about.panel, about.place_id, about.last, attrition, chosen))


def decomposition(
    indicator: str,
    place: str = "",
    years: tuple[int, int] | None = None,
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return what of a change in density came from staff, and what from the number of people.

    Parameters
    ----------
    indicator
        A rate with counts behind it; id or name.
    place
        Id or name; every province when empty.
    years
        First and last year; the ends of the newest segment when not given.
    boundaries
        ``"63"`` or ``"34"``.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.decomposition.decomposition`, the formula in every row.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, one without counts, or years it has not; the nearest are
        named.

    Examples
    --------
    Lào Cai gained 3.31 doctors per 10 000 people from 2004 to 2016:

    >>> import vnhealth as vh
    >>> found = vh.decomposition("doctors_per_10k", "Lào Cai", (2004, 2016))
    >>> found[["part", "value"]].round(2).to_numpy().tolist()
    [['staff', 4.67], ['population', -1.36], ['total', 3.31]]
    """
    about = asked(place, None, boundaries)
    return named(
        decomposition_view.decomposition(
            about.panel, indicator_id(indicator), about.place_id, years, about.comparison
        )
    )


def cascades(
    place: str, steps: Sequence[str], year: int | None = None, boundaries: str = "63"
) -> pd.DataFrame:
    """Return how many drop out from each step to the next, such as from dose to dose.

    Parameters
    ----------
    place
        Id or name.
    steps
        Two or more counts, ids or names, each a part of the one before.
    year
        The year; the newest that has all steps when not given.
    boundaries
        What a bare name is meant on.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.cascades.cascade`.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, one that is no count, or no year with all steps; the
        nearest are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> vh.cascades("Lào Cai", ["doctors", "specialists_level_1"])["value"].round(1).tolist()
    [77.6]
    """
    about = asked(place, None, boundaries)
    chosen = [indicator_id(each) for each in steps]
    return named(cascades_view.cascade(about.panel, about.place_id, chosen, year))


def gaps(
    place: str,
    year: int | None = None,
    indicators: str | Sequence[str] = (),
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return the people that each coverage of the population leaves out.

    Parameters
    ----------
    place
        Id or name.
    year
        Last year that counts; the newest on record of the place when not given.
    indicators
        One or several shares of the population; all on record when empty.
    boundaries
        What a bare name is meant on.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.gaps.people_without`.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, or no such share with a population; what there is is named.

    Examples
    --------
    13.5 % of about 76 500 people:

    >>> import vnhealth as vh
    >>> vh.gaps("thành phố Cao Bằng", 2024, "health_insurance_coverage")["value"].tolist()
    [10328.0]
    """
    about = asked(place, year, boundaries)
    chosen = indicator_ids(indicators)
    return named(gaps_view.people_without(about.panel, about.place_id, about.last, chosen))


def staff(place: str, year: int | None = None, boundaries: str = "63") -> pd.DataFrame:
    """Return specialists' share, ratios to doctors, and the cost of each person attracted.

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
        As :func:`vnhealth.views.staff.staff_structure`.

    Raises
    ------
    UsageError, DataError
        An unknown place, or one without such counts; what it has is named.

    Examples
    --------
    998 nurses and 591 doctors in 2016:

    >>> import vnhealth as vh
    >>> found = vh.staff("Lào Cai").set_index("measure")
    >>> found.loc["nurses_per_doctor", ["year", "value"]].round(2).tolist()
    [2016.0, 1.69]
    """
    about = asked(place, year, boundaries)
    return named(staff_view.staff_structure(about.panel, about.place_id, about.last))
