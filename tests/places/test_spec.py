"""The table of cases in docs/places.md holds."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from vnhealth.places import place, resolve

SPECIFICATION = Path(__file__).resolve().parents[2] / "docs" / "places.md"


def _plain(cell: str) -> str:
    known = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m.group(1), 16)), cell)
    return known.replace("\\n", "\n")


def _cases() -> list[tuple[str, date | None, str | None, list[str]]]:
    lines = SPECIFICATION.read_text(encoding="utf-8").split("## Cases")[1].splitlines()
    table = [line for line in lines if line.startswith("|")][2:]
    cells = [[_plain(c[1:-1]) for c in line.strip("|").split("|")] for line in table]
    return [
        (text, date.fromisoformat(on) if on else None, None if found == "–" else found, ids.split())
        for text, on, found, ids in cells
    ]


def test_the_specification_has_cases() -> None:
    assert len(_cases()) > 80


@pytest.mark.parametrize(("text", "on", "place_id", "candidates"), _cases())
def test_each_case_of_the_specification_holds(
    text: str, on: date | None, place_id: str | None, candidates: list[str]
) -> None:
    match = resolve(text, on=on)
    assert match.place_id == place_id
    assert set(candidates) <= set(match.candidates)
    if place_id is not None:
        known = place(place_id)
        assert (match.name, match.boundaries, match.level) == (
            known.name_vi,
            known.boundaries,
            known.level,
        )
    assert match.reason_en
    assert match.reason_vi
