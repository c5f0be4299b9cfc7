"""Which place a document and a sentence speak of."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final

from vnhealth import places
from vnhealth.extraction.model import EARLIER, Facts, Figure, Said
from vnhealth.extraction.spelling import UPPER, last_end, listed, plain, rules

_NAME: Final = rf"[{UPPER}][^\W\d_]*(?:[ -]+[{UPPER}][^\W\d_]*){{0,4}}"
_BEFORE: Final = 40
_ISSUED: Final = 10  # an issuer that acts outweighs ten mentions
_HEADER: Final = 5
_ISSUER_LINES: Final = 6
_HEADER_LINES: Final = 12
_HEADING_LETTERS: Final = 120
_CLAUSE: Final = re.compile(r";\s|\.\s")
# Words between the country and the figure that is its own.
_NOTHING: Final = re.compile(
    r"\s*(?:hiện\s+)?(?:là|đạt|có|hiện)?\s*(?:năm \d{4}\s*)?(?:là|đạt)?\s*"
)
# "xã A, tỉnh B" is one place: no clause ends at its comma.
_CONTAINED: Final = re.compile(
    r"[;(]|,\s(?!(?:(?i:tỉnh|huyện|thành phố|quận|thị xã)|TP\.?|TX\.?)\s)"
)
_DATE_LINE: Final = re.compile(rf"({_NAME}), ngày\s*[\d….]*\s*tháng")


@dataclass(frozen=True, slots=True)
class Mention:
    """One name of a place in prose."""

    name: str
    place_id: str
    start: int
    end: int
    issued: bool


def _below() -> list[str]:
    """Return the kinds of place that the catalogue does not hold."""
    return [str(one) for one in rules("places")["below"]]


@cache
def _pattern() -> re.Pattern[str]:
    kinds = "|".join(re.escape(one) for one in rules("places")["types"])
    issuers = "|".join(re.escape(one) for one in rules("places")["issuers"])
    below = "|".join(f"[{one[0].upper()}{one[0]}]{re.escape(one[1:])}" for one in _below())
    return re.compile(
        rf"(?:(?<!\w)(?P<type>(?i:{kinds})|{below})(?:\.\s*|\s+)(?P<name>{_NAME}))"
        rf"|(?:(?<!\w)(?i:{issuers})\s+(?P<issuer>{_NAME}))"
    )


@cache
def _provinces() -> re.Pattern[str]:
    names = {one.name_vi for one in places.places() if one.level == "province"}
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(names)))})(?!\w)")


def _resolve(kind: str, name: str, on: date | None) -> tuple[str, str]:
    """Return the longest beginning of `name` that is a place, and its id."""
    parts = re.split(r"[ -]+", name)
    for size in range(len(parts), 0, -1):
        short = re.match(r"[ -]*".join(map(re.escape, parts[:size])), name)
        text = short.group() if short else name
        typed = f"{kind} {text}".strip()
        found = places.resolve(typed, on=on)
        if found.place_id is None and found.candidates:
            found = places.resolve(typed, on=on, level="province")
        if found.place_id:
            return text, found.place_id
    return name, ""


def mentions(text: str, on: date | None) -> Iterator[Mention]:
    """Yield the places named in prose with their kind, or after an office's name."""
    for found in _pattern().finditer(text):
        kind = found["type"] or ""
        raw = found["name"] or found["issuer"]
        at = found.start("name") if found["name"] else found.start("issuer")
        name, place_id = _resolve(kind, raw, on)
        if kind or place_id:
            yield Mention(
                f"{kind} {name}".strip(),
                place_id,
                found.start(),
                at + len(name),
                bool(found["issuer"]),
            )


def issuer_below(texts: Sequence[str]) -> str:
    """Return the commune or district that issued a document, by its head; empty for another.

    Examples
    --------
    >>> issuer_below(["ỦY BAN NHÂN DÂN", "XÃ EA KAR", "Số: 88/KH-UBND"])
    'XÃ EA KAR'
    >>> issuer_below(["ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK", "Số: 12/KH-UBND"])
    ''
    """
    kinds = "|".join(re.escape(one) for one in (*_below(), *rules("places")["districts"]))
    offices = f"(?:{'|'.join(plain(str(one)) for one in rules('places')['offices'])})"
    head = re.compile(rf"(?:{offices}\s+)?"
                      rf"({kinds})\s+\S")  # fmt: skip
    for text in texts[:_ISSUER_LINES]:
        line = re.split(r"\s{3,}|CỘNG H|ĐẢNG CỘNG", text.strip())[0]
        spoken = plain(line)
        found = head.match(spoken) if line == line.upper() else None
        if found:
            return line[len(line) - len(spoken) + found.start(1) :].strip()
    return ""


