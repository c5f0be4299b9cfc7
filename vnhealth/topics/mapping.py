"""A tile map of the provinces by one indicator, for every topic that has one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.charts import tile_map
from vnhealth.topics import drawing
from vnhealth.wording.numbers import half_up

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Figure
    from vnhealth.topics.page import Page

FIFTHS: Final = (0.2, 0.4, 0.6, 0.8)


def tile_figure(
    page: Page, provinces: pd.DataFrame, country: pd.Series | None, *, anchor: str
) -> Figure:
    """Return the tile map of the provinces' figures of one indicator and year.

    Parameters
    ----------
    page
        The brief.
    provinces
        Rows of points or estimates, one a province.
    country
        The country's figure of the same kind, for the title, or ``None``.
    anchor
        Anchor of the figure.
    """
    import pandas as pd

    first = provinces.iloc[0]
    facts = catalog.indicator(str(first["indicator"]))
    scale, unit = drawing.scale_of(page, facts.unit)
    frame = pd.DataFrame(
        {
            "place_id": provinces["place_id"].astype(str),
            "place": [page.name(str(each)) for each in provinces["place_id"]],
            "value": provinces["value"].astype(float) / scale,
            "preliminary": provinces["status"] == "preliminary",
        }
    )
    # A limit is some province's figure, so that each band starts with one that is printed.
    parted = frame["value"].quantile(list(FIFTHS), interpolation="nearest")
    limits = sorted({float(half_up(value, facts.decimals)) for value in parted})
    settings = tile_map.TileMapSettings(
        language=page.language,
        indicator=page.label(facts.id),
        unit=unit,
        decimals=facts.decimals,
        own=page.province_id if page.place.level in ("province", "district") else "",
        boundaries=page.boundaries,
        limits=tuple(limits),
    )
    whole = [] if country is None else [country]
    numbers = drawing.drawn_numbers(page, [row for _, row in provinces.iterrows()] + whole)
    return drawing.figure(
        page,
        tile_map,
        frame,
        settings,
        anchor=anchor,
        title=_title(page, provinces, country),
        subtitle=drawing.subtitle(
            page,
            facts.id,
            [page.say("ranking.places", count=str(len(frame)))],
            provinces["year"].astype(int),
        ),
        numbers=[replace(number, lower=None, upper=None) for number in numbers],
        reading=page.say("map.reading"),
    )


def _title(page: Page, provinces: pd.DataFrame, country: pd.Series | None) -> str:
    """Return how many provinces lie on the better side of the country, else the two ends."""
    facts = catalog.indicator(str(provinces["indicator"].iloc[0]))
    year, label = str(provinces["year"].iloc[0]), page.said(facts.id)
    if country is None:
        ordered = provinces.sort_values(["value", "place_id"], ignore_index=True)
        high, low = (
            page.name(str(ordered["place_id"].iloc[-1])),
            page.name(str(ordered["place_id"].iloc[0])),
        )
        return page.say("map.title_ends", indicator=label, year=year, highest=high, lowest=low)
    printed = [half_up(float(value), facts.decimals) for value in provinces["value"]]
    whole = half_up(float(country["value"]), facts.decimals)
    sign = facts.unit if facts.unit in "%‰" else ""
    above = sum(value > whole for value in printed)
    return page.say(
        "map.title",
        count=str(above),
        total=str(len(provinces)),
        indicator=label,
        country=page.number(country, listed=False).printed + sign,
        year=year,
    )
