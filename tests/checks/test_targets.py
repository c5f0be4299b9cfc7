"""Implied denominators and targets, claims, scopes, targets met too early or too easy."""

from __future__ import annotations

import pytest

DOCTORS = {"indicator": "doctors", "year": 2023, "value": 1092.0, "printed": "1.092 bác sỹ"}
RATE = {"indicator": "doctors_per_10k", "year": 2023, "value": 14.5, "printed": "14,5 bác sỹ"}


def people(value: float) -> dict[str, object]:
    printed = f"{value:.0f}"
    return {
        "indicator": "population",
        "year": 2023,
        "value": value,
        "printed": printed,
        "source_id": "nso",
    }


@pytest.mark.parametrize(
    ("population", "found"),
    # 1092 / 14,5 × 10 000 = 753 103; with rounding 1091,5/14,55 = 750 172 to 1092,5/14,45 = 756 055
    # and 2 % of the recorded figure beside: 756 055 / 0,98 = 771 485
    [(753_103, 0), (771_000, 0), (772_000, 1), (779_919, 1), (735_000, 1)],
)
def test_an_implied_denominator_is_held_against_the_one_on_record(find, population, found):
    rows = (DOCTORS, RATE, people(population))
    assert len(find("implied_denominator", *rows, dates={"nso": "2025"})) == found


def test_a_contradicted_rate_is_said_on_the_recorded_base(find):
    # 1092 / 779 919 × 10 000 = 14,001
    (finding,) = find("implied_denominator", DOCTORS, RATE, people(779_919), dates={"nso": "2025"})
    assert finding.sentence_vi == (
        "Tỉnh Lào Cai, năm 2023, bác sĩ: 1.092 với tỷ lệ 14,5/10.000 dân tương ứng dân số trung "
        "bình khoảng 753.000, trong khi “Văn bản nso” ghi 779.919; tính trên số này thì tỷ lệ là "
        "14,0/10.000 dân."
    )
    assert (finding.severity, finding.certainty) == ("warning", "likely")


def test_without_a_figure_on_record_the_implied_one_is_only_told(find):
    # 66 177 / 0,865 = 76 505
    insured = {"indicator": "health_insurance_people", "value": 66177.0, "printed": "66.177 người"}
    rate = {"indicator": "health_insurance_coverage", "value": 86.5}
    (finding,) = find("implied_denominator", insured, rate)
    assert finding.severity == "info"
    assert "about 76,500 as the average population" in finding.sentence_en


ATTAINED = {"indicator": "health_insurance_assigned_target_attainment", "value": 95.4}
INSURED = {"indicator": "health_insurance_coverage", "value": 86.5}


@pytest.mark.parametrize(
    ("target", "found"),
    # 86,5 / 0,954 = 90,67; with rounding 86,45/95,45 = 90,57 to 86,55/95,35 = 90,77
    [(95.0, 1), (90.7, 0), (90.5, 1)],
)
def test_an_implied_target_is_held_against_the_one_on_record(find, target, found):
    aim = {"indicator": "health_insurance_coverage", "role": "target", "year": 2025}
    findings = find("implied_target", ATTAINED, INSURED, aim | {"value": target})
    assert len(findings) == found
    if target == 95:
        assert "implies a target of about 90.7%, below the 95% on record" in findings[0].sentence_en


CLAIM = 'claims:\n  - {cell: "001", kind: exceeds_target, locator: "dòng 443"}\n'
RESULT = {"indicator": "full_immunisation_coverage", "value": 93.1}
AIM = {
    "indicator": "full_immunisation_coverage",
    "role": "target",
    "year": 2025,
    "qualifier": "12 vắc xin",
}


def test_a_claim_below_the_target_on_record_is_a_warning(find):
    (finding,) = find("claimed_attainment", RESULT, AIM | {"value": 95.0}, claims=CLAIM)
    assert finding.severity == "warning"
    assert finding.cells == ("plan#001", "plan#002")
    assert "chỉ tiêu ghi cho năm 2025 là 95%, 12 vắc xin" in finding.sentence_vi


def test_a_claim_above_the_target_on_record_is_no_finding(find):
    assert find("claimed_attainment", RESULT, AIM | {"value": 93.0}, claims=CLAIM) == []


def test_a_claim_without_any_target_on_record_is_only_told(find):
    (finding,) = find("claimed_attainment", RESULT, claims=CLAIM)
    assert (finding.severity, finding.certainty) == ("info", "possible")


