"""Read printed Vietnamese quantities: comparator, exact value, unit, span, doubt."""

from vnhealth.quantity.cells import UnitContext, read_cell, read_unit
from vnhealth.quantity.column import decide_style, read_column
from vnhealth.quantity.grammar import parse, parse_rows
from vnhealth.quantity.model import CellReading, Period, Quantity, plain_number, to_row
from vnhealth.quantity.periods import periods
from vnhealth.quantity.show import describe, show

__all__ = [
    "CellReading",
    "Period",
    "Quantity",
    "UnitContext",
    "decide_style",
    "describe",
    "parse",
    "parse_rows",
    "periods",
    "plain_number",
    "read_cell",
    "read_column",
    "read_unit",
    "show",
    "to_row",
]
