"""The provinces ranked by one indicator, with intervals and class: shared by the topics.

The figures are those of :mod:`vnhealth.views.ranking`, which ``vh.rank`` and ``vh.compare`` give.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, places
from vnhealth.blocks import Figure, Paragraph
from vnhealth.charts import ranked
from vnhealth.topics import drawing
from vnhealth.topics.methods import method_line
from vnhealth.topics.words import COUNTRY
from vnhealth.views.comparable import Comparison, comparable, newest_full_year
from vnhealth.views.ranking import rank_places

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

ACTUAL: Final = ("actual",)


@dataclass(frozen=True)
class Ranking:
    """The provinces of one year, ranked, and the country beside them.

    Attributes
    ----------
    year
        The newest up to the page's in which most provinces have a figure.
    table
        Frame of :func:`vnhealth.views.ranking.rank_places`.
    country
        The country's figure of the same kind, or ``None``.
    figures
        Comparable figures of all years up to `year`, see
        :func:`vnhealth.views.comparable.comparable`.
    """

    year: int
    table: pd.DataFrame
    country: pd.Series | None
    figures: pd.DataFrame

    def provinces(self, year: int | None = None) -> pd.DataFrame:
        """Return the provinces' figures of all years, or of one."""
        mine = self.figures[self.figures["level"] == "province"]
        return mine if year is None else mine[mine["year"] == year]


def ranking_of(page: Page, indicator: str, roles: Sequence[str] = ACTUAL) -> Ranking | None:
    """Return the newest ranking up to the page's year, or ``None`` without one.

    Parameters
    ----------
    page, indicator
        The brief and the indicator.
    roles
        Roles that may be ranked; the one with the newest full year is, of two the first.
    """
    found: Ranking | None = None
    for role in roles:
        asked = Comparison(page.boundaries, role)
        figures = comparable(page.panel, indicator, asked)
        year = newest_full_year(figures, page.year)
        if year is None or (found is not None and found.year >= year):
            continue
        figures = figures[figures["year"] <= page.year]
        found = Ranking(
            year,
            rank_places(page.panel, indicator, year, asked),
            country_of(figures, year),
            figures,
        )
    return found


def country_of(figures: pd.DataFrame, year: int) -> pd.Series | None:
    """Return the country's row of `year` among comparable figures."""
    mine = figures[(figures["place_id"] == COUNTRY) & (figures["year"] == year)]
    return None if mine.empty else mine.iloc[0]


def ranked_figure(
    page: Page,
    indicator: str,
    anchor: str,
    *,
    roles: Sequence[str] = ACTUAL,
    title: str = "ranking.title",
) -> Figure | None:
    """Return the ranking with the own province lit, or ``None`` where it has no rank.

    Rank 1 is the best in the indicator's direction; equal values share the better rank.
    """
    found = ranking_of(page, indicator, roles)
    if found is None or page.province_id not in set(found.table["place_id"]):
        return None
    own = found.table[found.table["place_id"] == page.province_id].iloc[0]
    name = page.name(page.province_id)
    return rank_figure(
        page,
        indicator,
        found.table,
        found.country,
        anchor=anchor,
        title=page.say(
            title,
            place=name,
            indicator=page.said(indicator),
            rank=str(own["rank"]),
            total=str(own["ranked"]),
            year=str(found.year),
            kind=page.say(f"account.{'plan' if own['role'] == 'plan' else 'actual'}"),
        ),
        reading=page.say("ranking.reading", place=name),
        notes=method_line(page, found.table),
    )


def rank_figure(
    page: Page,
    indicator: str,
    ranked_places: pd.DataFrame,
    country: pd.Series | None,
    *,
    anchor: str,
    title: str,
    reading: str,
    notes: tuple[Paragraph, ...] = (),
) -> Figure:
    """Return the ranking of the provinces by one indicator in one year.

    Parameters
    ----------
    page, indicator
        The brief and the indicator.
    ranked_places
        Frame of :func:`vnhealth.views.ranking.rank_places`; intervals are drawn where there are
        any.
    country
        The country's figure of the same kind and year, or ``None``.
    anchor, title, reading, notes
        Anchor, finding, how to read, and the method.
    """
    import pandas as pd

    facts = catalog.indicator(indicator)
    scale, unit = drawing.scale_of(page, facts.unit)
    rows = [
        {
            "place_id": point["place_id"],
            "place": page.name(str(point["place_id"])),
            "value": float(point["value"]) / scale,
            "lower": float(point["lower"]) / scale,
            "upper": float(point["upper"]) / scale,
            "class": str(point["outcome"]),
            "rank": int(point["rank"]),
            "in_region": places.place(str(point["place_id"])).region_id == page.region_id
            and bool(page.region_id),
            "preliminary": point["status"] == "preliminary",
        }
        for _, point in ranked_places.iterrows()
    ]
    settings = ranked.RankedSettings(
        language=page.language,
        indicator=page.label(indicator),
        unit=unit,
        decimals=facts.decimals,
        own=page.province_id if page.place.level != "country" else "",
        reference=None if country is None else float(country["value"]) / scale,
        reference_label=page.name(COUNTRY),
        chosen=page.peers,
        highest_first=facts.direction != "lower",
        place_word=page.say("ranking.place_word"),
    )
    numbers = drawing.drawn_numbers(page, (point for _, point in ranked_places.iterrows()))
    if country is not None:
        numbers += drawing.drawn_numbers(page, [country])
    return drawing.figure(
        page,
        ranked,
        pd.DataFrame(rows),
        settings,
        anchor=anchor,
        title=title,
        subtitle=drawing.subtitle(
            page,
            indicator,
            [page.say("ranking.places", count=str(len(rows)))],
            ranked_places["year"].astype(int),
        ),
        numbers=numbers,
        reading=reading,
        notes=notes,
    )


def standings(page: Page, figures: Mapping[str, pd.Series]) -> dict[str, pd.Series]:
    """Return the row of the ranking for each figure that is the one its province is ranked by.

    Parameters
    ----------
    page
        The brief.
    figures
        Rows of points by indicator.
    """
    found: dict[str, pd.Series] = {}
    for indicator, own in figures.items():
        ranking = ranking_of(page, indicator)
        if ranking is None:
            continue
        mine = ranking.table[ranking.table["place_id"] == own["place_id"]]
        if len(mine) and tuple(mine["cells"].iloc[0]) == tuple(own["cells"]):
            found[indicator] = mine.iloc[0]
    return found


def class_word(page: Page, outcome: str) -> str:
    """Return where a place stands against the country, beyond chance or not."""
    return page.say(f"class.{outcome}")


def is_lower_better(indicator: str) -> bool:
    """Tell whether less of an indicator is better."""
    return catalog.indicator(indicator).direction == "lower"
