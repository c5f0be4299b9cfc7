"""The charts of a comparison."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Figure
from vnhealth.charts import lines_many
from vnhealth.charts.axes import Break
from vnhealth.topics import drawing
from vnhealth.topics.comparison.facts import country, first_full_year, newest_year, of_year, panel
from vnhealth.topics.words import COUNTRY

if TYPE_CHECKING:
    from vnhealth.topics.page import Page


def ranking(page: Page) -> Figure | None:
    """Return all provinces of the newest year, ranked."""
    frame = panel(page)
    year = newest_year(frame)
    if year is None:
        return None
    ranked = of_year(frame, year)
    high, low = (page.number(ranked.iloc[i], listed=False) for i in (0, -1))
    return drawing.rank_figure(
        page,
        page.indicator_id,
        ranked,
        country(page, page.indicator_id, year, str(ranked.iloc[0]["kind"])),
        anchor="comparison-ranking",
        title=page.say(
            "comparison.ranking_title",
            highest=page.name(str(ranked.iloc[0]["place_id"])),
            high=high.printed,
            lowest=page.name(str(ranked.iloc[-1]["place_id"])),
            low=low.printed,
            year=str(year),
        ),
        reading=page.say("comparison.ranking_reading"),
    )


def spread(page: Page) -> Figure | None:
    """Return every province's line over the years, with the country and the median lit."""
    import pandas as pd

    frame = panel(page)
    year = newest_year(frame)
    if year is None or frame["year"].nunique() < 2:  # noqa: PLR2004
        return None
    rows = [
        {
            "series_id": str(point["place_id"]),
            "series": page.name(str(point["place_id"])),
            "kind": "place",
            "year": int(point["year"]),
            "value": float(point["value"]),
            "source": "",
        }
        for _, point in frame.iterrows()
    ]
    numbers = drawing.drawn_numbers(page, (point for _, point in frame.iterrows()))
    for each in sorted(frame["year"].unique()):
        whole = country(page, page.indicator_id, int(each), str(frame.iloc[0]["kind"]))
        if whole is not None:
            rows.append(
                {
                    "series_id": COUNTRY,
                    "series": page.name(COUNTRY),
                    "kind": "country",
                    "year": int(each),
                    "value": float(whole["value"]),
                    "source": "",
                }
            )
            numbers += drawing.drawn_numbers(page, [whole])
    facts = catalog.indicator(page.indicator_id)
    first_year = int(frame["year"].min())
    settings = lines_many.LinesManySettings(
        language=page.language,
        indicator=page.label(page.indicator_id),
        unit=page.unit_text(facts.unit).strip(),
        decimals=facts.decimals,
        breaks=_breaks(page, first_year),
    )
    first, last = of_year(frame, first_full_year(frame)), of_year(frame, year)
    both = first.merge(last, on="place_id", suffixes=("", "_last"), validate="one_to_one")
    rose = int((both["value_last"] > both["value"]).sum())
    return drawing.figure(
        page,
        lines_many,
        pd.DataFrame(rows),
        settings,
        anchor="comparison-spread",
        title=page.say(
            "comparison.spread_title",
            count=str(rose),
            total=str(len(both)),
            first_year=str(first_full_year(frame)),
            last_year=str(year),
        ),
        subtitle=drawing.subtitle(
            page,
            page.indicator_id,
            [page.say("ranking.places", count=str(frame["place_id"].nunique()))],
            frame["year"].astype(int),
        ),
        numbers=numbers,
        reading=page.say("comparison.spread_reading"),
    )


def _breaks(page: Page, first_year: int) -> tuple[Break, ...]:
    """Return the years in which several provinces' territory changed."""
    if page.boundaries != "63":
        return ()
    return tuple(Break(year, "boundary") for year in (2004, 2008) if year > first_year)
