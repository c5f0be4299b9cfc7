"""The catalogue of places as Python objects: which places exist, on which boundaries."""

from __future__ import annotations

import csv
from dataclasses import asdict, fields
from functools import cache
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING, Any

from vnhealth.errors import UsageError
from vnhealth.places.model import BOUNDARIES, LAST_DAY_OF_63, LEVELS, Event, Place
from vnhealth.places.names import collation_key

if TYPE_CHECKING:
    import pandas as pd


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the catalogue table `name` (without .csv), all as text."""
    source = files("vnhealth").joinpath("catalog", f"{name}.csv")
    return tuple(csv.DictReader(StringIO(source.read_text(encoding="utf-8"), newline="")))


@cache
def crosswalk() -> dict[str, str]:
    """Return for each former province the province of 34 that holds its territory."""
    return {row["old_id"]: row["new_id"] for row in table("crosswalk")}


@cache
def registry() -> dict[str, Place]:
    """Return all places by id, in the order of the catalogue."""
    found = {row["place_id"]: _place_of(row) for row in table("places")}
    for row in table("regions"):
        typed = {"type_vi": "vùng", "type_en": "region", "level": "region", "parent_id": "vn"}
        found[row["place_id"]] = _place_of(row | typed | {"region_id": "", "needs_type": ""})
    return found


def _place_of(row: dict[str, str]) -> Place:
    values: dict[str, Any] = {key: text for key, text in row.items() if key != "needs_type"}
    return Place(
        **values,
        successor_id=crosswalk().get(row["place_id"], ""),
        sort_key=collation_key(row["name_vi"]),
        needs_type=row["needs_type"] == "yes",
    )


@cache
def events() -> tuple[Event, ...]:
    """Return the history of boundaries, types and names, oldest first."""
    return tuple(_event_of(row) for row in table("history"))


def _event_of(row: dict[str, str]) -> Event:
    values: dict[str, Any] = dict(row)
    values["first_year"] = int(row["first_year"])
    values["other_ids"] = tuple(row["other_ids"].split())
    return Event(**values)


def check_boundaries(boundaries: str | None) -> None:
    """Raise a UsageError unless `boundaries` is None, "63" or "34"."""
    if boundaries is not None and boundaries not in BOUNDARIES:
        raise UsageError(
            en=f'Boundaries are "63" (to June 2025) or "34" (from July 2025), not "{boundaries}".',
            vi=f'Địa giới chỉ có "63" (đến tháng 6/2025) hoặc "34" (từ tháng 7/2025), '
            f'không có "{boundaries}".',
        )


def check_level(level: str | None) -> None:
    """Raise a UsageError unless `level` is None or one of the four levels."""
    if level is not None and level not in LEVELS:
        raise UsageError(
            en=f'The level is one of {", ".join(LEVELS)}, not "{level}".',
            vi=f'Cấp chỉ nhận một trong các giá trị {", ".join(LEVELS)}, không nhận "{level}".',
        )


def place(place_id: str) -> Place:
    """Return the place with the id `place_id`.

    Raises
    ------
    UsageError
        No place has that id; the sentence names the nearest ones.

    Examples
    --------
    >>> place("63-10").name_vi, place("63-10").successor_id
    ('Lào Cai', '34-15')
    """
    found = registry().get(place_id)
    if found is None:
        raise _unknown_place(place_id)
    return found


def _unknown_place(place_id: str) -> UsageError:
    from vnhealth.places.resolve import resolve

    shown = str(place_id)[:60]
    nearest = [registry()[each] for each in resolve(str(place_id)).candidates]
    if not nearest:
        return UsageError(
            en=f'There is no place "{shown}"; `vnhealth list places` shows them all.',
            vi=f'Không có địa phương "{shown}"; lệnh `vnhealth list places` liệt kê đầy đủ.',
        )
    en = ", ".join(f"{p.place_id} ({p.full_name('en')})" for p in nearest)
    vi = ", ".join(f"{p.place_id} ({p.full_name('vi')})" for p in nearest)
    return UsageError(
        en=f'There is no place id "{shown}"; the nearest are {en}.',
        vi=f'Không có mã địa phương "{shown}"; gần nhất là {vi}.',
    )


def places(
    boundaries: str | None = None, level: str | None = None, *, historical: bool = False
) -> tuple[Place, ...]:
    """Return places in Vietnamese alphabetical order.

    Parameters
    ----------
    boundaries
        "63" or "34"; None for both (the country belongs to both).
    level
        country, region, province or district; None for all.
    historical
        Whether to name Hà Tây too, which ended years before the other 63 provinces.

    Examples
    --------
    >>> [p.name_vi for p in places("34", "province")][:4]
    ['An Giang', 'Bắc Ninh', 'Cà Mau', 'Cao Bằng']
    >>> len(places("63", "province")), len(places("34", "province"))
    (63, 34)
    """
    check_boundaries(boundaries)
    check_level(level)
    chosen = (
        p
        for p in registry().values()
        if (boundaries is None or p.boundaries in (boundaries, ""))
        and (level is None or p.level == level)
        and (historical or not _ended_early(p))
    )
    return tuple(sorted(chosen, key=lambda p: (p.sort_key, p.place_id)))


def frame(boundaries: str | None = None, level: str | None = None) -> pd.DataFrame:
    """Return places as a table, a row a place, in Vietnamese alphabetical order.

    Examples
    --------
    >>> frame("34", "province")[["place_id", "name_vi"]].head(2).to_numpy().tolist()
    [['34-91', 'An Giang'], ['34-24', 'Bắc Ninh']]
    """
    import pandas as pd

    columns = [field.name for field in fields(Place)]
    return pd.DataFrame([asdict(p) for p in places(boundaries, level)], columns=columns)


def _ended_early(candidate: Place) -> bool:
    return candidate.level == "province" and "" < candidate.valid_to < LAST_DAY_OF_63


def parts(place_id: str, *, historical: bool = False) -> tuple[str, ...]:
    """Return the former provinces that make up a province of 34.

    Parameters
    ----------
    place_id
        A province of 34, such as "34-15".
    historical
        Whether to name Hà Tây too, which was a province of its own until July 2008.

    Examples
    --------
    >>> parts("34-15")
    ('63-10', '63-15')
    >>> parts("34-01"), parts("34-01", historical=True)
    (('63-01',), ('63-01', '63-28'))
    """
    whole = place(place_id)
    if whole.level != "province" or whole.boundaries != "34":
        raise UsageError(
            en=f"{whole.full_name('en')} ({place_id}) is not one of the 34 provinces, "
            "so it has no former provinces; give an id such as 34-15.",
            vi=f"{whole.full_name('vi')} ({place_id}) không thuộc 34 tỉnh, thành phố nên không có "
            "tỉnh cũ hợp thành; hãy dùng mã như 34-15.",
        )
    return tuple(
        old
        for old, new in sorted(crosswalk().items())
        if new == place_id and (historical or not _ended_early(registry()[old]))
    )


def successor(place_id: str) -> Place | None:
    """Return the province of 34 that holds the territory of a former province, or None.

    Examples
    --------
    >>> successor("63-28").place_id
    '34-01'
    """
    next_id = place(place_id).successor_id
    return registry()[next_id] if next_id else None


def region_of(place_id: str) -> Place | None:
    """Return the socio-economic region of a province or district, or None.

    Examples
    --------
    >>> region_of("63-10").name_vi
    'Trung du và miền núi phía Bắc'
    """
    region_id = place(place_id).region_id
    return registry()[region_id] if region_id else None
