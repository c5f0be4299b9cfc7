"""The sentences and figures that all topics share."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from vnhealth import catalog
from vnhealth.clean import clean
from vnhealth.errors import UsageError
from vnhealth.project import load_project
from vnhealth.topics import words
from vnhealth.topics.availability import availability
from vnhealth.topics.drawing import one_run
from vnhealth.topics.furniture import masthead
from vnhealth.topics.methods import method_line
from vnhealth.topics.page import Page, open_page
from vnhealth.topics.ranking import ranking_of
from vnhealth.topics.target_rows import _outcome as told_outcome
from vnhealth.topics.workforce.facts import DENSITIES, recomputed
from vnhealth.topics.workforce.messages import _split as split_told
from vnhealth.views import Panel, points
from vnhealth.views.targets import target_rows


@pytest.fixture(scope="session")
def panel(repository: Path) -> Panel:
    raw = repository / "data" / "raw"
    return Panel(clean(raw).observations, {found.id: found for found in catalog.sources(raw)})


@pytest.fixture
def page(panel: Panel, repository: Path) -> Any:
    """Return a function that gives a page on the shipped data, without a store."""

    def made(topic: str = "workforce", place_id: str = "63-10", **more: Any) -> Page:
        given: dict[str, Any] = {"year": 2024, "language": "vi", "boundaries": "63", "peers": ()}
        return Page(
            topic=topic,
            place_id=place_id,
            panel=panel,
            project=load_project(repository),
            **{**given, **more},
        )

    return made


def figure(page: Page, indicator: str, place: str, year: int, kind: str) -> pd.Series:
    frame = page.points(indicator)
    [row] = [
        point
        for _, point in frame.iterrows()
        if (point["place_id"], point["year"], point["kind"]) == (place, year, kind)
        and point["role"] == "actual"
        and not point["qualifier"]
    ]
    return row


# judged as printed -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "other", "decimals", "word"),
    [
        (10.4, 10.4, 1, "bằng"),
        (10.44, 10.36, 1, "bằng"),  # both print 10,4
        (10.45, 10.44, 1, "cao hơn"),  # 10,5 and 10,4
        (2.675, 2.68, 2, "bằng"),  # both print 2,68, half up
        (0.5, 1.0, 0, "bằng"),  # both print 1
        (8.4, 8.5, 1, "thấp hơn"),
    ],
)
def test_a_comparison_is_judged_on_what_the_reader_sees(
    page: Any, own: float, other: float, decimals: int, word: str
) -> None:
    assert words.comparison_word(page(), own, other, decimals) == word


@pytest.mark.parametrize(
    ("first", "last", "word"),
    [(4.6, 14.5, "rise"), (14.5, 4.6, "fall"), (4.64, 4.55, "stable"), (2.25, 2.3, "stable")],
)
def test_a_change_is_judged_on_what_the_reader_sees(first: float, last: float, word: str) -> None:
    assert words.change_kind(first, last, 1) == word


# beside --------------------------------------------------------------------------------


def test_a_printed_figure_stands_beside_the_one_of_the_same_source(page: Any) -> None:
    """14,5 and 10,4 doctors of 2023 stand in one article."""
    made = page()
    own = figure(made, "doctors_per_10k", "63-10", 2023, "printed")
    country = words.beside(made.points("doctors_per_10k"), own, "vn")
    assert country is not None
    assert (country["value"], country["sources"]) == (10.4, own["sources"])


def test_a_computed_figure_stands_only_beside_a_computed_one(page: Any) -> None:
    """The country's printed 8,6 of 2016 counts all levels; ours are those under the department."""
    made = page()
    own = figure(made, "doctors_per_10k", "63-10", 2016, "computed")
    country = words.beside(made.points("doctors_per_10k"), own, "vn")
    assert country is not None
    assert country["kind"] == "computed"
    assert country["value"] == pytest.approx(10_000 * 61_547 / 93_250_700)


def test_without_a_like_figure_of_the_same_year_there_is_nothing_beside(page: Any) -> None:
    made = page()
    own = figure(made, "doctors_per_10k", "63-10", 2020, "printed")
    assert words.beside(made.points("doctors_per_10k"), own, "63-r2") is None


