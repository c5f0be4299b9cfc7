"""Pictures and JSON of a brief, and the names of all its files."""

from __future__ import annotations

import io
import json
import re
import struct
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import nbformat
import pdfplumber
import pypdf
import pytest

from vnhealth import blocks, design, project
from vnhealth.blocks import MIME, Figure
from vnhealth.errors import UsageError
from vnhealth.render import blocks_json, formats, pictures, summary
from vnhealth.render.notebook import read

SVG = "{http://www.w3.org/2000/svg}"


def archive_of(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def charts(demo: nbformat.NotebookNode) -> list[Figure]:
    found = (getattr(part, "block", None) for part in read(demo).parts)
    return [block for block in found if isinstance(block, Figure)]


# names ----------------------------------------------------------------------------------------


def test_every_format_of_the_settings_is_made_and_has_a_name_of_its_own() -> None:
    assert formats.KNOWN == project.FORMATS
    assert len({formats.ending(form) for form in project.FORMATS}) == len(project.FORMATS)


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=r"rtf.*html, pdf, summary, xlsx"):
        formats.ending("rtf")


def test_every_format_is_bytes_and_the_same_twice(demo: nbformat.NotebookNode) -> None:
    for form in ("svg", "png", "json"):
        made = formats.rendered(form, demo)
        assert made == formats.rendered(form, demo)
    assert formats.rendered("html", demo).startswith(b"<!DOCTYPE html>")


def test_a_summary_takes_the_first_table_that_there_is_room_for(notebook_of: Any) -> None:
    opening = blocks.Masthead("Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="150"></svg>'
    chart = Figure("Phát hiện", "", svg, "Hình thử.", "", "f")

    def table(name: str, rows: int) -> blocks.Table:
        lines = tuple(blocks.Row((f"{name} dòng {n}",)) for n in range(rows))
        return blocks.Table(name, (blocks.Column("Chỉ số"),), lines, name)

    def words(*tables: blocks.Table) -> str:
        [page] = pypdf.PdfReader(
            io.BytesIO(summary.render(notebook_of([opening, chart, *tables])))
        ).pages
        return page.extract_text()

    long, short, third = table("Dài", 80), table("Ngắn", 4), table("Ba", 4)
    said = words(long, short, third)
    assert "Ngắn dòng 3" in said
    assert "Dài dòng" not in said
    assert "Ba dòng" not in said
    assert "dòng" not in words(long)


def test_a_later_chart_stands_in_where_the_first_is_too_tall(notebook_of: Any) -> None:
    opening = blocks.Masthead("Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="{}"></svg>'

    def words(*heights: int) -> str:
        charts = [
            Figure(f"Phát hiện {n}", "", svg.format(height), f"Phát hiện {n}.", "", f"f{n}")
            for n, height in enumerate(heights)
        ]
        made = summary.render(notebook_of([opening, *charts]))
        [page] = pypdf.PdfReader(io.BytesIO(made)).pages
        return page.extract_text()

    assert re.findall(r"Phát hiện \d", words(300, 100)) == ["Phát hiện 0"]
    assert re.findall(r"Phát hiện \d", words(900, 900, 100)) == ["Phát hiện 2"]
    assert re.findall(r"Phát hiện \d", words(900)) == []


def test_the_text_of_a_summary_grows_into_the_room_that_is_left(notebook_of: Any) -> None:
    opening = blocks.Masthead("Tên", "tỉnh Minh Họa", 2024, "Ấn bản", "Nhân lực", "vi")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="{}"></svg>'

    def size(height: int) -> float:
        chart = Figure("Phát hiện", "", svg.format(height), "Hình thử.", "", "f")
        message = blocks.Text((("Thông điệp.",),), "key")
        made = summary.render(notebook_of([opening, message, chart]))
        with pdfplumber.open(io.BytesIO(made)) as paper:
            [page] = paper.pages
            return float(page.search("Thông điệp")[0]["chars"][0]["size"])

    body = design.SIZES["body"]
    assert size(100) == pytest.approx(1.16 * body, abs=0.01)
    assert size(480) == pytest.approx(body, abs=0.01)


# pictures ---------------------------------------------------------------------------------------


def test_each_chart_is_a_file_named_after_its_place_and_anchor(demo: nbformat.NotebookNode) -> None:
    names = ["01-trend", "02-trend-2"]  # on the page too the second has an anchor of its own
    assert [chart.anchor for chart in charts(demo)] == ["trend", "trend"]
    assert list(archive_of(pictures.render_svg(demo))) == [f"{name}.svg" for name in names]
    assert list(archive_of(pictures.render_png(demo))) == [f"{name}.png" for name in names]


def test_an_svg_is_named_described_and_brings_its_fonts(demo: nbformat.NotebookNode) -> None:
    for chart, data in zip(
        charts(demo), archive_of(pictures.render_svg(demo)).values(), strict=True
    ):
        root = ET.fromstring(data)
        assert root.findtext(f"{SVG}title") == chart.title
        assert root.findtext(f"{SVG}desc") == chart.alt
        said = {"".join(node.itertext()) for node in root.iter(f"{SVG}text")}
        drawn = {"".join(n.itertext()) for n in ET.fromstring(chart.svg).iter(f"{SVG}text")}
        assert said == drawn
        assert b"font/woff2;base64," in data
        assert b"http" not in data.replace(b"http://www.w3.org/", b"")


def test_a_png_is_wide_enough_for_a_slide_and_higher_than_its_chart(
    demo: nbformat.NotebookNode,
) -> None:
    for part, data in zip(
        (part for _, part in pictures.charts(read(demo))),
        archive_of(pictures.render_png(demo)).values(),
        strict=True,
    ):
        width, height = struct.unpack(">II", data[16:24])
        bare_width, bare_height = struct.unpack(">II", pictures.bare(part)[16:24])
        assert width > 1300
        # Title, subtitle, signs and sources stand around the chart.
        assert height / width > bare_height / bare_width


# JSON -----------------------------------------------------------------------------------------


def test_the_json_is_valid_by_the_schema_in_the_docs(
    demo: nbformat.NotebookNode, repository: Path
) -> None:
    schema = json.loads((repository / "docs" / "brief.schema.json").read_text(encoding="utf-8"))
    again = "python -m vnhealth.render.blocks_json docs/brief.schema.json"
    assert schema == blocks_json.schema(), f"the blocks have changed: run {again}"
    content = json.loads(blocks_json.render(demo))
    jsonschema.Draft202012Validator(schema).validate(content)
    for broken in ({**content, "version": 99}, {k: v for k, v in content.items() if k != "parts"}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.Draft202012Validator(schema).validate(broken)


def test_the_json_holds_every_block_whole_and_in_order(demo: nbformat.NotebookNode) -> None:
    shown: list[Any] = [
        blocks.from_json(output["data"][MIME])
        for cell in demo.cells
        for output in cell.get("outputs", [])
    ]
    parts = json.loads(blocks_json.render(demo))["parts"]
    whole = [replace(each, narrow="") if isinstance(each, Figure) else each for each in shown]
    assert whole != shown
    assert [blocks.from_json(part["block"]) for part in parts if "block" in part] == whole
    assert any("prose" in part for part in parts)
