"""Proportions, counts, rates, means and their recomputation in groups."""

from __future__ import annotations

import time

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from vnhealth.errors import DataError, UsageError
from vnhealth.measures.counts import count, exact_limits, poisson_limits
from vnhealth.measures.grouped import Grouping, grouped
from vnhealth.measures.means import mean, mean_of_summary
from vnhealth.measures.proportions import proportion, wilson_limits
from vnhealth.measures.rates import rate
from vnhealth.measures.result import RESULT_COLUMNS, Interval

FULL = 1e-12
PER_100K = Interval(multiplier=100_000, unit="per_100k")

# The UK public-health method library's workbooks, as printed in the project's reference page.
COUNTS = [
    (65, 0.95, 50.163187710459454, 82.84913854593984),
    (65, 0.998, 42.8802614714802, 94.00029084431802),
    (1045, 0.95, 982.5932018073325, 1110.33121298565),
    (1045, 0.998, 947.9407035610374, 1148.806160988033),
]
PROPORTIONS = [
    (65, 100, 0.95, 0.5525444329688797, 0.7363575175690247),
    (65, 100, 0.998, 0.4954946574070431, 0.7783540614089697),
    (1, 100, 0.95, 0.0017674320641406511, 0.054486196178705294),
    (1, 100, 0.998, 0.000873065697299977, 0.1045544528370582),
]
RATES = [
    (1, 100, 0.95, 25.317807984289896, 5571.643390938898),
    (1, 100, 0.998, 1.0005003335835343, 9233.413476451586),
    (5, 100, 0.95, 1623.4863901184199, 11668.332079322669),
    (5, 100, 0.998, 739.3717319178389, 16454.745203680104),
    (20, 100, 0.95, 12211.428834875936, 30889.880369197064),
    (20, 100, 0.998, 8922.802365144193, 38085.03562504191),
    (222, 3215, 0.95, 6026.574877652674, 7875.729370871851),
    (222, 3215, 0.998, 5560.737695259853, 8461.04668173341),
]


@pytest.mark.parametrize(("x", "level", "lower", "upper"), COUNTS)
def test_a_count_has_the_published_limits(x, level, lower, upper):
    row = count(x, Interval(level)).iloc[0]
    assert row["lower"] == pytest.approx(lower, rel=FULL)
    assert row["upper"] == pytest.approx(upper, rel=FULL)
    assert row["method"] == "Byar"


@pytest.mark.parametrize(("x", "n", "level", "lower", "upper"), PROPORTIONS)
def test_a_proportion_has_the_published_limits(x, n, level, lower, upper):
    row = proportion(x, n, Interval(level)).iloc[0]
    assert row["lower"] == pytest.approx(lower, rel=FULL)
    assert row["upper"] == pytest.approx(upper, rel=FULL)


@pytest.mark.parametrize(("x", "n", "level", "lower", "upper"), RATES)
def test_a_rate_has_the_published_limits(x, n, level, lower, upper):
    row = rate(x, n, Interval(level, 100_000)).iloc[0]
    assert row["lower"] == pytest.approx(lower, rel=FULL)
    assert row["upper"] == pytest.approx(upper, rel=FULL)
    assert row["method"] == ("exact Poisson" if x < 10 else "Byar")


def test_a_group_has_the_published_limits_of_its_sums():
    parts = pd.DataFrame({"g": "g", "numerator": [1, 1], "denominator": [100, 100]})
    rates = grouped(parts, Grouping(["g"]), PER_100K).iloc[0]
    assert rates["value"] == pytest.approx(1000)
    assert rates["lower"] == pytest.approx(121.10463927198258, rel=FULL)
    assert rates["upper"] == pytest.approx(3612.3438338619794, rel=FULL)
    shares = grouped(parts, Grouping(["g"], "proportion"), Interval()).iloc[0]
    assert shares["value"] == pytest.approx(0.01)
    assert shares["lower"] == pytest.approx(0.002746658133544438, rel=FULL)
    assert shares["upper"] == pytest.approx(0.035721761716176796, rel=FULL)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99, 0.998])
