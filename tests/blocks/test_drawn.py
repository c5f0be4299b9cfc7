"""The figures drawn in a chart, and the printed cells behind them, linked on the page."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from lxml import html as parser

from vnhealth.blocks import CellRef, Figure, Number, SourceEntry, Sources
from vnhealth.blocks.fragments import fragment
from vnhealth.blocks.grids import grids
from vnhealth.blocks.placement import Placement, row_anchors

SVG = '<svg xmlns="http://www.w3.org/2000/svg">{}</svg>'


def listed_page(cells: Sequence[str], more: Sequence[str] = ()) -> tuple[Sources, Placement]:
    """Return a list of sources "a", "b", … and a page that knows its rows."""
    names = sorted({cell.partition("#")[0] for cell in (*cells, *more)})
    refs = {cell: CellRef(cell, "Bác sĩ", "Hà Nội × 2016", "5") for cell in (*cells, *more)}
    entries = tuple(
        SourceEntry(
            number,
            name,
            "Bảng",
            "TCTK",
            "",
            tuple(refs[cell] for cell in cells if cell.startswith(f"{name}#")),
            tuple(refs[cell] for cell in more if cell.startswith(f"{name}#")),
        )
        for number, name in enumerate(names, start=1)
    )
    rows = row_anchors(entries)
    numbers = {entry.source_id: entry.number for entry in entries}
    targets = {anchor: numbers[cell.partition("#")[0]] for cell, anchor in rows.items()}
    targets |= {f"source-{number}": number for number in numbers.values()}
    return Sources("Nguồn", entries), Placement(targets=targets, rows=rows)


@pytest.mark.parametrize("count", [3, 300])
def test_every_figure_drawn_links_to_each_of_its_cells_in_short_lists_and_long(count: int) -> None:
    figures = tuple(
        Number(f"{n}", float(n), "per_10k", cells=(f"a#t:r{n}c1", f"b#p:r{n}c2"), sources=(1, 2))
        for n in range(count)
    )
    chart = Figure("F", "", SVG.format(""), "Alt.", "", "f", figures)
    _, page = listed_page([], [cell for figure in figures for cell in figure.cells])
    written = parser.fromstring(fragment(chart, page))
    (listed,) = written.xpath("//details/ul")
    goals = [tuple(a.get("href") for a in item.findall("a")) for item in listed]
    assert goals == [(f"#c1a-r{n}c1", f"#c2a-r{n}c2") for n in range(count)]
    assert [item.text_content() for item in listed] == [f"{n}\u00a0[2]" for n in range(count)]


def test_figures_drawn_stand_by_their_places_with_the_years_that_they_span() -> None:
    figures = tuple(
        Number(f"{place}{year}", about=f"Bác sĩ, {place}, {year} ({role})", cells=(f"a#{n}",))
        for n, (place, year, role) in enumerate(
            [
                ("Hà Nội", 2015, "kết quả"),
                ("Cao Bằng", 2015, "kết quả"),
                ("Hà Nội", 2016, "kết quả"),
                ("Hà Nội", 2017, "kết quả"),
                ("Hà Nội", 2020, "chỉ tiêu"),
                ("Hà Nội", 2025, "chỉ tiêu"),
            ]
        )
    )
    chart = Figure("F", "", SVG.format(""), "Alt.", "", "f", figures)
    (listed,) = parser.fromstring(fragment(chart, Placement())).xpath("//details/ul")
    assert [item.text_content() for item in listed] == [
        "Hà Nội (kết quả), 2015–2017: Hà Nội2015; Hà Nội2016; Hà Nội2017",
        "Cao Bằng (kết quả): Cao Bằng2015",
        "Hà Nội (chỉ tiêu), 2020, 2025: Hà Nội2020; Hà Nội2025",
    ]


def test_figures_of_one_time_stand_by_their_indicator_each_with_its_place() -> None:
    figures = tuple(
        Number(printed, about=f"{what}, {place}, 2016 (kết quả)")
        for what, place, printed in (
            ("Bác sĩ", "Hà Nội", "5,1"),
            ("Bác sĩ", "Bắc Kạn", "14,9"),
            ("Y sĩ", "Hà Nội", "3"),
        )
    )
    chart = Figure("F", "", SVG.format(""), "Alt.", "", "f", figures)
    (listed,) = parser.fromstring(fragment(chart, Placement())).xpath("//details/ul")
    assert [item.text_content() for item in listed] == [
        "Bác sĩ: Hà Nội 5,1; Bắc Kạn 14,9",
        "Y sĩ: Hà Nội 3",
    ]


def test_a_figure_drawn_from_many_cells_links_to_the_first_and_names_all() -> None:
    cells = tuple(f"a#t:r{n}c1" for n in range(9))
    chart = Figure(
        "F",
        "",
        SVG.format(""),
        "Alt.",
        "",
        "f",
        (Number("7", 7.0, "%", cells=cells, sources=(1,)),),
    )
    _, page = listed_page(cells)
    (link,) = parser.fromstring(fragment(chart, page)).xpath("//details//a")
    assert link.get("href") == "#c1a-r0c1"
    assert link.get("data-cells").split() == [f"c1a-r{n}c1" for n in range(9)]


def test_a_figure_drawn_whose_cells_the_page_does_not_list_links_to_its_source() -> None:
    chart = Figure(
        "F", "", SVG.format(""), "Alt.", "", "f", (Number("7", cells=("a#1",), sources=(1,)),)
    )
    page = Placement(targets={"source-1": 1}, rows={})
    (link,) = parser.fromstring(fragment(chart, page)).xpath("//details//a")
    assert (link.get("href"), link.get("data-cells")) == ("#source-1", "a#1")


def test_cells_behind_charts_stand_as_the_table_they_come_from() -> None:
    printed = {"r5c2": "7", "r3c4": "5", "r5c4": "6"}
    refs = [
        CellRef(f"a#t:{spot}", "", f"{place} × {year}", printed[spot])
        for spot, place, year in (
            ("r5c2", "Hà  Nội", "2014"),
            ("r3c4", "Cao Bằng", "2016"),
            ("r5c4", "Hà  Nội", "2016"),
        )
    ]
    entry = SourceEntry(1, "a", "Bảng", "TCTK", "", (), (*refs, CellRef("a#9", "B", "mục 3", "8")))
    page = Placement(targets={"source-1": 1}, rows=row_anchors([entry]))
    written = parser.fromstring(fragment(Sources("Nguồn", (entry,)), page))
    (table,) = written.xpath("//details//table")
    rows = [[cell.text_content() for cell in row] for row in table.iter("tr")]
    assert rows == [["", "2014", "2016"], ["Cao Bằng", "", "5"], ["Hà Nội", "7", "6"]]
    anchors = [cell.get("id") for cell in table.iter("td") if cell.text_content()]
    assert [table.get("data-cells") + anchor.partition("-")[2] for anchor in anchors] == [
        "a#t:r3c4", "a#t:r5c2", "a#t:r5c4",
    ]  # fmt: skip
    assert written.xpath("string(//details//li)") == "B: 8 (mục 3)"


def test_two_cells_that_claim_one_row_under_different_names_do_not_share_a_table() -> None:
    refs = [
        CellRef(f"a#t:r1c{n}", "", f"{place} × {n}", "5")
        for n, place in ((1, "Hà Nội"), (2, "Hà Tây"), (3, "Hà Nội"))
    ]
    (grid,), others = grids(refs)
    assert [cell.locator for cell in grid.cells.values()] == ["Hà Nội × 1", "Hà Nội × 3"]
    assert [cell.locator for cell in others] == ["Hà Tây × 2"]


def test_two_tables_of_one_source_have_names_of_their_own() -> None:
    refs = tuple(
        CellRef(f"a#{table}:r1c1", f"{what}, Hà Nội, 2016", "Hà Nội × 2016", "5")
        for table, what in (("t", "Bác sĩ"), ("u", "Y sĩ"), ("v", "Y sĩ"))
    )
    entry = SourceEntry(1, "a", "Bảng", "TCTK", "", (), refs)
    page = Placement(targets={}, rows=row_anchors([entry]))
    written = parser.fromstring(fragment(Sources("Nguồn", (entry,)), page))
    names = [each.text_content().partition(":")[0] for each in written.iter("caption")]
    assert names == ["Bác sĩ", "Y sĩ (u)", "Y sĩ (v)"]
