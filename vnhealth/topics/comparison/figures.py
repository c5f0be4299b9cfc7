"""The charts of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.blocks import Figure
from vnhealth.charts import lines_many
from vnhealth.charts.axes import Break
from vnhealth.topics import drawing, words
from vnhealth.topics.comparison.facts import change_of, compared, ends
from vnhealth.topics.methods import method_line
from vnhealth.topics.ranking import rank_figure
from vnhealth.topics.words import COUNTRY

if TYPE_CHECKING:
    from vnhealth.topics.page import Page

SPREAD_HEIGHT: Final = 180.0
"""Of the plotting area, in points: leaves room for the funnel on the same page of paper."""


def ranking(page: Page) -> Figure | None:
    """Return all provinces of the newest year, ranked, with their intervals."""
    found = compared(page)
    if found is None:
        return None
    high, low = (page.number(row, listed=False) for row in ends(found))
    highest, lowest = (page.name(str(row["place_id"])) for row in ends(found))
    unit = catalog.indicator(page.indicator_id).unit
    sign = unit if unit in "%‰" else ""
    return rank_figure(
        page,
        page.indicator_id,
        found.table,
        found.country,
        anchor="comparison-ranking",
        title=page.say(
            "comparison.ranking_title",
            highest=highest,
            high=high.printed + sign,
            lowest=lowest,
            low=low.printed + sign,
            year=str(found.year),
        ),
        reading=page.say("comparison.ranking_reading"),
        notes=method_line(page, found.table),
    )


def spread(page: Page) -> Figure | None:
    """Return every province's line over the years, with the country and the median lit."""
    import pandas as pd

    found = compared(page)
    change = None if found is None else change_of(found)
    if found is None or change is None:
        return None
    lines = found.provinces()
    whole = found.figures[found.figures["place_id"] == COUNTRY]
    whole = whole[whole["year"].isin(lines["year"])]
    drawn = [(row, "place") for _, row in lines.iterrows()]
    drawn += [(row, "country") for _, row in whole.iterrows()]
    rows = [
        {
            "series_id": str(row["place_id"]),
            "series": page.name(str(row["place_id"])),
            "kind": kind,
            "year": int(row["year"]),
            "value": float(row["value"]),
            "source": "",
        }
        for row, kind in drawn
    ]
    facts = catalog.indicator(page.indicator_id)
    settings = lines_many.LinesManySettings(
        language=page.language,
        indicator=page.label(page.indicator_id),
        unit=page.unit_text(facts.unit).strip(),
        decimals=facts.decimals,
        breaks=_breaks(page, int(lines["year"].min())),
        height=SPREAD_HEIGHT,
    )
    return drawing.figure(
        page,
        lines_many,
        pd.DataFrame(rows),
        settings,
        anchor="comparison-spread",
        title=page.say(
            words.all_or_some(
                "comparison.spread_fell" if change.fell else "comparison.spread_title",
                change.went,
                change.both,
            ),
            count=str(change.went),
            total=str(change.both),
            first_year=str(change.first_year),
            last_year=str(change.last_year),
        ),
        subtitle=drawing.subtitle(
            page,
            page.indicator_id,
            [page.say("ranking.places", count=str(lines["place_id"].nunique()))],
            lines["year"].astype(int),
        ),
        numbers=drawing.drawn_numbers(page, (row for row, _ in drawn)),
        reading=page.say("comparison.spread_reading"),
        remarked=True,
    )


def _breaks(page: Page, first_year: int) -> tuple[Break, ...]:
    """Return the years in which several provinces' territory changed."""
    if page.boundaries != "63":
        return ()
    return tuple(Break(year, "boundary") for year in (2004, 2008) if year > first_year)