def document_place(texts: Iterable[str], on: date | None) -> str:
    """Return the place that issued a document: who reports or plans, then who is named most.

    Examples
    --------
    >>> document_place(["Ủy ban nhân dân tỉnh Sơn La báo cáo kết quả như sau:"], date(2024, 5, 1))
    '63-14'
    """
    score: Counter[str] = Counter()
    issuers, acts = listed("places", "issuers"), listed("places", "acts")
    for number, text in enumerate(texts):
        for found in _DATE_LINE.finditer(text):
            _, place_id = _resolve("", found[1], on)
            if place_id and number < 4 * _HEADER_LINES:
                score[place_id] += _ISSUED
        named = list(mentions(text, on))
        for one in named:
            if not one.place_id:
                continue
            before = plain(text[max(0, one.start - _BEFORE) : one.start])
            after = plain(text[one.end : one.end + _BEFORE])
            issued = one.issued or last_end(issuers, before) >= len(before) - 1
            acting = acts.match(after) is not None or after in (".", "./.", "/.")
            score[one.place_id] += 1 + (_ISSUED if issued and acting else 0)
            score[one.place_id] += _HEADER if number < _HEADER_LINES and issued else 0
        for found in _provinces().finditer(text):
            if not any(one.start <= found.start() < one.end for one in named):
                score[_resolve("", found.group(), on)[1]] += 1
    del score[""]
    if not score:
        return ""
    return max(score, key=lambda place_id: (score[place_id], place_id))


def locate(figure: Figure, facts: Facts, on: date | None) -> Said:
    """Return the place of a figure: its row, its clause, its sentence, its document."""
    if figure.place_id:
        return Said(figure.place_id, 1.0, "row place")
    if figure.place_name:
        return Said("", 0.0, "unknown place", figure.place_name)
    head = _CLAUSE.split(figure.head)[-1]
    if _is_of_country(figure):
        return Said("vn", 1.0, "country")
    for text, sure, near in ((head, 1.0, True), (figure.tail, 0.9, True),
                             (figure.head, 0.9, False), (figure.before, 0.9, False)):  # fmt: skip
        found = _in_text(text, facts, on, sure, near=near)
        beside = text == figure.tail and found is not None and found.why == "unknown place"
        if found is not None and not beside:
            return found
    for line in reversed(figure.above):
        is_heading = line.level < EARLIER and len(line.text) < _HEADING_LETTERS
        text = line.text if is_heading and not _has_digit(line.text) else _opening(line.text)
        found = _in_text(text, facts, on, 0.8, near=False)
        if found is not None:
            return found
    return _of_document(facts)


def _of_document(facts: Facts) -> Said:
    if facts.place_id:
        return Said(facts.place_id, 0.8, "document place")
    if facts.place_name:
        return Said("", 0.0, "unknown place", facts.place_name)
    return Said("", 0.0, "no place")


def _is_of_country(figure: Figure) -> bool:
    """Tell whether the country stands right before a figure: "thấp hơn cả nước (18,5 …"."""
    if figure.quantity.is_change or figure.head.rstrip().endswith(","):
        return False
    spoken = plain(figure.head)
    country = last_end(listed("places", "country"), spoken)
    return country >= 0 and _NOTHING.fullmatch(spoken[country:]) is not None


def _has_digit(text: str) -> bool:
    return any(one.isdigit() for one in text)


def _opening(text: str) -> str:
    """Return what a paragraph opens with: "Tại thị xã Sa Pa, …"."""
    return (
        text.split(",", 1)[0]
        if plain(text).startswith(("tại", "ở", "riêng", "trên địa bàn"))
        else ""
    )


def _in_text(text: str, facts: Facts, on: date | None, sure: float, *, near: bool) -> Said | None:
    """Return the place that the last clause to name one says its figures are of, or None."""
    for clause in reversed(_CONTAINED.split(text)):
        found = _in_clause(clause, facts, on, sure, near=near)
        if found is not None:
            return found
    return None


def _in_clause(text: str, facts: Facts, on: date | None, sure: float, *, near: bool) -> Said | None:
    spoken = plain(text)
    country = last_end(listed("places", "country"), spoken)
    home = last_end(listed("places", "home"), spoken)
    compared = last_end(listed("places", "compared"), spoken)
    if near and country > max(home, 0) and not -1 < compared < country:
        return Said("vn", sure, "country")
    if near and country >= 0 and compared >= 0 and _after_comparison(spoken):
        return Said("vn", sure, "country")
    leads = listed("places", "leads")
    for one in reversed(list(mentions(text, on))):
        before = plain(text[max(0, one.start - _BEFORE) : one.start])
        led = one.issued or not before or last_end(leads, before) >= len(before) - 1
        inside = bool(re.search(r"(?:bệnh viện|trung tâm|y tế|đa khoa)\s*$", before))
        if led or inside:
            if one.place_id:
                return Said(one.place_id, sure, "named place", one.name)
            return Said("", sure, "unknown place", one.name)
    if home >= 0 and facts.place_id:
        return Said(facts.place_id, sure, "document place")
    return None


def _after_comparison(spoken: str) -> bool:
    """Tell whether the country is named again after a comparison: "… (cả nước hiện là"."""
    found = list(listed("places", "country").finditer(spoken))
    compared = last_end(listed("places", "compared"), spoken)
    return bool(found) and found[-1].start() > compared + 1 and len(found) > 1
