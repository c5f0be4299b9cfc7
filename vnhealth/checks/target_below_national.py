"""Find a place's targets that are easier than the country's for the same year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.checks.attainment import goal
from vnhealth.checks.evidence import COUNTRY, Evidence, Row, cells_of
from vnhealth.checks.table import made
from vnhealth.checks.targets_on_record import goals

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "target_below_national"


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a place and year, naming the targets easier than the newest national."""
    national: dict[tuple[str, str, int], Row] = {}
    on_record = goals(evidence)
    for found in sorted(on_record, key=lambda g: g.set_in):
        if found.row.place_id == COUNTRY:
            national[found.row.indicator, found.row.scope, found.row.year] = found.row
    easier: defaultdict[tuple[str, int], list[tuple[Row, Row]]] = defaultdict(list)
    for found in on_record:
        row = found.row
        country = national.get((row.indicator, row.scope, row.year))
        if row.place_id != COUNTRY and country is not None and _easier(row, country):
            easier[row.place_id, row.year].append((row, country))
    for (place_id, year), pairs in easier.items():
        yield _finding(evidence, place_id, year, pairs)


def _easier(own: Row, country: Row) -> bool:
    direction = catalog.indicator(own.indicator).direction
    if direction == "higher":
        return goal(own) < goal(country)
    return direction == "lower" and goal(own) > goal(country)


def _finding(evidence: Evidence, place_id: str, year: int, pairs: list[tuple[Row, Row]]) -> Finding:
    en, vi = evidence.en, evidence.vi
    listed_en = en.joined(
        f"{en.name(own.indicator)} {en.cell(own)}, nationally {en.cell(country)}"
        for own, country in pairs
    )
    listed_vi = vi.joined(
        f"{vi.name(own.indicator)} {vi.cell(own)}, cả nước {vi.cell(country)}"
        for own, country in pairs
    )
    return made(
        ID,
        f"{en.place(place_id)}: targets for {year} below the national ones: {listed_en}.",
        f"{vi.place(place_id)}: chỉ tiêu năm {year} thấp hơn mức chung của cả nước: {listed_vi}.",
        cells_of(row for pair in pairs for row in pair),
        place_id=place_id,
        indicators=tuple(own.indicator for own, _ in pairs),
        year=year,
        why=(
            "A province may start lower; the national target is met only if others go beyond it.",
            "Địa phương có thể có xuất phát điểm thấp hơn; cả nước chỉ đạt nếu nơi khác vượt mức "
            "chung.",
        ),
    )
