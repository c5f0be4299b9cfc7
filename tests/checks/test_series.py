"""Outliers, jumps, exchanges, boundaries, totals by place, completeness, sources."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vnhealth import checks
from vnhealth.checks import completeness, conflicting_sources, national_sum, outliers, year_jumps
from vnhealth.checks.robust import mad_distance, sd_distance
from vnhealth.wording import numbers


def series(values: list[float], first: int = 2002, **given: object) -> list[dict[str, object]]:
    base = {"indicator": "doctors"} | given
    return [base | {"year": first + i, "value": float(v)} for i, v in enumerate(values)]


def wide(rows: list[dict[str, object]], row: int, stem: str = "doctors") -> list[dict[str, object]]:
    return [each | {"cell_id": f"nso#{stem}:r{row}c{i}"} for i, each in enumerate(rows, start=1)]


def test_the_year_in_question_is_left_out_of_its_own_baseline():
    # the others of 30 are 10, 11, 12, 13, 14: median 12, deviations 2 1 0 1 2, MAD 1
    values = np.array([10.0, 11.0, 12.0, 13.0, 14.0, 30.0])
    assert mad_distance(values, 0.0)[-1] == pytest.approx((30 - 12) / 1.4826)
    # their mean is 12, their standard deviation sqrt((4 + 1 + 0 + 1 + 4) / 4)
    assert sd_distance(values, 0.0)[-1] == pytest.approx((30 - 12) / np.sqrt(2.5))


def test_fewer_than_six_values_are_not_judged():
    assert np.isnan(mad_distance(np.arange(5.0), 1.0)).all()


@pytest.mark.parametrize(
    ("value", "grade"),
    # median 120, MAD 10 → one spread 14,826: 5 spreads reach 194,13, ten reach 268,26
    [(194, ""), (195, "moderate"), (268, "moderate"), (269, "extreme")],
)
def test_five_and_ten_median_deviations_part_the_grades(evidence, value, grade):
    found = outliers.outliers(evidence(*series([100, 110, 120, 130, 140, value])))
    last = found[(found["year"] == 2007) & (found["basis"] == "years")]
    assert [each for each in last["grade_mad"] if each] == ([grade] if grade else [])


def test_a_count_below_100_is_never_extreme(evidence):
    found = outliers.outliers(evidence(*series([10, 11, 12, 13, 14, 99])))
    assert found.loc[found["year"] == 2007, "grade_mad"].tolist() == ["moderate"]


def test_outliers_name_the_place_and_the_figure(find):
    (finding,) = find("outliers", *series([100, 110, 120, 130, 140, 900]))
    assert (finding.severity, finding.certainty) == ("info", "possible")
    assert "Lao Cai province 2007 (900)" in finding.sentence_en


def test_a_jump_must_leave_the_spread_of_the_series_and_reach_a_quarter(evidence):
    steady = [400, 404, 408, 412, 416, 420]
    # 420 × 1,25 = 525
    assert len(year_jumps.jumps(evidence(*series([*steady, 524])))) == 0
    (jump,) = year_jumps.jumps(evidence(*series([*steady, 526]))).itertuples()
    assert (jump.year, jump.before) == (2008, 420)


def test_a_jump_of_small_figures_is_none(evidence):
    assert len(year_jumps.jumps(evidence(*series([50, 51, 52, 53, 54, 55, 99])))) == 0
    assert len(year_jumps.jumps(evidence(*series([50, 51, 52, 53, 54, 55, 100])))) == 1


def test_one_places_jump_is_told_and_the_countrys_is_a_warning(find):
    values = [4000, 4040, 4080, 4120, 4160, 4200, 9000]
    (one,) = find("year_jumps", *series(values))
    assert (one.severity, one.certainty) == ("info", "possible")
    (all_,) = find("year_jumps", *series(values, place_id="vn"))
    assert (all_.severity, all_.certainty) == ("warning", "likely")
    assert "2008 (the country from 4,200 to 9,000)" in all_.sentence_en


def test_a_split_of_a_province_is_explained_and_no_fall(find):
    # Lai Châu's row covers Điện Biên up to 2003
    lai_chau = series([600, 610, 100, 101, 102, 103, 104, 105], place_id="63-12")
    assert find("year_jumps", *lai_chau) == []
    (finding,) = find("boundary_breaks", *lai_chau)
    assert (finding.year, finding.severity, finding.certainty) == (2004, "info", "certain")
    assert finding.cells == ("plan#002", "plan#003")
    assert "không phải là tăng hay giảm" in finding.sentence_vi


def test_a_place_without_a_break_has_no_note(find):
    assert find("boundary_breaks", *series([600, 610, 100], place_id="63-12", first=2005)) == []


def test_two_columns_exchanged_at_the_end_are_found(find):
    # the statistics office's 2016 column prints 35 polyclinics and 602 sanatoria
    years = {"place_id": "vn", "first": 2011, "source_id": "nso"}
    rows = series([600, 621, 616, 618, 613, 35], indicator="polyclinics", **years)
    rows += series([31, 35, 33, 34, 34, 602], indicator="sanatoria", **years)
    (finding,) = find("exchanged_series", *rows)
    assert (finding.year, finding.severity, finding.certainty) == (2016, "warning", "likely")
    assert "hai cột năm 2016 có vẻ bị đổi chỗ" in finding.sentence_vi
    assert find("year_jumps", *rows) == []  # explained


def test_two_columns_that_cross_slowly_are_not_exchanged(find):
    years = {"place_id": "vn", "first": 2011, "source_id": "nso"}
    rows = series([600, 500, 400, 300, 200, 100], indicator="polyclinics", **years)
    rows += series([100, 200, 300, 400, 500, 600], indicator="sanatoria", **years)
    assert find("exchanged_series", *rows) == []


def test_two_neighbouring_rows_exchanged_in_one_year_are_found(find):
    # Điện Biên and Lai Châu, doctors 2004-2008 as the statistics office prints them
    place = {"first": 2004, "source_id": "nso"}
    one = series([199, 91, 217, 228, 244], place_id="63-11", **place)
    two = series([76, 258, 103, 112, 116], place_id="63-12", **place)
    (finding,) = find("exchanged_series", *wide(one, 26), *wide(two, 27))
    assert (finding.year, finding.cells) == (2005, ("nso#doctors:r26c2", "nso#doctors:r27c2"))
    assert find("exchanged_series", *wide(one, 26), *wide(two, 29)) == []


def provinces(total: float, *parts: float, indicator: str = "doctors") -> list[dict[str, object]]:
    ids = ("vn", "63-10", "63-15")
    figures = zip(ids, (total, *parts), strict=True)
    return [{"indicator": indicator, "place_id": p, "value": float(v)} for p, v in figures]


@pytest.mark.parametrize(("total", "found"), [(830, []), (831, ["warning"]), (829, ["warning"])])
def test_the_country_is_the_sum_of_its_provinces(find, total, found):
    rows = provinces(total, 450, 380)
    assert [f.severity for f in find("national_sum", *rows)] == found


def test_a_difference_below_a_thousandth_is_only_told(find):
    (finding,) = find("national_sum", *provinces(60_001, 40_000, 20_000))
    assert finding.severity == "info"


def test_rounded_figures_may_miss_their_sum_by_their_rounding(evidence):
    # printed in thousands with one decimal: half a hundred each, 150 in all
    rows = [
        row | {"printed": f"{row['value'] / 1000:.1f}"}
        for row in provinces(1_000_100, 600_000, 400_000, indicator="population")
    ]
    assert national_sum.sums(evidence(*rows))["holds"].tolist() == [True]
    rows[0] |= {"value": 1_000_200.0, "printed": "1000.2"}
    assert national_sum.sums(evidence(*rows))["holds"].tolist() == [False]


def test_two_sources_are_told_once_an_indicator_with_how_much_they_share(find, evidence):
    old = series([100, 200, 300], indicator="population", source_id="old")
    new = series([100, 200, 330], indicator="population", source_id="new")
    dates = {"old": "2018", "new": "2025-07-23"}
    (finding,) = find("conflicting_sources", *old, *new, dates=dates)
    # 330 / 300 = 1,10
    assert "differ in 1 of 3 shared figures (2004), by up to 10%" in finding.sentence_en
    frame = conflicting_sources.conflicts(evidence(*old, *new, dates=dates))
    assert frame[["older", "newer", "year"]].values.tolist() == [["old", "new", 2004]]


def test_a_difference_within_the_coarser_rounding_is_no_conflict(find):
    fine = series([61_547], indicator="doctors", source_id="new")
    coarse = series([61_500], indicator="doctors", source_id="old")
    dates = {"old": "2018", "new": "2019"}
    coarse[0]["printed"] = "61.5"
    assert find("conflicting_sources", *coarse, *fine, dates=dates) == []
    coarse[0] |= {"value": 61_400.0, "printed": "61.4"}
    assert len(find("conflicting_sources", *coarse, *fine, dates=dates)) == 1


def test_figures_of_two_scopes_are_no_conflict(find):
    rows = series([300], source_id="old") + series([400], source_id="new", qualifier="toàn ngành")
    assert find("conflicting_sources", *rows, dates={"old": "2018", "new": "2019"}) == []


def test_completeness_counts_provinces_and_years_and_knows_when_a_province_was_founded(evidence):
    # Điện Biên (63-11) exists from 2004: two of three years expected of it, all of Lào Cai's
    rows = series([1, 2, 3], place_id="63-10") + series([9], first=2004, place_id="63-11")
    (only,) = completeness.summary(evidence(*rows[:1], *rows[2:])).itertuples()
    # years 2002 and 2004 stand in the table: Lào Cai 2 of 2, Điện Biên 1 of 1
    assert (only.expected, only.present, only.share) == (3, 3, 1.0)
    matrix = completeness.matrix(evidence(*rows[:2], *rows[3:]))
    absent = matrix[~matrix["present"]]
    assert absent[["place_id", "year"]].values.tolist() == [["63-10", 2004]]


def test_a_figure_outside_the_plausible_range_is_a_warning(find):
    # sanatoria: 0 to 200 in the catalogue
    row = {"indicator": "sanatoria", "place_id": "vn"}
    assert find("implausible_values", row | {"value": 200.0}) == []
    (finding,) = find("implausible_values", row | {"value": 201.0})
    assert finding.severity == "warning"


def test_unread_cells_are_told_a_source_but_missing_signs_are_not(find):
    cell = {
        "cell_id": "plan#009",
        "source_id": "plan",
        "place": "TÂY BẮC",
        "indicator": "doctors",
        "period": "2024",
        "printed": "12,5,7",
        "locator": "dòng 9",
        "reason": "",
    }
    unread = [cell | {"kind": "text"}, cell | {"cell_id": "plan#010", "kind": "missing"}]
    row = {"indicator": "doctors", "value": 1.0}
    (finding,) = find("unread_cells", row, unread=unread)
    assert finding.cells == ("plan#009",)
    assert "“12,5,7” (TÂY BẮC)" in finding.sentence_vi


def test_an_indicator_that_no_cell_uses_and_none_can_give_is_stale(find):
    (finding,) = find("stale_catalogue", {"indicator": "doctors", "value": 1.0})
    assert "nurses" in finding.indicators
    assert "doctors" not in finding.indicators


def test_every_check_takes_the_communes_that_a_source_brings_along(evidence, tmp_path):
    (tmp_path / "communes.csv").write_text(
        "place_id,name_vi,name_en,parent_id\n"
        "63-10-80000,xã đặt ra,the made-up commune,63-10\n"
        "63-10-80001,xã thứ hai,the second commune,63-10\n",
        encoding="utf-8",
    )
    values = [4000, 4040, 4080, 4120, 4160, 4200, 9000]
    seen = evidence(
        *series(values, place_id="63-10-80000"), *series(values[:6], place_id="63-10-80001")
    )
    plan = replace(seen.sources["plan"], register="communes.csv")
    found = checks.run(seen.observations, {"plan": plan}, seen.unread, numbers=numbers)

    (jump,) = [each for each in found if each.check == "year_jumps"]
    assert "the made-up commune, Lao Cai province" in jump.sentence_en
    assert "xã đặt ra, tỉnh Lào Cai" in jump.sentence_vi
