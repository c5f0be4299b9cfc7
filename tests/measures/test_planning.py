"""Workforce, budgets, coverage, small numbers and projections."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from scipy import stats

from vnhealth.errors import DataError, UsageError
from vnhealth.measures.backtests import backtest, backtest_errors
from vnhealth.measures.budgets import concentration, execution, per_inhabitant, reconcile
from vnhealth.measures.coverage import cascade, coverage, coverage_equity, people_missed
from vnhealth.measures.decomposition import density_change
from vnhealth.measures.growth import growth, real_amount, real_growth
from vnhealth.measures.needs import Need, staffing_need
from vnhealth.measures.projections import Projection, project
from vnhealth.measures.rates import rate
from vnhealth.measures.result import RESULT_COLUMNS
from vnhealth.measures.small_numbers import (
    SmallNumbers,
    apply_policy,
    complementary_suppression,
    upper_limit_of_zero,
)
from vnhealth.measures.workforce import density, per_station, staff_mix, staff_ratio, staff_share


def test_a_density_is_per_ten_thousand_with_byars_limits():
    row = density(1045, 10_450).iloc[0]
    assert (row["value"], row["unit"], row["statistic"]) == (1000, "per_10k", "density")
    assert row["lower"] == pytest.approx(982.5932018073325 / 1.045)


def test_a_mix_adds_up_and_is_missing_where_a_cadre_is():
    staff = pd.DataFrame({"doctors": [20, 5], "nurses": [60, np.nan], "midwives": [20, 5]})
    mix = staff_mix(staff, ["doctors", "nurses", "midwives"])
    assert mix.loc[0, "value"].tolist() == [20, 60, 20]
    assert mix.loc[1, "value"].isna().all()


def test_nurses_per_doctor_invert_with_their_limits():
    one, other = staff_ratio(300, 200).iloc[0], staff_ratio(200, 300).iloc[0]
    assert one["value"] == pytest.approx(1 / other["value"])
    assert one["lower"] == pytest.approx(1 / other["upper"])


def test_a_place_without_doctors_has_no_nurses_per_doctor():
    assert staff_ratio([5, 0], [0, 0])["reliability"].tolist() == ["no_denominator"] * 2
    assert per_station(5, 0)["value"].isna().all()
    assert staff_share(0, 0)["value"].isna().all()


def test_the_parts_of_a_change_add_up_and_turn_with_time():
    forth = density_change([100, 7], [50_000, 900], [130, 7], [60_000, 1200])["value"]
    back = density_change([130, 7], [60_000, 1200], [100, 7], [50_000, 900])["value"]
    for place in (0, 1):
        parts = forth.loc[place]
        assert parts["staff"] + parts["population"] == pytest.approx(parts["total"])
    np.testing.assert_allclose(forth, -back)
    assert forth.loc[(1, "staff")] == 0  # the same seven doctors
    assert forth.loc[(0, "total")] == pytest.approx(130 / 6 - 100 / 5)


def test_recruits_of_the_formula_reach_the_target_year_by_year():
    need = Need(staff=800, target_rate=15, population=780_000, years=6, attrition=0.03)
    result = staffing_need(need)["value"]
    staff = 800.0
    for _ in range(6):
        staff = staff * 0.97 + result["recruits_per_year"]
    assert result["staff_needed"] == 1170
    assert 1170 <= staff < 1170 + 6
    none_leave = staffing_need(Need(800, 15, 780_000, 6, 0.0))["value"]
    assert none_leave["recruits_per_year"] == np.ceil(370 / 6)


def test_staff_beyond_the_target_need_no_recruits():
    assert staffing_need(Need(2000, 15, 780_000, 6, 0.03))["value"]["recruits_in_all"] == 0


@pytest.mark.parametrize(("years", "attrition"), [(0, 0.1), (5, 1.0), (5, -0.1)])
def test_a_need_outside_its_range_is_refused(years, attrition):
    with pytest.raises(UsageError, match=r"tỷ lệ rời việc|attrition"):
        staffing_need(Need(1, 1, 1, years, attrition))


def test_the_budget_of_lao_cai_2024_does_not_add_up_by_three_billion():
    # plan of Lào Cai for 2024, billion dong: three projects, the total, and three sources
    lines = reconcile(pd.Series([22.5, 468.2, 36.0]), 529.7)
    assert lines.loc["residual", "value"] == pytest.approx(3.0)
    assert set(lines["outcome"]) == {"does_not_add_up"}
    sources = reconcile(pd.Series([216.2, 242.3, 71.2]), 529.7)
    assert set(sources["outcome"]) == {"adds_up"}
    assert sources.loc["residual", "value"] == 0


def test_a_residual_within_rounding_adds_up_and_a_missing_part_is_not_compared():
    assert set(reconcile(pd.Series([1.1, 2.2]), 3.4, tolerance=0.1)["outcome"]) == {"adds_up"}
    assert set(reconcile(pd.Series([0.1, 0.2]), 0.3)["outcome"]) == {"adds_up"}
    assert set(reconcile(pd.Series([1.0, np.nan]), 3.0)["outcome"]) == {"not_compared"}


def test_shares_without_a_total_are_missing():
    assert execution([5, 5], [10, 0])["value"].tolist()[0] == 50
    assert execution(5, 0)["reliability"].tolist() == ["no_denominator"]
    assert per_inhabitant(5, np.nan)["value"].isna().all()


def test_one_source_is_the_most_concentrated_and_equal_ones_the_least():
    assert concentration(pd.Series([7.0]))["value"].tolist() == [1, 1, 1, 100]
    even = concentration(pd.Series([5.0] * 4))["value"].tolist()
    assert even == pytest.approx([0.25, 0, 4, 25])
    assert concentration(pd.Series([0.0, 0]))["value"].isna().all()


def test_real_growth_is_nominal_growth_over_price_growth():
    nominal, real = growth(100, 150, 3).iloc[0], real_growth(100, 150, 1.0, 1.2, 3).iloc[0]
    prices = 1.2 ** (1 / 3)
    assert 1 + real["value"] / 100 == pytest.approx((1 + nominal["value"] / 100) / prices)
    assert real_amount(150, 1.2, 1.0)["value"].iloc[0] == pytest.approx(125)


def test_growth_from_zero_is_undefined_and_without_a_deflator_missing():
    assert growth(0, 5)["reliability"].tolist() == ["undefined"]
    assert real_growth(1, 5, np.nan, 1.1)["reliability"].tolist() == ["missing"]


def test_people_missed_turn_the_limits_round():
    level = coverage(865, 1000)
    row = people_missed(level, 76_500).iloc[0]
    assert row["value"] == np.ceil(76_500 * 0.135)
    assert row["lower"] < row["value"] < row["upper"]
    assert people_missed(97, 1000, 95)["value"].tolist() == [0]


def test_a_cascade_falls_step_by_step_and_marks_a_rise():
    doses = pd.DataFrame({"d1": [200, 100], "d2": [190, 110]}, index=["a", "b"])
    result = cascade(doses, ["d1", "d2"])
    assert tuple(result.columns) == RESULT_COLUMNS
    assert result.loc[("a", "d1 → d2"), "value"] == 5
    rise = result.loc[("b", "d1 → d2")]
    assert (rise["value"], rise["reliability"]) == (-10, "negative_drop_out")
    assert pd.isna(rise["lower"])


def test_the_equity_of_a_coverage_has_limits():
    found = coverage_equity(pd.Series([80, 90, 99]), pd.Series([100, 100, 100]))
    assert found.loc["difference", "value"] == pytest.approx(19)
    assert found["lower"].notna().sum() > 8


@pytest.mark.parametrize(
    ("events", "flagged", "suppressed"),
    [
        (0, "zero_events", "zero_events"),
        (1, "low_count", "suppressed"),
        (4, "low_count", "suppressed"),
        (5, "low_count", "low_count"),
        (9, "low_count", "low_count"),
        (10, "reliable", "reliable"),
    ],
)
def test_each_side_of_each_threshold(events, flagged, suppressed):
    result = rate(events, 5000)
    assert apply_policy(result, events, 5000)["reliability"].tolist() == [flagged]
    held = apply_policy(result, events, 5000, SmallNumbers("suppress"))
    assert held["reliability"].tolist() == [suppressed]
    assert held["value"].isna().all() == (suppressed == "suppressed")
    shown = apply_policy(result, events, 5000, SmallNumbers("show"))
    pd.testing.assert_frame_equal(shown, result)


@pytest.mark.parametrize(("people", "word"), [(29, "small_denominator"), (30, "reliable")])
def test_few_people_are_flagged(people, word):
    assert apply_policy(rate(20, people), 20, people)["reliability"].tolist() == [word]


def test_a_second_part_is_withheld_only_where_one_alone_would_be_given_away():
    parts = pd.DataFrame(
        {"r": ["x", "x", "x", "y", "y", "z"], "n": [3, 40, 0, 2, 4, 90],
         "hidden": [True, False, False, True, True, False]}
    )  # fmt: skip
    hidden = complementary_suppression(parts, ["r"], "n", "hidden")
    assert hidden.tolist() == [True, True, False, True, True, False]


def test_zero_events_still_allow_a_risk():
    row = upper_limit_of_zero(50_000).iloc[0]
    assert (row["value"], row["reliability"]) == (0, "zero_events")
    assert row["upper"] == pytest.approx(-np.log(0.025) / 50_000 * 1e5)


def series(values, first=2010):
    return pd.DataFrame({"year": range(first, first + len(values)), "value": values})


def test_a_projection_has_the_slope_of_statsmodels_and_starts_at_the_last_value():
    frame = series([10.0, 11, 13, 12, 15, 16, 18])
    found = project(frame, [2017, 2018], Projection(damping=1.0))
    fit = sm.OLS(np.log(frame["value"]), sm.add_constant(frame["year"] - 2010.0)).fit()
    np.testing.assert_allclose(found["value"], 18 * np.exp(fit.params["year"] * np.array([1, 2])))
    expected = fit.get_prediction(np.array([[1.0, 7], [1.0, 8]])).summary_frame(alpha=0.05)
    around = ((expected["obs_ci_upper"] - expected["obs_ci_lower"]) / 2).to_numpy()
    assert (np.log(found["upper"] / found["value"]).to_numpy() >= around - 1e-12).all()


def test_the_limits_of_a_wandering_series_are_those_of_a_random_walk_with_drift():
    values = [0.0, 3, 1, 6, 2, 9, 4, 11, 20, 31]
    found = project(series(values), [2020, 2022], Projection("identity")).loc[2022]
    slope = stats.linregress(range(10), values).slope
    steps = np.diff(values) - slope
    size = np.sqrt(np.sum((steps - steps.mean()) ** 2) / 8)
    half = stats.t.ppf(0.975, 8) * size * np.sqrt(3 * (1 + 3 / 9))
    assert found["upper"] - found["value"] == pytest.approx(half)


def test_damping_adds_a_shrinking_share_of_the_slope():
    found = project(series([1.0, 2, 3, 4, 5]), [2015, 2016], Projection("identity", damping=0.5))
    assert found["value"].tolist() == pytest.approx([5 + 0.5, 5 + 0.5 + 0.25])
    still = project(series([1.0, 2, 3, 4, 5]), [2015], Projection("identity", damping=0.0))
    assert still["value"].tolist() == pytest.approx([5])


def test_a_percentage_never_leaves_its_scale():
    found = project(series([90.0, 93, 96, 98, 99]), [2016, 2018], Projection("logit", damping=1.0))
    assert (found["upper"] < 100).all()
    assert (found["lower"] > 0).all()


@pytest.mark.parametrize(
    ("values", "years", "reason"),
    [
        ([1.0, 2, 3, 4], [2014], "too_few"),
        ([1.0, 2, 0, 4, 5], [2015], "undefined"),
        ([1.0, 2, 3, 4, 5], [2019], "too_far"),
        ([], [2015], "too_few"),
    ],
)
def test_a_projection_refuses_and_says_why(values, years, reason):
    found = project(series(values), years)
    assert found["value"].isna().all()
    assert found["reliability"].tolist() == [reason]


def test_a_projection_into_the_past_is_refused():
    with pytest.raises(UsageError, match="2014"):
        project(series([1.0, 2, 3, 4, 5]), [2014])
    with pytest.raises(DataError, match="2010"):
        project(pd.concat([series([1.0, 2, 3, 4]), series([1.0])]), [2014])


def test_all_equal_points_are_projected_as_they_are():
    found = project(series([7.0] * 6), [2016]).iloc[0]
    assert tuple(found[["value", "lower", "upper"]]) == pytest.approx((7, 7, 7))


def test_a_back_test_looks_only_at_the_past():
    panel = series([1.0, 2, 4, 8, 16, 32, 999]).assign(place="a")
    errors = backtest_errors(panel, 1, Projection(damping=1.0))
    assert errors["origin"].tolist() == [2014, 2015]
    assert errors["value"].iloc[0] == pytest.approx(32)
    assert errors["value"].iloc[1] == pytest.approx(64)
    assert backtest(panel, 9)["reliability"].tolist()[0] == "too_few"


def test_limits_hold_about_nineteen_outcomes_in_twenty_of_a_random_walk():
    generator = np.random.default_rng(9)
    panel = pd.concat(
        series(np.exp(np.cumsum(generator.normal(0.03, 0.05, 13)))).assign(place=place)
        for place in range(300)
    )
    errors = backtest_errors(panel, 3, Projection(minimum_points=10))
    inside = errors["actual"].between(errors["lower"], errors["upper"])
    assert inside.mean() == pytest.approx(0.95, abs=0.04)
