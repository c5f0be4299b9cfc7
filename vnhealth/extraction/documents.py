"""A document of any kind to the table of candidates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from vnhealth.extraction import grids, loose
from vnhealth.extraction.assembling import candidates, row
from vnhealth.extraction.facts import find_facts
from vnhealth.extraction.model import COLUMNS, Candidate, Facts, Figure, Line
from vnhealth.extraction.outline import outline
from vnhealth.extraction.prose import figures
from vnhealth.readers import RawTable, paragraphs, read

if TYPE_CHECKING:
    import pandas as pd


def extract_file(path: Path | str, *, charset: str | None = None) -> pd.DataFrame:
    """Return the candidate figures of a document, one a row, in the order of the file.

    Parameters
    ----------
    path
        A text, Word, PDF or HTML file.
    charset
        Encoding, where the file does not say it.

    Returns
    -------
    pandas.DataFrame
        The columns of :data:`vnhealth.extraction.COLUMNS`. `text` is the sentence (or the row of
        a table) and ``text[start:end]`` the figure as printed; unknown texts are empty, unknown
        numbers missing.

    Raises
    ------
    ReadError
        When the file can't be read.
    """
    import pandas as pd

    path = Path(path)
    tables = read(path, charset=charset)
    rows = [row(one) for one in _candidates(tables, path.name)]
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    texts = ("place_id", "indicator", "phrase", "period", "role", "op", "unit", "per", "text",
             "locator", "reason")  # fmt: skip
    kinds = dict.fromkeys(texts, "str") | {"year": "Int64", "start": "int64", "end": "int64"}
    numbers = ("value", "lower", "upper", "numerator", "denominator", "confidence")
    return frame.astype(kinds | dict.fromkeys(numbers, "float64"))


def _candidates(tables: list[RawTable], file: str) -> Iterator[Candidate]:
    """Yield the candidates of every table and run of prose of a file."""
    prose = [one for one in tables if one.kind == "prose"]
    grid_tables = [one for one in tables if one.kind != "prose"]
    parts = [_without_tables(one) for one in prose]
    texts = [" ".join(one.text.split()) for part, _ in parts for one in paragraphs(part)]
    loose_heads = [one.heading for _, found in parts for table in found for one in table.columns]
    heads = [text for one in grid_tables for text in (*one.titles, *one.header)]
    facts, on = find_facts(texts, [*loose_heads, *heads])
    for (part, found), whole in zip(parts, prose, strict=True):
        yield from candidates(_prose_figures(part, whole, found, facts), facts, on)
    for table in grid_tables:
        yield from candidates(grids.figures(table, facts, on), facts, on)


def _without_tables(prose: RawTable) -> tuple[RawTable, list[loose.LooseTable]]:
    """Return the prose with the lines of its loose tables left blank, and the tables."""
    lines = [row[0] if row else "" for row in prose.cells]
    found = loose.find_tables(lines)
    inside = {i for table in found for i in range(table.first, table.last + 1)}
    cells = tuple(("",) if i in inside else (line,) for i, line in enumerate(lines))
    return replace(prose, cells=cells), found


def _prose_figures(
    part: RawTable, whole: RawTable, found: list[loose.LooseTable], facts: Facts
) -> Iterator[Figure]:
    """Yield the figures of a text in the order of its lines, loose tables in their place."""
    waiting = sorted(found, key=lambda table: table.first)
    above: tuple[Line, ...] = ()
    section = ""
    for block in outline(paragraphs(part)):
        while waiting and waiting[0].first < block.paragraph.rows[0]:
            yield from loose.figures(waiting.pop(0), whole, facts.style, above, section)
        above, section = (*block.above, Line(block.text[:200], 6)), block.section
        yield from figures(block, facts, part.file)
    for table in waiting:
        yield from loose.figures(table, whole, facts.style, above, section)
