"""Measure extraction on the five real documents against our own transcription.

Run ``python -m benchmarks.extraction [folder of documents]``. One candidate answers to at most one
transcribed cell and the other way round. A pair agrees on the figure when comparator, value (or
both ends of a range, or both parts of a fraction) and unit are equal; where no unit is printed,
the indicator's counts, on both sides. Among the pairs that agree on the figure, those with the
same indicator, year and line are taken first.
"""

from __future__ import annotations

import csv
import os
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from vnhealth.catalog import Source, indicators, sources
from vnhealth.extraction import extract_file
from vnhealth.quantity import plain_number, read_cell

ROOT = Path(__file__).resolve().parents[1]
RAW = ROOT / "data" / "raw"


@dataclass(frozen=True)
class Fact:
    """A figure as transcribed or extracted, in the terms both have."""

    indicator: str
    year: str
    place_id: str
    role: str
    figure: tuple[object, ...]
    unit: str
    line: str
    printed: str


@dataclass(frozen=True)
class Score:
    """How the candidates of one document compare with its transcription."""

    document: str
    cells: int
    candidates: int
    figures: int
    full: int
    places: int
    roles: int
    misses: tuple[tuple[str, str], ...]

    @property
    def recall(self) -> float:
        return self.figures / self.cells

    @property
    def precision(self) -> float:
        return self.figures / max(self.candidates, 1)

    @property
    def full_recall(self) -> float:
        return self.full / self.cells

    @property
    def full_precision(self) -> float:
        return self.full / max(self.candidates, 1)


def _line(locator: str) -> str:
    return locator.rpartition("dòng ")[2]


def _figure(numbers: dict[str, Any]) -> tuple[object, ...]:
    """Return what is compared of a figure: a fraction by its parts, else comparator and value."""
    if numbers["numerator"] is not None:
        return ("fraction", numbers["numerator"], numbers["denominator"])
    return (numbers["op"], numbers["value"], numbers["lower"], numbers["upper"])


def transcribed(source: Source) -> list[Fact]:
    """Return the cells that we typed from a document by hand."""
    with (source.folder / source.tables[0].file).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    facts = []
    for row in rows:
        quantity = read_cell(row["printed"], row["unit"]).quantity
        assert quantity is not None, row
        names = ("value", "lower", "upper", "numerator", "denominator")
        numbers: dict[str, Any] = {name: plain_number(getattr(quantity, name)) for name in names}
        figure = _figure(numbers | {"op": quantity.op})
        unit = quantity.unit or indicators()[row["indicator"]].unit
        unit = "" if figure[0] == "fraction" else unit
        facts.append(
            Fact(row["indicator"], row["year"], row["place_id"], row["role"], figure, unit,
                 _line(row["locator"]), row["printed"])
        )  # fmt: skip
    return facts


def extracted(path: Path) -> list[Fact]:
    """Return the candidates of a document."""
    facts = []
    for row in extract_file(path).to_dict("records"):
        numbers = {
            name: None if row[name] != row[name] else plain_number_of(row[name])
            for name in ("value", "lower", "upper", "numerator", "denominator")
        }
        figure = _figure(numbers | {"op": row["op"]})
        unit = "" if figure[0] == "fraction" else row["unit"]
        facts.append(
            Fact(row["indicator"], str(row["year"]), row["place_id"], row["role"], figure, unit,
                 _line(row["locator"]), row["text"][row["start"] : row["end"]])
        )  # fmt: skip
    return facts


def plain_number_of(value: float) -> int | float:
    return int(value) if value == int(value) else value


def pairs(cells: list[Fact], candidates: list[Fact]) -> dict[int, int]:
    """Return which candidate answers to which cell: one to one, the best pairs first."""
    possible = []
    for i, cell in enumerate(cells):
        for j, one in enumerate(candidates):
            if (cell.figure, cell.unit) == (one.figure, one.unit):
                same = (cell.indicator == one.indicator) * 4 + (cell.year == one.year) * 2
                possible.append((-same - (cell.line == one.line) * 3, i, j))
    matched: dict[int, int] = {}
    used: set[int] = set()
    for _, i, j in sorted(possible):
        if i not in matched and j not in used:
            matched[i] = j
            used.add(j)
    return matched


def _misses(
    cells: list[Fact], candidates: list[Fact], matched: dict[int, int]
) -> list[tuple[str, str]]:
    found = []
    values = {one.figure[1:] for one in candidates}
    for i, cell in enumerate(cells):
        said = f"{cell.indicator} {cell.printed} (line {cell.line})"
        if i not in matched:
            kind = "other unit or comparator" if cell.figure[1:] in values else "not found"
            found.append((kind, said))
            continue
        one = candidates[matched[i]]
        for kind in ("indicator", "year", "place_id", "role"):
            got, due = getattr(one, kind), getattr(cell, kind)
            if got != due:
                found.append((f"other {kind}", f"{said}: {got or '–'}, not {due}"))
    for j, one in enumerate(candidates):
        if j not in matched.values():
            found.append(
                (
                    "not in the transcription",
                    f"{one.indicator or '–'} {one.printed} (line {one.line})",
                )
            )
    return found


def score(source: Source, documents: Path) -> Score:
    """Return how extraction does on one document."""
    cells, candidates = transcribed(source), extracted(documents / source.original.name)
    matched = pairs(cells, candidates)

    def agree(*names: str) -> int:
        return sum(
            all(getattr(cells[i], name) == getattr(candidates[j], name) for name in names)
            for i, j in matched.items()
        )

    return Score(
        source.id,
        len(cells),
        len(candidates),
        len(matched),
        agree("indicator", "year"),
        agree("place_id"),
        agree("role"),
        tuple(_misses(cells, candidates, matched)),
    )


def scores(documents: Path) -> list[Score]:
    """Return the scores of every transcribed document that is at hand, and of all together."""
    found = [
        score(one, documents)
        for one in sources(RAW)
        if one.kind == "document"
        and one.original.name
        and (documents / one.original.name).is_file()
    ]
    if not found:
        return []
    totals = [sum(getattr(one, name) for one in found) for name in
              ("cells", "candidates", "figures", "full", "places", "roles")]  # fmt: skip
    return [*found, Score("all", *totals, tuple(miss for one in found for miss in one.misses))]


def table(found: list[Score]) -> str:
    """Return the scores as a Markdown table."""
    lines = [
        "| document | cells | candidates | recall | precision | recall, indicator and year right "
        "| precision, indicator and year right | place right | role right |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for one in found:
        shares = (one.recall, one.precision, one.full_recall, one.full_precision,
                  one.places / max(one.figures, 1), one.roles / max(one.figures, 1))  # fmt: skip
        cells = " | ".join(f"{share:.2f}" for share in shares)
        lines.append(f"| {one.document} | {one.cells} | {one.candidates} | {cells} |")
    return "\n".join(lines)


def main(folder: str = "") -> None:
    """Print the table and every miss by kind."""
    shared = Path(os.environ.get("VNHEALTH_SHARED", ROOT.parent / "shared"))
    documents = Path(folder) if folder else shared / "documents"
    found = scores(documents)
    if not found:
        print("The real documents are not at hand: set VNHEALTH_SHARED.")
        return
    print(table(found))
    counted = Counter(kind for kind, _ in found[-1].misses)
    for kind, count in counted.most_common():
        print(f"\n{kind}: {count}")
        for one in found[:-1]:
            for miss_kind, said in one.misses:
                if miss_kind == kind:
                    print(f"  {one.document}: {said}")


if __name__ == "__main__":
    main(*sys.argv[1:2])
