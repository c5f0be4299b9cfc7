"""One brief in the making: its parameters, its figures with their marks, its numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vnhealth import catalog, design, places, views
from vnhealth.blocks import Block, Heading, Number, Paragraph
from vnhealth.project import Project, load_project
from vnhealth.wording import numbers
from vnhealth.wording.messages import fill, say

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Indicator
    from vnhealth.places import Place

ISO_PARTS = 3
IN_WORDS = ("lt", "le", "gt", "ge", "approx")


@dataclass
class Page:
    """Parameters of one brief and what its blocks have cited so far.

    Attributes
    ----------
    topic, place_id, year, language, boundaries, peers
        As given to the notebook, checked.
    panel
        Observations and their sources.
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
    cited: dict[str, list[str]] = field(default_factory=dict)
    drawn: dict[str, set[str]] = field(default_factory=dict)
    opened_with_year: bool = False
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

    @cached_property
    def _cells(self) -> pd.DataFrame:
        return self.panel.observations.set_index("cell_id")

    def points(self, indicator: str) -> pd.DataFrame:
        """Return every figure on record for an indicator (see :func:`vnhealth.views.points`)."""
        if indicator not in self._points:
            self._points[indicator] = views.points(self.panel, indicator)
        return self._points[indicator]

    def latest(
        self, indicator: str, place_id: str | None = None, *, role: str = "actual"
    ) -> pd.Series | None:
        """Return the newest figure up to the brief's year, of its place unless another is named."""
        frame = self.points(indicator)
        return views.latest(frame, place_id or self.place_id, self.year, role=role)

    # showing -----------------------------------------------------------------------------

    def show(self, *blocks: Block | None) -> None:
        """Show blocks in the notebook, one after the other; ``None`` shows nothing."""
        from IPython.display import display

        for block in blocks:
            if block is not None:
                display(block)  # type: ignore[no-untyped-call]

    def section(self, heading: str, *blocks: Block | None) -> None:
        """Show blocks below a heading; without any block there is no heading either."""
        if any(block is not None for block in blocks):
            self.show(Heading(self.say(f"heading.{heading}")), *blocks)

    # words -------------------------------------------------------------------------------

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
        if self.language == "vi":
            return text
        for word in ("mục", "dòng", "trang", "bảng", "hàng", "cột"):
            text = re.sub(rf"\b{word}\b", self.say(f"locator.{word}"), text)
        return text

    def qualifier(self, text: str) -> str:
        """Return a qualifier in the brief's language."""
        if not text:
            return self.say("qualifier.none")
        return text if self.language == "vi" else catalog.qualifier(text)

    # figures -----------------------------------------------------------------------------

    def number(
        self,
        point: pd.Series,
        *,
        listed: bool = True,
        with_unit: bool = False,
        in_words: bool = False,
    ) -> Number:
        """Return the figure of one row of a points frame, with its marks and source numbers.

        Parameters
        ----------
        point
            Row of a points frame.
        listed
            Whether its cells are listed below their source, or only counted.
        with_unit
            Print the unit behind it; sums of money always carry theirs, since it depends on the
            size of the sum.
        in_words
            Say the comparator in words ("trên 95") rather than as a sign ("> 95").
        """
        facts = catalog.indicator(str(point["indicator"]))
        printed, unit_text = self._printed(point, facts)
        return Number(
            printed=self._compared(str(point["comparator"]), printed, in_words=in_words),
            value=_plain(point["value"]),
            unit=facts.unit,
            lower=_plain(point["lower"]),
            upper=_plain(point["upper"]),
            cells=tuple(point["cells"]),
            measure="rate" if point["kind"] == "computed" else "",
            marks=self._marks(point),
            sources=self.cite(point["cells"], listed=listed),
            unit_text=unit_text if with_unit or facts.unit == "VND" else "",
        )

    def computed(
        self,
        value: float | None,
        unit: str,
        decimals: int,
        measure: str,
        cells: Iterable[str],
        *,
        bound: str = "eq",
        in_words: bool = False,
    ) -> Number:
        """Return a figure worked out from `cells` by the stated `measure`.

        `bound` is the comparator that the figure inherits from a printed inequality.
        """
        used = tuple(dict.fromkeys(cells))
        if unit == "VND":
            printed, unit_text = numbers.money(value, self.language, decimals)
        else:
            printed = numbers.number(value, decimals, self.language)
            unit_text = self.unit_text(unit)
        return Number(
            printed=self._compared(bound, printed, in_words=in_words),
            value=_plain(value),
            unit=unit,
            cells=used,
            measure=measure,
            marks=("computed",),
            sources=self.cite(used),
            unit_text=unit_text,
        )

    def inline(self, figure: Number) -> Number:
        """Return a figure for a sentence: its unit is said in words, its method in the notes."""
        kept = tuple(mark for mark in figure.marks if mark in ("preliminary", "estimate"))
        return replace(figure, unit_text="", marks=kept)

    def count(self, counted: int, cells: Iterable[str]) -> Number:
        """Return how many there are; the sources stand where the counted figures themselves do."""
        used = tuple(dict.fromkeys(cells))
        self.cite(used, listed=False)
        return Number(str(counted), float(counted), "index", cells=used, measure="count")

    def _compared(self, comparator: str, printed: str, *, in_words: bool) -> str:
        if in_words and comparator in IN_WORDS:
            return self.say(f"comparator.{comparator}", value=printed)
        return numbers.compared(comparator, printed)

    def _printed(self, point: pd.Series, facts: Indicator) -> tuple[str, str]:
        if facts.unit == "VND":
            return self._money(point)
        unit = self.unit_text(facts.unit)
        if point["comparator"] == "range":
            return numbers.span(point["lower"], point["upper"], facts.decimals, self.language), unit
        decimals = facts.decimals
        if point["kind"] == "printed" and facts.kind != "count":
            decimals = self._digits(point)  # a printed figure keeps its own precision
        return numbers.number(point["value"], decimals, self.language), unit

    def _digits(self, point: pd.Series) -> int:
        """Return the digits printed behind the decimal sign, by the number style of the source."""
        sign = r"\." if self.panel.sources[point["sources"][0]].number_style == "en" else ","
        found = re.search(rf"\d{sign}(\d+)", str(point["printed"]))
        return len(found.group(1)) if found else 0

    def _money(self, point: pd.Series) -> tuple[str, str]:
        trim = point["kind"] == "printed"
        if point["comparator"] != "range":
            return numbers.money(_plain(point["value"]), self.language, trim=trim)
        low, low_unit = numbers.money(_plain(point["lower"]), self.language, trim=trim)
        high, high_unit = numbers.money(_plain(point["upper"]), self.language, trim=trim)
        if low_unit != high_unit:
            low = f"{low} {low_unit}"
        return f"{low} – {high}", high_unit

    def _marks(self, point: pd.Series) -> tuple[str, ...]:
        marks = []
        if point["status"] == "preliminary":
            marks.append("preliminary")
        if point["role"] in ("target", "plan", "estimate"):
            marks.append(str(point["role"]))
        if point["kind"] == "computed":
            marks.append("computed")
        return tuple(marks)

    def legend(self, figures: Iterable[Number]) -> tuple[tuple[str, str], ...]:
        """Return the marks that `figures` use, each with its explanation, in a fixed order."""
        used = {mark for figure in figures for mark in figure.marks}
        return tuple(
            (sign, self.say(f"mark.{mark}")) for mark, sign in design.MARKS.items() if mark in used
        )

    # sources -----------------------------------------------------------------------------

    def cite(self, cells: Iterable[str], *, listed: bool = True) -> tuple[int, ...]:
        """Note that `cells` are used, and return the numbers of their sources."""
        found = []
        for cell in cells:
            source = cell.partition("#")[0]
            if source not in self.cited:
                self.cited[source] = []
                self.drawn[source] = set()
            if listed and cell not in self.cited[source]:
                self.cited[source].append(cell)
            if not listed:
                self.drawn[source].add(cell)
            found.append(list(self.cited).index(source) + 1)
        return tuple(sorted(set(found)))

    def cell(self, cell_id: str) -> pd.Series:
        """Return the observation of one printed cell."""
        import pandas as pd

        row = self._cells.loc[cell_id]
        if not isinstance(row, pd.Series):
            raise TypeError(cell_id)
        return row


def open_page(
    topic: str,
    *,
    place_id: str,
    year: int,
    language: str,
    boundaries: str,
    peers: Iterable[str] = (),
    indicator: str = "",
) -> Page:
    """Return the page that a notebook fills, its parameters checked.

    Raises
    ------
    UsageError
        When a parameter is unknown, mistyped or impossible; the allowed values are named.
    DataError
        When nothing was cleaned yet.
    """
    from vnhealth.parameters import check

    checked = check(
        topic,
        place_id=place_id,
        year=year,
        language=language,
        boundaries=boundaries,
        peers=tuple(peers),
        indicator=indicator,
    )
    project = load_project()
    return Page(
        topic=checked.topic,
        place_id=checked.place_id,
        year=checked.year,
        language=checked.language,
        boundaries=checked.boundaries,
        peers=checked.peers,
        panel=views.Panel.load(project),
        project=project,
        indicator_id=checked.indicator,
    )


def _plain(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124