def test_wilson_agrees_with_statsmodels(level):
    n = np.array([1, 7, 30, 100, 4321])
    for x in (n * 0, n // 3, n // 2, n):
        lower, upper = wilson_limits(x, n, level)
        expected = proportion_confint(x, n, 1 - level, method="wilson")
        np.testing.assert_allclose(lower, expected[0], atol=1e-14)
        np.testing.assert_allclose(upper, expected[1], atol=1e-14)


@pytest.mark.parametrize("level", [0.8, 0.95, 0.99, 0.998])
def test_exact_limits_agree_with_the_chi_square_of_scipy(level):
    x = np.arange(10)
    lower, upper = exact_limits(x, level)
    tail = (1 - level) / 2
    np.testing.assert_allclose(lower[1:], stats.chi2.ppf(tail, 2 * x[1:]) / 2, rtol=1e-10)
    np.testing.assert_allclose(upper, stats.chi2.ppf(1 - tail, 2 * x + 2) / 2, rtol=1e-10)
    assert lower[0] == 0


def test_a_mean_agrees_with_the_t_interval_of_scipy():
    heights = pd.DataFrame({"g": ["a"] * 5 + ["b"], "cm": [150.0, 152, 149, 160, 155, 170]})
    result = mean(heights, "cm", ["g"], Interval(0.9, unit="cm"))
    sample = heights.loc[heights["g"] == "a", "cm"]
    expected = stats.t.interval(0.9, 4, sample.mean(), stats.sem(sample))
    assert tuple(result.loc["a", ["lower", "upper"]]) == pytest.approx(expected, rel=1e-12)
    assert result.loc["b", "reliability"] == "too_few"
    assert pd.isna(result.loc["b", "lower"])


def test_exact_below_ten_and_byar_from_ten():
    assert count([9, 10])["method"].tolist() == ["exact Poisson", "Byar"]


def test_zero_events_have_a_lower_limit_of_zero_and_an_upper_limit_above_it():
    row = count(0).iloc[0]
    assert (row["value"], row["lower"]) == (0, 0)
    assert row["upper"] == pytest.approx(-np.log(0.025))
    assert row["reliability"] == "zero_events"


def test_a_confidence_of_100_per_cent_gives_the_whole_range():
    assert proportion(1, 4, Interval(100)).loc[0, ["lower", "upper"]].tolist() == [0, 1]


def test_a_confidence_may_be_given_in_per_cent():
    pd.testing.assert_frame_equal(count(12, Interval(95)), count(12, Interval(0.95)))


def test_no_denominator_is_missing_never_zero():
    for result in (rate([5, 0, 5], [0, 0, np.nan]), proportion([0, 0, 5], [0, 0, np.nan])):
        assert result[["value", "lower", "upper", "confidence"]].isna().all(axis=None)
        assert set(result["reliability"]) == {"no_denominator"}


def test_a_missing_count_is_missing_never_zero():
    row = rate(np.nan, 100).iloc[0]
    assert pd.isna(row["value"])
    assert row["reliability"] == "missing"


def test_all_of_all_has_an_upper_limit_of_one():
    row = proportion(10, 10, Interval()).iloc[0]
    assert row["upper"] == 1
    assert 0 < row["lower"] < 1


def test_a_negative_limit_of_byar_is_missing():
    # at almost all confidence the bracket 1 − 1/90 − k/(3√10) turns negative
    lower, _ = poisson_limits(10, 1 - 1e-21 + 1e-16)
    assert not (lower < 0).any()


def test_a_part_larger_than_its_whole_is_refused_with_its_row():
    with pytest.raises(DataError) as caught:
        proportion(pd.Series([1, 6], ["63-10", "63-04"]), pd.Series([5, 5], ["63-10", "63-04"]))
    assert caught.value.message("en") == (
        "A part is larger than its whole, so it is no proportion. Look at row 63-04."
    )
    assert caught.value.message("vi") == (
        "Tử số lớn hơn mẫu số nên không thành tỷ lệ. Xem dòng 63-04."
    )


def test_a_negative_count_is_refused():
    with pytest.raises(DataError, match=r"0$|dòng 0"):
        count([-1])


def test_columns_with_different_labels_are_never_matched_by_position():
    with pytest.raises(UsageError, match=r"nhãn dòng|row labels"):
        rate(pd.Series([1], ["a"]), pd.Series([1], ["b"]))


def test_a_group_with_a_missing_part_is_missing_or_says_what_was_left_out():
    parts = pd.DataFrame(
        {"g": ["a", "a", "b"], "numerator": [1, np.nan, 2], "denominator": [100, 100, 100]}
    )
    strict = grouped(parts, Grouping(["g"]), PER_100K)
    assert pd.isna(strict.loc["a", "value"])
    assert strict.loc["a", "reliability"] == "missing;left_out:1"
    loose = grouped(parts, Grouping(["g"], incomplete="leave_out"), PER_100K)
    assert loose.loc["a", "value"] == 1000
    assert loose.loc["a", "reliability"] == "low_count;left_out:1"


def test_a_group_is_not_the_average_of_its_rates():
    parts = pd.DataFrame({"g": "g", "numerator": [10, 10], "denominator": [100, 900]})
    value = grouped(parts, Grouping(["g"]), Interval(multiplier=100))["value"].iloc[0]
    assert value == pytest.approx(100 * 20 / 1000)


def test_every_result_has_the_nine_columns_and_keeps_the_labels():
    series = pd.Series([1.0, 2.0], index=pd.Index(["a", "b"], name="place_id"))
    for result in (count(series), rate(series, series * 100), proportion(series, series * 100)):
        assert tuple(result.columns) == RESULT_COLUMNS
        assert result.index.equals(series.index)


counts_of_people = st.integers(1, 10**6)


@settings(max_examples=100, deadline=None)
@given(counts_of_people, counts_of_people, st.floats(0.5, 0.9999))
def test_an_interval_contains_its_value(x, more, level):
    for row in (
        proportion(x, x + more, Interval(level)).iloc[0],
        rate(x, more, Interval(level)).iloc[0],
        count(x, Interval(level)).iloc[0],
    ):
        assert np.isnan(row["lower"]) or row["lower"] <= row["value"]
        assert row["value"] <= row["upper"]


@settings(max_examples=60, deadline=None)
@given(counts_of_people, counts_of_people)
def test_a_multiplier_scales_value_and_limits_alike(x, n):
    one = rate(x, n, Interval()).iloc[0][["value", "lower", "upper"]].astype(float)
    many = rate(x, n, Interval(multiplier=10_000)).iloc[0][["value", "lower", "upper"]]
    np.testing.assert_allclose(many.astype(float), one * 10_000, rtol=1e-12)


@settings(max_examples=60, deadline=None)
@given(counts_of_people, counts_of_people)
def test_wilson_is_symmetric_between_having_and_not_having(x, y):
    lower, upper = wilson_limits(x, x + y)
    mirror_lower, mirror_upper = wilson_limits(y, x + y)
    assert lower[0] == pytest.approx(1 - mirror_upper[0], abs=1e-12)
    assert upper[0] == pytest.approx(1 - mirror_lower[0], abs=1e-12)


def test_limits_rise_with_the_count_and_widen_with_the_confidence():
    for level in (0.8, 0.95, 0.998):
        lower, upper = poisson_limits(np.arange(0, 60), level)
        assert (np.diff(lower) > 0).all()
        assert (np.diff(upper) > 0).all()
    narrow, wide = count(50, Interval(0.8)).iloc[0], count(50, Interval(0.99)).iloc[0]
    assert wide["lower"] < narrow["lower"] < narrow["upper"] < wide["upper"]


def test_95_per_cent_of_simulated_intervals_hold_the_truth():
    generator = np.random.default_rng(1)
    lower, upper = poisson_limits(generator.poisson(25, 20_000))
    assert np.mean((lower <= 25) & (upper >= 25)) == pytest.approx(0.95, abs=0.012)
    lower, upper = wilson_limits(generator.binomial(200, 0.3, 20_000), 200)
    assert np.mean((lower <= 0.3) & (upper >= 0.3)) == pytest.approx(0.95, abs=0.012)
    samples = generator.normal(5, 2, (5000, 8))
    result = mean_of_summary(samples.mean(axis=1), samples.std(axis=1, ddof=1), 8)
    held = (result["lower"] <= 5) & (result["upper"] >= 5)
    assert held.mean() == pytest.approx(0.95, abs=0.012)


def test_a_hundred_thousand_rows_take_well_under_a_second():
    x = np.arange(100_000) % 50
    start = time.perf_counter()
    rate(x, np.full(100_000, 10_000))
    proportion(x, np.full(100_000, 10_000))
    assert time.perf_counter() - start < 2  # both together, on a busy machine
