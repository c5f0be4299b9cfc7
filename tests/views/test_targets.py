"""Results beside targets: what a printed result settles, and what it leaves open."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnhealth.views import Panel
from vnhealth.views.targets import outcome, target_rows

NAN = float("nan")
HIGHER, LOWER, NEITHER = "full_immunisation_coverage", "infant_mortality", "population"


def figure(indicator: str, text: str, qualifier: str = "", year: int = 2024) -> pd.Series:
    """Return a figure as a row of points; "> 93", "4-5", "~ 90" and "12" are read."""
    signs = {">=": "ge", "<=": "le", ">": "gt", "<": "lt", "~": "approx"}
    row: dict[str, Any] = {"comparator": "eq", "value": NAN, "lower": NAN, "upper": NAN}
    head, _, rest = text.rpartition(" ")
    if "-" in rest:
        lower, upper = rest.split("-")
        row.update(comparator="range", lower=float(lower), upper=float(upper))
    else:
        row.update(comparator=signs.get(head, "eq"), value=float(rest))
    return pd.Series({**row, "indicator": indicator, "qualifier": qualifier, "year": year})


@pytest.mark.parametrize(
    ("result", "target", "expected"),
    [
        # a plain result against each way a target is printed; higher is better
        ("95", "95", "met"),
        ("94.9", "95", "not_met"),
        ("95.1", "95", "met"),
        ("95", "> 95", "not_met"),
        ("95.1", "> 95", "met"),
        ("95", ">= 95", "met"),
        ("95", "< 95", "not_met"),
        ("95", "<= 95", "met"),
        ("4", "4-5", "met"),
        ("3.9", "4-5", "not_met"),
        ("6", "4-5", "met"),
        # an open result settles only what all of it settles
        ("> 93", "95", "undetermined"),
        ("> 93", "90", "met"),
        ("> 93", "> 93", "met"),
        (">= 93", "> 93", "undetermined"),
        (">= 93", "93", "met"),
        ("> 93", "< 93", "not_met"),
        ("< 93", "95", "not_met"),
        ("< 95", "95", "not_met"),
        ("<= 95", "95", "undetermined"),
        ("< 97", "95", "undetermined"),
        # a printed range
        ("65-90", "60", "met"),
        ("65-90", "80", "undetermined"),
        ("65-90", "95", "not_met"),
        ("65-90", "65-90", "met"),
        # about: 5 % on either side, of a result as of a target (thresholds.ABOUT_SHARE)
        ("~ 96", "95", "undetermined"),  # 91.2 to 100.8
        ("~ 100.1", "95", "met"),  # from 95.095
        ("~ 90", "95", "not_met"),  # to 94.5
        ("96", "~ 95", "met"),
        ("90.25", "~ 95", "met"),  # 0.95 · 95
        ("90.2", "~ 95", "not_met"),
        ("> 90", "~ 95", "undetermined"),
    ],
)
def test_where_higher_is_better(result: str, target: str, expected: str) -> None:
    assert outcome(figure(HIGHER, result), figure(HIGHER, target)) == expected


@pytest.mark.parametrize(
    ("result", "target", "expected"),
    [
        ("13", "13", "met"),
        ("13.1", "13", "not_met"),
        ("28.2", "<= 13", "not_met"),
        ("13", "< 13", "not_met"),
        ("0.1", "12.5", "met"),
        ("0", "12.5", "undetermined"),  # no case in a year is not a risk of zero
        ("13.6", "~ 13", "met"),  # to 13.65
        ("13.7", "~ 13", "not_met"),
        ("< 13", "13", "met"),
        ("< 13", "< 13", "met"),
        ("< 19", "13", "undetermined"),
        ("> 13", "13", "not_met"),
        ("> 10", "13", "undetermined"),
        ("14", "10-13", "not_met"),
        ("13", "10-13", "met"),
        ("9", "10-13", "met"),
    ],
)
def test_where_lower_is_better(result: str, target: str, expected: str) -> None:
    assert outcome(figure(LOWER, result), figure(LOWER, target)) == expected


@pytest.mark.parametrize(
    ("result", "target", "expected"),
    [
        ("100", "100", "met"),
        ("101", "100", "not_met"),
        ("5", "4-6", "met"),
        ("7", "4-6", "not_met"),
        ("1-9", "5", "undetermined"),
        ("> 3", "5", "undetermined"),
    ],
)
def test_where_neither_is_better_the_target_is_the_figure_itself(
    result: str, target: str, expected: str
) -> None:
    assert outcome(figure(NEITHER, result), figure(NEITHER, target)) == expected


@pytest.mark.parametrize(
    ("births", "expected"),
    [
        (290, "undetermined"),  # 1000 · 3.6889 / 290 = 12.72 ‰ may still be
        (296, "met"),  # 1000 · 3.6889 / 296 = 12.46 ‰ at most
    ],
)
def test_no_case_among_many_births_meets_a_target_that_its_upper_limit_meets(
    births: int, expected: str
) -> None:
    result = figure(LOWER, "0")
    result["denominator"] = float(births)
    assert outcome(result, figure(LOWER, "12.5")) == expected


def test_without_a_result_nothing_is_known() -> None:
    assert outcome(None, figure(HIGHER, "95")) == "unknown"


@pytest.mark.parametrize(
    ("of_result", "of_target", "expected"),
    [
        ("10 vắc xin", "12 vắc xin", "undetermined"),
        ("12 vắc xin", "12 vắc xin", "met"),
        ("", "12 vắc xin", "undetermined"),  # how many vaccines the result is for isn't printed
        ("10 vắc xin", "", "undetermined"),
        ("mục II.2.b", "", "met"),  # only where in the document the figure stands again
        ("", "mục III.3", "met"),
    ],
)
def test_figures_of_different_scope_are_not_compared(
    of_result: str, of_target: str, expected: str
) -> None:
    result, target = figure(HIGHER, "98", of_result), figure(HIGHER, "95", of_target)
    assert outcome(result, target) == expected


@settings(deadline=None)
@given(
    value=st.floats(0, 100, allow_nan=False).map(lambda x: round(x, 1)),
    goal=st.floats(0, 100, allow_nan=False).map(lambda x: round(x, 1)),
    sign=st.sampled_from(["", "> ", ">= ", "< ", "<= "]),
)
def test_a_plain_result_is_always_settled_and_an_open_one_never_contradicts_it(
    value: float, goal: float, sign: str
) -> None:
    target = figure(HIGHER, f"{sign}{goal}")
    plain = outcome(figure(HIGHER, str(value)), target)
    assert plain in ("met", "not_met")
    for open_sign in (">= ", "<= "):
        assert outcome(figure(HIGHER, f"{open_sign}{value}"), target) in (plain, "undetermined")


# the shipped targets -----------------------------------------------------------------------------


def row_of(panel: Panel, place: str, indicator: str) -> Any:
    rows = target_rows(panel, place, [indicator], 2024)
    assert len(rows) == 1
    return rows[0]


def test_cao_bang_city_s_immunisation_is_for_ten_vaccines_its_target_for_twelve(
    panel: Panel,
) -> None:
    row = row_of(panel, "63-04-040", "full_immunisation_coverage")
    assert (row.result["comparator"], row.result["value"]) == ("gt", 93)
    assert row.result["qualifier"] == "10 vắc xin"
    assert [(t["year"], t["value"], t["qualifier"]) for t in row.own] == [
        (2025, 95, "12 vắc xin"),
        (2030, 95, "14 vắc xin"),
    ]
    assert {outcome(row.result, t) for t in (*row.own, *row.national)} == {"undetermined"}


def test_lao_cai_s_result_of_2023_equals_its_target_for_2024(panel: Panel) -> None:
    row = row_of(panel, "63-10", "doctors_per_10k")
    assert (row.result["year"], row.result["value"]) == (2023, 14.5)
    [own] = row.own  # printed twice in the plan: one target
    assert (own["year"], own["value"]) == (2024, 14.5)
    assert outcome(row.result, own) == "met"


def test_national_targets_are_those_of_the_year_and_later_earliest_first(panel: Panel) -> None:
    row = row_of(panel, "63-10", "health_insurance_coverage")
    assert row.result is None
    assert [t["year"] for t in row.national] == [2025, 2026, 2030, 2030]
    later = target_rows(panel, "63-10", ["doctors_per_10k"], 2026)[0]
    assert [t["year"] for t in later.national] == [2030]
    assert later.own == ()


def test_a_place_with_neither_result_nor_target_has_no_row(panel: Panel) -> None:
    assert target_rows(panel, "63-22", ["stunting_under5"], 2024) == []


def test_rows_keep_the_order_that_was_asked_for(panel: Panel) -> None:
    wanted = ["beds_per_10k", "doctors_per_10k", "nurses_per_10k"]
    assert [row.indicator for row in target_rows(panel, "63-04-040", wanted, 2024)] == wanted


@pytest.mark.parametrize(
    ("indicator", "year", "expected"),
    [
        ("doctors_per_10k", 2025, "not_met"),  # 8 against 10
        ("stations_ncd_share", 2030, "met"),  # 100 against 100
        ("satisfaction", 2025, "met"),  # 83,3 against > 80
        ("satisfaction", 2030, "not_met"),  # 83,3 against > 90
        ("managed_population_share", 2025, "undetermined"),  # recorded, not yet managed
        ("health_insurance_coverage", 2025, "not_met"),  # 86,5 against 95
        ("stunting_under5", 2030, "met"),  # 11,47 against < 15
    ],
)
def test_cao_bang_city_against_its_own_targets(
    panel: Panel, indicator: str, year: int, expected: str
) -> None:
    row = row_of(panel, "63-04-040", indicator)
    [target] = [t for t in row.own if t["year"] == year]
    assert outcome(row.result, target) == expected
