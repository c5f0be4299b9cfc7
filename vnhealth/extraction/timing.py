"""Which period a figure belongs to: its own words, its section, its document."""

from __future__ import annotations

import re
from typing import Final

from vnhealth.extraction.model import EARLIER, Facts, Figure, Said
from vnhealth.extraction.spelling import last_end, listed, plain
from vnhealth.quantity import Period, periods

SAID: Final = 1.0
SENTENCE: Final = 0.9
HEADING: Final = 0.8
ASSUMED: Final = 0.5
_NEAR: Final = 60  # letters before a year in which its preposition stands
_OPENING: Final = 14  # an earlier sentence dates later ones only where it opens with the period
_BESIDE: Final = re.compile(
    r"\s*\((?:năm\s+)?((?:19|20)\d\d)\)|\s*(?:vào\s+)?năm\s+((?:19|20)\d\d)"
)
_COMPARED: Final = re.compile(r"[Cc]ùng kỳ(?: năm)? ((?:19|20)\d\d)\s*(?::|là|có|đạt)\s*$")
_YEAR_BEFORE: Final = re.compile(r"[Cc]ùng kỳ(?: năm (?:trước|ngoái))?\s*[(:]\s*$")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_STOP: Final = re.compile(r"[,;(]|\.\s")
_REACH: Final = 200
_NAMED: Final = re.compile(r"giai đoạn(?: đến)?(?: năm)?$")
_UNTIL: Final = ("đến", "tới", "-", "–")


def _joined(text: str, found: list[Period]) -> list[Period]:
    """Join "từ năm 2022 đến tháng 6/2023" into one span of years."""
    kept: list[Period] = []
    for one in found:
        if kept and kept[-1].first_year <= one.last_year:
            between = plain(text[kept[-1].end : one.start])
            lead = plain(text[max(0, kept[-1].start - 8) : kept[-1].start + 3])
            if between in _UNTIL and ("từ" in lead or between in ("-", "–")):
                first = kept.pop()
                label = f"{first.first_year}-{one.last_year}"
                if first.first_year == one.last_year:
                    label = str(one.last_year)
                kept.append(
                    Period(label, first.first_year, one.last_year, False, first.start, one.end)
                )
                continue
        kept.append(one)
    return kept


def is_day(period: Period) -> bool:
    """Tell whether a period is one day."""
    return bool(_DAY.fullmatch(period.label))


def times(text: str) -> list[Period]:
    """Return the periods in `text` that can be a figure's time: no base, no citation.

    Examples
    --------
    >>> [one.label for one in times("Năm 2024 tăng 5% so với năm 2023")]
    ['2024']
    """
    found = []
    for one in _joined(text, periods(text)):
        before = plain(text[max(0, one.start - _NEAR) : _opens(text, one)])
        if listed("periods", "not_of_figure").search(before[-20:]) and _is_base(before):
            continue
        if _NAMED.search(before) and listed("periods", "names").search(before):
            continue
        if is_day(one) and not _is_until(before):
            continue
        found.append(one)
    return found


def _opens(text: str, period: Period) -> int:
    """Return where the year itself begins: a span may carry its own "giai đoạn"."""
    return next((i for i in range(period.start, period.end) if text[i].isdigit()), period.start)


def _is_base(before: str) -> bool:
    end = last_end(listed("periods", "not_of_figure"), before)
    return end >= 0 and len(before) - end <= len(" với năm ")


def _is_until(before: str) -> bool:
    end = last_end(listed("periods", "date_leads"), before)
    return end >= 0 and len(before) - end <= len(" ngày ")


def year_label(period: Period) -> tuple[str, int]:
    """Return the label in years, and the last year: "2016-2023" and 2023."""
    if period.first_year == period.last_year:
        return str(period.last_year), period.last_year
    return f"{period.first_year}-{period.last_year}", period.last_year


