"""Budget: the year's sum by project and by source, what doesn't add up, and totals over time."""

from __future__ import annotations

from vnhealth.topics.budget.figures import composition, per_inhabitant, totals
from vnhealth.topics.budget.messages import messages
from vnhealth.topics.budget.tables import breakdown, masthead, missing, tiles, totals_table

__all__ = [
    "breakdown",
    "composition",
    "masthead",
    "messages",
    "missing",
    "per_inhabitant",
    "tiles",
    "totals",
    "totals_table",
]
