"""Check what a measure is given; refuse the impossible in a sentence that names the rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from vnhealth.errors import DataError, UsageError

FloatArray = NDArray[np.float64]
DIRECTIONS: Final = ("higher", "lower", "none")
LOWEST_PERCENT: Final = 50.0
ROWS_NAMED: Final = 5


def as_floats(values: Any) -> FloatArray:
    """Return `values` (scalar, list, array or Series) as a one-dimensional float array.

    Examples
    --------
    >>> as_floats([1, None])
    array([ 1., nan])
    """
    if isinstance(values, pd.Series):
        return np.asarray(values.to_numpy(dtype="float64", na_value=np.nan), dtype=np.float64)
    return np.atleast_1d(np.asarray(values, dtype=np.float64))


def aligned(*values: Any) -> tuple[pd.Index[Any], list[FloatArray]]:
    """Return the common index and the float arrays of `values`, scalars stretched to fit.

    Raises
    ------
    UsageError
        Two Series carry different labels, or two lengths differ: rows are never matched by
        position when their labels disagree.
    """
    index = next((v.index for v in values if isinstance(v, pd.Series)), None)
    if any(isinstance(v, pd.Series) and not v.index.equals(index) for v in values):
        raise UsageError(
            "The columns of one measure carry different row labels. Join them by key first.",
            "Các cột của một phép tính có nhãn dòng khác nhau. Hãy nối chúng theo khóa trước.",
        )
    arrays = [as_floats(v) for v in values]
    length = len(index) if index is not None else max(len(a) for a in arrays)
    if any(len(a) not in (1, length) for a in arrays):
        lengths = ", ".join(str(len(a)) for a in arrays)
        raise UsageError(
            f"The columns of one measure have different lengths: {lengths}.",
            f"Các cột của một phép tính có độ dài khác nhau: {lengths}.",
        )
    if index is None:
        index = pd.RangeIndex(length)
    return index, [np.broadcast_to(a, (length,)) for a in arrays]


def confidence_level(confidence: float) -> float:
    """Return a confidence level as a fraction in (0, 1]: 0.95 and 95 are the same.

    Examples
    --------
    >>> confidence_level(99.8) == confidence_level(0.998) == 0.998
    True
    """
    level = confidence / 100 if confidence >= LOWEST_PERCENT else confidence
    if not 0 < level <= 1:
        raise UsageError(
            f"The confidence level {confidence} is not between 0 and 1, nor between 50 and 100.",
            f"Mức tin cậy {confidence} không nằm giữa 0 và 1, cũng không giữa 50 và 100.",
        )
    return level


def _named(index: pd.Index[Any], bad: NDArray[np.bool_]) -> str:
    labels = [str(label) for label in index[bad][:ROWS_NAMED]]
    more = int(bad.sum()) - len(labels)
    return ", ".join(labels) + (f" (+{more})" if more > 0 else "")


def require_not_negative(index: pd.Index[Any], values: FloatArray, en: str, vi: str) -> None:
    """Raise DataError where `values` are negative or infinite; missing ones pass."""
    bad = (values < 0) | np.isinf(values)
    if bad.any():
        rows = _named(index, bad)
        raise DataError(
            f"The {en} must be zero or more, and finite. Look at row {rows}.",
            f"{vi[0].upper()}{vi[1:]} phải là số hữu hạn không âm. Xem dòng {rows}.",
        )


def require_part_of_whole(index: pd.Index[Any], part: FloatArray, whole: FloatArray) -> None:
    """Raise DataError where a part is larger than its whole; a whole of zero is no whole."""
    bad = (part > whole) & (whole > 0)
    if bad.any():
        rows = _named(index, bad)
        raise DataError(
            f"A part is larger than its whole, so it is no proportion. Look at row {rows}.",
            f"Tử số lớn hơn mẫu số nên không thành tỷ lệ. Xem dòng {rows}.",
        )


def require_columns(frame: pd.DataFrame, columns: Iterable[str]) -> None:
    """Raise UsageError where `frame` lacks any of `columns`."""
    absent = sorted(set(columns) - set(map(str, frame.columns)))
    if absent:
        has = ", ".join(map(str, frame.columns))
        raise UsageError(
            f"The table has no column {', '.join(absent)}. It has: {has}.",
            f"Bảng không có cột {', '.join(absent)}. Bảng có: {has}.",
        )


def require_choice(name: str, value: str, allowed: Sequence[str]) -> None:
    """Raise UsageError where `value` is not one of `allowed`."""
    if value not in allowed:
        raise UsageError(
            f"{name} is {value!r}; allowed are: {', '.join(allowed)}.",
            f"{name} là {value!r}; chỉ được chọn: {', '.join(allowed)}.",
        )
