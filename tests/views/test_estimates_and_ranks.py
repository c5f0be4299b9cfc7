"""Figures with intervals, and ranks by them, against counts worked out here by hand."""

from __future__ import annotations

import numpy as np
import pytest

from vnhealth import places
from vnhealth.errors import DataError
from vnhealth.measures.result import RESULT_COLUMNS
from vnhealth.views import Panel, ranking
from vnhealth.views.comparable import Comparison, comparable, expected_provinces
from vnhealth.views.estimates import RESULTS, estimates

DOCTORS = "doctors_per_10k"
LAO_CAI, YEN_BAI, NEW_LAO_CAI = "63-10", "63-15", "34-15"


def test_the_result_columns_of_views_are_those_of_the_measures() -> None:
    assert RESULTS == RESULT_COLUMNS


def test_a_computed_rate_carries_the_interval_of_its_count(panel: Panel) -> None:
    found = estimates(panel, DOCTORS, places_wanted=[LAO_CAI])
    row = found[(found["year"] == 2016) & (found["kind"] == "computed")].iloc[0]
    # Byar's lower limit of 591 events: 591 (1 - 1/(9·591) - 1.95996/(3√591))³
    low = 591 * (1 - 1 / (9 * 591) - 1.959964 / (3 * 591**0.5)) ** 3
    assert row["lower"] == pytest.approx(10_000 * low / 696_500, rel=1e-6)
    assert row["lower"] < row["value"] < row["upper"]
    assert (row["confidence"], row["method"], row["basis"]) == (0.95, "Byar", "full_count")


def test_a_figure_printed_without_counts_has_no_interval_and_says_so(panel: Panel) -> None:
    found = estimates(panel, DOCTORS, places_wanted=[LAO_CAI])
    row = found[found["year"] == 2023].iloc[0]
    assert (row["value"], row["reliability"], row["basis"]) == (14.5, "no_counts", "no_counts")
    assert np.isnan([row["lower"], row["upper"], row["confidence"], row["n"]]).all()


def test_no_deaths_printed_for_a_city_are_marked_and_not_called_reliable(panel: Panel) -> None:
    found = estimates(panel, "infant_mortality", places_wanted=["63-04-040"])
    assert found[["value", "reliability"]].to_numpy().tolist() == [[0.0, "zero_events;no_counts"]]


def test_money_has_no_interval(panel: Panel) -> None:
    found = estimates(panel, "budget_expenditure_per_inhabitant")
    assert found[["lower", "upper", "confidence"]].isna().all(axis=None)
    assert set(found["basis"]) == {"money"}


def test_every_figure_of_a_comparison_leads_to_its_cells(panel: Panel) -> None:
    known = set(panel.observations["cell_id"])
    for boundaries in ("63", "34"):
        for cells in comparable(panel, DOCTORS, Comparison(boundaries))["cells"]:
            assert cells
            assert known.issuperset(cells)


def test_a_region_of_the_34_is_the_sum_of_its_provinces(panel: Panel) -> None:
    frame = comparable(panel, DOCTORS, Comparison("34"))
    frame = frame[frame["year"] == 2016].set_index("place_id")
    inside = [p.place_id for p in places.places("34", "province") if p.region_id == "34-r1"]
    sums = frame.loc[inside, ["numerator", "denominator"]].sum()
    assert frame.loc["34-r1", "value"] == pytest.approx(
        10_000 * sums["numerator"] / sums["denominator"]
    )


def test_ranks_are_those_of_the_values_recounted(panel: Panel) -> None:
    table = ranking.rank_places(panel, DOCTORS, 2016).set_index("place_id")
    for place_id in (LAO_CAI, "63-79", "63-74"):
        ahead = (table["value"] > table.loc[place_id, "value"]).sum()
        assert table.loc[place_id, "rank"] == ahead + 1


def test_of_mortality_the_lowest_is_first_and_equal_places_share_the_better_rank(
    panel: Panel,
) -> None:
    table = ranking.rank_places(panel, "infant_mortality", 2016)
    assert table["value"].is_monotonic_increasing
    tied = table[table.duplicated("value", keep=False)]
    assert len(tied) > 0
    assert tied.groupby("value")["rank"].agg(lambda ranks: len(set(ranks))).eq(1).all()
    first = tied.groupby("value")["rank"].first()
    assert all((table["value"] < value).sum() + 1 == rank for value, rank in first.items())


def test_places_without_a_figure_are_left_out_counted_and_can_be_named(panel: Panel) -> None:
    table = ranking.rank_places(panel, DOCTORS, 2003)
    absent = ranking.absent(panel, DOCTORS, 2003)
    assert table["left_out"].unique().tolist() == [len(absent)] == [3]
    assert len(table) + len(absent) == len(expected_provinces("63", 2003)) == 61
    assert set(absent["place_id"]) == {"63-12", "63-66", "63-92"}  # Lai Châu, Đắk Lắk, Cần Thơ
    assert set(absent["reason"]) == {"covers_more"}


def test_a_place_is_classed_by_the_funnel_around_the_country(panel: Panel) -> None:
    table = ranking.rank_places(panel, DOCTORS, 2016).set_index("place_id")
    # 93 250 700 people have 61 547 doctors: 6.6 per 10 000, so 459.7 expected among 696 500
    assert table["benchmark"].unique().round(4).tolist() == [6.6002]
    assert table.loc[LAO_CAI, ["outcome", "reading"]].tolist() == ["higher_99_8", "better"]
    # 459.7 ± 3.09·√459.7 reaches from 393 to 526 doctors; Lào Cai has 591
    assert 459.7 + 3.09 * 459.7**0.5 < 591


def test_figures_without_counts_are_ranked_and_not_classed(panel: Panel) -> None:
    table = ranking.rank_places(panel, "infant_mortality", 2016)
    assert set(table["outcome"]) == set(table["reading"]) == {"not_compared"}


def test_a_year_without_figures_is_refused_with_the_nearest_ones(panel: Panel) -> None:
    with pytest.raises(DataError) as refused:
        ranking.rank_places(panel, DOCTORS, 2020)
    assert refused.value.en == (
        "No figure of the 63 provinces for: Doctors per 10,000 population, 2020. "
        "The nearest years with one: 2014, 2015, 2016."
    )
    assert refused.value.vi == (
        "Chưa có số liệu của 63 tỉnh, thành phố về: Số bác sĩ trên 10.000 dân, 2020. "
        "Các năm gần nhất có số liệu: 2014, 2015, 2016."
    )
