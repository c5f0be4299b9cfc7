"""The targets a place is held to, each with its result, its pace and the group it falls into."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.errors import DataError
from vnhealth.topics.words import COUNTRY
from vnhealth.views.target_distance import goal_of
from vnhealth.views.target_table import NATIONAL, OWN, target_table
from vnhealth.views.targets import scope, target_rows

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.topics.page import Page

MISSED: Final = "missed"
OFF_TRACK: Final = "off_track"
NOT_MET: Final = "not_met"
ON_TRACK: Final = "on_track"
UNDETERMINED: Final = "undetermined"
MET: Final = "met"
ALREADY_MET: Final = "already_met"
NO_RESULT: Final = "no_result"
JUDGED: Final = (MISSED, OFF_TRACK, NOT_MET, ON_TRACK, MET, ALREADY_MET)
"""Groups of targets that a result settles, those that need action first."""
BEHIND: Final = (MISSED, OFF_TRACK, NOT_MET)
REACHED: Final = (MET, ALREADY_MET)


@dataclass(frozen=True)
class Held:
    """One target of a place or of the country, and how the place stands to it.

    Attributes
    ----------
    indicator, whose
        Indicator id; ``own`` or ``national``.
    target
        The target, a row of points.
    result, base
        The newest result, and the one the pace starts from; ``None`` where there is none.
    row
        Row of :func:`vnhealth.views.target_table.target_table`; ``None`` without a result.
    un, eurostat
        Band of the pace in either set; empty where no pace exists.
    group
        One of :data:`JUDGED`, ``undetermined`` or ``no_result``.
    """

    indicator: str
    whose: str
    target: pd.Series
    result: pd.Series | None
    base: pd.Series | None
    row: pd.Series | None
    un: str
    eurostat: str
    group: str

    @property
    def year(self) -> int:
        """The year the target is for."""
        return int(self.target["year"])

    @property
    def known(self) -> pd.Series:
        """The result of a target that has one.

        Raises
        ------
        LookupError
            When there is none.
        """
        if self.result is None:
            raise LookupError(self.indicator)
        return self.result

    @property
    def set_by(self) -> str:
        """Whose target it is, in words' keys: a country's own is the national one."""
        return NATIONAL if self.target["place_id"] == COUNTRY else OWN

    @property
    def goal(self) -> float:
        """The number the target asks for."""
        return goal_of(self.target)

    @property
    def pace(self) -> float | None:
        """Growth since the base over the growth required from it, where that exists."""
        return _number(self.row, "pace")

    @property
    def required(self) -> float | None:
        """Change a year from the result to the target, in the indicator's unit."""
        return _number(self.row, "required_per_year")

    @property
    def missing(self) -> float | None:
        """People, beds or people not covered that are missing to the target."""
        return _number(self.row, "missing")

    @property
    def observed(self) -> float | None:
        """Change a year from the base to the result, in the indicator's unit."""
        if self.base is None or self.result is None:
            return None
        years = int(self.result["year"]) - int(self.base["year"])
        return (float(self.result["value"]) - float(self.base["value"])) / years

    @property
    def cells(self) -> tuple[str, ...]:
        """The printed cells of the target and of its result."""
        found = () if self.result is None else tuple(self.result["cells"])
        return (*found, *self.target["cells"])


def _number(row: pd.Series | None, name: str) -> float | None:
    if row is None or row[name] != row[name]:
        return None
    return float(row[name])


def held(page: Page) -> list[Held]:
    """Return every target of the place and of the country for the brief's year and later.

    A national target without a result of the place is one of them. One target printed twice in
    a document counts once. Made once a page.
    """
    key = ("targets", page.place_id, page.year)
    if key not in page.panel.made:
        page.panel.made[key] = _held(page)
    found: list[Held] = page.panel.made[key]
    return found


def _held(page: Page) -> list[Held]:
    rows = page.panel.observations
    targets = rows[(rows["role"] == "target") & (rows["year"] >= page.year)]
    there = set(targets["indicator"])
    wanted = [indicator for indicator in catalog.indicators() if indicator in there]
    computed = _computed(page)
    found: list[Held] = []
    mine = {row.indicator: row for row in target_rows(page.panel, page.place_id, wanted, page.year)}
    whole = {row.indicator: row for row in target_rows(page.panel, COUNTRY, wanted, page.year)}
    for indicator in wanted:
        own = mine.get(indicator)
        result = own.result if own else None
        national = whole[indicator].own if indicator in whole else ()
        asked = [(OWN, target) for target in (own.own if own else ())]
        if page.place_id != COUNTRY:
            asked += [(NATIONAL, target) for target in national]
        made = [_one(page, computed, result, whose, target) for whose, target in asked]
        found += _once(made)
    return found


