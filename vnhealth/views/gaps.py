"""How many people a service does not reach: the share not covered, times the population."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.views.carried import points_about
from vnhealth.views.estimates import RESULTS
from vnhealth.views.points import latest
from vnhealth.views.population import ON_RECORD, people_of
from vnhealth.views.refusals import nothing_of_place

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

    from vnhealth.views.panel import Panel

GAPS: Final = (
    "place_id",
    "indicator",
    "year",
    "comparator",
    "qualifier",
    "coverage",
    *RESULTS,
    "population",
    "population_year",
    "population_method",
    "sources",
    "cells",
)
HALF_DIGIT: Final = 0.5


def people_without(
    panel: Panel, place_id: str, year: int, indicators: Sequence[str] | None = None
) -> pd.DataFrame:
    """Return the people of a place that each coverage of the population leaves out.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        The place.
    year
        Last year whose result counts.
    indicators
        Shares of the population; all on record when not given.

    Returns
    -------
    pandas.DataFrame
        Columns :data:`GAPS`. ``value`` = population·(100 − coverage)/100 in people, for the
        population of the coverage's own year, on record or implied by the insured
        (``population_method``). ``lower`` and ``upper`` are what rounding of the printed share
        leaves open: half of its last digit either way; there is no confidence.

    Raises
    ------
    DataError
        No such share is on record with a population; what the place has is named.

    Examples
    --------
    86.5 % of about 76 500 people leave 10 327.5, and 86.45 to 86.55 % leave 10 289 to 10 366:

    >>> found = people_without(panel, "63-04-040", 2024, ["health_insurance_coverage"])
    >>> found[["population", "lower", "value", "upper"]].to_numpy().tolist()
    [[76500.0, 10290.0, 10328.0, 10366.0]]
    """
    import pandas as pd

    wanted = _shares() if indicators is None else list(indicators)
    rows = [row for each in wanted if (row := _row(panel, place_id, year, each))]
    if not rows:
        asked = wanted[0] if len(wanted) == 1 else ""
        has = [each for each in _shares() if (panel.of(each)["place_id"] == place_id).any()]
        raise nothing_of_place(place_id, asked, has)
    return pd.DataFrame(rows, columns=list(GAPS))


def _shares() -> list[str]:
    return [
        indicator
        for indicator, facts in catalog.indicators().items()
        if facts.unit == "%" and facts.denominator_id == "population"
        and facts.direction == "higher"
    ]  # fmt: skip


def _row(panel: Panel, place_id: str, year: int, indicator: str) -> dict[str, Any]:
    from vnhealth.measures.coverage import people_missed

    if indicator not in _shares():
        return {}
    result = latest(points_about(panel, indicator, place_id), place_id, year)
    if result is None or result["comparator"] != "eq":
        return {}
    people = people_of(panel, place_id, int(result["year"]))
    if math.isnan(people.value):
        return {}
    share = float(result["value"])
    half = HALF_DIGIT * 10.0 ** -_decimals(str(result["printed"]))
    low, middle, high = (
        people_missed(min(max(each, 0.0), 100.0), people.value).iloc[0]
        for each in (share + half, share, share - half)
    )
    cells = tuple(dict.fromkeys((*result["cells"], *people.cells)))
    made = {str(name): value for name, value in middle.items()}
    return made | {
        "place_id": place_id,
        "indicator": indicator,
        "year": int(result["year"]),
        "comparator": result["comparator"],
        "qualifier": result["qualifier"],
        "coverage": share,
        "lower": low["value"],
        "upper": high["value"],
        "reliability": "reliable" if people.method == ON_RECORD else "implied_population",
        "population": people.value,
        "population_year": people.year,
        "population_method": people.method,
        "sources": tuple(dict.fromkeys(cell.partition("#")[0] for cell in cells)),
        "cells": cells,
    }


def _decimals(printed: str) -> int:
    """Return the digits printed behind the decimal sign.

    >>> _decimals("86,5%"), _decimals("95 %")
    (1, 0)
    """
    digits = "".join(sign for sign in printed.replace(".", ",") if sign.isdigit() or sign == ",")
    return len(digits.partition(",")[2])
