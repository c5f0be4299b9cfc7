"""The charts of an edition brief: scorecard, tile maps, inequality over the years."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, places
from vnhealth.blocks import Figure
from vnhealth.charts import scorecard as scorecard_chart
from vnhealth.charts import trend
from vnhealth.charts.words import lower_first
from vnhealth.topics import drawing, mapping, words
from vnhealth.topics.edition.facts import (
    ENOUGH_YEARS,
    Field,
    card,
    fields,
    members,
    often_worst,
    told_over_time,
)
from vnhealth.topics.edition.messages import disparity
from vnhealth.topics.words import COUNTRY

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

MAPPED: Final = ("doctors_per_10k", "infant_mortality", "beds_per_10k")
MAPS_MOST: Final = 2
NAMED: Final = 4
PAGEFUL: Final = 34
PART: Final = 30
FIFTHS: Final = 5


def scorecards(page: Page) -> list[Figure]:
    """Return the provinces against the indicators: how each stands, and which way it goes.

    More provinces than a page holds with its words are set in several charts, by region.
    """
    every = members(page)
    if not fields(page):
        return []
    if len(every) <= PAGEFUL:
        return [_scorecard(page, every, "edition-scorecard")]
    return [
        _scorecard(page, part, f"edition-scorecard-{at}")
        for at, part in enumerate(_parts(every), start=1)
    ]


def _parts(every: Sequence[str]) -> list[list[str]]:
    """Part the provinces into lists of whole regions, none longer than a page with headings."""
    of_region: dict[str, list[str]] = {}
    for place_id in every:
        of_region.setdefault(places.place(place_id).region_id, []).append(place_id)
    parts: list[list[str]] = [[]]
    for region_id in sorted(of_region):
        if parts[-1] and len(parts[-1]) + len(of_region[region_id]) > PART:
            parts.append([])
        parts[-1].extend(of_region[region_id])
    return parts


def _scorecard(page: Page, shown: Sequence[str], anchor: str) -> Figure:
    import pandas as pd

    found = fields(page)
    rows = [_country_cell(page, field) for field in found if field.country is not None]
    order = {place_id: at for at, place_id in enumerate(shown)}
    table = card(page)
    table = table[table["place_id"].isin(list(shown))]
    for _, row in table.sort_values("place_id", key=lambda ids: ids.map(order)).iterrows():
        rows.append(_cell(page, {str(name): row[name] for name in row.index}))
    settings = scorecard_chart.ScorecardSettings(
        language=page.language,
        indicator=page.say("heading.scorecard"),
        decimals=1,
        benchmark=page.name(COUNTRY, full=True),
        place_word=page.say("ranking.place_word"),
    )
    numbers = [
        replace(figure, lower=None, upper=None)
        for field in found
        for figure in drawing.drawn_numbers(page, _drawn(field, shown))
    ]
    years = sorted({field.year for field in found})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    return drawing.figure(
        page,
        scorecard_chart,
        pd.DataFrame(rows),
        settings,
        anchor=anchor,
        title=_scorecard_title(page, shown),
        subtitle=page.say("edition.scorecard_subtitle", count=str(len(shown)), years=span),
        numbers=numbers,
        reading=page.say(
            "edition.scorecard_reading",
            total=page.boundaries,
            few=str(int(page.boundaries) // FIFTHS),
            many=str(-(-int(page.boundaries) // FIFTHS)),
        ),
    )


def _drawn(field: Field, shown: Sequence[str]) -> list[pd.Series]:
    mine = field.provinces[field.provinces["place_id"].isin(list(shown))]
    whole = [] if field.country is None else [field.country]
    return [*(row for _, row in mine.iterrows()), *whole]


def _scorecard_title(page: Page, shown: Sequence[str]) -> str:
    """Name those shown that are most often in the worst fifth, or say how many share that."""
    worst = [item for item in often_worst(page) if item[0] in shown]
    total = str(len(fields(page)))
    if not worst:
        return page.say("edition.scorecard_plain", total=total)
    most = worst[0][1]
    named = [page.name(place_id) for place_id, count in worst if count == most]
    if len(named) > NAMED:
        return page.say(
            "edition.scorecard_many", places=str(len(named)), count=str(most), total=total
        )
    listed = words.listed(page, [(name,) for name in named])
    return page.say(
        "edition.scorecard_title", named="".join(map(str, listed)), count=str(most), total=total
    )


def _cell(page: Page, row: dict[str, Any]) -> dict[str, Any]:
    facts = catalog.indicator(str(row["indicator"]))
    return row | {
        "place": page.name(str(row["place_id"])),
        "label": page.label(facts.id, short=True),
        "unit": facts.unit if facts.unit in "%‰" else "",
        "decimals": facts.decimals,
        "direction": facts.direction,
        "kind": "place",
        "group": "" if len(members(page)) <= PAGEFUL else _group(page, str(row["place_id"])),
    }


def _group(page: Page, place_id: str) -> str:
    region_id = places.place(place_id).region_id
    return page.name(region_id) if region_id else ""


def _country_cell(page: Page, field: Field) -> dict[str, Any]:
    whole = field.country
    row = {} if whole is None else {str(name): whole[name] for name in whole.index}
    judged = {"outcome": "not_compared", "reading": "not_compared", "trend_outcome": ""}
    return _cell(page, row | judged) | {"kind": "country"}


def maps(page: Page) -> list[Figure]:
    """Return tile maps of staff and of child deaths, as far as there are figures."""
    chosen = [field for name in MAPPED for field in fields(page) if field.indicator == name]
    return [
        mapping.tile_figure(
            page, field.provinces, field.country, anchor=f"edition-map-{field.indicator}"
        )
        for field in chosen[:MAPS_MOST]
    ]


def inequality(page: Page) -> Figure | None:
    """Return how far the provinces lay apart over the years, a line an indicator."""
    import pandas as pd

    told = told_over_time(page)
    chosen = [name for name, found in told.items() if len(found) >= ENOUGH_YEARS]
    if not chosen:
        return None
    most = max(chosen, key=lambda name: abs(told[name][-1].value - told[name][0].value))
    rows = [
        {
            "series_id": name,
            "series": page.label(name, short=True),
            "kind": "own" if name == most else "peer",
            "year": spread.year,
            "value": spread.value,
            "source": "",
        }
        for name in chosen
        for spread in told[name]
    ]
    first, last = told[most][0], told[most][-1]
    way = "wider" if last.value > first.value else "narrower"
    ends = [disparity(page, spread) for spread in (first, last)]
    # Each rests on all provinces, some 120 cells: those that are printed are listed.
    numbers = [disparity(page, told[name][at]) for name in chosen for at in (0, -1)]
    settings = trend.TrendSettings(
        language=page.language,
        indicator=page.say("edition.disparity"),
        unit="%",
        decimals=1,
        from_zero=True,
    )
    years = [row["year"] for row in rows]
    return drawing.figure(
        page,
        trend,
        pd.DataFrame(rows),
        settings,
        anchor="edition-inequality",
        title=page.say(
            f"edition.inequality_{way}",
            indicator=lower_first(page.label(most)),
            first=ends[0].printed,
            last=ends[1].printed,
            first_year=str(first.year),
            last_year=str(last.year),
        ),
        subtitle=page.say(
            "edition.inequality_subtitle",
            count=str(len(places.places(page.boundaries, "province"))),
            years=f"{min(years)}–{max(years)}",
        ),
        numbers=numbers,
        reading=page.say("edition.inequality_reading"),
    )
