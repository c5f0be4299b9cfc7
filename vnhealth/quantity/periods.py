"""Years, quarters, months, dates and spans of years as printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from vnhealth.quantity.fold import Folded, fold
from vnhealth.quantity.model import Period

_YEAR: Final = r"(?<![0-9.,/])((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])"
_GAP: Final = r"\s{0,4}"
_DAY: Final = r"(?<![0-9.,/-])(0?[1-9]|[12][0-9]|3[01])"
_MONTH: Final = r"(0?[1-9]|1[0-2])(?![0-9])"
_PRELIMINARY: Final = r"(?:sơ\sbộ|so\sbo|ước\stính|pre(?:l(?:iminary|im)?)?\.?|sb\.?)"
_LEAD: Final = r"(?:(?:giai\sđoạn|nhiệm\skỳ|thời\skỳ|năm\shọc|các\snăm|từ\snăm|năm|từ)\s{1,4})?"
_ROMAN: Final = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_SCHOOL_YEARS: Final = 100
_DECEMBER: Final = 12

_Build = Callable[[re.Match[str]], tuple[str, int, int, bool] | None]


def _date(found: re.Match[str]) -> tuple[str, int, int, bool]:
    day, month, year = (int(part) for part in found.groups())
    return f"{year}-{month:02d}-{day:02d}", year, year, False


def _span(found: re.Match[str]) -> tuple[str, int, int, bool] | None:
    first, last = int(found[1]), int(found[2])
    if last < _SCHOOL_YEARS:
        last += first - first % _SCHOOL_YEARS
    if last < first:
        return None
    return f"{first}-{last}" if last > first else str(first), first, last, False


def _months(found: re.Match[str]) -> tuple[str, int, int, bool] | None:
    count, side, year = int(found[1]), found[2], int(found[3])
    if not 1 <= count <= _DECEMBER:
        return None
    first = _DECEMBER + 1 - count if side == "cuối" else 1
    return f"{year}-{first:02d}/{year}-{first + count - 1:02d}", year, year, False


def _quarter(found: re.Match[str]) -> tuple[str, int, int, bool]:
    quarter = _ROMAN.get(found[1]) or int(found[1])
    return f"{found[2]}-Q{quarter}", int(found[2]), int(found[2]), False


def _month(found: re.Match[str]) -> tuple[str, int, int, bool]:
    return f"{found[2]}-{int(found[1]):02d}", int(found[2]), int(found[2]), False


def _preliminary(found: re.Match[str]) -> tuple[str, int, int, bool]:
    return found[1], int(found[1]), int(found[1]), True


def _year(found: re.Match[str]) -> tuple[str, int, int, bool]:
    return found[1], int(found[1]), int(found[1]), False


_BARE_YEAR: Final = re.compile(_YEAR)
_RULES: Final[tuple[tuple[re.Pattern[str], _Build], ...]] = (
    (
        re.compile(rf"(?:ngày\s{{1,4}})?{_DAY}{_GAP}[/.-]{_GAP}{_MONTH}{_GAP}[/.-]{_GAP}"
                   r"((?:19|20)[0-9]{2})(?![0-9])"),
        _date,
    ),
    (
        re.compile(rf"(?:ngày\s{{1,4}})?{_DAY}\s{{1,4}}tháng\s{{1,4}}{_MONTH}\s{{1,4}}năm\s{{1,4}}{_YEAR}"),
        _date,
    ),
    (re.compile(rf"{_LEAD}{_YEAR}{_GAP}-{_GAP}((?:19|20)[0-9]{{2}})(?![0-9]|[.,][0-9])"), _span),
    (re.compile(rf"năm\shọc\s{{1,4}}{_YEAR}{_GAP}[-/]{_GAP}([0-9]{{2}})(?![0-9])"), _span),
    (
        re.compile(rf"(?:từ|giai\sđoạn)\s{{1,4}}(?:năm\s{{1,4}})?{_YEAR}\s{{1,4}}(?:đến|tới)\s{{1,4}}"
                   r"(?:hết\s{1,4})?(?:năm\s{1,4})?((?:19|20)[0-9]{2})(?![0-9]|[.,][0-9])"),
        _span,
    ),
    (
        re.compile(rf"(?<![0-9.,])([0-9]{{1,2}})\s{{1,4}}tháng\s{{1,4}}(đầu|cuối)(?:\s{{1,4}}năm)?"
                   rf"\s{{1,4}}(?:của\s{{1,4}})?(?:năm\s{{1,4}})?{_YEAR}"),
        _months,
    ),
    (
        re.compile(rf"(?<![0-9.,])([0-9]{{1,2}})\s{{1,4}}tháng(\s){{1,4}}năm\s{{1,4}}{_YEAR}"),
        _months,
    ),
    (
        re.compile(r"(?<!\w)(?:quý|quí|q)\s{0,4}(iv|i{1,3}|[1-4])(?:\s{0,4}[/-]\s{0,4}|\s{1,4}(?:năm\s{1,4})?)"
                   r"((?:19|20)[0-9]{2})(?![0-9])"),
        _quarter,
    ),
    (
        re.compile(rf"(?<![\w/])(?:tháng\s{{0,4}}|t)(?<![0-9]){_MONTH}(?:{_GAP}[/.-]{_GAP}|\s{{1,4}}năm\s{{1,4}})"
                   r"((?:19|20)[0-9]{2})(?![0-9])"),
        _month,
    ),
    (re.compile(rf"(?<![0-9.,/-]){_MONTH}/((?:19|20)[0-9]{{2}})(?![0-9]|[.,][0-9])"), _month),
    (re.compile(rf"(?<!\w){_PRELIMINARY}\s{{0,4}}(?:năm\s{{1,4}})?{_YEAR}"), _preliminary),
    (re.compile(rf"{_YEAR}{_GAP}(?:\(\s?\*\s?\)|\*|\(\s?{_PRELIMINARY}\s?\))"), _preliminary),
    (re.compile(rf"(?<!\w)năm\s{{1,4}}{_YEAR}"), _year),
    (_BARE_YEAR, _year),
)  # fmt: skip


def find_periods(folded: Folded, *, bare_years: bool = True) -> list[Period]:
    """Return the periods of a folded text; spans are offsets in the *folded* text."""
    found: list[tuple[int, int, tuple[str, int, int, bool]]] = []
    for pattern, build in _RULES:
        if pattern is _BARE_YEAR and not bare_years:
            continue
        for match in pattern.finditer(folded.text):
            built = build(match)
            if built is not None:
                found.append((match.start(), match.end(), built))
    found.sort(key=lambda entry: (entry[0], -entry[1]))
    periods: list[Period] = []
    reached = 0
    for start, end, (label, first, last, preliminary) in found:
        if start >= reached:
            text = folded.text[start:end]
            periods.append(Period(label, first, last, preliminary, start, end, text))
            reached = end
    return periods


def periods(text: str) -> list[Period]:
    """Return the periods of time printed in `text`, in order.

    Parameters
    ----------
    text
        A heading, a cell or prose.

    Returns
    -------
    list of Period
        With offsets in `text`; a bare number from 1900 to 2099 counts as a year.

    Examples
    --------
    >>> [(one.label, one.preliminary) for one in periods("Sơ bộ 2022; 2016 (*); quý III/2026")]
    [('2022', True), ('2016', True), ('2026-Q3', False)]
    >>> [found.label for found in periods("6 tháng đầu năm 2024, giai đoạn 2021-2025")]
    ['2024-01/2024-06', '2021-2025']
    """
    folded = fold(text)
    placed: list[Period] = []
    for found in find_periods(folded):
        start, end = folded.span(found.start, found.end)
        placed.append(
            Period(found.label, found.first_year, found.last_year, found.preliminary,
                   start, end, text[start:end])
        )  # fmt: skip
    return placed
