"""What is particular to results against targets, budget, mix and totals."""

from __future__ import annotations

import math
from itertools import pairwise
from types import SimpleNamespace

import pandas as pd
import pytest
from matplotlib.patches import Rectangle

from vnhealth.charts import budget, dumbbell, mix, totals
from vnhealth.charts.frame import nice_ticks, text_width, wrap
from vnhealth.charts.labels import Box, Room, around, first_free, spread


def row(result, target, direction):
    return SimpleNamespace(result=result, target=target, direction=direction)


def words(figure):
    return {text.get_text() for axes in figure.axes for text in axes.texts}


def test_short_of_a_target_is_left_of_it_whichever_way_is_better():
    assert dumbbell.distance(row(80.0, 100.0, "higher")) == pytest.approx(-0.2)
    assert dumbbell.distance(row(12.0, 10.0, "lower")) == pytest.approx(-0.2)
    assert dumbbell.distance(row(8.0, 10.0, "lower")) == pytest.approx(0.2)


def test_an_unknown_result_has_no_place_on_the_scale():
    assert math.isnan(dumbbell.distance(row(math.nan, 10.0, "higher")))
    assert math.isnan(dumbbell.distance(row(1.0, 0.0, "lower")))


def test_the_verdict_is_a_word_and_a_shape(cases):
    assert {"Đạt", "Chưa đạt", "Chưa xác định", "Chưa có số liệu"} <= words(
        cases["dumbbell"]("vi").draw()
    )


def test_comparators_and_ranges_are_printed_as_such():
    frame = pd.DataFrame(
        [
            ("Tiêm chủng", 93.0, "gt", 95.0, math.nan, "undetermined", "%"),
            ("Bác sĩ mỗi trạm", 1.1, "eq", 2.5, 3.0, "not_met", ""),
        ],
        columns=["indicator", "result", "result_comparator", "target", "target_upper", "status",
                 "unit"],
    ).assign(direction="higher")  # fmt: skip
    shown = words(dumbbell.draw(frame, dumbbell.DumbbellSettings(language="vi")))
    assert {">\u00a093%", "95%", "1,1", "2,5–3"} <= shown


def test_the_alt_text_counts_the_targets_met(cases):
    assert (
        cases["dumbbell"]("vi")
        .alt()
        .startswith("Biểu đồ kết quả so với mục tiêu: 2 trên 5 chỉ tiêu đạt.")
    )


def test_what_the_projects_leave_over_is_hatched_and_labelled(cases):
    figure = cases["budget"]("vi").draw()
    hatched = [p for p in figure.findobj(Rectangle) if p.get_hatch()]
    assert len(hatched) == 1
    assert "3,0\u00a0tỷ đồng (0,6%)" in words(figure)  # 3,0 / 529,7 = 0,57 %


def test_both_panels_of_the_budget_share_one_scale(cases):
    case = cases["budget"]("vi")
    bars = [p for p in case.draw().findobj(Rectangle) if p.get_height() == pytest.approx(11)]
    longest, second = sorted((bar.get_width() for bar in bars), reverse=True)[:2]
    # 429,7 (by source) and 412,3 (by project) are the two longest bars.
    assert second == pytest.approx(longest * 412.3 / 429.7)


def test_the_budget_s_alt_text_says_total_and_shares(cases):
    said = cases["budget"]("en").alt()
    assert said.startswith("Bar chart of the budget, total 529.7\u00a0billion VND.")
    assert "In no project 3.0\u00a0billion VND (0.6%)" in said


def test_shares_are_of_the_bar_s_own_sum():
    frame = pd.DataFrame({"bar": ["a", "a"], "part": ["x", "y"], "value": [1.0, 3.0]})
    assert list(mix.shares(frame)["share_pct"]) == [25.0, 75.0]
    assert isinstance(budget.BudgetSettings(language="vi").total, float)


def test_a_bar_that_lacks_a_part_shows_no_share(cases):
    case = cases["mix"]("vi")
    assert mix.shares(case.frame).query("bar == 'Cả nước 2016'")["share_pct"].isna().all()
    assert case.alt().endswith("Chưa có số liệu: Cả nước 2016.")


def test_years_without_a_sum_keep_their_row(cases):
    shown = words(cases["totals"]("vi").draw())
    assert {"2006", "2007", "2008", "2009–2016", "2017", "…"} <= shown


def test_plan_and_final_are_told_apart_by_hatching():
    frame = pd.DataFrame({"year": [2008, 2008], "kind": ["plan", "final"], "value": [1e12, 2e12]})
    figure = totals.draw(frame, totals.TotalsSettings(language="vi"))
    bars = [p for p in figure.findobj(Rectangle) if p.get_height() == pytest.approx(10)]
    assert sorted(bool(bar.get_hatch()) for bar in bars) == [False, True]


def test_spread_keeps_labels_apart_in_their_order_and_inside():
    placed = spread([50, 51, 52, 5, 99], 10, 0, 100)
    ordered = sorted(placed)
    assert all(b - a >= 10 - 1e-9 for a, b in pairwise(ordered))
    assert ordered[0] >= 5
    assert ordered[-1] <= 95
    assert placed[0] < placed[1] < placed[2]


def test_a_label_takes_the_first_place_that_is_free():
    taken = [Box(6, 40, 100, 60)]
    box = first_free(around(0, 50, 20, 10, Room(200, 100)), taken)
    assert box is not None
    assert not box.meets(taken[0])


def test_a_wrapped_text_is_no_wider_than_asked_and_loses_no_word():
    text = "Trung du và miền núi phía Bắc"
    lines = wrap(text, 70)
    assert " ".join(lines) == text
    assert all(text_width(line) <= 70 for line in lines)


def test_ticks_are_round_and_enclose_the_values():
    assert nice_ticks(0, 14.5) == [0, 4, 8, 12, 16]
    assert nice_ticks(5, 5)[0] <= 5