# the year --------------------------------------------------------------------------------


def test_that_the_year_has_no_result_is_said_once(page: Any) -> None:
    made = page()
    own = figure(made, "doctors_per_10k", "63-10", 2023, "printed")
    first, second = words.year_note(made, own), words.year_note(made, own)
    assert first == ("Năm 2023 (chưa có số liệu thực hiện năm 2024)",)
    assert second == ("Năm 2023",)


def test_the_year_asked_for_is_said_plainly(page: Any) -> None:
    made = page(year=2023)
    own = figure(made, "doctors_per_10k", "63-10", 2023, "printed")
    assert words.year_note(made, own) == ("Năm 2023",)


# figures --------------------------------------------------------------------------------


def test_a_printed_figure_keeps_its_own_digits_and_a_computed_one_has_the_catalogue_s(
    page: Any,
) -> None:
    made = page()
    printed = made.number(figure(made, "doctors_per_10k", "63-10", 2020, "printed"))
    computed = made.number(figure(made, "doctors_per_10k", "63-10", 2016, "computed"))
    assert (printed.printed, printed.measure, printed.marks) == ("11", "", ())
    assert (computed.printed, computed.measure, computed.marks) == ("8,5", "rate", ("computed",))


def test_a_comparator_is_a_sign_in_tables_and_a_word_in_sentences(page: Any) -> None:
    made = page()
    [target] = [
        point
        for _, point in made.points("health_insurance_coverage").iterrows()
        if (point["place_id"], point["role"]) == ("63-10", "target")
    ]
    assert made.number(target).printed == ">\u00a097"
    assert made.number(target).marks == ("target",)
    assert words.with_unit(made, target).printed == "trên 97"
    assert words.with_unit(page(language="en"), target).printed == "more than 97"


def test_a_figure_worked_out_of_a_preliminary_cell_is_preliminary(page: Any) -> None:
    made = page()
    people = made.latest("population")
    staff = figure(made, "doctors", "63-10", 2016, "printed")
    cells = [*staff["cells"], *people["cells"]]
    assert made.computed(1.0, "person", 0, "sum", cells).marks == ("preliminary", "computed")
    assert made.computed(1.0, "person", 0, "sum", staff["cells"]).marks == ("computed",)


def test_a_range_of_money_prints_each_end_in_its_unit(page: Any) -> None:
    made = page()
    grant = made.points("attraction_grant_per_doctor").iloc[0]
    number = made.number(grant)
    assert (number.printed, number.unit_text) == ("60 triệu đồng – 1,5", "tỷ đồng")
    assert (number.lower, number.upper, number.value) == (60e6, 1.5e9, None)


def test_sources_are_numbered_in_the_order_they_are_first_cited(page: Any) -> None:
    made = page()
    assert made.cite(["b#1", "a#1"]) == (1, 2)
    assert made.cite(["a#2", "c#1"]) == (2, 3)
    assert made.cited == {"b": ["b#1"], "a": ["a#1", "a#2"], "c": ["c#1"]}


def test_a_drawn_cell_is_counted_but_not_listed(page: Any) -> None:
    made = page()
    made.cite(["a#1"])
    made.cite(["a#1", "a#2"], listed=False)
    assert made.cited == {"a": ["a#1"]}
    assert made.drawn == {"a": {"a#1", "a#2"}}


def test_places_with_few_cases_are_named_below_the_intervals(page: Any) -> None:
    """Lai Châu had 3 university pharmacists in 2008, and in 2016 no province fewer than 10."""
    indicator = "pharmacists_university_per_10k"
    for year, named in ((2008, True), (2016, False)):
        made = page("comparison", "vn", year=year, indicator_id=indicator)
        ranking = ranking_of(made, indicator)
        assert ranking is not None
        [[said]] = method_line(made, ranking.table)
        assert ("dưới 10 trường hợp nên khoảng rộng: " in said and "Lai Châu" in said) == named


