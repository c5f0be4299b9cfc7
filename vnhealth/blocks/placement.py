"""Where a block stands on its page, and the anchors that figures link to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from vnhealth.blocks.model import SourceEntry

_PLAIN: Final = re.compile(r"[A-Za-z0-9.-]")


@dataclass(frozen=True, slots=True)
class Placement:
    """What a block cannot know by itself.

    Attributes
    ----------
    language
        ``"vi"`` or ``"en"``, for the fixed words.
    anchor
        The id of the block, unique on its page; empty for none.
    label
        ``"Hình 1"``, ``"Bảng 2"``; empty where nothing is counted.
    targets
        The anchors that figures may link to, each with the number of its source; ``None`` when
        the page is not known (a notebook).
    rows
        The anchor of each cell that the list of sources shows, by the cell's id; ``None`` where
        anchors are those of :func:`cell_anchor`.
    repeated
        The list of sources stands on the page already: this one carries no anchors.
    explained
        Signs whose meaning the page has said before, so that running text needn't.
    """

    language: str = "vi"
    anchor: str = ""
    label: str = ""
    targets: Mapping[str, int] | None = field(default=None, repr=False)
    rows: Mapping[str, str] | None = field(default=None, repr=False)
    repeated: bool = False
    explained: frozenset[str] = frozenset()

    def link(self, cells: tuple[str, ...], source: int) -> str:
        """Return the anchor that a figure's source number leads to; empty when there is none.

        The row of the first of its cells in that source when the page lists one, else the
        source itself.

        >>> page = Placement(targets={"source-1": 1, "source-2": 2, "cell-b_23_7": 2})
        >>> page.link(("a#1", "b#7"), 1), page.link(("a#1", "b#7"), 2), page.link((), 3)
        ('source-1', 'cell-b_23_7', '')
        """
        wanted = [self.row(cell) or cell_anchor(cell) for cell in cells] + [source_anchor(source)]
        if self.targets is None:
            return wanted[-1]
        return next((anchor for anchor in wanted if self.targets.get(anchor) == source), "")

    def row(self, cell_id: str) -> str:
        """Return the anchor of the row that lists a cell on this page; empty without one."""
        return "" if self.rows is None else self.rows.get(cell_id, "")

    def scope(self, anchor: str) -> str:
        """Return the beginning of the ids in a picture: short where figures are numbered.

        >>> Placement(label="Hình 3").scope("doctors-trend"), Placement().scope("doctors-trend")
        ('v3', 'v-doctors-trend')
        """
        number = "".join(letter for letter in self.label if letter.isdigit())
        return f"v{number}" if number else f"v-{anchor}"


def cell_anchor(cell_id: str) -> str:
    """Return the anchor of a cell's row in the list of sources; no two cells share one.

    >>> cell_anchor("lao-cai-ke-hoach-2024#014"), cell_anchor("nso#doctors:r3c5")
    ('cell-lao-cai-ke-hoach-2024_23_014', 'cell-nso_23_doctors_3a_r3c5')
    """
    return f"cell-{_encoded(cell_id)}"


def _encoded(text: str) -> str:
    return "".join(c if _PLAIN.match(c) else f"_{ord(c):x}_" for c in text)


def row_anchors(entries: Iterable[SourceEntry]) -> dict[str, str]:
    """Return a short anchor for each cell of a list of sources; no two share one.

    It names the number of the source, a letter for the table within it, and the cell.

    >>> from vnhealth.blocks.model import CellRef
    >>> cells = [CellRef(each, "", "", "") for each in ("a#t:r1c2", "a#u:r1c2", "a#014")]
    >>> row_anchors([SourceEntry(3, "a", "", "", "", tuple(cells[:2]), tuple(cells[2:]))])
    {'a#t:r1c2': 'c3a-r1c2', 'a#u:r1c2': 'c3b-r1c2', 'a#014': 'c3-014'}
    """
    found: dict[str, str] = {}
    for entry in entries:
        tables: dict[str, str] = {}
        for cell in (*entry.cells, *entry.further):
            table, spot = parted(cell.cell_id)
            if table:
                tables.setdefault(table, letters(len(tables)))
            letter = tables.get(table, "")
            found.setdefault(cell.cell_id, f"c{entry.number}{letter}-{_encoded(spot)}")
    return found


def parted(cell_id: str) -> tuple[str, str]:
    """Return the table of a cell's id, empty for a cell of none, and the cell in it.

    >>> parted("nso#doctors:r3c5"), parted("lao-cai#014")
    (('doctors', 'r3c5'), ('', '014'))
    """
    table, _, spot = cell_id.partition("#")[2].rpartition(":")
    return table, spot


def letters(at: int) -> str:
    """Return a count as letters: a, b, …, z, aa, ab.

    >>> letters(0), letters(25), letters(26)
    ('a', 'z', 'aa')
    """
    before, own = divmod(at, 26)
    return (letters(before - 1) if before else "") + chr(ord("a") + own)


def source_anchor(number: int) -> str:
    """Return the anchor of a numbered source.

    >>> source_anchor(2)
    'source-2'
    """
    return f"source-{number}"


def slug(text: str) -> str:
    """Return `text` as an anchor: plain letters, digits and hyphens.

    >>> slug("Nhân lực: Đắk Lắk, 2024")
    'nhan-luc-dak-lak-2024'
    """
    bare = text.replace("đ", "d").replace("Đ", "D")
    letters = unicodedata.normalize("NFD", bare).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")
