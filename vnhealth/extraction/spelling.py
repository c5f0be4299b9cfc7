"""One spelling for prose, in which the words of the rules are looked for."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

from vnhealth.catalog import normalise_phrase
from vnhealth.catalog.records import read_yaml

RULES: Final = Path(__file__).parent / "rules"
# Capital letters of Vietnamese, for use inside a character class.
UPPER: Final = "".join(
    chr(code)
    for first, last in ((0x41, 0x5A), (0xC0, 0xDD), (0x102, 0x1B0), (0x1EA0, 0x1EF9))
    for code in range(first, last + 1)
    if chr(code).isupper()
)
_IDLE: Final = re.compile(r"[,“”\"'’‘()\[\]]")
_LESS: Final = re.compile(r"\s*(?:<|≤|<=)\s*(?=0?\d+ (?:tuổi|tháng))")
_ZERO: Final = re.compile(r"(?<![\d.,])0(?=\d\b)")
_WORD: Final = re.compile(r"[^\W\d_][\w]*")


@cache
def rules(name: str) -> dict[str, Any]:
    """Return the rules in the file `name`.yml of this room."""
    return read_yaml(RULES / f"{name}.yml")


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Return `text` as the rules spell it: small letters, abbreviations written out, no commas.

    Examples
    --------
    >>> plain("Tỷ lệ SDD trẻ < 05 tuổi (thể thấp còi)")
    'tỉ lệ suy dinh dưỡng trẻ dưới 5 tuổi thể thấp còi'
    """
    spelt = normalise_phrase(_IDLE.sub(" ", text))
    spelt = _ZERO.sub("", _LESS.sub(" dưới ", spelt))
    known = _abbreviations()
    spelt = _WORD.sub(lambda found: known.get(found.group(), found.group()), spelt)
    return " ".join(spelt.split())


@cache
def _abbreviations() -> dict[str, str]:
    return {key: normalise_phrase(full) for key, full in rules("wording")["abbreviations"].items()}


@lru_cache(maxsize=4096)
def words(*phrases: str) -> re.Pattern[str]:
    """Return a pattern that finds any of `phrases` as whole words of a plain text.

    Examples
    --------
    >>> bool(words("lao").search(plain("Bệnh lao"))), bool(words("lao").search("laos"))
    (True, False)
    """
    spelt = sorted({plain(one) for one in phrases}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spelt))})(?!\w)")


@cache
def listed(file: str, *keys: str) -> re.Pattern[str]:
    """Return the pattern of the phrases listed in a rule file under `keys`."""
    found: Any = rules(file)
    for key in keys:
        found = found[key]
    return words(*map(str, found))


def last_end(pattern: re.Pattern[str], text: str) -> int:
    """Return where the last match of `pattern` in `text` ends, or -1."""
    return max((found.end() for found in pattern.finditer(text)), default=-1)
