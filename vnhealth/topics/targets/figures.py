"""The charts of the targets brief: results against targets, and the course of the slowest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.blocks import Figure
from vnhealth.charts import dumbbell
from vnhealth.topics import drawing, words
from vnhealth.topics.targets.facts import JUDGED, REACHED, Held, held, of_groups, urgent
from vnhealth.topics.trends import is_unclear
from vnhealth.views.targets import scope

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

ENOUGH_ROWS: Final = 2
MOST_ROWS: Final = 12
ENOUGH_YEARS: Final = 3


def distances(page: Page) -> Figure | None:
    """Return each result against its targets, those that need action first."""
    import pandas as pd

    settled = _drawn(of_groups(held(page), JUDGED))
    if len(settled) < ENOUGH_ROWS:
        return None
    met = sum(item.group in REACHED for item in settled)
    numbers = [page.number(item.known) for item in settled]
    numbers += [page.number(item.target) for item in settled]
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
        pd.DataFrame([_bar(page, item) for item in settled]),
        settings,
        anchor="targets-distances",
        title=page.say(
            words.all_or_some("targets.chart_title", met, len(settled)),
            place=page.name(),
            met=str(met),
            total=str(len(settled)),
        ),
        subtitle=page.say("targets.chart_subtitle", place=page.name(), years=_span(settled)),
        numbers=numbers,
        reading=page.say("targets.chart_reading"),
    )


def _span(drawn: list[Held]) -> str:
    """Return the first and last year of the results and targets drawn."""
    years = sorted({year for item in drawn for year in (int(item.known["year"]), item.year)})
    return str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}"


def _drawn(settled: list[Held]) -> list[Held]:
    """Return of each indicator the nearest target of the place's own and the nearest national."""
    nearest: dict[tuple[str, str], Held] = {}
    for item in settled:
        before = nearest.get((item.indicator, item.whose))
        if before is None or item.year < before.year:
            nearest[item.indicator, item.whose] = item
    return [item for item in settled if nearest[item.indicator, item.whose] is item][:MOST_ROWS]


def _bar(page: Page, item: Held) -> dict[str, Any]:
    facts = catalog.indicator(item.indicator)
    result, target = item.known, item.target
    whose = page.say(f"whose_year.{item.set_by}", year=str(item.year))
    return {
        "indicator": f"{page.label(item.indicator, short=True)}, {whose}",
        "result": float(result["value"]),
        "target": item.goal,
        "direction": facts.direction,
        "status": "met" if item.group in REACHED else "not_met",
        "unit": page.unit_text(facts.unit) if facts.unit in ("%", "‰") else "",
        "decimals": facts.decimals,
        "result_comparator": str(result["comparator"]),
        "target_comparator": "eq" if target["comparator"] == "range" else target["comparator"],
        "mark": "",
    }


def course(page: Page) -> Figure | None:
    """Return the years behind the target that lags most, with its targets as lines.

    Where none lags, of the first target that has enough years behind it.
    """
    for item in [*urgent(page), *of_groups(held(page), JUDGED)]:
        series = _series(page, item)
        own = series[series["place_id"] == page.place_id]
        if len(own) < ENOUGH_YEARS:
            continue
        run = drawing.one_run(own)
        return drawing.trend_figure(
            page,
            item.indicator,
            series,
            anchor="targets-course",
            title=drawing.change_title(
                page,
                "targets.course",
                run.iloc[0],
                run.iloc[-1],
                unclear=page.place_id == page.province_id and is_unclear(page, item.indicator, run),
                indicator=page.said(item.indicator),
            ),
        )
    return None


def _series(page: Page, item: Held) -> pd.DataFrame:
    frame = page.points(item.indicator)
    wanted = {page.place_id, *drawing.companions(page)}
    return frame[
        frame["place_id"].isin(list(wanted))
        & (frame["role"] == "actual")
        & (frame["year"] <= page.year)
        & (frame["qualifier"] == scope(item.known))
        & frame["value"].notna()
    ]
