"""The words of this room: a place, an event in its history, a break, a match."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from vnhealth.errors import message_language

LEVELS: Final = ("country", "region", "province", "district")
BOUNDARIES: Final = ("63", "34")
MERGED_ON: Final = date(2025, 7, 1)
LAST_DAY_OF_63: Final = "2025-06-30"


@dataclass(frozen=True, slots=True)
class Place:
    """A place on stated boundaries; dates are ISO texts, empty where open."""

    place_id: str
    name_vi: str
    name_en: str
    type_vi: str
    type_en: str
    level: str
    boundaries: str
    parent_id: str
    region_id: str
    valid_from: str
    valid_to: str
    successor_id: str
    sort_key: str
    needs_type: bool = False

    def name(self, language: str = "vi") -> str:
        """Return the bare name in `language` (vi or en)."""
        return self.name_en if language == "en" else self.name_vi

    def full_name(self, language: str = "vi") -> str:
        """Return the name with its type: "tỉnh Lào Cai", "Lao Cai province"."""
        if self.level in ("country", "region"):
            return self.name(language)
        if language != "en":
            return f"{self.type_vi} {self.name_vi}"
        if self.name_en.lower().endswith(f" {self.type_en}"):
            return self.name_en
        return f"{self.name_en} {self.type_en}"

    def existed_on(self, day: date) -> bool:
        """Tell whether the place existed on `day`."""
        iso = day.isoformat()
        return (not self.valid_from or self.valid_from <= iso) and (
            not self.valid_to or iso <= self.valid_to
        )


@dataclass(frozen=True, slots=True)
class Event:
    """One dated change of a place; `first_year` is the first year reported after it."""

    date: str
    first_year: int
    kind: str
    place_id: str
    other_ids: tuple[str, ...]
    type_before: str
    type_after: str
    name_before: str
    name_after: str
    note_vi: str
    note_en: str


@dataclass(frozen=True, slots=True)
class Break:
    """A change of territory between the years `year` - 1 and `year` of a series.

    `includes` names the provinces whose territory the row holds on one side of the break only.
    """

    year: int
    kind: str
    note_vi: str
    note_en: str
    includes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence in both languages."""

    en: str
    vi: str

    def __str__(self) -> str:
        return self.en if message_language() == "en" else self.vi


@dataclass(frozen=True, slots=True)
class Match:
    """What a printed name means: one place, or none with candidates and the reason.

    `place_id` is None where the name was refused or could mean several places.
    """

    text: str
    place_id: str | None
    name: str
    boundaries: str
    level: str
    candidates: tuple[str, ...]
    reason: Sentence

    @property
    def reason_en(self) -> str:
        """Return the reason in English."""
        return self.reason.en

    @property
    def reason_vi(self) -> str:
        """Return the reason in Vietnamese."""
        return self.reason.vi

    def row(self) -> dict[str, object]:
        """Return the match as a row of ``vnhealth place --json``."""
        return {
            "text": self.text,
            "place_id": self.place_id,
            "name": self.name,
            "boundaries": self.boundaries,
            "level": self.level,
            "candidates": list(self.candidates),
            "reason": str(self.reason),
        }
