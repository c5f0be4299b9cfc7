"""The tile map: every province once, both archipelagos, nothing in the wrong band."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

from vnhealth.charts import tile_map
from vnhealth.charts.tile_layout import islands, tiles
from vnhealth.errors import DataError


@pytest.mark.parametrize(("boundaries", "count"), [("63", 63), ("34", 34)])
def test_every_province_has_a_tile_of_its_own(boundaries, count):
    places = tiles(boundaries)
    assert len(places) == len(set(places.values())) == count


def test_the_tiles_are_those_of_the_statistics_office_s_codes(shared):
    text = (shared / "reference" / "provinces.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert set(tiles("63")) == {f"63-{row['old_code']}" for row in rows}
    assert set(tiles("34")) == {f"34-{row['new_code']}" for row in rows}


@pytest.mark.parametrize("boundaries", ["63", "34"])
def test_hoang_sa_and_truong_sa_stand_east_of_the_coast_on_free_places(boundaries):
    places = tiles(boundaries)
    found = islands(boundaries)
    assert [name for name, *_ in found] == ["Hoàng Sa", "Trường Sa"]
    # Đà Nẵng is 48 and Khánh Hòa 56 in both sets of codes.
    assert [owner for _, owner, *_ in found] == [f"{boundaries}-48", f"{boundaries}-56"]
    for _, owner, column, row in found:
        assert (column, row) not in places.values()
        assert column > places[owner][0]


def test_the_archipelagos_are_drawn_with_their_province(cases):
    figure = cases["tile_map 63"]("vi").draw()
    shown = {text.get_text() for axes in figure.axes for text in axes.texts}
    assert {"Hoàng Sa", "Trường Sa", "Đà Nẵng", "Khánh Hòa"} <= shown


def test_a_value_on_a_limit_is_in_the_upper_band():
    frame = pd.DataFrame({"place_id": ["63-10", "63-04"], "place": ["Lào Cai", "Cao Bằng"],
                          "value": [5.0, 4.9]})  # fmt: skip
    settings = tile_map.TileMapSettings(language="vi", indicator="Bác sĩ", limits=(5,))
    assert tile_map.alt_text(frame, settings) == (
        "Bản đồ ô của 2 tỉnh, thành phố theo bác sĩ. Cao nhất: Lào Cai (5,0). "
        "Thấp nhất: Cao Bằng (4,9). Số địa phương theo nhóm: dưới 5: 1; từ 5 trở lên: 1."
    )


def test_a_place_of_other_boundaries_is_refused():
    frame = pd.DataFrame({"place_id": ["34-15"], "place": ["Lào Cai"], "value": [1.0]})
    with pytest.raises(DataError) as caught:
        tile_map.draw(frame, tile_map.TileMapSettings(language="vi"))
    assert caught.value.vi == "Bản đồ ô của 63 tỉnh, thành phố không có ô cho 34-15."
