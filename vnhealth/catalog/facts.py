"""What the catalogue knows of an indicator, a topic and a unit, and how they are said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """One indicator, in both languages.

    `value` of an observation is in `unit`; a rate is numerator / denominator × `multiplier`.
    `numerator_id` and `denominator_id` name the indicators behind a rate that can be
    recomputed, else they are empty. `plausible` is a sanity range in `unit`.
    """

    id: str
    name_vi: str
    name_en: str
    short_vi: str
    short_en: str
    definition_vi: str
    definition_en: str
    kind: str
    unit: str
    multiplier: int
    decimals: int
    direction: str
    topic: str
    additive: bool
    spellings: tuple[str, ...]
    plausible: tuple[float, float]
    numerator_id: str = ""
    denominator_id: str = ""
    numerator_vi: str = ""
    numerator_en: str = ""
    denominator_vi: str = ""
    denominator_en: str = ""
    official_code: str = ""
    circular: str = ""
    article_en: str = ""
    counted_vi: str = ""
    counted_en: str = ""
    counted_one_en: str = ""

    def name(self, language: str) -> str:
        """Return the full name in `language` (vi or en)."""
        return self.name_en if language == "en" else self.name_vi

    def short(self, language: str) -> str:
        """Return the short name in `language`, at most 28 characters."""
        return self.short_en if language == "en" else self.short_vi

    def definition(self, language: str) -> str:
        """Return the definition in `language`."""
        return self.definition_en if language == "en" else self.definition_vi

    def counted(self, printed: str, language: str) -> str:
        """Return the word of its own that stands behind the figure `printed`; empty without one.

        Examples
        --------
        >>> from vnhealth.catalog import indicator
        >>> indicator("state_health_agencies").counted("3", "vi")
        'cơ quan'
        >>> indicator("public_service_units").counted("1", "en")
        'unit'
        """
        if language == "vi":
            return self.counted_vi
        return self.counted_one_en if printed == "1" else self.counted_en


@dataclass(frozen=True)
class Topic:
    """A group of indicators."""

    id: str
    name_vi: str
    name_en: str
    order: int

    def name(self, language: str) -> str:
        """Return the name in `language` (vi or en)."""
        return self.name_en if language == "en" else self.name_vi


@dataclass(frozen=True)
class Unit:
    """A unit as it is printed after a number."""

    id: str
    short_vi: str
    short_en: str
    long_vi: str
    long_en: str
    attached: bool
    one_en: str = ""

    def short(self, language: str) -> str:
        """Return the unit for a table or a tile, in `language`."""
        return self.short_en if language == "en" else self.short_vi

    def after(self, printed: str, language: str) -> str:
        """Return the unit as it stands behind the figure `printed`, alone in number.

        Examples
        --------
        >>> from vnhealth.catalog import units
        >>> units()["times"].after("1", "en"), units()["times"].after("1.0", "en")
        ('time', 'times')
        """
        alone = language == "en" and printed == "1" and self.one_en
        return self.one_en if alone else self.short(language)

    def long(self, language: str) -> str:
        """Return the unit for a sentence, in `language`."""
        return self.long_en if language == "en" else self.long_vi