def _since(text: str, facts: Facts) -> tuple[str, int] | None:
    """Read "từ năm 2016 đến nay" as the years up to the document's."""
    found = times(text)
    if not found or not facts.year:
        return None
    rest = plain(text[found[-1].end :])
    if "từ" not in plain(text[max(0, found[-1].start - 8) : found[-1].start + 3]).split():
        return None
    if rest.startswith(("đến nay", "tới nay", "cho đến nay")):
        return f"{found[-1].first_year}-{facts.year}", facts.year
    if found[-1].first_year == found[-1].last_year < facts.year:
        year = facts.result_year or facts.year
        return str(year), year
    return None


Dated = tuple[Said, int]


def date(figure: Figure, facts: Facts) -> Dated:
    """Return the period of a figure with the reason, and its year (0 where nothing says it)."""
    return (
        _from_column(figure)
        or _beside(figure)
        or _base(figure, facts)
        or _spoken(figure.head, facts, SAID, "clause", last=True)
        or _spoken(figure.long_tail or figure.tail, facts, SAID, "clause", last=False)
        or _spoken(figure.before, facts, SENTENCE, "sentence", last=True)
        or _ahead(figure)
        or _from_above(figure)
        or (Said("", 0.0, "undated"), 0)
    )


def _from_column(figure: Figure) -> Dated | None:
    found = times(figure.column) if figure.column else []
    return _said(found[-1], SAID, "column") if found else None


def _beside(figure: Figure) -> Dated | None:
    """Read the year right after the figure: "85,5% (năm 2021)"."""
    found = _BESIDE.match(figure.text, figure.quantity.end)
    if not found:
        return None
    year = found[1] or found[2]
    return Said(year, SAID, "clause"), int(year)


def _base(figure: Figure, facts: Facts) -> Dated | None:
    """Read the year of a base of comparison that has a figure: "(cùng kỳ năm 2023: 1.021 ca"."""
    found = _COMPARED.search(figure.text[: figure.quantity.start])
    if found:
        return Said(found[1], SAID, "clause"), int(found[1])
    year = facts.result_year or facts.year
    if year and _YEAR_BEFORE.search(figure.text[: figure.quantity.start]):
        return Said(str(year - 1), SENTENCE, "clause"), year - 1
    return None


def _spoken(text: str, facts: Facts, sure: float, why: str, *, last: bool) -> Dated | None:
    """Return the period that a stretch of the sentence says, the `last` or the first of it."""
    since = _since(text, facts)
    if since:
        return Said(since[0], sure, why), since[1]
    found = times(text)
    if facts.year and not found and plain(text).startswith("hiện "):
        return Said(str(facts.year), sure, "now"), facts.year
    if facts.year and last_end(listed("periods", "now"), plain(text)) > _end(found, text):
        return Said(str(facts.year), sure, "now"), facts.year
    return _said(found[-1 if last else 0], sure, why) if found else None


def _ahead(figure: Figure) -> Dated | None:
    """Return the first period after the figure that no comma or bracket parts from it."""
    found = times(
        _STOP.split(figure.text[figure.quantity.end : figure.quantity.end + _REACH], maxsplit=1)[0]
    )
    return _said(found[0], HEADING, "sentence") if found else None


def _end(found: list[Period], text: str) -> int:
    return len(plain(text[: found[-1].end])) if found else -1


def _said(period: Period, sure: float, why: str) -> Dated:
    label, year = year_label(period)
    return Said(label, sure, why), year


def _from_above(figure: Figure) -> Dated | None:
    for line in reversed(figure.above):
        found = times(line.text)
        if line.level == EARLIER:
            found = [one for one in found if one.start <= _OPENING]
        if found:
            return _said(found[-1], HEADING, "heading")
    return None


def assumed(role: str, facts: Facts, *, amount: bool = False) -> tuple[Said, int]:
    """Return the period that the document as a whole gives to a figure without its own.

    A target is for the end of the document's period; an `amount` of money is for all of it.
    """
    if role in ("target", "plan"):
        for period in (facts.title_period, facts.target):
            if period is not None:
                label, year = year_label(period)
                return Said(label if amount else str(year), ASSUMED, "document"), year
    elif facts.result_year:
        return Said(str(facts.result_year), ASSUMED, "document"), facts.result_year
    if facts.year:
        return Said(str(facts.year), ASSUMED, "document"), facts.year
    return Said("", 0.0, "undated"), 0
