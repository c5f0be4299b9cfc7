"""Words typed without their accents: "tren 95%", "bac si/van dan", in a text that has none."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from vnhealth.quantity.lexicon import Phrase, lexicon


def without_accents(word: str) -> str:
    """Return a folded word without accents.

    Examples
    --------
    >>> without_accents("trên"), without_accents("điều")
    ('tren', 'dieu')
    """
    letters = unicodedata.normalize("NFD", word.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@lru_cache(maxsize=1)
def _bare_phrases() -> Mapping[str, list[tuple[Phrase, Phrase]]]:
    """Index the phrases to restore by the first word of their bare form, longest first."""
    index: dict[str, list[tuple[Phrase, Phrase]]] = {}
    for words in sorted(lexicon().unaccented, key=len, reverse=True):
        bare = tuple(without_accents(word) for word in words)
        index.setdefault(bare[0], []).append((bare, words))
    return index


def restore_accents(keys: Sequence[str]) -> tuple[str, ...]:
    """Give the words of quantities their accents back; every other word stays.

    Only the phrases of the lexicon's list are restored: those whose bare form is hardly
    anything else ("tren", "it nhat", "van dan"), never "nam" or "ca".

    Examples
    --------
    >>> restore_accents(("it", "nhat", "2", "bac", "si"))
    ('ít', 'nhất', '2', 'bác', 'sĩ')
    """
    index = _bare_phrases()
    restored = list(keys)
    at = 0
    while at < len(restored):
        for bare, words in index.get(restored[at], ()):
            if tuple(restored[at : at + len(bare)]) == bare:
                restored[at : at + len(bare)] = words
                at += len(bare) - 1
                break
        at += 1
    return tuple(restored)
