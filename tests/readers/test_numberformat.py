"""Number formats: what a cell shows, half up, in Vietnamese and in English."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vnhealth.readers.dateformat import is_date_format, show_date
from vnhealth.readers.numberformat import show_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (1092, "General", "1092"),
        (14.5, "General", "14,5"),
        (0.1 + 0.2, "General", "0,3"),
        (1234567.891, "#,##0", "1.234.568"),
        (0.5, "0", "1"),
        (1.5, "0", "2"),
        (2.5, "0", "3"),
        (-2.5, "0", "-3"),
        (-0.4, "0", "0"),
        (0.865, "0%", "87%"),
        (0.865, "0.0%", "86,5%"),
        (12, "00", "12"),
        (7, "00", "07"),
        (14.5, "0.0##", "14,5"),
        (14, "0.0##", "14,0"),
        (0.5, "#.##", ",5"),
        (1234567, "#,##0,", "1.235"),
        (-1234, "#,##0;[Red](#,##0)", "(1.234)"),
        (0, '#,##0;[Red]\\-#,##0;"";@', ""),
        (529.7, '#,##0.0" tỷ"', "529,7 tỷ"),
        (5, "[<10]0.0;[>=10]0", "5,0"),
        (15, "[<10]0.0;[>=10]0", "15"),
        (1000, "[$-42A]#,##0", "1.000"),
        (1000, "[$₫-42A]#,##0", "₫1.000"),
        (1234.5, '_(* #,##0_);_(* \\(#,##0\\);_(* "-"??_);_(@_)', "1.235"),
        (12345, "0.00E+00", "1,23E+4"),
    ],
)
def test_a_number_is_shown_as_its_format_says(value: float, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("dd/mm/yyyy", "05/03/2024"),
        ("d-mmm-yy", "5-Mar-24"),
        ("yyyy", "2024"),
        ("mm/yyyy", "03/2024"),
        ('"Ngày "d" tháng "m', "Ngày 5 tháng 3"),
        ("h:mm", "14:07"),
        ("mm:ss", "07:09"),
        ("[$-42A]dd/mm/yyyy;@", "05/03/2024"),
        ("General", "2024-03-05T14:07:09"),
    ],
)
def test_a_date_is_shown_as_its_format_says(code: str, shown: str) -> None:
    assert show_date(dt.datetime(2024, 3, 5, 14, 7, 9), code) == shown


def test_words_in_quotes_do_not_make_a_date() -> None:
    assert not is_date_format('#,##0" người/năm"')
    assert is_date_format("[h]:mm")


@given(st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=20))
def test_no_format_crashes(value: float, code: str) -> None:
    assert isinstance(show_number(value, code), str)
    show_date(dt.date(2024, 1, 1), code)


@given(st.integers(min_value=-(10**12), max_value=10**12))
def test_a_whole_number_reads_back_from_its_thousands(value: int) -> None:
    assert int(show_number(value, "#,##0").replace(".", "")) == value
    assert int(show_number(value, "#,##0", "en").replace(",", "")) == value
