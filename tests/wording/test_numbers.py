"""The one formatter: half up, decimal comma and dot, signs, ranges, sums of money."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnhealth.quantity import read_cell
from vnhealth.wording import numbers
from vnhealth.wording.numbers import compared, half_up, money, number, signed, span

LANGUAGES = st.sampled_from(["vi", "en"])
VALUES = st.floats(-1e12, 1e12, allow_nan=False, allow_infinity=False)
GROUP, POINT = {"vi": ".", "en": ","}, {"vi": ",", "en": "."}


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.5, 0, "1"),  # half-even would give 0
        (1.5, 0, "2"),
        (2.5, 0, "3"),  # half-even would give 2
        (-2.5, 0, "-3"),
        (0.25, 1, "0.3"),
        (2.675, 2, "2.68"),  # the binary value is 2.67499…; as printed it is a half
        (1.005, 2, "1.01"),
        (8.485, 2, "8.49"),
        (1e15, 0, "1000000000000000"),
    ],
)
def test_a_half_goes_up_on_the_digits_as_printed(
    value: float, decimals: int, expected: str
) -> None:
    assert half_up(value, decimals) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (1092, 0, "1.092", "1,092"),
        (14.5, 1, "14,5", "14.5"),
        (1_234_567.891, 2, "1.234.567,89", "1,234,567.89"),
        (999, 0, "999", "999"),
        (999.95, 1, "1.000,0", "1,000.0"),
        (8, 1, "8,0", "8.0"),
        (0, 0, "0", "0"),
        (0.004, 3, "0,004", "0.004"),
        (-3, 0, "−3", "−3"),
        (-0.04, 1, "0,0", "0.0"),  # a zero has no sign
        (float("nan"), 1, "…", "…"),
        (float("inf"), 1, "…", "…"),
        (None, 0, "…", "…"),
    ],
)
def test_a_number_in_both_languages(value: float | None, decimals: int, vi: str, en: str) -> None:
    assert number(value, decimals, "vi") == vi
    assert number(value, decimals, "en") == en


def test_idle_zeros_are_dropped_only_where_asked() -> None:
    assert number(11.0, 1, "vi", trim=True) == "11"
    assert number(11.5, 2, "vi", trim=True) == "11,5"
    assert number(100.0, 0, "vi", trim=True) == "100"
    assert number(11.0, 1, "vi") == "11,0"


@settings(deadline=None)
@given(VALUES, st.integers(0, 4), LANGUAGES)
def test_a_number_reads_back_as_itself_rounded_half_up(
    value: float, decimals: int, language: str
) -> None:
    text = number(value, decimals, language)
    plain = text.replace(GROUP[language], "").replace(POINT[language], ".").replace("−", "-")
    exact = Decimal(repr(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    assert Decimal(plain) == exact


@settings(deadline=None)
@given(st.floats(0, 1e9, allow_nan=False), st.integers(0, 3), LANGUAGES)
def test_our_own_reader_reads_what_the_formatter_prints(
    value: float, decimals: int, language: str
) -> None:
    quantity = read_cell(number(value, decimals, language), style=language).quantity
    assert quantity is not None
    assert quantity.value == half_up(value, decimals)


@settings(deadline=None)
@given(VALUES, st.integers(0, 4), LANGUAGES)
def test_the_shape_is_groups_of_three_and_the_digits_asked_for(
    value: float, decimals: int, language: str
) -> None:
    group, point = re.escape(GROUP[language]), re.escape(POINT[language])
    fraction = rf"{point}\d{{{decimals}}}" if decimals else ""
    assert re.fullmatch(
        rf"−?\d{{1,3}}({group}\d{{3}})*{fraction}", number(value, decimals, language)
    )


@settings(deadline=None)
@given(VALUES, st.integers(0, 3), LANGUAGES)
def test_a_signed_number_shows_its_sign_unless_it_prints_as_zero(
    value: float, decimals: int, language: str
) -> None:
    text = signed(value, decimals, language)
    rounded = half_up(value, decimals)
    first = {1: "+", 0: text[0], -1: "−"}[(rounded > 0) - (rounded < 0)]
    assert text[0] == first
    assert text.lstrip("+−") == number(abs(rounded), decimals, language)


def test_a_missing_change_is_the_missing_mark() -> None:
    assert signed(None, 1, "vi") == signed(float("nan"), 1, "en") == "…"


def test_a_range_has_an_en_dash_and_no_idle_zeros() -> None:
    assert span(65, 90, 1, "vi") == "65–90"
    assert span(0.5, 1.5, 1, "vi") == "0,5–1,5"
    assert span(1000, 2000, 0, "en") == "1,000–2,000"


@pytest.mark.parametrize(
    ("comparator", "expected"),
    [
        ("eq", "95"),
        ("lt", "<\u00a095"),
        ("le", "≤\u00a095"),
        ("gt", ">\u00a095"),
        ("ge", "≥\u00a095"),
        ("approx", "≈\u00a095"),
    ],
)
def test_a_comparator_is_a_sign_that_never_leaves_its_figure(
    comparator: str, expected: str
) -> None:
    assert compared(comparator, "95") == expected


@pytest.mark.parametrize(
    ("value", "vi", "en"),
    [
        (529_700_000_000, ("529,7", "tỷ đồng"), ("529.7", "billion VND")),
        (7_428_995_000_000, ("7.429,0", "tỷ đồng"), ("7,429.0", "billion VND")),
        (1_000_000_000, ("1,0", "tỷ đồng"), ("1.0", "billion VND")),
        (999_400_000, ("999,4", "triệu đồng"), ("999.4", "million VND")),
        (60_000_000, ("60,0", "triệu đồng"), ("60.0", "million VND")),
        (1_000_000, ("1,0", "triệu đồng"), ("1.0", "million VND")),
        (668_637, ("669", "nghìn đồng"), ("669", "thousand VND")),
        (-3_000_000_000, ("−3,0", "tỷ đồng"), ("−3.0", "billion VND")),
        (0, ("0", "tỷ đồng"), ("0", "billion VND")),
        (None, ("…", ""), ("…", "")),
    ],
)
def test_a_sum_of_money_chooses_its_unit(
    value: float | None, vi: tuple[str, str], en: tuple[str, str]
) -> None:
    assert money(value, "vi") == vi
    assert money(value, "en") == en


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (999_999_999, ("1,0", "tỷ đồng")),
        (999_960_000, ("1,0", "tỷ đồng")),
        (999_940_000, ("999,9", "triệu đồng")),
        (999_999, ("1,0", "triệu đồng")),
        (999_600, ("1,0", "triệu đồng")),
        (999_400, ("999", "nghìn đồng")),
    ],
)
def test_a_sum_that_rounds_up_to_the_next_unit_is_printed_in_it(
    value: float, expected: tuple[str, str]
) -> None:
    """Never "1.000,0 triệu đồng" for a billion less a dong."""
    assert money(value, "vi") == expected


@settings(deadline=None)
@given(st.floats(1, 1e15, allow_nan=False), LANGUAGES)
def test_a_printed_sum_is_within_half_its_last_digit(value: float, language: str) -> None:
    printed, unit = money(value, language)
    scale = {
        "tỷ đồng": 1e9,
        "billion VND": 1e9,
        "triệu đồng": 1e6,
        "million VND": 1e6,
        "nghìn đồng": 1e3,
        "thousand VND": 1e3,
        "đồng": 1,
        "VND": 1,
    }[unit]
    plain = float(printed.replace(GROUP[language], "").replace(POINT[language], "."))
    last = 0.05 if POINT[language] in printed else 0.5
    assert abs(plain * scale - value) <= last * scale * (1 + 1e-9)


def test_a_small_sum_is_never_printed_as_nothing() -> None:
    """Below a thousand the figure is in dong."""
    assert money(400, "vi") == ("400", "đồng")
    assert money(999, "en") == ("999", "VND")


def test_the_signs_for_what_is_absent_differ() -> None:
    marks = [numbers.MISSING, numbers.NOT_APPLICABLE, numbers.SUPPRESSED, numbers.MINUS]
    assert len(set(marks)) == 4
