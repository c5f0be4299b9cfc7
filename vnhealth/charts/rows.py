"""What charts ask of their frames: the columns, their defaults, and at least one value."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from vnhealth.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import pandas as pd


def prepared(
    frame: pd.DataFrame,
    chart: str,
    required: Sequence[str],
    optional: Mapping[str, Any],
    value: str = "value",
) -> pd.DataFrame:
    """Return a copy of `frame` with the optional columns filled by their defaults.

    Parameters
    ----------
    frame
        The view to draw.
    chart
        Name of the chart, for the message.
    required, optional
        Columns that must be there, and those that take a default.
    value
        The column that must hold at least one figure.

    Raises
    ------
    DataError
        A required column is absent, or no row has a value.
    """
    absent = [name for name in required if name not in frame.columns]
    if absent:
        raise DataError(
            en=f"The chart '{chart}' needs the columns {', '.join(required)};"
            f" absent: {', '.join(absent)}.",
            vi=f"Biểu đồ '{chart}' cần các cột {', '.join(required)}; thiếu: {', '.join(absent)}.",
        )
    if not frame[value].notna().any():
        raise DataError(
            en=f"The chart '{chart}' has no figure to draw: every value is missing.",
            vi=f"Biểu đồ '{chart}' không có số liệu để vẽ: mọi giá trị đều trống.",
        )
    filled = frame.copy().reset_index(drop=True)
    for name, default in optional.items():
        if name not in filled.columns:
            filled[name] = default
        elif isinstance(default, str | bool):
            filled[name] = filled[name].fillna(default)
    return filled


def records(frame: pd.DataFrame) -> list[Any]:
    """Return the rows as tuples with named fields, in order."""
    return list(frame.itertuples(index=False))


def is_known(value: float) -> bool:
    """Tell a figure from the mark of a missing one."""
    return not math.isnan(value)
