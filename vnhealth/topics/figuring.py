"""The figures of a brief: printed or worked out, with their marks and numbered sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, design
from vnhealth.blocks import Number
from vnhealth.topics.subject import Subject
from vnhealth.wording import numbers

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Indicator

IN_WORDS: Final = ("lt", "le", "gt", "ge", "approx")


class Figuring(Subject):
    """A subject that can print its figures and number their sources."""

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
            measure=_measure(point, facts),
            marks=self._marks(point),
            sources=self.cite(point["cells"], listed=listed),
            unit_text=unit_text if with_unit or facts.unit == "VND" else "",
            about=self.about(point),
        )

    def about(self, row: pd.Series) -> str:
        """Return what the figure of a point or observation says: indicator, place, time, role."""
        return self.say(
            "sources.cell",
            indicator=catalog.indicator(str(row["indicator"])).short(self.language),
            place=self.name(str(row["place_id"])),
            period=str(row["period"]),
            role=self.say(f"role.{row['role']}"),
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
        listed: bool = True,
    ) -> Number:
        """Return a figure worked out from `cells` by the stated `measure`.

        `bound` is the comparator that the figure inherits from a printed inequality; it is
        preliminary when one of its cells is. `listed` as for :meth:`number`.
        """
        used = tuple(dict.fromkeys(cells))
        preliminary = any(self.cell(cell)["status"] == "preliminary" for cell in used)
        if unit == "VND":
            printed, unit_text = numbers.money(value, self.language, decimals, comparator=bound)
        else:
            shown = None if value is None else numbers.safe_side(value, bound, decimals)
            printed = numbers.number(shown, decimals, self.language)
            unit_text = catalog.units()[unit].after(printed, self.language)
        return Number(
            printed=self._compared(bound, printed, in_words=in_words),
            value=_plain(value),
            unit=unit,
            cells=used,
            measure=measure,
            marks=("preliminary", "computed") if preliminary else ("computed",),
            sources=self.cite(used, listed=listed),
            unit_text=unit_text,
        )

    def interval(self, row: pd.Series) -> Number | str:
        """Return the limits of a figure at its confidence; the mark "–" where it has none.

        Parameters
        ----------
        row
            Row of a frame of views with the columns of a result.
        """
        low, high = _plain(row["lower"]), _plain(row["upper"])
        if _plain(row["confidence"]) is None or low is None or high is None:
            return numbers.NOT_APPLICABLE
        facts = catalog.indicator(str(row["indicator"]))
        preliminary = ("preliminary",) if row["status"] == "preliminary" else ()
        return Number(
            printed=numbers.span(low, high, facts.decimals, self.language, trim=False),
            unit=facts.unit,
            lower=low,
            upper=high,
            cells=tuple(row["cells"]),
            measure="interval",
            marks=preliminary,
            sources=self.cite(row["cells"], listed=False),
            about=self.about(row),
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
        if point["comparator"] == "range":
            printed = numbers.span(point["lower"], point["upper"], facts.decimals, self.language)
            return printed, self._unit_after(facts, printed)
        decimals = facts.decimals
        if point["kind"] == "printed" and facts.kind != "count":
            decimals = self._digits(point)  # a printed figure keeps its own precision
        printed = numbers.number(point["value"], decimals, self.language)
        return printed, self._unit_after(facts, printed)

    def _unit_after(self, facts: Indicator, printed: str) -> str:
        """Return the word behind a printed figure: the indicator's own, else its unit's."""
        own = facts.counted(printed, self.language)
        return own or catalog.units()[facts.unit].after(printed, self.language)

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


def _measure(point: pd.Series, facts: Indicator) -> str:
    if point["kind"] != "computed":
        return ""
    return "sum" if facts.additive else "rate"


def _plain(value: Any) -> float | None:
    return None if value is None or value != value else float(value)  # noqa: PLR0124
