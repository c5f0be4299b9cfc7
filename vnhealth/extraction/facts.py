"""What a whole document says of itself: kind, time, place, number style."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Final

from vnhealth import places
from vnhealth.extraction.model import Facts
from vnhealth.extraction.spelling import last_end, listed, plain, rules
from vnhealth.extraction.timing import is_day, times
from vnhealth.extraction.whereabouts import document_place, issuer_below
from vnhealth.quantity import Period, decide_style, periods
from vnhealth.quantity.model import Style

_HEADER: Final = 30
_TITLE: Final = 12
_NEAR: Final = 24
_QUOTED: Final = re.compile(r"[“\"][^”\"]*[”\"]")
_PLACE_DATE: Final = re.compile(r",\s*ngày\s*[\d….]*\s*tháng\s*[\d….]*\s*năm\s*((?:19|20)\d\d)")
_NUMBERS: Final = re.compile(r"(?<![\d/.-])\d+(?:[.,]\d+)+(?![\d/])(?=\s*[^\d/.\s]|\s|$)")
_RESULT: Final = re.compile(
    r"(?:kết quả|thực hiện|trong năm|cuối năm|tính đến|hết năm|số liệu)[^.;\d]{0,20}$"
)


def find_facts(texts: Sequence[str], headings: Sequence[str] = ()) -> tuple[Facts, date | None]:
    """Return the facts of a document, and a day to read place names on.

    `texts` are its paragraphs, `headings` those of its tables.
    """
    kind, title = _kind(texts)
    written = _year(texts, title)
    on = _day(texts, written)
    ahead = any(kind == one for one in rules("roles")["forward"])
    title_period = _period(times(_QUOTED.sub(" ", title))) or _period(times(title))
    results = title_period.last_year if title_period and not ahead else 0
    if title_period and ahead and not written:
        written = title_period.first_year
    style: Style = "vi"
    decided, why = decide_style(_NUMBERS.findall("\n".join(texts)))
    if why and decided == "en":
        style = "en"
    below = issuer_below(texts)
    place_id = _place_of(below, on) if below else document_place(texts, on)
    found = Facts(
        kind=kind,
        looks_ahead=ahead,
        year=written,
        result_year=results or _result_year([*texts, *headings], written),
        target=_target(texts, written),
        title_period=title_period,
        place_id=place_id,
        style=style,
        place_name="" if place_id else below,
    )
    return found, on


def _place_of(issuer: str, on: date | None) -> str:
    """Return the place of a commune or district that issued a document, if we know it."""
    return places.resolve(issuer, on=on).place_id or ""


def _kind(texts: Sequence[str]) -> tuple[str, str]:
    """Return the kind of a document, and its title: from the kind's line to the first section."""
    kinds = [str(one) for one in rules("roles")["kinds"]]
    for number, text in enumerate(texts[:_HEADER]):
        spoken = plain(text)
        for kind in kinds:
            named = spoken == plain(kind) or (
                spoken.startswith(f"{plain(kind)} ") and text[: len(kind)].isupper()
            )
            if named:
                return kind, _title(texts[number : number + _TITLE])
    for text in texts:
        found = re.search(r"(?:Trên đây là|Nghị quyết này|Kế hoạch này)[^.]*", text)
        if found:
            spoken = plain(found.group())
            named_kinds = [kind for kind in kinds if words_in(kind, spoken)]
            if named_kinds:
                return min(named_kinds, key=lambda kind: spoken.find(plain(kind))), ""
    return "", ""


def words_in(phrase: str, spoken: str) -> bool:
    """Tell whether a plain text holds the words of `phrase`."""
    return f" {plain(phrase)} " in f" {spoken} "


def _title(texts: Sequence[str]) -> str:
    title: list[str] = []
    for text in texts:
        if title and (re.match(r"(?:I|1|A)\s*[.)-]", text) or plain(text).startswith("căn cứ")):
            break
        if len(title) > 1 and text.rstrip().endswith((".", ";", ":")):
            break
        title.append(text)
    return " ".join(title)


def _year(texts: Sequence[str], title: str) -> int:
    """Return the year a document was written in: its date line, else its latest day."""
    for text in texts[: _HEADER + 30]:
        found = _PLACE_DATE.search(text)
        if found:
            return int(found[1])
    in_title = _last(times(_QUOTED.sub(" ", title)))
    days = [
        one.last_year
        for text in texts
        for one in periods(text)
        if is_day(one) and not _is_ahead(text, one)
    ]
    latest = max(days, default=0)
    if in_title and in_title.first_year == in_title.last_year:
        named = in_title.last_year
        return latest if latest == named + 1 else named
    said = [
        one.last_year
        for text in texts
        for one in times(text)
        if one.first_year == one.last_year and not _is_ahead(text, one)
    ]
    return latest or max(said, default=0)


def _is_ahead(text: str, period: Period) -> bool:
    before = plain(text[max(0, period.start - _NEAR) : period.start + 4])
    return last_end(listed("periods", "future"), before) >= 0 or bool(re.search(r"\bđến\b", before))


def _day(texts: Sequence[str], year: int) -> date | None:
    """Return a day to read place names on: the latest day printed, or the middle of the year."""
    days = [
        one.label
        for text in texts
        for one in periods(text)
        if is_day(one) and one.last_year == year
    ]
    if days:
        try:
            return date.fromisoformat(max(days))
        except ValueError:
            return date(year, 6, 30)
    return date(year, 6, 30) if year else None


def _last(found: Sequence[Period]) -> Period | None:
    return found[-1] if found else None


def _period(found: Sequence[Period]) -> Period | None:
    """Return the period of a title: its span of years, else the last year named."""
    spans = [one for one in found if one.first_year < one.last_year]
    return spans[0] if spans else _last(found)


def _result_year(texts: Sequence[str], written: int) -> int:
    """Return the year that a report's results are of: named with results most often."""
    counted: Counter[int] = Counter()
    for text in texts:
        for one in times(text):
            before = plain(text[max(0, one.start - _NEAR) : one.start + (0 if is_day(one) else 4)])
            past = one.first_year == one.last_year and one.last_year <= (written or one.last_year)
            if past and _RESULT.search(before.removesuffix("năm").rstrip() + " "):
                counted[one.last_year] += 1
    if not counted:
        return written
    return max(counted, key=lambda year: (counted[year], year))


def _target(texts: Sequence[str], written: int) -> Period | None:
    """Return the year that targets are set for most often: "đến năm 2030"."""
    counted: Counter[int] = Counter()
    seen: dict[int, Period] = {}
    for text in texts:
        for one in times(text):
            if one.last_year >= written and _is_ahead(text, one):
                counted[one.last_year] += 1
                seen[one.last_year] = one
    if not counted:
        return None
    return seen[max(counted, key=lambda year: (counted[year], year))]
