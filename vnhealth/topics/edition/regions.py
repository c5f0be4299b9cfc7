"""The regions side by side over the years: each beside the country and among its provinces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.charts import small_multiples
from vnhealth.charts.axes import Break
from vnhealth.topics import drawing, words
from vnhealth.topics.edition.facts import ENOUGH_YEARS, comparison_of
from vnhealth.topics.page import ODD_YEARS
from vnhealth.topics.words import COUNTRY
from vnhealth.views.comparable import comparable, first_full_year, newest_full_year
from vnhealth.wording.numbers import half_up, number

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Figure
    from vnhealth.topics.page import Page

FOLLOWED: Final = "doctors_per_10k"
"""The indicator with the longest series by province, and a national target."""


def regions(page: Page) -> Figure | None:
    """Return how each region went on one indicator, its provinces behind it.

    ``None`` for a brief on one region, and where fewer than three years or two regions have
    figures. The years begin with the first of as many provinces as in any, so that no region
    changes by a province that comes into its series.
    """
    frame = comparable(page.panel, FOLLOWED, comparison_of(page))
    first, last = first_full_year(frame), newest_full_year(frame, page.year)
    if page.place_id != COUNTRY or first is None or last is None:
        return None
    frame = frame[frame["year"].between(first, last)]
    # A province of the past, such as Hà Tây, would count in no panel's last figure.
    there = {place.place_id for place in places.places(page.boundaries, "province")}
    frame = frame[(frame["level"] != "province") | frame["place_id"].isin(there)]
    ends = _ends(frame, first, last)
    if last - first + 1 < ENOUGH_YEARS or len(ends) < len(("one", "another")):
        return None
    drawn = [row for _, row in _ordered(frame).iterrows()]
    return drawing.figure(
        page,
        small_multiples,
        _rows(page, drawn),
        _settings(page, drawn, first, last),
        anchor="edition-regions",
        title=_title(page, ends, first, last),
        subtitle=drawing.subtitle(
            page,
            FOLLOWED,
            [
                page.say("edition.regions_count", count=str(len(ends))),
                page.say("ranking.places", count=str(len(there & set(frame["place_id"])))),
            ],
            (first, last),
        ),
        numbers=drawing.drawn_numbers(page, drawn),
        reading=page.say("edition.regions_reading"),
        notes=page.breaks_in((row["cells"] for row in drawn), ODD_YEARS),
    )


def _ends(frame: pd.DataFrame, first: int, last: int) -> pd.DataFrame:
    """Return the regions with figures of both years: ``before`` and ``after``, by place."""
    import pandas as pd

    mine = frame[frame["level"] == "region"].set_index("place_id")
    before, after = (mine[mine["year"] == year]["value"] for year in (first, last))
    return pd.DataFrame({"before": before, "after": after}).dropna().sort_index()


def _ordered(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows region by region, each before its provinces; the country first."""
    region = [
        place_id if level == "region" else places.place(place_id).region_id
        for place_id, level in zip(frame["place_id"], frame["level"], strict=True)
    ]
    rank = frame["level"].map({"country": 0, "region": 1, "province": 2})
    return frame.assign(region_id=region, rank=rank).sort_values(
        ["region_id", "rank", "place_id", "year"], ignore_index=True
    )


def _rows(page: Page, drawn: list[pd.Series]) -> pd.DataFrame:
    import pandas as pd

    kinds = {"country": "country", "region": "region", "province": "place"}
    return pd.DataFrame(
        [
            {
                "region_id": str(row["region_id"]),
                "region": page.name(str(row["region_id"])) if row["region_id"] else "",
                "series_id": str(row["place_id"]),
                "series": page.name(str(row["place_id"])),
                "kind": kinds[str(row["level"])],
                "year": int(row["year"]),
                "value": float(row["value"]),
                "source": "",
            }
            for row in drawn
        ]
    )


def _settings(
    page: Page, drawn: list[pd.Series], first: int, last: int
) -> small_multiples.SmallMultiplesSettings:
    facts = catalog.indicator(FOLLOWED)
    cut: dict[int, list[str]] = {}
    for place_id in dict.fromkeys(str(row["place_id"]) for row in drawn):
        for change in places.breaks(place_id, first, last):
            cut.setdefault(change.year, []).append(place_id)
    return small_multiples.SmallMultiplesSettings(
        language=page.language,
        indicator=page.label(FOLLOWED),
        unit=page.unit_text(facts.unit).strip(),
        decimals=facts.decimals,
        country=page.name(COUNTRY),
        height=95.0,
        breaks=tuple(
            Break(year, "boundary", series_ids=tuple(dict.fromkeys(names)))
            for year, names in sorted(cut.items())
        ),
    )


def _title(page: Page, ends: pd.DataFrame, first: int, last: int) -> str:
    """Say in how many regions the figure rose, and where it rose most and least."""
    decimals = catalog.indicator(FOLLOWED).decimals
    printed = ends.map(lambda value: half_up(float(value), decimals))
    change = (ends["after"] - ends["before"]).sort_values(kind="stable")
    rose = int((printed["after"] > printed["before"]).sum())
    told = {}
    for name, place_id in (("least", change.index[0]), ("most", change.index[-1])):
        told[name] = page.name(str(place_id))
        told |= {f"{name}_{end}": _figure(page, ends.loc[place_id, end]) for end in ends.columns}
    return page.say(
        words.all_or_some("edition.regions_title", rose, len(ends)),
        indicator=page.label(FOLLOWED),
        count=str(rose),
        total=str(len(ends)),
        first_year=str(first),
        last_year=str(last),
        **told,
    )


def _figure(page: Page, value: float) -> str:
    return number(value, catalog.indicator(FOLLOWED).decimals, page.language)
