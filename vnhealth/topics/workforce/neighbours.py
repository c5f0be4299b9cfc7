"""The province among those of its region, between two years: who overtook whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.charts import slope
from vnhealth.topics import drawing
from vnhealth.topics.words import COUNTRY
from vnhealth.topics.workforce.facts import DOCTORS
from vnhealth.views.comparable import Comparison, comparable, first_full_year, newest_full_year

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Figure
    from vnhealth.topics.page import Page

FEWEST: Final = 3
"""Provinces of a region from which a rank among them says something."""
SHORTEST: Final = 3
"""Years between the two figures from which a change is more than a year's ups and downs."""


def neighbours(page: Page) -> Figure | None:
    """Return how the provinces of the region moved by doctors per 10 000, the own one lit.

    Between the first year in which as many provinces have figures as in any, and the newest;
    ``None`` where the own province, or two others, lack one of them.
    """
    frame = comparable(page.panel, DOCTORS, Comparison(page.boundaries))
    first, last = first_full_year(frame), newest_full_year(frame, page.year)
    if not page.region_id or first is None or last is None or last - first < SHORTEST:
        return None
    drawn = _drawn(page, frame[frame["year"].isin([first, last])])
    between = frame[frame["year"].between(first, last)]
    between = between[between["place_id"].isin(drawn["place_id"])]
    inside = drawn[drawn["level"] == "province"]
    if inside["place_id"].nunique() < FEWEST or page.province_id not in set(inside["place_id"]):
        return None
    rows = [row for _, row in drawn.iterrows()]
    facts = catalog.indicator(DOCTORS)
    settings = slope.SlopeSettings(
        language=page.language,
        indicator=page.label(DOCTORS),
        unit=page.unit_text(facts.unit).strip(),
        decimals=facts.decimals,
        own=page.province_id,
        first=first,
        last=last,
        height=200.0,
    )
    return drawing.figure(
        page,
        slope,
        _frame(page, rows),
        settings,
        anchor="doctors-region-ranking",
        title=_title(page, inside, first, last),
        subtitle=drawing.subtitle(
            page,
            DOCTORS,
            [
                page.say(
                    "workforce.neighbours_places",
                    count=str(inside["place_id"].nunique()),
                    region=page.name(page.region_id),
                ),
                page.name(COUNTRY),
            ],
            (first, last),
        ),
        numbers=drawing.drawn_numbers(page, rows),
        reading=page.say("workforce.neighbours_reading"),
        notes=page.breaks_in(between["cells"]),
    )


def _drawn(page: Page, both: pd.DataFrame) -> pd.DataFrame:
    """Return region, country and the region's provinces, each with figures of both years."""
    region = [
        place_id if level in ("region", "country") else places.place(place_id).region_id
        for place_id, level in zip(both["place_id"], both["level"], strict=True)
    ]
    mine = both[[place_id in (page.region_id, COUNTRY) for place_id in region]]
    counts = mine.groupby("place_id")["year"].transform("nunique")
    return mine[counts == len(("first", "last"))].sort_values(["level", "place_id", "year"])


def _frame(page: Page, rows: list[pd.Series]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(
        [
            {
                "series_id": str(row["place_id"]),
                "series": page.name(str(row["place_id"])),
                "kind": _kind(page, str(row["place_id"])),
                "year": int(row["year"]),
                "value": float(row["value"]),
                "preliminary": row["status"] == "preliminary",
            }
            for row in rows
        ]
    )


def _kind(page: Page, place_id: str) -> str:
    kind = drawing.kind_of(page, place_id)
    return "place" if kind == "peer" and place_id not in page.peers else kind


def _title(page: Page, inside: pd.DataFrame, first: int, last: int) -> str:
    """Say from which rank to which the own province went among those of its region."""
    from vnhealth.measures.benchmarks import rank

    ranks = []
    for year in (first, last):
        now = inside[inside["year"] == year].set_index("place_id")
        ranks.append(int(rank(now["value"], "higher")[page.province_id]))
    before, after = ranks
    way = "kept" if before == after else "up" if after < before else "down"
    return page.say(
        f"workforce.neighbours_{way}",
        place=page.name(page.province_id),
        before=str(before),
        after=str(after),
        total=str(inside["place_id"].nunique()),
        first_year=str(first),
        last_year=str(last),
    )
