"""Where labels go: apart from each other, near what they name, inside the sheet."""

from __future__ import annotations

from dataclasses import dataclass
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


def spread(wanted: Sequence[float], height: float, low: float, high: float) -> list[float]:
    """Return centres at least `height` apart, as near to `wanted` as can be, within limits.

    Neighbours that would overlap form a block that stands at its members' mean.

    >>> spread([10, 11, 40], 8, 0, 100)
    [6.5, 14.5, 40.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: wanted[i])
    blocks: list[list[float]] = []  # [sum of wanted minus own offset, members]
    for i in order:
        blocks.append([wanted[i], 1])
        while len(blocks) > 1 and _start(blocks[-2], height, low, high) + blocks[-2][
            1
        ] * height > _start(blocks[-1], height, low, high):
            total, members = blocks.pop()
            blocks[-1][0] += total - members * blocks[-1][1] * height
            blocks[-1][1] += members
    placed = [0.0] * len(wanted)
    position = iter(order)
    for block in blocks:
        first = _start(block, height, low, high)
        for step in range(int(block[1])):
            placed[next(position)] = first + step * height
    return placed


def _start(block: list[float], height: float, low: float, high: float) -> float:
    """Return the centre of a block's first member, kept within the limits where they allow."""
    total, members = block
    last = high - height / 2 - (members - 1) * height
    return max(min(total / members, last), low + height / 2)


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
