"""The figures of a published brief, read from its JSON, each once however often it is printed.

Its words are read along (vnhealth.edition.sayings).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from vnhealth.edition.sayings import Saying, sayings
from vnhealth.errors import UsageError
from vnhealth.wording import numbers, ui
from vnhealth.wording.messages import say

# Of the frame around the blocks (vnhealth.render.blocks_json); blocks are read field by field.
NAME: Final = "vnhealth-brief"
VERSION: Final = 1
_COMPARATORS: Final = ("lt", "le", "gt", "ge", "approx")

# A figure made of more cells than this, a count say, is what its place says it is.
NAMED_CELLS: Final = 4

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure of a brief.

    Attributes
    ----------
    meaning
        What it is: measure, unit, and words or cells; equal for the same fact in two editions.
    about
        The same for a reader.
    spot
        Where a reader finds it: a tile by its label, a table's cell by its row and column, the
        words of a sentence; empty for figures in charts.
    printed
        As printed, with its unit.
    value, lower, upper
        In the unit of its meaning; ``None`` where there is none.
    cells
        Printed cells behind it: id and what is printed there.
    """

    meaning: tuple[str, ...]
    about: str
    spot: tuple[str, ...]
    printed: str
    value: float | None
    lower: float | None
    upper: float | None
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """A brief's place, topic, title, figures and words."""

    place: str
    topic: str
    title: str
    language: str
    facts: tuple[Fact, ...]
    said: tuple[Saying, ...] = ()


def read_brief(path: Path) -> BriefFacts:
    """Return the figures and words of the brief whose JSON is at `path`.

    Raises
    ------
    UsageError
        When the file is not the JSON of a brief, or of a version that this one doesn't know.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as fault:
        raise _not_a_brief(path, str(fault)) from fault
    known = isinstance(content, dict) and (content.get("format"), content.get("version"))
    if known != (NAME, VERSION):
        raise _not_a_brief(path, "format, version")
    language = content["language"]
    parts = [part for part in content["parts"] if "block" in part]
    none: Data = {}
    opening = next((p["block"] for p in parts if p["block"]["kind"] == "masthead"), none)
    labels = _labels(parts)
    facts: dict[object, Fact] = {}
    for part in parts:
        for spot, number in _numbers(part):
            fact = _fact(number, spot, labels, language)
            facts.setdefault((fact.meaning, fact.spot, fact.printed), fact)
    return BriefFacts(
        opening.get("place", ""),
        opening.get("topic", ""),
        content["title"],
        language,
        tuple(facts.values()),
        sayings(parts, int(opening.get("year", 0)), language),
    )


def _not_a_brief(path: Path, what: str) -> UsageError:
    return UsageError(
        f"{path} can't be read as the JSON of a brief ({what}). Build that edition again with "
        "json among its formats.",
        f"Không đọc được {path} như tệp JSON của bản tin ({what}). Hãy dựng lại ấn bản đó với "
        "định dạng json.",
    )


def _labels(parts: list[Data]) -> dict[str, tuple[str, str]]:
    """Return label and printed text of every cell that the brief knows."""
    found = {}
    for part in parts:
        if part["block"]["kind"] == "sources":
            for entry in part["block"]["items"]:
                for cell in (*entry["cells"], *entry.get("further", ())):
                    found[cell["cell_id"]] = (cell["label"], cell["printed"])
    return found


def _numbers(part: Data) -> Iterator[tuple[tuple[str, ...], Data]]:
    """Yield the figures of a block with their spots."""
    block = part["block"]
    kind = block["kind"]
    if kind == "tiles":
        for tile in block["items"]:
            yield ("tile", tile["label"]), tile["number"]
            for number in _in(tile["context"]):
                yield ("tile", tile["label"], "context"), number
    elif kind == "table":
        for row in block["rows"]:
            head = _plain(row["cells"][0])
            for column, cell in zip(block["columns"], row["cells"], strict=True):
                for number in _in(cell):
                    yield ("table", part["anchor"], head, column["label"]), number
    for paragraph in (*block.get("paragraphs", ()), *block.get("notes", ())):
        words = "".join(run if isinstance(run, str) else "…" for run in paragraph)
        for place, number in enumerate(_in(paragraph), start=1):
            yield ("sentence", words, str(place)), number
    for number in block.get("numbers", ()):
        yield (), number


def _in(value: Any) -> Iterator[Data]:
    """Yield the figures in a cell, a paragraph, or lists of them."""
    if isinstance(value, dict):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from _in(item)


def _plain(cell: Any) -> str:
    if isinstance(cell, list):
        return "".join(_plain(run) for run in cell)
    return str(cell["printed"]) if isinstance(cell, dict) else str(cell)


def _fact(
    number: Data, spot: tuple[str, ...], labels: dict[str, tuple[str, str]], language: str
) -> Fact:
    cells = tuple((cell, labels.get(cell, ("", ""))[1]) for cell in number["cells"])
    named = [labels[cell][0] for cell in number["cells"] if cell in labels]
    about = number.get("about") or "; ".join(dict.fromkeys(named)) or " ".join(number["cells"])
    if spot and not number.get("about") and len(number["cells"]) > NAMED_CELLS:
        about = " · ".join(spot[1:])
    measure = number["measure"]
    how = ui.measure_meaning(measure, language) if measure not in ("", "rate") else ""
    return Fact(
        (measure, number["unit"], about),
        f"{about}: {how}" if how else about,
        spot,
        ui.with_unit(_signed(number["printed"], language), number["unit_text"]),
        number["value"],
        number["lower"],
        number["upper"],
        cells,
    )


def _signed(printed: str, language: str) -> str:
    """Return a figure with the sign of its comparator instead of its words.

    >>> _signed("trên 95", "vi") == numbers.compared("gt", "95")
    True
    """
    for comparator in _COMPARATORS:
        words = say(f"comparator.{comparator}", language, value="")
        if words.strip() and printed.startswith(words):
            return numbers.compared(comparator, printed.removeprefix(words))
    return printed
