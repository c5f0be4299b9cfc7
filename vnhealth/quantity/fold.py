"""Fold a printed text to one spelling while every character keeps its place in the original."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

THIN: Final = "\u00a0"  # every space that may group digits
MAX_MARKS: Final = 8  # canonical ordering is quadratic in a run of marks; no letter has more

_LINES: Final = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES: Final = "\t\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u205f\u3000"
_GROUPING: Final = "\u00a0\u2006\u2007\u2008\u2009\u200a\u202f"
_DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2043\ufe58\ufe63\uff0d"
_SAME: Final = {
    **dict.fromkeys(_LINES, "\n"),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_GROUPING, THIN),
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("“”„‟″", '"'),
    **{
        chr(0xFF01 + offset): chr(0x21 + offset)
        for offset in range(94)
        if chr(0x21 + offset) != "-"
    },
    "Ð": "Đ",
    "ð": "đ",
    "⁄": "/",
    "∕": "/",
    "٪": "%",
    "﹪": "%",
    "∼": "~",
    "˜": "~",
}
_TABLE: Final = str.maketrans(_SAME)
_NEEDS_CARE: Final = re.compile("[\u0300-\u036f\u200b-\u200d\u2060\ufeff\u00ad\u0130]")
_INVISIBLE: Final = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
_CLUSTER: Final = re.compile(f"(?s:.)[\u0300-\u036f]{{0,{MAX_MARKS}}}")

MINUS: Final = "\u2212"

_TONES: Final = str.maketrans("ýỳỷỹỵy", "íìỉĩịi")
_LATE_TONE: Final = {
    "óa": "oá", "òa": "oà", "ỏa": "oả", "õa": "oã", "ọa": "oạ",
    "óe": "oé", "òe": "oè", "ỏe": "oẻ", "õe": "oẽ", "ọe": "oẹ",
    "úy": "uý", "ùy": "uỳ", "ủy": "uỷ", "ũy": "uỹ", "ụy": "uỵ",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text; ``starts[i]`` and ``ends[i]`` place its character i in the original."""

    original: str
    text: str
    cased: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the original offsets of the folded, non-empty span."""
        return self.starts[start], self.ends[end - 1]


def fold(text: str) -> Folded:
    r"""Fold case, width, dashes, spaces and NFD; keep the offsets of the original.

    Examples
    --------
    >>> fold("TRÊN\u00a095％").text
    'trên\xa095%'
    """
    if not _NEEDS_CARE.search(text):
        cased = text.translate(_TABLE)
        lowered = cased.lower()
        if len(lowered) == len(text):
            places = range(len(text) + 1)
            return Folded(text, lowered, cased, places, places[1:])
    return _fold_carefully(text)


def _fold_carefully(text: str) -> Folded:
    cased: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for found in _CLUSTER.finditer(text):
        cluster = found.group()
        if cluster in _INVISIBLE:
            continue
        composed = cluster if len(cluster) == 1 else unicodedata.normalize("NFC", cluster)
        for letter in composed.translate(_TABLE):
            cased.append(letter)
            starts.append(found.start())
            ends.append(found.end())
    lowered = [small if len(small := letter.lower()) == 1 else letter for letter in cased]
    return Folded(text, "".join(lowered), "".join(cased), starts, ends)


@lru_cache(maxsize=4096)
def spelling(word: str) -> str:
    """Return the one spelling of a folded word: late tone mark, i for a lone y.

    Examples
    --------
    >>> spelling("tỷ"), spelling("sỹ"), spelling("hòa"), spelling("ngày"), spelling("quý")
    ('tỉ', 'sĩ', 'hoà', 'ngày', 'quí')
    """
    if word[-2:] in _LATE_TONE:
        word = word[:-2] + _LATE_TONE[word[-2:]]
    if len(word) > 1 and word[-1] in "yýỳỷỹỵ" and (word[-2] in "hklmst" or word[-3:-1] == "qu"):
        return word[:-1] + word[-1].translate(_TONES)
    return word
