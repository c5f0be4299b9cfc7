"""Bytes changed inside a good file: a sentence or a table, never another exception."""

from __future__ import annotations

import random
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest

from vnhealth.errors import ReadError
from vnhealth.readers import paragraphs, read

SDMX = b"""<m:GenericData xmlns:m="urn:m" xmlns:g="urn:g"><m:DataSet><g:Series>
<g:SeriesKey><g:Value id="REF_AREA" value="VN"/></g:SeriesKey>
<g:Obs><g:ObsDimension value="2023"/><g:ObsValue value="1"/></g:Obs></g:Series></m:DataSet>
</m:GenericData>"""
PX = b'AXIS-VERSION="2000";\nSTUB="T";\nHEADING="N";\nVALUES("T")="a";\nVALUES("N")="1";\nDATA=1;\n'
HTML = b"<html><table><tr><td rowspan=2>a<td colspan=2>b<tr><td>1<td>2</table><p>c</html>"
JSON = (
    b'{"label":"D","id":["P","Y"],"size":[1,2],"dimension":{"P":{"category":{"index":{"a":0}}},'
    b'"Y":{"category":{"index":["1","2"]}}},"value":[1,2]}'
)


def changed(data: bytes, chance: random.Random) -> bytes:
    noisy = bytearray(data)
    for _ in range(chance.choice([1, 2, 4])):
        at = chance.randrange(len(noisy))
        way = chance.randrange(3)
        if way == 0:
            noisy[at] = chance.randrange(256)
        elif way == 1:
            del noisy[at : at + chance.randrange(1, 10)]
        else:
            noisy[at:at] = noisy[at : at + chance.randrange(1, 10)]
        noisy = noisy or bytearray(b"x")
    return bytes(noisy)


def read_all(path: Path) -> None:
    try:
        tables = read(path)
    except ReadError:
        return
    for table in tables:
        assert len(table.header) == table.width
        if table.kind == "prose":
            paragraphs(table)


@pytest.mark.parametrize(
    ("name", "data"), [("a.xml", SDMX), ("a.px", PX), ("a.html", HTML), ("a.json", JSON)]
)
def test_a_changed_text_file_is_read_or_refused(name: str, data: bytes, tmp_path: Path) -> None:
    chance = random.Random(name)
    path = tmp_path / name
    for _ in range(150):
        path.write_bytes(changed(data, chance))
        read_all(path)


def workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Tỉnh", "2023"])
    book.active.append(["Lào Cai", 0.5])
    book.active["B2"].number_format = "0.0%"
    book.save(path)


def document(path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(1, 0))
    made.add_paragraph("Đạt 14,5")
    made.save(path)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("a.xlsx", "xl/worksheets/sheet1.xml"),
        ("a.xlsx", "xl/styles.xml"),
        ("a.xlsx", "xl/workbook.xml"),
        ("a.docx", "word/document.xml"),
    ],
)
def test_a_changed_part_of_a_zipped_file_is_read_or_refused(
    name: str, part: str, tmp_path: Path
) -> None:
    good, path = tmp_path / f"good-{name}", tmp_path / name
    (workbook if name.endswith("xlsx") else document)(good)
    chance = random.Random(part)
    with zipfile.ZipFile(good) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    for _ in range(60):
        with zipfile.ZipFile(path, "w") as target:
            for entry, data in parts.items():
                target.writestr(entry, changed(data, chance) if entry == part else data)
        read_all(path)
