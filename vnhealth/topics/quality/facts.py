"""What is known of the quality of the store, or of one source: cells, findings, tables, series."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from vnhealth import catalog, checks, store
from vnhealth.blocks import Number
from vnhealth.checks import completeness, conflicting_sources, year_jumps
from vnhealth.clean.cells import cells_of
from vnhealth.topics import page as pages
from vnhealth.topics.words import COUNTRY
from vnhealth.wording import numbers

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Source
    from vnhealth.topics.page import Page

TOPIC: Final = "quality"
SEVERITIES: Final = ("error", "warning", "info")
KINDS: Final = ("missing", "ignored", "unread")
"""Why a cell gave no observation: printed as missing, left out with its reason, not read."""
MOST_OF_A_PART: Final = 99.9
CARRIED: Final = 60
"""A count of more cells than this names its sources, not each of its cells."""


def open_page(*, source: str, year: int, language: str) -> Page:
    """Return the page of a quality brief: of one source, or of the whole store where it is ""."""
    page = pages.open_page(
        TOPIC,
        place_id=COUNTRY,
        year=year,
        language=language,
        boundaries="63",
        source=source,
    )
    # Every finding has a row of its own here, so no chart repeats it below itself.
    page.remarked.extend(dossier(page).findings[f"sentence_{language}"])
    return page


@dataclass(frozen=True)
class Ledger:
    """What became of the printed cells of one source.

    Attributes
    ----------
    source_id
        The source.
    cells
        Printed cells, counted anew in data/raw.
    observations
        Cells that became observations.
    left
        The others by kind, see :data:`KINDS`.
    """

    source_id: str
    cells: int
    observations: int
    left: dict[str, int]

    @property
    def holds(self) -> bool:
        """Whether every cell is an observation or stands in the list of the others."""
        return self.cells == self.observations + sum(self.left.values())


@dataclass(frozen=True)
class Dossier:
    """Everything a quality brief says, before it is put into words.

    Attributes
    ----------
    page
        The brief.
    """

    page: Page

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """The sources the brief is about, in the order of their ids."""
        known = self.page.panel.sources
        wanted = [self.page.source_id] if self.page.source_id else sorted(known)
        return tuple(known[source_id] for source_id in wanted)

    @cached_property
    def observations(self) -> pd.DataFrame:
        """The observations of these sources."""
        return self._own(self.page.panel.observations)

    @cached_property
    def unread(self) -> pd.DataFrame:
        """The cells of these sources that gave no observation, their kind among :data:`KINDS`."""
        frame = self._own(self._all_unread)
        kind = frame["kind"].where(frame["kind"].isin(KINDS), "unread")
        return frame.assign(kind=kind)

    @cached_property
    def ledger(self) -> tuple[Ledger, ...]:
        """The cells of each source, counted in data/raw and in the store."""
        read = self.observations.groupby("source_id").size()
        left = self.unread.groupby(["source_id", "kind"]).size()
        return tuple(
            Ledger(
                source.id,
                sum(1 for _ in cells_of(self.page.project.raw / source.id, source)),
                int(read.get(source.id, 0)),
                {kind: int(left.get((source.id, kind), 0)) for kind in KINDS},
            )
            for source in self.sources
        )

    @cached_property
    def total(self) -> Ledger:
        """The ledgers of all these sources added up."""
        return Ledger(
            "",
            sum(each.cells for each in self.ledger),
            sum(each.observations for each in self.ledger),
            {kind: sum(each.left[kind] for each in self.ledger) for kind in KINDS},
        )

    @cached_property
    def findings(self) -> pd.DataFrame:
        """What the checks found in these sources, gravest first; `cells` are tuples of ids."""
        frame = store.read_findings(self.page.project.processed)
        frame["cells"] = [tuple(cell for cell in ids.split(";") if cell) for ids in frame["cells"]]
        if not self.page.source_id:
            return frame
        prefix = f"{self.page.source_id}#"
        named = frame["cells"].map(lambda cells: any(cell.startswith(prefix) for cell in cells))
        sparse = {found.sentence_vi for found in completeness.find(self._evidence(own=True))}
        kept: pd.DataFrame = frame[named | frame["sentence_vi"].isin(sparse)]
        return kept.reset_index(drop=True)

    @cached_property
    def tables(self) -> pd.DataFrame:
        """The tables by province with figures expected and present: the least complete first."""
        frame = completeness.summary(self._evidence(own=True))
        frame = frame[frame["areas"] >= completeness.LEAST_AREAS]
        return frame.sort_values(
            ["share", "source_id", "indicator"], kind="stable", ignore_index=True
        )

    @cached_property
    def conflicts(self) -> pd.DataFrame:
        """Results that two sources print differently, where one of these sources is among them."""
        frame = conflicting_sources.conflicts(self._evidence())
        if frame.empty or not self.page.source_id:
            return frame
        mine = (frame["older"] == self.page.source_id) | (frame["newer"] == self.page.source_id)
        kept: pd.DataFrame = frame[mine]
        return kept.reset_index(drop=True)

    @cached_property
    def widest(self) -> pd.DataFrame:
        """The differences of the indicator and pair of sources that have most of them."""
        frame = self.conflicts
        if frame.empty:
            return frame
        pairs = list(zip(frame["indicator"], frame["older"], frame["newer"], strict=True))
        most, _ = Counter(pairs).most_common(1)[0]
        kept: pd.DataFrame = frame[[pair == most for pair in pairs]]
        return kept.reset_index(drop=True)

    @cached_property
    def jumps(self) -> pd.DataFrame:
        """Jumps from one year to the next beyond the spread of their own series, farthest first."""
        frame = self._own(year_jumps.jumps(self._evidence()))
        order = frame["distance"].abs().sort_values(ascending=False, kind="stable").index
        return frame.loc[order].reset_index(drop=True)

    def of_severity(self, severity: str) -> pd.DataFrame:
        """Return the findings of one severity."""
        found: pd.DataFrame = self.findings[self.findings["severity"] == severity]
        return found

    def observed(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Return those of `cells` that are observations, in their order."""
        return tuple(cell for cell in cells if cell in self._known)

    def cited(self, cells: Iterable[str]) -> tuple[str, ...]:
        """Return the observations among `cells` that the brief cites: its own, where it has one."""
        known = self.observed(cells)
        own = tuple(cell for cell in known if cell.startswith(f"{self.page.source_id}#"))
        return own or known

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self.page.panel.observations["cell_id"])

    @cached_property
    def _all_unread(self) -> pd.DataFrame:
        return store.read_unread(self.page.project.processed)

    def _own(self, frame: pd.DataFrame) -> pd.DataFrame:
        if not self.page.source_id:
            return frame
        kept: pd.DataFrame = frame[frame["source_id"] == self.page.source_id]
        return kept

    def _evidence(self, *, own: bool = False) -> checks.Evidence:
        frame = self.observations if own else self.page.panel.observations
        return checks.Evidence(frame, self.page.panel.sources, self._all_unread, numbers)


