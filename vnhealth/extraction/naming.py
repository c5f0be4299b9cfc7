"""Which indicator the words around a figure name, by the rules and the catalogue's spellings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from vnhealth.catalog import Indicator, indicators
from vnhealth.extraction.model import Figure, Said
from vnhealth.extraction.spelling import listed, plain, rules, words
from vnhealth.quantity import Quantity

# How sure a name is by where its words stand.
OWN: Final = 1.0
SENTENCE: Final = 0.8
ABOVE: Final = 0.6
LOOSE: Final = 0.4
_SAME: Final = {"ratio": ("person", "km2"), "per_station": ("person", "facility")}
_NUMBERS: Final = re.compile(r"[\d.,/%‰<>≤≥=+-]+")
_CLAUSE: Final = re.compile(r"[,;(]\s+|\.\s+")
_LEVEL: Final = re.compile(r"(?::|(?<!\w)(?:là|đạt|còn|có|dụng|khoảng|được))\s*$")
_LONGEST: Final = 120
_SPECIFIC: Final = 2
_MEMBER: Final = 4  # words of a list's member: "…, ngoại trú 97,5%"
_SHARES: Final = ("proportion", "count")


@dataclass(frozen=True, slots=True)
class Rule:
    """The words that name one indicator."""

    indicator: Indicator
    needs: tuple[re.Pattern[str], ...]
    without: re.Pattern[str] | None
    change: str
    units: tuple[str, ...]
    spellings: re.Pattern[str]
    beside: re.Pattern[str] | None


def _patterns(entry: dict[str, object], key: str) -> tuple[re.Pattern[str], ...]:
    found = entry.get(key, [])
    lines = found if isinstance(found, list) else [found]
    return tuple(words(*(one.strip() for one in str(line).split(" | "))) for line in lines)


@cache
def naming_rules() -> tuple[Rule, ...]:
    """Return a rule for every indicator of the catalogue."""
    stated = rules("indicators")
    found = []
    for one in indicators().values():
        entry = stated.get(one.id, {})
        without = _patterns(entry, "without")
        default = "yes" if one.kind == "change" else "no"
        found.append(
            Rule(
                one,
                _patterns(entry, "needs"),
                without[0] if without else None,
                str(entry.get("change", default)),
                (one.unit, *entry.get("units", ())),
                words(one.name_vi, *one.spellings),
                next(iter(_patterns(entry, "beside")), None),
            )
        )
    return tuple(found)


def _unit_fits(rule: Rule, quantity: Quantity, hint: str) -> bool:
    """Tell whether the indicator can be printed in the quantity's unit."""
    unit, per = quantity.unit or hint, quantity.per
    one = rule.indicator
    if quantity.numerator is not None:
        if one.kind == "count" and (quantity.percent is not None or len(rule.needs) < _SPECIFIC):
            return False  # 201 of 204 stations is no count of stations
        counted = unit in ("", one.unit, "%") or (one.kind == "proportion" and unit != "VND")
        return one.kind in _SHARES and counted
    if unit == "":
        return one.kind == "count"
    pair = _SAME.get(one.unit)
    if pair is not None:
        return (unit, per) == pair or unit == one.unit
    if per in ("facility", "km2"):
        return False
    return unit in rule.units


def _is_broken(rule: Rule, figure: Figure) -> bool:
    """Tell whether a count is no whole number: there is no half a doctor."""
    quantity = figure.quantity
    if rule.indicator.kind != "count" or (quantity.unit or figure.unit_hint) in ("km2", "VND"):
        return False
    values = (quantity.value, quantity.lower, quantity.upper)
    return any(one is not None and one != int(one) for one in values)


def _change_fits(rule: Rule, quantity: Quantity) -> bool:
    return rule.change == "any" or (rule.change == "yes") == quantity.is_change


def _weight(rule: Rule, own: str, wide: str, barred: str, close: str) -> tuple[int, int]:
    """Return (weight, weight in `own`) of a rule whose words stand in `wide`; 0 if they don't."""
    if rule.without is not None and rule.without.search(barred):
        return 0, 0
    if rule.beside is not None and not rule.beside.search(close):
        return 0, 0
    best = (0, 0)
    if rule.needs:
        total = near = 0
        for pattern in rule.needs:
            here = max((len(one.group()) for one in pattern.finditer(own)), default=0)
            there = here or max((len(one.group()) for one in pattern.finditer(wide)), default=0)
            if not there:
                total = near = 0
                break
            total, near = total + there, near + here
        best = (total, near)
    for found in rule.spellings.finditer(wide):
        inside = found.group() in own
        best = max(best, (len(found.group()), len(found.group()) if inside else 0))
    return best


