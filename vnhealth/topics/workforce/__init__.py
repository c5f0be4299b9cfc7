"""Workforce: density, staff mix, targets and the headcount missing to them, training."""

from __future__ import annotations

from vnhealth.topics.workforce.figures import density_trend, mix, ranking
from vnhealth.topics.workforce.messages import messages
from vnhealth.topics.workforce.tables import missing, staff_table, targets, tiles, training

__all__ = [
    "density_trend",
    "messages",
    "missing",
    "mix",
    "ranking",
    "staff_table",
    "targets",
    "tiles",
    "training",
]