# names and dates --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("own", "asked", "full", "said"),
    [
        ("63-10", "63-10", False, "Lào Cai"),
        ("63-10", "63-10", True, "tỉnh Lào Cai"),
        ("63-10", "vn", True, "cả nước"),
        ("63-10", "vn", False, "Cả nước"),
        ("63-10", "63-r2", True, "vùng Trung du và miền núi phía Bắc"),
        # a city and its province share a name: both say which they are
        ("63-04-040", "63-04-040", False, "thành phố Cao Bằng"),
        ("63-04-040", "63-04", False, "tỉnh Cao Bằng"),
        ("63-04", "63-04", False, "Cao Bằng"),
    ],
)
def test_a_place_is_named_so_that_it_can_be_told_apart(
    page: Any, own: str, asked: str, full: bool, said: str
) -> None:
    assert page(place_id=own).name(asked, full=full) == said


@pytest.mark.parametrize(
    ("iso", "vi", "en"),
    [
        ("2025-07-23", "23/7/2025", "23 July 2025"),
        ("2024-01", "tháng 1/2024", "January 2024"),
        ("2018", "2018", "2018"),
    ],
)
def test_a_date_in_both_languages(page: Any, iso: str, vi: str, en: str) -> None:
    assert page().date(iso) == vi
    assert page(language="en").date(iso) == en


@pytest.mark.parametrize(
    ("vi", "en"),
    [
        ("mục II.2, dòng 89", "section II.2, line 89"),
        ("thân bài, dòng 27", "body, line 27"),
        ("mục II, bảng, hàng 9, dòng 296", "section II, table, row 9, line 296"),
        ("mục II, bảng, nhóm cuối, dòng 325", "section II, table, last group, line 325"),
        ("bản tóm tắt mục tiêu đến năm 2025", "summary of the targets for 2025"),
        ("bản tóm tắt mục tiêu", "summary of the targets"),
        ("bản tóm tắt theo báo chí", "summary from the press"),
        ("mở đầu, dòng 25", "opening, line 25"),
        ("LÀO CAI × TỔNG CHI CÂN ĐỐI", "LÀO CAI × TỔNG CHI CÂN ĐỐI"),  # a head, as printed
    ],
)
def test_a_locator_is_glossed_in_english_and_left_in_vietnamese(
    page: Any, vi: str, en: str
) -> None:
    assert page().locator(vi) == vi
    assert page(language="en").locator(vi) == en


def test_no_locator_of_a_document_keeps_a_vietnamese_word_in_english(
    page: Any, panel: Panel
) -> None:
    made = page(language="en")
    documents = [s.id for s in panel.sources.values() if s.kind == "document"]
    rows = panel.observations[panel.observations["source_id"].isin(documents)]
    glossed = {made.locator(text) for text in rows["locator"]}
    assert len(glossed) > 100
    assert [text for text in glossed if not text.isascii()] == []


# trends --------------------------------------------------------------------------------


def run_of(panel: Panel, place: str) -> list[tuple[int, float]]:
    frame = points(panel, "doctors_per_10k", places_wanted=[place], roles=["actual"])
    run = one_run(frame[frame["value"].notna()])
    return [(int(y), round(float(v), 1)) for y, v in zip(run["year"], run["value"], strict=True)]


def test_a_title_compares_ends_of_one_run_only(panel: Panel) -> None:
    """Lào Cai's counts to 2016 and its printed densities from 2020 differ in scope."""
    assert run_of(panel, "63-10") == [(2020, 11.0), (2023, 14.5)]


def test_a_title_never_starts_on_ground_that_was_shared(panel: Panel) -> None:
    """Lai Châu's rows of 2002 and 2003 hold Điện Biên."""
    run = run_of(panel, "63-12")
    assert (run[0][0], run[-1][0]) == (2004, 2016)


def test_a_single_newest_figure_leaves_the_title_to_the_longer_run() -> None:
    series = pd.DataFrame(
        {
            "year": [2015, 2016, 2020],
            "kind": ["computed", "computed", "printed"],
            "value": [8.2, 8.5, 11.0],
            "flags": "",
        }
    )
    assert list(one_run(series)["year"]) == [2015, 2016]
    assert list(one_run(series[series["year"] == 2020])["year"]) == [2020]


