"""Comparison: one indicator over all provinces and the years."""

from __future__ import annotations

from vnhealth.topics.comparison.figures import ranking, spread
from vnhealth.topics.comparison.funnels import funnelled
from vnhealth.topics.comparison.maps import tiled
from vnhealth.topics.comparison.messages import messages, tiles
from vnhealth.topics.comparison.tables import extremes, full_table, missing

__all__ = [
    "extremes",
    "full_table",
    "funnelled",
    "messages",
    "missing",
    "ranking",
    "spread",
    "tiled",
    "tiles",
]
