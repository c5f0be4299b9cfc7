"""Carry observations from 63 provinces to 34: sums of counts, rates from their counts.

A place of 34 gets a figure only when the rows at hand cover its whole territory and nothing else.
What could not be carried over is returned with the reason; nothing is estimated.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Protocol

from vnhealth.errors import DataError, UsageError
from vnhealth.places import refusals
from vnhealth.places.history import coverage, territory
from vnhealth.places.model import Sentence
from vnhealth.places.registry import check_boundaries, parts, place

if TYPE_CHECKING:
    import pandas as pd

RESUMMED: Final = "resummed"

_REQUIRED: Final = ("place_id", "indicator", "year", "value")
_KEY: Final = ("indicator", "year", "period", "role", "qualifier", "source_id", "unit")
_LEFT_OUT: Final = (
    "place_id",
    "indicator",
    "year",
    "period",
    "role",
    "qualifier",
    "source_id",
    "from_places",
    "missing_places",
    "cell_ids",
    "reason_en",
    "reason_vi",
)
_JOINED: Final = {"cell_id": ";", "locator": "; ", "printed": " + "}

Row = dict[str, Any]
Key = tuple[object, ...]


class IndicatorFacts(Protocol):
    """What a sum must know of an indicator."""

    @property
    def additive(self) -> bool:
        """Whether the figures of several places may be added up."""

    @property
    def multiplier(self) -> float:
        """What the fraction is multiplied by: 100 or 10 000 and the like."""


Indicators = Mapping[str, IndicatorFacts] | Callable[[str], IndicatorFacts]


@dataclass(frozen=True, slots=True)
class Carried:
    """Observations on the wanted boundaries, and those that could not be carried over.

    `left_out` has a row a figure that was not made: the place it would be of, the places at hand
    (`from_places`), those missing, the cells, and the reason in both languages.
    """

    frame: pd.DataFrame
    left_out: pd.DataFrame
    boundaries: str


def to_boundaries(
    frame: pd.DataFrame, boundaries: str = "34", *, indicators: Indicators | None = None
) -> Carried:
    """Carry observations to other boundaries, re-summing counts of merged provinces.

    Parameters
    ----------
    frame
        Observations: at least place_id, indicator, year, value; the other columns of the
        Observation are used where present.
    boundaries
        "34" (former provinces are summed) or "63" (only unmerged provinces can be carried back).
    indicators
        The facts of each indicator, as a mapping or a function; the catalogue's by default.

    Returns
    -------
    Carried
        ``frame`` with the columns given, and ``left_out`` with the reasons. Summed rows carry the
        flag ``resummed`` and the ids of all their cells. Rates are recomputed as
        multiplier × sum of numerators / sum of denominators; rates without them, means and
        changes of merged provinces are left out, since they must not be averaged.

    Examples
    --------
    >>> import pandas as pd
    >>> from types import SimpleNamespace
    >>> doctors = pd.DataFrame(
    ...     {"place_id": ["63-10", "63-15"], "indicator": "doctors", "year": 2010,
    ...      "value": [450.0, 380.0]})
    >>> facts = {"doctors": SimpleNamespace(additive=True, multiplier=1)}
    >>> to_boundaries(doctors, "34", indicators=facts).frame[["place_id", "value"]].values.tolist()
    [['34-15', 830.0]]
    """
    import pandas as pd

    check_boundaries(boundaries)
    missing = [column for column in _REQUIRED if column not in frame.columns]
    if missing:
        raise DataError(
            en=f"The table has no column {', '.join(missing)}, so it can't be carried over.",
            vi=f"Bảng không có cột {', '.join(missing)} nên không thể quy đổi địa giới.",
        )
    rows: list[Row] = frame.to_dict("records")  # type: ignore[assignment]
    work = _Work(boundaries, _facts_of(indicators), tuple(c for c in _KEY if c in frame.columns))
    kept, left = work.carry(rows)
    carried = pd.DataFrame(kept, columns=frame.columns).astype(frame.dtypes.to_dict())
    return Carried(carried, pd.DataFrame(left, columns=list(_LEFT_OUT)), boundaries)


def _facts_of(indicators: Indicators | None) -> Callable[[str], IndicatorFacts | None]:
    look_up: Callable[[str], IndicatorFacts]
    if indicators is None:
        from vnhealth import catalog

        look_up = catalog.indicator
    elif isinstance(indicators, Mapping):
        look_up = indicators.__getitem__
    else:
        look_up = indicators

    def facts(indicator_id: str) -> IndicatorFacts | None:
        try:
            return look_up(indicator_id)
        except (KeyError, UsageError):
            return None

    return facts


@dataclass(frozen=True, slots=True)
class _Work:
    boundaries: str
    facts: Callable[[str], IndicatorFacts | None]
    key_columns: tuple[str, ...]

    def carry(self, rows: Sequence[Row]) -> tuple[list[Row], list[Row]]:
        """Return the rows on the wanted boundaries and the rows of what was left out."""
        kept: list[Row] = []
        left: list[Row] = []
        groups: defaultdict[tuple[str, Key], list[Row]] = defaultdict(list)
        printed: defaultdict[Key, set[str]] = defaultdict(set)
        for row in rows:
            target = self._target(row["place_id"])
            if isinstance(target, Sentence):
                left.append(self._left_out(row["place_id"], [row], (), target))
            elif target == row["place_id"]:
                kept.append(row)
            else:
                key = tuple(row[column] for column in self.key_columns)
                groups[target, key].append(row)
                printed[key].add(row["place_id"])
        for (target, key), group in groups.items():
            made = self._merge(target, group, printed[key])
            (left if "reason_en" in made else kept).append(made)
        return kept, left

    def _target(self, place_id: str) -> str | Sentence:
        """Return the place that takes the figure up, or why none does."""
        whole = place(place_id)
        if whole.boundaries in ("", self.boundaries):
            return place_id
        if whole.level != "province":
            return refusals.no_counterpart(whole)
        if self.boundaries == "34":
            return whole.successor_id
        members = parts(place_id)
        return members[0] if len(members) == 1 else refusals.not_divisible(whole)

    def _merge(self, target: str, group: list[Row], printed: set[str]) -> Row:
        """Return the figure of `target` from the rows of its parts, or the row of its absence."""
        if self.boundaries == "63":
            return group[0] | {"place_id": target}
        sources = [row["place_id"] for row in group]
        if len(set(sources)) < len(sources):
            return self._left_out(target, group, (), refusals.repeated())
        covered = [_covered(row["place_id"], int(row["year"]), printed) for row in group]
        wanted = territory(target)
        beyond = sorted(frozenset().union(*covered) - wanted)
        missing = sorted(wanted - frozenset().union(*covered))
        if beyond:
            return self._left_out(target, group, (), refusals.covers_more(beyond))
        if missing:
            return self._left_out(target, group, missing, refusals.incomplete(missing))
        if len(group) == 1:
            return group[0] | {"place_id": target}
        return self._summed(target, group)

    def _summed(self, target: str, group: list[Row]) -> Row:
        facts = self.facts(group[0]["indicator"])
        comparators = {row.get("comparator", "eq") for row in group}
        if facts is None:
            return self._left_out(target, group, (), refusals.unknown_indicator())
        if not comparators <= {"eq", "approx"}:
            return self._left_out(target, group, (), refusals.bounds())
        numerator = math.fsum(row.get("numerator", math.nan) for row in group)
        denominator = math.fsum(row.get("denominator", math.nan) for row in group)
        if facts.additive:
            value = math.fsum(row["value"] for row in group)
            numerator = denominator = math.nan
        elif denominator > 0:
            value = facts.multiplier * numerator / denominator
        else:
            value = math.nan
        if math.isnan(value):
            why = refusals.no_value() if facts.additive else refusals.no_counts()
            return self._left_out(target, group, (), why)
        figures = {"value": value, "numerator": numerator, "denominator": denominator}
        return _joined(group) | {
            key: made for key, made in {"place_id": target, **figures}.items() if key in group[0]
        }

    def _left_out(
        self, target: str, group: Sequence[Row], missing: Sequence[str], why: Sentence
    ) -> Row:
        first = group[0]
        return {column: first.get(column, "") for column in _LEFT_OUT} | {
            "place_id": target,
            "from_places": ";".join(row["place_id"] for row in group),
            "missing_places": ";".join(missing),
            "cell_ids": ";".join(str(row["cell_id"]) for row in group if "cell_id" in row),
            "reason_en": why.en,
            "reason_vi": why.vi,
        }


def _covered(place_id: str, year: int, printed: set[str]) -> frozenset[str]:
    """Return the territory of a row; a place that has a row of its own is in no other row."""
    included = coverage(place_id, year) - {place_id}
    return frozenset((place_id,)) | (included - printed)


def _joined(group: Sequence[Row]) -> Row:
    """Return what the rows of the parts have in common, with all their cells and flags."""
    made: Row = {}
    for column, first in group[0].items():
        texts = [row[column] for row in group]
        made[column] = first if all(each == first for each in texts) else None
        if column in _JOINED:
            made[column] = _JOINED[column].join(str(each) for each in texts)
    if "status" in made:
        made["status"] = max(row["status"] for row in group)
    if "comparator" in made:
        made["comparator"] = min(row["comparator"] for row in group)
    if "flags" in made:
        flags = {flag for row in group for flag in str(row["flags"]).split(";") if flag}
        made["flags"] = ";".join(sorted(flags | {RESUMMED}))
    return made
