"""Series cut at their breaks, and targets with pace and headcount, recounted by hand."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from vnhealth import places
from vnhealth.errors import DataError
from vnhealth.measures.result import result_frame
from vnhealth.measures.targets import Attainment, attainment
from vnhealth.views import Panel, target_table, trend
from vnhealth.views.targets import outcome

DOCTORS = "doctors_per_10k"
LAO_CAI, YEN_BAI, NEW_LAO_CAI = "63-10", "63-15", "34-15"


def test_no_segment_holds_two_sources_definitions_or_territories(panel: Panel) -> None:
    series = trend.series_of(panel, DOCTORS, "vn")
    for _, segment in series.groupby("segment"):
        assert len(set(segment["sources"])) == 1
        assert segment[["kind", "qualifier"]].drop_duplicates().shape[0] == 1
        assert not segment["year"].duplicated().any()
    changed = places.breaks("63-12", 2002, 2016)[0].year
    mine = trend.series_of(panel, DOCTORS, "63-12")
    assert mine.groupby("segment")["year"].max().tolist() == [changed - 1, 2016]


def test_every_break_is_told_once_with_what_changed(panel: Panel) -> None:
    series = trend.series_of(panel, DOCTORS, LAO_CAI)
    marked = series[series["break_before"] != ""]
    assert marked[["year", "break_before"]].to_numpy().tolist() == [
        [2004, "boundary"],
        [2020, "source;definition"],
    ]
    assert "Than Uyen" in marked["break_en"].iloc[0]
    assert "Than Uyên" in marked["break_vi"].iloc[0]


def test_no_trend_is_read_across_a_break(panel: Panel) -> None:
    found = trend.readings_of(trend.series_of(panel, DOCTORS, LAO_CAI))
    spans = found[["first_year", "last_year"]].drop_duplicates().to_numpy().tolist()
    assert spans == [[2002, 2003], [2004, 2016], [2020, 2023]]


def test_two_points_have_no_trend(panel: Panel) -> None:
    found = trend.readings_of(trend.series_of(panel, DOCTORS, LAO_CAI))
    newest = found[found["first_year"] == 2020]
    assert set(newest["outcome"]) == {"cannot_be_calculated"}
    assert set(newest["reliability"]) == {"too_few"}


def test_a_series_without_intervals_has_a_long_trend_but_no_recent_marker(panel: Panel) -> None:
    found = trend.readings_of(trend.series_of(panel, "infant_mortality", "vn")).set_index("test")
    assert found.loc["recent", "outcome"] == "cannot_be_calculated"
    assert found.loc["long", ["outcome", "reading"]].tolist() == ["decreasing", "better"]


def test_a_place_without_the_indicator_is_told_what_it_has(panel: Panel) -> None:
    with pytest.raises(DataError) as refused:
        trend.series_of(panel, DOCTORS, "63-10-088")
    assert refused.value.en.startswith(
        "There are no figures of Sa Pa town (63-10-088) for: Doctors per 10,000 population. "
        "It has: "
    )


@pytest.mark.parametrize("comparator", ["eq", "lt", "le", "gt", "ge", "range"])
@pytest.mark.parametrize("indicator", [DOCTORS, "infant_mortality", "sex_ratio_at_birth"])
def test_the_outcome_agrees_with_the_measure_under_every_comparator(
    comparator: str, indicator: str
) -> None:
    direction = {DOCTORS: "higher", "infant_mortality": "lower"}.get(indicator, "none")
    ends = {"lower": 11.0, "upper": 13.0} if comparator == "range" else {}
    target = pd.Series(
        {"value": 12.0, "lower": np.nan, "upper": np.nan, "comparator": comparator}
        | ends
        | {"indicator": indicator, "qualifier": ""}
    )
    for value in (10.9, 11.0, 11.5, 12.0, 12.5, 13.0, 13.1):
        result = target.copy()
        result[["value", "lower", "upper", "comparator"]] = [value, np.nan, np.nan, "eq"]
        judged = attainment(
            result_frame(pd.RangeIndex(1), value=value, method="", statistic=""),
            target.to_frame().T[["comparator", "value", "lower", "upper"]].reset_index(drop=True),
            Attainment(direction),
        )
        assert outcome(result, target) == judged["outcome"].iloc[0], value


def test_a_target_that_the_year_before_had_reached_was_met_when_set(panel: Panel) -> None:
    table = target_table.target_table(panel, LAO_CAI, 2024, [DOCTORS])
    own = table[table["whose"] == "own"].iloc[0]
    assert own[["target", "year", "value", "outcome"]].tolist() == [14.5, 2023, 14.5, "met"]
    assert own["met_when_set"] == "yes"


def test_doctors_still_missing_rest_on_the_count_and_the_population_of_the_target_year(
    panel: Panel,
) -> None:
    table = target_table.target_table(panel, LAO_CAI, 2024, ["pharmacists_university_per_10k"])
    own = table[table["whose"] == "own"].iloc[0]
    # 3.5 per 10 000 of 792 208.6 people are 277.3; 87 there were in 2016
    assert own["missing"] == np.ceil(3.5 * 792_208.629565 / 10_000 - 87) == 191
    assert (own["missing_unit"], own["population_method"]) == ("person", "on record")
    assert np.isnan(own["missing_upper"])


def test_a_projected_population_gives_the_headcount_its_limits(panel: Panel) -> None:
    table = target_table.target_table(panel, LAO_CAI, 2024, ["nurses_per_10k"])
    ahead = table[table["target_year"] == 2030].iloc[0]
    assert ahead["missing_lower"] < ahead["missing"] < ahead["missing_upper"]
    assert "damped trend" in ahead["population_method"]


def test_pace_starts_in_the_segment_of_its_result(panel: Panel) -> None:
    table = target_table.target_table(panel, LAO_CAI, 2024, ["infant_mortality"])
    own = table[table["whose"] == "own"].iloc[0]
    assert own[["base_year", "base", "base_rule"]].tolist() == [2005, 30.7, "first_of_series"]
    # ln(28.2/30.7)/11 over ln(13/30.7)/19, as growth rates
    observed, required = (28.2 / 30.7) ** (1 / 11) - 1, (13 / 30.7) ** (1 / 19) - 1
    assert own["pace"] == pytest.approx(observed / required)
    assert own["pace_outcome"] == "little_or_no_progress"


def test_a_place_without_targets_is_refused(panel: Panel) -> None:
    with pytest.raises(DataError, match="63-06"):
        target_table.target_table(panel, "63-06", 2016, ["doctors"])
