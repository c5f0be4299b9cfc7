"""Print a quantity in Vietnamese so that it reads back the same, or describe it to a person."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from vnhealth.quantity.atoms import COUNTED
from vnhealth.quantity.model import Quantity
from vnhealth.quantity.words import EXACT

MINUS: Final = "\u2212"
_OPS: Final = {
    "vi": {
        "lt": "dưới",
        "le": "không quá",
        "gt": "trên",
        "ge": "ít nhất",
        "eq": "",
        "approx": "khoảng",
    },
    "en": {
        "lt": "less than",
        "le": "at most",
        "gt": "more than",
        "ge": "at least",
        "eq": "",
        "approx": "about",
    },
}
_UNITS: Final = {
    "%": ("%", "%"),
    "‰": ("‰", "‰"),
    "VND": (" đồng", " VND"),
    "USD": (" USD", " USD"),
    "EUR": (" EUR", " EUR"),
    "per_100": (" trẻ nam/100 trẻ nữ", " per 100"),
    "per_10k": ("/vạn dân", " per 10,000"),
    "per_100k": ("/100.000 dân", " per 100,000"),
    "per_1m": ("/1 triệu dân", " per million"),
    "person": (" người", " persons"),
    "bed": (" giường", " beds"),
    "facility": (" cơ sở", " facilities"),
    "case": (" ca", " cases"),
    "dose": (" liều", " doses"),
    "visit": (" lượt", " visits"),
    "year": (" năm", " years"),
    "month": (" tháng", " months"),
    "week": (" tuần", " weeks"),
    "day": (" ngày", " days"),
    "hour": (" giờ", " hours"),
    "cm": (" cm", " cm"),
    "m": (" m", " m"),
    "km": (" km", " km"),
    "kg": (" kg", " kg"),
    "g": (" g", " g"),
    "km2": (" km2", " km²"),
    "m2": (" m2", " m²"),
    "ha": (" ha", " ha"),
    "commune": (" xã", " communes"),
    "technique": (" kỹ thuật", " techniques"),
    "point": (" điểm", " points"),
    "times": (" lần", " times"),
}
_PER: Final = {
    "person": ("người", "person"),
    "bed": ("giường", "bed"),
    "facility": ("cơ sở", "facility"),
    "case": ("ca", "case"),
    "year": ("năm", "year"),
    "month": ("tháng", "month"),
    "week": ("tuần", "week"),
    "day": ("ngày", "day"),
    "commune": ("xã", "commune"),
    "household": ("hộ", "household"),
    "hamlet": ("thôn", "hamlet"),
    "district": ("huyện", "district"),
    "province": ("tỉnh", "province"),
    "visit": ("lượt", "visit"),
    "km2": ("km2", "km²"),
    "times": ("lần", "time"),
    "quarter": ("quý", "quarter"),
    "hour": ("giờ", "hour"),
}
PRINTABLE_UNITS: Final = frozenset(_UNITS)
PRINTABLE_PER: Final = frozenset(_PER)
_MONEY: Final = ((Decimal(10) ** 9, " tỷ"), (Decimal(10) ** 6, " triệu"))
_IDIOMS: Final = frozenset({(24, 24), (24, 7), (7, 7)})
_RATE_BASES: Final = frozenset({100, 1000, 10_000, 100_000, 1_000_000})
_FORKED_DECIMALS: Final = 3


def vietnamese_number(value: Decimal) -> str:
    """Print an exact number with dots for thousands and a decimal comma.

    Examples
    --------
    >>> vietnamese_number(Decimal("66177")), vietnamese_number(Decimal("-0.25"))
    ('66.177', '−0,25')
    """
    whole, _, part = f"{abs(value):f}".partition(".")
    grouped = f"{int(whole):,}".replace(",", ".")
    sign = MINUS if value < 0 else ""
    return f"{sign}{grouped},{part}" if part else f"{sign}{grouped}"


def _amount(value: Decimal, unit: str) -> str:
    """Print a value with its unit: money in tỷ or triệu where it is that large."""
    scale_word = ""
    if unit == "VND":
        for size, word in _MONEY:
            if abs(value) >= size:
                value, scale_word = EXACT.divide(value, size), word
                break
    printed = vietnamese_number(value)
    _, comma, part = printed.partition(",")
    if comma and len(part) == _FORKED_DECIMALS and unit in COUNTED | {""}:
        printed += "0"  # "1,234" reads as 1 234 persons too; "1,2340" does not
    return printed + scale_word + (_UNITS[unit][0] if unit in _UNITS else "")


def show(quantity: Quantity) -> str:
    """Print a quantity in Vietnamese; ``parse`` reads it back with the same values.

    Parameters
    ----------
    quantity
        Any quantity whose unit is in `PRINTABLE_UNITS` or "".

    Examples
    --------
    >>> from vnhealth.quantity import parse
    >>> show(parse("hơn 529,7 tỷ đồng")[0]), show(parse("ít nhất 4-5 bác sĩ/trạm")[0])
    ('trên 529,7 tỷ đồng', 'ít nhất từ 4 đến 5 người/cơ sở')
    """
    per = "".join(f"/{_PER[part][0]}" for part in quantity.per.split("/") if part in _PER)
    words = [_change_word(quantity), "khoảng" if quantity.approx else ""]
    op = quantity.bound if quantity.op == "range" else quantity.op
    if op not in ("", "eq", "approx"):
        words.append(_OPS["vi"][op])
    words.append(_body(quantity) + per)
    if quantity.percent is not None:
        words.append(f"({vietnamese_number(quantity.percent)}%)")
    return " ".join(word for word in words if word)


def _change_word(quantity: Quantity) -> str:
    if not quantity.is_change:
        return ""
    if quantity.direction:
        return "giảm" if quantity.direction == "down" else "tăng"
    return "cao hơn" if quantity.unit in ("times", "point") else "tăng"


def _body(quantity: Quantity) -> str:
    if quantity.numerator is not None and quantity.denominator is not None:
        return _fraction(quantity.numerator, quantity.denominator, quantity.unit)
    if quantity.lower is not None and quantity.upper is not None:
        low, high = _amount(quantity.lower, quantity.unit), _amount(quantity.upper, quantity.unit)
        if quantity.unit != "VND":
            low = _amount(quantity.lower, "")
        return f"từ {low} đến {high}"
    return _amount(quantity.value or Decimal(0), quantity.unit)


def _fraction(numerator: Decimal, denominator: Decimal, unit: str) -> str:
    """Print "146/152 xã", or in words where a slash would say something else."""
    parts = vietnamese_number(numerator), vietnamese_number(denominator)
    if unit == "ratio":
        return f"tỷ lệ {parts[0]}:{parts[1]}"
    idiom = (int(numerator), int(denominator)) in _IDIOMS or int(denominator) in _RATE_BASES
    link = " trên tổng số " if idiom else "/"
    return link.join(parts) + (_UNITS[unit][0] if unit in _UNITS else "")


def describe(quantity: Quantity, language: str = "vi") -> str:
    """Say in a short phrase what was read, for a person at the terminal.

    Examples
    --------
    >>> from vnhealth.quantity import parse
    >>> describe(parse("giảm 0,2 - 0,3%/năm")[0], "en")
    'down by 0.2 to 0.3% per year'
    >>> describe(parse("146/152 (96%) xã")[0], "en")
    '146 of 152 communes (96% printed)'
    """
    if language != "en":
        doubt = " (chưa chắc chắn)" if quantity.ambiguous else ""
        return show(quantity) + doubt
    words = []
    if quantity.is_change:
        words.append({"up": "up by", "down": "down by"}.get(quantity.direction, "differs by"))
    op = quantity.bound if quantity.op == "range" else quantity.op
    words.append("about" if quantity.approx else "")
    words.append(_OPS["en"].get(op, "") if op != "approx" else "")
    words.append(_english_body(quantity))
    words += [f"per {_PER[part][1]}" for part in quantity.per.split("/") if part in _PER]
    if quantity.percent is not None:
        words.append(f"({quantity.percent:f}% printed)")
    words.append("(doubtful)" if quantity.ambiguous else "")
    return " ".join(word for word in words if word)


def _english_body(quantity: Quantity) -> str:
    unit = _UNITS.get(quantity.unit, ("", ""))[1]
    if quantity.numerator is not None and quantity.denominator is not None:
        return f"{quantity.numerator:,f} of {quantity.denominator:,f}{unit}"
    if quantity.lower is not None and quantity.upper is not None:
        return f"{quantity.lower:,f} to {quantity.upper:,f}{unit}"
    return f"{quantity.value or Decimal(0):,f}{unit}"
