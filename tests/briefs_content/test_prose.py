"""How the briefs read: no sign behind a word of change, no sentence too long, titles that tell."""

from __future__ import annotations

import re
from typing import Any

import pytest

from vnhealth.blocks import Figure, Note, Number, Table
from vnhealth.wording import ui
from vnhealth.wording.messages import say

MOST_WORDS = {"en": 36, "vi": 52}
"""Words of the longest sentence; a Vietnamese word has about one and a half of what is counted."""
PROVINCES = re.compile(r"tỉnh|provinces|Vùng|region")
SIGNED = re.compile(r"[+−][\d]")


def said(runs: Any) -> str:
    return "".join(run if isinstance(run, str) else run.printed + run.unit_text for run in runs)


def sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.!?]) (?=[A-ZĐ])", text)


def table_of(brief: Any, anchor: str) -> Table:
    [found] = [table for table in brief.of(Table) if table.anchor == anchor]
    table: Table = found
    return table


def figure_of(brief: Any, anchor: str) -> Figure:
    [found] = [figure for figure in brief.of(Figure) if figure.anchor == anchor]
    figure: Figure = found
    return figure


# every brief --------------------------------------------------------------------------------------


def test_a_message_says_rise_and_fall_in_words_never_with_a_sign(brief: Any) -> None:
    for paragraph in brief.messages.paragraphs:
        assert not SIGNED.search(said(paragraph)), said(paragraph)


def test_no_sentence_of_the_messages_is_too_long_to_be_read_once(brief: Any) -> None:
    for paragraph in brief.messages.paragraphs:
        for sentence in sentences(said(paragraph)):
            assert len(sentence.split()) <= MOST_WORDS[brief.language], sentence


def test_no_two_messages_open_alike(brief: Any) -> None:
    opened = [tuple(said(p).split()[:4]) for p in brief.messages.paragraphs]
    assert len(set(opened)) == len(opened), opened


def test_a_chart_s_subtitle_tells_years_and_places_and_its_source_is_named(brief: Any) -> None:
    for figure in brief.of(Figure):
        assert re.search(r"\b(19|20)\d\d\b", figure.subtitle), figure.subtitle
        [head] = [block for block in brief.blocks if type(block).__name__ == "Masthead"]
        place = head.place.split(" ", 1)[-1].removesuffix(" province").removesuffix(" city")
        assert place in figure.subtitle or PROVINCES.search(figure.subtitle), figure.subtitle
        assert figure.sources


def test_what_a_figure_was_worked_out_as_is_always_said(brief: Any) -> None:
    fallback = ui.measure_meaning("no such measure", brief.language)
    for _, number in brief.numbers:
        if number.measure:
            assert ui.measure_meaning(number.measure, brief.language) != fallback, number.measure


def test_one_thing_is_one_in_english(brief_of: Any) -> None:
    for topic in ("coverage", "targets"):
        brief = brief_of(topic, "63-04-040" if topic == "coverage" else "63-10", language="en")
        alone = [n for _, n in brief.numbers if n.printed == "1" and n.unit_text.isalpha()]
        assert {number.unit_text for number in alone} <= {"unit", "time", "person", "station"}
        assert alone


# what each topic owes -----------------------------------------------------------------------------


def test_packages_agencies_and_units_are_called_what_they_are(brief_of: Any) -> None:
    table = table_of(brief_of("coverage", "63-10"), "coverage-services")
    units = {row.cells[0]: row.cells[3].unit_text for row in table.rows}
    assert units["Số gói kỹ thuật mới được áp dụng (bệnh viện tuyến tỉnh)"] == "gói"
    assert units["Cơ quan quản lý nhà nước về y tế"] == "cơ quan"
    assert units["Đơn vị sự nghiệp y tế"] == "đơn vị"
    assert units["Trạm y tế xã, phường, thị trấn"] == "trạm"


def test_both_resolutions_targets_for_insurance_stand_with_their_sources(brief_of: Any) -> None:
    brief = brief_of("coverage", "63-10")
    table = table_of(brief, "coverage-targets")
    at = [column.label for column in table.columns].index("Mục tiêu cả nước 2030")
    [row] = [row for row in table.rows if row.cells[0] == "Tỷ lệ bao phủ bảo hiểm y tế"]
    figures = [run for run in row.cells[at] if isinstance(run, Number)]
    assert [figure.printed for figure in figures] == [">\u00a095", "100"]
    sources = {figure.cells[0].partition("#")[0] for figure in figures}
    assert len(sources) == 2
    assert len({figure.sources for figure in figures}) == 2


def test_a_title_on_deaths_alone_does_not_speak_of_nutrition(brief_of: Any) -> None:
    deaths = figure_of(brief_of("coverage", "63-10"), "outcomes-progress").title
    assert deaths == "Tử vong trẻ em: cả 2 chỉ số đều chưa đạt mục tiêu gần nhất (năm 2016)"
    both = figure_of(brief_of("coverage", "63-04-040"), "outcomes-progress").title
    assert both.startswith("Tử vong và dinh dưỡng trẻ em: 1 trong 3")


