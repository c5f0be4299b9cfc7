"""The words of quantities, loaded once from lexicon.yml and looked up by longest phrase."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from importlib.resources import files
from typing import Any

from vnhealth.quantity.fold import fold, spelling

Phrase = tuple[str, ...]

_PIECES = re.compile(r"(?:km|cm|m)[23²³]|<=|>=|=<|=>|[^\W\d_]+|[^\s\w]")


def phrase(words: str) -> Phrase:
    """Return the folded words of a phrase.

    Examples
    --------
    >>> phrase("Bác sỹ")
    ('bác', 'sĩ')
    """
    return tuple(spelling(piece) for piece in _PIECES.findall(fold(words).text))


@dataclass(frozen=True)
class Phrases:
    """Phrases with a meaning each, found forwards from a word or backwards to it."""

    by_first: Mapping[str, list[tuple[Phrase, str]]]
    by_last: Mapping[str, list[tuple[Phrase, str]]]

    def after(self, keys: Sequence[str], at: int) -> tuple[str, int] | None:
        """Return the meaning of the longest phrase that begins at `at`, and where it ends."""
        if at >= len(keys):
            return None
        for words, meaning in self.by_first.get(keys[at], ()):
            if tuple(keys[at : at + len(words)]) == words:
                return meaning, at + len(words)
        return None

    def before(self, keys: Sequence[str], at: int) -> tuple[str, int] | None:
        """Return the meaning of the longest phrase that ends before `at`, and its first word."""
        if at <= 0:
            return None
        for words, meaning in self.by_last.get(keys[at - 1], ()):
            if at >= len(words) and tuple(keys[at - len(words) : at]) == words:
                return meaning, at - len(words)
        return None


def phrases(meanings: Mapping[str, Iterable[str]]) -> Phrases:
    """Index phrases by first and last word, longest first."""
    by_first: dict[str, list[tuple[Phrase, str]]] = {}
    by_last: dict[str, list[tuple[Phrase, str]]] = {}
    for meaning, spellings in meanings.items():
        for printed in spellings:
            words = phrase(printed)
            by_first.setdefault(words[0], []).append((words, meaning))
            by_last.setdefault(words[-1], []).append((words, meaning))
    for index in (by_first, by_last):
        for found in index.values():
            found.sort(key=lambda entry: len(entry[0]), reverse=True)
    return Phrases(by_first, by_last)


@dataclass(frozen=True)
class Lexicon:
    """All word lists, ready for look-up."""

    scales: Mapping[str, Decimal]
    units: Phrases
    per: Phrases
    population: Phrases
    comparators: Phrases
    bounds_after: Phrases
    change: Phrases
    growth_nouns: Phrases
    relation: Phrases
    level: Phrases
    labels: Phrases
    money_words: Phrases
    coverage_words: Phrases
    unaccented: frozenset[Phrase]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)


def _one(meaning: str, spellings: Iterable[str]) -> Phrases:
    return phrases({meaning: spellings})


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the lexicon; the file is read at the first call."""
    import yaml

    source = files("vnhealth.quantity").joinpath("lexicon.yml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.safe_load(source)
    per = {meaning: list(words) for meaning, words in raw["units"].items()}
    for meaning, words in raw["per"].items():
        per.setdefault(meaning, []).extend(words)
    return Lexicon(
        scales={
            spelling(word): Decimal(size) for size, words in raw["scales"].items() for word in words
        },
        units=phrases(raw["units"]),
        per=phrases(per),
        population=_one("population", raw["population"]),
        comparators=phrases(raw["comparators"]),
        bounds_after=phrases(raw["bounds_after"]),
        change=phrases(raw["change"]),
        growth_nouns=_one("growth", raw["growth_nouns"]),
        relation=_one("relation", raw["relation"]),
        level=_one("level", [*raw["level"], *raw["fillers"]]),
        labels=phrases({"strict": raw["labels_strict"], "bare": raw["labels"]}),
        money_words=_one("money", raw["money_words"]),
        coverage_words=_one("coverage", raw["coverage_words"]),
        unaccented=frozenset(phrase(printed) for printed in raw["unaccented"]),
        words={
            name: frozenset(spelling(word) for word in raw[name])
            for name in (
                "not_a_scale_before",
                "places",
                "each",
                "not_a_label_before_so",
                "words_apart",
                "before_a_year",
            )
        },
    )
