"""Pages of today's provinces rest on figures of the provinces they were before July 2025."""

from __future__ import annotations

import pandas as pd
import pytest

from vnhealth import places, views
from vnhealth.topics.availability import availability
from vnhealth.views.carried import ground, points_about, went_on_alone

TODAY = [place.place_id for place in places.places("34", "province")]


def _of(panel: views.Panel, indicator: str, place_id: str, year: int) -> pd.DataFrame:
    frame = points_about(panel, indicator, place_id)
    mine = (frame["place_id"] == place_id) & (frame["year"] == year)
    return frame[mine & (frame["role"] == "actual")]


def test_a_merged_province_has_the_sum_of_its_parts_and_their_cells(panel: views.Panel) -> None:
    rate = _of(panel, "doctors_per_10k", "34-15", 2016).iloc[0]
    parts = [_of(panel, "doctors", each, 2016).iloc[0] for each in ("63-10", "63-15")]
    assert rate["numerator"] == sum(part["value"] for part in parts) == 1200
    assert rate["value"] == pytest.approx(1200 / (696_500 + 800_300) * 10_000)
    assert {part["cells"][0] for part in parts} < set(rate["cells"])
    assert len(rate["cells"]) == 4
    assert rate["kind"] == "computed"


def test_an_unmerged_province_keeps_every_figure_as_printed(panel: views.Panel) -> None:
    for indicator in ("doctors", "full_immunisation_coverage", "infant_mortality"):
        before = views.points(panel, indicator, places_wanted=["63-12"])
        now = points_about(panel, indicator, "34-12")
        now = now[now["place_id"] == "34-12"]
        kept = ["year", "role", "value", "printed", "cells", "kind", "comparator"]
        assert set(before[kept].itertuples(index=False)) <= set(now[kept].itertuples(index=False))


def test_a_rate_without_counts_is_not_merged_and_the_page_says_why(panel: views.Panel) -> None:
    assert _of(panel, "full_immunisation_coverage", "34-15", 2016).empty
    reason = availability("coverage", "34-15", 2025, panel)
    assert reason is not None
    assert "không gộp được" in reason


def test_targets_of_a_part_are_no_targets_of_the_whole(panel: views.Panel) -> None:
    for indicator in ("doctors_per_10k", "health_insurance_coverage"):
        found = points_about(panel, indicator, "34-15")
        assert found[(found["place_id"] == "34-15") & (found["role"] == "target")].empty


def test_other_places_get_what_is_on_record_and_no_more(panel: views.Panel) -> None:
    assert points_about(panel, "doctors", "63-10").equals(views.points(panel, "doctors"))
    assert ground("63-r1") == ("63-r1",)


@pytest.mark.parametrize(
    ("year", "former"), [(2007, None), (2008, "63-01"), (2016, "63-01")], ids=str
)
def test_ha_noi_is_one_province_from_the_year_ha_tay_joined(year: int, former: str | None) -> None:
    assert went_on_alone("34-01", year) == former


def test_doctors_of_the_34_add_up_to_those_of_the_63(panel: views.Panel) -> None:
    frame = points_about(panel, "doctors", "34-15")
    frame = frame[(frame["year"] == 2016) & (frame["role"] == "actual")]
    now = frame[frame["place_id"].isin(TODAY)].drop_duplicates("place_id")
    before = frame[frame["place_id"].str.match(r"63-\d\d$")].drop_duplicates("place_id")
    assert len(now) == 34
    assert now["value"].sum() == before["value"].sum()


@pytest.mark.parametrize("topic", ["workforce", "budget"])
def test_every_province_of_today_has_a_page(panel: views.Panel, topic: str) -> None:
    assert [each for each in TODAY if availability(topic, each, 2025, panel)] == []
