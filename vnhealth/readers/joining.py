"""Join the lines of prose into paragraphs, with the way back from every character to its line."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from vnhealth.readers.charset import is_syllable
from vnhealth.readers.model import Locator, RawTable

_END: Final = re.compile(r"[.;:!?…]['\"”’)]*$")
_MARKER: Final = re.compile(
    r"^(?:[-–+*•●▪]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ]\)\s|\(\d{1,2}\)\s|[IVX]{1,5}[.)-]\s|"
    r"(?:Điều|Phần|Chương|Mục|Phụ lục|Bảng|Biểu)\s+[\dIVX])"
)
_SOFT_BULLET: Final = re.compile(r"^[-–]\s+(?=[^\W\d_])")
_HYPHEN: Final = re.compile(r"[^\W_]-$")
_FIRST_WORD: Final = re.compile(r"[^\W\d_]+")
_LAST_WORD: Final = re.compile(r"[^\W\d_]+$")
_LONGEST_WORD: Final = 16  # letters looked at on each side of a line end
_SHARE_OF_WIDTH: Final = 0.6  # a shorter line ends its paragraph
_HEADING_LETTERS: Final = 8  # capitals alone, and at least so many, make a heading
_ALL_BLANK: Final = 0.4  # more lines than this share followed by a blank: blanks mean nothing


@dataclass(frozen=True)
class Paragraph:
    """Joined lines.

    Parameters
    ----------
    text
        The joined text.
    starts, rows
        Where in `text` each line begins, and the row of the prose table it came from.
    locators
        The locator of each line.
    """

    text: str
    starts: tuple[int, ...]
    rows: tuple[int, ...]
    locators: tuple[Locator, ...]

    def row_at(self, offset: int) -> int:
        """Return the row of the prose table that the character at `offset` came from."""
        return self.rows[bisect_right(self.starts, offset) - 1]

    def locator_at(self, offset: int) -> Locator:
        """Return where in the file the character at `offset` stands."""
        return self.locators[bisect_right(self.starts, offset) - 1]


def paragraphs(prose: RawTable) -> list[Paragraph]:
    """Join the rows of a prose table into paragraphs.

    A line goes on in the next unless it ends a sentence, is much shorter than the lines of the
    file, or the next begins with a bullet, a number or a heading. A word cut at a line end is
    put together when only the whole is a Vietnamese syllable; "07-" and "ĐA/TU" are joined.

    Examples
    --------
    >>> prose = RawTable("a.txt", (("Đạt 14,5 bác sĩ/vạn dân và 45,7 giường b",), ("",),
    ...                            ("ệnh theo Đề án số 07-",), ("ĐA/TU.",)), kind="prose")
    >>> [p.text for p in paragraphs(prose)]
    ['Đạt 14,5 bác sĩ/vạn dân và 45,7 giường bệnh theo Đề án số 07-ĐA/TU.']
    >>> str(paragraphs(prose)[0].locator_at(48))
    'a.txt, dòng 3'
    """
    lines = [row[0].strip() if row else "" for row in prose.cells]
    filled = [i for i, line in enumerate(lines) if line]
    if not filled:
        return []
    width = sorted(len(lines[i]) for i in filled)[int(len(filled) * 0.8)]
    followed = sum(1 for i in filled if i + 1 < len(lines) and not lines[i + 1])
    blanks_count = followed / len(filled) <= _ALL_BLANK
    groups: list[list[int]] = [[filled[0]]]
    for before, after in pairwise(filled):
        parted = blanks_count and after > before + 1
        if _goes_on(lines[before], lines[after], width, parted=parted):
            groups[-1].append(after)
        else:
            groups.append([after])
    return [_join(prose, lines, group) for group in groups]


def _goes_on(line: str, following: str, width: int, *, parted: bool) -> bool:
    """Tell whether `following` continues `line`; `parted` where a meant blank line is between."""
    if _HYPHEN.search(line[-2:]) and following[0].isalnum():
        return True
    starts_low = following[0].islower()
    if _END.search(line[-8:]) and not (line.endswith(";") and starts_low and not parted):
        return False
    is_long = len(line) >= _SHARE_OF_WIDTH * width
    soft = _SOFT_BULLET.match(following)
    if soft and following[soft.end()].islower() and not parted:
        return is_long
    if _MARKER.match(following) or _is_heading(line) != _is_heading(following):
        return False
    if starts_low or line.endswith(","):
        return True
    return is_long and (not parted or following[0].isdigit())


def _is_heading(line: str) -> bool:
    return line.isupper() and sum(map(str.isalpha, line)) >= _HEADING_LETTERS


def _join(prose: RawTable, lines: list[str], group: list[int]) -> Paragraph:
    parts = [lines[group[0]]]
    starts = [0]
    length = len(parts[0])
    for before, after in pairwise(group):
        glue = _glue(lines[before], lines[after])
        parts += [glue, lines[after]]
        starts.append(length + len(glue))
        length += len(glue) + len(lines[after])
    locators = tuple(prose.locator(i, 0) for i in group)
    return Paragraph("".join(parts), tuple(starts), tuple(group), locators)


def _glue(line: str, following: str) -> str:
    """Return what stands between two lines: nothing inside a cut word or code, else a blank."""
    if _HYPHEN.search(line[-2:]) and following[0].isalnum():
        return ""
    left = _LAST_WORD.search(line[-_LONGEST_WORD:])
    right = _FIRST_WORD.match(following[:_LONGEST_WORD])
    if left and right and right.group()[0].islower():
        first, second = left.group(), right.group()
        if is_syllable(first + second) and not (is_syllable(first) and is_syllable(second)):
            return ""
    return " "
