"""Figures in prose: each quantity with the words that lead to it and belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from vnhealth.extraction.model import EARLIER, Facts, Figure, Line
from vnhealth.extraction.outline import Block, sentences
from vnhealth.extraction.spelling import last_end, listed, plain
from vnhealth.quantity import Quantity, parse

_BOUND: Final = re.compile(r"[;,.:(]|(?<!\w)(?:và|trong đó|còn lại)(?!\w)")
# "Bình quân 1 vạn dân có …": the base of the rates that follow, by its size.
_BASES: Final = {Decimal(10_000): "per_10k", Decimal(100_000): "per_100k"}
_RATE_LEAD: Final = re.compile(r"(?:bình quân|trung bình|cứ|mỗi|tính trên|trên)\s+$", re.I)
_RATE_VERB: Final = re.compile(r"\s*(?:thì\s+)?(?:có|đạt|là)\s")
_HARD: Final = re.compile(r";|\.\s")
_ASIDE: Final = re.compile(r"[;(]|\.\s")
_LAST_BOUND: Final = re.compile(r",|(?<!\w)(?:và|trong đó)(?!\w)")
_PART: Final = re.compile(
    r"(?<!\w)(?:trong đó|gồm|bao gồm|trong số đó|chia ra"
    r"|với (?:tổng )?(?:kinh phí|số tiền|số vốn))(?!\w)",
    re.I,
)
_PERCENT: Final = re.compile(r"\d[\d.,]*\s*%")
_LEADING: Final = re.compile(r"^[^\d]*[\d.,]+(?:\s?[-–/]\s?[\d.,]+)?\s*")
_BEHIND: Final = re.compile(
    r"[^,;:()]{0,20}\((?:chiếm|đạt|bằng|tương đương|cả nước|toàn quốc|bình quân cả nước)?"
    r"\s*(?:là|đạt)?\s*(?:tỷ lệ|tỉ lệ)?\s*(?:cùng kỳ(?: năm)?(?: trước| \d{4})?\s*:?)?\s*"
)
_NEAR: Final = 40
_VERB: Final = 5
_LARGE: Final = 1000  # more of 10 000 people than any profession or bed has
_PER_STATION: Final = re.compile(r"[Mm]ỗi trạm(?: y tế)?[^,;.\d]{0,20}\scó\s*$")
_FAR: Final = 1200


def figures(block: Block, facts: Facts, file: str) -> Iterator[Figure]:
    """Yield the figures of one paragraph."""
    text = block.text
    quantities = list(_rated(parse(text, facts.style), text))
    quantities = [one for one in quantities if _may_be(one, text)]
    inherited = _inherited_from(block.above)
    for start, end in sentences(text, block.start):
        inside = [one for one in quantities if start <= one.start < end]
        sentence = text[start:end]
        moved = [
            replace(one, start=one.start - start, end=one.end - start)
            for one in inside
            if one.end <= end
        ]
        for number, one in enumerate(moved):
            figure = _figure(sentence, moved, number, block.above)
            if number == 0 and inherited:
                figure = replace(figure, inherited=inherited)
            locator = _locator(block, start + one.start, file)
            above = block.above
            above = (*above, *_earlier(text, block.start, start))
            yield from _split(replace(figure, locator=locator, above=above))


def _rated(quantities: Sequence[Quantity], text: str) -> Iterator[Quantity]:
    """Give the rate that opens a clause to its counts: "Bình quân 1 vạn dân có 9,35 bác sĩ"."""
    unit, until = "", 0
    last: Quantity | None = None
    for one in quantities:
        before, last = last, one
        after = text[one.end :]
        lead = _RATE_LEAD.search(text[max(0, one.start - _NEAR) : one.start])
        if one.value in _BASES and one.unit == "person" and lead and _RATE_VERB.match(after):
            unit = _BASES[one.value]
            hard = _HARD.search(text, one.end)
            until = hard.start() if hard else len(text)
        elif unit and one.start < until and one.unit in ("person", "bed", "case") and not one.per:
            yield replace(one, unit=unit)
        elif one.unit in _BASES.values() and "dân" not in one.text and _is_large(one):
            yield replace(one, unit=parse(one.text)[0].unit)  # no list shares a rate with 3.215
        elif one.unit == "person" and not one.per and _PER_STATION.search(text[: one.start]):
            yield replace(one, per="facility")
        elif before and _is_compared(before, one, text):
            yield replace(one, unit=before.unit)
        else:
            yield one


def _is_large(one: Quantity) -> bool:
    return one.value is not None and one.value >= _LARGE


def _is_compared(before: Quantity, one: Quantity, text: str) -> bool:
    """Tell whether a count is the rate before it elsewhere: "…/vạn dân (cả nước là 14 bác sĩ)"."""
    between = plain(text[before.end : one.start])
    noun = _LEADING.sub("", plain(one.text))
    same = bool(noun) and noun in plain(before.text)
    country = last_end(listed("places", "country"), between)
    rated = before.unit in _BASES.values() and one.unit in ("person", "bed")
    return rated and same and country >= 0 and len(between) - country <= _VERB


def _earlier(text: str, first: int, last: int) -> Iterator[Line]:
    """Yield the sentences of the paragraph before this one, the nearest last."""
    if first == last:
        return
    yield Line(_bounded(text[first:last]), EARLIER)
    for start, end in sentences(text[first:last])[1:]:
        opening = text[first + start : first + end][:_NEAR]
        yield Line(opening, EARLIER)


def _may_be(quantity: Quantity, text: str) -> bool:
    """Tell whether a quantity can be a figure at all, whatever it may be called."""
    if "tuổi" in quantity.text and quantity.unit == "year" and _is_age(quantity, text):
        return False
    printed = text[quantity.start : quantity.end + _NEAR]
    noun = plain(_LEADING.sub("", printed))
    bare = quantity.unit == "" and listed("stops", "nouns").match(noun)
    schedule = (
        quantity.unit in ("times", "") and "khám thai" in plain(text[: quantity.start])[-_NEAR:]
    )
    if bare or schedule or listed("stops", "attendants").match(noun):
        return False
    if quantity.unit == "times" and quantity.value == 1 and not quantity.per:
        return quantity.op != "eq"
    if not any(one.isdigit() for one in quantity.text) and quantity.text.casefold().startswith(
        "toàn"
    ):
        before = plain(text[: quantity.start])
        sentence = before[before.rfind(". ") + 1 :]
        hoped = last_end(listed("stops", "hopes"), sentence) >= 0
        return not hoped and bool(re.search(r"năm 20\d\d|đạt bao phủ", sentence))
    return True


def _is_age(quantity: Quantity, text: str) -> bool:
    """Tell an age of people from a length of life."""
    before = plain(text[max(0, quantity.start - 4 * _NEAR) : quantity.start])
    if re.search(r"tuổi thọ|năm sống", before):
        at = max(before.rfind("tuổi thọ"), before.rfind("năm sống"))
        return bool(re.search(r"(?:trẻ|người|từ|độ tuổi|nhóm) *$", before[at:]))
    return True


def _inherited_from(above: Sequence[Line]) -> str:
    """Return the words of the figure above that announces its parts ("…, trong đó:")."""
    if above and _PART.search(above[-1].text) and above[-1].text.rstrip().endswith(":"):
        return above[-1].text
    return ""


def _figure(
    sentence: str, all_of: Sequence[Quantity], number: int, above: tuple[Line, ...]
) -> Figure:
    one = all_of[number]
    head_start, shared, subject = 0, "", ""
    if number:
        previous = all_of[number - 1]
        between = sentence[previous.end : one.start]
        head_start = previous.end + _cut(between)
        if _PART.search(between) and not _HARD.search(between):
            shared = _span_words(sentence, all_of, number - 1)
        if _BEHIND.fullmatch(between) and not previous.is_change:
            subject = _span_words(sentence, all_of, number - 1)
    tail_end = long_end = len(sentence)
    if number + 1 < len(all_of):
        tail_end = long_end = all_of[number + 1].start
    hard = _ASIDE.search(sentence, one.end, long_end)
    if hard:
        long_end = hard.start()
    elif number + 1 < len(all_of):
        cut = list(_LAST_BOUND.finditer(sentence, one.end, long_end))
        long_end = cut[-1].start() if cut else long_end
    soft = _BOUND.search(sentence, one.end, tail_end)
    tail_end = soft.start() if soft else tail_end
    return Figure(
        one,
        sentence,
        head=sentence[head_start : one.start],
        tail=sentence[one.end : tail_end],
        before=_bounded(sentence[:head_start]),
        above=above,
        inherited=shared,
        long_tail=sentence[one.end : max(long_end, tail_end)],
        subject=subject,
    )


def _bounded(text: str) -> str:
    """Return how a long text opens and how it ends: what is between is too far off to count."""
    return text if len(text) <= _FAR else f"{text[: _FAR // 2]} … {text[-_FAR // 2 :]}"


def _cut(between: str) -> int:
    """Return where the head of the second quantity begins between two quantities."""
    hard = list(_HARD.finditer(between))
    if hard:
        return hard[-1].end()
    soft = _BOUND.search(between)
    return soft.end() if soft else 0


def _span_words(sentence: str, all_of: Sequence[Quantity], number: int) -> str:
    """Return the words of the figure before "trong đó"."""
    start = all_of[number - 1].end if number else 0
    return sentence[start : all_of[number + 1].start]


def _split(figure: Figure) -> Iterator[Figure]:
    """Yield a fraction and, where it is printed in its own words, its percentage."""
    quantity = figure.quantity
    if quantity.percent is None or quantity.numerator is None:
        yield figure
        return
    found = list(_PERCENT.finditer(quantity.text))
    if not found or "(" in quantity.text[: found[-1].start()].split("/")[-1]:
        yield figure
        return
    at = found[-1].start()
    body = quantity.text[:at]
    body = re.split(r",\s*(?:đạt|chiếm|bằng|tỷ lệ|tỉ lệ)?[^,]*$", body)[0].rstrip(" ,;")
    yield replace(
        figure,
        quantity=replace(quantity, text=body, end=quantity.start + len(body), percent=None),
        tail="",
    )
    share = found[-1].group()
    yield replace(
        figure,
        quantity=Quantity(
            share,
            quantity.start + at,
            quantity.start + at + len(share),
            value=quantity.percent,
            unit="%",
        ),
        head=f"{figure.head}{body}",
    )


def _locator(block: Block, offset: int, file: str) -> str:
    """Return where a figure stands: its section, then its line in the file."""
    where = str(block.paragraph.locator_at(offset)).removeprefix(f"{file}, ")
    if not block.section:
        return where
    word = "" if block.section.startswith("Điều") else "mục "
    return f"{word}{block.section}, {where}"
