"""Find two columns, or two places, that changed places in one year of a table.

Two series are held to have been exchanged when each lies far from its own neighbouring years and
both lie close to the other's.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from statistics import median
from typing import TYPE_CHECKING, Final

from vnhealth import places
from vnhealth.checks.declared import declared
from vnhealth.checks.evidence import COUNTRY, Evidence, Row, cells_of, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.checks.finding import Finding

ID: Final = "exchanged_series"
FAR: Final = 1.0
"""Least distance of the two figures as printed from their own years, as a sum of logarithms."""
NEAR: Final = 0.25
"""Largest distance after exchanging them back, as a share of the distance as printed."""
STEADY: Final = 5
"""How many times the usual unrest of both series the distance as printed must be."""
LEAST_SIZE: Final = 50
TABLE_ROW: Final = re.compile(r":r(\d+)c\d+$")
Series = dict[int, Row]
Key = tuple[str, str, str]


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield a finding for each pair of columns, and each pair of neighbouring rows, exchanged."""
    series = _series(evidence)
    for (source_id, year), pairs in _columns(series).items():
        yield _column_finding(evidence, source_id, year, pairs)
    yield from _places(evidence, series)


def exchanged_columns(evidence: Evidence) -> frozenset[tuple[str, str, int]]:
    """Return source, indicator and year of the columns that seem to be exchanged."""
    found = _columns(_series(evidence))
    return frozenset(
        (source_id, row.indicator, year)
        for (source_id, year), pairs in found.items()
        for pair in pairs
        for row in pair
    )


def _series(evidence: Evidence) -> dict[Key, Series]:
    frame = evidence.exact
    wanted = {i for column in declared().columns for i in column}
    mine = frame[frame["indicator"].isin(wanted) & (frame["scope"] == "") & (frame["value"] > 0)]
    found: defaultdict[Key, Series] = defaultdict(dict)
    for row in rows(mine):
        found[row.source_id, row.indicator, row.place_id][row.year] = row
    return dict(found)


def _exchanged(first: Series, second: Series, year: int) -> bool:
    a, b = first.get(year), second.get(year)
    if a is None or b is None or max(a.value, b.value) < LEAST_SIZE:
        return False
    usual_a, usual_b = _usual(first, year), _usual(second, year)
    if usual_a is None or usual_b is None:
        return False
    x, y = math.log(a.value), math.log(b.value)
    kept = abs(x - usual_a) + abs(y - usual_b)
    back = abs(x - usual_b) + abs(y - usual_a)
    if kept < FAR or back > NEAR * kept:
        return False
    return kept >= STEADY * (_unrest(first, year) + _unrest(second, year))


def _usual(series: Series, year: int) -> float | None:
    """Return the logarithm to expect in `year` from the years beside it, two before at the end."""
    beside = [series[y].value for y in (year - 1, year + 1) if y in series]
    if len(beside) < 2:  # noqa: PLR2004
        beside = [series[y].value for y in (year - 2, year - 1) if y in series]
    return sum(math.log(value) for value in beside) / len(beside) if beside else None


def _unrest(series: Series, year: int) -> float:
    """Return how far the other years usually lie from the years beside them: the median."""
    others = {y: row for y, row in series.items() if y != year}
    gaps = [
        abs(math.log(row.value) - usual)
        for y, row in others.items()
        if (usual := _usual(others, y)) is not None
    ]
    return median(gaps) if gaps else math.inf


def _columns(series: dict[Key, Series]) -> dict[tuple[str, int], list[tuple[Row, Row]]]:
    """Return the exchanged national figures of each source and year."""
    hits: defaultdict[tuple[str, int], list[tuple[Row, Row]]] = defaultdict(list)
    national = [key for key in series if key[2] == COUNTRY]
    for column in declared().columns:
        for first, second in combinations(column, 2):
            for source_id, indicator, place_id in national:
                other = series.get((source_id, second, place_id))
                if indicator != first or other is None:
                    continue
                mine = series[source_id, first, place_id]
                for year in mine:
                    if _exchanged(mine, other, year):
                        hits[source_id, year].append((mine[year], other[year]))
    return dict(hits)


