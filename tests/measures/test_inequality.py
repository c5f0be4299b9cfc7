"""Inequality between places, against published figures and a second route."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm

from vnhealth.errors import DataError
from vnhealth.measures.inequality import Inequality, inequality
from vnhealth.measures.inequality.gradient import mid_rank

TEN = pd.DataFrame(
    {
        "population": [7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534],
        "value": [
            75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931,
            80.4655031529559, 81.1156759857022, 81.6930835718562, 84.1900062060987,
            80.5955641081472, 86.2894349578624,
        ],
        "order": range(10),
    }
)  # fmt: skip
FIVE = pd.DataFrame(
    {"population": [78, 91, 162, 103, 105], "value": [20.0, 30, 40, 50, 60], "order": range(5)}
)
HIGHER = Inequality("higher", scale=100)


def of(table, measure, settings=HIGHER, column="value"):
    return inequality(table, settings).loc[measure, column]


def test_slope_and_relative_index_are_the_published_ones():
    assert of(TEN, "slope index of inequality") == pytest.approx(6.934616473668819, rel=1e-12)
    assert of(TEN, "relative index of inequality") == pytest.approx(1.0888180804446217, rel=1e-12)


def test_the_slope_index_is_weighted_once_like_statsmodels():
    share = TEN["population"] / TEN["population"].sum()
    rank = share.cumsum() - share / 2
    fit = sm.WLS(TEN["value"], sm.add_constant(rank.rename("rank")), weights=share).fit()
    assert fit.params["const"] == pytest.approx(78.07663078231671, rel=1e-12)
    row = inequality(TEN, HIGHER).loc["slope index of inequality"]
    assert tuple(row[["lower", "upper"]]) == pytest.approx(tuple(fit.conf_int().loc["rank"]))


def test_concentration_indices_are_the_published_ones():
    assert of(FIVE, "absolute concentration index") == pytest.approx(7.328420321, rel=1e-9)
    assert of(FIVE, "relative concentration index") == pytest.approx(0.1777686117, rel=1e-9)
    # the standard error that WHO's package prints for this example: 0.29368517
    row = inequality(FIVE, HIGHER).loc["absolute concentration index"]
    assert (row["upper"] - row["value"]) / 1.959963984540054 == pytest.approx(0.29368517, rel=1e-6)


def test_wagstaff_and_erreygers_follow_from_the_relative_index():
    rci, mean = of(FIVE, "relative concentration index"), 41.2244898 / 100
    assert of(FIVE, "Wagstaff concentration index") == pytest.approx(rci / (1 - mean), rel=1e-8)
    assert of(FIVE, "Erreygers concentration index") == pytest.approx(4 * mean * rci, rel=1e-8)


def test_the_attributable_risk_is_the_published_one_and_its_limits_on_its_scale():
    assert of(FIVE, "population attributable risk") == pytest.approx(18.7755102, rel=1e-8)
    fraction = inequality(FIVE, HIGHER).loc["population attributable fraction"]
    # published as 45.544548 (single precision); 100·18.7755102/41.2244898 = 45.544554
    assert fraction["value"] == pytest.approx(45.544548, rel=2e-7)
    error = (fraction["upper"] - fraction["value"]) / 1.959963984540054
    assert error == pytest.approx(100 * 0.10689361, rel=1e-6)  # WHO's 0.1069, in per cent
    risk = inequality(FIVE, HIGHER).loc["population attributable risk"]
    assert (risk["upper"] - risk["value"]) / 1.959963984540054 == pytest.approx(4.4066348, rel=1e-6)


def test_an_attributable_risk_of_the_wrong_sign_is_zero():
    reversed_order = FIVE.assign(order=range(5, 0, -1))  # the most advantaged place has 20 %
    assert of(reversed_order, "population attributable risk") == 0
    assert of(FIVE, "population attributable risk", Inequality("lower", 100)) == 0


def test_the_best_place_depends_on_the_direction_where_there_is_no_order():
    table = FIVE.drop(columns="order")
    mean = np.average(table["value"], weights=table["population"])
    assert of(table, "population attributable risk", Inequality("lower")) == pytest.approx(
        20 - mean
    )
    best = "mean difference from best, unweighted"
    assert of(table, best, Inequality("lower")) == pytest.approx((0 + 10 + 20 + 30 + 40) / 5)


def test_the_pair_compared_is_whos():
    table = FIVE.drop(columns="order")
    assert of(table, "difference") == 60 - 20
    assert of(table, "ratio") == 60 / 20
    assert of(FIVE, "difference", Inequality("lower")) == 20 - 60  # disadvantaged less advantaged
    middle = Inequality("higher", reference=2)
    assert of(table, "difference", middle) == 40 - 20
    assert of(table, "difference", Inequality("lower", reference=2)) == 60 - 40


def test_the_other_measures_agree_with_plain_pandas():
    table = FIVE.drop(columns="order")
    y, w = table["value"], table["population"] / table["population"].sum()
    mean = (w * y).sum()
    r = y / mean
    variance = (w * (y - mean) ** 2).sum()
    expected = {
        "between-group variance": variance,
        "between-group standard deviation": variance**0.5,
        "coefficient of variation": 100 * variance**0.5 / mean,
        "mean difference from best, weighted": (w * (60 - y)).sum(),
        "mean difference from mean, unweighted": (y - mean).abs().mean(),
        "mean difference from mean, weighted": (w * (y - mean).abs()).sum(),
        "mean difference from reference, unweighted": (y - 30).abs().mean(),
        "mean difference from reference, weighted": (w * (y - 30).abs()).sum(),
        "index of disparity, unweighted": 100 * (y - mean).abs().mean() / mean,
        "index of disparity, weighted": 100 * (w * (y - mean).abs()).sum() / mean,
        "Theil index": 1000 * (w * r * np.log(r)).sum(),
        "mean log deviation": -1000 * (w * np.log(r)).sum(),
    }
    found = inequality(table, Inequality("higher", reference=1))["value"]
    for measure, value in expected.items():
        assert found[measure] == pytest.approx(value, rel=1e-12), measure


def test_theil_limits_are_on_the_scale_of_the_estimate():
    table = FIVE.drop(columns="order").assign(standard_error=[1.0, 1, 1, 1, 1])
    draws = np.random.default_rng(7).normal(table["value"], 1.0, (20_000, 5))
    w = (table["population"] / table["population"].sum()).to_numpy()
    r = draws / (draws @ w)[:, np.newaxis]
    simulated = {
        "Theil index": (1000 * (w * r * np.log(r)).sum(axis=1)).std(),
        "mean log deviation": (-1000 * (w * np.log(r)).sum(axis=1)).std(),
    }
    for measure, spread in simulated.items():
        row = inequality(table, HIGHER).loc[measure]
        assert (row["upper"] - row["lower"]) / 2 / 1.96 == pytest.approx(spread, rel=0.05)


def test_limits_that_carry_the_errors_of_the_places_agree_with_simulation():
    table = FIVE.assign(standard_error=[1.0, 0.5, 1, 2, 1])
    draws = np.random.default_rng(8).normal(table["value"], table["standard_error"], (4000, 5))
    share = (table["population"] / table["population"].sum()).to_numpy()
    x = share.cumsum() - share / 2
    weight = share * (x - share @ x)
    slopes = draws @ weight / (share @ (x - share @ x) ** 2)
    row = inequality(table, HIGHER).loc["slope index of inequality"]
    assert (row["upper"] - row["lower"]) / 2 / 1.96 == pytest.approx(slopes.std(), rel=0.05)


def test_tied_places_share_one_stretch_of_the_ranking():
    assert mid_rank(np.array([3.0, 1, 3]), np.array([0.3, 0.4, 0.3])).tolist() == pytest.approx(
        [0.7, 0.2, 0.7]
    )
    tied = FIVE.assign(order=[1, 2, 2, 3, 4])
    swapped = tied.iloc[[0, 2, 1, 3, 4]]
    measure = "absolute concentration index"
    assert of(tied, measure) == pytest.approx(of(swapped, measure), rel=1e-12)


def test_a_missing_place_is_left_out_and_counted():
    with_gap = pd.concat([FIVE, pd.DataFrame({"population": [50], "value": [np.nan], "order": 9})])
    with_gap = with_gap.reset_index(drop=True)
    found, plain = inequality(with_gap, HIGHER), inequality(FIVE, HIGHER)
    np.testing.assert_allclose(found["value"], plain["value"])
    assert set(found["reliability"]) == {"left_out:1"}
    assert set(found["n"]) == {5}


def test_all_equal_places_have_no_inequality():
    found = inequality(FIVE.assign(value=30.0), HIGHER)["value"]
    for measure in found.index:
        neutral = 1 if measure.startswith(("ratio", "relative index")) else 0
        assert found[measure] == pytest.approx(neutral, abs=1e-9), measure


def test_one_place_is_too_few_and_nothing_fails():
    found = inequality(FIVE.head(1), HIGHER)
    assert found["value"].isna().all()
    assert set(found["reliability"]) == {"too_few"}
    assert inequality(FIVE.head(0), HIGHER)["value"].isna().all()


def test_two_places_are_too_few_for_a_gradient_only():
    found = inequality(FIVE.head(2), HIGHER)
    assert found.loc["difference", "reliability"] == "reliable"
    assert found.loc["slope index of inequality", "reliability"] == "too_few"


def test_a_place_at_zero_has_no_ratio_and_no_log_deviation_but_a_theil_index():
    found = inequality(FIVE.assign(value=[0.0, 30, 40, 50, 60]), HIGHER)
    assert pd.isna(found.loc["ratio", "value"])
    assert pd.isna(found.loc["mean log deviation", "value"])
    assert found.loc["mean log deviation", "reliability"] == "missing"
    assert found.loc["Theil index", "value"] > 0


def test_all_places_at_zero_have_no_relative_measure():
    found = inequality(FIVE.assign(value=0.0), HIGHER)["value"]
    assert found["between-group variance"] == 0
    assert found[["ratio", "coefficient of variation", "Theil index"]].isna().all()


def test_a_place_that_stands_twice_is_refused():
    with pytest.raises(DataError, match="0"):
        inequality(pd.concat([FIVE, FIVE.head(1)]), HIGHER)


@pytest.mark.parametrize("factor", [0.1, 7.0])
def test_relative_measures_do_not_change_with_the_unit_and_absolute_ones_do(factor):
    plain = inequality(FIVE, Inequality("higher"))["value"]
    scaled = inequality(FIVE.assign(value=FIVE["value"] * factor), Inequality("higher"))["value"]
    for measure in ("ratio", "coefficient of variation", "Theil index", "mean log deviation",
                    "relative concentration index", "relative index of inequality"):  # fmt: skip
        assert scaled[measure] == pytest.approx(plain[measure])
    for measure in ("difference", "absolute concentration index", "slope index of inequality"):
        assert scaled[measure] == pytest.approx(plain[measure] * factor)


def test_every_interval_holds_its_value_and_no_limit_is_negative_where_none_can_be():
    table = FIVE.assign(standard_error=[5.0, 7, 10, 12, 14])
    found = inequality(table, HIGHER)
    known = found.dropna(subset=["lower", "upper"])
    assert (known["lower"] <= known["value"]).all()
    assert (known["value"] <= known["upper"]).all()
    signed = ("difference", "population", "absolute", "relative", "Wagstaff", "Erreygers", "slope")
    unsigned = known[~known.index.str.startswith(signed)]
    assert (unsigned["lower"] >= 0).all()


def test_the_same_input_gives_the_same_simulated_limits():
    table = FIVE.assign(standard_error=2.0)
    pd.testing.assert_frame_equal(inequality(table, HIGHER), inequality(table, HIGHER))
