"""Every printed cell that ships is read or listed, and what is read is what a person reads."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest

from vnhealth.clean import Cleaned, clean
from vnhealth.schema import validate
from vnhealth.store import save

LAO_CAI, PLAN = "lao-cai-bai-viet-nhan-luc-2023", "lao-cai-ke-hoach-2024"
LAI_CHAU, QUANG_NINH = "lai-chau-nghi-quyet-2026", "quang-ninh-thong-bao-2022"
CAO_BANG, R20, R72 = "cao-bang-bao-cao-2024", "nghi-quyet-20-nq-tw-2017", "nghi-quyet-72-nq-tw-2025"

# source, cell, printed, comparator, value or (lower, upper), unit — read off the page by hand.
BY_HAND = [
    (LAO_CAI, "001", "502 bác sỹ", "eq", 502, "person"),
    (LAO_CAI, "002", "hơn 5.000 cán bộ", "gt", 5_000, "person"),
    (LAO_CAI, "003", "1.092 bác sỹ", "eq", 1_092, "person"),
    (LAO_CAI, "006", "1.318 cán bộ", "eq", 1_318, "person"),
    (LAO_CAI, "007", "hơn 76 tỷ đồng", "gt", 76_000_000_000, "VND"),
    (LAO_CAI, "008", "11 bác sỹ/10.000 dân", "eq", 11, "per_10k"),
    (LAO_CAI, "009", "14,5 bác sỹ/10.000 dân", "eq", 14.5, "per_10k"),
    (LAO_CAI, "011", "65 - 90%", "range", (65, 90), "%"),
    (LAO_CAI, "018", "8.347 dịch vụ", "eq", 8_347, "technique"),
    (LAO_CAI, "019", "52,9%", "eq", 52.9, "%"),
    (
        LAO_CAI,
        "022",
        "từ 60 triệu đồng đến 1,5 tỷ đồng",
        "range",
        (60_000_000, 1_500_000_000),
        "VND",
    ),
    (LAO_CAI, "023", "0,5 - 1,5 lần", "range", (0.5, 1.5), "times"),
    (PLAN, "001", "45,7 giường bệnh", "eq", 45.7, "per_10k"),
    (PLAN, "003", "3,5 dược sỹ đại học/vạn dân", "eq", 3.5, "per_10k"),
    (PLAN, "004", "dưới 24,4%", "lt", 24.4, "%"),
    (PLAN, "008", "trên 97%", "gt", 97, "%"),
    (PLAN, "010", "<19 ‰", "lt", 19, "‰"),
    (PLAN, "011", "≤ 13‰", "le", 13, "‰"),
    (PLAN, "014", "146/152 (96%)", "eq", 96, "%"),
    (PLAN, "015", "dưới 112 trẻ nam/100 trẻ nữ", "lt", 112, "per_100"),
    (PLAN, "019", "dưới 08 ca", "lt", 8, "per_100k"),
    (PLAN, "023", "05 bệnh viện", "eq", 5, "facility"),
    (PLAN, "029", "56 tỷ", "eq", 56_000_000_000, "VND"),
    (PLAN, "032", "tăng từ 5-15 %", "range", (5, 15), "%"),
    (PLAN, "034", "tối thiểu 65,5 năm", "ge", 65.5, "year"),
    (PLAN, "036", "7.000 ca", "eq", 7_000, "case"),
    (PLAN, "041", "0,3‰/năm", "eq", 0.3, "‰"),
    (PLAN, "051", "100", "eq", 100, "person"),
    (PLAN, "053", "529,7 tỷ đồng", "eq", 529_700_000_000, "VND"),
    (PLAN, "054", "Năm trăm hai mươi chín phảy bảy tỷ đồng", "eq", 529_700_000_000, "VND"),
    (PLAN, "057", "36 tỷ đồng", "eq", 36_000_000_000, "VND"),
    (LAI_CHAU, "001", "ít nhất 4-5 bác sĩ/trạm y tế", "range", (4, 5), "per_station"),
    (LAI_CHAU, "005", "thêm tối thiểu 1,5cm", "ge", 1.5, "cm"),
    (LAI_CHAU, "006", "70 tuổi", "eq", 70, "year"),
    (LAI_CHAU, "009", "ít nhất mỗi năm một lần", "ge", 1, "times"),
    (LAI_CHAU, "010", "toàn dân", "eq", 100, "%"),
    (LAI_CHAU, "012", "tối thiểu 100 giường", "ge", 100, "bed"),
    (QUANG_NINH, "001", "177 Trạm Y tế", "eq", 177, "facility"),
    (QUANG_NINH, "003", "trên 4 triệu mũi", "gt", 4_000_000, "dose"),
    (QUANG_NINH, "004", "0,004%", "eq", 0.004, "%"),
    (QUANG_NINH, "005", "thấp hơn 10 lần", "eq", 10, "times"),
    (QUANG_NINH, "006", "khoảng 140.000 mũi", "approx", 140_000, "dose"),
    (CAO_BANG, "003", "86,5", "eq", 86.5, "%"),
    (CAO_BANG, "006", "> 93%", "gt", 93, "%"),
    (CAO_BANG, "009", "0", "eq", 0, "‰"),
    (CAO_BANG, "015", "11,47", "eq", 11.47, "%"),
    (CAO_BANG, "037", ">80", "gt", 80, "%"),
    (CAO_BANG, "040", "6", "eq", 6, "per_100k"),
    (CAO_BANG, "044", "giảm 0,2 - 0,3%/năm", "range", (0.2, 0.3), "%"),
    (CAO_BANG, "046", "07 xã, phường", "eq", 7, "commune"),
    (CAO_BANG, "047", "66.177 người", "eq", 66_177, "person"),
    (R20, "015", "< 20", "lt", 20, "%"),
    (R72, "002", "toàn dân", "eq", 100, "%"),
    (R72, "004", "ít nhất 68", "ge", 68, "year"),
    (R72, "007", "mỗi năm một lần", "eq", 1, "times"),
]


@pytest.mark.parametrize(
    "expected", BY_HAND, ids=[f"{source[:9]}-{cell}" for source, cell, *_ in BY_HAND]
)
def test_a_cell_of_the_documents_gives_what_a_person_reads(
    cleaned: Cleaned, expected: tuple[str, str, str, str, float | tuple[float, float], str]
) -> None:
    source, cell, printed, comparator, value, unit = expected
    row = cleaned.observations.set_index("cell_id").loc[f"{source}#{cell}"]
    assert row["printed"] == printed
    assert (row["comparator"], row["unit"]) == (comparator, unit)
    if isinstance(value, tuple):  # a range
        assert (row["lower"], row["upper"]) == value
        assert pd.isna(row["value"])
    else:
        assert row["value"] == pytest.approx(value, rel=1e-12)


def test_a_fraction_keeps_its_counts_beside_its_printed_percentage(cleaned: Cleaned) -> None:
    rows = cleaned.observations.set_index("cell_id")
    communes = rows.loc[f"{PLAN}#014"]
    assert (communes["numerator"], communes["denominator"]) == (146, 152)
    assert communes["value"] == 96  # printed; 100 × 146 / 152 is 96.05
    services = rows.loc[f"{LAO_CAI}#020"]
    assert (services["numerator"], services["denominator"]) == (3_360, 5_751)


def test_a_change_or_a_distance_is_flagged_and_never_taken_for_a_level(cleaned: Cleaned) -> None:
    flagged = cleaned.observations[cleaned.observations["flags"].str.contains("change")]
    assert set(flagged["cell_id"]) == {
        f"{LAI_CHAU}#005",  # thêm tối thiểu 1,5cm
        f"{PLAN}#032",  # tăng từ 5-15 %
        f"{CAO_BANG}#044",  # giảm 0,2 - 0,3%/năm
        f"{QUANG_NINH}#005",  # thấp hơn 10 lần
    }


def test_cells_in_are_observations_and_unread_cells_in_every_source(cleaned: Cleaned) -> None:
    for source, (cells, read, unread) in cleaned.by_source.items():
        assert cells == read + unread, source
        assert (cleaned.observations["source_id"] == source).sum() == read, source
        assert (cleaned.unread["source_id"] == source).sum() == unread, source
    assert cleaned.cells == len(cleaned.observations) + len(cleaned.unread)


def test_no_cell_of_a_raw_file_is_lost(cleaned: Cleaned, repository: Path) -> None:
    """Count the cells of the files themselves: rows of a list, rows × periods of a table."""
    counted = 0
    for path in sorted((repository / "data" / "raw").glob("*/*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))
        counted += (
            len(rows) - 1 if path.name == "cells.csv" else (len(rows) - 1) * (len(rows[0]) - 1)
        )
    assert counted == cleaned.cells
    ids = pd.concat([cleaned.observations["cell_id"], cleaned.unread["cell_id"]])
    assert ids.is_unique


def test_every_figure_of_the_documents_is_read(cleaned: Cleaned) -> None:
    documents = [LAO_CAI, PLAN, LAI_CHAU, QUANG_NINH, CAO_BANG, R20, R72]
    for source in documents:
        assert cleaned.by_source[source][2] == 0, source


def test_unread_cells_are_missing_signs_or_regions_of_an_older_division(cleaned: Cleaned) -> None:
    assert set(cleaned.unread["kind"]) == {"missing", "ignored"}
    missing = cleaned.unread[cleaned.unread["kind"] == "missing"]
    assert set(missing["printed"].str.strip()) <= {"", "..", "…", "-"}
    assert (cleaned.unread["reason_en"] != "").all()
    assert (cleaned.unread["reason_vi"] != "").all()


def test_shipped_observations_keep_the_contract(cleaned: Cleaned) -> None:
    assert len(validate(cleaned.observations)) == len(cleaned.observations)


@pytest.mark.parametrize(
    ("indicator", "year", "printed"),
    [("full_immunisation_coverage", 2016, "Pre. 2016"), ("population", 2024, "Prel. 2024")],
)
def test_a_column_headed_preliminary_gives_preliminary_figures(
    cleaned: Cleaned, indicator: str, year: int, printed: str
) -> None:
    rows = cleaned.observations
    mine = rows[
        (rows["indicator"] == indicator)
        & (rows["year"] == year)
        & rows["locator"].str.contains(printed, regex=False)
    ]
    assert len(mine) >= 60
    assert set(mine["status"]) == {"preliminary"}
    assert set(mine["period"]) == {str(year)}


def test_press_figures_of_2025_are_preliminary_and_the_plan_of_2024_is_not(
    cleaned: Cleaned,
) -> None:
    by_source = cleaned.observations.groupby("source_id")["status"].unique()
    assert list(by_source["ket-qua-toan-quoc-2025"]) == ["preliminary"]
    assert list(by_source[PLAN]) == ["final"]


def test_a_parent_before_a_split_says_whose_ground_it_covers(cleaned: Cleaned) -> None:
    rows = cleaned.observations
    doctors = rows[rows["indicator"] == "doctors"].set_index(["place_id", "year"])["flags"]
    assert doctors["63-12", 2002] == doctors["63-12", 2003] == "includes:63-11"  # Điện Biên
    assert doctors["63-12", 2004] == ""
    assert doctors["63-66", 2003] == "includes:63-67"  # Đắk Lắk with Đắk Nông
    assert doctors["63-92", 2003] == "includes:63-93"  # Cần Thơ with Hậu Giang


def test_ha_noi_after_the_merger_is_a_place_of_its_own(cleaned: Cleaned) -> None:
    """Hà Tây was dissolved in 2008: its ground is Hà Nội's for good, so nothing is included."""
    rows = cleaned.observations
    doctors = rows[rows["indicator"] == "doctors"].set_index(["place_id", "year"])["flags"]
    assert doctors["63-01", 2007] == ""
    assert doctors["63-01", 2016] == ""
    ha_tay = rows[(rows["place_id"] == "63-28") & (rows["indicator"] == "doctors")]
    assert sorted(ha_tay["year"]) == list(range(2002, 2008))


def test_a_scale_multiplies_out_thousands_and_millions(cleaned: Cleaned) -> None:
    rows = cleaned.observations
    people = rows[
        (rows["indicator"] == "population")
        & (rows["place_id"] == "63-10")
        & (rows["source_id"] == "nso-population-2024")
        & (rows["year"] == 2016)
    ].iloc[0]
    assert (people["printed"], people["value"]) == ("696.5", 696_500)
    spent = rows[
        (rows["indicator"] == "budget_expenditure_provincial")
        & (rows["place_id"] == "63-10")
        & (rows["year"] == 2017)
    ].iloc[0]
    assert (spent["printed"], spent["value"]) == ("7.428.995", 7_428_995_000_000)


def test_the_same_raw_gives_the_same_bytes_whatever_the_language_of_messages(
    cleaned: Cleaned, repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    again = clean(repository / "data" / "raw")
    pd.testing.assert_frame_equal(again.observations, cleaned.observations)
    written = {}
    for name, one in (("vi", cleaned), ("en", again)):
        folder = tmp_path / name
        save(one.observations, one.unread, folder, raw_sha256="0" * 64, cells=one.cells)
        written[name] = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert written["vi"] == written["en"]
