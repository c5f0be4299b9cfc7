"""What can't be read is listed with its reason; what contradicts itself stops the cleaning."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from vnhealth.clean import Cleaned
from vnhealth.errors import DataError

Clean = Callable[..., Cleaned]

GOOD = "001,63-10,doctors,2023,2023,actual,1.092 bác sỹ,,,dòng 1,"


def only_unread(cleaned: Cleaned) -> pd.Series:
    assert cleaned.cells == len(cleaned.observations) + len(cleaned.unread)
    assert len(cleaned.unread) == 1
    row: pd.Series = cleaned.unread.iloc[0]
    return row


@pytest.mark.parametrize(
    ("row", "kind", "en", "vi"),
    [
        (
            "002,63-10,doctors,2024,2024,actual,chưa thống kê,,,dòng 2,",
            "text",
            "no single quantity in 'chưa thống kê'",
            "không đọc ra một số trong 'chưa thống kê'",
        ),
        (
            "002,63-10,doctors,2024,2024,actual,..,,,dòng 2,",
            "missing",
            "not available",
            "không có số liệu",
        ),
        (
            '002,63-10,doctors,2024,2024,actual,"12 bác sĩ, 15 điều dưỡng",,,dòng 2,',
            "text",
            "more than one quantity in '12 bác sĩ, 15 điều dưỡng'",
            "có nhiều hơn một số trong '12 bác sĩ, 15 điều dưỡng'",
        ),
        (
            "002,63-10,doctors,2024,2024,actual,-,,,dòng 2,",
            "missing",
            "none recorded",
            "không phát sinh",
        ),
        (
            "002,63-10,doctors,2024,2024,actual,không áp dụng,,,dòng 2,",
            "missing",
            "not applicable",
            "không áp dụng",
        ),
        ("002,63-10,doctors,2024,2024,actual,,,,dòng 2,", "missing", "empty", "ô trống"),
        (
            "002,63-10,surgeons,2024,2024,actual,12,,,dòng 2,",
            "indicator",
            "'surgeons' is not in the catalogue",
            "'surgeons' không có trong danh mục",
        ),
        (
            "002,63-10,doctors,2024,2024,hope,12,,,dòng 2,",
            "role",
            "role 'hope'; allowed: actual, target, plan, baseline, estimate",
            "role 'hope'; có: actual, target, plan, baseline, estimate",
        ),
        (
            "002,63-10,doctors,2024,2024,actual,12%,,,dòng 2,",
            "unit",
            "unit '%' printed where 'person' is expected",
            "in đơn vị '%' ở chỗ của 'person'",
        ),
    ],
)
def test_a_cell_that_cant_be_read_is_listed_with_its_reason_in_both_languages(
    document: Clean, row: str, kind: str, en: str, vi: str
) -> None:
    cleaned = document(GOOD, row)
    unread = only_unread(cleaned)
    assert (unread["cell_id"], unread["kind"], unread["reason_en"]) == ("bao-cao-thu#002", kind, en)
    assert unread["reason_vi"] == vi
    assert list(cleaned.observations["cell_id"]) == ["bao-cao-thu#001"]


def test_a_document_about_an_unknown_place_is_listed_not_fatal(document: Clean) -> None:
    unread = only_unread(document(GOOD, "002,63-99,doctors,2024,2024,actual,12,,,dòng 2,"))
    assert unread["kind"] == "place"
    assert "63-99" in unread["reason_en"]
    assert "63-99" in unread["reason_vi"]
    assert unread["reason_en"] != unread["reason_vi"]


def test_a_year_that_is_none_is_listed_not_fatal(document: Clean) -> None:
    unread = only_unread(document(GOOD, "002,63-10,doctors,sau này,sau này,actual,12,,,dòng 2,"))
    assert (unread["kind"], unread["reason_en"]) == ("period", "no single year in 'sau này'")
    assert unread["reason_vi"] == "không đọc ra một năm trong 'sau này'"


def test_an_unknown_province_in_a_table_is_listed_with_suggestions_only(table: Clean) -> None:
    cleaned = table("place,2015,2016", "Lao Cai,574,591", "Lao Kay,1,2")
    assert list(cleaned.observations["value"]) == [574.0, 591.0]
    assert list(cleaned.unread["place"]) == ["Lao Kay", "Lao Kay"]
    assert set(cleaned.unread["kind"]) == {"place"}


def test_a_column_without_a_year_is_listed_and_a_preliminary_one_is_marked(table: Clean) -> None:
    cleaned = table("place,Total,Pre. 2016", "Lao Cai,1165,591")
    assert only_unread(cleaned)["kind"] == "period"
    assert list(cleaned.observations["status"]) == ["preliminary"]
    assert list(cleaned.observations["period"]) == ["2016"]


def test_the_same_name_means_the_old_province_before_2025_and_the_new_one_from_it(
    table: Clean,
) -> None:
    cleaned = table("place,2024,2025", "Lao Cai,600,1100")
    found = cleaned.observations.set_index("year")["place_id"]
    assert (found[2024], found[2025]) == ("63-10", "34-15")


def test_a_correction_replaces_the_reading_and_keeps_what_was_printed(document: Clean) -> None:
    cleaned = document(
        GOOD,
        corrections=(
            "- {cell: 'bao-cao-thu#001', from: 1.092 bác sỹ, to: 1.093 bác sỹ, why: a slip}\n"
        ),
    )
    row = cleaned.observations.iloc[0]
    assert (row["value"], row["printed"], row["flags"]) == (1_093.0, "1.092 bác sỹ", "corrected")


def test_a_correction_whose_cell_has_changed_fails_loudly(document: Clean) -> None:
    with pytest.raises(DataError) as fault:
        document(
            GOOD,
            corrections="- {cell: 'bao-cao-thu#001', from: 902 bác sỹ, to: 903 bác sỹ, why: x}\n",
        )
    assert fault.value.en == (
        "corrections.yml: the correction of bao-cao-thu#001 expects '902 bác sỹ', but "
        "'1.092 bác sỹ' stands there now. Mend or remove the correction."
    )
    assert "chờ '902 bác sỹ', nhưng ô đó nay là '1.092 bác sỹ'" in fault.value.vi


def test_an_idle_correction_fails_loudly(document: Clean) -> None:
    with pytest.raises(DataError, match=r"bao-cao-thu#009") as fault:
        document(GOOD, corrections="- {cell: 'bao-cao-thu#009', from: a, to: b, why: c}\n")
    assert "no such cell: bao-cao-thu#009" in fault.value.en


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("- {cell: 'bao-cao-thu#001', from: a}\n", "entry 1 lacks to, why"),
        (
            "- {cell: 'bao-cao-thu#001', from: a, to: b, why: c}\n" * 2,
            "bao-cao-thu#001 is corrected twice",
        ),
        ("cell: x\n", "must be a list of corrections"),
    ],
)
def test_a_ledger_that_is_not_one_says_what_it_lacks(document: Clean, text: str, said: str) -> None:
    with pytest.raises(DataError) as fault:
        document(GOOD, corrections=text)
    assert said in fault.value.en
    assert fault.value.vi != fault.value.en


def test_a_row_with_too_few_cells_is_named_by_file_and_line(document: Clean) -> None:
    with pytest.raises(DataError) as fault:
        document(GOOD, "002,63-10,doctors")
    assert "cells.csv, line 3: 3 cells where the header has 11" in fault.value.en
    assert "cells.csv, dòng 3: 3 ô, trong khi dòng đầu có 11" in fault.value.vi


def test_a_table_row_with_too_few_cells_is_named_too(table: Clean) -> None:
    with pytest.raises(DataError) as fault:
        table("place,2015,2016", "Lao Cai,574")
    assert "doctors.csv, line 2: 2 cells where the header has 3" in fault.value.en


def test_a_list_without_its_columns_names_those_it_lacks(document: Clean) -> None:
    with pytest.raises(DataError) as fault:
        document("001,63-10", head="cell,place_id")
    assert "cells.csv lacks the columns indicator, year, period, role, printed" in fault.value.en
    assert "cells.csv thiếu các cột indicator, year, period, role, printed" in fault.value.vi


def test_a_file_that_is_named_but_absent_is_named_with_its_path(table: Clean) -> None:
    with pytest.raises(DataError) as fault:
        table()
    assert fault.value.en.endswith("source.yml: tables[1]: no file doctors.csv.")
    assert fault.value.vi.endswith("source.yml: tables[1]: không có tệp doctors.csv.")


def test_an_empty_file_is_no_table(table: Clean) -> None:
    with pytest.raises(DataError) as fault:
        table("")
    assert "doctors.csv is empty" in fault.value.en
