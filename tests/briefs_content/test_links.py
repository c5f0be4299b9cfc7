"""Every figure of every page, drawn ones included, leads to the printed cells behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import lxml.html

from vnhealth.blocks import Figure, Sources


def rows_of(page: Any) -> dict[str, tuple[str, str]]:
    """Return the id and the text of each cell that the page lists, by the anchor of its row."""
    found = {
        row.get("id"): (row.get("data-cell"), row.find("q").text_content())
        for row in page.xpath("//li[@data-cell]")
    }
    for table in page.xpath("//table[@data-cells]"):
        for cell in table.xpath(".//td[@id]"):
            spot = cell.get("id").partition("-")[2]
            found[cell.get("id")] = (table.get("data-cells") + spot, cell.text_content())
    return found


def test_every_cell_known_to_a_brief_stands_on_its_page_as_printed(brief: Any) -> None:
    rows = rows_of(lxml.html.fromstring(brief.html()))
    [sources] = brief.of(Sources)
    known = {
        cell.cell_id: cell.printed
        for entry in sources.items
        for cell in (*entry.cells, *entry.further)
    }
    assert {cell: " ".join(said.split()) for cell, said in rows.values()} == {
        cell: " ".join(printed.split()) for cell, printed in known.items()
    }


def drawn_in(listed: Any) -> Iterator[list[Any]]:
    """Yield the links of each figure of a list: its own, then those of further sources."""
    links: list[Any] = []
    for link in listed.iter("a"):
        if links and not link.text_content().startswith("["):
            yield links
            links = []
        links.append(link)
    yield links


def test_every_figure_drawn_leads_to_the_rows_of_its_own_cells(brief: Any) -> None:
    page = lxml.html.fromstring(brief.html())
    rows = rows_of(page)
    lists = page.xpath("//details[@class='drawn']/ul")
    charts = [figure for figure in brief.of(Figure) if figure.numbers]
    assert len(lists) == len(charts)
    for listed, chart in zip(lists, charts, strict=True):
        found: Counter[tuple[str, tuple[str, ...]]] = Counter()
        for links in drawn_in(listed):
            goals = [link.get("href")[1:] for link in links]
            named = (links[0].get("data-cells") or " ".join(goals)).split()
            cells = tuple(rows[each][0] if each in rows else each for each in named)
            found[links[0].text_content(), cells] += 1
            assert goals[0] in rows or len(cells) > 1
        assert found == Counter((number.printed, number.cells) for number in chart.numbers)
