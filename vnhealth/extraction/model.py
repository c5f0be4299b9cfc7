"""What extraction speaks of: a figure in its sentence, and the candidate it becomes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from vnhealth.quantity import Period, Quantity, plain_number
from vnhealth.quantity.model import Style

COLUMNS: Final = (
    "place_id",
    "indicator",
    "phrase",
    "year",
    "period",
    "role",
    "op",
    "value",
    "lower",
    "upper",
    "numerator",
    "denominator",
    "unit",
    "per",
    "text",
    "locator",
    "start",
    "end",
    "confidence",
    "reason",
)


EARLIER: Final = 8  # the level of a line that is the earlier sentences of the same paragraph


@dataclass(frozen=True, slots=True)
class Line:
    """One heading, lead-in or bullet above a sentence, with its mark ("II", "2", "b")."""

    text: str
    level: int
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One quantity with the words around it, ready to be named, dated and placed.

    Parameters
    ----------
    quantity
        As read; its span counts in `text`.
    text
        The sentence, or the row of a table.
    head, tail
        The words that lead to the quantity, and those that follow it and belong to it.
    before
        What the sentence says before `head`.
    above
        Headings and lead-ins, the nearest last.
    inherited
        The words of the figure this one is a part of ("trong đó").
    column
        The heading of its column, in a table.
    subject
        The words of the figure before, where this one stands in brackets behind it.
    """

    quantity: Quantity
    text: str
    head: str
    tail: str
    before: str = ""
    above: tuple[Line, ...] = ()
    inherited: str = ""
    column: str = ""
    locator: str = ""
    unit_hint: str = ""
    place_id: str = ""
    doubt: str = ""
    long_tail: str = ""
    place_name: str = ""
    subject: str = ""

    @property
    def own(self) -> str:
        """Return the words nearest to the quantity, with the quantity as printed."""
        return f"{self.head} {self.quantity.text} {self.tail}"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the whole document says of itself: kind, time, place, number style."""

    kind: str = ""
    looks_ahead: bool = False
    year: int = 0
    result_year: int = 0
    target: Period | None = None
    title_period: Period | None = None
    place_id: str = ""
    style: Style = "vi"
    place_name: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer with how sure it is (0 to 1) and why, as a key of the reasons."""

    value: str
    sure: float
    why: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One row of the candidates' table."""

    figure: Figure
    place: Said
    indicator: Said
    phrase: str
    year: int
    period: Said
    role: Said
    unit: str
    doubts: tuple[str, ...] = field(default=())

    def row(self, confidence: float, reason: str) -> dict[str, object]:
        """Return the row, with empty text for what is not known."""
        quantity = self.figure.quantity
        numbers = ("value", "lower", "upper", "numerator", "denominator")
        found = {name: plain_number(getattr(quantity, name)) for name in numbers}
        return {
            "place_id": self.place.value,
            "indicator": self.indicator.value,
            "phrase": self.phrase,
            "year": self.year or None,
            "period": self.period.value,
            "role": self.role.value,
            "op": quantity.op,
            **found,
            "unit": self.unit,
            "per": quantity.per,
            "text": self.figure.text,
            "locator": self.figure.locator,
            "start": quantity.start,
            "end": quantity.end,
            "confidence": confidence,
            "reason": reason,
        }