def dossier(page: Page) -> Dossier:
    """Return what is known for `page`; it is worked out once."""
    key = (TOPIC, page.source_id, page.language)
    found: Dossier = page.panel.made.setdefault(key, Dossier(page))
    return found


def count(page: Page, counted: int, cells: Iterable[str] = ()) -> Number:
    """Return how many there are; up to :data:`CARRIED` cells are named, and all are cited.

    The sources of what is counted stand in the table that names it.
    """
    known = dossier(page).observed(dict.fromkeys(cells))
    page.cite(dossier(page).cited(known), listed=False)
    return Number(
        numbers.number(counted, 0, page.language),
        float(counted),
        "index",
        cells=known if len(known) <= CARRIED else (),
        measure="count",
    )


def share(page: Page, part: float, whole: float) -> Number:
    """Return `part` of `whole` in per cent; never rounded up to a full 100 %."""
    value = 100 * float(part) / float(whole)
    shown = value if part == whole else min(value, MOST_OF_A_PART)
    return Number(
        numbers.number(shown, share_decimals(value), page.language),
        value,
        "%",
        measure="share",
        unit_text="%",
    )


def share_decimals(value: float) -> int:
    """Return the decimals a share is printed with, so that only 100 % is printed as 100.

    >>> share_decimals(100.0), share_decimals(56.8), share_decimals(99.87)
    (0, 1, 1)
    """
    return 0 if value in (0.0, 100.0) else 1


def marks(page: Page, cells: Iterable[str]) -> tuple[str, ...]:
    """Return the mark of a figure that rests on a preliminary cell."""
    statuses = {str(page.cell(cell)["status"]) for cell in cells}
    return ("preliminary",) if "preliminary" in statuses else ()


def title(page: Page, source_id: str) -> str:
    """Return the title of a source without the sign of a footnote."""
    text = page.panel.sources[source_id].title(page.language)
    return text.rstrip(" *()") if text.endswith("(*)") else text


def table_label(page: Page, row: pd.Series) -> str:
    """Return the name of a table by province: its indicator, and its source where two share it."""
    label = catalog.indicator(str(row["indicator"])).short(page.language)
    same = dossier(page).tables["indicator"] == row["indicator"]
    if int(same.sum()) == 1:
        return label
    return page.say(
        "quality.table_of_one" if row["first_year"] == row["last_year"] else "quality.table_of",
        indicator=label,
        first=str(row["first_year"]),
        last=str(row["last_year"]),
    )
