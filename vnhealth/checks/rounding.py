"""How finely a figure was printed: the unit of its last digit, for honest tolerances."""

from __future__ import annotations

import math
import re
from typing import Final

FOOTNOTE: Final = re.compile(r"^\s*\(\d{1,2}\)")
NUMBER: Final = re.compile(r"\d[\d.,\u00a0\u202f]*")


def step(printed: str, value: float) -> float:
    """Return the unit of the last printed digit, in the unit of `value`.

    A figure is known to half this unit. Words and zero have no digits to judge by: 0.

    Examples
    --------
    >>> step("529,7 tỷ đồng", 529.7e9), step("1.092 bác sỹ", 1092), step("36 tỷ", 36e9)
    (100000000.0, 1.0, 1000000000.0)
    >>> step("toàn dân", 100)
    0.0
    """
    found = NUMBER.search(FOOTNOTE.sub("", printed))
    digits = int(re.sub(r"\D", "", found.group())) if found else 0
    if not digits or not value or math.isnan(value):
        return 0.0
    # Twelve significant digits undo the binary noise of the division, no more.
    return float(f"{abs(value) / digits:.12g}")


def decimals(step_size: float) -> int:
    """Return how many decimals a figure with the last digit `step_size` has.

    Examples
    --------
    >>> decimals(0.1), decimals(0.01), decimals(1000.0), decimals(0.0)
    (1, 2, 0, 0)
    """
    if not step_size or step_size >= 1:
        return 0
    return round(-math.log10(step_size))


def half(printed: str, value: float) -> float:
    """Return half the unit of the last printed digit: what rounding may hide.

    Examples
    --------
    >>> half("86,5", 86.5)
    0.05
    """
    return step(printed, value) / 2
