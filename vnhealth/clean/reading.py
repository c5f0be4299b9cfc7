"""One raw cell to one Observation, or the reason why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog, places
from vnhealth.errors import UsageError
from vnhealth.quantity import CellReading, Quantity, periods, read_cell
from vnhealth.schema import MADE_UP, ROLES

if TYPE_CHECKING:
    from vnhealth.catalog import Indicator
    from vnhealth.clean.cells import RawCell
    from vnhealth.places import Match

LAST_YEAR_OF_63: Final = 2024
UNREADABLE: Final = "unreadable"
MOST_KEPT: Final = 100_000
"""Texts whose reading is kept at hand; a load of many millions has more than memory takes."""
MISSING_VI: Final = {
    "not available": "không có số liệu",
    "not applicable": "không áp dụng",
    "none recorded": "không phát sinh",
    "empty": "ô trống",
}


class UnreadableError(Exception):
    """A cell gave no observation, and why.

    `kind` is missing, text, ambiguous, period, place, indicator, role or unit.
    """

    def __init__(self, kind: str, en: str, vi: str) -> None:
        super().__init__(en)
        self.kind = kind
        self.en = en
        self.vi = vi


class Reader:
    """Reads cells; what repeats (names, texts) is worked out once.

    `registered` holds the ids of places that the source under way brings along.
    """

    def __init__(self) -> None:
        self.registered: frozenset[str] = frozenset()
        self._places: dict[tuple[str, str], Match] = {}
        self._readings: dict[tuple[str, str, str], CellReading] = {}
        self._periods: dict[str, tuple[str, int, bool]] = {}

    def observation(self, cell: RawCell, text: str) -> dict[str, Any]:
        """Return the observation that `text`, the cell as corrected, says, by column."""
        indicator = _indicator(cell)
        period, year, preliminary = self._period(cell)
        place_id = self._place(cell, year)
        quantity = self._quantity(cell, text, indicator)
        figures = _figures(quantity, indicator, cell)
        flags = _flags(quantity, corrected=text != cell.printed)
        if place_id not in self.registered:
            flags += _included(place_id, year)
        if cell.made_up:
            flags.append(MADE_UP)
        return {
            "cell_id": cell.cell_id,
            "place_id": place_id,
            "indicator": indicator.id,
            "year": year,
            "period": period,
            "role": cell.role,
            "status": "preliminary" if preliminary else "final",
            "comparator": quantity.op,
            **figures,
            "unit": indicator.unit,
            "qualifier": cell.qualifier,
            "source_id": cell.source_id,
            "locator": cell.locator,
            "printed": cell.printed,
            "flags": ";".join(flags),
        }

    def _quantity(self, cell: RawCell, text: str, indicator: Indicator) -> Quantity:
        key = (text, cell.unit, cell.style)
        if key not in self._readings:
            if len(self._readings) >= MOST_KEPT:
                self._readings.clear()
            self._readings[key] = read_cell(text, unit_hint=cell.unit, style=cell.style)
        reading = self._readings[key]
        if reading.quantity is None and reading.missing != UNREADABLE:
            raise UnreadableError("missing", reading.missing, MISSING_VI[reading.missing])
        if reading.quantity is None:
            raise UnreadableError(
                "text", f"no single quantity in {text!r}", f"không đọc ra một số trong {text!r}"
            )
        if reading.rest:
            raise UnreadableError(
                "text",
                f"more than one quantity in {text!r}",
                f"có nhiều hơn một số trong {text!r}",
            )
        if reading.quantity.ambiguous:
            raise UnreadableError(
                "ambiguous",
                f"{text!r} can be read in more than one way",
                f"{text!r} có thể đọc theo nhiều cách",
            )
        return reading.quantity

    def _period(self, cell: RawCell) -> tuple[str, int, bool]:
        if cell.year:
            if not cell.year.isdecimal():
                raise UnreadableError(
                    "period",
                    f"no single year in {cell.year!r}",
                    f"không đọc ra một năm trong {cell.year!r}",
                )
            return cell.period, int(cell.year), cell.preliminary
        if cell.period not in self._periods:
            found = periods(cell.period)
            if len(found) != 1:
                raise UnreadableError(
                    "period",
                    f"no single period in {cell.period!r}",
                    f"không đọc ra một kỳ trong {cell.period!r}",
                )
            first, last = found[0].first_year, found[0].last_year
            label = str(last) if first == last else f"{first}-{last}"
            self._periods[cell.period] = (label, last, found[0].preliminary)
        return self._periods[cell.period]

    def _place(self, cell: RawCell, year: int) -> str:
        if cell.place_id in self.registered:
            return cell.place_id
        if cell.place_id:
            try:
                return places.place(cell.place_id).place_id
            except UsageError as fault:
                raise UnreadableError("place", fault.en, fault.vi) from fault
        listed = catalog.row_places(cell.source_id).get(cell.place.strip())
        if listed == "":
            raise UnreadableError(
                "ignored",
                f"{cell.place.strip()!r} is a region of an older division of the country",
                f"{cell.place.strip()!r} là vùng theo cách chia vùng cũ",
            )
        if listed:
            return listed
        boundaries = "63" if year <= LAST_YEAR_OF_63 else "34"
        key = (cell.place, boundaries)
        if key not in self._places:
            match = places.resolve(cell.place, boundaries=boundaries)
            if not match.place_id:
                match = places.resolve(cell.place, boundaries=boundaries, level="province")
            self._places[key] = match
        found = self._places[key]
        if not found.place_id:
            raise UnreadableError("place", found.reason_en, found.reason_vi)
        return found.place_id


def _indicator(cell: RawCell) -> Indicator:
    found = catalog.indicators().get(cell.indicator)
    if found is None:
        raise UnreadableError(
            "indicator",
            f"{cell.indicator!r} is not in the catalogue",
            f"{cell.indicator!r} không có trong danh mục",
        )
    if cell.role not in ROLES:
        allowed = ", ".join(ROLES)
        raise UnreadableError(
            "role", f"role {cell.role!r}; allowed: {allowed}", f"role {cell.role!r}; có: {allowed}"
        )
    return found


def _figures(quantity: Quantity, indicator: Indicator, cell: RawCell) -> dict[str, float | None]:
    """Return value, limits and fraction in the indicator's unit."""
    unit = _unit(quantity)
    if unit and unit != indicator.unit and not (quantity.percent and indicator.unit == "%"):
        raise UnreadableError(
            "unit",
            f"unit {unit!r} printed where {indicator.unit!r} is expected",
            f"in đơn vị {unit!r} ở chỗ của {indicator.unit!r}",
        )
    value = quantity.value
    if indicator.unit == "%" and quantity.numerator is not None:
        value = quantity.percent
        if value is None and quantity.denominator:
            value = 100 * quantity.numerator / quantity.denominator
    return {
        "value": _scaled(value, cell.scale),
        "lower": _scaled(quantity.lower, cell.scale),
        "upper": _scaled(quantity.upper, cell.scale),
        "numerator": _scaled(quantity.numerator, 1.0),
        "denominator": _scaled(quantity.denominator, 1.0),
    }


def _unit(quantity: Quantity) -> str:
    """Return the unit printed, staff a station as the rate it is."""
    if (quantity.unit, quantity.per) == ("person", "facility"):
        return "per_station"
    return quantity.unit or ""


def _flags(quantity: Quantity, *, corrected: bool) -> list[str]:
    flags = []
    if quantity.approx:
        flags.append("approx")
    if quantity.is_change:
        flags.append("change")
    if corrected:
        flags.append("corrected")
    return flags


def _included(place_id: str, year: int) -> list[str]:
    """Return a flag for each place that the figures of `place_id` covered in that year."""
    own = places.place(place_id)
    if own.level != "province" or own.boundaries != "63":
        return []
    covered = places.coverage(place_id, year) - {place_id}
    return [f"includes:{other}" for other in sorted(covered) if not _gone(other, year)]


def _gone(place_id: str, year: int) -> bool:
    """Tell whether a place was dissolved by then: its ground belongs to another for good."""
    end = places.place(place_id).valid_to
    return bool(end) and int(end[:4]) <= min(year, LAST_YEAR_OF_63)


def _scaled(value: Any, scale: float) -> float | None:
    return None if value is None else float(value) * scale if scale != 1 else float(value)
