"""A table with what its figures bring along: sources, marks, and what the checks found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from vnhealth.blocks import Column, Row, Table
from vnhealth.blocks.runs import numbers_in

if TYPE_CHECKING:
    from vnhealth.topics.page import Page


def table_of(
    page: Page,
    anchor: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    title: str,
    caption: str,
    remarks: bool = False,
) -> Table | None:
    """Return a table of `rows`, or ``None`` without any.

    Parameters
    ----------
    page
        The brief.
    anchor
        Name of the table in links.
    columns, rows
        As many columns as each row has cells.
    title, caption
        In the brief's language.
    remarks
        Whether what the checks found on its figures stands below it.
    """
    if not rows:
        return None
    bare = Table(title=title, columns=tuple(columns), rows=tuple(rows), anchor=anchor)
    figures = tuple(numbers_in(bare))
    return replace(
        bare,
        caption=caption,
        notes=page.remarks(figures) if remarks else (),
        sources=tuple(sorted({number for figure in figures for number in figure.sources})),
        marks=page.legend(figures),
    )
