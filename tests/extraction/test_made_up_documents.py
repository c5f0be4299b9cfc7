"""Whole documents that were made up after the rules: every figure with its indicator and year."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from vnhealth.extraction import extract_file

FOLDER = Path(__file__).parent / "made_up"
PLACES = {"nghe-an-2024": "63-40", "can-tho-2025": "34-92", "gia-lai-2024": "63-64"}


def found(name: str) -> Counter[tuple[str, str, str]]:
    rows = extract_file(FOLDER / f"{name}.txt").to_dict("records")
    return Counter(
        (
            f"{row['numerator']:.0f}/{row['denominator']:.0f}"
            if row["numerator"] == row["numerator"]
            else f"{row['value']:.12f}".rstrip("0").rstrip("."),
            row["indicator"],
            str(row["year"]),
        )
        for row in rows
    )


@pytest.mark.parametrize("name", PLACES)
def test_every_figure_is_found_and_nothing_else(name):
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        due = Counter(
            (row["figure"], row["indicator"], row["year"]) for row in csv.DictReader(stream)
        )
    assert found(name) == due


@pytest.mark.parametrize("name", PLACES)
def test_the_place_is_read_on_the_boundaries_of_the_documents_day(name):
    assert set(extract_file(FOLDER / f"{name}.txt")["place_id"]) == {PLACES[name]}
