"""When, where and in what role a figure stands. All documents are made up."""

from __future__ import annotations

import pytest

BHYT = "tỷ lệ bao phủ bảo hiểm y tế"


def when(rows):
    return [(row["period"], row["role"]) for row in rows]


PERIODS = [
    (f"Năm 2022, {BHYT} đạt 94%.", "2022", "actual"),
    (f"Đến năm 2030, {BHYT} đạt trên 98%.", "2030", "target"),
    (f"Phấn đấu {BHYT} đạt 96% vào năm 2025.", "2025", "target"),
    (f"Đến nay, {BHYT} đạt 95%.", "2023", "actual"),
    (f"{BHYT} đạt 95%, tăng so với năm 2021.", "2023", "actual"),
    (f"Tính đến ngày 30/6/2022, {BHYT} đạt 93%.", "2022", "actual"),
    (f"{BHYT} ước đạt 95% năm 2023.", "2023", "estimate"),
    ("Giai đoạn 2021-2023 đã tuyển dụng 120 viên chức.", "2021-2023", "actual"),
    ("Từ năm 2016 đến nay đã thu hút 56 bác sĩ.", "2016-2023", "actual"),
    ("Dự kiến xây mới 05 trạm y tế trong năm 2024.", "2024", "plan"),
    ("Từ tháng 12/2020, tỉnh có 08 phường không còn y tế thôn bản.", "2023", "actual"),
]


@pytest.mark.parametrize(("sentence", "period", "role"), PERIODS)
def test_a_sentence_in_a_report_says_when_and_in_what_role(report, sentence, period, role):
    assert when(report(sentence)) == [(period, role)]


def test_years_before_figures_and_in_brackets_after_them(report):
    found = report(f"{BHYT}: năm 2021: 90,5%; năm 2022: 91,8%. Tiêm chủng đầy đủ tăng từ 85,5% "
                   "(năm 2021) lên 94,1% (năm 2023).")  # fmt: skip
    assert [row["period"] for row in found] == ["2021", "2022", "2021", "2023"]
    assert {row["indicator"] for row in found[:2]} == {"health_insurance_coverage"}
    assert {row["indicator"] for row in found[2:]} == {"full_immunisation_coverage"}


def test_the_heading_of_a_section_dates_the_bullets_under_it(report):
    found = report(f"I. MỤC TIÊU CỤ THỂ NĂM 2024\n- {BHYT} đạt 97%.\n- Tỷ lệ hài lòng đạt 90%.\n")
    assert when(found) == [("2024", "target"), ("2024", "target")]


def test_results_of_targets_are_results(report):
    found = report(f"I. Kết quả thực hiện các mục tiêu\n1. {BHYT} đạt 95,1%.\n")
    assert when(found) == [("2023", "actual")]


def test_a_plan_without_years_is_for_the_end_of_its_period(plan):
    found = plan(
        f"I. MỤC TIÊU\n- {BHYT} đạt trên 98%.\nII. KINH PHÍ\n- Tổng kinh phí: 3.250 tỷ đồng."
    )
    assert [(row["period"], row["year"], row["role"]) for row in found] == [
        ("2030", 2030, "target"),
        ("2026-2030", 2030, "plan"),
    ]


def test_what_there_is_is_no_target_even_in_a_plan(plan):
    (found,) = plan("I. NHIỆM VỤ\n1. Tuyến xã: Có 155 trạm y tế xã, phường.\n")
    assert found["role"] == "actual"


def test_the_document_says_its_place_on_the_boundaries_of_its_day(report, plan):
    assert report(f"{BHYT} đạt 95%.")[0]["place_id"] == "63-14"
    assert plan(f"{BHYT} đạt 95%.")[0]["place_id"] == "34-91"  # An Giang after July 2025


def test_the_sentence_may_speak_of_the_country_or_another_place(report):
    found = report(f"{BHYT} của tỉnh đạt 95%, cao hơn bình quân cả nước (cả nước hiện là 93,2%). "
                   f"Tại thành phố Hạ Long, {BHYT} đạt 97%.")  # fmt: skip
    assert [row["place_id"] for row in found] == ["63-14", "vn", "63-22-193"]


def test_a_district_that_the_catalogue_lacks_is_not_taken_for_the_province(report):
    found = report(f"Tại huyện Mộc Châu, {BHYT} đạt 96,1%; toàn tỉnh đạt 95,7%.")
    assert [row["place_id"] for row in found] == ["", "63-14"]
    assert "Mộc Châu" in found[0]["reason"]


def test_the_locator_names_section_and_line(report):
    (found,) = report(f"II. Y tế dự phòng\n1. Kết quả\na) Đã thực hiện\n- {BHYT} đạt 95%.\n")
    assert found["locator"] == "mục II.1.a, dòng 10"


def test_reasons_are_said_in_the_language_of_messages(report, monkeypatch):
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    (found,) = report(f"Năm 2022, {BHYT} đạt 94%.")
    assert found["reason"] == (
        "the words beside the figure name the indicator; period said in the same clause; "
        "the document's own place; role from the kind of document"
    )
    assert found["confidence"] == pytest.approx(0.45 + 0.25 + 0.15 * 0.8 + 0.15 * 0.6, abs=0.005)
