"""Benchmarks, peers, funnels and quantile groups."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from vnhealth.errors import DataError, UsageError
from vnhealth.measures.benchmarks import (
    against_benchmark,
    rank,
    spread_of_peers,
    value_of_the_others,
)
from vnhealth.measures.funnels import Funnel, funnel_class, funnel_limits, significant_expected
from vnhealth.measures.proportions import proportion
from vnhealth.measures.quantiles import quantile_group
from vnhealth.measures.result import JUDGEMENT_COLUMNS, result_frame

RATE = Funnel("rate", 100_000, "per_100k")


def results(lower, upper):
    return result_frame(
        pd.RangeIndex(1), value=10, lower=lower, upper=upper, confidence=0.95, method="",
        statistic="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lower", "upper", "outcome", "when_higher", "when_lower"),
    [
        (9, 11, "higher", "better", "worse"),
        (5, 7.9, "lower", "worse", "better"),
        (5, 8, "similar", "similar", "similar"),
        (8, 11, "similar", "similar", "similar"),
        (np.nan, np.nan, "not_compared", "not_compared", "not_compared"),
    ],
)
def test_only_an_interval_wholly_beyond_the_benchmark_differs(
    lower, upper, outcome, when_higher, when_lower
):
    judged = against_benchmark(results(lower, upper), 8, "higher")
    assert tuple(judged.columns) == JUDGEMENT_COLUMNS
    assert judged["outcome"].tolist() == [outcome]
    assert judged["reading"].tolist() == [when_higher]
    assert against_benchmark(results(lower, upper), 8, "lower")["reading"].tolist() == [when_lower]
    assert against_benchmark(results(lower, upper), 8)["reading"].tolist() == [outcome]


def test_a_missing_benchmark_is_not_compared():
    assert against_benchmark(results(1, 2), np.nan)["outcome"].tolist() == ["not_compared"]


def test_an_unknown_direction_is_refused_with_the_allowed_ones():
    with pytest.raises(UsageError, match="higher, lower, none"):
        against_benchmark(results(1, 2), 8, "up")


def test_the_others_are_pooled_not_averaged():
    x, n = pd.Series([1.0, 30, np.nan]), pd.Series([10.0, 100, 50])
    assert value_of_the_others(x, n).tolist() == [30 / 100, 1 / 10, 31 / 110]


def test_one_place_has_no_others_and_no_spread_of_its_own():
    assert value_of_the_others(pd.Series([1.0]), pd.Series([10.0])).isna().all()
    assert spread_of_peers([5.0, np.nan]).tolist() == [5.0] * 5
    assert spread_of_peers([np.nan]).isna().all()


def test_equal_places_share_the_better_rank():
    assert rank(pd.Series([1.0, 2, 2, 3]), "lower").tolist() == [1, 2, 2, 4]


def test_funnel_limits_of_a_proportion_are_those_of_the_normal():
    limits = funnel_limits([400], 0.2)
    error = (0.2 * 0.8 / 400) ** 0.5
    for level, tail in ((0.95, 0.975), (0.998, 0.999)):
        z = stats.norm.ppf(tail)
        assert limits.loc[(400, level), "lower"] == pytest.approx(100 * (0.2 - z * error))
        assert limits.loc[(400, level), "upper"] == pytest.approx(100 * (0.2 + z * error))


@pytest.mark.parametrize("multiplier", [1, 100, 1000])
def test_funnel_limits_are_clipped_at_one_times_the_multiplier(multiplier):
    limits = funnel_limits([2], 0.9, Funnel(multiplier=multiplier))
    assert limits["upper"].tolist() == [multiplier, multiplier]
    assert (funnel_limits([2], 0.1, Funnel(multiplier=multiplier))["lower"] == 0).all()


def test_expected_counts_are_those_of_the_published_poisson_funnel():
    # 200 observed, 2.5 %: 173.24086; 500 observed, 0.1 %: 573.02748 (published to 1e-4 here)
    assert significant_expected(200)["lower"].iloc[0] == pytest.approx(173.24086, abs=1e-4)
    upper = significant_expected(500, 0.998)["upper"].iloc[0]
    assert upper == pytest.approx(573.02748, abs=2e-4)


def test_funnel_limits_of_a_rate_are_where_the_exact_test_is_just_significant():
    limits = funnel_limits([10_000.0], 0.01, RATE).loc[(10_000.0, 0.95)]
    high, low = limits["upper"] / 10, limits["lower"] / 10  # events at 100 expected
    assert stats.gamma.cdf(100, high) == pytest.approx(0.025, rel=1e-9)
    assert stats.gamma.sf(100, low + 1) == pytest.approx(0.025, rel=1e-9)


def test_funnel_limits_narrow_as_the_population_grows():
    for funnel in (Funnel(), RATE):
        limits = funnel_limits([200, 1000, 5000, 25_000], 0.05, funnel)
        inner = limits.xs(0.95, level="confidence")
        outer = limits.xs(0.998, level="confidence")
        assert (np.diff(inner["upper"] - inner["lower"]) < 0).all()
        assert (outer["upper"] > inner["upper"]).all()


@pytest.mark.parametrize(
    ("observed", "outcome"),
    [
        (50, "lower_99_8"),
        (78, "lower_95"),
        (100, "similar"),
        (122, "higher_95"),
        (150, "higher_99_8"),
    ],
)
def test_a_place_is_classed_by_the_exact_poisson_test(observed, outcome):
    judged = funnel_class([observed], [100], Funnel("ratio", 1, "ratio", "lower")).iloc[0]
    assert judged["outcome"] == outcome
    tail = min(stats.poisson.sf(observed - 1, 100), stats.poisson.cdf(observed, 100))
    assert (tail < 0.025) == (outcome != "similar")
    assert (tail < 0.001) == outcome.endswith("99_8")
    assert judged["reading"] == {"h": "worse", "l": "better", "s": "similar"}[outcome[0]]


def test_the_class_of_a_rate_agrees_with_its_limits():
    x, n = np.array([30.0, 50, 75, 100]), np.full(4, 5000.0)
    judged = funnel_class(x, n, RATE, average=0.01)
    assert judged["outcome"].tolist() == ["lower_95", "similar", "higher_99_8", "higher_99_8"]
    beyond = (judged["value"] > judged["upper"]) | (judged["value"] < judged["lower"])
    assert (beyond == judged["outcome"].ne("similar")).all()


def test_a_place_without_people_is_not_compared_and_does_not_move_the_average():
    judged = funnel_class([10, 5, np.nan], [100, 0, 100])
    assert judged["outcome"].tolist() == ["similar", "not_compared", "not_compared"]
    assert judged["value"].iloc[0] == 10
    with pytest.raises(DataError):
        funnel_class([3], [2])


def test_quantile_groups_follow_the_published_formula():
    # n = 10, Q = 4: ceil((11 − rank)/2.5) is 4 4 4 3 3 2 2 2 1 1, and q = 5 less that
    assert quantile_group(pd.Series(range(10)), 4).tolist() == [1, 1, 1, 2, 2, 3, 3, 3, 4, 4]


@pytest.mark.parametrize(("places", "groups"), [(63, 5), (34, 5), (63, 4), (10, 10)])
def test_quantile_groups_are_as_even_as_they_can_be(places, groups):
    sizes = quantile_group(pd.Series(range(places)), groups).value_counts()
    assert len(sizes) == groups
    assert sizes.max() - sizes.min() <= 1


def test_ties_take_the_lowest_rank_and_missing_places_no_group():
    values = pd.Series([1.0, 1, 1, 4, None])
    assert quantile_group(values, 2).tolist()[:4] == [1, 1, 1, 2]
    assert pd.isna(quantile_group(values, 2).iloc[4])


def test_all_equal_places_fall_into_the_first_group():
    assert set(quantile_group(pd.Series([7.0] * 10), 5)) == {1}


def test_fewer_places_than_groups_have_no_groups():
    assert quantile_group(pd.Series([1.0, 2, 3, 4]), 5).isna().all()


def test_the_highest_values_may_come_first():
    values = pd.Series([1.0, 2, 3, 4])
    assert quantile_group(values, 4, "highest").tolist() == [4, 3, 2, 1]


def test_judging_is_symmetric_under_direction():
    levels = proportion([10, 50, 90], [100, 100, 100])
    up = against_benchmark(levels, 50, "higher")["reading"].tolist()
    down = against_benchmark(levels, 50, "lower")["reading"].tolist()
    swap = {"better": "worse", "worse": "better"}
    assert down == [swap.get(word, word) for word in up]
