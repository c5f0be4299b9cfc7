"""The one formatter: numbers, units, dates and missing marks in Vietnamese and English.

Vietnamese prints a decimal comma and dots between thousands; English the reverse. Rounding is
half up, on the decimal digits as printed, by :mod:`decimal`: 2.675 with two decimals is 2.68.
"""

from __future__ import annotations

import math
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Final

MISSING: Final = "…"
NOT_APPLICABLE: Final = "–"
SUPPRESSED: Final = "×"
MINUS: Final = "−"
NARROW_SPACE: Final = "\u202f"
NO_BREAK_SPACE: Final = "\u00a0"
BILLION: Final = 1e9
MILLION: Final = 1e6
THOUSAND: Final = 1e3

_SEPARATORS: Final = {"vi": (".", ","), "en": (",", ".")}
_COMPARATORS: Final = {"lt": "< ", "le": "≤ ", "gt": "> ", "ge": "≥ ", "approx": "≈ "}


def half_up(value: float, decimals: int) -> Decimal:
    """Return `value` rounded half up to `decimals` digits.

    >>> half_up(2.675, 2), half_up(-0.5, 0)
    (Decimal('2.68'), Decimal('-1'))
    """
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def safe_side(value: float, comparator: str, decimals: int) -> float:
    """Return a bound cut to `decimals`, so that rounding never claims more than is known.

    >>> safe_side(57.663, "gt", 1), safe_side(2.31, "le", 1), safe_side(57.663, "eq", 1)
    (57.6, 2.4, 57.663)
    """
    ways = {"gt": ROUND_FLOOR, "ge": ROUND_FLOOR, "lt": ROUND_CEILING, "le": ROUND_CEILING}
    if comparator not in ways or not math.isfinite(value):
        return value
    digit = Decimal(1).scaleb(-decimals)
    return float(Decimal(repr(float(value))).quantize(digit, ways[comparator]))


def number(value: float | None, decimals: int, language: str, *, trim: bool = False) -> str:
    """Return `value` printed with `decimals` digits, or the missing mark.

    Parameters
    ----------
    value
        Any finite number; ``None`` and NaN print as the missing mark.
    decimals
        Digits after the decimal sign, 0 or more.
    language
        ``"vi"`` or ``"en"``.
    trim
        Drop zeros at the end of the decimals, as the documents do: 11 rather than 11,0.

    >>> number(1234.5, 1, "vi"), number(1234.5, 1, "en"), number(-3, 0, "vi"), number(None, 1, "vi")
    ('1.234,5', '1,234.5', '−3', '…')
    >>> number(11.0, 1, "vi", trim=True)
    '11'
    """
    if value is None or not math.isfinite(value):
        return MISSING
    rounded = half_up(value, decimals)
    group, point = _SEPARATORS[language]
    whole, _, fraction = f"{abs(rounded):f}".partition(".")
    if trim:
        fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", group)
    sign = MINUS if rounded < 0 else ""
    return f"{sign}{grouped}{point}{fraction}" if fraction else f"{sign}{grouped}"


def signed(value: float | None, decimals: int, language: str) -> str:
    """Return `value` with its sign always shown; zero has none.

    >>> signed(1.25, 1, "vi"), signed(-0.04, 1, "vi"), signed(-2, 0, "en")
    ('+1,3', '0,0', '−2')
    """
    if value is None or not math.isfinite(value):
        return MISSING
    rounded = half_up(value, decimals)
    text = number(float(abs(rounded)), decimals, language)
    if rounded == 0:
        return text
    return f"+{text}" if rounded > 0 else f"{MINUS}{text}"


def span(lower: float, upper: float, decimals: int, language: str, *, trim: bool = True) -> str:
    """Return a range with an en dash; `trim` drops zeros at the end of the decimals.

    >>> span(4, 5, 0, "vi"), span(0.5, 1.5, 1, "en"), span(7.96, 9.8, 1, "vi", trim=False)
    ('4–5', '0.5–1.5', '8,0–9,8')
    """
    first = number(lower, decimals, language, trim=trim)
    return f"{first}–{number(upper, decimals, language, trim=trim)}"


def compared(comparator: str, text: str) -> str:
    r"""Return `text` behind the sign of its comparator.

    >>> compared("lt", "24,4"), compared("eq", "11")
    ('<\xa024,4', '11')
    """
    return _COMPARATORS.get(comparator, "").replace(" ", NO_BREAK_SPACE) + text


def money(
    value_vnd: float | None,
    language: str,
    decimals: int = 1,
    *,
    trim: bool = False,
    comparator: str = "eq",
) -> tuple[str, str]:
    """Return a sum in VND as (figure, unit): in billions, millions, thousands or dong.

    `trim` drops zeros at the end of the decimals; a bound is cut as by :func:`safe_side`.

    >>> money(529_700_000_000, "vi"), money(57_660_000, "en"), money(668_600, "vi")
    (('529,7', 'tỷ đồng'), ('57.7', 'million VND'), ('669', 'nghìn đồng'))
    """
    names = {
        "vi": ("đồng", "nghìn đồng", "triệu đồng", "tỷ đồng"),
        "en": ("VND", "thousand VND", "million VND", "billion VND"),
    }[language]
    if value_vnd is None or not math.isfinite(value_vnd):
        return MISSING, ""
    if value_vnd == 0:
        return "0", names[-1]
    tiers = [
        (value_vnd / scale, decimals if scale >= MILLION else 0, name)
        for scale, name in zip((1.0, THOUSAND, MILLION, BILLION), names, strict=True)
    ]
    # The unit in which the figure as printed stays below a thousand, or the largest.
    small = [tier for tier in tiers if abs(half_up(tier[0], tier[1])) < THOUSAND]
    figure, digits, unit = (small or tiers[-1:])[0]
    return number(safe_side(figure, comparator, digits), digits, language, trim=trim), unit
