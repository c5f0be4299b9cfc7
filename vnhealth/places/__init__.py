"""Which place, on which boundaries, a name means, and how 63 provinces became 34."""

from __future__ import annotations

from vnhealth.places.boundaries import Carried, to_boundaries
from vnhealth.places.history import breaks, coverage, history, territory
from vnhealth.places.model import Break, Event, Match, Place
from vnhealth.places.names import collation_key
from vnhealth.places.registry import frame, parts, place, places, region_of, successor
from vnhealth.places.resolve import is_place_name, resolve, rows

__all__ = [
    "Break",
    "Carried",
    "Event",
    "Match",
    "Place",
    "breaks",
    "collation_key",
    "coverage",
    "frame",
    "history",
    "is_place_name",
    "parts",
    "place",
    "places",
    "region_of",
    "resolve",
    "rows",
    "successor",
    "territory",
    "to_boundaries",
]
