"""One cell, its head's unit, and the marks that stand for no number."""

from __future__ import annotations

from decimal import Decimal

import pytest

from vnhealth.errors import UsageError
from vnhealth.quantity import parse, parse_rows, read_cell, read_column, read_unit, show
from vnhealth.quantity.model import ROW_KEYS


def test_a_row_has_the_keys_of_the_command_line_in_their_order():
    (row,) = parse_rows("ít nhất 4-5 bác sĩ/trạm y tế")
    assert tuple(row) == ROW_KEYS
    assert (row["op"], row["value"], row["lower"], row["upper"]) == ("range", None, 4, 5)
    assert (row["unit"], row["per"]) == ("person", "facility")


def test_whole_values_are_ints_in_a_row_and_others_floats():
    money, share = parse_rows("529,7 tỷ đồng, còn 24,4%")
    assert repr(money["value"]) == "529700000000"
    assert repr(share["value"]) == "24.4"


def test_an_unknown_style_is_refused_with_the_styles_there_are():
    with pytest.raises(UsageError, match="vi, en"):
        parse("5", "fr")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("head", "printed", "unit", "value"),
    [
        ("/vạn dân", "14,5", "per_10k", "14.5"),
        ("Bác sĩ/10.000 dân", "8", "per_10k", "8"),
        ("trên 100.000 dân", "17", "per_100k", "17"),
        ("(‰)", "18,5", "‰", "18.5"),
        ("Tỷ lệ (%)", "86,5", "%", "86.5"),
        ("%", "> 97%", "%", "97"),
        ("triệu đồng", "12.345", "VND", "12345000000"),
        ("ĐVT: tỷ đồng", "529,7", "VND", "529700000000"),
        ("Đơn vị: 1.000 đồng", "2.500", "VND", "2500000"),
        ("nghìn người", "730,4", "person", "730400"),
        ("Thous. persons", "730,4", "person", "730400"),
        ("người", "1.092", "person", "1092"),
        ("Giường", "12", "bed", "12"),
        ("", "12", "", "12"),
        ("/vạn dân", "14,5 bác sĩ", "per_10k", "14.5"),
        ("triệu đồng", "5 tỷ đồng", "VND", "5000000000"),
    ],
)
def test_the_head_gives_the_unit_that_the_cell_lacks(head, printed, unit, value):
    quantity = read_cell(printed, head).quantity
    assert quantity is not None
    assert (quantity.unit, quantity.value) == (unit, Decimal(value))


def test_a_head_with_a_rate_per_what_keeps_it():
    assert read_unit("đồng/người").per == "person"


@pytest.mark.parametrize(
    ("printed", "missing"),
    [
        ("", "empty"),
        ("  ", "empty"),
        ("..", "not available"),
        ("...", "not available"),
        ("…", "not available"),
        ("-", "none recorded"),
        ("–", "none recorded"),
        ("x", "not applicable"),
        ("N/A", "not available"),
        ("Không có số liệu", "not available"),
        ("Lào Cai", "unreadable"),
    ],
)
def test_marks_for_no_number_are_told_apart(printed, missing):
    cell = read_cell(printed)
    assert (cell.quantity, cell.missing) == (None, missing)


def test_a_printed_zero_is_a_number():
    cell = read_cell("0")
    assert cell.quantity is not None
    assert (cell.quantity.value, cell.missing) == (0, "")


def test_a_year_like_count_is_a_number_in_a_cell():
    cell = read_cell("2015", "người")
    assert cell.quantity is not None
    assert (cell.quantity.value, cell.quantity.unit, cell.quantity.ambiguous) == (
        2015,
        "person",
        False,
    )


def test_a_number_in_parentheses_is_negative_and_flagged():
    cell = read_cell("(1.250)")
    assert cell.quantity is not None
    assert (cell.quantity.value, cell.quantity.ambiguous) == (-1250, True)


def test_a_cell_with_two_numbers_gives_the_first_and_keeps_the_rest():
    cell = read_cell("> 93% với 10 loại vắc xin")
    assert cell.quantity is not None
    assert (cell.quantity.op, cell.quantity.value) == ("gt", 93)
    assert [quantity.value for quantity in cell.rest] == [10]


def test_a_footnote_mark_is_kept_apart_from_the_number():
    cell = read_cell("(1)     419.278.223", "triệu đồng")
    assert cell.quantity is not None
    assert (cell.quantity.value, cell.quantity.footnote) == (Decimal(419278223) * 10**6, "1")


def test_an_implausible_cell_is_flagged_and_not_changed():
    cell = read_cell("8.6", "%", "vi", (10, 100))
    assert cell.quantity is not None
    assert (cell.quantity.value, cell.quantity.ambiguous) == (Decimal("8.6"), True)


def test_a_column_says_what_decided():
    reasons = [cell.reason for cell in read_column(["7.343", "7806"])]
    assert reasons == ["column", "column"]
    assert read_column(["1.234"])[0].reason == "undecided"
    assert read_column(["73.050"], plausible=(50, 90))[0].reason == "plausible"


def test_the_exports_of_the_statistics_office_read_as_english(shared):
    name = "Life expectancy at birth by region.csv"
    lines = (shared / "data" / "nso-pxweb-en" / name).read_text(encoding="utf-8-sig").splitlines()
    national = next(line for line in lines if "WHOLE COUNTRY" in line).split(";")[1:]
    read = read_column(national, plausible=(40, 90))
    assert next(show(cell.quantity) for cell in read if cell.quantity) == "72,2"
    assert not any(cell.quantity.ambiguous for cell in read if cell.quantity)


def test_every_span_of_the_real_documents_is_where_it_says(shared):
    for path in sorted((shared / "documents").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found = parse(text)
        assert found, path.name
        assert all(text[one.start : one.end] == one.text for one in found)
