"""All that is on record of one place: its newest figures beside the country and its region."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, places
from vnhealth.views.carried import estimates_about, ground
from vnhealth.views.comparable import Comparison, comparable
from vnhealth.views.estimates import COUNTRY, RESULTS, TRACE
from vnhealth.views.ranking import rank_places
from vnhealth.views.refusals import nothing_of_place
from vnhealth.views.targets import scope_of

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

PROFILE: Final = (
    "place_id",
    "topic",
    "indicator",
    "year",
    "age",
    "comparator",
    "qualifier",
    *RESULTS,
    "country",
    "country_year",
    "region",
    "difference",
    "outcome",
    "reading",
    "rank",
    "ranked",
    "status",
    "numerator",
    "denominator",
    *TRACE,
)


def profile(
    panel: Panel,
    place_id: str,
    year: int,
    indicators: Sequence[str] | None = None,
    *,
    confidence: float = 0.95,
) -> pd.DataFrame:
    """Return the newest figure of every indicator of a place up to `year`.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        A country, region, province or district.
    year
        Last year that counts; ``age`` is how many years before it a figure lies.
    indicators
        Indicator ids; all the place has when not given.
    confidence
        Of the intervals, as a fraction.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`PROFILE`, by topic, in the catalogue's order.

        * the figure: a printed one before a computed one of the same year;
        * ``country`` and ``region``: theirs of the same year, kind and definition, else
          missing; ``difference`` from the country's, in the indicator's unit;
        * ``outcome``: higher or lower than the country where the figure's interval says so,
          similar, or not_compared without one; ``reading`` by direction;
        * ``rank`` among ``ranked`` provinces, where the figure is one that provinces are
          ranked by; counts are not.

    Raises
    ------
    DataError
        The place has no figure up to `year`.

    Examples
    --------
    >>> found = profile(panel, "63-10", 2024, ["doctors_per_10k"])
    >>> found[["year", "age", "value", "country", "reading"]].to_numpy().tolist()
    [[2023, 1, 14.5, 10.4, 'not_compared']]
    """
    import pandas as pd

    wanted = _indicators_of(panel, place_id) if indicators is None else list(indicators)
    rows = []
    for indicator in wanted:
        frame = _figures(panel, indicator, place_id, confidence)
        mine = frame[(frame["place_id"] == place_id) & (frame["year"] <= year)]
        if len(mine):
            rows.append(_row(panel, frame, _newest(mine), year))
    if not rows:
        asked = indicators[0] if indicators and len(indicators) == 1 else ""
        raise nothing_of_place(place_id, asked, _indicators_of(panel, place_id))
    made = pd.DataFrame(rows, columns=list(PROFILE))
    made = made.astype({"rank": "Int64", "ranked": "Int64", "country_year": "Int64"})
    order = made["topic"].map({topic: at for at, topic in enumerate(catalog.topics())})
    kept = made.assign(_order=order).sort_values("_order", kind="stable", ignore_index=True)
    return _judged(kept)[list(PROFILE)]


def _figures(panel: Panel, indicator: str, place_id: str, confidence: float) -> pd.DataFrame:
    around = [place_id, COUNTRY, places.place(place_id).region_id]
    frame = estimates_about(panel, indicator, place_id, confidence=confidence)
    return frame[frame["place_id"].isin(around)].reset_index(drop=True)


def _indicators_of(panel: Panel, place_id: str) -> list[str]:
    rows = panel.observations[panel.observations["role"] == "actual"]
    there = set(rows.loc[rows["place_id"].isin(ground(place_id)), "indicator"])
    return [
        indicator
        for indicator, facts in catalog.indicators().items()
        if indicator in there or (facts.numerator_id in there and facts.denominator_id in there)
    ]


def _newest(mine: pd.DataFrame) -> pd.Series:
    """Return the newest row: printed before computed, the one without a qualifier first."""
    newest = mine[mine["year"] == mine["year"].max()]
    order = newest.assign(_computed=newest["kind"] == "computed")
    row: pd.Series = order.sort_values(["_computed", "qualifier"], kind="stable").iloc[0]
    return row


def _row(panel: Panel, frame: pd.DataFrame, own: pd.Series, year: int) -> dict[str, Any]:
    place_id, indicator = str(own["place_id"]), str(own["indicator"])
    facts = catalog.indicator(indicator)
    made: dict[str, Any] = {name: own[name] for name in own.index if name in PROFILE}
    made |= {"topic": facts.topic, "age": year - int(own["year"])}
    same = frame[(frame["year"] == own["year"]) & (frame["kind"] == own["kind"])]
    same = same[same["qualifier"].map(scope_of) == scope_of(str(own["qualifier"]))]
    if place_id != COUNTRY and not facts.additive:
        country = same[same["place_id"] == COUNTRY]
        region = same[same["place_id"] == places.place(place_id).region_id]
        if len(country):
            made |= {"country": country["value"].iloc[0], "country_year": int(own["year"])}
            made["difference"] = float(own["value"]) - float(country["value"].iloc[0])
        if len(region):
            made["region"] = region["value"].iloc[0]
    return made | _rank(panel, own)


def _rank(panel: Panel, own: pd.Series) -> dict[str, Any]:
    """Return the rank of a province's figure, where it is the one provinces are ranked by."""
    whose = places.place(str(own["place_id"]))
    counted = catalog.indicator(str(own["indicator"])).additive
    if whose.level != "province" or own["qualifier"] or counted:
        return {}
    asked = Comparison(whose.boundaries)
    frame = comparable(panel, str(own["indicator"]), asked)
    mine = frame[(frame["place_id"] == whose.place_id) & (frame["year"] == own["year"])]
    if mine.empty or tuple(mine["cells"].iloc[0]) != tuple(own["cells"]):
        return {}
    key = ("ranking", str(own["indicator"]), int(own["year"]), whose.boundaries)
    if key not in panel.made:
        panel.made[key] = rank_places(panel, str(own["indicator"]), int(own["year"]), asked)
    ranked = panel.made[key].set_index("place_id")
    if int(ranked["ranked"].iloc[0]) == 1:
        return {}
    return {name: ranked.loc[whose.place_id, name] for name in ("rank", "ranked")}


def _judged(made: pd.DataFrame) -> pd.DataFrame:
    from vnhealth.measures.benchmarks import against_benchmark

    made = made.copy()
    made["outcome"] = made["reading"] = "not_compared"
    direction = made["indicator"].map(lambda each: catalog.indicator(each).direction)
    for word, rows in made.groupby(direction):
        numbers = rows[list(RESULTS)].astype({"lower": "float64", "upper": "float64"})
        sure = numbers["confidence"].astype("float64").notna()
        numbers[["lower", "upper"]] = numbers[["lower", "upper"]].where(sure, float("nan"))
        found = against_benchmark(numbers, rows["country"].astype("float64"), str(word))
        made.loc[rows.index, ["outcome", "reading"]] = found[["outcome", "reading"]]
    return made
