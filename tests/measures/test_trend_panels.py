"""Many series at once are read exactly as each of them is read alone."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from vnhealth.errors import DataError
from vnhealth.measures.long_trends import long_trend
from vnhealth.measures.trend_marker import Trend, recent_trend
from vnhealth.measures.trend_panels import long_trends, recent_trends


def series(place: str, years: list[int], values: list[float], width: float) -> pd.DataFrame:
    made = pd.DataFrame({"place": place, "year": years, "value": values})
    return made.assign(lower=made["value"] - width, upper=made["value"] + width)


CASES = {
    "steady rise": series("rise", [2012, 2013, 2014, 2015, 2016], [1, 2, 3, 4, 5], 0.4),
    "fall with gaps": series("gaps", [2002, 2005, 2009, 2012, 2016], [9, 7, 6, 3, 1], 0.4),
    "no movement": series("flat", [2012, 2013, 2014, 2015, 2016], [3, 3, 3, 3, 3], 0.4),
    "one year makes it": series("one", [2012, 2013, 2014, 2015, 2016], [3, 3, 3, 3, 9], 0.4),
    "four points": series("four", [2013, 2014, 2015, 2016], [1, 2, 3, 4], 0.4),
    "no width": series("width", [2012, 2013, 2014, 2015, 2016], [1, 2, 3, 4, 5], 0.0),
    "no interval": series("none", [2012, 2013, 2014, 2015, 2016], [1, 2, 3, 4, 5], np.nan),
    "ten years": series("ten", list(range(2007, 2017)), [1, 2, 2, 3, 5, 4, 6, 7, 7, 9], 1.0),
}


@pytest.mark.parametrize("direction", ["higher", "lower", "none"])
def test_a_series_among_others_is_read_as_it_is_read_alone(direction: str) -> None:
    together = pd.concat(CASES.values(), ignore_index=True)
    trend = Trend(direction, unit="%")
    recent, long = (read(together, "place", trend) for read in (recent_trends, long_trends))
    for one in CASES.values():
        place = one["place"].iloc[0]
        for table, alone in ((recent, recent_trend(one, trend)), (long, long_trend(one, trend))):
            pd.testing.assert_series_equal(
                table.loc[place], alone.iloc[0], check_names=False, check_dtype=False
            )


def test_no_series_gives_no_rows() -> None:
    empty = CASES["steady rise"].iloc[:0]
    assert recent_trends(empty, "place").empty
    assert long_trends(empty, "place").empty


def test_a_series_with_two_values_for_a_year_is_named() -> None:
    twice = pd.concat([CASES["steady rise"], CASES["steady rise"].tail(1)])
    with pytest.raises(DataError) as refused:
        recent_trends(twice, "place")
    assert refused.value.en == (
        "The series rise has two values for 2016; choose one source or one vintage."
    )
    assert refused.value.vi == (
        "Chuỗi số liệu rise có hai giá trị cho năm 2016; hãy chọn một nguồn hoặc một kỳ công bố."
    )
