"""One A4 page of a brief: opening, messages, tiles, the leading chart, a table if there is room.

The page is set with less and less until it fits: first the chart shrinks, then a later and
shorter table stands in for the first, then the table goes, then a later chart stands in for
the first, then the chart goes. Words and figures are never shortened. Where room is left, the text
grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from vnhealth.blocks import Block, Figure, Sources, Table, Text, Tiles
from vnhealth.blocks.placement import source_anchor
from vnhealth.blocks.runs import numbers_in
from vnhealth.errors import BriefError
from vnhealth.render import notebook as notebooks
from vnhealth.render import pdf
from vnhealth.render.fitting import Spot
from vnhealth.render.notebook import Document, Part, Placed
from vnhealth.render.typst_data import TypstData, typst_data
from vnhealth.wording import ui

SCALES: Final = (1.0, 0.92, 0.84)
SCALES_ALONE: Final = (*SCALES, 0.76, 0.7)
# By how much text may grow where it leaves the page room.
GROWTHS: Final = (1.16, 1.08)
# Points from the top of the paper; text that ends above has room to grow.
_ROOMY: Final = 720.0


@dataclass(frozen=True, slots=True)
class Choice:
    """What one try puts on the page.

    Attributes
    ----------
    scale
        Of the chart; 0 for none.
    table
        Which table of the brief, from 0; ``None`` for none.
    chart
        Which chart, from 0.
    """

    scale: float
    table: int | None
    chart: int = 0


# Tables after the first that are tried, in their order; the chart shrinks no further for them.
ROWS_AT_MOST: Final = 10
# Charts after the first that are tried where the first, or what stands below it, is too tall.
LATER_CHARTS: Final = (1, 2, 3, 4, 5)
SCALES_LATER: Final = (1.0, 0.84)
LATER_TABLES: Final = (1, 2, 3)
CHOICES: Final = (
    *(Choice(scale, 0) for scale in SCALES),
    *(Choice(SCALES[0], table) for table in LATER_TABLES),
    *(Choice(SCALES[1], table) for table in LATER_TABLES),
    *(Choice(scale, None) for scale in SCALES_ALONE),
    *(Choice(scale, None, chart) for chart in LATER_CHARTS for scale in SCALES_LATER),
    Choice(0.0, 0),
    Choice(0.0, None),
)


def render(notebook: Any) -> bytes:
    """Return the one-page PDF of an executed notebook.

    Parameters
    ----------
    notebook
        A notebook node (nbformat 4), executed.

    Returns
    -------
    bytes
        A tagged PDF of exactly one A4 page; equal bytes for an equal notebook.

    Raises
    ------
    BriefError
        When a cell of the notebook failed, or the messages alone fill more than a page.
    """
    return one_page(notebooks.read(notebook))


def one_page(document: Document) -> bytes:
    """Return the one-page PDF of a document."""
    tried: set[tuple[Block, ...]] = set()
    shown = [part.block for part in document.parts if isinstance(part, Placed)]
    tables = [block for block in shown if isinstance(block, Table)]
    charts = sum(isinstance(block, Figure) for block in shown)
    for choice in CHOICES:
        if choice.table in LATER_TABLES and not _is_short(tables, choice.table):
            continue
        if choice.chart >= max(charts, 1):
            continue
        short = _short(document, choice)
        blocks = tuple(part.block for part in short.parts if isinstance(part, Placed))
        has_chart = any(isinstance(block, Figure) for block in blocks)
        if blocks in tried and not has_chart:
            continue
        tried.add(blocks)
        made = _set(short, choice)
        spots = pdf.spots(made, short)
        if _pages(spots) == 1:
            roomy = choice.scale == 1 and max((s["y"] for s in spots), default=0.0) < _ROOMY
            return pdf.compiled(_grown(made, short) if roomy else made, short)
    raise BriefError(
        f"The messages of “{document.title}” fill more than a page: there is no one-page summary.",
        f"Riêng thông điệp của “{document.title}” đã quá một trang nên không có bản một trang.",
    )


def _pages(spots: list[Spot]) -> int:
    return max((spot["page"] for spot in spots), default=1)


def _grown(made: TypstData, document: Document) -> TypstData:
    """Return the page in the largest text that still leaves it one page."""
    sizes = made.data["sizes"]
    for growth in GROWTHS:
        made.data["sizes"] = {name: points * growth for name, points in sizes.items()}
        if _pages(pdf.spots(made, document)) == 1:
            return made
    made.data["sizes"] = sizes
    return made


def _is_short(tables: list[Table], index: int) -> bool:
    """Tell whether there is such a table and it could stand beside a chart on one page."""
    return index < len(tables) and len(tables[index].rows) <= ROWS_AT_MOST


def _set(document: Document, choice: Choice) -> TypstData:
    made = typst_data(document)
    made.data |= {"lean": True}
    for part in made.data["parts"]:
        if part["k"] == "figure":
            part["scale"] = choice.scale
        elif part["k"] == "table":
            part["whole"] = True
    return made


def _short(document: Document, choice: Choice) -> Document:
    """Return the document with the parts of the page, in their order, and the sources they name."""
    kept = [part for part in _chosen(document.parts, choice) if isinstance(part, Placed)]
    numbers = _cited(kept)
    listed = [
        _short_sources(part, numbers, document.language)
        for part in document.parts
        if isinstance(part, Placed) and isinstance(part.block, Sources)
    ]
    targets = {source_anchor(number): number for number in numbers}
    parts = tuple(
        replace(part, place=replace(part.place, targets=targets)) for part in (*kept, *listed[:1])
    )
    opening = document.masthead and replace(document.masthead, letterhead=None)
    return replace(document, parts=parts, masthead=opening)


def _chosen(parts: tuple[Part, ...], choice: Choice) -> Iterator[Part]:
    """Yield the messages, the tiles, and the first chart and table that the choice allows."""
    # How many of a kind are passed over, or left to take.
    before = {Table: choice.table, Figure: choice.chart if choice.scale else None}
    wanted: dict[type[Any], int] = {Tiles: 1, Text: 1}
    for part in parts:
        if not isinstance(part, Placed):
            continue
        kind = type(part.block)
        if isinstance(part.block, Text) and part.block.role != "key":
            continue
        if kind in before:
            passed = before[kind]
            if passed == 0:
                yield part
            before[kind] = None if not passed else passed - 1
        elif wanted.get(kind, 0):
            wanted[kind] -= 1
            yield part


def _cited(parts: list[Placed]) -> set[int]:
    named = {n for part in parts for number in numbers_in(part.block) for n in number.sources}
    below = {n for part in parts for n in getattr(part.block, "sources", ())}
    return named | below


def _short_sources(part: Placed, numbers: set[int], language: str) -> Placed:
    block = part.block
    if not isinstance(block, Sources):
        return part
    items = tuple(
        replace(entry, reference="", cells=(), further=())
        for entry in block.items
        if entry.number in numbers
    )
    short = replace(block, items=items, intro=ui.word("full_brief", language))
    return replace(part, block=short)