def _column_finding(
    evidence: Evidence, source_id: str, year: int, pairs: list[tuple[Row, Row]]
) -> Finding:
    en, vi = evidence.en, evidence.vi
    a, b = pairs[0]
    frame = evidence.exact
    column = frame[
        (frame["source_id"] == source_id)
        & (frame["year"] == year)
        & frame["indicator"].isin([a.indicator, b.indicator])
    ]
    return made(
        ID,
        f"{en.source(source_id)} seems to have two columns exchanged in {year}: "
        f"{en.name(a.indicator)} {en.number(a.value)} and {en.name(b.indicator)} "
        f"{en.number(b.value)} nationally. Exchanged back, both follow the years beside them.",
        f"Trong {vi.source(source_id)}, hai cột năm {year} có vẻ bị đổi chỗ cho nhau: "
        f"cả nước ghi {vi.name(a.indicator)} {vi.number(a.value)} và {vi.name(b.indicator)} "
        f"{vi.number(b.value)}. Đổi lại thì cả hai đều khớp với các năm bên cạnh.",
        (a.cell_id, b.cell_id, *(c for c in column["cell_id"] if c not in (a.cell_id, b.cell_id))),
        indicators=(a.indicator, b.indicator),
        year=year,
        certainty="likely",
        why=_why(),
    )


def _places(evidence: Evidence, series: dict[Key, Series]) -> Iterator[Finding]:
    """Yield pairs of places in neighbouring rows whose figures changed rows."""
    by_table: defaultdict[tuple[str, str, str], list[Key]] = defaultdict(list)
    for key in series:
        if evidence.level(key[2]) == "province":
            by_table[key[0], key[1], places.place(key[2]).region_id].append(key)
    for keys in by_table.values():
        for one, two in combinations(sorted(keys), 2):
            for year in series[one]:
                if not _neighbours(series[one].get(year), series[two].get(year)):
                    continue
                if _exchanged(series[one], series[two], year):
                    yield _place_finding(evidence, series[one][year], series[two][year])


def _neighbours(one: Row | None, two: Row | None) -> bool:
    """Tell whether two cells stand in neighbouring rows of one table."""
    if one is None or two is None:
        return False
    found = [TABLE_ROW.search(row.cell_id) for row in (one, two)]
    numbers = [int(match.group(1)) for match in found if match]
    return len(numbers) == len(found) and abs(numbers[0] - numbers[1]) == 1


def _place_finding(evidence: Evidence, a: Row, b: Row) -> Finding:
    en, vi = evidence.en, evidence.vi
    return made(
        ID,
        f"{en.name(a.indicator)}, {a.year}: {en.place(a.place_id)} ({en.number(a.value)}) and "
        f"{en.place(b.place_id)} ({en.number(b.value)}) seem to have their figures exchanged in "
        f"{en.source(a.source_id)}. Exchanged back, both follow the years beside them.",
        f"{vi.name(a.indicator)} năm {a.year}: số của {vi.place(a.place_id)} "
        f"({vi.number(a.value)}) và {vi.place(b.place_id)} ({vi.number(b.value)}) có vẻ bị đổi chỗ "
        f"cho nhau trong {vi.source(a.source_id)}. Đổi lại thì cả hai đều khớp với các năm bên "
        "cạnh.",
        cells_of((a, b)),
        indicators=(a.indicator,),
        year=a.year,
        certainty="likely",
        why=_why(),
    )


def _why() -> tuple[str, str]:
    return (
        "Exchanging them back leaves at most a quarter of the distance from the neighbouring "
        "years; the source itself does not say so.",
        "Sau khi đổi lại, khoảng cách so với các năm bên cạnh còn không quá một phần tư; nguồn "
        "không nói rõ điều này.",
    )
