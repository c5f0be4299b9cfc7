"""A change of territory is told apart from a change of the figure."""

from __future__ import annotations

from datetime import date

import pytest

from vnhealth.places import breaks, coverage, history, place, places, territory
from vnhealth.places.history import types_on


@pytest.mark.parametrize(
    ("parent", "child"), [("63-12", "63-11"), ("63-66", "63-67"), ("63-92", "63-93")]
)
def test_a_parent_covers_its_child_until_2003(parent: str, child: str) -> None:
    assert coverage(parent, 2003) == {parent, child}
    assert coverage(parent, 2004) == {parent}
    assert coverage(child, 2003) == frozenset()
    assert coverage(child, 2004) == {child}


def test_ha_noi_covers_ha_tay_from_2008() -> None:
    assert coverage("63-01", 2007) == {"63-01"}
    assert coverage("63-28", 2007) == {"63-28"}
    assert coverage("63-01", 2008) == {"63-01", "63-28"}
    assert coverage("63-28", 2008) == frozenset()


@pytest.mark.parametrize("year", [2002, 2003, 2004, 2007, 2008, 2016, 2024])
def test_in_every_year_the_provinces_cover_the_country_once(year: int) -> None:
    covered = [coverage(p.place_id, year) for p in places("63", "province", historical=True)]
    assert sum(len(each) for each in covered) == 64
    assert frozenset().union(*covered) == territory("vn")


def test_the_34_provinces_cover_the_country_once() -> None:
    covered = [territory(p.place_id) for p in places("34", "province")]
    assert sum(len(each) for each in covered) == 64
    assert frozenset().union(*covered) == territory("vn")


def test_lai_chau_2003_to_2004_is_a_boundary_change() -> None:
    left, came = breaks("63-12", 2002, 2016)
    assert (left.year, left.kind, left.includes) == (2004, "split", ("63-11",))
    assert "Điện Biên" in left.note_vi
    assert "Dien Bien" in left.note_en
    assert (came.year, came.kind, came.includes) == (2004, "transfer", ("63-10",))  # Than Uyên


def test_a_series_that_begins_with_the_break_has_none() -> None:
    assert breaks("63-12", 2004, 2016) == []
    assert breaks("63-12", 2002, 2003) == []


def test_a_split_inside_a_merged_province_is_no_break_of_it() -> None:
    assert breaks("34-92", 2002, 2016) == []  # Cần Thơ and Hậu Giang are both in it
    assert [b.year for b in breaks("34-66", 2002, 2016)] == [2004]  # Đắk Nông went to Lâm Đồng


def test_ha_noi_2008_is_a_break_and_for_the_34_only_the_transfers_are() -> None:
    assert [(b.year, b.kind) for b in breaks("63-01", 2002, 2016)] == [
        (2008, "merge"),
        (2008, "transfer"),
    ]
    assert [(b.year, b.kind) for b in breaks("34-01", 2002, 2016)] == [(2008, "transfer")]


def test_the_merger_of_2025_is_a_break_of_merged_provinces_only() -> None:
    assert [(b.year, b.includes) for b in breaks("63-10", 2020, 2026)] == [(2025, ("63-15",))]
    assert [(b.year, b.includes) for b in breaks("34-15", 2020, 2026)] == [
        (2025, ("63-10", "63-15"))
    ]
    assert breaks("34-04", 2020, 2026) == []
    assert breaks("vn", 1995, 2026) == []


def test_a_new_type_or_name_is_history_but_no_break() -> None:
    (event,) = history("63-46")
    assert (event.date, event.name_before, event.name_after) == (
        "2025-01-01",
        "Thừa Thiên Huế",
        "Huế",
    )
    assert breaks("63-46", 2020, 2026) == []


@pytest.mark.parametrize(
    ("place_id", "last_day"),
    [
        ("34-75", date(2026, 4, 29)),
        ("34-22", date(2026, 8, 31)),
        ("34-24", date(2026, 9, 19)),
        ("63-46", date(2024, 12, 31)),
    ],
)
def test_a_province_becomes_a_city_on_its_day(place_id: str, last_day: date) -> None:
    next_day = date.fromordinal(last_day.toordinal() + 1)
    assert types_on(place(place_id), last_day) == {"tỉnh"}
    assert types_on(place(place_id), next_day) == {"thành phố"}


def test_districts_end_with_june_2025() -> None:
    for each in places(level="district"):
        assert not each.existed_on(date(2025, 7, 1))
