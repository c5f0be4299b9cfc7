"""Where labels go: apart from each other, near what they name, inside the sheet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in points: left, bottom, right, top."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box, gap: float = 0.0) -> bool:
        """Tell whether the two come closer than `gap` points."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.bottom < other.top + gap
            and other.bottom < self.top + gap
        )


def spread_uneven(
    wanted: Sequence[float], heights: Sequence[float], low: float, high: float
) -> list[float]:
    """Return centres of labels of different heights that don't overlap, as :func:`spread` does.

    >>> spread_uneven([10, 11, 40], [8, 8, 8], 0, 100)
    [6.5, 14.5, 40.0]
    >>> spread_uneven([50, 50], [10, 30], 0, 60)
    [25.0, 45.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    tall = [heights[i] for i in order]
    steps = [0.0, *accumulate((a + b) / 2 for a, b in pairwise(tall))]
    blocks: list[tuple[float, int]] = []  # mean of what is wanted less the steps, members
    for i, step in zip(order, steps, strict=True):
        mean, members = wanted[i] - step, 1
        while blocks and blocks[-1][0] > mean:
            before, count = blocks.pop()
            mean, members = (before * count + mean * members) / (count + members), count + members
        blocks.append((mean, members))
    placed = [0.0] * len(wanted)
    firsts = [mean for mean, members in blocks for _ in range(members)]
    for i, step, first in zip(order, steps, firsts, strict=True):
        last = high - tall[-1] / 2 - steps[-1]
        placed[i] = max(min(first, last), low + tall[0] / 2) + step
    return placed


def spread(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Return centres at least `height` apart, as near to `wanted` as can be, within limits.

    Neighbours that would overlap form a block that stands at its members' mean.

    >>> spread([10, 11, 40], 8, 0, 100)
    [6.5, 14.5, 40.0]
    """
    return spread_uneven(wanted, [height] * len(wanted), low, high)


def first_free(candidates: Iterable[Box], taken: Sequence[Box], gap: float = 1.0) -> Box | None:
    """Return the first candidate that meets none of `taken`, or ``None``."""
    return next((c for c in candidates if not any(c.meets(t, gap) for t in taken)), None)


@dataclass(frozen=True, slots=True)
class Room:
    """The size in points of the panel that a label must stay in."""

    width: float
    height: float

    def holds(self, box: Box) -> bool:
        """Tell whether the box lies inside."""
        return (
            box.left >= 0
            and box.bottom >= 0
            and box.right <= self.width
            and (box.top <= self.height)
        )


def around(x: float, y: float, wide: float, tall: float, room: Room) -> Iterator[Box]:
    """Yield where a label of a point may stand: right of it, then ever farther up and down."""
    sides = ((x + 6, 10), (x - wide / 2, 30), (x - wide, 30), (x + 6, int(room.height / 3)))
    for left, steps in sides:
        for step in range(steps):
            for rise in (-step * 3, step * 3):
                bottom = y - tall / 2 + rise
                box = Box(left, bottom, left + wide, bottom + tall)
                if room.holds(box):
                    yield box
