"""Spine, scorecard, funnel, slope, regions: what their marks and words say of their data."""

from __future__ import annotations

import pandas as pd
import pytest

from vnhealth.charts import funnel, scorecard, slope, small_multiples, spine
from vnhealth.charts.mix import luminance
from vnhealth.charts.outcomes import LOOKS, reading_text
from vnhealth.charts.scorecard_sheet import ink_on, look
from vnhealth.design import DARK, LIGHT
from vnhealth.errors import DataError
from vnhealth.measures.funnels import Funnel, funnel_limits
from vnhealth.views.ranking import rank_places


def shown(figure):
    return [text.get_text() for axes in figure.axes for text in axes.texts]


def test_every_reading_has_a_shape_of_its_own_without_colour():
    assert len({(marker, hollow) for marker, _, hollow in LOOKS.values()}) == len(LOOKS)


def test_a_reading_no_mark_stands_for_is_refused_in_both_languages(cases):
    case = cases["spine"]("vi")
    with pytest.raises(DataError) as caught:
        spine.draw(case.frame.assign(reading="brilliant"), case.settings)
    assert "brilliant" in caught.value.vi
    assert "brilliant" in caught.value.en


def test_a_spine_says_its_counts_and_every_figure():
    frame = pd.DataFrame(
        {"label": ["Bác sĩ"], "unit": ["trên 10.000 dân"], "year": [2016], "value": [8.49],
         "worst": [2.32], "best": [14.85], "at": [0.61], "worst_at": [0.24], "best_at": [1.0],
         "country": [6.6], "rank": [14], "ranked": [63], "reading": ["better"],
         "best_place": ["Bắc Kạn"]}
    )  # fmt: skip
    settings = spine.SpineSettings(language="vi", place="Lào Cai")
    assert spine.alt_text(frame, settings) == (
        "Biểu đồ vị trí của Lào Cai theo 1 chỉ tiêu: 1 tốt hơn cả nước. Bác sĩ (trên 10.000 dân)"
        " 2016: 8,5; Cả nước 6,6, kém nhất 2,3, tốt nhất 14,9 (Bắc Kạn), hạng 14 trên 63,"
        " tốt hơn cả nước."
    )


@pytest.mark.parametrize(
    ("outcome", "reading", "sign"),
    [("lower_99_8", "better", "++"), ("lower_95", "better", "+"), ("higher_99_8", "worse", "−−"),
     ("similar", "similar", "≈"), ("not_compared", "not_compared", "")],
)  # fmt: skip
def test_a_cell_doubles_its_sign_beyond_the_outer_limits(outcome, reading, sign):
    row = next(pd.DataFrame({"outcome": [outcome], "reading": [reading]}).itertuples())
    assert look(row)[0] == sign


def test_the_words_of_a_cell_stand_out_from_every_ground_light_and_dark():
    names = {colour: name for name, colour in reversed(LIGHT.items())}
    for reading in LOOKS:
        for outcome in ("higher_99_8", "higher_95"):
            row = next(pd.DataFrame({"outcome": [outcome], "reading": [reading]}).itertuples())
            ground = look(row)[1]
            for palette in (LIGHT, DARK):
                pair = [luminance(palette[names[c]]) for c in (ground, ink_on(ground))]
                assert (max(pair) + 0.05) / (min(pair) + 0.05) >= 4.5, (reading, outcome)


def test_better_and_worse_cells_differ_in_a_grey_print():
    cells = pd.DataFrame({"outcome": ["x_99_8"] * 2 + ["x_95"] * 2,
                          "reading": ["better", "worse"] * 2})  # fmt: skip
    shades = [luminance(look(row)[1]) for row in cells.itertuples()]
    assert abs(shades[0] - shades[1]) > 0.3
    assert abs(shades[2] - shades[3]) > 0.1


def scores(count, indicators=1):
    return pd.DataFrame(
        [{"place_id": str(i), "place": f"P{i}", "indicator": str(j), "label": "A", "value": 1.0}
         for i in range(count) for j in range(indicators)]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("frame", "said"),
    [(scores(90), "90"), (scores(3, 11), "11"), (pd.concat([scores(1)] * 2), "P0")],
)
def test_a_scorecard_that_cannot_be_read_is_refused(frame, said):
    with pytest.raises(DataError) as caught:
        scorecard.draw(frame, scorecard.ScorecardSettings(language="vi"))
    assert said in caught.value.vi
    assert said in caught.value.en