def test_without_a_claim_nothing_is_said(find):
    assert find("claimed_attainment", RESULT, AIM | {"value": 95.0}) == []


def test_ten_vaccines_are_not_held_against_twelve(find):
    result = RESULT | {"comparator": "gt", "value": 93.0, "qualifier": "10 vắc xin"}
    (finding,) = find("scope_mismatch", result, AIM | {"value": 95.0})
    assert (finding.severity, finding.certainty) == ("warning", "certain")
    assert ">\u00a093% (10 vắc xin) không cùng phạm vi với chỉ tiêu: 95% năm 2025 (12 vắc xin)" in (
        finding.sentence_vi
    )


def test_a_result_that_names_no_scope_is_only_told(find):
    (finding,) = find("scope_mismatch", RESULT, AIM | {"value": 95.0})
    assert (finding.severity, finding.certainty) == ("info", "possible")


def test_one_scope_on_both_sides_is_no_finding(find):
    result = RESULT | {"qualifier": "12 vắc xin"}
    assert find("scope_mismatch", result, AIM | {"value": 95.0}) == []
    assert find("scope_mismatch", RESULT, AIM | {"value": 95.0, "qualifier": ""}) == []


@pytest.mark.parametrize(
    ("result", "comparator", "found"),
    [(14.5, "eq", 1), (14.4, "eq", 0), (15.0, "eq", 1), (14.5, "gt", 1), (14.5, "lt", 0)],
)
def test_a_target_met_by_the_year_before_asks_for_nothing(find, result, comparator, found):
    past = RATE | {"value": result, "comparator": comparator}
    aim = {"indicator": "doctors_per_10k", "role": "target", "value": 14.5}
    assert len(find("met_when_set", past, aim)) == found


@pytest.mark.parametrize(("year", "found"), [(2020, 0), (2021, 1), (2023, 1), (2024, 0)])
def test_only_a_result_of_the_three_years_before_was_known_when_it_was_set(find, year, found):
    past = RATE | {"year": year}
    aim = {"indicator": "doctors_per_10k", "role": "target", "year": 2025, "value": 14.5}
    assert len(find("met_when_set", past, aim)) == found


def test_a_target_printed_as_below_is_not_met_by_its_own_figure(find):
    past = {"indicator": "stunting_under5", "year": 2023, "value": 24.4}
    aim = {"indicator": "stunting_under5", "role": "target", "value": 24.4, "comparator": "lt"}
    assert find("met_when_set", past, aim) == []
    assert len(find("met_when_set", past | {"value": 24.39}, aim)) == 1


def test_a_national_target_repeated_by_a_place_was_set_by_the_nation(find):
    national = {
        "indicator": "stations_ncd_share",
        "role": "target",
        "year": 2030,
        "value": 100.0,
        "place_id": "vn",
        "source_id": "resolution",
    }
    own = national | {"place_id": "63-10", "source_id": "plan"}
    result = {"indicator": "stations_ncd_share", "year": 2023, "value": 100.0}
    rows, dates = (national, own, result), {"resolution": "2017"}
    assert find("met_when_set", *rows, dates=dates) == []
    (finding,) = find("met_ahead", *rows, dates=dates)
    assert (finding.severity, finding.year) == ("info", 2030)


def test_a_local_target_easier_than_the_national_one_is_told(find):
    local = {"indicator": "life_expectancy", "role": "target", "year": 2030, "value": 70.0}
    national = local | {"place_id": "vn", "value": 75.5}
    (finding,) = find("target_below_national", local, national)
    assert "life expectancy at birth 70" in finding.sentence_en
    assert find("target_below_national", local | {"value": 75.5}, national) == []


def test_for_mortality_easier_means_higher(find):
    local = {"indicator": "infant_mortality", "role": "target", "year": 2030, "value": 11.0}
    national = local | {"place_id": "vn", "value": 10.0}
    assert len(find("target_below_national", local, national)) == 1
    assert find("target_below_national", local | {"value": 9.0}, national) == []


def test_a_rate_of_zero_is_told_as_no_case_counted(find):
    zero = {"indicator": "infant_mortality", "value": 0.0}
    (finding,) = find("zero_events", zero, zero | {"indicator": "under5_mortality"})
    assert finding.severity == "info"
    assert finding.indicators == ("infant_mortality", "under5_mortality")
    assert find("zero_events", zero | {"value": 0.1}) == []
    assert find("zero_events", {"indicator": "health_insurance_coverage", "value": 0.0}) == []
