"""Every figure of every brief leads to its printed cells, and is what they say it is."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from scipy.stats import chi2, theilslopes

from tests.briefs_content.conftest import OF_ALL
from vnhealth import places
from vnhealth.blocks import Number, Sources, Table, Tiles
from vnhealth.quantity import read_cell
from vnhealth.views.targets import kept_ground

Row = dict[str, Any]
Rows = list[Row]
Store = dict[str, Row]

# How words and signs before a figure name its comparator, in both languages.
COMPARED = {
    "trên": "gt",
    "ít nhất": "ge",
    "dưới": "lt",
    "không quá": "le",
    "khoảng": "approx",
    "more than": "gt",
    "at least": "ge",
    "less than": "lt",
    "at most": "le",
    "about": "approx",
    ">": "gt",
    "≥": "ge",
    "<": "lt",
    "≤": "le",
    "≈": "approx",
}
RANGES = ("interval", "missing_range", "trend_interval")
"""Measures that print two limits, rounded."""
SCALES = {
    "tỷ đồng": 1e9,
    "triệu đồng": 1e6,
    "nghìn đồng": 1e3,
    "billion VND": 1e9,
    "million VND": 1e6,
    "thousand VND": 1e3,
}


def read_back(text: str, language: str) -> tuple[str, float, float]:
    """Return comparator, value and half the last printed digit of a figure as printed."""
    comparator = "eq"
    for word, name in COMPARED.items():
        if text.startswith(word):
            comparator, text = name, text.removeprefix(word).strip(" \u00a0")
    quantity = read_cell(text, style=language).quantity
    assert quantity is not None, text
    assert quantity.value is not None, text
    point = "," if language == "vi" else "."
    digits = len(text.partition(point)[2]) if point in text else 0
    return comparator, float(quantity.value), 0.5 * 10.0**-digits


def scale_of(number: Number) -> float:
    return SCALES[number.unit_text] if number.unit == "VND" else 1.0


# the cells -----------------------------------------------------------------------------------


def test_every_figure_names_cells_and_every_cell_is_in_the_store(
    brief: Any, observations: Store
) -> None:
    assert brief.numbers
    for block, number in brief.numbers:
        assert number.cells, (block, number)
        assert set(number.cells) <= set(observations), number
        assert len(set(number.cells)) == len(number.cells), number


def test_every_source_number_leads_to_the_source_of_its_cells(brief: Any) -> None:
    [listed] = brief.of(Sources)
    by_number = {entry.number: entry.source_id for entry in listed.items}
    assert list(by_number) == list(range(1, len(by_number) + 1))
    for _, number in brief.numbers:
        from_cells = {cell.partition("#")[0] for cell in number.cells}
        if number.measure == "count":
            assert from_cells <= set(by_number.values())
        else:
            assert {by_number[source] for source in number.sources} == from_cells, number


def test_every_source_is_used_and_none_is_listed_twice(brief: Any) -> None:
    [listed] = brief.of(Sources)
    used = {cell.partition("#")[0] for _, number in brief.numbers for cell in number.cells}
    assert [entry.source_id for entry in listed.items] == list(
        dict.fromkeys(entry.source_id for entry in listed.items)
    )
    assert {entry.source_id for entry in listed.items} == used


def test_a_listed_cell_shows_what_is_printed_and_where(brief: Any, observations: Store) -> None:
    [listed] = brief.of(Sources)
    for entry in listed.items:
        for cell in entry.cells:
            row = observations[cell.cell_id]
            assert cell.printed == row["printed"]
            assert cell.locator
            if brief.language == "vi":
                assert cell.locator == row["locator"]


def test_every_cell_behind_words_tiles_and_tables_is_listed_below_its_source(brief: Any) -> None:
    if brief.topic in OF_ALL:
        pytest.skip("it counts the cells of its tables: hundreds of them")
    [listed] = brief.of(Sources)
    shown = {cell.cell_id for entry in listed.items for cell in entry.cells}
    for block, number in brief.numbers:
        if isinstance(block, (Tiles, Table)) and number.measure != "count":
            assert set(number.cells) <= shown, number


# the figures that stand in a source as they are ----------------------------------------------


def test_a_figure_without_a_measure_is_its_one_observation(brief: Any, observations: Store) -> None:
    for _, number in brief.numbers:
        if number.measure:
            continue
        [cell] = number.cells
        row = observations[cell]
        assert number.unit == row["unit"]
        if row["comparator"] == "range":
            assert number.value is None
            assert (number.lower, number.upper) == (row["lower"], row["upper"])
        else:
            assert number.value == row["value"], number


def test_what_is_printed_reads_back_as_the_value(brief: Any, observations: Store) -> None:
    for _, number in brief.numbers:
        if number.value is None:
            continue
        comparator, read, half = read_back(number.printed, brief.language)
        away = read - number.value / scale_of(number)
        if number.measure and comparator in ("gt", "ge"):  # cut, so that it stays true
            assert -2 * half * (1 + 1e-9) <= away <= 1e-9, number
        else:
            assert abs(away) <= half * (1 + 1e-9), number
        if not number.measure:
            assert comparator == observations[number.cells[0]]["comparator"], number


def test_a_range_prints_both_its_ends(brief: Any) -> None:
    for _, number in brief.numbers:
        if number.value is not None or number.measure in RANGES:
            continue
        assert number.lower is not None
        assert number.upper is not None
        first, last = re.split(r"\s?–\s?", number.printed)
        _, high, _ = read_back(last, brief.language)
        assert high == pytest.approx(number.upper / scale_of(number))
        low_text, _, low_unit = first.partition(" ")
        low_scale = SCALES[low_unit] if low_unit else scale_of(number)
        _, low, _ = read_back(low_text, brief.language)
        assert low == pytest.approx(number.lower / low_scale)


def test_a_preliminary_cell_makes_every_figure_on_it_preliminary(
    brief: Any, observations: Store
) -> None:
    for _, number in brief.numbers:
        statuses = {observations[cell]["status"] for cell in number.cells}
        if number.measure != "count" and "preliminary" in statuses:
            assert "preliminary" in number.marks, number


def test_tables_and_tiles_tell_targets_plans_and_computed_figures_from_printed_results(
    brief: Any, observations: Store
) -> None:
    in_tables = [
        cell
        for table in brief.of(Table)
        for row in table.rows
        for cell in row.cells
        if isinstance(cell, Number)
    ]
    in_tiles = [tile.number for tiles in brief.of(Tiles) for tile in tiles.items]
    for number in (*in_tables, *in_tiles):
        if number.measure:
            # The caption of a comparison's tables says it once for all.
            # A count says itself what it is.
            known = brief.topic == "comparison" or number.measure == "count"
            assert "computed" in number.marks or known, number
            continue
        role = observations[number.cells[0]]["role"]
        wanted = {role} & {"target", "plan", "estimate"}
        assert set(number.marks) & {"target", "plan", "estimate", "computed"} == wanted, number


def test_every_mark_that_is_used_is_explained_in_the_brief(brief: Any) -> None:
    from vnhealth import design

    explained = {sign for block in brief.blocks for sign, _ in getattr(block, "marks", ()) or ()}
    used = {design.MARKS[mark] for _, number in brief.numbers for mark in number.marks}
    assert used <= explained


# the figures worked out: recomputed from the cells alone -----------------------------------------

PEOPLE, INSURED = "population", "health_insurance_people"
COVERED = "health_insurance_coverage"


def value(rows: Rows, indicator: str) -> float:
    """Return the one figure of `indicator` among the cells."""
    [found] = [row["value"] for row in rows if row["indicator"] == indicator]
    return float(found)


def of(rows: Rows, *indicators: str) -> Rows:
    return [row for row in rows if row["indicator"] in indicators]


def rate(rows: Rows) -> float:
    """Staff over people × 10 000, or spending over people."""
    below = of(rows, PEOPLE)
    above = [row for row in rows if row not in below]
    assert len(above) == len(below)
    assert {(r["place_id"], r["year"]) for r in above} == {
        (r["place_id"], r["year"]) for r in below
    }
    times = 1 if above[0]["unit"] == "VND" else 10_000
    return float(times * sum(r["value"] for r in above) / sum(r["value"] for r in below))


def share(rows: Rows) -> float:
    values = {row["indicator"]: float(row["value"]) for row in rows}
    assert len(values) == len(rows)
    total = values.get("health_budget_total")
    if set(values) == {"specialists_level_1", "specialists_level_2", "doctors"}:
        doctors = values.pop("doctors")
        return 100 * sum(values.values()) / doctors
    if "doctors" in values:  # the staff mix: doctors among all five kinds
        assert len(values) == 5
        return 100 * values["doctors"] / sum(values.values())
    if total is None:
        return 100 * (values["budget_revenue_provincial"] / values["budget_expenditure_provincial"])
    parts = [value for name, value in values.items() if name != "health_budget_total"]
    if len(parts) > 1:
        return 100 * residual(rows) / total
    return 100 * (parts[0] if parts else total) / total


def residual(rows: Rows) -> float:
    """What the parts leave of the total; sums printed to 0,1 billion agree within half of it."""
    total = value(rows, "health_budget_total")
    gap = abs(2 * total - sum(row["value"] for row in rows))
    return 0.0 if gap < 5e7 else float(round(gap))


def per_inhabitant(rows: Rows) -> float:
    [money] = [row["value"] for row in rows if row["unit"] == "VND"]
    return float(money / value(rows, PEOPLE))


def cost_per_person(rows: Rows) -> float:
    return value(rows, "staff_attraction_cost") / value(rows, "staff_attracted")


def projected(people: dict[int, float], year: int) -> float:
    """The last value, and a slope of the logarithms that each year keeps 0.8 of the year before."""
    years = sorted(people)[-10:]
    slope = np.polyfit(years, np.log([people[each] for each in years]), 1)[0]
    steps = sum(0.8**ahead for ahead in range(1, year - years[-1] + 1))
    return float(people[years[-1]] * np.exp(slope * steps))


def implied_population(rows: Rows) -> float:
    return 100 * math.floor(value(rows, INSURED) / value(rows, COVERED) + 0.5)


def missing_to_target(rows: Rows) -> float:
    """ceil(target × people of the target's year / 10 000 − staff)."""
    [target] = [row for row in rows if row["role"] == "target"]
    actual = [row for row in rows if row["role"] == "actual"]
    insured = of(actual, INSURED, COVERED)
    people = {int(row["year"]): float(row["value"]) for row in of(actual, PEOPLE)}
    printed = of(actual, target["indicator"])
    staff = [row["value"] for row in actual if row not in insured
             and row["indicator"] not in (PEOPLE, target["indicator"])]  # fmt: skip
    goal, year = target["value"], int(target["year"])
    if insured:
        ahead = implied_population(insured)
        people = {int(insured[0]["year"]): ahead}
    else:
        ahead = people[year] if year in people else projected(people, year)
    have = staff[0] if staff else printed[0]["value"] * people[printed[0]["year"]] / 10_000
    return math.ceil(round(goal * ahead / 10_000 - have, 6))


def by_year(rows: Rows) -> dict[int, float]:
    """The rate or value of each year among the cells."""
    years = sorted({int(row["year"]) for row in rows})
    groups = {each: [row for row in rows if row["year"] == each] for each in years}
    return {each: rate(group) if len(group) > 1 else float(group[0]["value"])
            for each, group in groups.items()}  # fmt: skip


def median_slope(rows: Rows) -> float:
    """The median of the slopes between every two years."""
    series = by_year(rows)
    slopes = [(series[b] - series[a]) / (b - a) for a in series for b in series if a < b]
    return float(np.median(slopes))


def part_of_change(part: str) -> Callable[[Rows], float]:
    """Staff: the mean of what staff did among the people before and among those after."""

    def worked_out(rows: Rows) -> float:
        years = sorted({row["year"] for row in rows})
        p0, p1 = (value([r for r in rows if r["year"] == y], PEOPLE) for y in years)
        s0, s1 = (float(r["value"]) for y in years
                  for r in rows if r["year"] == y and r["indicator"] != PEOPLE)  # fmt: skip
        staff = ((s1 / p0 - s0 / p0) + (s1 / p1 - s0 / p1)) / 2
        total = s1 / p1 - s0 / p0
        return 10_000 * {"staff": staff, "population": total - staff, "total": total}[part]

    return worked_out


def gap_in_people(rows: Rows) -> float:
    insured, covered = value(rows, INSURED), value(rows, COVERED)
    return 100 * math.floor((insured * 100 / covered - insured) / 100 + 0.5)


def implied_target(rows: Rows) -> float:
    attained = value(rows, "health_insurance_assigned_target_attainment")
    return 100 * value(rows, COVERED) / attained


def ratio(rows: Rows) -> float:
    """The rates of two places, or of two groups of places that are one since July 2025."""
    groups: dict[str, Rows] = {}
    merged = len({row["place_id"] for row in rows}) > 2
    for row in rows:
        place = places.place(row["place_id"])
        groups.setdefault(place.successor_id if merged else place.place_id, []).append(row)
    low, high = sorted(rate(group) for group in groups.values())
    return high / low


def difference(rows: Rows) -> float:
    [target] = [row["value"] for row in rows if row["role"] == "target"]
    return float(target - rate([row for row in rows if row["role"] == "actual"]))


def result_and_target(rows: Rows) -> tuple[Rows, Row]:
    [target] = [row for row in rows if row["role"] == "target"]
    return [row for row in rows if row["role"] == "actual"], target


def required_per_year(rows: Rows) -> float:
    """From the result to the target, over the years between them."""
    actual, target = result_and_target(rows)
    [(year, result)] = by_year(actual).items()
    return float(abs(target["value"] - result) / (target["year"] - year))


def observed_per_year(rows: Rows) -> float:
    (first, start), (last, end) = by_year(rows).items()
    return abs(end - start) / (last - first)


def pace(rows: Rows) -> float:
    """Compound growth since the base over the compound growth required from it."""
    actual, target = result_and_target(rows)
    (first, start), (last, end) = by_year(actual).items()
    observed = (end / start) ** (1 / (last - first)) - 1
    return observed / ((target["value"] / start) ** (1 / (target["year"] - first)) - 1)


def of_places(rows: Rows) -> dict[str, float]:
    """The rate or value of each place among the cells."""
    groups: dict[str, Rows] = {}
    for row in rows:
        groups.setdefault(row["place_id"], []).append(row)
    return {each: rate(group) if len(group) > 1 else float(group[0]["value"])
            for each, group in groups.items()}  # fmt: skip


def ranks(rows: Rows) -> set[float]:
    """Every rank there is: one more than the places that do better."""
    found = list(of_places(rows).values())
    first = next(row["indicator"] for row in rows if row["indicator"] != PEOPLE)
    lower = first in LOWER_IS_BETTER
    return {1 + sum(other < each if lower else other > each for other in found) for each in found}


def disparity(rows: Rows, observations: Store) -> float:
    """Mean distance of the places from the mean of all their people, in % of that mean."""
    found = of_places(rows)
    year = rows[0]["year"]
    asked = [row for row in observations.values() if row["indicator"] == PEOPLE]
    asked = [row for row in asked if row["year"] == year and row["role"] == "actual"]
    people = {row["place_id"]: row["value"] for row in sorted(asked, key=lambda r: r["source_id"])}
    mean = sum(found[each] * people[each] for each in found) / sum(people[each] for each in found)
    return float(100 * np.mean([abs(each - mean) for each in found.values()]) / mean)


OF_PLACES = ("rank", "index_of_disparity")
LOWER_IS_BETTER = {"infant_mortality", "under5_mortality"}
MEASURES: dict[str, Callable[[Rows], float]] = {
    "rate": rate,
    "share": share,
    "sum": lambda rows: float(sum(row["value"] for row in rows)),
    "difference": difference,
    "per_inhabitant": per_inhabitant,
    "residual": residual,
    "cost_per_person": cost_per_person,
    "missing_to_target": missing_to_target,
    "implied_population": implied_population,
    "trend": median_slope,
    "decomposition_staff": part_of_change("staff"),
    "decomposition_population": part_of_change("population"),
    "decomposition_total": part_of_change("total"),
    "gap_in_people": gap_in_people,
    "implied_target": implied_target,
    "ratio": ratio,
    "required_per_year": required_per_year,
    "observed_per_year": observed_per_year,
    "pace": pace,
}


def test_a_figure_with_a_measure_is_that_measure_of_its_cells(
    brief: Any, observations: Store
) -> None:
    for _, number in brief.numbers:
        if number.measure in ("", "count", "projection", *RANGES, *OF_PLACES):
            continue
        rows = [observations[cell] for cell in number.cells]
        expected = MEASURES[number.measure](rows)
        if number.measure in ("required_per_year", "observed_per_year"):
            assert abs(number.value) == pytest.approx(expected, rel=1e-9), number
            continue  # a sentence says in words which way, a table by its sign: the next test
        if number.measure.startswith("decomposition_") and number.printed[0] not in "+−":
            expected = abs(expected)  # "kéo giảm 1,1": the words say which way
        assert number.value == pytest.approx(expected, rel=1e-9, abs=1e-9), number


def test_a_change_a_year_in_a_table_has_the_sign_of_its_way(
    brief_of: Any, observations: Store
) -> None:
    tables = {table.anchor: table for table in brief_of("targets", "63-10").of(Table)}
    rows = tables["targets-needs"].rows
    assert len(rows) == 11  # 8 targets that lag, 3 that are on track
    for row in rows:
        needed, so_far = row.cells[2], row.cells[3]
        cells = [observations[cell] for cell in needed.cells]
        falls = any(each["indicator"] in LOWER_IS_BETTER for each in cells)
        for number in (needed, so_far):  # infant deaths fell and must fall, staff rose and must
            assert (number.value < 0) == falls
            assert number.printed.startswith("−" if falls else "+")


def test_a_figure_of_all_provinces_is_that_of_their_cells(brief: Any, observations: Store) -> None:
    for _, number in brief.numbers:
        rows = [observations[cell] for cell in number.cells] if number.measure in OF_PLACES else []
        if number.measure == "rank":
            assert number.value in ranks(rows), number
        elif number.measure == "index_of_disparity":
            assert number.value == pytest.approx(disparity(rows, observations), rel=1e-9), number


@pytest.mark.parametrize(
    ("place", "best", "last"),
    [
        # Lào Cai 2016: 47,57 beds after Cao Bằng's 55,28; 28,2 ‰ before five provinces' more.
        ("63-10", 2, 58),
        ("63-04", 1, 61),  # most nurses, midwives and beds of all; 94,6 % after 60 others
    ],
)
def test_the_ranks_that_a_profile_names_are_those_made_by_hand(
    brief_of: Any, place: str, best: int, last: int
) -> None:
    first = brief_of("profile", place).messages.paragraphs[0]
    said = [run.value for run in first if isinstance(run, Number) and run.measure == "rank"]
    assert said == [best, last]


def poisson(events: float) -> tuple[float, float]:
    """Exact limits below 10 events, Byar's from there, as written in the textbooks."""
    if events < 10:
        return float(chi2.ppf(0.025, 2 * events) / 2), float(chi2.ppf(0.975, 2 * events + 2) / 2)
    z, above = 1.959964, events + 1
    return (events * (1 - 1 / (9 * events) - z / (3 * events**0.5)) ** 3,
            above * (1 - 1 / (9 * above) + z / (3 * above**0.5)) ** 3)  # fmt: skip


def limits_of(number: Number, rows: Rows) -> tuple[float, float]:
    if number.measure == "trend_interval":
        series = by_year(rows)
        found = theilslopes(list(series.values()), list(series), 0.95)
        return float(found.low_slope), float(found.high_slope)
    people = sum(row["value"] for row in of(rows, PEOPLE))
    events = sum(row["value"] for row in rows) - people
    low, high = poisson(events)
    return 10_000 * low / people, 10_000 * high / people


def test_the_limits_of_an_interval_are_those_of_its_cells(brief: Any, observations: Store) -> None:
    for _, number in brief.numbers:
        if number.measure not in RANGES:
            continue
        assert number.lower is not None
        assert number.upper is not None
        said = re.split(r"–| đến | to ", number.printed)
        for text, limit in zip(said, (number.lower, number.upper), strict=True):
            sign = -1 if text.startswith("−") else 1
            _, read, half = read_back(text.lstrip("+−≈ "), brief.language)
            assert abs(sign * read - limit) <= half * (1 + 1e-9), number
        if number.measure != "missing_range":
            low, high = limits_of(number, [observations[cell] for cell in number.cells])
            assert (number.lower, number.upper) == pytest.approx((low, high), rel=1e-5), number


def test_a_projected_population_is_that_of_a_year_of_targets(
    brief: Any, observations: Store
) -> None:
    for _, number in brief.numbers:
        if number.measure == "projection":
            rows = [observations[cell] for cell in number.cells]
            people = {int(row["year"]): float(row["value"]) for row in rows}
            ahead = [projected(people, year) for year in range(max(people) + 1, 2031)]
            assert any(abs(number.value - each) <= 50 for each in ahead), number  # to hundreds


def test_a_count_prints_itself(brief: Any) -> None:
    for _, number in brief.numbers:
        if number.measure == "count":
            assert number.value is not None
            assert number.printed == str(int(number.value))


# own, and only own -------------------------------------------------------------------------------


def test_outside_rankings_every_cell_is_the_place_s_its_region_s_or_the_country_s(
    brief: Any, observations: Store
) -> None:
    if brief.topic in OF_ALL:
        pytest.skip("it is about all provinces")
    own = places.place(brief.parameters.place_id)
    province = own.parent_id if own.level == "district" else own.place_id
    allowed = {*kept_ground(own.place_id), province, places.place(province).region_id, "vn"}
    for block, number in brief.numbers:
        # A rank rests on the figures of all.
        if number.measure != "rank" and not getattr(block, "anchor", "").endswith("-ranking"):
            assert {observations[cell]["place_id"] for cell in number.cells} <= allowed, number


def test_no_figure_is_newer_than_the_brief_unless_it_is_a_target_or_plan(
    brief: Any, observations: Store
) -> None:
    for _, number in brief.numbers:
        rows = [observations[cell] for cell in number.cells]
        assert not [row for row in rows if row["year"] > 2024 and row["role"] == "actual"], number