def test_a_scorecard_says_who_leads_and_who_trails():
    frame = scores(2, 2).assign(reading=["better", "better", "worse", "similar"])
    settings = scorecard.ScorecardSettings(language="en", benchmark="Viet Nam")
    assert scorecard.alt_text(frame, settings) == (
        "Scorecard of 2 provinces, indicators shown: 2. Most indicators better: P0 (2)."
        " Most indicators worse: P1 (1). A: 1 better than Viet Nam; 1 worse than Viet Nam."
        " A: 1 better than Viet Nam; 1 similar to Viet Nam."
    )


@pytest.mark.parametrize("indicator", ["doctors_per_10k", "pharmacists_university_per_10k"])
def test_every_dot_of_a_funnel_lies_on_the_side_of_the_limits_its_class_says(
    shipped_panel, indicator
):
    frame = rank_places(shipped_panel, indicator, 2016)
    average = float(frame["benchmark"].iloc[0])
    found = funnel_limits(funnel.sizes(frame), average / 10_000, Funnel("rate", 10_000))
    settings = funnel.FunnelSettings(
        language="vi", average=average, limits=funnel.limits_of(found), own=""
    )
    away = funnel.outside(frame.assign(place=frame["place_id"]), settings)
    beyond = frame["outcome"].str.endswith("99_8")
    assert len(frame) == 63
    assert (away[beyond] >= 1).all()
    assert (away[~beyond] <= 1).all()


def test_a_funnel_without_its_outer_limits_is_refused(cases):
    case = cases["funnel"]("vi")
    inner = tuple(limit for limit in case.settings.limits if limit.level < 0.99)
    kept = {name: getattr(case.settings, name) for name in ("language", "average")}
    with pytest.raises(DataError, match="99,8"):
        funnel.draw(case.frame, funnel.FunnelSettings(**kept, limits=inner))


def test_a_funnel_names_the_own_place_and_the_farthest(cases):
    case = cases["funnel"]("vi")
    names = set(shown(case.figure))
    assert {"Bà Rịa - Vũng Tàu", "Hà Nội", "Lào Cai"} <= names


def two_years(*pairs):
    return pd.DataFrame(
        [{"series_id": str(i), "series": f"P{i}", "kind": "place", "year": year, "value": value}
         for i, pair in enumerate(pairs) for year, value in zip((2008, 2016), pair, strict=True)]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("pairs", "said"),
    [(((1, 2), (3, 3.5)), "2 tăng, 0 giảm. Tăng nhiều nhất: P0 1,0 → 2,0 (+1,0); ít nhất:"
      " P1 3,0 → 3,5 (+0,5)."),
     (((2, 1), (3, 3.5)), "1 tăng, 1 giảm. Tăng nhiều nhất: P1 3,0 → 3,5 (+0,5); giảm nhiều nhất:"
      " P0 2,0 → 1,0 (−1,0)."),
     (((2, 1), (3, 1)), "0 tăng, 2 giảm. Giảm nhiều nhất: P1 3,0 → 1,0 (−2,0); ít nhất:"
      " P0 2,0 → 1,0 (−1,0)."),
     (((1.04, 1.01), (3, 3)), "0 tăng, 0 giảm.")],
)  # fmt: skip
def test_slopes_say_which_way_as_the_figures_are_printed(pairs, said):
    settings = slope.SlopeSettings(language="vi", indicator="Bác sĩ")
    told = slope.alt_text(two_years(*pairs), settings)
    assert told == f"Biểu đồ dốc của 2 chuỗi số liệu, bác sĩ, 2008 và 2016: {said}"


def test_slopes_refuse_two_figures_of_one_year():
    frame = pd.concat([two_years((1, 2)), two_years((1, 2))])
    with pytest.raises(DataError, match="P0"):
        slope.draw(frame, slope.SlopeSettings(language="vi"))


def test_regions_need_a_region(cases):
    case = cases["small_multiples"]("vi")
    with pytest.raises(DataError, match="region_id"):
        small_multiples.draw(case.frame.assign(region_id=""), case.settings)


def test_the_country_stands_in_every_panel(cases):
    case = cases["small_multiples"]("vi")
    assert shown(case.figure).count("9,8") >= 6


def test_a_reading_without_a_benchmark_stands_alone():
    assert reading_text("worse", "", "en") == "worse"
