"""The catalogue of places: how many there are, how they hang together, what a wrong id says."""

from __future__ import annotations

import pytest

from vnhealth.errors import UsageError
from vnhealth.places import parts, place, places, region_of, successor


def test_there_are_63_former_and_34_present_provinces_and_six_regions_of_each_kind() -> None:
    assert len(places("63", "province")) == 63
    assert len(places("34", "province")) == 34
    assert len(places("63", "region")) == 6
    assert len(places("34", "region")) == 6


def test_ha_tay_is_listed_only_when_history_is_asked_for() -> None:
    with_history = {p.place_id for p in places("63", "province", historical=True)}
    assert with_history - {p.place_id for p in places("63", "province")} == {"63-28"}


def test_eleven_provinces_were_kept_seventeen_made_of_two_and_six_of_three() -> None:
    sizes = [len(parts(p.place_id)) for p in places("34", "province")]
    assert (sizes.count(1), sizes.count(2), sizes.count(3)) == (11, 17, 6)
    assert 11 * 1 + 17 * 2 + 6 * 3 == 63


def test_every_former_province_is_part_of_its_successor() -> None:
    for former in places("63", "province", historical=True):
        new = successor(former.place_id)
        assert new is not None
        assert former.place_id in parts(new.place_id, historical=True)


def test_a_code_used_twice_means_two_places() -> None:
    assert place("63-15").name_vi == "Yên Bái"
    assert place("34-15").name_vi == "Lào Cai"


def test_every_parent_and_region_exists_on_the_same_boundaries() -> None:
    for each in places(historical=True):
        if each.level == "province":
            region = region_of(each.place_id)
            assert region is not None
            assert (region.level, region.boundaries) == ("region", each.boundaries)
        if each.level == "district":
            assert each.place_id.startswith(place(each.parent_id).place_id)


def test_regions_changed_with_the_boundaries() -> None:
    assert region_of("63-26").name_vi == "Đồng bằng sông Hồng"  # type: ignore[union-attr]
    assert region_of("34-25").name_vi == "Trung du và miền núi phía Bắc"  # type: ignore[union-attr]
    assert region_of("vn") is None


def test_names_come_in_vietnamese_alphabetical_order() -> None:
    names = [p.name_vi for p in places("63", "province")]
    assert names[:8] == [
        "An Giang",
        "Bà Rịa - Vũng Tàu",
        "Bạc Liêu",
        "Bắc Giang",
        "Bắc Kạn",
        "Bắc Ninh",
        "Bến Tre",
        "Bình Dương",
    ]
    assert names.index("Đà Nẵng") == names.index("Cần Thơ") + 1
    assert names[-2:] == ["Vĩnh Phúc", "Yên Bái"]


@pytest.mark.parametrize(
    ("place_id", "vi", "en"),
    [
        ("63-10", "tỉnh Lào Cai", "Lao Cai province"),
        ("34-79", "thành phố Hồ Chí Minh", "Ho Chi Minh City"),
        ("63-10-088", "thị xã Sa Pa", "Sa Pa town"),
        ("63-10-086", "huyện Bảo Thắng", "Bao Thang district"),
        ("vn", "Cả nước", "Viet Nam"),
    ],
)
def test_a_full_name_says_the_type(place_id: str, vi: str, en: str) -> None:
    assert place(place_id).full_name("vi") == vi
    assert place(place_id).full_name("en") == en


def test_an_unknown_id_names_the_nearest() -> None:
    with pytest.raises(UsageError) as caught:
        place("Hà Giang")
    assert caught.value.en == (
        'There is no place id "Hà Giang"; the nearest are 63-02 (Ha Giang province).'
    )
    assert caught.value.vi == (
        'Không có mã địa phương "Hà Giang"; gần nhất là 63-02 (tỉnh Hà Giang).'
    )


@pytest.mark.parametrize("wrong", ["10", "63-99", "", "nowhere at all", "x" * 100_000])
def test_an_id_near_nothing_says_where_to_look(wrong: str) -> None:
    with pytest.raises(UsageError, match="vnhealth list places"):
        place(wrong)


def test_a_former_province_has_no_parts() -> None:
    with pytest.raises(UsageError) as caught:
        parts("63-10")
    assert "not one of the 34 provinces" in caught.value.en
    assert "không thuộc 34 tỉnh" in caught.value.vi


def test_wrong_boundaries_and_levels_say_what_is_allowed() -> None:
    with pytest.raises(UsageError) as caught:
        places("64")
    assert caught.value.en == (
        'Boundaries are "63" (to June 2025) or "34" (from July 2025), not "64".'
    )
    with pytest.raises(UsageError) as caught:
        places(level="commune")
    assert "country, region, province, district" in caught.value.vi
