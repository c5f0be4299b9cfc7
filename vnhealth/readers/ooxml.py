"""Read formats, hidden rows and formula states out of an .xlsx workbook, one pass, streaming."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

from vnhealth.readers.limits import Limits, damaged, too_many_cells
from vnhealth.readers.numberformat import builtin_format
from vnhealth.readers.sheetfacts import SheetFacts

_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d+)$")
_RELATION: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION: Final = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


def xlsx_facts(path: Path, limits: Limits) -> tuple[dict[str, SheetFacts], bool]:
    """Return the facts of each sheet by name, and whether the workbook holds macros.

    Raises
    ------
    ReadError
        When the workbook is damaged, or a sheet spans more cells than `limits` allows.
    """
    from lxml import etree

    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
            styles = _styles(archive) if "xl/styles.xml" in names else []
            facts: dict[str, SheetFacts] = {}
            for name, target in _sheets(archive):
                if target in names:
                    with archive.open(target) as stream:
                        facts[name] = _scan(stream, SheetFacts(name), styles, path, limits)
            return facts, any(n.endswith("vbaProject.bin") for n in names)
    except (zipfile.BadZipFile, etree.XMLSyntaxError, KeyError, ValueError, OSError) as error:
        raise damaged(path) from error


def _elements(stream: IO[bytes], *wanted: str) -> Iterator[tuple[str, Any]]:
    """Yield (local name, element) at the end of each wanted element, then forget it."""
    from lxml import etree

    tags = [f"{{*}}{name}" for name in wanted]
    events = etree.iterparse(stream, events=("end",), tag=tags, resolve_entities=False)
    for _, element in events:
        yield etree.QName(element).localname, element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def _sheets(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    with archive.open("xl/_rels/workbook.xml.rels") as stream:
        targets = {
            e.get("Id"): posixpath.normpath(posixpath.join("xl", e.get("Target", "")))
            if not e.get("Target", "").startswith("/")
            else e.get("Target", "")[1:]
            for _, e in _elements(stream, "Relationship")
        }
    with archive.open("xl/workbook.xml") as stream:
        return [
            (e.get("name", ""), targets.get(e.get(_RELATION) or e.get(_STRICT_RELATION), ""))
            for _, e in _elements(stream, "sheet")
        ]


def _styles(archive: zipfile.ZipFile) -> list[str]:
    from lxml import etree

    with archive.open("xl/styles.xml") as stream:
        root = etree.parse(stream, etree.XMLParser(resolve_entities=False)).getroot()
    own = {
        int(e.get("numFmtId", "0")): e.get("formatCode", "General")
        for e in root.iterfind("{*}numFmts/{*}numFmt")
    }
    return [
        own.get(number) or builtin_format(number)
        for e in root.iterfind("{*}cellXfs/{*}xf")
        for number in [int(e.get("numFmtId", "0"))]
    ]


def _scan(
    stream: IO[bytes], facts: SheetFacts, styles: list[str], path: Path, limits: Limits
) -> SheetFacts:
    row, column = -1, -1
    for name, element in _elements(stream, "col", "c", "row"):
        if name == "col":
            if element.get("hidden") in {"1", "true"}:
                first, last = int(element.get("min")), int(element.get("max"))
                facts.hidden_columns.update(range(first - 1, last))
        elif name == "row":
            row = int(element.get("r", row + 2)) - 1 if column < 0 else row
            if element.get("hidden") in {"1", "true"}:
                facts.hidden_rows.add(int(element.get("r", row + 1)) - 1)
            column = -1
        else:
            row, column = _position(element.get("r"), row, column)
            _cell(element, facts, styles, row, column)
            if facts.area > limits.cells:
                shape = facts.last_row + 1, facts.last_column + 1
                raise too_many_cells(path, facts.name, *shape, limits)
    return facts


def _position(reference: str | None, row: int, column: int) -> tuple[int, int]:
    found = _REFERENCE.match(reference or "")
    if not found:
        return (row + 1, 0) if column < 0 else (row, column + 1)
    number = 0
    for letter in found.group(1):
        number = number * 26 + ord(letter) - 64
    return int(found.group(2)) - 1, number - 1


def _cell(element: Any, facts: SheetFacts, styles: list[str], row: int, column: int) -> None:
    value = element.find("{*}v")
    formula = element.find("{*}f")
    has_value = (value is not None and value.text) or element.find("{*}is") is not None
    if formula is not None and not has_value and element.get("t") != "str":
        facts.without_value.append((row, column))
        facts.fill(row, column)
    if not has_value:
        return
    facts.fill(row, column)
    if element.get("t") == "e" and value is not None:
        facts.shown[row, column] = value.text
    if element.get("t", "n") in {"n", "d"}:
        style = int(element.get("s", "0"))
        code = styles[style] if style < len(styles) else "General"
        if code != "General":
            facts.formats[row, column] = code
