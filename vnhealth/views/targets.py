"""Results beside the targets set for them: the place's own, and the country's."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal

from vnhealth import catalog, places
from vnhealth.measures.thresholds import ABOUT_SHARE
from vnhealth.views.carried import points_about
from vnhealth.views.points import latest

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.views.panel import Panel

Outcome = Literal["met", "not_met", "undetermined", "already_met", "unknown"]
COUNTRY = "vn"
WITH_STATIONS = "kể cả giường trạm y tế"
"""Scope of a computed bed rate, as in the catalogue of qualifiers."""


@dataclass(frozen=True)
class TargetRow:
    """One indicator's newest result and the targets it is held against.

    Attributes
    ----------
    indicator
        Indicator id.
    result
        Newest actual figure up to the year (a row of points), or ``None``.
    own, national
        Targets of the place and of the country, by target year, earliest first.
    """

    indicator: str
    result: pd.Series | None
    own: tuple[pd.Series, ...]
    national: tuple[pd.Series, ...]

    @property
    def targets(self) -> tuple[pd.Series, ...]:
        """All targets, the place's own first."""
        return (*self.own, *self.national)

    @property
    def known(self) -> pd.Series:
        """The result of a row that has one.

        Raises
        ------
        LookupError
            When the row has none: ask :attr:`is_held` first.
        """
        if self.result is None:
            raise LookupError(self.indicator)
        return self.result

    @property
    def is_held(self) -> bool:
        """Whether there is a result and a target to hold it against."""
        return self.result is not None and bool(self.targets)


def target_rows(
    panel: Panel, place_id: str, indicators: Sequence[str], year: int
) -> list[TargetRow]:
    """Return results beside targets for `indicators`, leaving out those with neither.

    Parameters
    ----------
    panel
        Observations and sources.
    place_id
        The place whose results these are.
    indicators
        Indicator ids, in the order wanted.
    year
        Last year whose result counts; targets are those for this year and later.
    """
    found = (
        panel.once(
            ("target_row", indicator, place_id, year),
            partial(_target_row, panel, place_id, indicator, year),
        )
        for indicator in indicators
    )
    return [row for row in found if row.result is not None or row.own]


def _target_row(panel: Panel, place_id: str, indicator: str, year: int) -> TargetRow:
    same = kept_ground(place_id)
    frame = points_about(panel, indicator, place_id)
    frame = frame[frame["place_id"].isin([*same, COUNTRY])]
    return TargetRow(
        indicator,
        latest(frame, place_id, year),
        _targets(frame, same, year),
        _targets(frame, (COUNTRY,), year),
    )


def kept_ground(place_id: str) -> tuple[str, ...]:
    """Return the place and, where it went on unmerged in July 2025, its id since then.

    A target set for 2030 under the new id is a target of the same people and ground.

    Examples
    --------
    >>> kept_ground("63-12"), kept_ground("63-10")
    (('63-12', '34-12'), ('63-10',))
    """
    later = places.successor(place_id)
    if later is None or len(places.parts(later.place_id)) != 1:
        return (place_id,)
    return place_id, later.place_id


def _targets(frame: pd.DataFrame, place_ids: Sequence[str], year: int) -> tuple[pd.Series, ...]:
    due = (frame["role"] == "target") & (frame["year"] >= year)
    if not due.any():
        return ()
    wanted = frame[due & frame["place_id"].isin(list(place_ids))]
    wanted = wanted.sort_values(["year", "qualifier"])
    # The same target printed twice in one document is one target.
    scoped = wanted.assign(scope=[scope(point) for _, point in wanted.iterrows()])
    repeated = scoped.duplicated(["year", "comparator", "value", "lower", "upper", "scope"])
    kept = wanted[~repeated]
    return tuple(row for _, row in kept.iterrows())


