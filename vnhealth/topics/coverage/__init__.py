"""Coverage: insurance, immunisation, records, stations and screening, against the targets."""

from __future__ import annotations

from vnhealth.topics.coverage.figures import (
    immunisation_ranking,
    mortality,
    outcomes,
    progress,
    trend,
)
from vnhealth.topics.coverage.messages import messages
from vnhealth.topics.coverage.tables import caveats, missing, services, targets, tiles

__all__ = [
    "caveats",
    "immunisation_ranking",
    "messages",
    "missing",
    "mortality",
    "outcomes",
    "progress",
    "services",
    "targets",
    "tiles",
    "trend",
]