def _once(made: Sequence[Held]) -> list[Held]:
    """Return each target once.

    A document may print one in two places, with another sign, and a place may take over a
    national target as its own.
    """
    found: dict[tuple[Any, ...], Held] = {}
    for item in made:
        target = item.target
        printed = (str(target["value"]), str(target["lower"]), str(target["upper"]))
        found.setdefault((item.year, scope(target), printed), item)
    return list(found.values())


def _computed(page: Page) -> dict[tuple[Any, ...], tuple[pd.Series, str]]:
    """Return the rows of the table of targets by key, each with its band in Eurostat's set."""
    try:
        table = target_table(page.panel, page.place_id, page.year)
    except DataError:
        return {}
    other = target_table(page.panel, page.place_id, page.year, bands="eurostat")
    bands = {_key(row): str(row["pace_reading"]) for _, row in other.iterrows()}
    return {_key(row): (row, bands[_key(row)]) for _, row in table.iterrows()}


def _key(row: pd.Series) -> tuple[Any, ...]:
    printed = tuple(str(row[name]) for name in ("target", "target_lower", "target_upper"))
    year, sign = int(row["target_year"]), str(row["target_comparator"])
    return (row["indicator"], row["whose"], year, sign, row["target_qualifier"], printed)


def _key_of(indicator: str, whose: str, target: pd.Series) -> tuple[Any, ...]:
    printed = tuple(str(target[name]) for name in ("value", "lower", "upper"))
    year, sign = int(target["year"]), str(target["comparator"])
    return (indicator, whose, year, sign, target["qualifier"], printed)


def _one(
    page: Page,
    computed: dict[tuple[Any, ...], tuple[pd.Series, str]],
    result: pd.Series | None,
    whose: str,
    target: pd.Series,
) -> Held:
    indicator = str(target["indicator"])
    row, eurostat = computed.get(_key_of(indicator, whose, target), (None, ""))
    if result is None or row is None:
        return Held(indicator, whose, target, result, None, None, "", "", NO_RESULT)
    band = str(row["pace_reading"])
    base = _base(page, result, row)
    return Held(indicator, whose, target, result, base, row, band, eurostat, _group(row))


def _group(row: pd.Series) -> str:
    if row["outcome"] == "met":
        before = min(row["year"], row["base_year"]) < row["set_in"]
        return ALREADY_MET if row["met_when_set"] == "yes" and before else MET
    if row["outcome"] != "not_met" or is_one_sided(row):
        return UNDETERMINED
    if row["target_year"] <= row["year"]:
        return MISSED
    if row["pace_reading"] == "on_track":
        return ON_TRACK
    return OFF_TRACK if row["pace_reading"] else NOT_MET


def is_one_sided(row: pd.Series) -> bool:
    """Tell whether a plain target of an indicator without a direction says a floor or a ceiling."""
    undirected = catalog.indicator(str(row["indicator"])).direction == "none"
    return undirected and row["target_comparator"] == "eq"


def _base(page: Page, result: pd.Series, row: pd.Series) -> pd.Series | None:
    """Return the figure that the pace starts from, of the result's own kind and source."""
    if row["base_year"] != row["base_year"]:
        return None
    frame = page.points(str(result["indicator"]))
    mine = frame[
        (frame["place_id"] == result["place_id"])
        & (frame["role"] == "actual")
        & (frame["year"] == int(row["base_year"]))
        & (frame["kind"] == result["kind"])
        & (frame["value"] == row["base"])
    ]
    return None if mine.empty else mine.iloc[0]


def of_groups(found: Iterable[Held], groups: Sequence[str]) -> list[Held]:
    """Return the targets of `groups`, in the order of the groups."""
    listed = list(found)
    return [item for group in groups for item in listed if item.group == group]


def urgent(page: Page) -> list[Held]:
    """Return the targets that need action, one an indicator: the slowest of each topic first.

    Of each indicator the one that lies farthest ahead: there is still time to act on it. Two of
    one topic, such as the mortality of infants and of children under five, mostly lag together.
    """
    latest: dict[str, Held] = {}
    for item in of_groups(held(page), BEHIND):
        before = latest.get(item.indicator)
        if before is None or item.year > before.year:
            latest[item.indicator] = item
    ordered = sorted(latest.values(), key=_slowness)
    topics = [catalog.indicator(item.indicator).topic for item in ordered]
    first = [item for at, item in enumerate(ordered) if topics[at] not in topics[:at]]
    return [*first, *(item for item in ordered if item not in first)]


def _slowness(item: Held) -> tuple[int, float]:
    return (0, item.pace) if item.pace is not None else (1, -_distance(item))


def _distance(item: Held) -> float:
    """Return how far the result is from its target, as a share of it."""
    return abs(float(item.known["value"]) - item.goal) / abs(item.goal) if item.goal else 0.0
