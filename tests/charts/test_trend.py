"""The trend never draws what is not known."""

from __future__ import annotations

import pandas as pd
import pytest

from vnhealth.charts import trend
from vnhealth.charts.axes import Break, Target
from vnhealth.charts.trend_sheet import segments
from vnhealth.design import LIGHT


def series(years, sources=None, **columns):
    return pd.DataFrame(
        {
            "series_id": "a", "series": "Lào Cai", "kind": "own", "year": years,
            "value": [float(i) + 1 for i in range(len(years))],
            "source": sources or ["nso"] * len(years), **columns,
        }
    )  # fmt: skip


def runs(frame, *breaks):
    return [list(run["year"]) for run in segments(frame, breaks)]


def drawn_lines(figure, color):
    """Return the x data of every line of the given colour that is more than a point."""
    return [
        [float(x) for x in line.get_xdata()]
        for axes in figure.axes
        for line in axes.get_lines()
        if line.get_color() == color and line.get_linestyle() != "None"
        and len(line.get_xdata()) > 0 and line.get_linewidth() > 2
    ]  # fmt: skip


def test_neighbouring_years_are_joined():
    assert runs(series([2002, 2003, 2004])) == [[2002, 2003, 2004]]


def test_a_missing_year_breaks_the_line():
    assert runs(series([2002, 2003, 2005, 2006])) == [[2002, 2003], [2005, 2006]]


def test_no_line_crosses_from_one_source_to_another():
    assert runs(series([2002, 2003, 2004], ["nso", "nso", "plan"])) == [[2002, 2003], [2004]]


def test_no_line_crosses_a_break():
    assert runs(series([2002, 2003, 2004, 2005]), Break(2004, "boundary")) == [
        [2002, 2003],
        [2004, 2005],
    ]


def test_a_break_of_another_series_leaves_this_one_whole():
    other = Break(2004, "boundary", series_ids=("b",))
    assert runs(series([2003, 2004]), other) == [[2003, 2004]]


def test_years_may_come_in_any_order():
    assert runs(series([2004, 2002, 2003])) == [[2002, 2003, 2004]]


def test_a_year_without_a_value_is_a_gap_in_the_drawing():
    frame = series([2002, 2003, 2004, 2005, 2006])
    frame.loc[frame["year"] == 2004, "value"] = float("nan")
    figure = trend.draw(frame, trend.TrendSettings(language="vi"))
    assert drawn_lines(figure, LIGHT["own"]) == [[2002.0, 2003.0], [2005.0, 2006.0]]


def test_a_preliminary_point_is_hollow_and_the_key_says_so():
    frame = series([2015, 2016], preliminary=[False, True])
    figure = trend.draw(frame, trend.TrendSettings(language="vi"))
    hollow = [
        float(line.get_xdata()[0])
        for axes in figure.axes
        for line in axes.get_lines()
        if line.get_markeredgecolor() == LIGHT["own"]
        and line.get_markerfacecolor() == LIGHT["page"]
    ]
    assert hollow == [2016.0]
    assert "sơ bộ" in {t.get_text() for axes in figure.axes for t in axes.texts}


def test_each_source_has_a_marker_of_its_own():
    frame = series([2014, 2015, 2020, 2021], ["nso", "nso", "plan", "plan"])
    figure = trend.draw(frame, trend.TrendSettings(language="en"))
    markers = {
        float(line.get_xdata()[0]): line.get_marker()
        for line in figure.axes[1].get_lines()
        if line.get_markeredgecolor() == LIGHT["own"] and line.get_marker() not in {"None", ""}
    }
    assert markers[2014.0] == markers[2015.0] != markers[2020.0] == markers[2021.0]


def test_a_target_is_a_dashed_line_over_the_whole_width():
    settings = trend.TrendSettings(language="vi", targets=(Target(3, "Mục tiêu 2025: 3"),))
    axes = trend.draw(series([2002, 2003]), settings).axes[1]
    (line,) = [item for item in axes.get_lines() if item.get_color() == LIGHT["target"]]
    assert line.is_dashed()
    assert tuple(line.get_xdata()) == axes.get_xlim()


def test_the_alt_text_says_first_last_target_and_break():
    settings = trend.TrendSettings(
        language="vi",
        indicator="Bác sĩ trên 10.000 dân",
        targets=(Target(10, "Mục tiêu 2025"),),
        breaks=(Break(2003, "boundary"),),
    )
    said = trend.alt_text(series([2002, 2003], preliminary=[False, True]), settings)
    assert said == (
        "Biểu đồ đường: bác sĩ trên 10.000 dân, 2002–2003. "
        "Lào Cai: từ 1,0 (2002) đến 2,0 (2003, sơ bộ). Mục tiêu 2025: 10. "
        "Có điểm gãy của chuỗi số liệu: đổi địa giới (2003)."
    )


def test_the_english_alt_text_reads_as_english():
    settings = trend.TrendSettings(language="en", indicator="Doctors per 10,000 people")
    assert trend.alt_text(series([2002]), settings) == (
        "Line chart: doctors per 10,000 people, 2002. Lào Cai: 1.0 (2002)."
    )


@pytest.mark.parametrize(("values", "first_tick"), [([4.0, 14.0], "0"), ([90.0, 99.0], "90")])
def test_the_axis_starts_at_zero_only_where_that_is_near(values, first_tick):
    frame = series([2002, 2003]).assign(value=values)
    figure = trend.draw(frame, trend.TrendSettings(language="vi"))
    assert figure.axes[1].texts[0].get_text() == first_tick
