"""One line a question in a bare notebook; what can't be found is refused with the nearest."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

import vnhealth as vh
from vnhealth.errors import DataError, UsageError, VnhealthError


@pytest.mark.parametrize(
    "ask",
    [
        lambda: vh.rank("doctors_per_10k"),
        lambda: vh.trend("doctors_per_10k", "Lào Cai"),
        lambda: vh.trend_readings("doctors_per_10k", "Lào Cai"),
        lambda: vh.targets("Lào Cai"),
        lambda: vh.spine("Lào Cai"),
        vh.scorecard,
        lambda: vh.inequality("doctors_per_10k", 2016),
        lambda: vh.budget("Lào Cai"),
        lambda: vh.budget_growth("Lào Cai"),
        lambda: vh.profile("Lào Cai"),
        lambda: vh.peers("Lào Cai"),
        lambda: vh.before_after("doctors_per_10k"),
    ],
)
def test_one_line_gives_a_tidy_frame(ask: Callable[[], pd.DataFrame]) -> None:
    table = ask()
    assert len(table) > 0
    assert table.columns.is_unique
    assert table.index.equals(pd.RangeIndex(len(table)))


@pytest.mark.parametrize("name", ["63-10", "Lào Cai", "tỉnh Lào Cai", "Lao Cai"])
def test_a_place_is_told_by_id_or_by_any_of_its_names(name: str) -> None:
    assert set(vh.trend("doctors_per_10k", name)["place_id"]) == {"63-10"}


def test_a_name_means_the_place_on_the_boundaries_asked() -> None:
    found = vh.trend("doctors_per_10k", "Lào Cai", "34")
    assert set(found["place_id"]) == {"34-15"}
    assert set(found["place"]) == {"Lao Cai"}


@pytest.mark.parametrize("name", ["doctors_per_10k", "Bác sỹ/vạn dân", "bác sĩ / vạn dân"])
def test_an_indicator_is_told_by_id_or_by_a_name_of_the_catalogue(name: str) -> None:
    assert set(vh.rank(name, 2016)["indicator"]) == {"doctors_per_10k"}


def test_names_of_places_follow_the_language_of_messages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert vh.rank("doctors_per_10k", 2016)["place"].iloc[0] == "Bac Kan"
    monkeypatch.setenv("VNHEALTH_LANG", "vi")
    assert vh.rank("doctors_per_10k", 2016)["place"].iloc[0] == "Bắc Kạn"


def refusal(ask: Callable[[], pd.DataFrame]) -> VnhealthError:
    with pytest.raises((UsageError, DataError)) as refused:
        ask()
    return refused.value


def test_a_misspelt_indicator_is_refused_with_the_nearest() -> None:
    fault = refusal(lambda: vh.rank("doctor_per_10000"))
    assert "doctors_per_10k" in fault.en
    assert "doctors_per_10k" in fault.vi
    assert fault.vi.startswith("Không có chỉ số “doctor_per_10000”. Gần nhất: ")


def test_a_misspelt_place_is_refused_with_the_nearest() -> None:
    fault = refusal(lambda: vh.spine("Quảng Nimh"))
    assert "Quang Ninh" in fault.en
    assert "Quảng Ninh" in fault.vi


def test_a_year_without_figures_is_refused_with_the_nearest() -> None:
    assert refusal(lambda: vh.rank("doctors_per_10k", 1999)).en.endswith(
        "The nearest years with one: 2002, 2003, 2004."
    )
    assert "2014, 2015, 2016" in refusal(lambda: vh.inequality("doctors_per_10k", 2030)).vi
    assert refusal(lambda: vh.profile("Lào Cai", 1980)).en == (
        "There are no figures of Lao Cai province (63-10). It has figures of 1995, 1996, 1997."
    )


def test_a_place_without_a_budget_is_told_what_it_has() -> None:
    fault = refusal(lambda: vh.budget("thành phố Cao Bằng"))
    assert fault.en.startswith(
        "There are no figures of Cao Bang city (63-04-040) for: Total health funding need. It has: "
    )


def test_unknown_boundaries_are_refused() -> None:
    assert '"63"' in refusal(lambda: vh.rank("doctors_per_10k", boundaries="64")).en


def test_the_same_store_is_read_once_and_a_caller_cannot_spoil_it() -> None:
    first = vh.rank("doctors_per_10k", 2016)
    first["value"] = 0.0
    assert vh.rank("doctors_per_10k", 2016)["value"].gt(0).all()
    series = vh.trend("doctors_per_10k", "Lào Cai")
    series.loc[:, "value"] = 0.0
    assert vh.trend("doctors_per_10k", "Lào Cai")["value"].gt(0).all()
