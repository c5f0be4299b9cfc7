"""The spine chart of a profile: one province beside all others, a row an indicator."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Figure, Paragraph
from vnhealth.charts import spine as chart
from vnhealth.topics import drawing
from vnhealth.topics.profile.facts import Standing, marks_of, rank_number, records_of, standings
from vnhealth.topics.words import COUNTRY

if TYPE_CHECKING:
    from vnhealth.topics.page import Page

ENOUGH_ROWS = 2


def spine(page: Page) -> Figure | None:
    """Return the place beside region, country, the worst and the best, by every indicator."""
    import pandas as pd

    found = standings(page)
    if len(found) < ENOUGH_ROWS:
        return None
    frame = pd.DataFrame(records_of(page, found))
    settings = chart.SpineSettings(
        language=page.language,
        indicator=page.say("heading.standing_among"),
        decimals=1,
        own=page.place_id,
        place=page.name(),
        region=page.name(page.region_id) if page.region_id else "",
        country=page.name(COUNTRY),
    )
    numbers = [rank_number(page, each) for each in found]
    for each in found:
        numbers += drawing.drawn_numbers(page, marks_of(each))
    years = sorted({int(each.row["year"]) for each in found})
    span = str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"
    better = sum(each.side == "better" for each in found)
    return drawing.figure(
        page,
        chart,
        frame,
        settings,
        anchor="spine-ranking",
        title=page.say(
            "profile.spine_title", place=page.name(), better=str(better), total=str(len(found))
        ),
        subtitle=page.say(
            "profile.spine_subtitle", place=page.name(), ranked=str(found[0].ranked), years=span
        ),
        numbers=numbers,
        reading=page.say("profile.spine_reading"),
        notes=(_widest(page, found),),
    )


def _widest(page: Page, found: list[Standing]) -> Paragraph:
    """Say by which indicator the provinces lie farthest apart, and where the place stands."""
    widest = max(found, key=_ratio)
    row = widest.row
    ends = [widest.of(str(row[name])) for name in ("worst_place_id", "best_place_id")]
    low, high = sorted((end for end in ends if end is not None), key=lambda end: end["value"])
    cells = [*high["cells"], *low["cells"]]
    times = page.computed(high["value"] / low["value"], "times", 1, "ratio", cells)
    return page.fill(
        "profile.widest",
        indicator=page.said(widest.indicator),
        highest=page.name(str(high["place_id"])),
        lowest=page.name(str(low["place_id"])),
        times=page.inline(times),
        place=page.name(),
        rank=rank_number(page, widest),
        ranked=str(widest.ranked),
    )


def _ratio(standing: Standing) -> float:
    ends = (float(standing.row["worst"]), float(standing.row["best"]))
    if catalog.indicator(standing.indicator).unit == "%" or min(ends) <= 0:
        return 0.0  # shares near the whole are not told by how many times
    return max(ends) / min(ends)
