"""The recent-trend marker, Theil–Sen and Mann–Kendall."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from vnhealth.errors import DataError
from vnhealth.measures.long_trends import long_trend, mann_kendall, theil_sen
from vnhealth.measures.trend_marker import Trend, recent_trend


def series(values, half=1.0, first=2019):
    value = pd.Series(values, dtype=float)
    return pd.DataFrame(
        {
            "year": range(first, first + len(value)),
            "value": value,
            "lower": value - half,
            "upper": value + half,
        }
    )


def marker(values, half=1.0, trend=None):
    return recent_trend(series(values, half), trend).iloc[0]


def test_the_slope_is_the_weighted_least_squares_one():
    frame = series([10, 12, 11, 15, 16]).assign(upper=[10.5, 13, 13, 16, 18])
    error = (frame["upper"] - frame["lower"]) / 3.92
    fit = sm.WLS(frame["value"], sm.add_constant(frame["year"]), 1 / error**2).fit()
    assert recent_trend(frame)["value"].iloc[0] == pytest.approx(fit.params["year"], rel=1e-9)


def test_the_limit_of_chi_square_is_the_published_one_from_both_sides():
    # slope 1, SE(slope) = SE/√10 with SE = 2·half/3.92, so χ² = 10·(3.92/(2·half))²
    at_limit = 3.92 / 2 * (10 / 9.5495) ** 0.5
    assert marker([1, 2, 3, 4, 5], at_limit * 0.999)["outcome"] == "increasing"
    assert marker([1, 2, 3, 4, 5], at_limit * 1.001)["outcome"] == "no_significant_change"


def test_one_year_that_carries_the_trend_alone_makes_none():
    assert marker([10, 10, 9.9, 9.8, 30], 0.5)["outcome"] == "no_significant_change"


@pytest.mark.parametrize(
    ("direction", "reading"), [("higher", "worse"), ("lower", "better"), ("none", "decreasing")]
)
def test_the_direction_reads_the_trend(direction, reading):
    assert marker([5, 4, 3, 2, 1], 0.2, Trend(direction))["reading"] == reading


def test_fewer_than_five_points_cannot_be_calculated():
    row = marker([1, 2, 3, 4])
    assert (row["outcome"], row["reliability"]) == ("cannot_be_calculated", "too_few")


def test_no_intervals_cannot_be_calculated():
    frame = series([1, 2, 3, 4, 5]).assign(lower=np.nan, upper=np.nan)
    row = recent_trend(frame).iloc[0]
    assert (row["outcome"], row["reading"]) == ("cannot_be_calculated", "cannot_be_calculated")


def test_all_equal_values_show_no_change():
    assert marker([3, 3, 3, 3, 3])["outcome"] == "no_significant_change"


def test_only_the_newest_five_points_count():
    assert marker([90, 80, 1, 2, 3, 4, 5], 0.2)["outcome"] == "increasing"


def test_a_gap_is_marked():
    frame = series([1, 2, 3, 4, 5, 6], 0.2).drop(index=3)
    assert recent_trend(frame)["reliability"].tolist() == ["gaps"]


def test_a_year_that_stands_twice_is_refused():
    with pytest.raises(DataError, match="2019"):
        recent_trend(pd.concat([series([1, 2, 3]), series([1])]))


def test_mann_kendall_counts_ties_as_by_hand():
    # 1 2 2 3: five pairs rise, one is tied; (4·3·13 − 2·1·9)/18 = (156 − 18)/18
    s, variance, p = mann_kendall(np.array([1.0, 2, 2, 3]))
    assert (s, variance) == (5, pytest.approx(138 / 18))
    assert p == pytest.approx(2 * stats.norm.sf(4 / (138 / 18) ** 0.5))


def test_mann_kendall_has_the_sign_and_size_of_kendalls_tau():
    y = np.random.default_rng(4).integers(0, 6, 25).astype(float)
    s, _, _ = mann_kendall(y)
    tau = stats.kendalltau(np.arange(25), y, variant="b").statistic
    ties = np.unique(y, return_counts=True)[1]
    pairs = 25 * 24 / 2
    untied = pairs - (ties * (ties - 1) / 2).sum()
    assert s == pytest.approx(tau * (pairs * untied) ** 0.5)


def test_theil_sen_agrees_with_scipy():
    generator = np.random.default_rng(5)
    x = np.sort(generator.choice(np.arange(1995, 2025), 14, replace=False)).astype(float)
    y = np.round(0.3 * x + generator.normal(0, 2, 14), 1)
    slope, low, high = theil_sen(x, y)
    expected = stats.theilslopes(y, x, 0.95)
    assert slope == pytest.approx(expected.slope)
    assert (low, high) == pytest.approx((expected.low_slope, expected.high_slope))


def test_long_trends_are_symmetric_under_direction_and_survive_gaps():
    frame = series(range(12), first=2000).drop(index=[3, 7])
    up = long_trend(frame, Trend("higher")).iloc[0]
    down = long_trend(frame.assign(value=-frame["value"]), Trend("higher")).iloc[0]
    assert (up["outcome"], down["outcome"]) == ("increasing", "decreasing")
    assert (up["reading"], down["reading"]) == ("better", "worse")
    assert up["value"] == -down["value"]


def test_all_equal_long_series_show_no_change():
    row = long_trend(series([5] * 12)).iloc[0]
    assert (row["outcome"], row["value"]) == ("no_significant_change", 0)


def test_four_points_are_too_few_for_a_long_trend():
    assert long_trend(series([1, 2, 3, 4]))["outcome"].tolist() == ["cannot_be_calculated"]


def test_a_noise_series_is_called_a_trend_one_time_in_twenty():
    generator = np.random.default_rng(6)
    called = [mann_kendall(generator.normal(size=20))[2] < 0.05 for _ in range(2000)]
    assert np.mean(called) == pytest.approx(0.05, abs=0.015)
