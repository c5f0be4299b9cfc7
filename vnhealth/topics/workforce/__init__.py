"""Workforce: density, staff mix, targets and the headcount missing to them, training."""

from __future__ import annotations

from vnhealth.topics.workforce.figures import density_trend, levels, mix, ranking
from vnhealth.topics.workforce.messages import messages
from vnhealth.topics.workforce.neighbours import neighbours
from vnhealth.topics.workforce.tables import (
    missing,
    shortfall_table,
    staff_table,
    targets,
    tiles,
    training,
)

__all__ = [
    "density_trend",
    "levels",
    "messages",
    "missing",
    "mix",
    "neighbours",
    "ranking",
    "shortfall_table",
    "staff_table",
    "targets",
    "tiles",
    "training",
]
