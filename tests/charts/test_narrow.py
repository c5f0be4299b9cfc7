"""The drawings for phones: every label readable and free, every figure of the wide drawing told."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from tests.charts.conftest import CASES, Case, made
from tests.charts.test_every_chart import TOLERANCE, boxes, texts
from vnhealth import places
from vnhealth.charts import narrow, ranked, tile_map, trend
from vnhealth.charts.axes import Break, Target
from vnhealth.charts.frame import NARROW_WIDTH_IN, SMALL, Settings, to_png
from vnhealth.charts.tile_layout import tiles
from vnhealth.design import LIGHT

# CSS pixels of the text of a page on a phone of 390, the least size wanted there, and what is wide.
ROOM, LEAST = 354.8, 11.0
WITH = sorted(name for name in CASES if name.split()[0] not in narrow.WIDE_ONLY)
NUMBER = re.compile(r"\d[\d.,]*\d|\d")


def on_phone(case: Case) -> Case:
    return replace(case, settings=replace(case.settings, width_in=NARROW_WIDTH_IN))


@pytest.fixture(scope="module", params=WITH, ids=lambda name: str(name).replace(" ", "-"))
def name(request):
    return request.param


@pytest.fixture(scope="module", params=["vi", "en"])
def spoken(request):
    return request.param


@pytest.fixture(scope="module")
def pair(name, spoken):
    """Return the wide and the narrow case of a chart."""
    wide = made(name, spoken)
    return wide, on_phone(wide)


def meeting(case):
    words, box = boxes(case)
    return [
        (words[i], words[j])
        for i in range(len(words))
        for j in range(i + 1, len(words))
        if (min(box[i][2], box[j][2]) - max(box[i][0], box[j][0])) > TOLERANCE
        and (min(box[i][3], box[j][3]) - max(box[i][1], box[j][1])) > TOLERANCE
    ]


def leaving(case):
    words, box = boxes(case)
    width, height = case.figure.get_size_inches() * 72
    return [
        word
        for word, (left, foot, right, top) in zip(words, box, strict=True)
        if left < -0.5 or foot < -0.5 or right > width + 0.5 or top > height + 0.5
    ]


def small(case):
    scale = ROOM / (NARROW_WIDTH_IN * 72)
    return [t.get_text() for t in texts(case.figure) if t.get_fontsize() * scale < LEAST]


def figures(case):
    """Return the numbers told, without those of the axes, which are printed small and muted."""
    told = set()
    for text in texts(case.figure):
        axis = text.get_fontsize() <= SMALL and text.get_color() == LIGHT["muted"]
        if not (axis and NUMBER.fullmatch(text.get_text().strip("%‰+−"))):
            told |= set(NUMBER.findall(text.get_text()))
    return told


def test_labels_on_a_phone_are_readable_and_neither_meet_nor_leave_the_sheet(pair):
    _, case = pair
    assert case.figure.get_size_inches()[0] == pytest.approx(NARROW_WIDTH_IN)
    assert meeting(case) == []
    assert leaving(case) == []
    assert small(case) == []


def test_both_drawings_tell_the_same_figures(pair, name):
    wide, case = (figures(each) for each in pair)
    assert wide <= case
    # A share too small for its part of the bar is printed below it on a phone only.
    assert name == "mix" or case <= wide


def test_a_single_row_is_drawn_on_a_phone_too(name):
    case = on_phone(made(name, "vi"))
    case = replace(case, frame=case.frame.iloc[:1])
    if case.module.__name__.endswith(("small_multiples", "slope", "funnel")):
        return  # a region without figures, one year, one place: test_comparing_charts
    assert texts(case.draw())
    assert leaving(case) == []


def test_a_mark_moved_on_a_phone_is_another_picture():
    case = on_phone(made("ranked 34", "vi"))
    other = case.frame.copy()
    other.loc[other["place_id"] == "own", "value"] += 0.3
    assert to_png(case.figure, 60) != to_png(replace(case, frame=other).figure, 60)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("boundaries", ["63", "34"])
def test_every_name_on_the_tile_map_has_its_full_size(boundaries, language):
    ids = sorted(tiles(boundaries))
    names = [places.place(place_id).name(language) for place_id in ids]
    frame = pd.DataFrame({"place_id": ids, "place": names, "value": 102.3})
    case = Case(
        tile_map,
        frame,
        tile_map.TileMapSettings(language=language, boundaries=boundaries, limits=(50, 100),
                                 own=f"{boundaries}-79", width_in=NARROW_WIDTH_IN),
    )  # fmt: skip
    assert small(case) == leaving(case) == meeting(case) == []


def trend_of(series, **more):
    rows = [
        (key, label, kind, year, value, source)
        for key, label, kind, source, points in series
        for year, value in points
    ]
    columns = ["series_id", "series", "kind", "year", "value", "source"]
    settings = trend.TrendSettings(language="vi", width_in=NARROW_WIDTH_IN, **more)
    return Case(trend, pd.DataFrame(rows, columns=columns), settings)


def test_breaks_close_to_each_other_and_to_the_last_year_keep_their_words_apart():
    points = [(year, 5 + year % 3) for year in range(2004, 2017)]
    years = (2008, 2009, 2015, 2016)
    kinds = ("boundary", "source", "definition", "boundary")
    case = trend_of(
        [("own", "Bà Rịa - Vũng Tàu", "own", "a", points)],
        breaks=tuple(Break(year, kind) for year, kind in zip(years, kinds, strict=True)),
    )
    assert meeting(case) == leaving(case) == []


def test_a_label_without_room_in_the_plot_stands_in_the_key():
    peers = [
        (str(i), f"Thành phố Hồ Chí Minh {i}", "peer", "a", [(y, 5 + i / 90) for y in (2010, 2011)])
        for i in range(40)
    ]
    case = trend_of([("own", "Lào Cai", "own", "a", [(2010, 5), (2030, 6)]), *peers])
    told = " ".join(t.get_text() for t in texts(case.figure))
    assert told.count("(2011)") == 40
    assert meeting(case) == leaving(case) == []


def test_many_long_labels_at_the_right_make_the_plot_taller_and_stay_apart():
    regions = [
        (
            str(i),
            "Bắc Trung Bộ và Duyên hải miền Trung",
            "peer",
            "a",
            [(2010, 5), (2016, 5 + i / 9)],
        )
        for i in range(9)
    ]
    case = trend_of(regions, targets=(Target(5.2, "Mục tiêu quốc gia đến năm 2025"),))
    assert meeting(case) == leaving(case) == []


def test_sixty_three_places_stand_in_one_column_in_their_order():
    case = on_phone(made("ranked 63", "vi"))
    order = ranked.ordered(case.frame, case.settings)["place"]
    at: dict[str, tuple[float, float]] = {}
    for word, (left, foot, *_) in zip(*boxes(case), strict=True):
        at[word] = max(at.get(word, (0.0, 0.0)), (left, foot), key=lambda place: place[1])
    assert max(at[place][0] for place in order) - min(at[place][0] for place in order) < 2
    assert all(a[1] - b[1] > 5 for a, b in pairwise(at[place] for place in order))


def test_what_stays_wide_is_told_with_its_reason(repository: Path):
    told = (repository / "docs" / "charts.md").read_text(encoding="utf-8")
    section = told.partition("## On a phone")[2].partition("\n## ")[0]
    assert narrow.WIDE_ONLY
    assert all(f"`{chart}`" in section for chart in narrow.WIDE_ONLY)
    assert {name.split()[0] for name in CASES} >= set(narrow.WIDE_ONLY)


def test_the_width_is_narrow_at_its_limit_only():
    assert Settings(language="vi", width_in=NARROW_WIDTH_IN).narrow
    assert not Settings(language="vi").narrow


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    "region", [place.place_id for place in places.places() if place.level == "region"]
)
def test_the_tile_map_of_a_region_takes_the_room_of_its_own_rows(region, language):
    boundaries = region[:2]
    mine = [p for p in places.places(boundaries, "province") if p.region_id == region]
    frame = pd.DataFrame(
        {
            "place_id": [place.place_id for place in mine],
            "place": [place.name(language) for place in mine],
            "value": [10.0 + at for at in range(len(mine))],
            "preliminary": True,
        }
    )
    settings = tile_map.TileMapSettings(
        language=language, boundaries=boundaries, limits=(11, 12, 13), unit="/10.000 dân",
        decimals=1, reference=12.4,
    )  # fmt: skip
    wide = Case(tile_map, frame, settings)
    for case in (wide, on_phone(wide)):
        assert leaving(case) == meeting(case) == []
    rows = {y for _, y in tile_map.spots(frame, settings)}
    key = 150  # points that unit, four bands, the country and a remark take at most
    tallest = max(24 * (max(rows) - min(rows) + 1), key)
    assert wide.figure.get_size_inches()[1] * 72 <= tallest
