"""The contract of the observation table: what it refuses, and how it says so."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from vnhealth.errors import DataError
from vnhealth.schema import COLUMNS, COMPARATORS, NUMBERS, ROLES, STATUSES, validate

NAN = float("nan")
ROW: dict[str, Any] = {
    "cell_id": "nguon#001",
    "place_id": "63-10",
    "indicator": "doctors",
    "year": 2023,
    "period": "2023",
    "role": "actual",
    "status": "final",
    "comparator": "eq",
    "value": 1092.0,
    "lower": NAN,
    "upper": NAN,
    "numerator": NAN,
    "denominator": NAN,
    "unit": "person",
    "qualifier": "",
    "source_id": "nguon",
    "locator": "dòng 15",
    "printed": "1.092 bác sỹ",
    "flags": "",
}


def table(*changes: dict[str, Any]) -> pd.DataFrame:
    """Return one row a change, each with a cell of its own."""
    rows = [
        {**ROW, "cell_id": f"nguon#{number:03}", "period": str(2000 + number), **change}
        for number, change in enumerate(changes, start=1)
    ]
    kinds = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(NUMBERS, "float64") | {"year": "int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)


def test_a_table_that_keeps_the_contract_comes_back_as_it_is() -> None:
    frame = table({}, {"value": NAN, "lower": 4.0, "upper": 5.0, "comparator": "range"})
    pd.testing.assert_frame_equal(validate(frame), frame)


def test_an_empty_table_keeps_the_contract() -> None:
    assert validate(table()).empty


@pytest.mark.parametrize("column", COLUMNS)
def test_each_missing_column_is_named(column: str) -> None:
    with pytest.raises(DataError) as fault:
        validate(table({}).drop(columns=column))
    assert column in fault.value.en
    assert column in fault.value.vi


def test_a_column_too_many_and_an_order_of_its_own_are_refused() -> None:
    with pytest.raises(DataError, match="tin_don"):
        validate(table({}).assign(tin_don="x"))
    with pytest.raises(DataError):
        validate(table({})[list(reversed(COLUMNS))])


@pytest.mark.parametrize(
    ("column", "kind"), [("year", "str"), ("year", "float64"), ("value", "str")]
)
def test_nothing_is_coerced_to_its_type(column: str, kind: str) -> None:
    frame = table({})
    frame[column] = frame[column].astype(kind)
    with pytest.raises(DataError, match=column):
        validate(frame)


@pytest.mark.parametrize(
    ("column", "allowed"),
    [("role", ROLES), ("status", STATUSES), ("comparator", COMPARATORS)],
)
def test_a_word_outside_its_list_is_refused_with_the_word(
    column: str, allowed: tuple[str, ...]
) -> None:
    assert len(validate(table(*({column: word} for word in allowed)))) == len(allowed)
    with pytest.raises(DataError, match=rf"{column}.*\(maybe\)"):
        validate(table({column: "maybe"}))


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_outside_two_centuries_is_refused(year: int) -> None:
    with pytest.raises(DataError, match=str(year)):
        validate(table({"year": year}))


@pytest.mark.parametrize("column", ["cell_id", "place_id", "indicator", "unit", "printed"])
def test_a_text_that_must_be_filled_may_not_be_empty(column: str) -> None:
    with pytest.raises(DataError, match=column):
        validate(table({column: ""}))


def test_a_row_needs_a_value_or_both_ends_of_a_range() -> None:
    for change in ({"value": NAN}, {"value": NAN, "lower": 4.0}, {"value": NAN, "upper": 5.0}):
        with pytest.raises(DataError, match="neither a value nor a range"):
            validate(table(change))


def test_a_cell_gives_one_observation_only() -> None:
    with pytest.raises(DataError, match="cell_id"):
        validate(table({"cell_id": "nguon#001"}, {"cell_id": "nguon#001"}))


def test_two_figures_with_one_key_are_refused_until_a_qualifier_tells_them_apart() -> None:
    same = {"period": "2023"}
    with pytest.raises(DataError) as fault:
        validate(table(same, same))
    assert fault.value.en == (
        "2 observations share a key (place_id, indicator, period, role, qualifier, source_id): "
        "nguon#001, nguon#002. Give them a qualifier in data/raw."
    )
    assert fault.value.vi.startswith("2 quan sát trùng khóa (place_id, indicator, period")
    assert len(validate(table(same, {**same, "qualifier": "mục III.9"}))) == 2


def test_every_fault_is_counted_and_named_at_once() -> None:
    with pytest.raises(DataError) as fault:
        validate(table({"role": "hope"}, {"year": 1800}, {"value": NAN}))
    assert fault.value.en.startswith("3 faults against the contract of observations: ")
    assert fault.value.vi.startswith("3 lỗi so với quy ước của bảng quan sát: ")
    for said in (
        "nguon#001, role: isin",
        "(hope)",
        "nguon#002, year: in_range(1900, 2100) (1800)",
        "nguon#003: neither a value nor a range",
    ):
        assert said in fault.value.en


def test_of_very_many_faults_ten_are_shown_and_the_rest_counted() -> None:
    with pytest.raises(DataError) as fault:
        validate(table(*({"role": "hope"} for _ in range(25))))
    assert fault.value.en.startswith("25 faults ")
    assert fault.value.en.count("hope") == 10
    assert fault.value.en.endswith("; and 15 more.")
    assert fault.value.vi.endswith("; và 15 lỗi khác.")
