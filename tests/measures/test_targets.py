"""Attainment, pace, required change and what is still missing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from vnhealth.errors import UsageError
from vnhealth.measures.pace import COLUMNS, Pace, pace, required_change, required_growth
from vnhealth.measures.result import JUDGEMENT_COLUMNS, result_frame
from vnhealth.measures.shortfalls import Shortfall, money_missing, shortfall
from vnhealth.measures.targets import Attainment, attainment, attainment_percent


def judged(value, comparator, target, direction="none", *, limits=(np.nan, np.nan), ends=()):
    results = result_frame(
        pd.RangeIndex(1), value=value, lower=limits[0], upper=limits[1], confidence=0.95,
        method="", statistic="",
    )  # fmt: skip
    targets = pd.DataFrame({"comparator": [comparator], "value": [target]})
    if ends:
        targets = targets.assign(lower=ends[0], upper=ends[1])
    frame = attainment(results, targets, Attainment(direction))
    assert tuple(frame.columns) == JUDGEMENT_COLUMNS
    return frame["outcome"].iloc[0]


@pytest.mark.parametrize(
    ("value", "comparator", "target", "outcome"),
    [
        (24.39, "lt", 24.40, "met"),
        (24.40, "lt", 24.40, "not_met"),
        (24.40, "le", 24.40, "met"),
        (24.41, "le", 24.40, "not_met"),
        (95.0, "gt", 95.0, "not_met"),
        (95.1, "gt", 95.0, "met"),
        (95.0, "ge", 95.0, "met"),
        (94.9, "ge", 95.0, "not_met"),
        (14.5, "eq", 14.5, "met"),
        (14.6, "eq", 14.5, "not_met"),
        (0.1 + 0.2, "eq", 0.3, "met"),
        (96.0, "approx", 100, "met"),
        (94.0, "approx", 100, "not_met"),
        (106.0, "approx", 100, "not_met"),
        (np.nan, "ge", 95, "not_compared"),
        (95, "ge", np.nan, "not_compared"),
        (0.0, "le", 0.0, "met"),
    ],
)
def test_each_comparator_says_when_a_target_is_met(value, comparator, target, outcome):
    assert judged(value, comparator, target) == outcome


@pytest.mark.parametrize(
    ("direction", "below", "beyond"),
    [("higher", "not_met", "met"), ("lower", "met", "not_met"), ("none", "not_met", "not_met")],
)
@pytest.mark.parametrize(("comparator", "ends"), [("eq", ()), ("range", (10, 10)), ("approx", ())])
def test_a_plain_target_is_a_floor_or_a_ceiling_by_direction(
    comparator, ends, direction, below, beyond
):
    assert judged(8, comparator, 10, direction, ends=ends) == below
    assert judged(12, comparator, 10, direction, ends=ends) == beyond
    assert judged(10, comparator, 10, direction, ends=ends) == "met"


def test_a_range_is_met_inside_and_at_its_ends():
    for value, outcome in (
        (1.9, "not_met"),
        (2, "met"),
        (2.5, "met"),
        (3, "met"),
        (3.1, "not_met"),
    ):
        assert judged(value, "range", 2.5, ends=(2, 3)) == outcome


@pytest.mark.parametrize(
    ("limits", "outcome"),
    [
        ((90, 94), "not_met"),
        ((94, 96), "undetermined"),
        ((95, 97), "met"),
        ((90, 95), "undetermined"),
    ],
)
def test_an_interval_that_straddles_the_target_is_undetermined(limits, outcome):
    assert judged(sum(limits) / 2, "ge", 95, limits=limits) == outcome


def test_the_ends_of_an_interval_count_strictly_for_a_strict_target():
    assert judged(24, "lt", 24.4, limits=(23, 24.4)) == "undetermined"
    assert judged(25, "lt", 24.4, limits=(24.4, 26)) == "not_met"


def test_an_unknown_comparator_is_refused():
    with pytest.raises(UsageError, match="approx"):
        judged(1, "about", 1)


def test_attainment_of_a_target_of_zero_has_no_percentage():
    assert attainment_percent([5, 5], [10, 0])["reliability"].tolist() == ["reliable", "undefined"]


def paced(*numbers, bands="un", direction="none", **more):
    row = pd.DataFrame([numbers], columns=list(COLUMNS)).assign(**more)
    return pace(row, Pace(bands, direction)).iloc[0]


def test_the_published_paces():
    row = paced(2015, 80, 2023, 88, 2030, 95)
    observed, required = (88 / 80) ** (1 / 8) - 1, (95 / 80) ** (1 / 15) - 1
    assert observed == pytest.approx(0.01198502, abs=5e-9)
    assert required == pytest.approx(0.01152256, abs=5e-9)
    assert row["value"] == pytest.approx(1.040135, abs=5e-7)
    assert row["outcome"] == "on_track"
    assert paced(2015, 80, 2023, 88, 2030, 95, bands="eurostat")["outcome"] == "on_track"
    slow = paced(2015, 80, 2023, 84, 2030, 95)
    assert slow["value"] == pytest.approx(0.530907, abs=5e-7)
    assert slow["outcome"] == "acceleration_needed"
    assert paced(2015, 80, 2023, 84, 2030, 95, bands="eurostat")["outcome"] == "little_progress"
    assert paced(2020, 24.4, 2024, 22.8, 2030, 20)["value"] == pytest.approx(0.853928, abs=5e-7)


def test_the_band_set_is_named_with_the_result():
    assert paced(2015, 80, 2023, 88, 2030, 95)["method"] == "growth pace, un bands"


@pytest.mark.parametrize(
    ("numbers", "direction", "outcome"),
    [
        ((2020, 96, 2024, 97, 2030, 95), "higher", "already_met_when_set"),
        ((2020, 95, 2024, 97, 2030, 95), "none", "already_met_when_set"),
        ((2020, 80, 2024, 96, 2030, 95), "higher", "met"),
        ((2020, 80, 2030, 90, 2030, 95), "higher", "not_met_in_time"),
        ((2020, 8, 2024, 4, 2030, 0), "lower", "target_zero"),
        ((2020, 0, 2024, 4, 2030, 10), "higher", "base_zero"),
        ((2020, -2, 2024, 1, 2030, 10), "higher", "opposite_signs"),
        ((2024, 80, 2024, 80, 2030, 95), "higher", "no_time_passed"),
        ((2020, np.nan, 2024, 80, 2030, 95), "higher", "not_compared"),
        ((2020, 80, 2024, 80, 2020, 95), "higher", "not_compared"),
        ((2020, 80, 2024, 70, 2030, 95), "higher", "moving_away"),
        ((2020, 80, 2024, 80, 2030, 95), "higher", "little_or_no_progress"),
    ],
)
def test_each_special_case_has_its_own_answer(numbers, direction, outcome):
    assert paced(*numbers, direction=direction)["outcome"] == outcome


def test_a_target_of_zero_is_paced_in_plain_units():
    row = paced(2020, 10, 2025, 5, 2030, 0)
    assert (row["value"], row["reading"]) == (1.0, "on_track")  # half the way in half the time
    assert row["method"].startswith("linear pace")


def test_an_inequality_is_paced_to_its_boundary_and_strict_about_being_met():
    row = paced(2020, 80, 2024, 95, 2030, 95, comparator="gt")
    assert (row["outcome"], row["reliability"]) == ("on_track", "boundary")
    assert paced(2020, 80, 2024, 95, 2030, 95, comparator="ge")["outcome"] == "met"


def test_pace_does_not_change_with_the_unit():
    one = paced(2015, 80, 2023, 84, 2030, 95)["value"]
    assert paced(2015, 8, 2023, 8.4, 2030, 9.5)["value"] == pytest.approx(one)


@pytest.mark.parametrize("edge", [0.95, 0.5, -0.1])
def test_each_band_begins_at_its_limit(edge):
    # linear pace from 0 to 100 in 10 years, after 1 year: R = value/10
    at = paced(2020, 0, 2021, edge * 10, 2030, 100)["reading"]
    under = paced(2020, 0, 2021, edge * 10 - 1e-6, 2030, 100)["reading"]
    assert at != under


def test_required_change_and_growth_lead_to_the_target():
    change = required_change(14.5, 2024, 17.5, 2030)["value"].iloc[0]
    assert 14.5 + 6 * change == pytest.approx(17.5)
    growth = required_growth(14.5, 2024, 17.5, 2030)["value"].iloc[0]
    assert 14.5 * (1 + growth / 100) ** 6 == pytest.approx(17.5)


def test_a_target_year_that_is_not_ahead_has_no_required_change():
    assert required_change(1, 2030, 2, 2030)["reliability"].tolist() == ["undefined"]
    assert required_growth(0, 2024, 2, 2030)["reliability"].tolist() == ["undefined"]


def test_what_is_missing_is_whole_people_never_negative():
    result = shortfall([888, 1300, 0, 5], [15, 15, 15, 15], [800_000, 800_000, 0, np.nan])
    assert result["value"].tolist()[:2] == [312, 0]
    assert result["reliability"].tolist() == ["reliable", "reliable", "missing", "missing"]
    assert shortfall(0, 1, 10_001)["value"].iloc[0] == 2


def test_variants_of_the_projection_become_the_limits():
    row = shortfall(888, 15, 800_000, population_low=780_000, population_high=820_000).iloc[0]
    assert (row["lower"], row["upper"]) == (15 * 78 - 888, 15 * 82 - 888)


def test_money_is_not_rounded_to_whole_units():
    assert money_missing(1.0, 0.5, 3)["value"].iloc[0] == 0.5
    assert shortfall(1, 0.5, 3, Shortfall(1, whole=True))["value"].iloc[0] == 1
