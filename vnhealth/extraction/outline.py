"""The paragraphs of a text with the headings above them, cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from vnhealth.extraction.model import Line
from vnhealth.extraction.spelling import UPPER, listed, plain, rules
from vnhealth.readers import Paragraph

# Marks that open a paragraph, the widest section first.
_MARKS: Final = (
    re.compile(r"^(?:Phần|PHẦN|Chương|CHƯƠNG|Mục|MỤC)\s+(?:thứ\s+)?([IVX\d]+|[A-ZĐa-zđ]+)[.:\s]"),
    re.compile(rf"^([A-EĐ])[.)]\s+(?=[{UPPER}]{{2}})"),
    re.compile(r"^((?:Điều|ĐIỀU)\s+\d{1,3})[.:\s]|^([IVX]{1,6})\s*[.)-]\s*-?\s*(?=\S)"),
    re.compile(r"^(\d{1,2})\s*[.)-]\s+(?=\D|\d[\d.,]*\s*%|\d+\s+[^\W\d])"),
    re.compile(r"^(\d{1,2}(?:\.\d{1,2})+)[.-]?\s+(?=[^\W\d]|\d[\d.,]*\s*%)"),
    re.compile(r"^([a-zđ])\s*[.)]\s+"),
    re.compile(r"^\((\d{1,2}|[a-zđ])\)\s*"),
    re.compile(r"^()[-–•●▪*](?:\s*(?=\D)|\s+(?=\d))"),
    re.compile(r"^()[+o○]\s+"),
)
_NO_MARK: Final = 99.0
_NUMBERED: Final = 3
_LETTERED: Final = 5
_LEAD_IN: Final = 6.5  # a paragraph that ends in a colon stands over the bullets after it
_HEADING_LETTERS: Final = 200
_SENTENCE_END: Final = re.compile(
    rf"(?<!TP)(?<!BS)(?<!TS)(?<!ThS)(?<!Th)(?<![ (][{UPPER}])[.!?…]+[”\"')]*\s+"
    rf"(?=[{UPPER}“\"(+-]|\d)"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph in its place: the lines above it, and where its own words begin."""

    paragraph: Paragraph
    above: tuple[Line, ...]
    start: int
    section: str

    @property
    def text(self) -> str:
        """Return the text of the paragraph, mark included."""
        return self.paragraph.text


def _mark(text: str) -> tuple[float, str, int]:
    for level, pattern in enumerate(_MARKS):
        found = pattern.match(text)
        if found:
            mark = next((one for one in found.groups() if one), "")
            return float(level), mark, found.end()
    letters = [one for one in text if one.isalpha()]
    if letters and all(one.isupper() for one in letters) and len(text) < _HEADING_LETTERS:
        return 1.5, "", 0
    return _NO_MARK, "", 0


def _level(stack: Sequence[Line], level: float, mark: str) -> float:
    """Put "1)" below "a)" where a text counts that way round."""
    if (
        level == _NUMBERED
        and any(line.level == _LETTERED and line.mark for line in stack)
        and mark == "1"
    ):
        return 5.2
    return level


def _starts(text: str, key: str) -> bool:
    found = listed("stops", key).match(plain(text))
    return found is not None


def outline(paragraphs: Sequence[Paragraph]) -> Iterator[Block]:
    """Yield the paragraphs that can hold figures, each under its headings and lead-ins.

    What cites legal grounds is left out, and so is all from the addressees on.
    """
    stack: list[tuple[float, Line]] = []
    for number, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if number > len(paragraphs) / 3 and _starts(text, "closing"):
            return
        if _starts(text, "citing") or re.match(rules("stops")["number_line"], text):
            continue
        level, mark, start = _mark(text)
        level = _level([line for _, line in stack], level, mark)
        if level == _NO_MARK and text.rstrip().endswith(":"):
            level = _LEAD_IN
        stack = [entry for entry in stack if entry[0] < level]
        above = tuple(line for _, line in stack)
        section = _section([*(line.mark for line in above), mark])
        yield Block(paragraph, above, start, section)
        if level < _NO_MARK:
            stack.append((level, Line(_opening(text, start), int(level), mark)))


def _section(marks: Sequence[str]) -> str:
    """Return the name of a section from the marks above it.

    Examples
    --------
    >>> _section(["II", "2", "2.1", "a"]), _section(["III", "", "9", "b"])
    ('II.2.1.a', 'III.9.b')
    """
    kept: list[str] = []
    for mark in marks:
        if not mark:
            continue
        while "." in mark and kept and kept[-1][0].isdigit():
            kept.pop()
        kept.append(mark)
    return ".".join(kept)


def _opening(text: str, start: int) -> str:
    """Return what a line says to those under it: all of a heading, the end of a long lead-in."""
    body = text[start:]
    if len(body) <= _HEADING_LETTERS:
        return body
    last = sentences(body)[-1]
    return body[last[0] : last[1]][-_HEADING_LETTERS:] if body.rstrip().endswith(":") else ""


def sentences(text: str, start: int = 0) -> list[tuple[int, int]]:
    """Return the spans of the sentences of `text` from `start` on.

    Examples
    --------
    >>> text = "Đạt 1.092 bác sĩ. Năm 2024 có 12 trạm."
    >>> [text[a:b] for a, b in sentences(text)]
    ['Đạt 1.092 bác sĩ.', 'Năm 2024 có 12 trạm.']
    """
    spans = []
    for found in _SENTENCE_END.finditer(text, start):
        spans.append((start, found.end() - len(found.group()) + len(found.group().rstrip())))
        start = found.end()
    if start < len(text):
        spans.append((start, len(text)))
    return spans or [(start, len(text))]
