"""Spellings that differ only in form share one key; the alphabet is the Vietnamese one."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnhealth.places.names import accents, collation_key, fold, tidy, unscramble


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("Đắk Lắk", "Ðắk Lắk"),
        ("Đắk Lắk", "đăk lăk"),
        ("Bà Rịa - Vũng Tàu", "BÀ RỊA–VŨNG TÀU"),
        ("Mỹ Lý", "Mĩ Lí"),
        ("Quảng\u00a0\u00a0Nam", "Quảng Nam"),
        ("S\u200bơn La", "Sơn La"),
    ],
)
def test_one_name_has_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


def test_letters_of_another_alphabet_are_not_dropped() -> None:
    assert fold("Hà Nội東") != fold("Hà Nội")


def test_broken_escapes_do_not_crash() -> None:
    assert tidy("<U+D800>") == "?"
    assert tidy("<U+FFFFFF>") == "?"


@given(st.text(alphabet="aăâbcdđeêioôơuưyàảãáạẰẾ ", max_size=30))
def test_reading_utf8_as_latin_1_is_undone(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    assert unscramble(composed.encode().decode("latin-1")) == composed


@given(st.text(alphabet="aăâÁđĐðộỹÝ?–- .\u00a0\u0301", max_size=60))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_a_text_that_only_looks_scrambled_is_left_alone() -> None:
    assert unscramble("Ý–") == "Ý–"  # its octets DD 96 would be an Arabic letter


def test_letters_come_before_tones_and_words_one_by_one() -> None:
    names = ["Đà", "da", "dạ", "dá", "đa", "ăn", "an", "ân", "an giang", "anh", "Hà Nội", "Hạ Long"]
    assert sorted(names, key=collation_key) == [
        "an",
        "an giang",
        "anh",
        "ăn",
        "ân",
        "da",
        "dá",
        "dạ",
        "đa",
        "Đà",
        "Hạ Long",
        "Hà Nội",
    ]


@given(st.text(max_size=60))
def test_every_letter_of_the_key_has_its_accents(text: str) -> None:
    assert len(accents(text)) == len(fold(text).replace(" ", ""))
