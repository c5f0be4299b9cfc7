"""The same briefs, HTML and PDF, by the tools there are: wall and processor seconds of one run.

``python -m benchmarks editions [--briefs N] [--rounds N] [--sides a,b]``. The sides take turns.
Start-up counts. A side whose briefs share nothing makes a part of them in each round; one that
is slow makes all of them in one round; the others make all of them in every round, and the
median counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks._clock import Spent, median, tell
from benchmarks._sample import Brief, sample
from benchmarks._sides import SIDES, Side, make_ready, measured, topics_of
from benchmarks._tables import Table


def chosen(ids: Sequence[str]) -> list[Side]:
    """Return the sides named, or all.

    Raises
    ------
    ValueError
        When one is unknown.
    """
    known = {side.id: side for side in SIDES}
    if unknown := [each for each in ids if each not in known]:
        raise ValueError(f"no side named {', '.join(unknown)}; there are: {', '.join(known)}")
    return [known[each] for each in ids] or list(SIDES)


def measure(
    briefs: Sequence[Brief], rounds: int, sides: Sequence[Side]
) -> dict[str, tuple[Spent, int]]:
    """Return what each side takes for all `briefs`, and from how many runs that is a median."""
    found: dict[str, list[Spent]] = {side.id: [] for side in sides}
    failed: set[str] = set()
    make_ready(sides)
    for turn in range(rounds):
        for place, side in enumerate(sides):
            if side.pace == "once" and place % rounds != turn:
                continue
            part = briefs[turn::rounds] if side.pace == "spread" else briefs
            if not part:
                continue
            tell(f"editions: round {turn + 1} of {rounds}, {side.id}, {len(part)} briefs")
            try:
                found[side.id].append(measured(side, part))
            except RuntimeError as fault:
                # The others are still worth their table, which then lacks this one.
                tell(f"editions: {side.id} failed and is left out: {fault}")
                failed.add(side.id)
    return {side.id: _together(side, found[side.id]) for side in sides if side.id not in failed}


def _together(side: Side, found: list[Spent]) -> tuple[Spent, int]:
    if side.pace == "spread":
        return sum(found, Spent(0, 0)), 1
    return median(found), len(found)


def table(
    found: dict[str, tuple[Spent, int]], sides: Sequence[Side], briefs: Sequence[Brief], rounds: int
) -> Table:
    """Return the table: seconds, and ratios to the first side."""
    left = [side for side in sides if side.id in found]
    if not left:
        raise RuntimeError("every side failed")
    first = found[left[0].id][0]
    rows = []
    for side in left:
        took, runs = found[side.id]
        rows.append(
            (
                side.name,
                f"{took.wall:.1f}",
                f"{took.cpu:.1f}",
                f"{took.wall / len(briefs):.2f}",
                f"{took.cpu / len(briefs):.2f}",
                f"{took.wall / first.wall:.1f}",
                f"{took.cpu / first.cpu:.1f}",
                str(runs),
            )
        )
    return Table(
        f"{len(briefs)} briefs a side ({topics_of(briefs)}), HTML and PDF, start-up counted; "
        f"{rounds} rounds",
        ("way", "wall s", "CPU s", "wall s a brief", "CPU s a brief", "wall ×", "CPU ×", "runs"),
        tuple(rows),
        tuple(f"{side.name}: failed, see the messages." for side in sides if side not in left),
    )


def tables(*, briefs: int = 12, rounds: int = 3, sides: Sequence[str] = ()) -> list[Table]:
    """Measure, and return the one table."""
    compared, made = chosen(sides), sample(briefs)
    rounds = min(rounds, len(made))
    return [table(measure(made, rounds, compared), compared, made, rounds)]
