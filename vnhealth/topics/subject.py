"""What a brief is about and how it speaks: its parameters, places, labels, dates and sentences."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, places, views
from vnhealth.blocks import Paragraph
from vnhealth.charts.words import lower_first
from vnhealth.project import Project
from vnhealth.wording.messages import fill, say

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.places import Place

ISO_PARTS: Final = 3


@dataclass
class Subject:
    """Parameters of one brief, its observations, and what its blocks have cited so far.

    Attributes
    ----------
    topic, place_id, year, language, boundaries, peers
        As given to the notebook, checked.
    panel
        Observations and their sources.
    cited, drawn
        Cells by source: those listed below it, and those only counted there.
    traced
        Cells behind the figures shown so far, in their order.
    """

    topic: str
    place_id: str
    year: int
    language: str
    boundaries: str
    peers: tuple[str, ...]
    panel: views.Panel
    project: Project
    indicator_id: str = ""
    source_id: str = ""
    cited: dict[str, list[str]] = field(default_factory=dict)
    drawn: dict[str, set[str]] = field(default_factory=dict)
    traced: dict[str, None] = field(default_factory=dict)
    opened_with_year: bool = False
    remarked: list[str] = field(default_factory=list)
    _points: dict[str, pd.DataFrame] = field(default_factory=dict)

    @cached_property
    def place(self) -> Place:
        """The place the brief is about."""
        return places.place(self.place_id)

    @cached_property
    def province_id(self) -> str:
        """The province itself, or the province a district lies in."""
        return self.place.parent_id if self.place.level == "district" else self.place_id

    @cached_property
    def region_id(self) -> str:
        """The region of the province; empty for the country."""
        return places.place(self.province_id).region_id

    @property
    def _cells(self) -> pd.DataFrame:
        return self.panel.cells

    def points(self, indicator: str) -> pd.DataFrame:
        """Return every figure on record for an indicator (see :func:`vnhealth.views.points`)."""
        if indicator not in self._points:
            self._points[indicator] = views.points_about(self.panel, indicator, self.place_id)
        return self._points[indicator]

    def latest(
        self, indicator: str, place_id: str | None = None, *, role: str = "actual"
    ) -> pd.Series | None:
        """Return the newest figure up to the brief's year, of its place unless another is named."""
        frame = self.points(indicator)
        return views.latest(frame, place_id or self.place_id, self.year, role=role)

    def say(self, key: str, **values: object) -> str:
        """Return a message as plain text, in the brief's language."""
        return say(key, self.language, **values)

    def fill(self, key: str, **runs: Any) -> Paragraph:
        """Return a message as a paragraph whose figures stay figures."""
        return fill(key, self.language, **runs)

    def name(self, place_id: str | None = None, *, full: bool = False) -> str:
        """Return the name of a place: short for labels, `full` ("tỉnh Lào Cai") in sentences."""
        place = places.place(place_id or self.place_id)
        if place.level == "country":
            return self.say("place.country" if full else "place.country_short")
        if place.level == "region":
            return (
                self.say("place.region", name=place.name(self.language))
                if full
                else place.name(self.language)
            )
        # A city and its province may share a name, so a city's brief says which is meant.
        shared = self.place.level == "district" and place.place_id in (
            self.place_id,
            self.province_id,
        )
        if full or shared:
            return place.full_name(self.language)
        return place.name(self.language)

    def label(self, indicator: str, *, short: bool = False) -> str:
        """Return the name of an indicator."""
        facts = catalog.indicator(indicator)
        return facts.short(self.language) if short else facts.name(self.language)

    def said(self, indicator: str) -> str:
        """Return the name of an indicator as it stands inside a sentence, with its article."""
        facts = catalog.indicator(indicator)
        name = lower_first(facts.name(self.language))
        return f"{facts.article_en} {name}" if facts.article_en and self.language == "en" else name

    def named(self, indicators: Iterable[str]) -> str:
        """Return short names of indicators as a list inside a sentence: "a, b and c"."""
        names = [lower_first(self.label(each, short=True)) for each in indicators]
        if len(names) < 2:  # noqa: PLR2004
            return "".join(names)
        return self.say("list.comma").join(names[:-1]) + self.say("list.last") + names[-1]

    def unit_text(self, unit: str) -> str:
        """Return a unit as printed after a figure."""
        return catalog.units()[unit].short(self.language)

    def date(self, iso: str) -> str:
        """Return an ISO date, or a bare year, as the language prints it."""
        parts = iso.split("-")
        if len(parts) == ISO_PARTS - 1:
            year, month = (int(part) for part in parts)
            return self.say("date.month", month=self.say(f"month.{month}"), year=str(year))
        if len(parts) != ISO_PARTS:
            return iso
        year, month, day = (int(part) for part in parts)
        if self.language == "vi":
            return f"{day}/{month}/{year}"
        return f"{day} {self.say(f'month.{month}')} {year}"

    def locator(self, text: str) -> str:
        """Return a locator as it stands; English briefs gloss its Vietnamese words."""
        return text if self.language == "vi" else catalog.locator(text)

    def qualifier(self, text: str) -> str:
        """Return a qualifier in the brief's language."""
        if not text:
            return self.say("qualifier.none")
        return text if self.language == "vi" else catalog.qualifier(text)
