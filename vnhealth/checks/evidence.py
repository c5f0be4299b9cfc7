"""What a check looks at: observations, sources, unread cells, claims, and two printers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final, Protocol, cast

from vnhealth import catalog, places
from vnhealth.catalog.loader import SECTION
from vnhealth.checks.claims import Claim, read_claims
from vnhealth.checks.printer import Numbers, Printer
from vnhealth.checks.rounding import step
from vnhealth.clean.register import LEVEL, Registered, registered

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Indicator, Source

IN_WORDS: Final = "bằng chữ"
COUNTRY: Final = "vn"
WHOLE: Final = 100


class Row(Protocol):
    """One observation as a named tuple, with `step`, `level` and `scope`."""

    cell_id: str
    place_id: str
    indicator: str
    year: int
    period: str
    role: str
    status: str
    comparator: str
    value: float
    lower: float
    upper: float
    numerator: float
    denominator: float
    unit: str
    qualifier: str
    source_id: str
    locator: str
    printed: str
    flags: str
    step: float
    level: str
    scope: str


@dataclass(frozen=True)
class Evidence:
    """Observations with everything needed to judge them; nothing here is ever changed.

    Parameters
    ----------
    observations
        Columns of :mod:`vnhealth.schema`.
    sources
        Sources by id.
    unread
        Cells that gave no observation: ``schema.UNREAD_COLUMNS``.
    numbers
        The formatter of numbers.
    """

    observations: pd.DataFrame
    sources: Mapping[str, Source]
    unread: pd.DataFrame
    numbers: Numbers

    @cached_property
    def en(self) -> Printer:
        """Printer of English sentences."""
        return Printer(self.numbers, "en", self.sources, self.registered)

    @cached_property
    def vi(self) -> Printer:
        """Printer of Vietnamese sentences."""
        return Printer(self.numbers, "vi", self.sources, self.registered)

    @cached_property
    def registered(self) -> dict[str, Registered]:
        """Places that the sources bring along, such as communes, by id."""
        found: dict[str, Registered] = {}
        for source in self.sources.values():
            found |= registered(source.folder, source)
        return found

    def level(self, place_id: str) -> str:
        """Return the level of a place, of the catalogue or of a source's register."""
        return LEVEL if place_id in self.registered else places.place(place_id).level

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """What the sources claim of their own figures."""
        return tuple(claim for source in self.sources.values() for claim in read_claims(source))

    @cached_property
    def figures(self) -> pd.DataFrame:
        """Observations, with the unit of the last printed digit, the level and the scope.

        `scope` is the qualifier, but empty where that only says in which section a figure stands
        a second time, or that it stands there in words.
        """
        frame = self.observations
        levels = {place_id: self.level(place_id) for place_id in frame["place_id"].unique()}
        steps = [
            step(printed, value)
            for printed, value in zip(frame["printed"], frame["value"], strict=True)
        ]
        return frame.assign(
            step=steps,
            level=frame["place_id"].map(levels).astype("str"),
            scope=frame["qualifier"].map(scope).astype("str"),
        )

    @cached_property
    def exact(self) -> pd.DataFrame:
        """Results that are single levels: no inequality, no range, no change, no repetition."""
        frame = self.figures
        plain = frame["comparator"].isin(["eq", "approx"]) & (frame["qualifier"] == frame["scope"])
        change = frame["flags"].str.contains(r"\bchange\b")
        single = frame["period"] == frame["year"].astype("str")
        return frame[plain & ~change & single & (frame["role"] == "actual")]

    def dated(self, source_id: str) -> str:
        """Return the date of a source, for telling newer figures from older ones."""
        source = self.sources.get(source_id)
        return source.date if source else ""

    def newest(self, indicator: str, place_id: str, year: int) -> Row | None:
        """Return the result on record of the newest source, without a scope of its own."""
        frame = self.exact
        found = frame[
            (frame["indicator"] == indicator)
            & (frame["place_id"] == place_id)
            & (frame["year"] == year)
            & (frame["scope"] == "")
        ]
        if found.empty:
            return None
        return max(rows(found), key=lambda row: (self.dated(row.source_id), row.cell_id))


def rows(frame: pd.DataFrame) -> list[Row]:
    """Return the observations of `frame` as named tuples."""
    return cast("list[Row]", list(frame.itertuples(index=False)))


def groups(frame: pd.DataFrame, *keys: str) -> Iterator[tuple[tuple[str, ...], pd.DataFrame]]:
    """Yield the rows of each group of `frame`, in the order of their text keys."""
    for key, group in frame.groupby(list(keys), sort=True):
        yield tuple(str(part) for part in key), group


def cells_of(found: Iterable[Row]) -> tuple[str, ...]:
    """Return the cell ids of `found`, each once, in order."""
    return tuple(dict.fromkeys(row.cell_id for row in found))


def scope(qualifier: str) -> str:
    """Return what a qualifier says of the figure itself, not of where it stands.

    Examples
    --------
    >>> scope("12 vắc xin"), scope("mục III.9"), scope("bằng chữ")
    ('12 vắc xin', '', '')
    """
    return "" if qualifier.startswith(SECTION) or qualifier == IN_WORDS else qualifier


def of_kind(wanted: Callable[[Indicator], bool]) -> list[str]:
    """Return the ids of the indicators that `wanted` picks."""
    return [facts.id for facts in catalog.indicators().values() if wanted(facts)]


def is_share(facts: Indicator) -> bool:
    """Tell whether an indicator is a share of a whole, and so can't be above 100 %."""
    return facts.kind == "proportion" and facts.unit == "%" and facts.plausible[1] == WHOLE
