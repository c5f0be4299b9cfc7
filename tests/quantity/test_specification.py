"""docs/quantities.md is the specification: every row of its tables is a case."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from vnhealth.quantity import Quantity, parse, periods, plain_number, read_column

SPECIFICATION = Path(__file__).resolve().parents[2] / "docs" / "quantities.md"
STYLES = {"printed": "vi", "printed, style auto": "auto", "printed, style en": "en"}


def rows(*headings: str) -> list[tuple[str, ...]]:
    """Return the rows of every table whose first heading is one of `headings`."""
    found: list[tuple[str, ...]] = []
    head = ""
    for line in SPECIFICATION.read_text(encoding="utf-8").splitlines():
        if not line.startswith("|"):
            head = ""
            continue
        cells = tuple(cell.strip() for cell in line.strip().strip("|").split("|"))
        if not head:
            head = cells[0]
        elif head in headings and not set(cells[0]) <= set("-: "):
            found.append((head, *cells))
    return found


def printed(cell: str) -> str:
    """Return the text of a cell: its code marks off, \\u00a0 and \\n as characters."""
    text = cell.strip("`")
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text).replace(
        "\\n", "\n"
    )


def in_words(quantity: Quantity) -> str:
    """Write a quantity the way the specification does."""
    if quantity.op == "range":
        parts = ["range", f"{plain_number(quantity.lower)}..{plain_number(quantity.upper)}"]
    else:
        parts = [quantity.op, str(plain_number(quantity.value))]
    parts.append(quantity.unit)
    parts.append(f"per {quantity.per}" if quantity.per else "")
    if quantity.numerator is not None:
        parts.append(f"of {plain_number(quantity.denominator)}")
    if quantity.percent is not None:
        parts.append(f"({plain_number(quantity.percent)} %)")
    parts.append("about" if quantity.approx else "")
    parts.append(f"bound {quantity.bound}" if quantity.bound else "")
    parts.append(f"change {quantity.direction}".strip() if quantity.is_change else "")
    parts.append("doubtful" if quantity.ambiguous else "")
    return " ".join(part for part in parts if part)


@pytest.mark.parametrize(("style", "cell", "meaning", "spans"), rows(*STYLES))
def test_a_printed_text_reads_as_the_specification_says(style, cell, meaning, spans):
    text = printed(cell)
    found = parse(text, STYLES[style])
    expected = [] if meaning == "–" else meaning.split("; ")
    assert [in_words(quantity) for quantity in found] == expected
    if spans:
        assert [quantity.text for quantity in found] == [printed(one) for one in spans.split(" · ")]


@pytest.mark.parametrize(("_", "cell", "labels"), rows("printed period"))
def test_a_printed_period_reads_as_the_specification_says(_, cell, labels):
    found = [
        period.label + (" preliminary" if period.preliminary else "")
        for period in periods(printed(cell))
    ]
    assert found == ([] if labels == "–" else labels.split("; "))


@pytest.mark.parametrize(("_", "cells", "setting", "meaning"), rows("column"))
def test_a_column_reads_as_the_specification_says(_, cells, setting, meaning):
    settings = {}
    if "plausible" in setting:
        low, high = re.findall(r"[0-9.]+", setting)
        settings["plausible"] = (float(low), float(high))
    if "decimals" in setting:
        settings["decimals"] = 0
    if setting in ("style vi", "style en"):
        settings["style"] = setting[-2:]
    read = read_column([printed(cell) for cell in cells.split(" · ")], **settings)
    said = [
        cell.missing
        or f"{plain_number(cell.quantity.value)}{' doubtful' if cell.quantity.ambiguous else ''}"
        for cell in read
    ]
    assert said == meaning.split(" · ")


def test_the_specification_has_its_two_hundred_cases():
    assert len(rows(*STYLES)) >= 200
