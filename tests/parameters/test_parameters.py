"""Unknown, mistyped and impossible parameters stop before a notebook starts."""

from __future__ import annotations

from typing import Any

import pytest

from vnhealth.errors import UsageError
from vnhealth.parameters import check

GOOD: dict[str, Any] = {"place_id": "63-10", "year": 2024}


def refused(topic: str = "workforce", **given: Any) -> UsageError:
    with pytest.raises(UsageError) as fault:
        check(topic, **{**GOOD, **given})
    assert fault.value.exit_code == 2
    assert fault.value.en.startswith("Parameters: ")
    assert fault.value.vi.startswith("Tham số: ")
    return fault.value


def test_what_is_left_out_is_vietnamese_on_63_provinces_without_peers() -> None:
    made = check("workforce", **GOOD)
    assert (made.language, made.boundaries, made.peers, made.indicator) == ("vi", "63", (), "")


@pytest.mark.parametrize("peers", [["63-12", "63-04"], ("63-12", "63-04")])
def test_peers_are_a_list_in_a_notebook_and_keep_their_order(peers: Any) -> None:
    assert check("workforce", **GOOD, peers=peers).peers == ("63-12", "63-04")


@pytest.mark.parametrize(
    ("topic", "given"),
    [
        ("workforce", {"place_id": "63-04-040"}),  # a city below its province
        ("workforce", {"place_id": "34-15", "boundaries": "34"}),
        ("workforce", {"place_id": "34-15", "boundaries": "34", "year": 2030}),
        ("workforce", {"place_id": "63-10", "year": 2025}),  # until the end of June
        ("workforce", {"place_id": "63-28", "year": 2008}),  # Hà Tây, until the end of July
        ("coverage", {"place_id": "vn", "boundaries": "34"}),
        ("comparison", {"place_id": "vn", "indicator": "doctors_per_10k", "boundaries": "34"}),
        ("edition", {"place_id": "vn", "boundaries": "34"}),
        ("edition", {"place_id": "63-r2"}),
        ("targets", {"place_id": "vn"}),
        ("profile", {"place_id": "63-10", "peers": ["63-12"]}),
    ],
)
def test_what_is_possible_passes(topic: str, given: dict[str, Any]) -> None:
    assert check(topic, **{**GOOD, **given}).topic == topic


@pytest.mark.parametrize(
    ("given", "en", "vi"),
    [
        ({"year": "2024"}, "year is '2024'; allowed: 1990–2035", "year là '2024'; cho phép"),
        ({"year": 2024.0}, "year is 2024.0; allowed: 1990–2035", "year là 2024.0"),
        ({"year": True}, "year is True; allowed: 1990–2035", "year là True"),
        ({"year": 1989}, "year is 1989; allowed: 1990–2035", "year là 1989"),
        ({"year": 2036}, "year is 2036; allowed: 1990–2035", "year là 2036"),
        ({"place_id": 1}, 'place_id is 1; allowed: "63-10"', "place_id là 1"),
        (
            {"place_id": "Lào Cai"},
            'place_id: There is no place id "Lào Cai"; the nearest are 63-10',
            "Không có mã địa phương",
        ),
        ({"place_id": "63-99"}, 'place_id: There is no place "63-99"', "Không có địa phương"),
        ({"language": "fr"}, "language is 'fr'; allowed: vi, en", "language là 'fr'; cho phép"),
        ({"boundaries": 63}, 'boundaries is 63; allowed: "63", "34"', "boundaries là 63"),
        ({"boundaries": "62"}, "boundaries is '62'; allowed: \"63\"", "boundaries là '62'"),
        ({"peers": "63-12"}, "peers is '63-12'; allowed: [", "peers là '63-12'"),
        ({"indicator": "surgeons"}, "indicator: There is no indicator", "Không có chỉ số"),
        ({"colour": "red"}, "colour is not a parameter; known: topic, ", "không có tham số colour"),
    ],
)
def test_one_wrong_parameter_is_named_with_what_is_allowed(
    given: dict[str, Any], en: str, vi: str
) -> None:
    fault = refused(**given)
    assert en in fault.en
    assert vi in fault.vi


