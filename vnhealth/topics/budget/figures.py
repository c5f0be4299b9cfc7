"""The charts of the budget brief."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnhealth import catalog
from vnhealth.blocks import Figure
from vnhealth.charts import budget as budget_chart
from vnhealth.charts import totals as totals_chart
from vnhealth.topics import drawing
from vnhealth.topics.budget.facts import (
    EXPENDITURE,
    PER_INHABITANT,
    PROJECTS,
    REVENUE,
    SOURCES,
    Breakdown,
    breakdown_of,
    provincial,
    residual_number,
)
from vnhealth.topics.ranking import ranked_figure
from vnhealth.wording import ui
from vnhealth.wording.numbers import money

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

KINDS = {"plan": "plan", "actual": "final"}


def composition(page: Page) -> Figure | None:
    """Return the budget by project beside by source, with what the projects leave unexplained."""
    import pandas as pd

    projects, sources = breakdown_of(page, PROJECTS), breakdown_of(page, SOURCES)
    if projects is None or sources is None:
        return None
    rows = _bars(page, projects, "project") + _bars(page, sources, "source")
    total = page.number(projects.total)
    residual = residual_number(page, projects)
    key = "budget.composition_short" if projects.residual else "budget.composition_hold"
    numbers = [total, *(page.number(part) for part in (*projects.parts, *sources.parts))]
    if projects.residual:
        numbers.append(residual)
    return drawing.figure(
        page,
        budget_chart,
        pd.DataFrame(rows),
        budget_chart.BudgetSettings(
            language=page.language,
            indicator=page.label(str(projects.total["indicator"])),
            total=float(projects.total["value"]),
        ),
        remarked=True,
        anchor="budget-composition",
        title=page.say(
            key,
            residual=ui.with_unit(residual.printed, residual.unit_text),
            total=ui.with_unit(total.printed, total.unit_text),
        ),
        subtitle=page.say(
            "budget.composition_subtitle", place=page.name(), year=str(projects.total["year"])
        ),
        numbers=numbers,
        reading=page.say(
            "budget.composition_reading"
            if projects.residual
            else "budget.composition_reading_whole"
        ),
    )


def _bars(page: Page, found: Breakdown, group: str) -> list[dict[str, object]]:
    label = page.say(f"budget.by_{group}")
    rows: list[dict[str, object]] = [
        {
            "group": group,
            "group_label": label,
            "item": page.label(str(part["indicator"]), short=True),
            "value": float(part["value"]),
            "residual": False,
        }
        for part in found.parts
    ]
    if found.residual > 0:
        rows.append(
            {
                "group": group,
                "group_label": label,
                "item": page.say("budget.row_residual"),
                "value": found.residual,
                "residual": True,
            }
        )
    return rows


def totals(page: Page) -> Figure | None:
    """Return revenue and expenditure of the province by year, plan told from final account."""
    import pandas as pd

    rows, numbers = [], []
    for indicator in (EXPENDITURE, REVENUE):
        for _, point in provincial(page, indicator).iterrows():
            numbers.append(page.number(point))
            rows.append(
                {
                    "year": int(point["year"]),
                    "kind": KINDS[str(point["role"])],
                    "value": float(point["value"]),
                    "series": page.label(indicator, short=True),
                }
            )
    if not rows:
        return None
    spent, taken = provincial(page, EXPENDITURE), provincial(page, REVENUE)
    years = sorted({int(str(row["year"])) for row in rows})
    return drawing.figure(
        page,
        totals_chart,
        pd.DataFrame(rows),
        totals_chart.TotalsSettings(
            language=page.language, indicator=page.say("heading.totals"), decimals=0
        ),
        anchor="budget-totals-chart",
        title=_totals_title(page, spent if len(spent) else taken),
        subtitle=page.say(
            "budget.totals_subtitle",
            place=page.name(page.province_id),
            years=str(years[0]) if len(years) == 1 else f"{years[0]}–{years[-1]}",
        ),
        numbers=numbers,
        reading=page.say("budget.totals_reading"),
    )


def _totals_title(page: Page, series: pd.DataFrame) -> str:
    """Say how the sum went between the first and the last figure of the newest one's kind."""
    last = series.iloc[-1]
    first = series[series["role"] == last["role"]].iloc[0]
    said = {
        "place": page.name(page.province_id),
        "last": _amount(page, last),
        "kind": page.say(f"account.{last['role']}"),
    }
    if first["year"] == last["year"] or first["value"] == last["value"]:
        return page.say("budget.totals_chart_title", year=str(last["year"]), **said)
    return page.say(
        f"budget.totals_chart_{'rise' if last['value'] > first['value'] else 'fall'}",
        first=_amount(page, first),
        first_year=str(first["year"]),
        last_year=str(last["year"]),
        **said,
    )


def _amount(page: Page, point: pd.Series) -> str:
    amount, unit = money(float(point["value"]), page.language, 0)
    return ui.with_unit(amount, unit)


def per_inhabitant(page: Page) -> Figure | None:
    """Return the provinces ranked by local expenditure an inhabitant, newest year on record."""
    if PER_INHABITANT not in catalog.indicators():
        return None
    return ranked_figure(
        page,
        PER_INHABITANT,
        "budget-ranking",
        roles=("actual", "plan"),
        title="budget.per_inhabitant_title",
    )