# whether there is anything to say ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("topic", "place", "year", "known"),
    [
        ("workforce", "63-10", 2024, True),
        ("budget", "63-22", 2024, True),
        ("coverage", "63-04-040", 2024, True),
        ("budget", "63-04-040", 2024, False),  # no budget of a city
        ("workforce", "63-10-080", 2024, False),  # Lào Cai city: nothing on record
        ("budget", "63-12", 2005, False),  # the Ministry's tables start in 2006
        ("workforce", "63-28", 2007, True),
        ("comparison", "vn", 2024, True),
    ],
)
def test_a_topic_says_whether_it_has_a_figure(
    panel: Panel, topic: str, place: str, year: int, known: bool
) -> None:
    assert (availability(topic, place, year, panel) is None) == known


def test_the_reason_names_place_and_year_in_both_languages(panel: Panel) -> None:
    asked = ("budget", "63-04-040", 2024, panel)
    assert availability(*asked, "vi") == (
        "Chưa có số liệu nào về chủ đề này cho thành phố Cao Bằng đến năm 2024."
    )
    assert availability(*asked, "en") == (
        "No figure on this topic is on record for Cao Bang city up to 2024."
    )


# opening --------------------------------------------------------------------------------


@pytest.fixture
def _repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VNHEALTH_PROJECT", str(repository))


@pytest.mark.usefixtures("_repository")
def test_a_page_opens_only_with_checked_parameters() -> None:
    with pytest.raises(UsageError, match="place_id"):
        open_page("workforce", place_id="63-99", year=2024, language="vi", boundaries="63")


@pytest.mark.parametrize(
    ("place_id", "boundaries", "told"),
    [
        ("63-10", "63", "trước khi hợp nhất với tỉnh Yên Bái (1/7/2025)"),
        ("34-15", "34", "hợp nhất từ tỉnh Lào Cai và tỉnh Yên Bái (1/7/2025)"),
        ("63-22", "63", ""),
        ("34-22", "34", ""),
    ],
)
def test_opening_tells_which_of_two_provinces_of_one_name_is_meant(
    page: Any, place_id: str, boundaries: str, told: str
) -> None:
    subtitle = masthead(page(place_id=place_id, boundaries=boundaries)).subtitle

    assert subtitle.endswith(told) if told else "hợp nhất" not in subtitle


# a density and its own count ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "printed", "doctors", "told"),
    [
        ("vi", "14,5", 1092, "14,0"),  # 1092 / 779.919 × 10 000 = 14,00
        ("en", "14,5", 1092, "14.0"),
        ("vi", "14,0", 1092, None),
        ("vi", "14", 1092, None),  # agrees to the digits it is printed with
        ("vi", "14", 1140, "14,6"),  # 14,62 would print as 15
    ],
)
def test_a_density_is_held_against_its_count_to_its_own_digits(
    page: Any, language: str, printed: str, doctors: int, told: str | None
) -> None:
    made = page(language=language)
    own = figure(made, "doctors_per_10k", "63-10", 2023, "printed")
    value = float(printed.replace(",", "."))
    own = own.copy()
    own["printed"], own["value"] = printed, value
    counted = figure(made, "doctors", "63-10", 2023, "printed").copy()
    counted["value"] = float(doctors)
    made.latest = lambda indicator, *_, **__: counted if indicator == "doctors" else own
    found = recomputed(made, own)
    assert (None if found is None else found[1].printed) == told


# two targets of one year --------------------------------------------------------------------------


def test_two_resolutions_that_judge_otherwise_are_told_apart_by_their_numbers(page: Any) -> None:
    made = page("coverage", language="vi")
    [row] = target_rows(made.panel, "63-10", ("health_insurance_coverage",), 2024)
    result = figure(made, "full_immunisation_coverage", "63-10", 2016, "printed").copy()
    result["indicator"], result["value"], result["year"] = "health_insurance_coverage", 98.0, 2024
    nationals = [target for target in row.national if target["year"] == 2030]
    assert [float(target["value"]) for target in nationals] == [95.0, 100.0]
    said = told_outcome(made, replace(row, result=result), nationals)
    assert said == "đã đạt (cả nước 2030, 20-NQ/TW); chưa đạt (cả nước 2030, 72-NQ/TW)"
    result["value"] = 90.0
    assert told_outcome(made, replace(row, result=result), nationals) == "chưa đạt (cả nước 2030)"


