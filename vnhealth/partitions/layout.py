"""How a partitioned store is laid out: its areas, its Arrow schema, the order of its rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from vnhealth.schema import FIELDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    import pandas as pd

PARTITIONED: Final = "partitioned"
GENERATION: Final = "observations-"
ORDER: Final = ("indicator", "place_id", "period", "cell_id")
"""Rows of a file are sorted by these, so that filters skip most of it."""
REPEATING: Final = (
    "place_id",
    "indicator",
    "period",
    "role",
    "status",
    "comparator",
    "unit",
    "qualifier",
    "source_id",
    "flags",
)
"""Columns whose texts repeat: stored and read as dictionaries."""
ROW_GROUP: Final = 1 << 16
_PROVINCE: Final = re.compile(r"(?:63|34)-\d\d")


def area_of(place_id: str) -> str:
    """Return the area of a place: its province, or itself for the country and its regions.

    >>> area_of("63-10-02647"), area_of("63-04-040"), area_of("34-15")
    ('63-10', '63-04', '34-15')
    >>> area_of("vn"), area_of("63-r1")
    ('vn', '63-r1')
    """
    found = _PROVINCE.match(place_id)
    return found[0] if found else place_id


def areas_of(place_ids: pd.Series) -> pd.Series:
    """Return the area of each place."""
    known = {str(each): area_of(str(each)) for each in place_ids.unique()}
    return place_ids.map(known).astype("str")


def file_name(generation: str, area: str, number: int) -> str:
    """Return the path of a file below the store's folder, with slashes.

    >>> file_name("observations-0123456789ab", "63-10", 0)
    'observations-0123456789ab/area=63-10/part-0.parquet'
    """
    return f"{generation}/area={area}/part-{number}.parquet"


def arrow_schema() -> Any:
    """Return the Arrow schema of observations: text, 64-bit integers and 64-bit floats."""
    import pyarrow as pa

    kinds = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    return pa.schema([(name, kinds[kind]) for name, (kind, _) in FIELDS.items()])


def is_partitioned(package: dict[str, Any]) -> bool:
    """Tell whether a data package describes a partitioned store."""
    facts = package.get("vnhealth")
    return isinstance(facts, dict) and facts.get("layout") == PARTITIONED


def files_of(package: dict[str, Any], areas: Iterable[str] | None) -> list[dict[str, Any]]:
    """Return the entries of the files of `areas`, or of all of them, in the order of the package.

    An entry has path, area, rows, bytes, hash and indicators.
    """
    wanted = None if areas is None else set(areas)
    entries: list[dict[str, Any]] = package["vnhealth"]["files"]
    return [each for each in entries if wanted is None or each["area"] in wanted]
