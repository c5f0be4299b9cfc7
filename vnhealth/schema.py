"""The contract of the Observation table: one row a figure, traceable to a printed cell."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from vnhealth.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

ROLES: Final = ("actual", "target", "plan", "baseline", "estimate")
STATUSES: Final = ("final", "preliminary")
COMPARATORS: Final = ("eq", "lt", "le", "gt", "ge", "approx", "range")
KEY: Final = ("place_id", "indicator", "period", "role", "qualifier", "source_id")

FIELDS: Final[dict[str, tuple[str, str]]] = {
    "cell_id": ("string", "The printed cell: source id, '#', id of the cell in that source."),
    "place_id": ("string", "Place with its boundary set (SDMX REF_AREA)."),
    "indicator": ("string", "Indicator of the catalogue."),
    "year": ("integer", "Last calendar year of the period."),
    "period": ("string", "Year or years meant, '2024' or '2016-2023' (SDMX TIME_PERIOD)."),
    "role": ("string", "actual, target, plan, baseline or estimate."),
    "status": ("string", "final or preliminary (SDMX OBS_STATUS)."),
    "comparator": ("string", "eq, lt, le, gt, ge, approx or range."),
    "value": ("number", "The figure in `unit`; empty for a range (SDMX OBS_VALUE)."),
    "lower": ("number", "Lower end of a printed range, in `unit`."),
    "upper": ("number", "Upper end of a printed range, in `unit`."),
    "numerator": ("number", "Count printed above the line of a fraction."),
    "denominator": ("number", "Count printed below the line of a fraction."),
    "unit": ("string", "Unit id of the catalogue (SDMX UNIT_MEASURE)."),
    "qualifier": ("string", "What sets apart two figures of one indicator; empty if nothing."),
    "source_id": ("string", "Folder of the source in data/raw."),
    "locator": ("string", "Where the cell stands in the source."),
    "printed": ("string", "The cell exactly as printed."),
    "flags": ("string", "Words joined by ';': approx, change, made_up, includes:…"),
}
COLUMNS: Final = tuple(FIELDS)
NUMBERS: Final = tuple(name for name, (kind, _) in FIELDS.items() if kind == "number")
# Columns of the list of cells that gave no observation.
UNREAD_COLUMNS: Final = (
    "cell_id",
    "source_id",
    "place",
    "indicator",
    "period",
    "printed",
    "locator",
    "kind",
    "reason_en",
    "reason_vi",
)
MADE_UP: Final = "made_up"
"""Flag of a figure whose source says that its figures are invented."""
# Texts that may be empty; every other text must say something.
MAY_BE_EMPTY: Final = ("qualifier", "flags", "locator")
NO_FIGURE: Final = "neither a value nor a range"
MOST_SHOWN: Final = 10
# Columns of the findings of the checks, as in vnhealth.checks.finding.
FINDING_COLUMNS: Final = (
    "check",
    "severity",
    "sentence_en",
    "sentence_vi",
    "cells",
    "place_id",
    "indicators",
    "year",
    "certainty",
    "reason_en",
    "reason_vi",
)
TEXTS: Final = tuple(name for name, (kind, _) in FIELDS.items() if kind == "string")


@lru_cache(maxsize=1)
def contract() -> Any:
    """Return the pandera schema of the table; nothing is coerced."""
    import pandera.pandas as pa

    filled = pa.Check.str_length(min_value=1)
    checks: dict[str, Any] = {
        "role": pa.Check.isin(ROLES),
        "status": pa.Check.isin(STATUSES),
        "comparator": pa.Check.isin(COMPARATORS),
        "year": pa.Check.in_range(1900, 2100),
    }
    columns = {}
    for name, (kind, description) in FIELDS.items():
        dtype: Any = {"string": "str", "integer": "int64", "number": "float64"}[kind]
        check = checks.get(name)
        if kind == "string" and check is None and name not in MAY_BE_EMPTY:
            check = filled
        columns[name] = pa.Column(
            dtype, checks=check, nullable=kind == "number", description=description
        )
    has_figure = pa.Check(
        lambda frame: frame["value"].notna() | (frame["lower"].notna() & frame["upper"].notna()),
        error=NO_FIGURE,
    )
    return pa.DataFrameSchema(
        columns,
        strict=True,
        ordered=True,
        coerce=False,
        unique=["cell_id"],
        checks=[has_figure],
    )


def validate(frame: pd.DataFrame) -> pd.DataFrame:
    """Return `frame` when it keeps the contract.

    Raises
    ------
    DataError
        With every fault found, by column and row.
    """
    import pandera.errors

    try:
        checked: pd.DataFrame = contract().validate(frame, lazy=True)
    except pandera.errors.SchemaErrors as fault:
        faults = _faults(fault.failure_cases, frame)
        shown = "; ".join(faults[:MOST_SHOWN])
        more = len(faults) - MOST_SHOWN
        raise DataError(
            f"{len(faults)} faults against the contract of observations: {shown}"
            + (f"; and {more} more." if more > 0 else "."),
            f"{len(faults)} lỗi so với quy ước của bảng quan sát: {shown}"
            + (f"; và {more} lỗi khác." if more > 0 else "."),
        ) from fault
    repeated = checked[checked.duplicated(list(KEY), keep=False)]
    if len(repeated):
        cells = ", ".join(repeated["cell_id"].head(6))
        raise DataError(
            f"{len(repeated)} observations share a key ({', '.join(KEY)}): {cells}. Give them a "
            "qualifier in data/raw.",
            f"{len(repeated)} quan sát trùng khóa ({', '.join(KEY)}): {cells}. Hãy thêm qualifier "
            "trong data/raw.",
        )
    return checked


def _faults(cases: pd.DataFrame, frame: pd.DataFrame) -> list[str]:
    """Return one line a fault, by cell, column and what stands there.

    A check of whole rows reports each column of a row that fails it: one line is enough.
    """
    lines = []
    for case in cases.to_dict("records"):
        number: Any = case["index"]
        named = "cell_id" in frame and number is not None and number >= 0
        row = str(frame["cell_id"].iloc[int(number)]) if named else ""
        if case["check"] == NO_FIGURE:
            lines.append(f"{row}: {NO_FIGURE}")
        else:
            where = f"{row}, {case['column']}" if row else str(case["column"])
            lines.append(f"{where}: {case['check']} ({case['failure_case']})")
    return list(dict.fromkeys(lines))
