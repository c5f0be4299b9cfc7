"""Which way a series goes, in words: the recent marker, and Theil–Sen with Mann–Kendall."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.errors import DataError
from vnhealth.measures.trend_marker import NO_CHANGE, NOT_CALCULATED
from vnhealth.topics.methods import confidence_text
from vnhealth.views.trend import LONG, RECENT, readings_of, series_of
from vnhealth.wording import numbers

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.blocks import Number, Paragraph
    from vnhealth.topics.page import Page

TEST_KEYS: Final = {"weighted least squares": RECENT, "Theil–Sen and Mann–Kendall": LONG}
"""Tests of a trend by the method that the measures name."""


def test_lines(page: Page, going: pd.DataFrame) -> tuple[Paragraph, ...]:
    """Return one line a method that a column of trends was made with.

    Parameters
    ----------
    page
        The brief.
    going
        Frame of :func:`vnhealth.views.trends_of_places.trends_of_places`.
    """
    judged = going[going["trend_outcome"] != NOT_CALCULATED]
    used = set(judged["trend_method"])
    return tuple(
        page.fill(f"method.trend_{test}") for method, test in TEST_KEYS.items() if method in used
    )


def trend_notes(page: Page, indicator: str) -> tuple[Paragraph, ...]:
    """Return what the tests say of the newest segment of the province's series they can judge.

    No trend is read across a change of source, definition or territory.
    """
    rows = _newest_readings(page, indicator)
    if rows is None:
        return ()
    return tuple(_note(page, indicator, test, rows.loc[test]) for test in rows.index)


def is_unclear(page: Page, indicator: str, run: pd.DataFrame) -> bool:
    """Tell whether the long test finds no trend between the two ends of a run of the series."""
    rows = _newest_readings(page, indicator)
    if rows is None or LONG not in rows.index:
        return False
    row: Any = rows.loc[LONG]
    ends = [int(row["first_year"]), int(row["last_year"])]
    return bool(row["outcome"] == NO_CHANGE and ends == list(run["year"].iloc[[0, -1]]))


def _newest_readings(page: Page, indicator: str) -> pd.DataFrame | None:
    """Return what each test says of the newest segment that any can judge, by test."""
    try:
        series = series_of(page.panel, indicator, page.province_id)
    except DataError:
        return None
    series = series[series["year"] <= page.year]
    if series.empty:
        return None
    readings = readings_of(series)
    judged = readings[readings["outcome"] != NOT_CALCULATED]
    if judged.empty:
        return None
    newest = judged.sort_values(["last_year", "segment"]).iloc[-1]["segment"]
    rows: pd.DataFrame = judged[judged["segment"] == newest].set_index("test")
    return rows


def _note(page: Page, indicator: str, test: str, row: pd.Series) -> Paragraph:
    unclear = test == LONG and row["outcome"] == NO_CHANGE
    return page.fill(
        "trend.note_long_unclear" if unclear else f"trend.note_{test}",
        first_year=str(row["first_year"]),
        last_year=str(row["last_year"]),
        going=page.say(f"trend.{row['outcome']}"),
        **(_slope(page, indicator, row) if test == LONG else {}),
    )


def _slope(page: Page, indicator: str, row: pd.Series) -> dict[str, Number | str]:
    """Return the slope a year and its limits, one digit finer than the indicator."""
    decimals = catalog.indicator(indicator).decimals + 1
    figure = page.computed(row["value"], str(row["unit"]), decimals, "trend", row["cells"],
                           listed=False)  # fmt: skip
    slope = page.inline(
        replace(figure, printed=numbers.signed(row["value"], decimals, page.language))
    )
    low, high = (numbers.signed(row[end], decimals, page.language) for end in ("lower", "upper"))
    limits = replace(
        slope,
        printed=page.say("range.signed", low=low, high=high),
        value=None,
        lower=float(row["lower"]),
        upper=float(row["upper"]),
        measure="trend_interval",
    )
    confidence = confidence_text(page, float(row["confidence"]))
    return {"slope": slope, "limits": limits, "confidence": confidence}
