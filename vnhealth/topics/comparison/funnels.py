"""The funnel that a comparison's classes come from: each province by its size."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.charts import funnel
from vnhealth.measures.funnels import funnel_limits
from vnhealth.measures.overdispersion import ADDITIVE
from vnhealth.topics import drawing, words
from vnhealth.topics.comparison.facts import compared, flat
from vnhealth.topics.words import COUNTRY
from vnhealth.views.comparable import Comparison
from vnhealth.views.estimates import FULL_COUNT
from vnhealth.views.ranking import funnel_of, rank_places

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Figure, Paragraph
    from vnhealth.topics.page import Page
    from vnhealth.topics.ranking import Ranking

OUTSIDE: Final = "99_8"
NAMED: Final = 8
HEIGHT: Final = 205.0
"""Leaves room for the years' chart on the same page of paper, in points."""


def funnelled(page: Page) -> Figure | None:
    """Return the provinces by size between the limits of chance, or ``None`` without counts.

    The limits are those that the classes of the tables are judged by.
    """
    found = compared(page)
    if found is None or found.country is None or not (found.table["class_method"] != "").any():
        return None
    table = found.table
    facts, kind = catalog.indicator(page.indicator_id), funnel_of(page.indicator_id)
    average = float(table["benchmark"].iloc[0])
    frame = table[["place_id", "value", "denominator", "outcome", "reading"]].assign(
        place=[page.name(str(place_id)) for place_id in table["place_id"]]
    )
    limits = funnel_limits(funnel.sizes(frame), average / facts.multiplier, kind)
    settings = funnel.FunnelSettings(
        language=page.language,
        indicator=page.label(page.indicator_id),
        unit=page.unit_text(facts.unit).strip(),
        decimals=facts.decimals,
        own=page.province_id if page.place.level != "country" else "",
        average=average,
        average_label=page.name(COUNTRY),
        limits=funnel.limits_of(limits),
        size_label=page.say("comparison.funnel_size"),
        benchmark=page.name(COUNTRY, full=True),
        height=HEIGHT,
    )
    beyond = table[_outside(table)]
    return drawing.figure(
        page,
        funnel,
        frame,
        settings,
        anchor="comparison-funnel",
        title=page.say(
            words.all_or_some("comparison.funnel_title", len(beyond), len(table)),
            count=str(len(beyond)),
            total=str(len(table)),
        ),
        subtitle=drawing.subtitle(
            page,
            page.indicator_id,
            [page.say("ranking.places", count=str(len(table)))],
            [found.year],
        ),
        numbers=drawing.drawn_numbers(page, [*(row for _, row in table.iterrows()), found.country]),
        reading=page.say("comparison.funnel_reading"),
        notes=_notes(page, found),
    )


def _outside(table: pd.DataFrame) -> pd.Series[bool]:
    return table["outcome"].str.endswith(OUTSIDE)


def _notes(page: Page, found: Ranking) -> tuple[Paragraph, ...]:
    """Return what the limits do not say, and who stands out even where provinces vary much."""
    said = []
    if str(found.table["basis"].iloc[0]) == FULL_COUNT:
        said.append(page.fill("comparison.funnel_decided"))
    asked = Comparison(page.boundaries, overdispersion=ADDITIVE)
    wide = rank_places(page.panel, page.indicator_id, found.year, asked)
    beyond = wide[_outside(wide)]
    names = [(page.name(str(place_id)),) for place_id in beyond["place_id"]]
    form = words.all_or_some("comparison.funnel_widened", len(beyond), len(wide))
    if 0 < len(beyond) <= NAMED:
        form = "comparison.funnel_widened_named"
    said.append(
        page.fill(
            form,
            count=page.count(len(beyond), flat(beyond["cells"]) or flat(wide["cells"])),
            total=str(len(wide)),
            **({"named": words.listed(page, names)} if form.endswith("named") else {}),
        )
    )
    return tuple(said)
