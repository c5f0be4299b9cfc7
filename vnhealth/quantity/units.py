"""What stands after a number: scale words, unit, counted noun, per-what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vnhealth.quantity.lexicon import lexicon
from vnhealth.quantity.numerals import read_digits
from vnhealth.quantity.tokens import Tokens
from vnhealth.quantity.words import EXACT, LARGEST, read_words

RATES: Final = {
    "per_100": Decimal(100),
    "‰": Decimal(1000),
    "per_10k": Decimal(10_000),
    "per_100k": Decimal(100_000),
    "per_1m": Decimal(1_000_000),
}
_RATE_OF: Final = {base: unit for unit, base in RATES.items()}
RATE_UNITS: Final = frozenset(RATES)
TIMES_OF_YEAR: Final = frozenset({"year", "month", "week", "day", "quarter", "hour"})
MAX_NOUN: Final = 6
_AREAS: Final = ("hamlet", "commune", "district", "province")  # from small to large
_COMPOUND_SIZE: Final = 3
_FACTOR: Final = re.compile("[0-9]+(?:,[0-9])?")


@dataclass(frozen=True, slots=True)
class Tail:
    """What follows a number, up to token `end`."""

    scale: Decimal
    scaled: bool
    unit: str
    per: str
    noun_start: int
    noun_end: int
    end: int


def read_scale(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    """Return the product of the scale words at token `at` ("nghìn tỷ"), and their end."""
    words = lexicon()
    product, end = Decimal(1), at
    while tokens.key(end) in words.scales and product < LARGEST:
        if tokens.items[end].hidden or tokens.key(end + 1) in words.words["not_a_scale_before"]:
            break
        if tokens.key(end) == "ng" and tokens.key(end + 1) not in ("đ", "đồng"):
            break
        product, end = EXACT.multiply(product, words.scales[tokens.key(end)]), end + 1
    if (
        end > at
        and tokens.key(end) == "."
        and tokens.key(end + 1) in ("đ", "đồng")
        and not tokens.gap(end)
    ):
        end += 1
    return product, end


def read_tail(tokens: Tokens, at: int) -> Tail:
    """Read scale, unit and per-what from token `at` on."""
    scale, end = read_scale(tokens, at)
    scaled = end > at
    unit, noun_start, noun_end = _unit(tokens, end)
    end = noun_end
    base, after = _rate_after_noun(tokens, end)
    if base and not (
        base == "per_100" and end == at and tokens.key(after - 1) not in ("nữ", "gái")
    ):
        return Tail(scale, scaled, base, "", noun_start, noun_end, after)
    per, after = _per_after_noun(tokens, end, unit)
    per, after = _per_in_words(tokens, after, unit) if not per else (per, after)
    return Tail(scale, scaled, unit, per, noun_start, noun_end, after)


def _unit(tokens: Tokens, at: int) -> tuple[str, int, int]:
    """Return the unit at token `at` with the span of its words; the unit "" takes none."""
    start = at
    if tokens.key(start) in ("số", "tổng") and tokens.key(start + 1) not in ("lượng",):
        start += 2 if tokens.key(start) == "tổng" and tokens.key(start + 1) == "số" else 1
    hidden = _is_hidden(tokens, start) and not _counts_years(tokens, at, start + 1)
    found = None if hidden else lexicon().units.after(tokens.keys, start)
    if found is None or tokens.breaks(start):
        return "", at, at
    unit, end = found
    dated = unit == "year" and tokens.key(end - 1) == "năm" and _is_year(tokens, end)
    if dated and not _counts_years(tokens, at, end):
        return "", at, at
    if unit == "$" or (
        unit == "VND"
        and tokens.key(start) == "đ"
        and tokens.key(end) == ")"
        and "(" not in tokens.keys[max(0, at - 12) : at]
    ):
        return "", at, at
    return unit, start, end


def _is_hidden(tokens: Tokens, at: int) -> bool:
    return not 0 <= at < len(tokens) or tokens.items[at].hidden


def _is_year(tokens: Tokens, at: int) -> bool:
    text = tokens.items[at].text if at < len(tokens) else ""
    return text.isdigit() and len(text) == len("2024") and text[:2] in ("19", "20")


def _counts_years(tokens: Tokens, at: int, year: int) -> bool:
    """Whether "02 năm 2022, 2023" counts the years it lists."""
    listed = tokens.key(year + 1) in (",", "và", "-") and _is_year(tokens, year + 2)
    return listed and len(tokens.key(at - 1)) <= len("02")


def _noun_end(tokens: Tokens, at: int) -> int:
    """Skip the words that go on naming what is counted: "dược sỹ | đại học | /vạn dân"."""
    apart = lexicon().words["words_apart"]
    end = at
    while (
        end < len(tokens)
        and end - at < MAX_NOUN
        and tokens.items[end].kind == "word"
        and not tokens.items[end].hidden
        and tokens.key(end) not in apart
        and not tokens.breaks(end)
    ):
        end += 1
    return end


def read_rate(tokens: Tokens, at: int) -> tuple[str, int]:
    """Return the rate unit at token `at` ("/vạn dân", "trên 100.000 dân"), and its end."""
    slash = tokens.key(at) == "/"
    each = tokens.key(at) in ("trên", "mỗi", "per", "tính")
    if not (slash or each):
        return "", at
    start = at + 1
    if tokens.key(at) == "tính" and tokens.key(start) in ("trên", "cho"):
        start += 1
    if tokens.key(start) == "mỗi":
        start += 1
    base, end = _base(tokens, start)
    unit = _RATE_OF.get(base, "")
    if not unit:
        return "", at
    people = lexicon().population.after(tokens.keys, end)
    if people:
        return unit, people[1]
    if tokens.key(at) == "per" or (slash and base >= RATES["per_10k"]):
        return unit, end
    return "", at


def _base(tokens: Tokens, at: int) -> tuple[Decimal, int]:
    """Read the base of a rate: 10.000, 1 vạn, vạn, một trăm nghìn."""
    value, end = Decimal(1), at
    if at < len(tokens) and tokens.items[at].kind == "number":
        digits = read_digits(tokens.items[at].text)
        end = at + 1
        if tokens.items[at].text == "100" and tokens.key(end) == "000":
            return RATES["per_100k"], end + 1
        if tokens.items[at].text == "10" and tokens.key(end) == "000":
            return RATES["per_10k"], end + 1
        values = [one for one in (digits.vi, digits.en) if one is not None]
        value = max(values, default=Decimal(0))
    elif tokens.key(at) in ("một", "mười"):
        found = read_words(tokens.keys[at : at + 4], 0)
        if found:
            value, end = found.value, at + found.end
    scale, after = read_scale(tokens, end)
    if after == at:
        return Decimal(0), at
    return EXACT.multiply(value, scale), after


def _rate_after_noun(tokens: Tokens, at: int) -> tuple[str, int]:
    """Find a rate base after the counted noun: "bác sỹ/10.000 dân", "ca trên 100.000 dân"."""
    for end in range(at, _noun_end(tokens, at) + 1):
        unit, after = read_rate(tokens, end)
        if unit:
            return unit, after
    return "", at


def _per_after_noun(tokens: Tokens, at: int, unit: str) -> tuple[str, int]:
    """Read "/trạm y tế", "/năm", "/người/năm", "/2 năm" after the counted noun."""
    slash = _noun_end(tokens, at)
    if tokens.key(slash) != "/":
        return "", at
    per, end = "", at
    while tokens.key(slash) == "/" and len(per) < MAX_NOUN * 10:
        count, start = _per_count(tokens, slash + 1) if slash > at or unit else ("", slash + 1)
        found = None if _is_hidden(tokens, start) else lexicon().per.after(tokens.keys, start)
        if found is None or found[0] in ("VND", "%"):
            break
        if count and tokens.keys[start : found[1]] == tokens.keys[at - (found[1] - start) : at]:
            break  # "12 xã/152 xã" is a fraction
        if not per and not count and _is_alternative(tokens, slash, unit, found[0]):
            break
        step = f"{count} {found[0]}" if count else found[0]
        per, end = (f"{per}/{step}" if per else step), found[1]
        slash = end
    return per, end


def _per_count(tokens: Tokens, at: int) -> tuple[str, int]:
    """Read the number in "/2 năm", "/850 dân"."""
    if tokens.is_visible_number(at) and _FACTOR.fullmatch(tokens.items[at].text):
        text = tokens.items[at].text.lstrip("0").replace(",", ".")
        people = lexicon().population.after(tokens.keys, at + 1)
        if len(text) < _COMPOUND_SIZE or people or "." in text:
            return ("" if text == "1" else text), at + 1
    return "", at + 1 if tokens.key(at) in ("một", "mỗi") else at


def _is_alternative(tokens: Tokens, slash: int, unit: str, per: str) -> bool:
    """Whether the slash means "or": "trạm y tế xã/phường", "huyện/thị xã"."""
    if per in TIMES_OF_YEAR:
        return False
    words = lexicon()
    before = tokens.key(slash - 1)
    same = words.per.before(tokens.keys, slash)
    area = same[0] if same else ""
    if before in words.words["places"] and per in _AREAS:
        return area not in _AREAS or _AREAS.index(per) <= _AREAS.index(area)
    return per in (unit, area)


def _per_in_words(tokens: Tokens, at: int, unit: str) -> tuple[str, int]:
    """Read "mỗi năm", "một năm", "hằng năm" directly after the unit."""
    if not unit or tokens.key(at) not in lexicon().words["each"] or _is_hidden(tokens, at + 1):
        return "", at
    start = at + 2 if tokens.keys[at : at + 2] == ("trong", "một") else at + 1
    found = lexicon().per.after(tokens.keys, start)
    if found is None or _is_year(tokens, found[1]):
        return "", at
    if found[0] in TIMES_OF_YEAR or (
        tokens.key(at) == "mỗi" and found[0] in ("person", "facility", "commune")
    ):
        return found[0], found[1]
    return "", at
