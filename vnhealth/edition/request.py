"""What a build is asked for: an edition, narrowed or not, in some formats, whole or one shard."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from vnhealth.errors import UsageError

if TYPE_CHECKING:
    from vnhealth.project import Edition

Item = TypeVar("Item")
_SHARD: Final = re.compile(r"([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


@dataclass(frozen=True, slots=True)
class Selection:
    """What a build is narrowed to; an empty tuple takes what the edition has.

    `places` holds ids or names, or ``"all"`` for every province; a topic ``"comparison"`` stands
    for the edition's comparisons, ``"quality"`` for its quality briefs; `sources` names others,
    with ``"store"`` for the whole store and ``"all"`` for each source.
    """

    places: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    boundaries: str = ""
    sources: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing is left out."""
        return self == Selection()


@dataclass(frozen=True, slots=True)
class Request:
    """One wish: `shard` is which part of how many, both from 1; empty for all parts."""

    edition: Edition
    selection: Selection
    formats: tuple[str, ...]
    shard: tuple[int, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of the wish."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


def shard_of(text: str) -> tuple[int, ...]:
    """Return which shard of how many a text means; nothing for an empty text.

    Raises
    ------
    UsageError
        When it isn't ``i/n`` with 1 ≤ i ≤ n.

    >>> shard_of("2/4"), shard_of("")
    ((2, 4), ())
    """
    if not text:
        return ()
    match = _SHARD.fullmatch(text.strip())
    if match is None or int(match[1]) > int(match[2]):
        raise UsageError(
            f"--shard: {text}; allowed: i/n with i from 1 to n, for example 2/4.",
            f"--shard: {text}; cho phép: i/n với i từ 1 đến n, ví dụ 2/4.",
        )
    return int(match[1]), int(match[2])


def part_of(items: Sequence[Item], shard: tuple[int, ...]) -> list[Item]:
    """Return the items of a shard: every n-th, from the i-th on; all of them without a shard.

    >>> part_of("abcdefg", (1, 3)), part_of("abcdefg", (3, 3)), part_of("ab", ())
    (['a', 'd', 'g'], ['c', 'f'], ['a', 'b'])
    """
    if not shard:
        return list(items)
    which, count = shard
    return list(items[which - 1 :: count])
