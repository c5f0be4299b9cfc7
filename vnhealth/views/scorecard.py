"""Places by indicators: how each stands against the country, and which way it goes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from vnhealth.views.comparable import Comparison, comparable, newest_full_year
from vnhealth.views.comparisons import chosen_indicators
from vnhealth.views.ranking import RANKING, rank_places
from vnhealth.views.trends_of_places import TREND_COLUMNS, trends_of_places

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

SCORECARD: Final = (*RANKING, *TREND_COLUMNS)


def scorecard(
    panel: Panel,
    year: int,
    indicators: Sequence[str] | None = None,
    places_wanted: Sequence[str] | None = None,
    comparison: Comparison | None = None,
) -> pd.DataFrame:
    """Return one row a place and indicator: rank, outcome against the country, and trend.

    Parameters
    ----------
    panel
        Observations and sources.
    year
        Last year that counts; each indicator is of its newest full year up to it.
    indicators
        Indicator ids; all that can be compared when not given.
    places_wanted
        Province ids to keep; ranks stay those among all.
    comparison
        Boundaries, role and confidence.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`SCORECARD`: those of a ranking, and of
        :func:`vnhealth.views.trends_of_places.trends_of_places`. ``year`` differs between
        indicators. One indicator without a full year up to `year` is left out.

    Examples
    --------
    >>> card = scorecard(panel, 2016, ["doctors_per_10k"], ["63-10"])
    >>> card[["rank", "reading", "trend_reading"]].to_numpy().tolist()
    [[14, 'better', 'no_significant_change']]
    """
    import pandas as pd

    asked = comparison or Comparison()
    parts = []
    for indicator in chosen_indicators(panel, asked, indicators):
        chosen = newest_full_year(comparable(panel, indicator, asked), year)
        if chosen is None:
            continue
        ranked = rank_places(panel, indicator, chosen, asked)
        trends = trends_of_places(panel, indicator, chosen, asked)
        parts.append(ranked.join(trends, on="place_id", validate="one_to_one"))
    if not parts:
        return pd.DataFrame(columns=list(SCORECARD))
    made = pd.concat(parts, ignore_index=True)
    if places_wanted is not None:
        made = made[made["place_id"].isin(list(places_wanted))].reset_index(drop=True)
    return made[list(SCORECARD)]
