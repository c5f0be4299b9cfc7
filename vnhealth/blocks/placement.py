"""Where a block stands on its page, and the anchors that figures link to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

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
    repeated
        The list of sources stands on the page already: this one carries no anchors.
    explained
        Signs whose meaning the page has said before, so that running text needn't.
    """

    language: str = "vi"
    anchor: str = ""
    label: str = ""
    targets: Mapping[str, int] | None = field(default=None, repr=False)
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
        wanted = [cell_anchor(cell) for cell in cells] + [source_anchor(source)]
        if self.targets is None:
            return wanted[-1]
        return next((anchor for anchor in wanted if self.targets.get(anchor) == source), "")


def cell_anchor(cell_id: str) -> str:
    """Return the anchor of a cell's row in the list of sources; no two cells share one.

    >>> cell_anchor("lao-cai-ke-hoach-2024#014"), cell_anchor("nso#doctors:r3c5")
    ('cell-lao-cai-ke-hoach-2024_23_014', 'cell-nso_23_doctors_3a_r3c5')
    """
    return "cell-" + "".join(c if _PLAIN.match(c) else f"_{ord(c):x}_" for c in cell_id)


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
