"""The charts of the coverage brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Figure
from vnhealth.charts import dumbbell
from vnhealth.topics import drawing, words
from vnhealth.topics.coverage.facts import (
    COVERAGE,
    DEATHS,
    IMMUNISATION,
    OUTCOMES,
    rows,
    years_of,
)
from vnhealth.topics.ranking import ranked_figure
from vnhealth.topics.trends import is_unclear, trend_notes
from vnhealth.views.targets import TargetRow, outcome

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

ENOUGH_YEARS = 3
ENOUGH_ROWS = 2
STATUS = {"met": "met", "already_met": "met", "not_met": "not_met"}


def progress(page: Page) -> Figure | None:
    """Return each result against the nearest target it is held against."""
    return _progress(page, COVERAGE, "coverage-progress", "coverage.progress_title")


def outcomes(page: Page) -> Figure | None:
    """Return mortality and nutrition against their targets, where lower is better."""
    drawn = {row.indicator for row in rows(page, OUTCOMES) if row.is_held}
    title = "coverage.deaths_title" if drawn <= set(DEATHS) else "coverage.outcomes_title"
    return _progress(page, OUTCOMES, "outcomes-progress", title)


def _progress(page: Page, indicators: tuple[str, ...], anchor: str, title: str) -> Figure | None:
    import pandas as pd

    held = [row for row in rows(page, indicators) if row.is_held]
    if len(held) < ENOUGH_ROWS:
        return None
    bars = [_bar(page, row) for row in held]
    met = sum(bar["status"] == "met" for bar in bars)
    missed = all(bar["status"] == "not_met" for bar in bars)
    title_key = f"{title}_missed" if missed else words.all_or_some(title, met, len(bars))
    numbers = [page.number(row.known) for row in held]
    numbers += [page.number(row.targets[0]) for row in held]
    settings = dumbbell.DumbbellSettings(
        language=page.language,
        indicator=page.say("heading.targets"),
        decimals=1,
        result_label=page.say("column.result"),
        target_label=page.say("column.target"),
    )
    return drawing.figure(
        page,
        dumbbell,
        pd.DataFrame(bars),
        settings,
        remarked=True,
        anchor=anchor,
        title=page.say(
            title_key,
            place=page.name(),
            met=str(met),
            total=str(len(bars)),
            years=years_of(page, held),
        ),
        subtitle=page.say(
            "coverage.progress_subtitle",
            place=page.name(),
            years=_span([*(row.known for row in held), *(row.targets[0] for row in held)]),
        ),
        numbers=numbers,
        reading=page.say("coverage.progress_reading"),
    )


def _span(points: Sequence[pd.Series]) -> str:
    """Return the first and last year of results and targets drawn."""
    years = sorted({int(point["year"]) for point in points})
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _bar(page: Page, row: TargetRow) -> dict[str, object]:
    target, result = row.targets[0], row.known
    facts = catalog.indicator(row.indicator)
    return {
        "indicator": page.label(row.indicator, short=True),
        "result": float(result["value"]),
        "target": float(target["value"]),
        "direction": facts.direction,
        "status": STATUS.get(outcome(result, target), "undetermined"),
        "unit": page.unit_text(facts.unit),
        "decimals": facts.decimals,
        "result_comparator": str(result["comparator"]),
        "target_comparator": str(target["comparator"]),
        "mark": "",
    }


def trend(page: Page) -> Figure | None:
    """Return full immunisation over the years with the targets as lines."""
    return _trend(page, IMMUNISATION, "immunisation-trend", "coverage.trend")


def mortality(page: Page) -> Figure | None:
    """Return infant mortality over the years with the targets as lines."""
    return _trend(page, "infant_mortality", "mortality-trend", "coverage.mortality")


def immunisation_ranking(page: Page) -> Figure | None:
    """Return the provinces ranked by full immunisation."""
    return ranked_figure(page, IMMUNISATION, "immunisation-ranking")


def _trend(page: Page, indicator: str, anchor: str, title: str) -> Figure | None:
    frame = page.points(indicator)
    wanted = {page.province_id, *drawing.companions(page)}
    series = frame[
        frame["place_id"].isin(list(wanted))
        & (frame["role"] == "actual")
        & (frame["year"] <= page.year)
        & (frame["qualifier"] == "")
        & frame["value"].notna()
    ]
    own = series[series["place_id"] == page.province_id]
    if len(own) < ENOUGH_YEARS:
        return None
    first, last = own.iloc[0], own.iloc[-1]
    return drawing.trend_figure(
        page,
        indicator,
        series,
        anchor=anchor,
        title=drawing.change_title(
            page, title, first, last, unclear=is_unclear(page, indicator, own)
        ),
        notes=trend_notes(page, indicator),
    )
