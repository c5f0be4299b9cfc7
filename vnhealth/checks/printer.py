"""Put figures, places and indicators into the sentences of findings, in one language.

The formatter of numbers is handed in by the caller: rooms above this one own it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Protocol

from vnhealth import catalog, places
from vnhealth.checks.rounding import decimals, step

if TYPE_CHECKING:
    from vnhealth.catalog import Indicator, Source
    from vnhealth.checks.evidence import Row
    from vnhealth.clean.register import Registered

SHOWN: Final = 4
NO_BREAK_SPACE: Final = "\u00a0"
FOOTNOTE_MARK: Final = re.compile(r"\s*\(\*+\)\s*$")
WORDS: Final = {"en": ("and", "and {} more"), "vi": ("và", "và {} trường hợp khác")}


class Numbers(Protocol):
    """The one formatter of numbers: the module ``vnhealth.wording.numbers``."""

    def number(
        self, value: float | None, decimals: int, language: str, *, trim: bool = False
    ) -> str:
        """Print a number."""

    def money(self, value_vnd: float | None, language: str, decimals: int = 1) -> tuple[str, str]:
        """Print a sum of money as figure and unit."""

    def span(self, lower: float, upper: float, decimals: int, language: str) -> str:
        """Print a range."""

    def compared(self, comparator: str, text: str) -> str:
        """Put the sign of a comparator before a figure."""


@dataclass(frozen=True)
class Printer:
    """Words of findings in one language.

    Parameters
    ----------
    numbers
        The formatter of numbers.
    language
        "vi" or "en".
    sources
        Sources by id, for their titles.
    registered
        Places that the sources bring along, by id, for their names.
    """

    numbers: Numbers
    language: str
    sources: Mapping[str, Source]
    registered: Mapping[str, Registered] = field(default_factory=dict)

    def number(self, value: float, digits: int = 0) -> str:
        """Return `value` with at most `digits` decimals."""
        return self.numbers.number(value, digits, self.language, trim=True)

    def percent(self, value: float, digits: int = 1) -> str:
        """Return `value` as a percentage."""
        return f"{self.number(value, digits)}%"

    def value(
        self, value: float, indicator_id: str, digits: int | None = None, *, trim: bool = True
    ) -> str:
        """Return `value` in the unit of its indicator; a count stands alone, beside its name."""
        facts = catalog.indicator(indicator_id)
        if facts.unit == "VND":
            return NO_BREAK_SPACE.join(self.numbers.money(value, self.language))
        places_ = facts.decimals if digits is None else digits
        text = self.numbers.number(value, places_, self.language, trim=trim)
        return self.with_unit(text, facts)

    def with_unit(self, text: str, facts: Indicator) -> str:
        """Return `text` followed by the unit of its indicator."""
        unit = catalog.units()[facts.unit]
        name = unit.short(self.language)
        if facts.kind == "count" or not name:
            return text
        return f"{text}{name}" if unit.attached else f"{text}{NO_BREAK_SPACE}{name}"

    def cell(self, row: Row) -> str:
        """Return the figure of an observation with its comparator, as finely as printed."""
        facts = catalog.indicator(row.indicator)
        digits = max(facts.decimals, decimals(step(row.printed, row.value)))
        if row.comparator == "range":
            text = self.numbers.span(row.lower, row.upper, facts.decimals, self.language)
            return self.with_unit(text, facts)
        text = self.value(row.value, row.indicator, digits)
        return self.numbers.compared(row.comparator, text)

    def place(self, place_id: str) -> str:
        """Return the full name of a place, as inside a sentence."""
        if place_id in self.registered:
            return self.registered[place_id].full_name(self.language)
        place = places.place(place_id)
        if place.level == "country":
            return "the whole country" if self.language == "en" else "cả nước"
        if place.level == "region":
            name = place.name(self.language)
            return f"the {name} region" if self.language == "en" else f"vùng {name}"
        return place.full_name(self.language)

    def name(self, indicator_id: str) -> str:
        """Return the name of an indicator, as inside a sentence."""
        return lowered(catalog.indicator(indicator_id).name(self.language))

    def source(self, source_id: str) -> str:
        """Return the title of a source in quotation marks."""
        source = self.sources.get(source_id)
        title = source.title(self.language) if source else source_id
        return f"“{FOOTNOTE_MARK.sub('', title)}”"

    def figures(self, indicator_id: str, source_id: str) -> str:
        """Return "the figures on an indicator in a source", as inside a sentence."""
        words = {"en": "figures on {} in {}", "vi": "số liệu về {} trong {}"}[self.language]
        return words.format(self.name(indicator_id), self.source(source_id))

    def qualifier(self, text: str) -> str:
        """Return a qualifier as inside a sentence."""
        if self.language == "vi":
            return text
        return catalog.qualifier(text)

    def joined(self, items: Iterable[str], shown: int = SHOWN) -> str:
        """Return the first `shown` items as an enumeration, with how many more there are."""
        texts = list(items)
        last, more = WORDS[self.language]
        if len(texts) > shown:
            rest = more.format(self.number(len(texts) - shown))
            return f"{', '.join(texts[:shown])} {rest}"
        if len(texts) < 2:  # noqa: PLR2004
            return "".join(texts)
        return f"{', '.join(texts[:-1])} {last} {texts[-1]}"

    def years(self, years: Iterable[int]) -> str:
        """Return years with runs closed up: "2002–2006, 2010"."""
        runs = _runs(sorted(set(years)))
        return ", ".join(f"{a}" if a == b else f"{a}–{b}" for a, b in runs)


def lowered(name: str) -> str:
    """Return `name` with a small first letter, unless it opens with an abbreviation.

    Examples
    --------
    >>> lowered("Bác sĩ"), lowered("HIV mới")
    ('bác sĩ', 'HIV mới')
    """
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]


def _runs(years: Sequence[int]) -> list[tuple[int, int]]:
    if not years:
        return []
    cuts = [b for a, b in pairwise(years) if b != a + 1]
    starts = [years[0], *cuts]
    ends = [years[years.index(cut) - 1] for cut in cuts]
    return list(zip(starts, [*ends, years[-1]], strict=True))
