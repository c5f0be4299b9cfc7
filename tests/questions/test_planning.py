"""Questions for planning, against figures worked out from the printed tables by hand."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

import vnhealth as vh
from vnhealth.errors import DataError, UsageError, VnhealthError
from vnhealth.views.estimates import RESULTS


@pytest.mark.parametrize(
    "ask",
    [
        lambda: vh.needs("Lào Cai", 2024, attrition=0.02),
        lambda: vh.decomposition("doctors_per_10k"),
        lambda: vh.cascades("Lào Cai", ["doctors", "specialists_level_1"]),
        lambda: vh.gaps("thành phố Cao Bằng"),
        lambda: vh.staff("Lào Cai"),
        lambda: vh.concentration("Lào Cai", 2024),
        lambda: vh.compare("doctors_per_10k", 2016, ["Lào Cai"]),
    ],
)
def test_one_line_gives_a_tidy_frame_with_the_columns_of_a_result(
    ask: Callable[[], pd.DataFrame],
) -> None:
    table = ask()
    assert len(table) > 0
    assert table.columns.is_unique
    assert table.index.equals(pd.RangeIndex(len(table)))
    assert set(RESULTS) <= set(table.columns)
    assert table["place_id"].notna().all()


# needs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("attrition", [0.0, 0.02, 0.1])
def test_the_recruits_replace_those_who_leave_and_fill_the_gap_year_by_year(
    attrition: float,
) -> None:
    """A second route: take on so many at the end of each year and count who is there."""
    found = vh.needs("Lào Cai", 2024, "nurses_per_10k", attrition=attrition)
    assert set(found["attrition"]) == {attrition}
    for _, rows in found.groupby("target_year"):
        told = rows.set_index("measure")["value"]
        first = rows.iloc[0]
        assert first["staff"] == 998  # printed for 2016
        assert first["years"] == first["target_year"] - 2024
        needed = math.ceil(first["target"] * first["population"] / 10_000 - 1e-9)
        assert told["staff_needed"] == needed

        def staff_after(recruits: float, years: int) -> float:
            there = 998.0
            for _ in range(years):
                there = there * (1 - attrition) + recruits
            return there

        years = int(first["years"])
        assert told["staff_remaining"] == math.floor(staff_after(0, years) + 1e-9)
        assert staff_after(told["recruits_per_year"], years) >= needed - 1e-6
        assert staff_after(told["recruits_per_year"] - 1, years) < needed
        assert told["recruits_in_all"] == years * told["recruits_per_year"]


def test_a_target_met_takes_no_recruits_and_no_negative_zero() -> None:
    found = vh.needs("Lào Cai", 2024, "doctors_per_10k", attrition=0.0)
    mine = found[found["measure"] == "recruits_per_year"]
    assert mine["value"].tolist() == [0.0, 0.0]
    assert not np.signbit(mine["value"]).any()
    assert set(found["staff"]) == {1092.0}  # the count printed beside the rate


def test_attrition_has_no_default_and_must_be_a_share() -> None:
    with pytest.raises(TypeError, match="attrition"):
        vh.needs("Lào Cai")  # type: ignore[call-arg]
    with pytest.raises(UsageError, match="attrition from 0 to below 1"):
        vh.needs("Lào Cai", 2024, attrition=1.0)


# decomposition -----------------------------------------------------------------------------------


def test_the_two_parts_of_a_change_are_those_worked_out_by_hand() -> None:
    """297 doctors among 573 900 people in 2004, 591 among 696 500 in 2016."""
    found = vh.decomposition("doctors_per_10k", "Lào Cai", (2004, 2016)).set_index("part")
    staff = (591 - 297) * (1 / 573_900 + 1 / 696_500) / 2 * 10_000
    people = (1 / 696_500 - 1 / 573_900) * (297 + 591) / 2 * 10_000
    assert found["value"].to_dict() == pytest.approx(
        {"staff": staff, "population": people, "total": 591 / 69.65 - 297 / 57.39}
    )


@pytest.mark.parametrize("boundaries", ["63", "34"])
def test_the_parts_add_up_to_the_change_of_the_rates_of_every_province(boundaries: str) -> None:
    found = vh.decomposition("nurses_per_10k", boundaries=boundaries)
    parts = found.pivot_table("value", "place_id", "part", aggfunc="sum")
    assert len(parts) == int(boundaries)
    assert (parts["staff"] + parts["population"]).tolist() == pytest.approx(parts["total"].tolist())
    ends = found.drop_duplicates("place_id").set_index("place_id")
    rates = {
        when: 10_000 * ends[f"numerator_{when}"] / ends[f"denominator_{when}"]
        for when in ("before", "after")
    }
    change = (rates["after"] - rates["before"])[parts.index]
    assert parts["total"].tolist() == pytest.approx(change.tolist())


def test_no_change_is_split_across_a_change_of_territory() -> None:
    """Than Uyên left Lào Cai at the start of 2004, and Hà Tây joined Hà Nội in 2008."""
    found = vh.decomposition("doctors_per_10k").drop_duplicates("place_id")
    first = found.set_index("place_id")["from_year"]
    assert (first["63-10"], first["63-12"], first["63-01"]) == (2004, 2004, 2008)
    with pytest.raises(DataError, match="The nearest years: 2004, 2005, 2006"):
        vh.decomposition("doctors_per_10k", "Lào Cai", (2002, 2016))


# cascades, gaps, staff, money --------------------------------------------------------------------


def test_drop_out_is_the_share_that_does_not_reach_the_next_step() -> None:
    found = vh.cascades("Lào Cai", ["doctors", "specialists_level_1", "specialists_level_2"])
    steps = found.set_index(["earlier", "later"])["value"]
    assert steps["doctors", "specialists_level_1"] == pytest.approx(100 * (1092 - 245) / 1092)
    assert steps["specialists_level_1", "specialists_level_2"] == pytest.approx(100 * 207 / 245)
    assert steps["doctors", "specialists_level_2"] == pytest.approx(100 * (1092 - 38) / 1092)
    # Wilson (1927), written out for the 847 of 1 092 who are not specialists of level I.
    x, n, z = 847, 1092, 1.959964
    centre, half = 2 * x + z * z, z * (z * z + 4 * x * (1 - x / n)) ** 0.5
    limits = [100 * (centre + sign * half) / (2 * (n + z * z)) for sign in (-1, 1)]
    assert found.loc[0, ["lower", "upper"]].tolist() == pytest.approx(limits, rel=1e-6)


def test_people_left_out_are_those_of_the_printed_share() -> None:
    """86,5 % of the people implied by 66 177 insured: 66 177 / 0.865 = 76 505, told as 76 500."""
    [row] = vh.gaps("thành phố Cao Bằng", 2024).to_dict("records")
    assert row["population"] == 76_500
    assert row["value"] == math.ceil(76_500 * 0.135)
    assert row["lower"] == math.ceil(76_500 * 0.1345 - 1e-6)
    assert row["upper"] == math.ceil(76_500 * 0.1355 - 1e-6)
    assert math.isnan(row["confidence"])


def test_shares_and_ratios_of_the_staff_are_those_of_the_printed_counts() -> None:
    found = vh.staff("Lào Cai", 2024).set_index("measure")
    assert found.loc["specialists_share", "value"] == pytest.approx(100 * (245 + 38) / 1092)
    assert found.loc["nurses_per_doctor", "value"] == pytest.approx(998 / 591)
    assert found.loc["cost_per_person_attracted", "value"] == pytest.approx(76e9 / 1318)
    assert found.loc["cost_per_person_attracted", "comparator"] == "gt"
    assert found.loc["midwives_per_doctor", "year"] == 2016


def test_concentration_is_the_sum_of_squared_shares() -> None:
    amounts = vh.budget("Lào Cai", 2024)
    sources = amounts[(amounts["breakdown"] == "source") & (amounts["line"] != "residual")]
    parts = sources["value"][sources["line"] != "health_budget_total"]
    shares = parts / parts.sum()
    found = vh.concentration("Lào Cai", 2024).set_index("measure")["value"]
    assert found["herfindahl"] == pytest.approx((shares**2).sum())
    assert found["largest_share"] == pytest.approx(100 * shares.max())


# over-dispersion ---------------------------------------------------------------------------------


def test_a_ranking_adjusted_for_over_dispersion_keeps_its_columns_and_names_it() -> None:
    plain = vh.rank("doctors_per_10k", 2016)
    wide = vh.rank("doctors_per_10k", 2016, overdispersion="additive")
    assert plain.columns.tolist() == wide.columns.tolist()
    assert plain["value"].equals(wide["value"])
    assert (plain["outcome"] == "similar").sum() < (wide["outcome"] == "similar").sum()
    assert set(wide["class_method"]) == {"funnel, square root, additive over-dispersion"}
    with pytest.raises(UsageError, match="multiplicative, additive"):
        vh.rank("doctors_per_10k", 2016, overdispersion="some")


def test_a_year_of_a_frame_is_a_year() -> None:
    newest = vh.rank("doctors_per_10k")["year"].max()
    assert isinstance(newest, np.integer)
    assert vh.rank("doctors_per_10k", newest).equals(vh.rank("doctors_per_10k", 2016))  # type: ignore[arg-type]


def test_an_attributable_fraction_is_refused_where_it_means_nothing() -> None:
    fraction = "population attributable fraction"
    with pytest.raises(UsageError, match="population attributable risk"):
        vh.inequality("doctors_per_10k", 2016, fraction)
    every = vh.inequality("doctors_per_10k", 2016).set_index("measure")
    assert every.loc[fraction, "reliability"] == "undefined"
    assert math.isnan(every.loc[fraction, "value"])
    of_harm = vh.inequality("infant_mortality", 2016, fraction)
    assert -100 < of_harm["value"].item() < 0


# one order ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "best"), [("doctors_per_10k", max), ("infant_mortality", min)]
)
def test_compare_and_rank_put_the_best_first(
    indicator: str, best: Callable[[pd.Series], float]
) -> None:
    ranked, compared = vh.rank(indicator, 2016), vh.compare(indicator, 2016)
    assert ranked.equals(compared)
    assert ranked["value"].iloc[0] == best(ranked["value"])
    some = vh.compare(indicator, 2016, ["Lào Cai", "Hà Nội"])
    assert (
        some["rank"].tolist() == ranked.set_index("place_id").loc[some["place_id"], "rank"].tolist()
    )


# refusals ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: vh.needs("Lào Caii", 2024, attrition=0), "Lao Cai"),
        (lambda: vh.needs("Lào Cai", 2024, "nurse_per_10k", attrition=0), "nurses_per_10k"),
        (lambda: vh.needs("Lào Cai", 2031, attrition=0), "nurses_per_10k"),
        (lambda: vh.decomposition("infant_mortality"), "doctors_per_10k"),
        (lambda: vh.cascades("Lào Cai", ["doctors"]), "two or more counts"),
        (lambda: vh.cascades("Lào Cai", ["doctors", "doctors_per_10k"]), "doctors_per_10k"),
        (lambda: vh.cascades("Lào Cai", ["doctors", "hiv_treated"]), "It has: "),
        (lambda: vh.cascades("Lào Cai", ["doctors", "specialists_level_1"], 2016), "2023"),
        (lambda: vh.gaps("Lai Châu"), "It has"),
        (lambda: vh.execution("Lào Cai"), "Plans: 2006, 2017; final accounts: 2008, 2011"),
        (lambda: vh.concentration("Cao Bằng"), "It has"),
        (lambda: vh.compare("doctors_per_10k", 1999), "2002, 2003, 2004"),
        (lambda: vh.rank("doctors_per_10k", 20.5), "as a whole number"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_answered_is_refused_with_the_nearest(
    ask: Callable[[], pd.DataFrame], said: str
) -> None:
    with pytest.raises(VnhealthError) as refused:
        ask()
    assert said in refused.value.en, refused.value.en
    assert refused.value.vi != refused.value.en
