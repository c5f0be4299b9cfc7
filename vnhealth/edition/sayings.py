"""What a published brief says in words: messages, notes, findings, assessments.

Figures within words are told by the comparison of figures, so words are compared with their
figures, and the year of the brief, left out.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from vnhealth.wording import ui

_GAP: Final = "…"
_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_LETTER: Final = re.compile(r"[^\W\d_]")
_NEUTRAL: Final = "neutral"
# As alike as this, two sentences are one that was reworded.
ALIKE: Final = 0.6
OUTCOME: Final = "outcome"
WORDED: Final = "worded"
SAID: Final = "said"
UNSAID: Final = "unsaid"

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Saying:
    """Words at one place of a brief.

    Attributes
    ----------
    spot
        Where, the same in two editions: kind of block, and its anchor, title or row and column.
    where
        The same for a reader.
    text
        As printed.
    shape
        Without figures and the year of the brief; an assessment without any year, since the same
        conclusion on a newer year is told by its figure.
    """

    spot: tuple[str, ...]
    where: str
    text: str
    shape: str

    @property
    def assesses(self) -> bool:
        """Whether it is the assessment of a tile or of a row of a table."""
        return self.spot[0] in ("tile", "cell")


def sayings(parts: Sequence[Data], year: int, language: str) -> tuple[Saying, ...]:
    """Return what the blocks of a brief say, in reading order.

    Parameters
    ----------
    parts
        Of the brief's JSON, those with a block.
    year
        Of the brief: left out of shapes.
    language
        Of the brief.
    """
    return tuple(_Reader(str(year), language).read(parts))


@dataclass(frozen=True, slots=True)
class _Reader:
    year: str
    language: str

    def read(self, parts: Sequence[Data]) -> Iterator[Saying]:
        heading = ""
        for part in parts:
            block = part["block"]
            kind = block["kind"]
            if kind == "heading":
                heading = block["text"]
            elif kind == "text":
                yield from self._paragraphs(block["paragraphs"], ("text", heading), heading)
            elif kind == "note":
                title = block["title"] or heading
                yield from self._paragraphs(block["paragraphs"], ("note", title), title)
            elif kind == "figure":
                shape = _DIGITS.sub(_GAP, block["title"])
                yield Saying(("figure", part["anchor"]), part["label"], block["title"], shape)
            elif kind == "tiles":
                yield from self._tiles(block)
            elif kind == "table":
                yield from self._cells(part, block)

    def _paragraphs(
        self, paragraphs: Sequence[Any], spot: tuple[str, ...], where: str
    ) -> Iterator[Saying]:
        for runs in paragraphs:
            text = "".join(run if isinstance(run, str) else _printed(run) for run in runs)
            bare = "".join(run if isinstance(run, str) else _GAP for run in runs)
            if _LETTER.search(bare):
                yield Saying(spot, where, text, self._without_year(bare))

    def _tiles(self, block: Data) -> Iterator[Saying]:
        for tile in block["items"]:
            spot = ("tile", _DIGITS.sub(_GAP, tile["label"]))
            said = tile["status_text"]
            if not said and tile["status"] != _NEUTRAL:
                said = ui.word(f"status_{tile['status']}", self.language)
            if said:
                yield Saying(spot, tile["label"], said, _DIGITS.sub(_GAP, said))

    def _cells(self, part: Data, block: Data) -> Iterator[Saying]:
        """Yield the words of a table but those of its first column, which name the rows."""
        seen: dict[str, int] = {}
        for row in block["rows"]:
            head = _plain(row["cells"][0])
            seen[head] = seen.get(head, 0) + 1
            for column, cell in zip(block["columns"][1:], row["cells"][1:], strict=True):
                if not isinstance(cell, str) or not _LETTER.search(cell):
                    continue
                label = column["label"]
                spot = ("cell", part["anchor"], head, str(seen[head]), label)
                where = " · ".join((part["label"], head, label))
                yield Saying(spot, where, cell, _DIGITS.sub(_GAP, cell))

    def _without_year(self, text: str) -> str:
        return re.sub(rf"\b{self.year}\b", _GAP, text)


def _printed(number: Data) -> str:
    return ui.with_unit(str(number["printed"]), number["unit_text"])


def _plain(cell: Any) -> str:
    if isinstance(cell, list):
        return "".join(map(_plain, cell))
    return str(cell["printed"]) if isinstance(cell, dict) else str(cell)


@dataclass(frozen=True, slots=True)
class Worded:
    """Words that differ: ``"outcome"``, ``"worded"``, ``"said"`` anew or ``"unsaid"``."""

    kind: str
    where: str
    old: str
    new: str


def compared(old: Sequence[Saying], new: Sequence[Saying]) -> list[Worded]:
    """Return which words changed, came or went, in reading order.

    An assessment is compared with that of the same tile or row; one that only one edition has
    is told by its figure. Sentences of a section are matched by their words.
    """
    found: list[Worded] = []
    before, after = _by_spot(old), _by_spot(new)
    for spot in dict.fromkeys([*after, *before]):
        left, right = before.get(spot, []), after.get(spot, [])
        shapes = {saying.shape for saying in left} & {saying.shape for saying in right}
        lost = [saying for saying in left if saying.shape not in shapes]
        gained = [saying for saying in right if saying.shape not in shapes]
        if (left or right)[0].assesses:
            pairs = zip(lost, gained, strict=False)
            found += (Worded(OUTCOME, two.where, one.text, two.text) for one, two in pairs)
        else:
            found += _sentences(lost, gained)
    return found


def _sentences(lost: list[Saying], gained: list[Saying]) -> Iterator[Worded]:
    left = list(lost)
    for saying in gained:
        near = max(left, key=lambda other: _likeness(other, saying), default=None)
        if near is not None and (saying.spot[0] == "figure" or _likeness(near, saying) >= ALIKE):
            left.remove(near)
            yield Worded(WORDED, saying.where, near.text, saying.text)
        else:
            yield Worded(SAID, saying.where, "", saying.text)
    yield from (Worded(UNSAID, saying.where, saying.text, "") for saying in left)


def _likeness(one: Saying, two: Saying) -> float:
    return difflib.SequenceMatcher(None, one.shape.split(), two.shape.split()).ratio()


def _by_spot(said: Sequence[Saying]) -> dict[tuple[str, ...], list[Saying]]:
    found: dict[tuple[str, ...], list[Saying]] = {}
    for saying in said:
        found.setdefault(saying.spot, []).append(saying)
    return found
