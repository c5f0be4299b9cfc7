"""The indicators, topics and units of the catalogue are complete in both languages."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata

import pytest

from vnhealth.catalog import (
    find_indicator,
    indicator,
    indicators,
    normalise_phrase,
    topics,
    units,
)
from vnhealth.errors import UsageError

ALL = list(indicators().values())
KINDS = {"count", "rate", "proportion", "money", "mean", "ratio", "change"}
TOPICS = {
    "workforce",
    "budget",
    "coverage",
    "facilities",
    "mortality",
    "population",
    "services",
}
UNITS = {
    *("%", "‰", "per_10k", "per_100k", "per_100", "per_station", "VND", "USD", "person", "bed"),
    *("facility", "case", "dose", "visit", "year", "cm", "km2", "commune", "technique", "ratio"),
    *("point", "index", "times", "day"),
}
FIXED_IDS = """\
population area population_density doctors assistant_doctors nurses midwives
pharmacists_university pharmacists_secondary assistant_pharmacists health_staff doctors_per_10k
nurses_per_10k midwives_per_10k assistant_doctors_per_10k pharmacists_university_per_10k
beds_per_10k beds hospital_beds facilities hospitals polyclinics medical_service_units
private_bed_share specialists_level_1 specialists_level_2 postgraduate_doctors_sent
staff_attracted staff_attraction_cost postgraduate_staff_share doctors_per_station
recruitment_total recruitment_doctors training_doctors_postgraduate training_pharmacists
health_insurance_coverage health_insurance_people health_insurance_assigned_target_attainment
full_immunisation_coverage health_record_coverage managed_population_share stations_ncd_share
communes_meeting_criteria prenatal_screening newborn_screening elderly_checkup premarital_checkup
satisfaction stunting_under5 underweight_under5 infant_mortality under5_mortality life_expectancy
healthy_life_years natural_increase_rate sex_ratio_at_birth food_poisoning_cases_per_100k
hiv_new_per_100k malaria_new_per_100k tb_new_per_100k health_budget_total health_budget_project_1
health_budget_project_2 health_budget_project_3 health_budget_source_state_investment
health_budget_source_state_investment_local health_budget_source_state_investment_central
health_budget_source_provincial_recurrent health_budget_source_other budget_revenue_provincial
budget_expenditure_provincial stations stations_to_repair stations_to_build covid_doses
covid_doses_additional covid_case_fatality
"""


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_an_indicator_is_complete_in_both_languages(one):
    for name in ("name", "short", "definition"):
        for language in ("vi", "en"):
            text = getattr(one, name)(language)
            assert text.strip() == text != "", f"{name}_{language}"
            assert unicodedata.is_normalized("NFC", text)
    assert max(len(one.short_vi), len(one.short_en)) <= 28
    assert bool(one.numerator_vi) == bool(one.numerator_en)
    assert bool(one.denominator_vi) == bool(one.denominator_en)


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_an_indicator_uses_only_the_closed_vocabularies(one):
    assert one.kind in KINDS
    assert one.unit in UNITS
    assert one.topic in TOPICS
    assert one.direction in {"higher", "lower", "none"}
    assert one.plausible[0] < one.plausible[1]
    assert one.decimals in {0, 1, 2, 3}
    assert bool(one.official_code) == bool(one.circular), "a code only with its circular"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_multiplier_follows_from_the_unit(one):
    by_unit = {"%": 100, "‰": 1000, "per_10k": 10_000, "per_100k": 100_000, "per_100": 100}
    expected = 1 if one.kind in {"change", "money"} else by_unit.get(one.unit, 1)
    assert one.multiplier == expected


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_what_is_behind_a_rate_is_in_the_catalogue_and_is_named(one):
    for part in ("numerator", "denominator"):
        part_id = getattr(one, f"{part}_id")
        if part_id:
            assert part_id in indicators()
            assert getattr(one, f"{part}_vi")
    if one.kind in {"rate", "proportion"}:
        assert one.numerator_vi
        assert one.denominator_vi
        assert not one.additive, "a rate may not be summed over places"


def test_a_vietnamese_name_holds_no_english_word():
    english = {
        word
        for one in ALL
        for text in (one.name_en, one.short_en, one.definition_en)
        for word in re.findall(r"[a-z]{4,}", text.casefold())
    } - {"covid", "trung"}
    for one in ALL:
        for text in (one.name_vi, one.short_vi, *one.spellings):
            words = set(re.findall(r"\w{4,}", text.casefold()))
            assert not words & english, f"{one.id}: {words & english}"


def test_the_ids_the_other_rooms_rely_on_exist():
    assert set(FIXED_IDS.split()) <= set(indicators())


def test_no_two_indicators_share_a_name_or_a_spelling():
    owner: dict[str, str] = {}
    for one in ALL:
        names = (one.name_vi, one.name_en, one.short_vi, one.short_en, *one.spellings)
        for phrase in {normalise_phrase(name) for name in names}:
            assert owner.setdefault(phrase, one.id) == one.id, phrase


def test_every_topic_and_unit_is_described():
    assert set(topics()) == TOPICS
    assert [topic.order for topic in topics().values()] == [1, 2, 3, 4, 5, 6, 7]
    assert set(units()) == UNITS
    for unit in units().values():
        assert unit.long_vi
        assert unit.long_en


def test_an_indicator_is_found_by_its_printed_spelling():
    assert find_indicator("Bác sỹ/vạn dân") == "doctors_per_10k"
    assert find_indicator("Tỉ lệ tham gia  bảo hiểm y tế") == "health_insurance_coverage"
    decomposed = unicodedata.normalize("NFD", "Điều dưỡng viên/vạn dân")
    assert find_indicator(decomposed) == "nurses_per_10k"


def test_a_phrase_that_is_only_similar_is_not_guessed():
    assert find_indicator("bác sĩ gia đình") is None


def test_an_unknown_indicator_names_the_closest_one():
    with pytest.raises(UsageError) as caught:
        indicator("doctor_per_10k")
    assert caught.value.message("en") == (
        "There is no indicator “doctor_per_10k”. Did you mean doctors_per_10k? "
        "All of them: vnhealth list indicators."
    )
    assert caught.value.message("vi") == (
        "Không có chỉ số “doctor_per_10k”. Có phải bạn muốn dùng doctors_per_10k? "
        "Xem đầy đủ: vnhealth list indicators."
    )
    assert caught.value.exit_code == 2


def test_an_unknown_indicator_like_no_other_gets_no_suggestion():
    with pytest.raises(UsageError) as caught:
        indicator("zzzz")
    assert caught.value.message("en") == (
        "There is no indicator “zzzz”. All of them: vnhealth list indicators."
    )


def test_reading_the_catalogue_imports_no_heavy_library():
    code = (
        "import sys; from vnhealth.catalog import indicators; indicators();"
        "print([m for m in ('pandas', 'numpy', 'rapidfuzz', 'pydantic') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_short_name_can_stand_in_a_list(one):
    assert ", " not in one.short_vi
    assert ", " not in one.short_en


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_word_of_its_own_behind_a_figure_is_given_whole_or_not_at_all(one):
    words = (one.counted_vi, one.counted_en, one.counted_one_en)
    assert all(words) or not any(words)
    assert not any(words) or one.kind == "count"


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.id)
def test_a_rate_or_ratio_has_its_article_inside_an_english_sentence(one):
    if re.search(r"\b(rate|ratio)\b", one.name_en):
        assert one.article_en == "the"