def test_a_series_without_a_clear_trend_is_not_said_to_rise_or_fall(brief_of: Any) -> None:
    # infant mortality of Lai Châu: 44,0 in 2005, 41,1 in 2016; 95 % limits −0,93 to +0,80 a year
    title = figure_of(brief_of("coverage", "63-12"), "mortality-trend").title
    assert title.endswith("là 41,1‰ năm 2016, so với 44,0‰ năm 2005; chưa thấy xu hướng rõ")
    # of Cao Bằng: 42,4 to 23,5; limits −2,48 to −0,53
    clear = figure_of(brief_of("coverage", "63-04"), "mortality-trend").title
    assert clear.endswith("giảm từ 42,4‰ (năm 2005) xuống 23,5‰ (năm 2016)")


def test_a_result_of_long_ago_is_a_level_and_no_target_reached(brief_of: Any) -> None:
    told = " ".join(said(p) for p in brief_of("coverage", "63-10").messages.paragraphs)
    assert "98,0%" in told
    assert "mức này đạt mục tiêu trên 95% năm 2024" in told


def test_a_bed_rate_of_another_scope_says_why_nothing_is_concluded(brief_of: Any) -> None:
    notes = table_of(brief_of("workforce", "63-04"), "workforce-targets").notes
    assert (
        "Số giường bệnh trên 10.000 dân: kết quả (kể cả giường trạm y tế) và mục tiêu "
        "(giường bệnh viện) khác phạm vi nên chưa kết luận."
    ) in [said(note) for note in notes]


def test_a_ranking_of_plans_says_that_they_are_plans(brief_of: Any) -> None:
    assert figure_of(brief_of("budget", "63-10"), "budget-ranking").title.endswith(
        "năm 2017 (dự toán)"
    )


def test_the_profile_ranks_assistant_doctors_as_the_workforce_brief_does(brief_of: Any) -> None:
    label = "Số y sĩ trên 10.000 dân"
    ranks = []
    for topic, anchor in (("profile", "profile-workforce"), ("workforce", "workforce-staff")):
        table = table_of(brief_of(topic, "63-10"), anchor)
        at = [column.label for column in table.columns].index("Thứ hạng")
        ranks += [row.cells[at] for row in table.rows if row.cells[0] == label]
    assert ranks == ["6/63", "6/63"]


def test_the_scorecard_says_how_many_provinces_a_fifth_is(brief_of: Any) -> None:
    cards = [
        figure
        for figure in brief_of("edition", "vn").of(Figure)
        if "Một phần năm" in figure.reading
    ]
    assert cards
    for card in cards:  # 63 / 5 = 12,6
        assert card.reading.endswith("Một phần năm của 63 tỉnh, thành phố là 12 hoặc 13.")


def test_a_figure_of_the_workforce_says_what_it_finds(brief_of: Any) -> None:
    # Quảng Ninh 2016: nurses 9,3 below 10,0 and midwives 2,9 level with 2,9; the other four above
    title = figure_of(brief_of("workforce", "63-22"), "staff-levels").title
    assert title == "Quảng Ninh cao hơn cả nước ở 4 trong 6 loại nhân lực và giường bệnh"


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_missing_list_ends_with_and_and_holds_no_comma_of_a_name(
    brief_of: Any, language: str
) -> None:
    brief = brief_of("coverage", "63-10", language=language)
    [missing] = [note for note in brief.of(Note) if note.kind == "missing"]
    told = said(missing.paragraphs[-1])
    assert say("list.last", language) in told
    assert not re.search(r"[:,] [A-ZĐ][a-zđ]", told), told


def test_a_comparison_of_deaths_counts_where_they_fell_and_says_its_unit(brief_of: Any) -> None:
    brief = brief_of("comparison", indicator="infant_mortality")
    told = [said(p) for p in brief.messages.paragraphs]
    assert any("chỉ số này giảm ở 61 trong 63 tỉnh" in one for one in told), told
    assert "Lai Châu (41,1‰)" in told[0]
    assert figure_of(brief, "comparison-spread").title.startswith(
        "61 trong 63 tỉnh, thành phố giảm"
    )
    notes = [said(p) for note in brief.of(Note) for p in note.paragraphs]
    assert not any("2002–2003" in note for note in notes)  # the series begins in 2005
    assert any("Hà Tây nhập vào Hà Nội năm 2008" in note for note in notes)


def test_a_density_at_odds_with_its_own_count_says_so_at_once(brief_of: Any) -> None:
    # 1.092 doctors / 779.919 people × 10 000 = 14,0; the article prints 14,5
    first = said(brief_of("workforce", "63-10").messages.paragraphs[0])
    assert "14,5 bác sĩ trên 10.000 dân" in first.replace("/10.000 dân", "")
    assert "1.092 bác sĩ chia cho dân số đã công bố lại cho 14,0" in first
    # computed from counts: nothing to hold it against
    other = said(brief_of("workforce", "63-04").messages.paragraphs[0])
    assert "dân số đã công bố" not in other
