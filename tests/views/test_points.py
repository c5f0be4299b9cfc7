"""Every figure on record, printed or computed, against a second route from the raw tables."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from vnhealth import places
from vnhealth.views import POINTS, Panel, as_boundaries, latest, points

DOCTORS, PEOPLE = "nso-medical-staff-2002-2016/doctors.csv", "nso-population-2024/population.csv"
Read = Callable[[str], dict[str, dict[str, float]]]

NATIONAL = "WHOLE COUNTRY"
# The export's spelling of our English names, where they differ.
RAW_NAMES = {"Thua Thien Hue": "Thua Thien-Hue", "Ho Chi Minh City": "Ho Chi Minh city"}
REGIONS = {
    "Red River Delta",
    "Northern midlands and mountain areas",
    "Northern Central area and Central coastal area",
    "Central Highlands",
    "South East",
    "Mekong River Delta",
}


def with_old_name(table: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    """Return the population of 2025's vintage under the name Huế had in the older tables."""
    return {"Thua Thien-Hue" if name == "Hue" else name: row for name, row in table.items()}


def provinces(table: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    assert set(table) > REGIONS
    return {name: row for name, row in table.items() if name not in REGIONS | {NATIONAL}}


# the source itself ----------------------------------------------------------------------------


def test_the_country_has_the_doctors_of_its_provinces_in_every_year_of_the_source(
    raw_table: Read,
) -> None:
    """2002 to 2016, all fifteen years: the provinces, the six regions and the country agree."""
    doctors = raw_table(DOCTORS)
    for year in map(str, range(2002, 2017)):
        of_provinces = sum(row.get(year, 0) for row in provinces(doctors).values())
        of_regions = sum(doctors[region][year] for region in REGIONS)
        assert doctors[NATIONAL][year] == of_provinces == of_regions, year


def test_the_views_hold_the_same_sum(panel: Panel) -> None:
    frame = points(panel, "doctors")
    tables = frame[[panel.is_table(sources[0]) for sources in frame["sources"]]]
    old = tables[tables["place_id"].str.match(r"63-\d\d$") & (tables["year"] <= 2016)]
    country = tables[(tables["place_id"] == "vn") & (tables["year"].between(2002, 2016))]
    national = country.drop_duplicates("year").set_index("year")["value"]
    assert old.groupby("year")["value"].sum().to_dict() == national.to_dict()


# computed rates --------------------------------------------------------------------------------


def test_points_are_the_printed_and_the_computed_figures_together(panel: Panel) -> None:
    frame = points(panel, "doctors_per_10k", places_wanted=["63-10"])
    assert list(frame.columns) == list(POINTS)
    printed = frame[(frame["kind"] == "printed") & (frame["role"] == "actual")]
    assert dict(zip(printed["year"], printed["value"], strict=True)) == {2020: 11.0, 2023: 14.5}
    computed = frame[frame["kind"] == "computed"]
    assert list(computed["year"]) == list(range(2002, 2017))
    assert set(frame["role"]) == {"actual", "target"}


def test_a_computed_density_is_ten_thousand_times_doctors_over_people(
    panel: Panel, raw_table: Read
) -> None:
    """All 63 provinces, Hà Tây, regions and the country, recomputed from the raw files."""
    doctors, people = raw_table(DOCTORS), with_old_name(raw_table(PEOPLE))
    expected = {
        (name, int(year)): 10_000 * count / (1_000 * people[name][year])
        for name, row in doctors.items()
        for year, count in row.items()
        if year in people.get(name, {})
    }
    frame = points(panel, "doctors_per_10k")
    computed = frame[frame["kind"] == "computed"]
    names = {
        cell: " ".join(locator.split(" × ")[0].split())
        for cell, locator in zip(
            panel.observations["cell_id"], panel.observations["locator"], strict=True
        )
    }
    found = {
        (names[row.cells[0]], int(row.year)): row.value
        for row in computed.itertuples()
        if names[row.cells[0]] == names[row.cells[1]].replace("Hue", "Thua Thien-Hue", 1)
        or names[row.cells[0]] == names[row.cells[1]]
    }
    assert len(found) == len(computed)
    assert set(found) == set(expected)
    for key, value in expected.items():
        assert found[key] == pytest.approx(value, rel=1e-9), key


def test_lao_cai_2016_by_hand(panel: Panel) -> None:
    """591 doctors (2016 Doctor), 696.5 thousand people (Total 2016): 8.485 per 10 000."""
    frame = points(panel, "doctors_per_10k", places_wanted=["63-10"])
    row = frame[(frame["year"] == 2016) & (frame["kind"] == "computed")].iloc[0]
    assert (row["numerator"], row["denominator"]) == (591, 696_500)
    assert row["value"] == pytest.approx(10_000 * 591 / 696_500)
    assert row["printed"] == "591 / 696.5"
    assert [cell.split("#")[0] for cell in row["cells"]] == list(row["sources"])


def test_the_newer_vintage_of_the_population_is_the_denominator(panel: Panel) -> None:
    frame = points(panel, "doctors_per_10k")
    used = {cells[1].split("#")[0] for cells in frame["cells"] if len(cells) == 2}
    assert used == {"nso-population-2024"}


def test_a_rate_of_a_preliminary_count_is_preliminary(panel: Panel) -> None:
    frame = points(panel, "budget_expenditure_per_inhabitant")
    by_year = frame.groupby("year")["status"].unique()
    assert list(by_year[2017]) == ["final"]
    people = panel.of("population")
    assert set(people[people["year"] == 2024]["status"]) == {"preliminary"}


def test_a_document_s_head_count_never_makes_a_rate(panel: Panel) -> None:
    """1.092 doctors of 2023 have a scope of their own; the document prints 14,5 itself."""
    frame = points(panel, "doctors_per_10k", places_wanted=["63-10"])
    assert list(frame[frame["year"] == 2023]["kind"]) == ["printed"]


def test_ha_tay_is_counted_once(panel: Panel) -> None:
    """Until 2007 beside Hà Nội, then within it; never both in one year."""
    frame = points(panel, "doctors_per_10k")
    years = {
        place: set(frame[(frame["place_id"] == place) & (frame["kind"] == "computed")]["year"])
        for place in ("63-01", "63-28")
    }
    assert years["63-28"] == set(range(2002, 2008))
    assert years["63-01"] == set(range(2002, 2017))
    merged = as_boundaries(frame, "34")
    ha_noi = merged[merged["place_id"] == "34-01"].set_index("year")
    # 1 685 + 1 046 doctors in 2006; 2 641 of the merged city in 2008.
    assert ha_noi.loc[2006, "numerator"] == 1_685 + 1_046
    assert ha_noi.loc[2008, "numerator"] == 2_641


def test_lai_chau_2003_to_2004_is_a_break_of_boundary_not_a_fall(panel: Panel) -> None:
    frame = points(panel, "doctors", places_wanted=["63-12"])
    rows = frame.set_index("year")
    assert (rows.loc[2003, "value"], rows.loc[2004, "value"]) == (291, 76)
    assert rows.loc[2003, "flags"] == "includes:63-11"
    assert rows.loc[2004, "flags"] == ""
    found = [(b.year, b.kind, b.includes) for b in places.breaks("63-12", 2003, 2004)]
    assert (2004, "split", ("63-11",)) in found  # Điện Biên left
    assert (2004, "transfer", ("63-10",)) in found  # Than Uyên district came from Lào Cai
    # With Điện Biên's 199 of 2004, the ground of 2003 has 275 doctors in 2004.
    assert 76 + 199 == 275


# boundaries ------------------------------------------------------------------------------------


def test_every_province_of_34_has_the_counts_of_its_parts_in_every_year(
    panel: Panel, raw_table: Read
) -> None:
    """34 × 15 sums of doctors and of people, added up from the raw rows of the former provinces."""
    doctors, people = raw_table(DOCTORS), with_old_name(raw_table(PEOPLE))
    merged = as_boundaries(points(panel, "doctors_per_10k"), "34").set_index(["place_id", "year"])
    assert len(merged) > 480
    for (place_id, year), row in merged.iterrows():
        parts = [places.place(part) for part in places.parts(str(place_id), historical=True)]
        old = [RAW_NAMES.get(part.name_en, part.name_en) for part in parts]
        for column, table, scale in (("numerator", doctors, 1), ("denominator", people, 1_000)):
            expected = scale * sum(table[name].get(str(year), 0) for name in old)
            assert row[column] == pytest.approx(expected, rel=1e-9), (place_id, year, column)


def test_a_rate_of_34_is_the_sum_over_the_sum_never_a_mean_of_rates(panel: Panel) -> None:
    """Lào Cai 591 and Yên Bái 609 doctors over 696.5 + 800.2 thousand people in 2016."""
    frame = points(panel, "doctors_per_10k")
    merged = as_boundaries(frame, "34").set_index(["place_id", "year"])
    row = merged.loc[("34-15", 2016)]
    parts = frame[(frame["year"] == 2016) & frame["place_id"].isin(["63-10", "63-15"])]
    assert row["numerator"] == 591 + 609
    assert row["value"] == pytest.approx(10_000 * (591 + 609) / parts["denominator"].sum())
    assert row["value"] != pytest.approx(parts["value"].mean(), rel=1e-6)
    assert len(row["cells"]) == 4


def test_the_country_s_doctors_are_the_same_on_both_boundaries(panel: Panel) -> None:
    frame = points(panel, "doctors_per_10k", roles=["actual"])
    frame = frame[frame["kind"] == "computed"]
    old = as_boundaries(frame, "63").groupby("year")["numerator"].sum()
    new = as_boundaries(frame, "34").groupby("year")["numerator"].sum()
    pd.testing.assert_series_equal(old[old.index >= 2004], new[new.index >= 2004])


def test_before_the_split_of_2004_the_parents_rows_serve_the_merged_province_only_as_a_whole(
    panel: Panel,
) -> None:
    """Đắk Lắk of 2003 holds Đắk Nông, which joins Lâm Đồng: no figure of either on 34."""
    merged = as_boundaries(points(panel, "doctors_per_10k"), "34")
    early = set(merged[merged["year"] == 2003]["place_id"])
    assert {"34-66", "34-68"}.isdisjoint(early)


def test_rows_printed_without_counts_are_left_out_on_34(panel: Panel) -> None:
    merged = as_boundaries(points(panel, "doctors_per_10k"), "34")
    assert set(merged["kind"]) == {"computed"}
    assert merged["year"].max() == 2016


# the newest figure ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "year", "expected"),
    [
        ("63-10", 2024, (2023, 14.5, "printed")),
        ("63-10", 2022, (2020, 11.0, "printed")),
        ("63-10", 2016, (2016, 10_000 * 591 / 696_500, "computed")),
        ("63-04-040", 2024, (2024, 8.0, "printed")),
        ("vn", 2024, (2023, 10.4, "printed")),
    ],
)
def test_the_newest_figure_up_to_a_year_is_found(
    panel: Panel, place: str, year: int, expected: tuple[int, float, str]
) -> None:
    row = latest(points(panel, "doctors_per_10k"), place, year)
    assert row is not None
    assert (row["year"], row["kind"]) == (expected[0], expected[2])
    assert row["value"] == pytest.approx(expected[1])


