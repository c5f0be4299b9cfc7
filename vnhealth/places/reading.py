"""What a printed name says besides the name: type, old or new, the place it lies in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from vnhealth.places.names import LOSS, fold, tidy

MAX_LETTERS: Final = 300

_SUPERSCRIPTS = re.compile(r"[¹²³⁰⁴-⁹]+$")
_NUMBERED = re.compile(r"^(?:\(?\d{1,3}\)?\s*[.):\-–]?\s*|[IVXivx]{1,5}\s*[.):]\s*)(?=[^\W\d])")
_FOOTNOTED = re.compile(r"(?:\s*\((?:\d{1,2}|\*{1,3}|[a-z])\)|\s*\*{1,3}|\s*\d{1,2}\)?)$")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]*)[)\]]")

_PREFIXES: Final = (
    (re.compile(r"^th[a?]nh ph[o?] tr[u?]c thu[o?]c (?:trung [u?][o?]ng|tw) "), "city"),
    (re.compile(r"^(?:th[a?]nh ph[o?]|tp|t p|(?:the )?cit[iy] of) "), "city"),
    (re.compile(r"^(?:t[i?]nh|t|(?:the )?province of) "), "province"),
    (re.compile(r"^(?:th[i?] x[a?]|tx|t x|town of) "), "town"),
    (re.compile(r"^(?:huy[e?]n|h|district of) "), "district"),
    (re.compile(r"^(?:v[u?]ng|region of|the) "), "region"),
)
_SUFFIXES: Final = (
    (re.compile(r" (?:province|prov)$"), "province"),
    (re.compile(r" (?:cit[iy]|municipalit[iy])$"), "city"),
    (re.compile(r" town$"), "town"),
    (re.compile(r" district$"), "any_district"),
    (re.compile(r" region$"), "region"),
)
_TYPE_WORDS: Final = {
    "tinh": "province",
    "province": "province",
    "tp": "city",
    "thanh pho": "city",
    "citi": "city",
    "thi xa": "town",
    "town": "town",
    "huyen": "district",
    "district": "any_district",
}
_OLD: Final = frozenset(("cu", "old", "former"))
_NEW: Final = frozenset(("moi", "new"))


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed name taken apart.

    `name` is the name as printed; `keys` are folded names to look up with the type named ("" where
    none), of which the first that stands for a place counts; `era` is "63", "34" or ""; `also` are
    other names that the text gives for the place; `within` are names of places it should lie in.
    """

    name: str
    keys: tuple[tuple[str, str], ...]
    era: str = ""
    also: tuple[str, ...] = ()
    within: tuple[str, ...] = ()


def read(text: str) -> Reading | None:
    """Take a printed name apart, or return None where there is none.

    Examples
    --------
    >>> read("2. TP. Cao Bằng, tỉnh Cao Bằng").keys, read("TP. Cao Bằng, tỉnh Cao Bằng").within
    ((('tp cao bang', ''), ('cao bang', 'city')), ('tỉnh Cao Bằng',))
    """
    if len(text) > MAX_LETTERS:
        return None
    line = _FOOTNOTED.sub("", tidy(_SUPERSCRIPTS.sub("", text.strip())))
    line = _NUMBERED.sub("", line).strip(" \t.:;,*")
    brackets = _IN_BRACKETS.findall(line)
    bare = " ".join(_IN_BRACKETS.sub(" ", line).split())
    name, *within = (piece.strip() for piece in bare.split(","))
    key = fold(name)
    if not key:
        return None
    era, kind, also = _brackets([*brackets, *(w for w in within if fold(w) in _TYPE_WORDS)])
    within = [w for w in within if fold(w) not in ("", *_TYPE_WORDS)]
    keys = [(key, kind), *_without_type(key)]
    if not era:
        era, shorter = _era_at_the_end(key)
        keys += [(shorter, kind), *_without_type(shorter)] if era else []
    return Reading(name, tuple(dict.fromkeys(keys)), era, tuple(also), tuple(within))


def _brackets(brackets: list[str]) -> tuple[str, str, list[str]]:
    era, kind, also = "", "", []
    for inner in brackets:
        key = fold(inner)
        if key in _OLD:
            era = "63"
        elif key in _NEW:
            era = "34"
        elif key in _TYPE_WORDS:
            kind = _TYPE_WORDS[key]
        elif key and not key.isdigit():
            also.append(inner)
    return era, kind, also


def _without_type(key: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    core = key.lstrip(f"{LOSS} ") if key.startswith(LOSS) else key
    for pattern, kind in (*_PREFIXES, *_SUFFIXES):
        shorter, count = pattern.subn("", core, count=1)
        if count and shorter:
            found.append((shorter.strip(), kind))
    return found


def _era_at_the_end(key: str) -> tuple[str, str]:
    head, _, last = key.rpartition(" ")
    if head and last in _OLD:
        return "63", head
    if head and last in _NEW:
        return "34", head
    return "", key


def pieces(text: str) -> tuple[str, ...]:
    r"""Return the names of a bilingual cell: its lines, or what stands around " - " or "/".

    Examples
    --------
    >>> pieces("ĐÔNG NAM BỘ\nSOUTH EAST")
    ('ĐÔNG NAM BỘ', 'SOUTH EAST')
    """
    if len(text) > MAX_LETTERS:
        return ()
    for separator in (r"\s*[\r\n]+\s*", r"\s*/\s*", r"\s+[-–—]\s+|\s*[-–—]\s+"):
        found = tuple(p for p in re.split(separator, text.strip()) if p.strip())
        if len(found) > 1:
            return found
    return ()
