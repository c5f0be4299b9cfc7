"""Comparison: one indicator over all provinces and the years."""

from __future__ import annotations

from vnhealth.topics.comparison.blocks import extremes, full_table, messages, missing, tiles
from vnhealth.topics.comparison.figures import ranking, spread

__all__ = ["extremes", "full_table", "messages", "missing", "ranking", "spread", "tiles"]
