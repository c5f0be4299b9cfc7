"""Edition: the year for the whole country or a region, province by province."""

from __future__ import annotations

from vnhealth.topics.edition.figures import inequality, maps, scorecards
from vnhealth.topics.edition.messages import masthead, messages, tiles
from vnhealth.topics.edition.regions import regions
from vnhealth.topics.edition.tables import extremes, missing, targets

__all__ = [
    "extremes",
    "inequality",
    "maps",
    "masthead",
    "messages",
    "missing",
    "regions",
    "scorecards",
    "targets",
    "tiles",
]
