"""How a place stands against a benchmark, drawn: marker, colour and words of every reading.

A reading is what :mod:`vnhealth.measures.benchmarks` says: ``better``, ``similar``, ``worse``,
``higher`` and ``lower`` (where neither is better) or ``not_compared``. Shape and filling tell
them apart without colour, as the verdicts on targets do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.charts.axes import Key
from vnhealth.charts.words import word
from vnhealth.design import LIGHT
from vnhealth.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable

# Marker, colour, hollow; in the order in which keys and sentences name them.
LOOKS: Final[dict[str, tuple[str, str, bool]]] = {
    "better": ("o", LIGHT["good"], False),
    "similar": ("s", LIGHT["warn"], False),
    "worse": ("X", LIGHT["bad"], False),
    "higher": ("^", LIGHT["own"], False),
    "lower": ("v", LIGHT["own"], False),
    "not_compared": ("o", LIGHT["muted"], True),
}


def require_readings(readings: Iterable[str], chart: str) -> None:
    """Refuse a reading that no mark stands for.

    Raises
    ------
    DataError
        A reading is none of :data:`LOOKS`.
    """
    strange = sorted(set(readings) - LOOKS.keys())
    if strange:
        raise DataError(
            en=f"The chart '{chart}' knows no reading {', '.join(strange)};"
            f" it knows {', '.join(LOOKS)}.",
            vi=f"Biểu đồ '{chart}' không có cách đọc {', '.join(strange)};"
            f" các cách đọc: {', '.join(LOOKS)}.",
        )


def reading_text(reading: str, benchmark: str, language: str) -> str:
    """Return a reading in words, against the benchmark where there is one.

    >>> reading_text("better", "cả nước", "vi"), reading_text("similar", "Viet Nam", "en")
    ('tốt hơn cả nước', 'similar to Viet Nam')
    """
    said = word(f"reading {reading}", language)
    if reading == "not_compared" or not benchmark:
        return said
    if language == "vi":
        return f"{said} {benchmark}"
    return f"{said} {'to' if reading == 'similar' else 'than'} {benchmark}"


def reading_keys(readings: Iterable[str], benchmark: str, language: str) -> list[Key]:
    """Return one entry of the key for every reading that occurs."""
    found = set(readings)
    return [
        Key(reading_text(name, benchmark, language), marker, color, hollow=hollow)
        for name, (marker, color, hollow) in LOOKS.items()
        if name in found
    ]


def counted(readings: Iterable[str], benchmark: str, language: str) -> str:
    """Return how many there are of every reading that occurs.

    >>> counted(["worse", "better", "better"], "cả nước", "vi")
    '2 tốt hơn cả nước; 1 kém hơn cả nước'
    """
    given = list(readings)
    return "; ".join(
        f"{given.count(name)} {reading_text(name, benchmark, language)}"
        for name in LOOKS
        if name in given
    )
