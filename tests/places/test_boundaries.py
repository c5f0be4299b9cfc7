"""Sixty-three provinces become thirty-four by sums that can be checked by hand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import pandas as pd
import pytest

from vnhealth.errors import DataError, UsageError
from vnhealth.places import parts, places, to_boundaries


@dataclass(frozen=True)
class Facts:
    additive: bool
    multiplier: float = 1.0


INDICATORS = {
    "doctors": Facts(additive=True),
    "population": Facts(additive=True),
    "doctors_per_10k": Facts(additive=False, multiplier=10_000),
    "life_expectancy": Facts(additive=False),
}


def observations(*rows: dict[str, Any]) -> pd.DataFrame:
    usual = {
        "indicator": "doctors",
        "year": 2010,
        "role": "actual",
        "status": "final",
        "comparator": "eq",
        "numerator": math.nan,
        "denominator": math.nan,
        "unit": "person",
        "qualifier": "",
        "source_id": "nso-doctors",
        "locator": "",
        "flags": "",
    }
    filled = [usual | row for row in rows]
    return pd.DataFrame(
        [
            r | {"period": str(r["year"]), "cell_id": f"c{i}", "printed": str(r["value"])}
            for i, r in enumerate(filled, start=1)
        ]
    )


def carry(*rows: dict[str, Any], to: str = "34") -> Any:
    return to_boundaries(observations(*rows), to, indicators=INDICATORS)


# Doctors under provincial departments of health, from the statistics office's table 2002–2016.


def test_counts_of_the_parts_are_summed_and_traceable() -> None:
    carried = carry(
        {"place_id": "63-10", "value": 427.0},
        {"place_id": "63-15", "value": 548.0, "status": "preliminary", "flags": "checked"},
    )
    (row,) = carried.frame.to_dict("records")
    assert row["place_id"] == "34-15"
    assert row["value"] == 427 + 548
    assert row["cell_id"] == "c1;c2"
    assert row["printed"] == "427.0 + 548.0"
    assert row["status"] == "preliminary"
    assert row["flags"] == "checked;resummed"
    assert carried.left_out.empty


def test_a_missing_part_leaves_the_year_out_and_says_which() -> None:
    carried = carry({"place_id": "63-10", "value": 427.0})
    assert carried.frame.empty
    (row,) = carried.left_out.to_dict("records")
    assert (row["place_id"], row["from_places"], row["missing_places"]) == (
        "34-15",
        "63-10",
        "63-15",
    )
    assert row["reason_en"] == (
        "There is no figure of its own for Yen Bai, so the sum would be incomplete."
    )
    assert row["reason_vi"] == "Không có số liệu riêng của Yên Bái nên tổng sẽ không đầy đủ."


def test_can_tho_of_2003_already_holds_hau_giang() -> None:
    carried = carry(
        {"place_id": "63-92", "year": 2003, "value": 770.0},
        {"place_id": "63-94", "year": 2003, "value": 396.0},
    )
    assert carried.frame["value"].tolist() == [770 + 396]


def test_can_tho_of_2005_needs_hau_giang() -> None:
    rows = [
        {"place_id": "63-92", "year": 2005, "value": 535.0},
        {"place_id": "63-94", "year": 2005, "value": 400.0},
    ]
    assert carry(*rows).frame.empty
    with_it = carry(*rows, {"place_id": "63-93", "year": 2005, "value": 312.0})
    assert with_it.frame["value"].tolist() == [535 + 400 + 312]


def test_lai_chau_of_2003_holds_dien_bien_and_is_not_the_present_lai_chau() -> None:
    carried = carry({"place_id": "63-12", "year": 2003, "value": 291.0})
    assert carried.frame.empty
    assert carried.left_out["reason_en"].tolist() == [
        "In that year the figures also cover Dien Bien, which lies outside the new province."
    ]


def test_a_row_of_its_own_counts_for_itself() -> None:
    carried = carry(
        {"place_id": "63-12", "year": 2003, "value": 100.0},
        {"place_id": "63-11", "year": 2003, "value": 191.0},
    )
    values = dict(zip(carried.frame["place_id"], carried.frame["value"], strict=True))
    assert values == {"34-12": 100, "34-11": 191}


def test_ha_tay_before_2008_is_part_of_ha_noi() -> None:
    both = carry(
        {"place_id": "63-01", "year": 2005, "value": 1654.0},
        {"place_id": "63-28", "year": 2005, "value": 1046.0},
    )
    assert both.frame[["place_id", "value"]].to_numpy().tolist() == [["34-01", 1654 + 1046]]
    alone = carry({"place_id": "63-01", "year": 2005, "value": 1654.0})
    assert alone.left_out["missing_places"].tolist() == ["63-28"]
    later = carry({"place_id": "63-01", "year": 2010, "value": 2974.0})
    assert later.frame[["place_id", "value"]].to_numpy().tolist() == [["34-01", 2974.0]]


def test_a_rate_is_made_anew_from_its_counts() -> None:
    rate = {"indicator": "doctors_per_10k", "unit": "per_10k"}
    carried = carry(
        rate | {"place_id": "63-10", "value": 6.8, "numerator": 427.0, "denominator": 626_800.0},
        rate | {"place_id": "63-15", "value": 7.3, "numerator": 548.0, "denominator": 751_300.0},
    )
    (row,) = carried.frame.to_dict("records")
    assert row["value"] == pytest.approx(10_000 * (427 + 548) / (626_800 + 751_300))
    assert (row["numerator"], row["denominator"]) == (975, 1_378_100)


def test_a_rate_without_counts_is_never_averaged() -> None:
    rate = {"indicator": "doctors_per_10k", "unit": "per_10k"}
    carried = carry(
        rate | {"place_id": "63-10", "value": 6.8, "numerator": 427.0, "denominator": 626_800.0},
        rate | {"place_id": "63-15", "value": 7.3},
    )
    assert carried.frame.empty
    assert "rates are not averaged" in carried.left_out["reason_en"].item()
    assert "không lấy trung bình" in carried.left_out["reason_vi"].item()


def test_a_rate_of_an_unmerged_province_is_carried_as_it_is() -> None:
    carried = carry({"place_id": "63-04", "indicator": "life_expectancy", "value": 70.1})
    (row,) = carried.frame.to_dict("records")
    assert (row["place_id"], row["value"], row["flags"]) == ("34-04", 70.1, "")


def test_a_bound_has_no_sum_and_an_estimate_stays_one() -> None:
    first = {"place_id": "63-10", "value": 400.0}
    bound = carry(first, {"place_id": "63-15", "value": 500.0, "comparator": "ge"})
    assert "bound or a range" in bound.left_out["reason_en"].item()
    about = carry(first, {"place_id": "63-15", "value": 500.0, "comparator": "approx"})
    assert about.frame["comparator"].tolist() == ["approx"]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"place_id": "63-r1"}, "has no counterpart"),
        ({"place_id": "63-04-040"}, "has no counterpart"),
    ],
)
def test_regions_and_districts_have_no_counterpart(row: dict[str, Any], words: str) -> None:
    carried = carry(row | {"value": 1.0})
    assert carried.frame.empty
    assert words in carried.left_out["reason_en"].item()


def test_two_figures_for_one_place_are_not_summed() -> None:
    carried = carry(
        {"place_id": "63-10", "value": 1.0},
        {"place_id": "63-10", "value": 2.0},
        {"place_id": "63-15", "value": 3.0},
    )
    assert carried.frame.empty
    assert "two figures" in carried.left_out["reason_en"].item()


def test_an_indicator_outside_the_catalogue_is_not_summed() -> None:
    rows = [{"place_id": p, "indicator": "x", "value": 1.0} for p in ("63-10", "63-15")]
    assert "not in the catalogue" in carry(*rows).left_out["reason_en"].item()


def test_figures_of_different_sources_years_and_roles_do_not_mix() -> None:
    first = {"place_id": "63-10", "value": 1.0}
    for other in ({"source_id": "other"}, {"year": 2011}, {"role": "target"}):
        carried = carry(first, {"place_id": "63-15", "value": 2.0} | other)
        assert carried.frame.empty
        assert len(carried.left_out) == 2


def test_the_country_and_rows_already_there_pass_unchanged() -> None:
    carried = carry({"place_id": "vn", "value": 5.0}, {"place_id": "34-15", "value": 6.0})
    assert carried.frame["place_id"].tolist() == ["vn", "34-15"]
    assert carried.frame["value"].tolist() == [5.0, 6.0]


def test_back_to_63_only_unmerged_provinces_can_go() -> None:
    carried = carry(
        {"place_id": "34-04", "value": 5.0}, {"place_id": "34-15", "value": 6.0}, to="63"
    )
    assert carried.frame["place_id"].tolist() == ["63-04"]
    assert "cannot be divided" in carried.left_out["reason_en"].item()


def test_the_sum_over_34_equals_the_sum_over_63() -> None:
    former = places("63", "province")
    carried = carry(*({"place_id": p.place_id, "value": float(i)} for i, p in enumerate(former)))
    assert len(carried.frame) == 34
    assert carried.frame["value"].sum() == sum(range(63))
    three = carried.frame.set_index("place_id")["value"]
    order = {p.place_id: float(i) for i, p in enumerate(former)}
    assert three["34-79"] == sum(order[old] for old in parts("34-79"))


def test_columns_and_types_are_kept() -> None:
    frame = observations({"place_id": "63-10", "value": 1.0}, {"place_id": "63-15", "value": 2.0})
    carried = to_boundaries(frame, "34", indicators=INDICATORS.__getitem__).frame
    assert carried.columns.tolist() == frame.columns.tolist()
    assert carried.dtypes.tolist() == frame.dtypes.tolist()
    empty = to_boundaries(frame.iloc[:0], "34", indicators=INDICATORS).frame
    assert empty.dtypes.tolist() == frame.dtypes.tolist()


def test_the_catalogue_says_what_may_be_summed() -> None:
    catalog = pytest.importorskip("vnhealth.catalog")
    if not hasattr(catalog, "indicator"):
        pytest.skip("the catalogue of indicators is not there")
    frame = observations({"place_id": "63-10", "value": 1.0}, {"place_id": "63-15", "value": 2.0})
    assert to_boundaries(frame).frame["value"].tolist() == [3.0]


def test_a_table_without_its_columns_or_with_unknown_boundaries_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        to_boundaries(pd.DataFrame({"place_id": ["63-10"]}), indicators=INDICATORS)
    assert caught.value.en == (
        "The table has no column indicator, year, value, so it can't be carried over."
    )
    with pytest.raises(UsageError):
        carry({"place_id": "63-10", "value": 1.0}, to="35")
