"""Which indicator, figure, unit and comparator a sentence gives. All sentences are made up."""

from __future__ import annotations

import pytest

NAMED = [
    ("Số bác sĩ/vạn dân đạt 7,8.", "doctors_per_10k", "eq", 7.8, "per_10k"),
    ("Số giường bệnh trên 10.000 dân: 28,5.", "beds_per_10k", "eq", 28.5, "per_10k"),
    ("Tỷ lệ bao phủ BHYT đạt trên 95,7% dân số.", "health_insurance_coverage", "gt", 95.7, "%"),
    ("Tỷ lệ SDD thể thấp còi ở trẻ < 5 tuổi là 28,9%.", "stunting_under5", "eq", 28.9, "%"),
    ("Tỷ suất chết trẻ em dưới 1 tuổi: ≤ 12,1‰.", "infant_mortality", "le", 12.1, "‰"),
    ("98% trẻ sơ sinh được sàng lọc.", "newborn_screening", "eq", 98, "%"),
    ("Mỗi trạm y tế có ít nhất 02 bác sĩ.", "doctors_per_station", "ge", 2, "person"),
    ("Trên 85% xã đạt tiêu chí quốc gia về y tế xã.", "communes_meeting_criteria", "gt", 85, "%"),
    ("Có 25 ca mắc mới lao trên 100.000 dân.", "tb_new_per_100k", "eq", 25, "per_100k"),
    ("Toàn tỉnh có hai trăm linh bốn trạm y tế.", "stations", "eq", 204, "facility"),
    ("TUỔI THỌ TRUNG BÌNH ĐẠT 74,5 TUỔI.", "life_expectancy", "eq", 74.5, "year"),
    ("Chi ngân sách địa phương là 1,2 nghìn tỷ đồng.", "budget_expenditure_provincial", "eq",
     1.2e12, "VND"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "figure"), [(one[0], one[1:]) for one in NAMED])
def test_a_sentence_gives_one_named_figure(report, sentence, figure):
    (found,) = report(sentence)
    assert (found["indicator"], found["op"], found["value"], found["unit"]) == figure


def test_a_unit_that_closes_a_list_serves_all_of_it(report):
    found = report("Đạt 13 bác sĩ, 4 dược sĩ đại học, 20 điều dưỡng và 36 giường bệnh/vạn dân.")
    assert [(row["indicator"], row["value"], row["unit"]) for row in found] == [
        ("doctors_per_10k", 13, "per_10k"),
        ("pharmacists_university_per_10k", 4, "per_10k"),
        ("nurses_per_10k", 20, "per_10k"),
        ("beds_per_10k", 36, "per_10k"),
    ]


def test_parts_after_trong_do_keep_their_own_names(report):
    found = report("Toàn ngành có 4.512 cán bộ y tế, trong đó: 986 bác sĩ, 310 hộ sinh.")
    assert [row["indicator"] for row in found] == ["health_staff", "doctors", "midwives"]


def test_parts_after_trong_do_take_the_deed_from_the_whole(report):
    found = report("Dự kiến tuyển dụng 120 viên chức, trong đó có 45 bác sĩ.")
    assert [row["indicator"] for row in found] == ["recruitment_total", "recruitment_doctors"]


def test_a_second_age_group_takes_the_rate_from_the_first(report):
    found = report("Tỷ suất tử vong trẻ em dưới 1 tuổi: 18,2‰; dưới 5 tuổi: 27,5‰.")
    assert [row["indicator"] for row in found] == ["infant_mortality", "under5_mortality"]


def test_bullets_take_what_is_missing_from_their_lead_in(report):
    found = report("1. Tỷ lệ suy dinh dưỡng trẻ em dưới 5 tuổi:\n- Thể thấp còi: 25,1%.\n"
                   "- Thể nhẹ cân: 15,2%.\n")  # fmt: skip
    assert [row["indicator"] for row in found] == ["stunting_under5", "underweight_under5"]


def test_a_fraction_with_its_percentage_in_brackets_is_one_candidate(report):
    (found,) = report("146/152 (96%) xã, phường, thị trấn đạt Bộ tiêu chí quốc gia về y tế xã.")
    assert (found["indicator"], found["numerator"], found["denominator"]) == (
        "communes_meeting_criteria", 146, 152,
    )  # fmt: skip


def test_a_figure_that_no_indicator_fits_is_kept_with_its_words(report):
    (found,) = report("Tỷ lệ chuyển tuyến của phòng khám đạt 8,7%.")
    assert (found["indicator"], found["value"]) == ("", 8.7)
    assert "Tỷ lệ chuyển tuyến" in found["phrase"]
    assert found["confidence"] < 0.6


NO_FIGURES = [
    "Thực hiện Quyết định số 721/QĐ-UBND ngày 04/3/2021 và Điều 5 Nghị định 96/2023/NĐ-CP.",
    "Bệnh viện hạng II, địa chỉ số 25 phố Quang Trung, điện thoại 0227 3831 042.",
    "Nghị quyết gồm có 05 quan điểm, 09 nhiệm vụ và 03 nhóm giải pháp.",
    "Trẻ em dưới 5 tuổi và phụ nữ từ 15 đến 49 tuổi được tư vấn dinh dưỡng.",
    "Bảo đảm 48 tiết/2 năm; luân phiên 2 buổi/tuần; báo cáo trước ngày 10/12.",
    "Tuyên truyền, vận động nhân dân tiến tới bao phủ bảo hiểm y tế toàn dân.",
    "Khám chữa bệnh theo 3 tuyến; tổ chức 02 hội nghị với 15 đồng chí tham dự.",
    "12",
    "Tỷ lệ này giảm 2,1% so với cùng kỳ.",
]


@pytest.mark.parametrize("sentence", NO_FIGURES)
def test_numbers_that_are_no_figures_of_an_indicator_are_left_out(report, sentence):
    assert report(sentence) == []


def test_nothing_is_read_below_the_addressees(report):
    lines = ["Toàn tỉnh có 204 trạm y tế."] * 3 + ["Nơi nhận:", "- 204 TYT xã, phường;", "Lưu: VT."]
    assert len(report("\n".join(lines))) == 3


def test_text_start_and_end_mark_the_figure_as_printed(report):
    for row in report("- Đạt 13 bác sĩ và\n36,5 giường bệnh/vạn dân; BHYT   đạt trên 95%."):
        assert row["text"][row["start"] : row["end"]] == row["printed"]
        assert "  " not in row["text"]
        assert "\n" not in row["text"]


def test_decomposed_letters_are_read_like_composed_ones(report):
    import unicodedata

    sentence = "Tỷ lệ trẻ dưới 1 tuổi được tiêm chủng đầy đủ đạt 91,2%."
    (found,) = report(unicodedata.normalize("NFD", sentence))
    assert (found["indicator"], found["value"]) == ("full_immunisation_coverage", 91.2)


def test_a_document_that_writes_decimals_with_a_dot_is_read_so(report):
    found = report("Tỷ lệ BHYT đạt 93.25%. Có 10.8 bác sĩ/vạn dân và 38.55 giường bệnh/vạn dân.")
    assert [row["value"] for row in found] == [93.25, 10.8, 38.55]
