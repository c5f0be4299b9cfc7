"""Read JSON-stat 1 and 2: one table a dataset, the numbers as their characters stand."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from vnhealth.errors import ReadError
from vnhealth.readers.charset import decode
from vnhealth.readers.limits import DEFAULT, Limits, damaged, too_many_cells
from vnhealth.readers.model import Note, RawTable, Structure


def read_jsonstat(
    path: Path, *, limits: Limits = DEFAULT, charset: str | None = None
) -> list[RawTable]:
    """Read a JSON-stat file: the first dimension down, the others across, as text.

    Numbers keep the characters of the file (``5274.510`` stays so); null becomes an empty
    cell, or its status mark where it has one (".."). A heading joins the labels of the
    dimensions across by " | ".

    Raises
    ------
    ReadError
        When the file is not JSON, holds no dataset, or its sizes disagree.
    """
    text, notes = decode(path.read_bytes(), path.name, charset)
    try:
        document = json.loads(text.rstrip("\0"), parse_float=str, parse_int=str)
    except (json.JSONDecodeError, RecursionError) as error:
        raise damaged(path) from error
    found = list(_datasets(document))
    if not found:
        raise ReadError(
            f"{path.name}: this JSON file holds no JSON-stat dataset.",
            f"{path.name}: tệp JSON này không chứa bộ dữ liệu JSON-stat nào.",
        )
    return [
        _table(path, dataset, number, tuple(notes), limits)
        for number, dataset in enumerate(found, start=1)
    ]


def _datasets(document: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(document, dict):
        return
    if "dimension" in document and "value" in document:
        yield document
        return
    items = (
        document.get("link", {}).get("item", []) if document.get("class") == "collection" else []
    )
    for entry in [*document.values(), *items]:
        if isinstance(entry, dict) and "dimension" in entry and "value" in entry:
            yield entry


def _labels(dimension: Mapping[str, Any]) -> list[str]:
    category = dimension["category"]
    labels: Mapping[str, str] = category.get("label", {})
    index = category.get("index", list(labels))
    ids = index if isinstance(index, list) else sorted(index, key=lambda key: int(index[key]))
    return [str(labels.get(key, key)) for key in ids]


def _values(dataset: Mapping[str, Any], count: int) -> list[str]:
    value, status = dataset["value"], dataset.get("status")
    values = (
        [_text(value.get(str(i))) for i in range(count)]
        if isinstance(value, dict)
        else [_text(v) for v in value]
    )
    if isinstance(status, list):
        status = {str(i): mark for i, mark in enumerate(status)}
    if isinstance(status, dict):  # a mark such as ".." stands where the value is null
        return [v or _text(status.get(str(i))) for i, v in enumerate(values)]
    return values


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _table(
    path: Path, dataset: Mapping[str, Any], number: int, notes: tuple[Note, ...], limits: Limits
) -> RawTable:
    try:
        dimensions = dataset["dimension"]
        ids: Sequence[str] = dataset.get("id") or dimensions["id"]
        sizes = [int(n) for n in (dataset.get("size") or dimensions["size"])]
        rows, columns = sizes[0], math.prod(sizes[1:])
        if rows * columns > limits.cells:
            raise too_many_cells(path, "", rows, columns, limits)
        labels = [_labels(dimensions[name]) for name in ids]
        values = _values(dataset, math.prod(sizes))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise damaged(path) from error
    if [len(entry) for entry in labels] != sizes or len(values) != math.prod(sizes):
        raise ReadError(
            f"{path.name}: the sizes of the dimensions {sizes} do not match the labels and the "
            f"{len(values)} values of the dataset.",
            f"{path.name}: kích thước các chiều {sizes} không khớp với nhãn và {len(values)} giá "
            "trị của bộ dữ liệu.",
        )
    headings = _across(labels[1:])
    title = _text(dataset.get("label"))
    cells = [
        (title, *[""] * columns),
        (str(dimensions[ids[0]].get("label", ids[0])), *headings),
        *((labels[0][r], *values[r * columns : (r + 1) * columns]) for r in range(rows)),
    ]
    return RawTable(
        path.name,
        tuple(tuple(row) for row in cells),
        number=number,
        structure=Structure(title_rows=1, header_rows=1),
        notes=notes,
    )


def _across(labels: list[list[str]]) -> list[str]:
    headings = [""]
    for entry in labels:
        headings = [f"{left} | {label}" if left else label for left in headings for label in entry]
    return headings
