"""Funnels of places that vary more than chance."""

from __future__ import annotations

import numpy as np
import pytest

from vnhealth.errors import DataError, UsageError
from vnhealth.measures.funnels import Funnel, funnel_class
from vnhealth.measures.overdispersion import Overdispersion, adjusted_class, spread_of
from vnhealth.measures.result import JUDGEMENT_COLUMNS

RATE = Funnel("rate", 10_000, "per_10k", "higher")
RATIO = Funnel("ratio", 1, "ratio")
PROPORTION = Funnel("proportion", 100, "%", "lower")


def by_hand(events, people, adjustment):
    """Return φ, τ² and the adjusted z of each place, written out as in the article."""
    theta = sum(events) / sum(people)
    expected = [theta * n for n in people]
    s = [1 / (2 * e**0.5) for e in expected]
    z = [((x / e) ** 0.5 - 1) / each for x, e, each in zip(events, expected, s, strict=True)]
    low, high = np.quantile(z, 0.1), np.quantile(z, 0.9)
    phi = sum(min(max(each, low), high) ** 2 for each in z) / len(z)
    w = [1 / each**2 for each in s]
    tau2 = max(0, (len(z) * phi - len(z) + 1) / (sum(w) - sum(a * a for a in w) / sum(w)))
    if adjustment == "multiplicative":
        return phi, tau2, [each / max(phi, 1) ** 0.5 for each in z]
    return phi, tau2, [a * each / (each**2 + tau2) ** 0.5 for a, each in zip(z, s, strict=True)]


@pytest.fixture
def places():
    """Return events and people of 40 places whose rates vary three times as much as chance."""
    random = np.random.default_rng(7)
    people = random.integers(200_000, 3_000_000, 40)
    events = random.poisson(people / 10_000 * np.exp(random.normal(np.log(7), 0.25, 40)))
    return events.tolist(), people.tolist()


@pytest.mark.parametrize("adjustment", ["additive", "multiplicative"])
def test_the_classes_are_those_worked_out_by_hand(places, adjustment):
    events, people = places
    _, _, z = by_hand(events, people, adjustment)
    words = ["higher_99_8" if each > 3.0902 else "lower_99_8" if each < -3.0902
             else "higher_95" if each > 1.95996 else "lower_95" if each < -1.95996
             else "similar" for each in z]  # fmt: skip
    found = adjusted_class(events, people, RATE, settings=Overdispersion(adjustment))
    assert found["outcome"].tolist() == words
    assert tuple(found.columns) == JUDGEMENT_COLUMNS
    assert set(found["method"]) == {f"square root, {adjustment} over-dispersion"}


def test_far_fewer_places_lie_outside_than_in_the_plain_funnel(places):
    events, people = places
    plain = funnel_class(events, people, RATE)["outcome"] != "similar"
    adjusted = adjusted_class(events, people, RATE)["outcome"] != "similar"
    assert plain.sum() > 20
    assert adjusted.sum() < plain.sum() / 3
    assert not (adjusted & ~plain).any()


def test_a_value_lies_outside_exactly_where_its_class_says_so(places):
    events, people = places
    found = adjusted_class(events, people, RATE)
    outside = (found["value"] > found["upper"]) | (found["value"] < found["lower"])
    assert (outside == (found["outcome"] != "similar")).all()


@pytest.mark.parametrize("kind", ["rate", "proportion"])
def test_without_more_variation_than_chance_five_in_a_hundred_lie_outside(kind):
    random = np.random.default_rng(11)
    people = random.integers(5_000, 50_000, 4000)
    events = random.binomial(people, 0.3) if kind == "proportion" else random.poisson(people * 0.3)
    funnel = PROPORTION if kind == "proportion" else RATE
    for adjustment in ("additive", "multiplicative"):
        found = adjusted_class(events, people, funnel, settings=Overdispersion(adjustment))
        assert (found["outcome"] != "similar").mean() == pytest.approx(0.05, abs=0.015)


def test_the_spread_is_the_sum_of_squares_over_the_places():
    found = spread_of(np.array([-3.0, 1, 1, 1]), np.full(4, 0.5), 0.0)
    assert found.phi == pytest.approx((9 + 1 + 1 + 1) / 4)
    # w = 4 each: (4·3 − 3) / (16 − 64/16) = 9/12
    assert found.tau_squared == pytest.approx(0.75)


def test_outliers_drawn_in_do_not_hide_themselves():
    z = np.array([*np.linspace(-1, 1, 18), 12.0, -12.0])
    assert spread_of(z, np.ones(20)).phi < 1 < spread_of(z, np.ones(20), 0.0).phi


def test_fewer_than_ten_places_are_not_adjusted_and_say_so():
    found = adjusted_class([50, 100, 150], [100, 100, 100], RATIO)
    assert set(found["reliability"]) == {"too_few"}
    assert found["outcome"].tolist() == ["lower_99_8", "similar", "higher_99_8"]


def test_a_missing_place_takes_no_part():
    events, people = [100.0] * 11 + [np.nan], [1000.0] * 12
    found = adjusted_class(events, people, RATE)
    assert found["outcome"].iloc[-1] == "not_compared"
    assert found["reliability"].iloc[-1] == "missing"
    assert set(found["outcome"].iloc[:-1]) == {"similar"}


def test_a_direction_turns_lower_into_better():
    events = [300, *[100] * 19]
    found = adjusted_class(events, [1000] * 20, PROPORTION)
    assert found.loc[0, ["outcome", "reading"]].tolist() == ["higher_99_8", "worse"]


def test_impossible_numbers_and_words_are_refused():
    with pytest.raises(DataError):
        adjusted_class([-1], [10], RATE)
    with pytest.raises(DataError):
        adjusted_class([11], [10], PROPORTION)
    with pytest.raises(UsageError, match="adjustment"):
        adjusted_class([1], [10], RATE, settings=Overdispersion("other"))
