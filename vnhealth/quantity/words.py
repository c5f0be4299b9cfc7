"""Numbers written in words: "năm trăm hai mươi chín phảy bảy tỷ" → 529.7 billion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

EXACT: Final = Context(prec=80)
LARGEST: Final = Decimal(10) ** 24

_DIGITS: Final = {
    "không": 0, "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5,
    "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_LATE: Final = {"mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_SCALES: Final = {
    "nghìn": Decimal(1000), "ngàn": Decimal(1000), "vạn": Decimal(10_000),
    "triệu": Decimal(10) ** 6, "tỉ": Decimal(10) ** 9,
}  # fmt: skip
_TENS: Final = ("mươi", "chục")
_ODD: Final = ("linh", "lẻ")
_POINT: Final = ("phẩy", "phảy", "phết")
_NO_SCALE: Final = ("lệ", "suất", "số", "trọng", "giá")


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words: its value and the words it takes."""

    value: Decimal
    end: int
    words: int


def is_number_word(word: str) -> bool:
    """Whether a number in words can begin with this word."""
    return word in _DIGITS or word == "mười"


def is_quarter(before: str, word: str) -> bool:
    """Whether "tư" is the four of "một phần tư"."""
    return before == "phần" and word == "tư"


def read_words(keys: Sequence[str], at: int) -> WordNumber | None:
    """Read the longest number in words that begins at word `at`.

    Examples
    --------
    >>> read_words("năm trăm hai mươi chín phảy bảy tỉ đồng".split(), 0)
    WordNumber(value=Decimal('529700000000.0'), end=8, words=8)
    >>> read_words("năm qua".split(), 0)
    WordNumber(value=Decimal('5'), end=1, words=1)
    >>> read_words(["một", "số"], 1) is None
    True
    """
    parts: list[Decimal] = []
    smallest: Decimal | None = None
    end = at
    while end < len(keys):
        found = _group(keys, end, first=not parts)
        if found is None:
            break
        value, after = _decimals(keys, *found)
        scale, after = _scale(keys, after)
        if smallest is not None and scale >= smallest and not _lifts(parts, scale):
            break
        if smallest is not None and scale >= smallest:
            parts = [EXACT.multiply(sum(parts, Decimal(0)) + value, scale)]
        else:
            parts.append(EXACT.multiply(value, scale))
        smallest, end = scale, after
        if scale == 1 or parts[-1] > LARGEST:
            break
        if end < len(keys) and keys[end] == "rưỡi":
            parts.append(scale / 2)
            end += 1
            break
    if not parts or sum(parts) > LARGEST:
        return None
    return WordNumber(sum(parts, Decimal(0)), end, end - at)


def _lifts(parts: list[Decimal], scale: Decimal) -> bool:
    """Whether a later, larger scale multiplies all before it: "hai nghìn ba trăm tỷ"."""
    return sum(parts) < scale


def _group(keys: Sequence[str], at: int, *, first: bool) -> tuple[Decimal, int] | None:
    """Read up to 999, or "linh năm" after a larger part."""
    digit = _DIGITS.get(keys[at])
    following = keys[at + 1] if at + 1 < len(keys) else ""
    if keys[at] in _ODD and not first:
        small = _DIGITS.get(following, _LATE.get(following))
        return None if small is None else (Decimal(small), at + 2)
    if digit is None:
        return _tens(keys, at)
    if following == "trăm":
        return _hundreds(keys, Decimal(digit * 100), at + 2)
    tens = _tens(keys, at)
    if tens is None and (first or _is_scale(keys, at + 1)):
        return Decimal(digit), at + 1
    return tens


def _hundreds(keys: Sequence[str], value: Decimal, at: int) -> tuple[Decimal, int]:
    """Read on after "trăm": "rưỡi", "linh năm", "hai mươi"."""
    if at >= len(keys):
        return value, at
    if keys[at] == "rưỡi":
        return value + 50, at + 1
    odd = at + 1 < len(keys) and keys[at] in _ODD
    rest = (_group(keys, at, first=False) if odd else None) or _tens(keys, at)
    return (value + rest[0], rest[1]) if rest else (value, at)


def _tens(keys: Sequence[str], at: int) -> tuple[Decimal, int] | None:
    """Read "mười lăm", "hai mươi mốt", "ba chục", "hai mốt"."""
    following = keys[at + 1] if at + 1 < len(keys) else ""
    if keys[at] == "mười":
        value, end = 10, at + 1
    elif keys[at] in _DIGITS and keys[at] != "không" and following in _TENS:
        value, end = _DIGITS[keys[at]] * 10, at + 2
    elif keys[at] in _DIGITS and following in ("mốt", "lăm", "nhăm"):
        return Decimal(_DIGITS[keys[at]] * 10 + _LATE[following]), at + 2
    else:
        return None
    last = keys[end] if end < len(keys) else ""
    unit = _LATE.get(last, _DIGITS.get(last) if last not in ("năm", "không") else None)
    return (Decimal(value + unit), end + 1) if unit is not None else (Decimal(value), end)


def _decimals(keys: Sequence[str], value: Decimal, at: int) -> tuple[Decimal, int]:
    """Read the digits after phảy: "phảy bảy", "phẩy không năm", "phẩy hai mươi lăm"."""
    if at + 1 >= len(keys) or keys[at] not in _POINT:
        return value, at
    printed, end = "", at + 1
    while end < len(keys) and len(printed) < 12:  # noqa: PLR2004 - no figure has more decimals
        tens = _tens(keys, end)
        if tens:
            printed, end = printed + str(tens[0]), tens[1]
            continue
        digit = _DIGITS.get(keys[end], _LATE.get(keys[end]))
        if digit is None or (
            keys[end] == "năm" and printed.strip("0") and not _goes_on(keys, end + 1)
        ):
            break
        printed, end = printed + str(digit), end + 1
    return (Decimal(f"{value}.{printed}"), end) if printed else (value, at)


def _goes_on(keys: Sequence[str], at: int) -> bool:
    """Whether a "năm" before `at` is the digit five and not the word for year."""
    return at < len(keys) and (keys[at] == "phần" or keys[at] in _DIGITS or _is_scale(keys, at))


def _is_scale(keys: Sequence[str], at: int) -> bool:
    if at >= len(keys) or keys[at] not in _SCALES:
        return False
    return at + 1 >= len(keys) or keys[at] != "tỉ" or keys[at + 1] not in _NO_SCALE


def _scale(keys: Sequence[str], at: int) -> tuple[Decimal, int]:
    """Return the product of the scale words at `at` ("nghìn tỷ"), and their end."""
    product = Decimal(1)
    while _is_scale(keys, at) and product < LARGEST:
        product, at = EXACT.multiply(product, _SCALES[keys[at]]), at + 1
    return product, at
