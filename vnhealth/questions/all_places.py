"""Questions about all provinces: ranks, scorecards, inequality, mergers, peers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from vnhealth.questions.asking import asked, indicator_id, indicator_ids, named, place_id_on
from vnhealth.views import before_after as before_after_view
from vnhealth.views import inequality as inequality_view
from vnhealth.views import peers as peers_view
from vnhealth.views import ranking as ranking_view
from vnhealth.views import scorecard as scorecard_view

if TYPE_CHECKING:
    import pandas as pd


def rank(
    indicator: str,
    year: int | None = None,
    boundaries: str = "63",
    *,
    role: str = "actual",
    confidence: float = 0.95,
    overdispersion: str = "",
) -> pd.DataFrame:
    """Rank the provinces by one indicator, best first, with intervals and funnel class.

    Parameters
    ----------
    indicator
        Id or name in the catalogue.
    year
        The newest in which most provinces have a figure, when not given.
    boundaries
        ``"63"`` or ``"34"``.
    role
        actual, or plan for planned budgets.
    confidence
        Of the intervals.
    overdispersion
        Empty, or ``"additive"`` or ``"multiplicative"``: classes then allow for places that
        vary more than chance, as provinces do in staff; ``class_method`` names it.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.ranking.rank_places`.

    Raises
    ------
    UsageError, DataError
        An unknown indicator, or no figure of that year; the nearest are named.

    Examples
    --------
    457 doctors among 307 700 people in Bắc Kạn are 14.85 per 10 000:

    >>> import vnhealth as vh
    >>> vh.rank("doctors_per_10k", 2016)[["rank", "place_id", "value"]].head(2).round(2)
       rank place_id  value
    0     1    63-06  14.85
    1     2    63-04  12.91
    """
    about = asked(
        "", year, boundaries, role=role, confidence=confidence, overdispersion=overdispersion
    )
    return named(
        ranking_view.rank_places(about.panel, indicator_id(indicator), about.year, about.comparison)
    )


def compare(
    indicator: str,
    year: int | None = None,
    places: Sequence[str] | None = None,
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return chosen provinces of a ranking, best first; the rank stays that among all.

    The figures are those of :func:`rank` and of the comparison brief.

    Parameters
    ----------
    indicator
        Id or name in the catalogue.
    year
        The newest in which most provinces have a figure, when not given.
    places
        Ids or names to keep; all when not given.
    boundaries
        ``"63"`` or ``"34"``.

    Returns
    -------
    pandas.DataFrame
        As :func:`rank`.

    Raises
    ------
    UsageError, DataError
        An unknown indicator or place, or no figure of that year; the nearest are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> found = vh.compare("doctors_per_10k", 2016, ["Lào Cai", "Cao Bằng"])
    >>> found[["rank", "place_id", "value"]].round(2).to_numpy().tolist()
    [[2, '63-04', 12.91], [14, '63-10', 8.49]]
    """
    ranked = rank(indicator, year, boundaries)
    if places is None:
        return ranked
    wanted = {place_id_on(place, boundaries) for place in places}
    return ranked[ranked["place_id"].isin(wanted)].reset_index(drop=True)


def scorecard(
    year: int | None = None,
    indicators: str | Sequence[str] = (),
    places: Sequence[str] = (),
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return places by indicators: rank, outcome against the country, and trend.

    Parameters
    ----------
    year
        Last year that counts; the newest on record when not given.
    indicators
        One or several ids or names; all that can be compared when empty.
    places
        Ids or names to keep; all when empty.
    boundaries
        ``"63"`` or ``"34"``.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.scorecard.scorecard`.

    Raises
    ------
    UsageError, DataError
        An unknown place or indicator, or nothing to compare; the nearest are named.

    Examples
    --------
    >>> import vnhealth as vh
    >>> card = vh.scorecard(2016, ["doctors_per_10k", "infant_mortality"], ["Lào Cai"])
    >>> card[["indicator", "rank"]].to_numpy().tolist()
    [['doctors_per_10k', 14], ['infant_mortality', 58]]
    """
    about = asked("", year, boundaries)
    kept = [place_id_on(each, boundaries) for each in places] or None
    chosen = indicator_ids(indicators)
    return named(scorecard_view.scorecard(about.panel, about.last, chosen, kept, about.comparison))


def inequality(
    indicator: str,
    years: int | Iterable[int] = (),
    measures: str | Sequence[str] = (),
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return how unequal the provinces are, one row a year and measure.

    Parameters
    ----------
    indicator
        Id or name in the catalogue.
    years
        One or several; all when empty.
    measures
        Names such as ``"ratio"`` or ``"Theil index"``; all when empty.
    boundaries
        ``"63"`` or ``"34"``.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.inequality.inequality_over_time`.

    Raises
    ------
    UsageError, DataError
        An unknown indicator or measure, or no figure of those years; the nearest are named.

    Examples
    --------
    The highest is Bắc Kạn's 14.852, the lowest Bình Dương's 2.319:

    >>> import vnhealth as vh
    >>> vh.inequality("doctors_per_10k", 2016, "ratio")["value"].round(2).tolist()
    [6.4]
    """
    about = asked("", None, boundaries)
    wanted = list(years) or None if isinstance(years, Iterable) else [int(years)]
    chosen = [measures] if isinstance(measures, str) else list(measures) or None
    return inequality_view.inequality_over_time(
        about.panel, indicator_id(indicator), wanted, chosen, about.comparison
    )


def before_after(indicator: str, year: int | None = None, place: str = "") -> pd.DataFrame:
    """Return each of the 34 provinces with the former provinces that make it up.

    Parameters
    ----------
    indicator
        Id or name in the catalogue.
    year
        The newest in which most of the 63 have a figure, when not given.
    place
        Id or name of one province, former or present; all when empty.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.before_after.before_after`.

    Examples
    --------
    >>> import vnhealth as vh
    >>> vh.before_after("doctors", 2016, "Lào Cai")[["place_id", "value"]].values.tolist()
    [['34-15', 1200.0], ['63-10', 591.0], ['63-15', 609.0]]
    """
    about = asked("", year)
    place_id = place_id_on(place, "63") if place else ""
    return named(
        before_after_view.before_after(about.panel, indicator_id(indicator), about.year, place_id)
    )


def peers(
    place: str,
    by: str = "population",
    number: int = 5,
    year: int | None = None,
    boundaries: str = "63",
) -> pd.DataFrame:
    """Return the provinces most like one, with the rule in words.

    Parameters
    ----------
    place
        Id or name of a province.
    by
        population, density or region.
    number
        How many.
    year
        The newest full one when not given.
    boundaries
        What a bare name is meant on.

    Returns
    -------
    pandas.DataFrame
        As :func:`vnhealth.views.peers.peers_of`.

    Examples
    --------
    >>> import vnhealth as vh
    >>> vh.peers("Lào Cai", "region", 2)["peer"].tolist()
    ['Lạng Sơn', 'Tuyên Quang']
    """
    about = asked("", year, boundaries)
    place_id = place_id_on(place, boundaries)
    return named(peers_view.peers_of(about.panel, place_id, by, number, about.year))
