"""The tile map of a comparison: where in the country the indicator is high and low."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vnhealth.topics.comparison.facts import compared
from vnhealth.topics.mapping import tile_figure

if TYPE_CHECKING:
    from vnhealth.blocks import Figure
    from vnhealth.topics.page import Page


def tiled(page: Page) -> Figure | None:
    """Return the provinces of the newest year as tiles, or ``None`` without a figure."""
    found = compared(page)
    if found is None:
        return None
    now = found.figures[found.figures["year"] == found.year]
    provinces = now[now["level"] == "province"]
    return tile_figure(page, provinces, found.country, anchor="comparison-map")
