"""Profile: all topics of one place on two pages, with its place among the provinces."""

from __future__ import annotations

from vnhealth.topics.profile.figures import spine
from vnhealth.topics.profile.messages import messages, tiles
from vnhealth.topics.profile.tables import budget, coverage, missing, workforce

__all__ = [
    "budget",
    "coverage",
    "messages",
    "missing",
    "spine",
    "tiles",
    "workforce",
]
