"""Hold the denominator that a count and its rate imply against the one on record."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnhealth import catalog
from vnhealth.checks.evidence import Evidence, Row, cells_of, rows
from vnhealth.checks.table import made

if TYPE_CHECKING:
    from vnhealth.catalog import Indicator
    from vnhealth.checks.finding import Finding
    from vnhealth.checks.printer import Printer

ID: Final = "implied_denominator"
TOLERANCE: Final = 0.02
"""Share of the recorded denominator by which the implied one may differ beyond rounding."""
SIGNIFICANT: Final = 3


@dataclass(frozen=True)
class Implied:
    """A count, its rate, the denominator they imply with its rounding, and the one on record."""

    count: Row
    rate: Row
    low: float
    high: float
    recorded: Row | None

    @property
    def middle(self) -> float:
        """The implied denominator itself."""
        multiplier = catalog.indicator(self.rate.indicator).multiplier
        return self.count.value * multiplier / self.rate.value

    @property
    def contradicts(self) -> bool:
        """Whether the denominator on record lies outside, by more than the tolerance."""
        if self.recorded is None:
            return False
        slack = TOLERANCE * self.recorded.value
        return not self.low - slack <= self.recorded.value <= self.high + slack


def find(evidence: Evidence) -> Iterator[Finding]:
    """Yield one finding a place, source and rate: contradicted first, else what is implied."""
    for facts in catalog.indicators().values():
        if not (facts.numerator_id and facts.denominator_id):
            continue
        series: defaultdict[tuple[str, str, str], list[Implied]] = defaultdict(list)
        for pair in _pairs(evidence, facts):
            series[pair.rate.source_id, pair.rate.place_id, pair.rate.scope].append(pair)
        for pairs in series.values():
            against = [pair for pair in pairs if pair.contradicts]
            if against:
                yield _contradicted(evidence, facts, against)
            elif all(pair.recorded is None for pair in pairs):
                yield _alone(evidence, facts, pairs[-1])


def _pairs(evidence: Evidence, facts: Indicator) -> Iterator[Implied]:
    frame = evidence.exact
    counts = {
        (row.source_id, row.place_id, row.year, row.scope): row
        for row in rows(frame[frame["indicator"] == facts.numerator_id])
    }
    rates = frame[(frame["indicator"] == facts.id) & (frame["value"] > 0)]
    for rate in rows(rates.sort_values(["place_id", "year"])):
        count = counts.get((rate.source_id, rate.place_id, rate.year, rate.scope))
        if count is None:
            continue
        top, below = facts.multiplier * count.value, facts.multiplier * count.step / 2
        yield Implied(
            count,
            rate,
            (top - below) / (rate.value + rate.step / 2),
            (top + below) / max(rate.value - rate.step / 2, 1e-9),
            evidence.newest(facts.denominator_id, rate.place_id, rate.year),
        )


def _contradicted(evidence: Evidence, facts: Indicator, pairs: list[Implied]) -> Finding:
    en, vi = evidence.en, evidence.vi
    last = pairs[-1]
    on_record = [pair.recorded for pair in pairs if pair.recorded is not None]
    recorded = on_record[-1]
    rate = facts.multiplier * last.count.value / recorded.value
    digits = facts.decimals
    years = sorted({pair.rate.year for pair in pairs})
    also_en = f" The same holds in {en.years(years[:-1])}." if len(years) > 1 else ""
    also_vi = f" Các năm {vi.years(years[:-1])} cũng vậy." if len(years) > 1 else ""
    return made(
        ID,
        f"{_implied_en(en, facts, last)}, while {en.source(recorded.source_id)} has "
        f"{en.number(recorded.value)}; on that base the rate would be "
        f"{en.value(rate, facts.id, digits, trim=False)}.{also_en}",
        f"{_implied_vi(vi, facts, last)}, trong khi {vi.source(recorded.source_id)} ghi "
        f"{vi.number(recorded.value)}; tính trên số này thì tỷ lệ là "
        f"{vi.value(rate, facts.id, digits, trim=False)}.{also_vi}",
        cells_of(row for pair in reversed(pairs) for row in (pair.count, pair.rate))
        + cells_of(on_record),
        place_id=last.rate.place_id,
        indicators=(facts.id, facts.numerator_id, facts.denominator_id),
        year=last.rate.year,
        certainty="likely",
        why=(
            "The arithmetic is certain; count and rate may be of different days, scopes or "
            "population figures.",
            "Phép tính là chắc chắn; số lượng và tỷ lệ có thể khác thời điểm, phạm vi hoặc "
            "nguồn dân số.",
        ),
    )


def _alone(evidence: Evidence, facts: Indicator, pair: Implied) -> Finding:
    en, vi = evidence.en, evidence.vi
    rate, count = pair.rate, pair.count
    return made(
        ID,
        f"{_implied_en(en, facts, pair)}; there is no figure on record to hold it against.",
        f"{_implied_vi(vi, facts, pair)}; chưa có số liệu nào để đối chiếu.",
        cells_of((count, rate)),
        severity="info",
        place_id=rate.place_id,
        indicators=(facts.id, facts.numerator_id, facts.denominator_id),
        year=rate.year,
        why=(
            f"Rounding of the printed figures leaves {en.number(pair.low)} to "
            f"{en.number(pair.high)}.",
            f"Do làm tròn, con số nằm trong khoảng {vi.number(pair.low)} đến "
            f"{vi.number(pair.high)}.",
        ),
    )


def _implied_en(en: Printer, facts: Indicator, pair: Implied) -> str:
    return (
        f"{en.place(pair.rate.place_id)}, {pair.rate.year}, {en.name(facts.numerator_id)}: "
        f"{en.cell(pair.count)} at {en.cell(pair.rate)} imply about "
        f"{en.number(_rough(pair.middle))} as the {en.name(facts.denominator_id)}"
    )


def _implied_vi(vi: Printer, facts: Indicator, pair: Implied) -> str:
    return (
        f"{vi.place(pair.rate.place_id)}, năm {pair.rate.year}, {vi.name(facts.numerator_id)}: "
        f"{vi.cell(pair.count)} với tỷ lệ {vi.cell(pair.rate)} tương ứng "
        f"{vi.name(facts.denominator_id)} khoảng {vi.number(_rough(pair.middle))}"
    )


def _rough(value: float) -> float:
    """Return `value` to three significant digits: an implied figure is not a count."""
    return float(f"{value:.{SIGNIFICANT}g}")
