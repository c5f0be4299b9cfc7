"""Fill pages: charts that just miss the foot of a page shrink or float, tables keep their rows.

A chart is never cut, so one that doesn't fit goes to the next page and leaves a gap. Where a gap
is left, the chart is shrunk a little when that is enough, then the lines below it are run
together too; else, when text, a note or a table follows it in its section, the chart floats to
the top of the next page and what follows fills the gap. A short table stays whole; a long one
leaves no row or two alone on a page. A last page with a few lines only is won back by setting
the end of the document closer.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

MM: Final = 72 / 25.4
PAGE_HEIGHT: Final = 297 * MM
# Chart text below this share of its size is hard to read on paper.
SMALLEST_SCALE: Final = 0.84
# A gap below this height, in points, is an ordinary foot of page.
GAP: Final = 60.0
SLACK: Final = 3.0
# Space above a chart, in points, that the gap must hold too.
ABOVE: Final = 24.0
SPACES_ABOVE: Final = (0.0, 12.0)
# What running the lines below a chart together wins at most.
RUN_TOGETHER: Final = 40.0
# Rows of a table that is kept on one page, and the fewest that stand apart from the others.
WHOLE_ROWS: Final = 12
ROWS_TOGETHER: Final = 3
# Share of a page that keeping a table whole may leave empty.
WIDEST_GAP: Final = 0.35
# A last page with less than this share of its height used is worth winning back.
SHORT_TAIL: Final = 0.14
_FLOWING: Final = frozenset({"body", "note", "prose", "table", "key", "tiles"})

Spot = dict[str, Any]
Data = dict[str, Any]


class Gap(NamedTuple):
    """What a chart left empty, in points.

    Attributes
    ----------
    height
        Of the chart's picture.
    missing
        What the page lacked for the chart to fit.
    free
        What is empty there.
    """

    height: float
    missing: float
    free: float


def fill_pages(data: Data, spots: Callable[[], list[Spot]]) -> None:
    """Set how the charts and tables in `data` stand, one a pass, from the top down.

    Parameters
    ----------
    data
        The template's data, changed in place: ``scale`` and ``floats`` of charts, ``whole`` and
        ``tight`` of tables, ``compact`` of the whole.
    spots
        Sets the document as `data` stand and returns where its parts are.
    """
    page = _Page(data)
    now = spots()
    for part in data["parts"]:
        changed = False
        if part["k"] == "figure" and part["index"]:
            changed = page.fit_chart(part, now, spots)
        elif part["k"] == "table":
            changed = page.keep_rows(part, now, spots)
        if changed:
            now = spots()
    for chart in (part for part in data["parts"] if part.get("floats")):
        if page.passed_its_heading(chart, now):
            chart["floats"] = False
            now = spots()
    _win_back_tail(data, now, spots, page)


class _Page:
    """The document's parts, and the foot and height of its pages, in points."""

    def __init__(self, data: Data) -> None:
        self.parts: list[Data] = data["parts"]
        self.top = data["margins"]["top"] * MM
        self.foot = PAGE_HEIGHT - data["margins"]["bottom"] * MM
        self.height = self.foot - self.top

    def fit_chart(self, chart: Data, spots: list[Spot], again: Callable[[], list[Spot]]) -> bool:
        """Fit a chart that just missed its page, or let it float; tell whether it changed."""
        gap = self._gap_before(chart["index"], spots)
        if gap is None:
            return False
        if self._fits(chart, gap, spots, again):
            return True
        if gap.free > GAP and gap.missing < RUN_TOGETHER + self._most_won(chart, gap, spots):
            chart["dense"] = True
            closer = again()
            left = self._gap_before(chart["index"], closer)
            if left is None or self._fits(chart, left, closer, again):
                return True
            chart["dense"] = False
        if gap.free > GAP and self._can_pass(chart["index"]):
            chart["floats"] = True
            return True
        return False

    def _last_before(self, first: int, at: dict[tuple[int, str], Spot]) -> Spot | None:
        """Return where the page ends before a part: below the text, or below a floated chart."""
        floated = [at[each["index"], "foot"] for each in self.parts[:first] if each.get("floats")]
        ends = [*floated, *([at[first - 1, "end"]] if (first - 1, "end") in at else [])]
        return max(ends, key=lambda spot: (spot["page"], spot["y"]), default=None)

    def _most_won(self, chart: Data, gap: Gap, spots: list[Spot]) -> float:
        before = self._charts_before(chart["index"], spots)
        return (1 - SMALLEST_SCALE) * (gap.height + sum(height for _, height in before))

    def _fits(
        self, chart: Data, gap: Gap, spots: list[Spot], again: Callable[[], list[Spot]]
    ) -> bool:
        """Shrink a chart, or all charts of the page it missed alike; tell whether it fits then.

        The space above a heading is none at the head of a page, where the chart was measured, so
        a little more is tried before all is left as it was.
        """
        own = (chart, gap.height)
        before = self._charts_before(chart["index"], spots)
        scales = [(each, each["scale"]) for each, _ in (*before, own)]
        for more in SPACES_ABOVE:
            for charts in ([own], [*before, own]):
                if not self._shrink(charts, gap.missing + more):
                    continue
                if self._gap_before(chart["index"], again()) is None:
                    return True
                for each, scale in scales:
                    each["scale"] = scale
        return False

    def passed_its_heading(self, chart: Data, spots: list[Spot]) -> bool:
        """Tell whether a floating chart stands above the heading it belongs under."""
        first = self._with_headings(chart["index"])
        at = {(spot["part"], spot["edge"]): spot for spot in spots}
        heading, own = at[first, "start"], at[chart["index"], "start"]
        return first != chart["index"] and bool(heading["page"] >= own["page"])

    def _shrink(self, charts: list[tuple[Data, float]], missing: float) -> bool:
        """Shrink charts of these heights alike to win `missing` points, if none gets too small."""
        height = sum(each for _, each in charts)
        share = (height - missing) / height
        if any(chart["scale"] * share < SMALLEST_SCALE for chart, _ in charts):
            return False
        for chart, _ in charts:
            chart["scale"] = round(chart["scale"] * share, 4)
        return True

    def _charts_before(self, index: int, spots: list[Spot]) -> list[tuple[Data, float]]:
        """Return the charts on the page that a chart just missed, with their pictures' heights."""
        at = {(spot["part"], spot["edge"]): spot for spot in spots}
        before = self._last_before(self._with_headings(index), at)
        page = before["page"] if before else 0
        return [
            (part, at[part["index"], "under"]["y"] - at[part["index"], "picture"]["y"])
            for part in self.parts[:index]
            if part["k"] == "figure" and at[part["index"], "picture"]["page"] == page
        ]

    def keep_rows(self, table: Data, spots: list[Spot], again: Callable[[], list[Spot]]) -> bool:
        """Keep a short table whole, and a long one from leaving a row or two apart."""
        if not self._is_torn(table, spots):
            return False
        wanted = "whole" if len(table["rows"]) <= WHOLE_ROWS else "tight"
        table[wanted] = True
        after = again()
        gap = self._gap_at(table["index"], after)
        if self._is_torn(table, after) or gap > WIDEST_GAP * self.height:
            table[wanted] = False
        return True

    def _is_torn(self, table: Data, spots: list[Spot]) -> bool:
        mine = [spot for spot in spots if spot["part"] == table["index"]]
        rows = [spot["page"] for spot in mine if spot["edge"] == "row"]
        end = next(spot["page"] for spot in mine if spot["edge"] == "end")
        if not rows or rows[0] == end:
            return False
        few = min(ROWS_TOGETHER, len(rows))
        short = len(rows) <= WHOLE_ROWS
        return short or end > rows[-1] or min(rows.count(rows[0]), rows.count(rows[-1])) < few

    def _gap_at(self, index: int, spots: list[Spot]) -> float:
        """Return how much of a page stays empty before a part, in points."""
        at = {(spot["part"], spot["edge"]): spot for spot in reversed(spots)}
        first = self._with_headings(index)
        before = at.get((first - 1, "end"))
        own = at.get((index, "row"))
        if before is None or own is None or before["page"] >= own["page"]:
            return 0.0
        return float(self.foot - before["y"])

    def _with_headings(self, index: int) -> int:
        while index > 0 and self.parts[index - 1]["k"] == "heading":
            index -= 1
        return index

    def _can_pass(self, index: int) -> bool:
        following = self.parts[index + 1]["k"] if index + 1 < len(self.parts) else ""
        return following in _FLOWING

    def _gap_before(self, index: int, spots: list[Spot]) -> Gap | None:
        """Return the gap that a chart left on the page it missed.

        ``None`` when the chart stands on the page of what precedes it, or opens a page rightly.
        """
        at = {(spot["part"], spot["edge"]): spot for spot in spots}
        first = self._with_headings(index)
        before, start, end = self._last_before(first, at), at[index, "start"], at[index, "foot"]
        opening = at[first, "start"]
        if before is None or before["page"] >= start["page"]:
            return None
        free = self.foot - before["y"] - ABOVE
        needed = (
            end["y"] - opening["y"] if opening["page"] == end["page"] else end["y"] - start["y"]
        )
        height = at[index, "under"]["y"] - at[index, "picture"]["y"]
        return Gap(height, needed - free + SLACK, free)


def _win_back_tail(
    data: Data, now: list[Spot], spots: Callable[[], list[Spot]], page: _Page
) -> None:
    last = max((spot["page"] for spot in now), default=1)
    used = max((spot["y"] for spot in now if spot["page"] == last), default=0.0) - page.top
    if last == 1 or used > SHORT_TAIL * page.height:
        return
    data["compact"] = True
    if max(spot["page"] for spot in spots()) == last:
        data["compact"] = False
