"""Read SDMX-ML data (generic and structure-specific, 2.0 to 2.1) as one long table a data set."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from vnhealth.errors import ReadError
from vnhealth.readers.limits import DEFAULT, Limits, damaged, too_many_cells
from vnhealth.readers.model import Note, RawTable, Structure

ROOTS: Final = frozenset(
    {
        "GenericData",
        "GenericTimeSeriesData",
        "StructureSpecificData",
        "StructureSpecificTimeSeriesData",
        "CompactData",
        "UtilityData",
    }
)
_TIME, _VALUE = "TIME_PERIOD", "OBS_VALUE"


def read_sdmx(path: Path, *, limits: Limits = DEFAULT) -> list[RawTable]:
    """Read each data set into a table: dimensions, TIME_PERIOD, OBS_VALUE, attributes.

    One row an observation, in the order of the file; codes stay codes, since the file says
    nothing of their labels.

    Raises
    ------
    ReadError
        When the XML is damaged, holds no observations, or there are too many observations.
    """
    from lxml import etree

    try:
        with path.open("rb") as stream:
            datasets = _datasets(path, stream, limits)
    except (etree.XMLSyntaxError, IndexError, ValueError, OSError) as error:
        raise damaged(path) from error
    if not any(datasets):
        raise ReadError(
            f"{path.name}: this SDMX message holds no observations.",
            f"{path.name}: thông điệp SDMX này không có quan sát nào.",
        )
    return [
        _table(path, rows, number if len(datasets) > 1 else 0)
        for number, rows in enumerate(datasets, start=1)
        if rows
    ]


def _datasets(path: Path, stream: IO[bytes], limits: Limits) -> list[list[dict[str, str]]]:
    from lxml import etree

    datasets: list[list[dict[str, str]]] = []
    tags = ["{*}DataSet", "{*}Series", "{*}Group", "{*}Obs"]
    events = etree.iterparse(
        stream, events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
    )
    for event, element in events:
        name = etree.QName(element).localname
        if event == "start":
            if name == "DataSet":
                datasets.append([])
        elif name == "Series":
            datasets[-1].extend(_series(element))
            element.clear()
        elif name == "Obs" and _local(element.getparent()) != "Series":
            datasets[-1].append(_observation(element))
            element.clear()
        if datasets and len(datasets[-1]) * 4 > limits.cells:
            raise too_many_cells(path, "", len(datasets[-1]), 4, limits)
    return datasets


def _local(element: Any) -> str:
    from lxml import etree

    return str(etree.QName(element).localname) if element is not None else ""


def _plain_attributes(element: Any) -> dict[str, str]:
    return {key: value for key, value in element.attrib.items() if not key.startswith("{")}


def _values(element: Any) -> dict[str, str]:
    """Return the id/value pairs below a SeriesKey, ObsKey or Attributes element."""
    return {
        (child.get("id") or child.get("concept") or ""): child.get("value", "")
        for child in element.iterchildren("{*}Value")
    }


def _series(element: Any) -> Iterator[dict[str, str]]:
    shared = _plain_attributes(element)
    for child in element:
        if _local(child) in {"SeriesKey", "Attributes"}:
            shared |= _values(child)
    for child in element.iterchildren("{*}Obs"):
        yield shared | _observation(child)


def _observation(element: Any) -> dict[str, str]:
    row = _plain_attributes(element)
    for child in element:
        name = _local(child)
        if name in {"ObsKey", "Attributes"}:
            row |= _values(child)
        elif name == "ObsDimension":
            row[child.get("id", _TIME)] = child.get("value", "")
        elif name == "Time":
            row[_TIME] = child.text or ""
        elif name == "ObsValue":
            row[_VALUE] = child.get("value", "")
    return row


def _table(path: Path, rows: list[dict[str, str]], number: int) -> RawTable:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    columns.sort(key=lambda c: {_TIME: 1, _VALUE: 2}.get(c, 0 if c in rows[0] else 3))
    cells = (tuple(columns), *(tuple(row.get(c, "") for c in columns) for row in rows))
    note = Note(
        "SDMX gives codes, not labels; their meaning is in the structure definition.",
        "SDMX chỉ ghi mã, không ghi nhãn; ý nghĩa của mã nằm trong định nghĩa cấu trúc.",
    )
    return RawTable(
        path.name, cells, number=number, structure=Structure(header_rows=1), notes=(note,)
    )
