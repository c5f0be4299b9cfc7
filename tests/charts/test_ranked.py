"""The ranking: order, ties, the own place, places without a figure."""

from __future__ import annotations

import math

import pandas as pd

from vnhealth.charts import ranked


def places(*values, region=()):
    return pd.DataFrame(
        {
            "place_id": [chr(97 + i) for i in range(len(values))],
            "place": [chr(65 + i) for i in range(len(values))],
            "value": values,
            "in_region": [chr(97 + i) in region for i in range(len(values))],
        }
    )


def test_the_highest_comes_first_and_missing_ones_last():
    data = ranked.ordered(places(2.0, math.nan, 5.0), ranked.RankedSettings(language="vi"))
    assert list(data["place"]) == ["C", "A", "B"]


def test_where_lower_is_better_the_lowest_comes_first():
    settings = ranked.RankedSettings(language="vi", highest_first=False)
    assert list(ranked.ordered(places(2.0, 1.0, 5.0), settings)["place"]) == ["B", "A", "C"]


def test_equal_values_share_the_better_rank_and_keep_their_order():
    data = ranked.ordered(places(2.0, 5.0, 5.0), ranked.RankedSettings(language="vi"))
    assert list(data["place"]) == ["B", "C", "A"]
    assert list(data["rank"]) == [1, 1, 3]


def test_the_rank_in_the_region_counts_only_its_places():
    data = ranked.ordered(
        places(9.0, 8.0, 7.0, 6.0, region=("b", "d")), ranked.RankedSettings(language="vi")
    )
    assert ranked.region_rank(data, "d") == (2, 2)


def test_more_than_forty_places_stand_in_two_columns():
    settings = ranked.RankedSettings(language="vi")
    one = ranked.draw(places(*(float(i) for i in range(40))), settings)
    two = ranked.draw(places(*(float(i) for i in range(41))), settings)
    assert two.get_size_inches()[1] < one.get_size_inches()[1]


def test_sixty_three_places_fit_half_a_page(cases):
    assert cases["ranked 63"]("vi").draw().get_size_inches()[1] * 25.4 <= 148


def test_the_alt_text_names_extremes_own_ranks_country_and_gaps():
    settings = ranked.RankedSettings(
        language="vi", indicator="Bác sĩ trên 10.000 dân", own="b", reference=6.3
    )
    frame = places(9.0, 8.0, 7.0, math.nan, region=("b", "c"))
    assert ranked.alt_text(frame, settings) == (
        "Biểu đồ chấm xếp hạng 3 tỉnh, thành phố theo bác sĩ trên 10.000 dân. "
        "Cao nhất: A (9,0). Thấp nhất: C (7,0). "
        "B: 8,0, hạng 2 trên 3 (trong vùng: hạng 1 trên 2). Cả nước: 6,3. Chưa có số liệu: D."
    )


def test_highest_stays_the_highest_where_lower_is_better():
    settings = ranked.RankedSettings(
        language="en", indicator="Infant mortality", highest_first=False
    )
    assert "Highest: C (5.0). Lowest: B (1.0)." in ranked.alt_text(places(2.0, 1.0, 5.0), settings)
