"""Show the date or time of a workbook cell as its number format shows it."""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import Final

Moment = dt.date | dt.time | dt.timedelta

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAYS: Final = (
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
)  # fmt: skip
_SHORT: Final = 3  # mmm and ddd are abbreviated to three letters
_DATE: Final = re.compile(r"[ymdhs]", re.IGNORECASE)
_DATE_TOKEN: Final = re.compile(
    r'"([^"]*)"?|\\(.)|[_*].|\[[^\]]*\]|(y+|m+|d+|h+|s+)(?:\.0+)?|(AM/PM|A/P)|(.)',
    re.IGNORECASE | re.DOTALL,
)


@lru_cache(maxsize=4096)
def is_date_format(code: str) -> bool:
    """Tell whether a format shows a date or a time.

    Examples
    --------
    >>> [is_date_format(f) for f in ("dd/mm/yyyy", '#,##0" đồng"', "[Red]0.0", "General")]
    [True, False, False, False]
    """
    bare = re.sub(r'"[^"]*"?|\\.|[_*].|\[[^\]]*\]|General|AM/PM', "", code, flags=re.IGNORECASE)
    return bool(_DATE.search(bare)) and not re.search(r"[#0?]", re.sub(r"\.0+", "", bare))


def show_date(value: Moment, code: str = "") -> str:
    """Show a date or time under its format; without a usable format, in ISO form.

    Examples
    --------
    >>> show_date(dt.date(2024, 3, 5), "d/m/yy"), show_date(dt.date(2024, 3, 5))
    ('5/3/24', '2024-03-05')
    >>> show_date(dt.datetime(2024, 3, 5, 14, 7, 9), "dd-mmm-yyyy h:mm:ss AM/PM")
    '05-Mar-2024 2:07:09 PM'
    """
    section = code.partition(";")[0]
    if isinstance(value, dt.timedelta) or not section or not is_date_format(section):
        return _iso(value)
    tokens = list(_DATE_TOKEN.finditer(section))
    units = [(t.group(3) or "").lower() for t in tokens]
    moment = value if isinstance(value, dt.datetime) else _moment(value)
    half = any(t.group(4) for t in tokens)
    text = ""
    for i, token in enumerate(tokens):
        quoted, escaped, unit, noon, other = token.groups()
        if unit:
            before = next((u for u in reversed(units[:i]) if u), "")
            after = next((u for u in units[i + 1 :] if u), "")
            minutes = before.startswith("h") or after.startswith("s")
            text += _part(moment, units[i], minutes=minutes, half=half)
        elif noon:
            text += "AM" if moment.hour < 12 else "PM"  # noqa: PLR2004
        else:
            text += quoted or escaped or other or ""
    return text.strip()


def _moment(value: dt.date | dt.time) -> dt.datetime:
    if isinstance(value, dt.time):
        return dt.datetime.combine(dt.date(1900, 1, 1), value)
    return dt.datetime.combine(value, dt.time())


def _iso(value: Moment) -> str:
    if isinstance(value, dt.timedelta):
        return str(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        return value.date().isoformat()
    return value.isoformat()


def _part(moment: dt.datetime, unit: str, *, minutes: bool, half: bool) -> str:
    width, kind = len(unit), unit[0]
    if kind == "y":
        return f"{moment.year:04d}" if width >= _SHORT else f"{moment.year % 100:02d}"
    if width >= _SHORT and kind in "md" and not (kind == "m" and minutes):
        name = _MONTHS[moment.month - 1] if kind == "m" else _DAYS[moment.weekday()]
        return name[:_SHORT] if width == _SHORT else name
    hour = (moment.hour % 12 or 12) if half else moment.hour
    month = moment.minute if minutes else moment.month
    number = {"m": month, "d": moment.day, "h": hour, "s": moment.second}[kind]
    return f"{number:0{min(width, 2)}d}"
