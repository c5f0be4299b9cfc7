"""The lines of an administrative document after Decree 30/2020/NĐ-CP, always in Vietnamese."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

from vnhealth.wording.numbers import NO_BREAK_SPACE

BLANK: Final = 6 * NO_BREAK_SPACE
"""Room for what is written in by hand."""
_PADDED_BELOW: Final = 10
_PADDED_MONTHS: Final = 2


def number_line(number: str, symbol: str) -> str:
    """Return number and symbol; a number below ten has a zero before it.

    >>> number_line("5", "BC-SYT"), number_line("125", "BC-SYT")
    ('Số: 05/BC-SYT', 'Số: 125/BC-SYT')
    """
    shown = f"{int(number):02d}" if number else BLANK
    return f"Số: {shown}/{symbol}"


def date_line(locality: str, day: date | None, year: int) -> str:
    """Return place and date; `year` stands where the day is not known yet.

    Days below ten and the first two months have a zero before them.

    >>> date_line("Lào Cai", date(2026, 2, 5), 2026)
    'Lào Cai, ngày 05 tháng 02 năm 2026'
    >>> date_line("Lào Cai", date(2026, 3, 15), 2026)
    'Lào Cai, ngày 15 tháng 3 năm 2026'
    """
    if day is None:
        return f"{locality}, ngày {BLANK} tháng {BLANK} năm {year}"
    padded = f"{day.month:02d}" if day.month <= _PADDED_MONTHS else str(day.month)
    return f"{locality}, ngày {day.day:02d} tháng {padded} năm {day.year}"


def recipient_lines(recipients: Sequence[str]) -> tuple[str, ...]:
    """Return the list below "Nơi nhận": a dash before each, a semicolon behind, the last a dot.

    >>> recipient_lines(["Như trên", "Lưu: VT, NVY;"])
    ('- Như trên;', '- Lưu: VT, NVY.')
    """
    named = _bare(recipients)
    return (*(f"- {line};" for line in named[:-1]), *(f"- {line}." for line in named[-1:]))


def addressee_lines(addressees: Sequence[str]) -> tuple[str, ...]:
    """Return what follows "Kính gửi:": one name as it is, several as a list below it.

    >>> addressee_lines(["UBND tỉnh"]), addressee_lines(["UBND tỉnh", "Bộ Y tế"])
    (('UBND tỉnh',), ('- UBND tỉnh;', '- Bộ Y tế.'))
    """
    named = _bare(addressees)
    return recipient_lines(named) if len(named) > 1 else tuple(named)


def _bare(lines: Sequence[str]) -> list[str]:
    """Return lines without the dash before and the stop behind them; blank ones are left out."""
    bare = [line.strip().removeprefix("-").strip().rstrip(".;") for line in lines]
    return [line for line in bare if line]
