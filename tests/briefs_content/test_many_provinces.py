"""The charts of many provinces in their briefs: regions, funnel, neighbours, on real figures."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from scipy import stats

from vnhealth import places
from vnhealth.blocks import Figure, Table

FIRST, LAST = "2004", "2016"


def figure_of(brief: Any, anchor: str) -> Figure:
    [found] = [each for each in brief.of(Figure) if each.anchor == anchor]
    figure: Figure = found
    return figure


def anchors(brief: Any) -> set[str]:
    return {each.anchor for each in brief.of(Figure)}


@pytest.fixture(scope="module")
def density(repository: Path) -> dict[tuple[str, str], float]:
    """Return doctors per 10 000 by printed place and year, straight from the two raw tables."""

    def read(path: str) -> dict[tuple[str, str], float]:
        with (repository / "data" / "raw" / path).open(encoding="utf-8-sig") as file:
            return {
                (" ".join(row["place"].split()), year): float(row[year])
                for row in csv.DictReader(file)
                for year in (FIRST, LAST)
                if row[year].replace(".", "").isdigit()
            }

    doctors = read("nso-medical-staff-2002-2016/doctors.csv")
    people = read("nso-population-2024/population.csv")
    return {key: 10 * doctors[key] / people[key] for key in doctors.keys() & people.keys()}


# regions side by side ----------------------------------------------------------------------------


def test_the_overview_shows_each_region_among_its_provinces(brief_of: Any, density: Any) -> None:
    chart = figure_of(brief_of("edition"), "edition-regions")
    before, after = (
        density["Northern midlands and mountain areas", year] for year in (FIRST, LAST)
    )
    assert (round(before, 1), round(after, 1)) == (5.5, 8.7)
    assert chart.title == (
        "Số bác sĩ trên 10.000 dân tăng ở cả 6 vùng từ năm 2004 đến năm 2016; nhiều nhất ở"
        " Trung du và miền núi phía Bắc (từ 5,5 lên 8,7), ít nhất ở Đông Nam Bộ (từ 5,5 lên 6,4)"
    )
    # 63 provinces, 6 regions, the country, 13 years each; Hà Tây, which is no more, is left out.
    assert len(chart.numbers) == 13 * 70
    assert {number.measure for number in chart.numbers} == {"rate"}
    assert chart.reading.startswith("Mỗi ô là một vùng")


def test_the_overview_says_where_the_counting_of_doctors_seems_to_have_changed(
    brief_of: Any,
) -> None:
    said = " ".join(
        str(run) for note in figure_of(brief_of("edition"), "edition-regions").notes for run in note
    )
    assert re.search(r"năm 2012 \(\d+ tỉnh\); năm 2013 \(\d+ tỉnh\)", said)
    assert "Điện Biên (91) và tỉnh Lai Châu (258) có vẻ bị đổi chỗ" in said


def test_regions_of_34_provinces_are_the_new_ones(brief_of: Any) -> None:
    chart = figure_of(brief_of("edition", boundaries="34"), "edition-regions")
    named = [each.name("vi") for each in places.places("34", "region")]
    assert len(named) == 6
    assert all(f"{name}: " in chart.alt for name in named)
    assert len(chart.numbers) == 13 * (34 + 6 + 1)


def test_a_brief_on_one_region_has_no_panels_of_regions(brief_of: Any) -> None:
    assert "edition-regions" not in anchors(brief_of("edition", place_id="63-r4"))


# the funnel --------------------------------------------------------------------------------------


@pytest.mark.parametrize("boundaries", ["63", "34"])
def test_the_funnel_shows_what_the_classes_of_the_table_come_from(
    brief_of: Any, boundaries: str
) -> None:
    brief = brief_of("comparison", boundaries=boundaries)
    chart = figure_of(brief, "comparison-funnel")
    [table] = [each for each in brief.of(Table) if each.anchor == "comparison-all"]
    classes = [row.cells[5] for row in table.rows]
    clearly = [said for said in classes if said in ("cao hơn rõ", "thấp hơn rõ")]
    assert chart.title.startswith(f"{len(clearly)} trong {len(classes)} tỉnh, thành phố nằm ngoài")
    assert f"{len(clearly)} nơi nằm ngoài giới hạn 99,8%" in chart.alt


def test_places_outside_the_funnel_are_those_an_exact_test_finds(
    brief_of: Any, observations: dict[str, dict[str, Any]]
) -> None:
    chart = figure_of(brief_of("comparison"), "comparison-funnel")
    *provinces, whole = chart.numbers
    outside = 0
    for number in provinces:
        doctors, people = (float(observations[cell]["value"]) for cell in number.cells)
        expected = float(whole.value or 0) / 10_000 * people
        beyond = min(stats.poisson.cdf(doctors, expected), stats.poisson.sf(doctors - 1, expected))
        outside += bool(beyond < 0.001)
    assert chart.title.startswith(f"{outside} trong 63 ")


def test_the_funnel_says_that_staff_is_no_matter_of_chance_and_who_stands_out_still(
    brief_of: Any,
) -> None:
    chart = figure_of(brief_of("comparison"), "comparison-funnel")
    first, second = (
        "".join(run if isinstance(run, str) else run.printed for run in note)
        for note in chart.notes
    )
    assert first.startswith("Cán bộ và giường bệnh được bố trí theo quyết định")
    assert second.endswith(
        "còn 4 trong 63 nơi nằm ngoài giới hạn 99,8%: Bắc Kạn, Cao Bằng, Tây Ninh và Bình Dương."
    )


def test_rates_printed_without_counts_have_no_funnel(brief_of: Any) -> None:
    brief = brief_of("comparison", boundaries="63", indicator="infant_mortality", language="en")
    assert "comparison-ranking" in anchors(brief)
    assert "comparison-funnel" not in anchors(brief)


# among the neighbours ----------------------------------------------------------------------------

MOUNTAINS = (
    "Ha Giang", "Cao Bang", "Bac Kan", "Tuyen Quang", "Lao Cai", "Yen Bai", "Thai Nguyen",
    "Lang Son", "Bac Giang", "Phu Tho", "Dien Bien", "Lai Chau", "Son La", "Hoa Binh",
)  # fmt: skip


def test_a_place_is_ranked_among_its_region_in_both_years(brief_of: Any, density: Any) -> None:
    ranks = [
        1 + sum(density[name, year] > density["Lao Cai", year] for name in MOUNTAINS)
        for year in (FIRST, LAST)
    ]
    chart = figure_of(brief_of("workforce", place_id="63-10"), "doctors-region-ranking")
    assert chart.title == (
        f"Lào Cai từ hạng {ranks[0]} năm 2004 xuống hạng {ranks[1]} năm 2016"
        " trong 14 tỉnh, thành phố cùng vùng"
    )
    english = figure_of(brief_of("workforce", place_id="63-10", language="en"), chart.anchor)
    assert english.title == (
        f"Lao Cai slipped from rank {ranks[0]} in 2004 to rank {ranks[1]} in 2016"
        " among the 14 provinces and cities of its region"
    )
    assert len(chart.numbers) == 2 * (14 + 2)  # with the region and the country


def test_two_years_on_either_side_of_a_break_are_set_side_by_side_with_a_warning(
    brief_of: Any,
) -> None:
    chart = figure_of(brief_of("workforce", place_id="63-10"), "doctors-region-ranking")
    said = " ".join(str(run) for note in chart.notes for run in note)
    assert "không nên so sánh số liệu trước và sau" in said