def test_no_figure_up_to_a_year_is_none_and_a_target_is_no_result(panel: Panel) -> None:
    frame = points(panel, "doctors_per_10k")
    assert latest(frame, "63-10", 2001) is None
    assert latest(points(panel, "stunting_under5"), "63-10", 2024) is None
    target = latest(points(panel, "stunting_under5"), "63-10", 2024, role="target")
    assert target is not None
    assert target["value"] == 24.4


def test_of_two_figures_of_one_year_the_one_without_a_qualifier_counts(panel: Panel) -> None:
    """86,5 stands twice in one report; the table's cell is the figure, the text's repeats it."""
    row = latest(points(panel, "health_insurance_coverage"), "63-04-040", 2024)
    assert row is not None
    assert (row["qualifier"], row["cells"]) == ("", ("cao-bang-bao-cao-2024#003",))


def test_places_and_roles_are_filtered(panel: Panel) -> None:
    frame = points(panel, "doctors_per_10k", places_wanted=["vn"], roles=["target"])
    assert list(frame["place_id"]) == ["vn", "vn"]
    assert list(frame["year"]) == [2025, 2030]


def test_an_indicator_without_a_figure_gives_an_empty_frame(panel: Panel) -> None:
    frame = points(panel, "doctors", places_wanted=["63-10-080"])
    assert frame.empty
    assert list(frame.columns) == list(POINTS)
    assert latest(frame, "63-10-080", 2024) is None
