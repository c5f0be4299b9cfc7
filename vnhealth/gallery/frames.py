"""The charts that no brief shows yet, drawn from the views of a page's indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnhealth import catalog, places
from vnhealth.charts import funnel, slope, small_multiples
from vnhealth.charts.words import word
from vnhealth.topics import drawing
from vnhealth.topics.words import COUNTRY
from vnhealth.views.comparable import comparable
from vnhealth.views.ranking import rank_places
from vnhealth.wording.messages import say

if TYPE_CHECKING:
    from types import ModuleType

    import pandas as pd

    from vnhealth.blocks import Figure
    from vnhealth.charts.frame import Settings
    from vnhealth.topics.page import Page

EARLIER: int = 2008
"""The first year of the slopes: the provinces have been the same 63 since August 2008."""


def _figure(
    page: Page, chart: ModuleType, frame: pd.DataFrame, settings: Settings, reading: str
) -> Figure:
    """Return the block, titled with the first sentence of what the chart says of itself."""
    said = chart.alt_text(frame, settings)
    years = frame["year"].astype(int) if "year" in frame else [page.year]
    return drawing.figure(
        page,
        chart,
        frame,
        settings,
        anchor=f"gallery-{chart.__name__.rpartition('.')[2]}",
        title=said.partition(". ")[0],
        subtitle=drawing.subtitle(page, page.indicator_id, [page.name(COUNTRY)], years),
        numbers=(),
        reading=reading,
    )


def funnel_of_page(page: Page) -> Figure:
    """Return the funnel plot of the page's indicator, counted per inhabitants."""
    from vnhealth.measures.funnels import Funnel, funnel_limits

    facts = catalog.indicator(page.indicator_id)
    ranked = rank_places(page.panel, page.indicator_id, page.year)
    frame = ranked.assign(place=[page.name(str(each)) for each in ranked["place_id"]])
    average = float(ranked["benchmark"].iloc[0])
    kind = Funnel("proportion" if facts.kind == "proportion" else "rate", facts.multiplier)
    limits = funnel_limits(funnel.sizes(frame), average / facts.multiplier, kind)
    settings = funnel.FunnelSettings(
        language=page.language,
        indicator=page.label(page.indicator_id),
        unit=page.unit_text(facts.unit),
        decimals=facts.decimals,
        own=page.province_id,
        average=average,
        limits=funnel.limits_of(limits),
        average_label=page.name(COUNTRY),
        benchmark=word("the country", page.language),
        size_label=page.label("population"),
    )
    return _figure(page, funnel, frame, settings, say("gallery.funnel_reading", page.language))


def _settings(page: Page) -> dict[str, object]:
    facts = catalog.indicator(page.indicator_id)
    return {
        "language": page.language,
        "indicator": page.label(page.indicator_id),
        "unit": page.unit_text(facts.unit),
        "decimals": facts.decimals,
        "own": page.province_id,
    }


def _series(page: Page) -> pd.DataFrame:
    """Return the comparable figures of the page's indicator, a row a place and year."""
    found = comparable(page.panel, page.indicator_id)
    kinds = {"province": "place"}
    kind = [
        "own" if place == page.province_id else kinds.get(level, level)
        for place, level in zip(found["place_id"], found["level"], strict=True)
    ]
    names = [page.name(str(each)) for each in found["place_id"]]
    made: pd.DataFrame = found.assign(series_id=found["place_id"], series=names, kind=kind)
    return made


def slope_of_page(page: Page) -> Figure:
    """Return the slopes of all provinces and the country from 2008 to the page's year."""
    series = _series(page)
    frame = series[(series["kind"] != "region") & series["year"].isin([EARLIER, page.year])]
    settings = slope.SlopeSettings(**_settings(page), first=EARLIER, last=page.year)  # type: ignore[arg-type]
    return _figure(page, slope, frame, settings, say("gallery.slope_reading", page.language))


def regions_of_page(page: Page) -> Figure:
    """Return a panel a region, with its provinces and the country."""
    series = _series(page)
    regions = [
        place if kind == "region" else "" if kind == "country" else places.place(place).region_id
        for place, kind in zip(series["place_id"], series["kind"], strict=True)
    ]
    names = [page.name(each) if each else "" for each in regions]
    frame = series.assign(region_id=regions, region=names, source="")
    settings = small_multiples.SmallMultiplesSettings(
        **_settings(page),  # type: ignore[arg-type]
        country=page.name(COUNTRY),
    )
    return _figure(
        page,
        small_multiples,
        frame.sort_values("region_id", kind="stable"),
        settings,
        say("gallery.regions_reading", page.language),
    )
