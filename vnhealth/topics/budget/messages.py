"""What a committee must know about the budget, in three to five sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Number, Paragraph, Text
from vnhealth.charts.words import lower_first
from vnhealth.topics import words
from vnhealth.topics.budget.facts import (
    EXPENDITURE,
    PROJECTS,
    REVENUE,
    SOURCES,
    TOTAL,
    breakdown_of,
    per_head,
    planned,
    provincial,
    residual_number,
    share_number,
)
from vnhealth.topics.words import COUNTRY

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

MOST: Final = 5


def messages(page: Page) -> Text:
    """Return the messages, the weightiest first."""
    said = (
        _total(page),
        _projects(page),
        _sources(page),
        _unknown_health_budget(page),
        _expenditure(page),
        _balance(page),
        _per_inhabitant(page),
    )
    return Text(tuple(paragraph for paragraph in said if paragraph)[:MOST], role="key")


def _total(page: Page) -> Paragraph:
    total = planned(page, TOTAL)
    if total is None:
        return ()
    each = per_head(page, total)
    if each is None:
        return page.fill(
            "budget.total",
            year=str(total["year"]),
            total=_clean(page, total),
            place=page.name(full=True),
        )
    return page.fill(
        "budget.total_each",
        year=str(total["year"]),
        total=_clean(page, total),
        place=page.name(full=True),
        each=words.keep_unit(each),
    )


def _projects(page: Page) -> Paragraph:
    found = breakdown_of(page, PROJECTS)
    if found is None:
        return ()
    largest = max(found.parts, key=lambda part: part["value"])
    summed = page.computed(
        sum(part["value"] for part in found.parts), "VND", 1, "sum", found.cells[1:]
    )
    key = (
        "budget.projects_hold"
        if found.residual == 0
        else ("budget.projects_short" if found.residual > 0 else "budget.projects_over")
    )
    return page.fill(
        key,
        sum=words.keep_unit(summed),
        total=_clean(page, found.total),
        residual=words.keep_unit(residual_number(page, found)),
        largest=page.label(str(largest["indicator"])),
        amount=_clean(page, largest),
        share=words.keep_unit(share_number(page, largest, found.total)),
    )


def _sources(page: Page) -> Paragraph:
    found = breakdown_of(page, SOURCES)
    if found is None:
        return ()
    ranked = sorted(found.parts, key=lambda part: -part["value"])
    key = "budget.sources_hold" if found.residual == 0 else "budget.sources_short"
    return page.fill(
        key,
        residual=words.keep_unit(residual_number(page, found)),
        first=lower_first(page.label(str(ranked[0]["indicator"]))),
        first_share=words.keep_unit(share_number(page, ranked[0], found.total)),
        second=lower_first(page.label(str(ranked[1]["indicator"]))),
        second_share=words.keep_unit(share_number(page, ranked[1], found.total)),
    )


def _unknown_health_budget(page: Page) -> Paragraph:
    if planned(page, TOTAL) is not None:
        return ()
    return page.fill("budget.no_health_total", place=page.name(full=True), year=str(page.year))


def _expenditure(page: Page) -> Paragraph:
    frame = provincial(page, EXPENDITURE)
    if len(frame) < 2:  # noqa: PLR2004
        return ()
    first, last = frame.iloc[0], frame.iloc[-1]
    return page.fill(
        "budget.expenditure",
        place=page.name(page.province_id, full=True),
        first_year=str(first["year"]),
        first=_clean(page, first),
        first_kind=page.say(f"account.{first['role']}"),
        last_year=str(last["year"]),
        last=_clean(page, last),
        last_kind=page.say(f"account.{last['role']}"),
    )


def _balance(page: Page) -> Paragraph:
    """Set revenue collected in the province beside its expenditure in the newest year of both."""
    spent, taken = provincial(page, EXPENDITURE), provincial(page, REVENUE)
    both = spent.merge(taken, on=["year", "role"], suffixes=("", "_in"), validate="one_to_one")
    if both.empty:
        return ()
    year, role = int(both.iloc[-1]["year"]), str(both.iloc[-1]["role"])
    out, into = _of(spent, year, role), _of(taken, year, role)
    ratio = page.computed(
        100 * into["value"] / out["value"], "%", 0, "share", [*into["cells"], *out["cells"]]
    )
    return page.fill(
        "budget.balance",
        year=str(year),
        kind=page.say(f"account.{role}"),
        revenue=_clean(page, into),
        ratio=words.keep_unit(ratio),
    )


def _per_inhabitant(page: Page) -> Paragraph:
    frame = provincial(page, EXPENDITURE)
    if frame.empty:
        return ()
    last = frame.iloc[-1]
    whole = page.points(EXPENDITURE)
    whole = whole[
        (whole["place_id"] == COUNTRY)
        & (whole["year"] == last["year"])
        & (whole["role"] == last["role"])
    ]
    own = per_head(page, last)
    country = per_head(page, whole.iloc[0]) if len(whole) else None
    if own is None or country is None or own.value is None or country.value is None:
        return ()
    return page.fill(
        "budget.per_inhabitant",
        year=str(last["year"]),
        kind=page.say(f"account.{last['role']}"),
        own=words.keep_unit(own),
        country=words.keep_unit(country),
        word=words.comparison_word(page, own.value / 1e6, country.value / 1e6, 2),
    )


def _of(frame: pd.DataFrame, year: int, role: str) -> pd.Series:
    row: pd.Series = frame[(frame["year"] == year) & (frame["role"] == role)].iloc[0]
    return row


def _clean(page: Page, point: pd.Series) -> Number:
    return words.with_unit(page, point)