# lists and units ----------------------------------------------------------------------------------


def test_indicators_in_a_list_are_small_and_joined_by_and(page: Any) -> None:
    names = ("health_insurance_coverage", "hiv_new_per_100k", "satisfaction")
    assert page().named(names) == (
        "bao phủ bảo hiểm y tế, HIV mới/100.000 dân và hài lòng với y tế"
    )
    assert page(language="en").named(names[::2]) == (
        "insurance coverage and satisfaction with services"
    )
    assert page().named(()) == ""


def test_a_rate_has_its_article_inside_an_english_sentence_only(page: Any) -> None:
    assert page(language="en").said("infant_mortality") == "the infant mortality rate"
    assert page(language="en").said("nurses_per_10k") == "nurses per 10,000 population"
    assert page().said("infant_mortality") == "tỷ suất tử vong trẻ em dưới 1 tuổi"


@pytest.mark.parametrize(
    ("printed", "unit", "vi", "en"),
    [(1.0, "times", "lần", "time"), (2.0, "times", "lần", "times"), (1.0, "person", "người",
      "person"), (1.0, "%", "%", "%")],
)  # fmt: skip
def test_a_unit_behind_one_is_singular(
    page: Any, printed: float, unit: str, vi: str, en: str
) -> None:
    for language, word in (("vi", vi), ("en", en)):
        made = page(language=language).computed(printed, unit, 0, "sum", [])
        assert made.unit_text == word


@pytest.mark.parametrize(
    ("words_of", "said"),
    [
        (("cao hơn", "cao hơn"), ", cao hơn mức 1 của A và mức 2 của B"),
        (("cao hơn", "thấp hơn"), ", cao hơn mức 1 của A và thấp hơn mức 2 của B"),
        (("bằng",), ", bằng mức 1 của A"),
        ((), ""),
    ],
)
def test_a_word_of_comparison_is_not_said_twice(
    page: Any, words_of: tuple[str, ...], said: str
) -> None:
    others = [
        (name, word, number) for name, word, number in zip("AB", words_of, "12", strict=False)
    ]
    assert "".join(words.compared(page(), others)) == said


# what staff and people did ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("staff", "people", "told"),
    [
        (3.4, -1.1, " Riêng số bác sĩ tăng làm mật độ tăng 3,4, còn dân số tăng kéo giảm 1,1."),
        (3.4, 0.5, " Riêng số bác sĩ tăng làm mật độ tăng 3,4, dân số giảm làm tăng thêm 0,5."),
        (-0.8, -0.5, " Riêng số bác sĩ giảm làm mật độ giảm 0,8, dân số tăng kéo giảm thêm 0,5."),
        (-0.8, 0.5, " Riêng số bác sĩ giảm làm mật độ giảm 0,8, còn dân số giảm bù lại 0,5."),
        (3.4, -0.04, ""),  # prints as 0,0: there is nothing to tell
    ],
)
def test_the_two_parts_of_a_change_are_said_without_signs(
    page: Any, staff: float, people: float, told: str
) -> None:
    parts = pd.DataFrame(
        {"value": [staff, people], "cells": [(), ()]}, index=["staff", "population"]
    )
    runs = split_told(page(), parts)
    assert "".join(run if isinstance(run, str) else run.printed for run in runs) == told


@pytest.mark.parametrize(
    ("place_id", "told"),
    [
        ("63-10", "5 trong 6 chỉ số"),  # doctors of 2023 are new enough, the other five of 2016
        ("63-04", "cả 6 chỉ số"),
        ("63-04-040", ""),  # all of 2024
    ],
)
def test_what_rests_on_old_figures_is_to_be_updated_first(
    page: Any, place_id: str, told: str
) -> None:
    runs = words.update_step(page(place_id=place_id), DENSITIES)
    said = "".join(run if isinstance(run, str) else run.printed for run in runs)
    assert told in said
    assert bool(said) == bool(told)
