"""Rates standardised for age, and life expectancy."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from vnhealth.errors import DataError
from vnhealth.measures.counts import byar_limits
from vnhealth.measures.life_tables import LifeTable, life_expectancy
from vnhealth.measures.proportions import normal_quantile
from vnhealth.measures.result import Interval
from vnhealth.measures.standardised import (
    Bands,
    directly_standardised_rate,
    expected_events,
    indirectly_standardised_rate,
    indirectly_standardised_ratio,
)

BANDS = Bands(["place"])


def table(events, population=(1000, 2000, 500), standard=(5, 3, 2), place="a"):
    return pd.DataFrame(
        {"place": place, "events": events, "population": population, "standard": standard}
    )


def test_a_direct_rate_is_the_weighted_sum_with_dobsons_limits():
    row = directly_standardised_rate(table([5, 8, 12]), BANDS).iloc[0]
    rates = [5 / 1000, 8 / 2000, 12 / 500]
    value = (5 * rates[0] + 3 * rates[1] + 2 * rates[2]) / 10
    variance = (25 * 5 / 1000**2 + 9 * 8 / 2000**2 + 4 * 12 / 500**2) / 100
    lower, upper = (limit[0] for limit in byar_limits(25))
    assert row["value"] == pytest.approx(value * 1e5, rel=1e-12)
    assert row["lower"] == pytest.approx((value + (variance / 25) ** 0.5 * (lower - 25)) * 1e5)
    assert row["upper"] == pytest.approx((value + (variance / 25) ** 0.5 * (upper - 25)) * 1e5)


def test_a_direct_rate_with_one_common_rate_is_that_rate():
    row = directly_standardised_rate(table([10, 20, 5]), BANDS, Interval(multiplier=100)).iloc[0]
    assert row["value"] == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("events", "reliability"), [([3, 3, 3], "suppressed"), ([4, 3, 3], "reliable")]
)
def test_a_direct_rate_of_fewer_than_ten_events_is_suppressed(events, reliability):
    row = directly_standardised_rate(table(events), BANDS).iloc[0]
    assert row["reliability"] == reliability
    assert pd.isna(row["value"]) == (reliability == "suppressed")


def test_a_band_without_its_events_is_missing_not_zero():
    row = directly_standardised_rate(table([50, np.nan, 30]), BANDS).iloc[0]
    assert pd.isna(row["value"])
    assert row["reliability"] == "missing"


def test_two_groups_with_two_standards_are_refused():
    frame = pd.concat([table([9, 9, 9]), table([9, 9, 9], standard=(1, 1, 1), place="b")])
    with pytest.raises(DataError, match=r"Dân số chuẩn|standard population"):
        directly_standardised_rate(frame.reset_index(drop=True), BANDS)


def test_an_indirect_ratio_divides_the_limits_of_the_observed():
    expected = expected_events([1000, 2000], [10, 30], [1000, 1000])
    assert expected == pytest.approx(10 + 60)
    row = indirectly_standardised_ratio(65, expected).iloc[0]
    assert row["value"] == pytest.approx(65 / 70)
    assert row["lower"] == pytest.approx(50.163187710459454 / 70, rel=1e-12)
    rates = indirectly_standardised_rate(65, expected, 40 / 2000).iloc[0]
    assert rates["value"] == pytest.approx(65 / 70 * 0.02 * 1e5)
    assert rates["upper"] == pytest.approx(82.84913854593984 / 70 * 0.02 * 1e5)


def test_nothing_expected_is_missing():
    assert indirectly_standardised_ratio(3, 0)["reliability"].tolist() == ["no_denominator"]


AGES = [0, 1, *range(5, 95, 5)]
PEOPLE = [7060, 35059, 46974, 48489, 43219, 38561, 46009, 57208, 61435, 55601,
          50209, 56416, 46411, 39820, 37978, 37039, 33288, 23306, 11936, 11936]  # fmt: skip
DEATHS = [17, 9, 4, 8, 20, 15, 24, 33, 50, 71, 100, 163, 263, 304, 536, 872, 1390, 1605, 1936, 1937]
# life expectancy and 95 % limits at 0, 25 and 90 in the published UK method library's tests
PUBLISHED = {
    0: (80.16960813, 79.88268548, 80.45653078),
    25: (55.78835987, 55.53801579, 56.03870395),
    90: (6.16210635, 5.887683386, 6.436529314),
}


def ages(**changes):
    return pd.DataFrame({"age": AGES, "deaths": DEATHS, "population": PEOPLE}).assign(**changes)


@pytest.mark.parametrize("age", PUBLISHED)
def test_life_expectancy_and_its_limits_are_the_published_ones(age):
    row = life_expectancy(ages()).xs(age, level="age").iloc[0]
    value, lower, upper = PUBLISHED[age]
    assert row["value"] == pytest.approx(value, abs=5e-9)
    # the workbook rounds z to 1.96; ours is 1.959964
    stretch = 1.96 / normal_quantile(0.95)
    assert value - (value - row["lower"]) * stretch == pytest.approx(lower, abs=2e-8)
    assert value + (row["upper"] - value) * stretch == pytest.approx(upper, abs=2e-8)


def test_the_order_of_the_rows_does_not_matter_and_groups_stand_apart():
    two = pd.concat([ages(place="b"), ages(place="a").iloc[::-1]])
    result = life_expectancy(two, LifeTable(["place"]))
    assert result.loc[("a", 0), "value"] == pytest.approx(result.loc[("b", 0), "value"])
    assert result.index.names == ["place", "age"]


def test_a_band_without_deaths_does_no_harm_but_the_last_must_have_one():
    deaths = [*DEATHS]
    deaths[2] = 0
    assert life_expectancy(ages(deaths=deaths))["value"].notna().all()
    deaths[-1] = 0
    refused = life_expectancy(ages(deaths=deaths))
    assert refused["value"].isna().all()
    assert set(refused["reliability"]) == {"undefined"}


@pytest.mark.parametrize(
    ("people", "reliability"),
    [
        ([200] * 20, "suppressed"),
        ([0, *PEOPLE[1:]], "undefined"),
        ([np.nan, *PEOPLE[1:]], "missing"),
    ],
)
def test_what_cannot_be_told_is_missing_with_its_reason(people, reliability):
    deaths = [1] * 20 if reliability == "suppressed" else DEATHS
    result = life_expectancy(ages(population=people, deaths=deaths))
    assert result["value"].isna().all()
    assert set(result["reliability"]) == {reliability}


def test_five_thousand_person_years_are_enough_and_one_less_is_not():
    enough = life_expectancy(ages(population=[250] * 20, deaths=[2] * 20))
    assert "suppressed" not in set(enough["reliability"])
    short = life_expectancy(ages(population=[249, *[250] * 19], deaths=[2] * 20))
    assert set(short["reliability"]) == {"suppressed"}


def test_an_interval_wider_than_twenty_years_is_suppressed():
    frame = pd.DataFrame({"age": [0, 1], "deaths": [10, 1], "population": [3000, 3000]})
    assert set(life_expectancy(frame)["reliability"]) == {"wide_interval"}


def test_ages_that_do_not_start_at_zero_are_refused():
    with pytest.raises(DataError, match=r"bắt đầu từ 0|start at 0"):
        life_expectancy(ages().iloc[1:])


def test_fewer_deaths_mean_a_longer_life():
    better = life_expectancy(ages(deaths=[death * 0.9 for death in DEATHS]))
    assert (better["value"].to_numpy() > life_expectancy(ages())["value"].to_numpy()).all()


def test_a_simulated_life_table_lies_within_its_limits_19_times_in_20():
    generator = np.random.default_rng(3)
    truth = life_expectancy(ages())["value"].iloc[0]
    held = 0
    for _ in range(200):
        row = life_expectancy(ages(deaths=generator.poisson(DEATHS))).iloc[0]
        held += row["lower"] <= truth <= row["upper"]
    assert held / 200 == pytest.approx(0.95, abs=0.04)
