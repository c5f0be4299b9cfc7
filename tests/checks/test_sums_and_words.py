"""Sums, fractions, words, repetitions: each check on both sides of its limit."""

from __future__ import annotations

import pytest

TY = 1e9


def budget(total: str, *projects: str) -> list[dict[str, object]]:
    names = ["health_budget_total", *(f"health_budget_project_{i}" for i in (1, 2, 3))]
    return [
        {
            "indicator": name,
            "role": "plan",
            "value": float(text.replace(",", ".")) * TY,
            "printed": f"{text} tỷ đồng",
        }
        for name, text in zip(names, (total, *projects), strict=True)
    ]


def test_projects_that_miss_the_total_are_an_error_and_the_residual_is_named(find):
    # 22,5 + 468,2 + 36 = 526,7; 529,7 − 526,7 = 3,0
    (finding,) = find("sum_of_parts", *budget("529,7", "22,5", "468,2", "36"))
    assert finding.severity == "error"
    assert finding.certainty == "certain"
    assert finding.sentence_en == (
        "By project, the total health funding need of Lao Cai province for 2024 adds up to "
        "526.7\u00a0billion VND, not to the 529.7\u00a0billion VND printed as the total: "
        "3.0\u00a0billion VND belongs to no project."
    )
    assert "còn 3,0\u00a0tỷ đồng không thuộc dự án nào" in finding.sentence_vi
    assert finding.cells == ("plan#001", "plan#002", "plan#003", "plan#004")


def test_parts_above_the_total_are_said_to_exceed_it(find):
    (finding,) = find("sum_of_parts", *budget("520,7", "22,5", "468,2", "36"))
    assert "6.0\u00a0billion VND more than the total" in finding.sentence_en


@pytest.mark.parametrize(
    ("total", "found"),
    # half units: 0,05 + 0,05 + 0,05 + 0,5 (36 is printed without decimals) = 0,65
    [("526,7", 0), ("527,3", 0), ("527,4", 1)],
)
def test_what_rounding_can_hide_is_no_finding(find, total, found):
    assert len(find("sum_of_parts", *budget(total, "22,5", "468,2", "36"))) == found


def test_a_sum_with_a_part_missing_is_not_judged(find):
    assert find("sum_of_parts", *budget("529,7", "22,5", "468,2", "36")[:3]) == []


FRACTION = {"indicator": "communes_meeting_criteria", "role": "target"}


@pytest.mark.parametrize(
    ("printed", "found"),
    # 146/152 = 96,0526…
    [("146/152 (96%)", 0), ("146/152 (96,1%)", 0), ("146/152 (97%)", 1), ("146/152 (96,0%)", 1)],
)
def test_a_percentage_must_be_its_fraction_rounded_as_printed(find, printed, found):
    row = FRACTION | {"value": 96.0, "numerator": 146.0, "denominator": 152.0, "printed": printed}
    findings = find("printed_percentage", row)
    assert len(findings) == found
    assert all(f.severity == "error" for f in findings)


@pytest.mark.parametrize(("percent", "found"), [(58.4, 0), (58.5, 1), (58.3, 1)])
def test_a_fraction_and_its_percentage_may_stand_in_two_cells(find, percent, found):
    # 3360/5751 = 58,4246… %
    counts = {
        "indicator": "hospital_services_performed",
        "value": 3360.0,
        "numerator": 3360.0,
        "denominator": 5751.0,
        "printed": "3.360/5.751",
    }
    share = {"indicator": "hospital_services_performed_share", "value": percent}
    findings = find("printed_percentage", counts, share)
    assert [f.cells for f in findings] == [("plan#001", "plan#002")] * found


@pytest.mark.parametrize(("words", "found"), [(529.7, 0), (529.0, 1)])
def test_a_sum_in_words_must_be_the_sum_in_figures(find, words, found):
    figures = {"indicator": "health_budget_total", "value": 529.7 * TY, "printed": "529,7 tỷ đồng"}
    in_words = {
        "indicator": "health_budget_total",
        "value": words * TY,
        "printed": "Năm trăm hai mươi chín tỷ đồng",
        "qualifier": "bằng chữ",
    }
    findings = find("words_and_figures", figures, in_words)
    assert len(findings) == found
    if found:
        assert "529,7\u00a0tỷ đồng bằng số nhưng 529,0\u00a0tỷ đồng bằng chữ" in (
            findings[0].sentence_vi
        )


@pytest.mark.parametrize(("value", "found"), [(100.0, 0), (100.1, 1)])
def test_a_share_of_a_whole_can_not_be_above_100(find, value, found):
    row = {"indicator": "full_immunisation_coverage", "value": value}
    assert len(find("coverage_above_100", row)) == found


def test_attainment_of_a_target_may_be_above_100(find):
    row = {"indicator": "health_insurance_assigned_target_attainment", "value": 104.0}
    assert find("coverage_above_100", row) == []


@pytest.mark.parametrize(
    ("part", "found"),
    # both are printed to the unit: half a unit of each, 1 in all, may be rounding's
    [(100.0, 0), (101.0, 0), (102.0, 1)],
)
def test_a_part_can_not_be_above_its_whole(find, part, found):
    whole = {"indicator": "recruitment_total", "value": 100.0, "role": "plan"}
    doctors = {"indicator": "recruitment_doctors", "value": part, "role": "plan"}
    assert len(find("part_above_whole", whole, doctors)) == found


def test_the_sum_of_some_parts_may_stay_below_the_whole_but_not_exceed_it(find):
    # Phú Thọ 2016 in the statistics office's table: 16 hospitals, 277 units, 287 in all
    rows = [
        {"indicator": "facilities", "value": 287.0},
        {"indicator": "hospitals", "value": 16.0},
        {"indicator": "medical_service_units", "value": 277.0},
    ]
    (finding,) = find("part_above_whole", *rows)
    assert "come to 293, but all health facilities are only 287: 6 too many" in finding.sentence_en
    rows[0]["value"], rows[0]["printed"] = 300.0, "300"
    assert find("part_above_whole", *rows) == []


def test_a_figure_printed_twice_with_another_sign_is_a_finding(find):
    first = {
        "indicator": "natural_increase_rate",
        "role": "target",
        "value": 1.2,
        "comparator": "lt",
        "printed": "dưới 1,2%",
    }
    again = first | {"comparator": "eq", "printed": "1,2%", "qualifier": "mục III.9"}
    (finding,) = find("repeated_figures", first, again)
    assert "<\u00a01,2% (dòng 1) và 1,2% (dòng 2)" in finding.sentence_vi
    assert find("repeated_figures", first, first | {"qualifier": "mục III.9"}) == []


def test_a_figure_of_another_scope_is_no_repetition(find):
    first = {"indicator": "full_immunisation_coverage", "value": 93.0, "qualifier": "10 vắc xin"}
    again = first | {"value": 93.1, "qualifier": "mục II.2.b"}
    assert find("repeated_figures", first, again) == []