def test_an_unknown_topic_is_named_with_the_topics_there_are() -> None:
    fault = refused("staff")
    there = "profile, targets, workforce, budget, coverage, edition, comparison, quality"
    assert fault.en == f"Parameters: topic is 'staff'; allowed: {there}."
    assert fault.vi == f"Tham số: topic là 'staff'; cho phép: {there}."


def test_a_missing_parameter_is_said_to_be_missing() -> None:
    with pytest.raises(UsageError) as fault:
        check("workforce")
    assert fault.value.en == (
        'Parameters: place_id is missing; an example: "63-10"; '
        "year is missing; an example: 1990–2035."
    )
    assert fault.value.vi.startswith('Tham số: thiếu place_id; ví dụ: "63-10"; thiếu year')


def test_every_fault_is_named_at_once() -> None:
    fault = refused(
        place_id=1, year="2024", language="fr", boundaries="62", peers=["63-99", 5], colour=1
    )
    for name in ("place_id", "year", "language", "boundaries", "peers.0", "peers.1", "colour"):
        assert name in fault.en
        assert name in fault.vi


@pytest.mark.parametrize("topic", ["workforce", "comparison"])
def test_a_place_of_the_other_boundary_set_is_refused(topic: str) -> None:
    fault = refused(topic, place_id="34-15", indicator="doctors_per_10k")
    assert fault.en == (
        "Parameters: place_id: place 34-15 belongs to the boundary set 34, but boundaries is 63. "
        "Give --boundaries 34, or a place of 63."
    )
    assert "place_id: địa phương 34-15 thuộc bộ địa giới 34" in fault.vi


def test_a_peer_of_the_other_boundary_set_is_refused_too() -> None:
    assert "peers: place 34-22 belongs to the boundary set 34" in refused(peers=["34-22"]).en


def test_a_place_is_not_its_own_peer() -> None:
    fault = refused(peers=["63-12", "63-10"])
    assert fault.en == "Parameters: 63-10 is its own peer. Leave it out of peers."
    assert fault.vi == "Tham số: 63-10 không thể so với chính mình. Hãy bỏ khỏi peers."


@pytest.mark.parametrize(
    ("place_id", "year", "end", "heir"),
    [
        ("63-10", 2026, "2025-06-30", "34-15"),
        ("63-12", 2026, "2025-06-30", "34-12"),
        ("63-28", 2009, "2008-07-31", "34-01"),
    ],
)
def test_a_year_after_a_place_has_ended_is_refused_with_its_successor(
    place_id: str, year: int, end: str, heir: str
) -> None:
    fault = refused(place_id=place_id, year=year)
    assert fault.en == (
        f"Parameters: {place_id} existed until {end}, so it has no year {year}. "
        f"Its successor is {heir}."
    )
    assert f"chỉ tồn tại đến {end} nên không có năm {year}" in fault.vi


def test_a_comparison_needs_an_indicator() -> None:
    fault = refused("comparison", place_id="vn")
    assert fault.en == (
        "Parameters: A comparison needs an indicator; `vnhealth list indicators` shows them all."
    )
    assert "cần một chỉ số" in fault.vi


@pytest.mark.parametrize("place_id", ["63-10", "63-04-040"])
def test_an_edition_brief_is_of_the_country_or_a_region(place_id: str) -> None:
    fault = refused("edition", place_id=place_id)
    assert fault.en == (
        "Parameters: An edition brief is about the country (vn) or a region, not about "
        f"{place_id}. Choose the topic profile for one place."
    )
    assert f"không nói về {place_id}" in fault.vi


@pytest.mark.parametrize("given", [{"peers": ["63-10"]}, {"indicator": "doctors"}])
def test_an_edition_brief_has_no_peers_and_no_indicator(given: dict[str, Any]) -> None:
    fault = refused("edition", place_id="vn", **given)
    assert "An edition brief has neither peers nor an indicator" in fault.en
    assert "không có peers và chỉ số" in fault.vi


def test_checked_parameters_dont_change() -> None:
    made = check("workforce", **GOOD)
    with pytest.raises(ValueError, match="frozen"):
        made.year = 2025  # type: ignore[misc]
