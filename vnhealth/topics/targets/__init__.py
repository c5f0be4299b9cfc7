"""Targets: where a place stands on its own targets and the country's, at what pace."""

from __future__ import annotations

from vnhealth.topics.targets.figures import course, distances
from vnhealth.topics.targets.messages import messages, tiles
from vnhealth.topics.targets.tables import (
    judged,
    method,
    missing,
    needs,
    paces,
    unsettled,
    without_result,
)

__all__ = [
    "course",
    "distances",
    "judged",
    "messages",
    "method",
    "missing",
    "needs",
    "paces",
    "tiles",
    "unsettled",
    "without_result",
]
