"""Tell whether a printed result settles that a target is met; comparators count."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from vnhealth import catalog

if TYPE_CHECKING:
    from vnhealth.checks.evidence import Row


def goal(target: Row) -> float:
    """Return the figure a target asks for; of a range, the end that is easier to reach."""
    if target.comparator != "range":
        return target.value
    return (
        target.lower if catalog.indicator(target.indicator).direction == "higher" else target.upper
    )


def surely_meets(result: Row, target: Row) -> bool:
    """Tell whether every value that the printed result allows meets the target."""
    direction = catalog.indicator(target.indicator).direction
    if direction not in ("higher", "lower") or target.comparator == "approx":
        return False
    return all(_meets(value, target, direction) for value in _extremes(result))


def _extremes(result: Row) -> tuple[float, float]:
    if result.comparator in ("gt", "ge"):
        return result.value, math.inf
    if result.comparator in ("lt", "le"):
        return -math.inf, result.value
    if result.comparator == "range":
        return result.lower, result.upper
    return result.value, result.value


def _meets(value: float, target: Row, direction: str) -> bool:
    wanted = goal(target)
    if target.comparator == "gt":
        return value > wanted
    if target.comparator == "lt":
        return value < wanted
    return value >= wanted if direction == "higher" else value <= wanted
