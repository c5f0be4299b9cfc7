"""The number format that makes a spreadsheet show a figure as the brief prints it."""

from __future__ import annotations

import re
from typing import Final

from vnhealth.blocks import Number
from vnhealth.design import MARKS
from vnhealth.wording import numbers, ui

GENERAL: Final = "General"
_DIGITS: Final = {
    "vi": re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"),
    "en": re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"),
}
# A comma at the end of a format divides by a thousand.
_SCALES: Final = {"VND": (1.0, numbers.THOUSAND, numbers.MILLION, numbers.BILLION)}
_SIGNS: Final = ("+", numbers.MINUS)


def number_format(number: Number, language: str, *, behind: str = "") -> str:
    """Return the number format under which the exact value shows as printed.

    Decimals, sign, comparator and scale are taken from the printed figure; thousands and
    decimal signs are those of the reader's own settings. A figure whose value does not show as
    printed under any format (a range, a word) gets the general one.

    Parameters
    ----------
    number
        A figure with a value.
    language
        That it is printed in.
    behind
        Text to show behind it: marks, a unit.

    >>> number_format(Number("14,5", 14.458), "vi")
    '#,##0.0'
    >>> number_format(Number("> 76", 76e9, "VND", unit_text="tỷ đồng"), "vi", behind=" tỷ đồng")
    '"> "#,##0,,," tỷ đồng"'
    >>> number_format(Number("+1.3", 1.25), "en")
    '"+"#,##0.0;"−"#,##0.0;#,##0.0'
    """
    digits = _DIGITS[language].findall(number.printed)
    if number.value is None or len(digits) != 1:
        return GENERAL
    before, _, after = number.printed.partition(digits[0])
    decimals = len(digits[0].partition("," if language == "vi" else ".")[2])
    step = _step(number.value, digits[0], decimals, number.unit, language)
    if step is None:
        return GENERAL
    body = "#,##0" + ("." + "0" * decimals if decimals else "") + "," * step
    tail = _quoted(after + behind)
    signed = before[-1:] in _SIGNS
    front = before[:-1] if signed else before
    positive = f"{_quoted(front)}{body}{tail}"
    if number.value >= 0 and not signed:
        return positive
    minus = numbers.MINUS if signed else ""
    plus = "+" if before.endswith("+") else ""
    return ";".join(
        (f"{_quoted(front + plus)}{body}{tail}", f"{_quoted(front + minus)}{body}{tail}", positive)
    )


def behind(number: Number, *, unit: bool) -> str:
    """Return what is printed behind a figure: its marks, and its unit."""
    marks = "".join(MARKS.get(key, key) for key in number.marks)
    return marks + (ui.unit_gap(number.unit_text) + number.unit_text if unit else "")


def _step(value: float, digits: str, decimals: int, unit: str, language: str) -> int | None:
    """Return by how many thousands the value is divided to show `digits`; ``None`` if by none."""
    for step, scale in enumerate(_SCALES.get(unit, (1.0,))):
        shown = numbers.number(abs(value) / scale, decimals, language)
        if shown == digits or shown.replace("." if language == "vi" else ",", "") == digits:
            return step
    return None


def _quoted(text: str) -> str:
    """Return `text` as a literal of a number format."""
    bare = text.replace('"', "”")
    return f'"{bare}"' if bare else ""
