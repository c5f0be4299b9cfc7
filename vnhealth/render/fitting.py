"""Fill pages: a chart that just misses the foot of a page is set smaller, or lets text pass it.

A chart is never cut, so one that doesn't fit goes to the next page and leaves a gap. Where a
gap is left, the chart is shrunk a little when that is enough; else, when text, a note or a
table follows it, the chart floats to the top of the next page and what follows fills the gap.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

MM: Final = 72 / 25.4
PAGE_FOOT: Final = (297 - 19) * MM
# Chart text below this share of its size is hard to read on paper.
SMALLEST_SCALE: Final = 0.84
# A gap below this height, in points, is an ordinary foot of page.
GAP: Final = 60.0
SLACK: Final = 3.0
# Space above a chart, in points, that the gap must hold too.
ABOVE: Final = 15.0
_FLOWING: Final = frozenset({"body", "note", "prose", "table", "key", "tiles"})

Spot = dict[str, Any]


def fill_pages(data: dict[str, Any], spots: Callable[[], list[Spot]]) -> None:
    """Set ``scale`` and ``floats`` of the charts in `data`, one a pass, from the top down.

    Parameters
    ----------
    data
        The template's data, changed in place.
    spots
        Sets the document as `data` stand and returns where its parts are.
    """
    parts = data["parts"]
    charts = [part for part in parts if part["k"] == "figure"]
    for chart in charts:
        gap = _gap_before(chart["index"], parts, spots()) if chart["index"] else None
        if gap is None:
            continue
        height, missing, wide = gap
        if height - missing >= SMALLEST_SCALE * height:
            chart["scale"] = round((height - missing) / height, 4)
        elif wide and _can_pass(chart["index"], parts):
            chart["floats"] = True


def _can_pass(index: int, parts: list[dict[str, Any]]) -> bool:
    following = parts[index + 1]["k"] if index + 1 < len(parts) else ""
    return following in _FLOWING


def _gap_before(
    index: int, parts: list[dict[str, Any]], spots: list[Spot]
) -> tuple[float, float, bool] | None:
    """Return the picture's height, how much of it didn't fit, and whether the gap is wide.

    ``None`` when the chart stands on the page of what precedes it, or opens a page rightly.
    """
    at = {(spot["part"], spot["edge"]): spot for spot in spots}
    first = index
    while first > 0 and parts[first - 1]["k"] == "heading":
        first -= 1
    before, start, end = at.get((first - 1, "end")), at[index, "start"], at[index, "end"]
    opening = at[first, "start"]
    if before is None or before["page"] >= start["page"]:
        return None
    free = PAGE_FOOT - before["y"] - ABOVE
    needed = end["y"] - opening["y"] if opening["page"] == end["page"] else end["y"] - start["y"]
    height = at[index, "under"]["y"] - at[index, "picture"]["y"]
    return height, needed - free + SLACK, free > GAP and first == index
