"""The catalogue: which indicators, topics, units and sources exist.

The facts are data files beside this module; `loader` is their one reader. Own ids
are used throughout; an official code appears only together with its circular.
"""

from vnhealth.catalog.facts import Indicator, Topic, Unit
from vnhealth.catalog.loader import (
    SECTION,
    find_indicator,
    indicator,
    indicators,
    locator,
    normalise_phrase,
    qualifier,
    row_places,
    topics,
    units,
    vintages,
)
from vnhealth.catalog.sources import Original, Source, SourceTable, source, sources

__all__ = [
    "SECTION",
    "Indicator",
    "Original",
    "Source",
    "SourceTable",
    "Topic",
    "Unit",
    "find_indicator",
    "indicator",
    "indicators",
    "locator",
    "normalise_phrase",
    "qualifier",
    "row_places",
    "source",
    "sources",
    "topics",
    "units",
    "vintages",
]