def _best(figure: Figure, own: str, wide: str, barred: str = "", near: str = "") -> str:
    """Return the indicator that the words in `wide` name best, some of them in `own`."""
    found = (0, 0, "")
    for rule in naming_rules():
        if not _unit_fits(rule, figure.quantity, figure.unit_hint):
            continue
        if not _change_fits(rule, figure.quantity) or _is_broken(rule, figure):
            continue
        total, here = _weight(rule, own, wide, barred or own, near or own)
        if total and here:
            found = max(found, (total, here, rule.indicator.id))
    return found[2]


def is_idle(text: str) -> bool:
    """Tell whether `text` holds nothing but levels, comparators and years: no subject.

    Examples
    --------
    >>> is_idle("đạt trên"), is_idle("tỷ lệ hài lòng đạt")
    (True, False)
    """
    left = listed("wording", "idle").sub(" ", _NUMBERS.sub(" ", plain(text)))
    return not left.strip(" :;.–-")


def name(figure: Figure) -> Said:
    """Return the indicator that a figure's words name, or an empty id.

    The words nearest to the figure decide; then the sentence before it, then the lead-in and
    the headings, where at least one word must stand near the figure itself.
    """
    head, tail = _nearest_words(figure)
    near = plain(f"{head} {figure.quantity.text} {tail}")
    own = plain(f"{figure.inherited} {near}")
    if not figure.quantity.unit and not figure.unit_hint and not figure.column:
        near = own = _bare_words(figure, near)
    before = figure.subject or figure.before
    sentence = plain(f"{before} {figure.head} {near} {figure.long_tail}")
    above = plain(" ".join([*(line.text for line in figure.above), sentence]))
    for wide, sure, why in ((own, OWN, "own"), (sentence, SENTENCE, "sentence"),
                            (above, ABOVE, "above")):  # fmt: skip
        found = _best(figure, near, wide, own)
        if found:
            return Said(found, sure, why)
    if _has_no_subject(figure, head):
        for wide in (sentence,) if figure.subject else (sentence, above):
            found = _best(figure, wide, wide, near=near)
            if found:
                return Said(found, LOOSE, "loose")
    return Said("", 0.0, "unnamed")


def _has_no_subject(figure: Figure, head: str) -> bool:
    """Tell whether a figure says of itself what it counts: "đạt 58,4%", or a list's next member."""
    if not figure.quantity.unit:
        return False
    noun = _NUMBERS.sub(" ", plain(figure.quantity.text))
    in_digits = any(one.isdigit() for one in figure.quantity.text)
    if in_digits and not is_idle(listed("wording", "counted").sub(" ", noun)):
        return False  # "96 thạc sĩ" names its own kind
    if listed("wording", "same").search(plain(head)):
        return True
    if is_idle(head):
        return not _opens_own_subject(figure)
    member = plain(head).split()
    is_share = figure.quantity.unit == "%" and bool(figure.before)
    names = listed("wording", "subjects").search(plain(head))
    return is_share and len(member) <= _MEMBER and names is None


def _opens_own_subject(figure: Figure) -> bool:
    """Tell whether a share is named by what follows: "62% người cao tuổi được lập hồ sơ"."""
    said = plain(figure.tail)
    after_verb = listed("wording", "levels").search(plain(figure.head)) is not None
    return (
        figure.quantity.unit == "%"
        and not after_verb
        and len(said.split()) >= _MEMBER
        and listed("stops", "references_after").match(said) is None
    )


def _nearest_words(figure: Figure) -> tuple[str, str]:
    """Return the head and tail that name a figure.

    A count that opens its clause ("…; 07 xã đã đạt tiêu chí") is named by what follows it.
    """
    last = _CLAUSE.split(figure.head)[-1]
    if is_idle(last) and figure.quantity.unit in rules("units")["counts"]:
        return last, figure.long_tail or figure.tail
    if is_idle(figure.head) and figure.long_tail:
        return figure.head, figure.long_tail
    return figure.head, figure.tail


def _bare_words(figure: Figure, near: str) -> str:
    """Return the words that may name a figure without a unit: its noun, or the words it ends."""
    noun = plain(figure.tail)
    if noun:
        return noun
    head = plain(figure.head)
    return near if _LEVEL.search(head) else ""


def phrase(figure: Figure) -> str:
    """Return the words that name the figure, as printed, for a reviewer."""
    head = figure.head.strip(" ,;:.–-+(")
    if is_idle(head):
        noun = figure.text[figure.quantity.start : figure.quantity.end]
        tail = figure.tail.strip(" ,;:.–-")
        head = f"{noun} {tail}".strip()
    return head if len(head) <= _LONGEST else f"…{head[1 - _LONGEST :]}"
