"""Which place, on which boundaries, a name means, and how 63 provinces became 34."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from vnhealth.places.boundaries import Carried, to_boundaries
from vnhealth.places.history import breaks, coverage, history, territory
from vnhealth.places.model import Break, Event, Match, Place
from vnhealth.places.names import collation_key
from vnhealth.places.registry import frame, parts, place, places, region_of, successor
from vnhealth.places.resolve import is_place_name, resolve, rows

if TYPE_CHECKING:
    import pandas as pd

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


class _Table(ModuleType):
    """The package as ``vh.places``: called, it gives its table (docs/adr/0005)."""

    def __call__(self, boundaries: str | None = None, level: str | None = None) -> pd.DataFrame:
        """Return :func:`frame`, the places as a table."""
        return frame(boundaries, level)


sys.modules[__name__].__class__ = _Table
