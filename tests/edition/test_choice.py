"""Words of a caller mean one place, edition or format, or are refused with what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from vnhealth.edition.choice import edition_of, formats_of, given_for, place_id_of
from vnhealth.errors import UsageError
from vnhealth.project import load_project


@pytest.mark.parametrize(
    ("text", "boundaries", "place_id"),
    [
        ("63-10", "63", "63-10"),
        ("63-10", "34", "63-10"),  # an id says its boundaries itself
        ("Lào Cai", "63", "63-10"),
        ("lao cai", "34", "34-15"),
        ("Cao Bằng", "63", "63-04"),  # the province, as in ordinary speech
        ("TP. Cao Bằng", "63", "63-04-040"),
        ("Hà Tây", "63", "63-28"),
        ("cả nước", "63", "vn"),
    ],
)
def test_an_id_or_a_name_means_one_place(text: str, boundaries: str, place_id: str) -> None:
    assert place_id_of(text, boundaries) == place_id


def test_an_unknown_place_is_refused_by_name() -> None:
    with pytest.raises(UsageError) as caught:
        place_id_of("Atlantis")
    assert caught.value.en.startswith('No one place for "Atlantis": ')
    assert caught.value.vi.startswith('Chưa xác định được địa phương "Atlantis": ')
    assert caught.value.exit_code == 2


def test_formats_come_in_one_order_and_each_once() -> None:
    assert formats_of(["pdf", "html", "pdf"]) == ("html", "pdf")
    assert formats_of(["png", "json", "xlsx"]) == ("xlsx", "json", "png")


@pytest.mark.parametrize("words", [["rtf"], ["html", "doc"], []])
def test_an_unknown_format_or_none_is_refused(words: list[str]) -> None:
    with pytest.raises(UsageError, match=r"--format: .*; allowed: html, pdf, .*xlsx, "):
        formats_of(words)


def test_an_edition_that_the_settings_lack_is_refused(small_project: Any) -> None:
    with pytest.raises(UsageError, match=r"no edition 2031 in vnhealth\.toml; there are: 2024"):
        edition_of(load_project(), 2031)


def test_what_is_not_said_comes_from_the_place_and_the_project(small_project: Any) -> None:
    given = given_for(load_project(), "workforce", place="34-15", year=2025, peers=["Lai Châu"])
    assert given == {
        "place_id": "34-15",
        "year": 2025,
        "language": "vi",
        "boundaries": "34",
        "peers": ("34-12",),
    }


def test_a_comparison_is_about_the_country_and_needs_an_indicator(small_project: Any) -> None:
    given = given_for(
        load_project(), "comparison", place="", year=2024, indicator="doctors_per_10k"
    )
    assert (given["place_id"], given["boundaries"]) == ("vn", "63")
    with pytest.raises(UsageError, match="needs --indicator"):
        given_for(load_project(), "comparison", place="", year=2024)


def test_every_other_topic_needs_a_place(small_project: Any) -> None:
    with pytest.raises(UsageError, match="Name the place with --place"):
        given_for(load_project(), "budget", place="", year=2024)