def outcome(result: pd.Series | None, target: pd.Series) -> Outcome:
    """Return how `result` stands against `target`, in the indicator's direction.

    A result printed as an inequality ("> 93 %") settles only what its whole range settles; one
    told as "about", or a target told so, leaves
    :data:`vnhealth.measures.thresholds.ABOUT_SHARE` on either side. A rate of 0 without a single
    case is not a risk of 0: it reaches up to the limit that its people allow, or anywhere where
    they are not on record.
    A result and a target of different scope (other vaccines, or vaccines that only one of them
    names) aren't compared.

    Parameters
    ----------
    result, target
        Rows of points of one indicator; the target has a value or a range.
    """
    if result is None:
        return "unknown"
    if scope(result) != scope(target):
        return "undetermined"
    direction = catalog.indicator(str(result["indicator"])).direction
    low, high = _bounds(result)
    at_least, at_most = (_meets(value, target, direction) for value in (low, high))
    inside_open = direction == "none" and low != high and target["comparator"] in ("eq", "range")
    if at_least != at_most or inside_open:
        return "undetermined"
    return "met" if at_least else "not_met"


def scope(point: pd.Series) -> str:
    """Return the qualifier that sets a figure apart; a second place in a document is none.

    A bed rate computed from the statistics office's counts has the beds of commune stations in
    it, which the bed target of a plan need not mean, so it has a scope of its own.
    """
    told = scope_of(str(point["qualifier"]))
    if not told and point["indicator"] == "beds_per_10k" and point["kind"] == "computed":
        return WITH_STATIONS
    return told


def scope_of(qualifier: str) -> str:
    """Return a qualifier, or nothing for one that only names a second place in a document.

    Examples
    --------
    >>> scope_of("10 vắc xin"), scope_of("mục III.9")
    ('10 vắc xin', '')
    """
    return "" if qualifier.startswith(catalog.SECTION) else qualifier


def _bounds(result: pd.Series) -> tuple[float, float]:
    """Return the least and greatest value a printed result allows; open ends are infinite."""
    comparator, value = str(result["comparator"]), float(result["value"])
    infinite = math.inf
    if without_events(result):
        return 0.0, _upper_limit(result)
    return {
        "approx": (value - ABOUT_SHARE * abs(value), value + ABOUT_SHARE * abs(value)),
        "range": (float(result["lower"]), float(result["upper"])),
        "gt": (math.nextafter(value, infinite), infinite),
        "ge": (value, infinite),
        "lt": (-infinite, math.nextafter(value, -infinite)),
        "le": (-infinite, value),
    }.get(comparator, (value, value))


def without_events(result: pd.Series) -> bool:
    """Tell whether a result is a rate of harm without a single case."""
    facts = catalog.indicator(str(result["indicator"]))
    harm = facts.kind == "rate" and facts.direction == "lower"
    return bool(harm and result["comparator"] == "eq" and result["value"] == 0)


def _upper_limit(result: pd.Series) -> float:
    """Return what no event among the people of a rate still allows (95 %, exact Poisson)."""
    from vnhealth.measures.result import Interval
    from vnhealth.measures.small_numbers import upper_limit_of_zero

    people = float(result.get("denominator", math.nan))
    if not people > 0:
        return math.inf
    facts = catalog.indicator(str(result["indicator"]))
    settings = Interval(multiplier=facts.multiplier, unit=facts.unit)
    return float(upper_limit_of_zero(people, settings)["upper"].iloc[0])


def _meets(value: float, target: pd.Series, direction: str) -> bool:
    comparator, goal = str(target["comparator"]), float(target["value"])
    least, most, about = goal, goal, ABOUT_SHARE * abs(goal)
    if comparator == "range":
        least, most, comparator = float(target["lower"]), float(target["upper"]), "eq"
    if comparator == "approx":
        least, most, comparator = goal - about, goal + about, "eq"
    if comparator == "eq":
        return {"higher": value >= least, "lower": value <= most}.get(
            direction, least <= value <= most
        )
    return {
        "gt": value > goal,
        "ge": value >= goal,
        "lt": value < goal,
        "le": value <= goal,
    }[comparator]
