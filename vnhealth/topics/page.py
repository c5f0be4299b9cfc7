"""One brief in the making: what a notebook opens, fills and shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from vnhealth import catalog, places, reads, store, views
from vnhealth.blocks import Block, Heading, Note, Number, Paragraph
from vnhealth.blocks.runs import numbers_in
from vnhealth.project import load_project
from vnhealth.topics.figuring import Figuring
from vnhealth.topics.words import COUNTRY

SHOWN_SEVERITIES = ("error", "warning")
ABOUT_MANY = ("edition", "comparison")
"""Topics about all provinces of the country or of a region."""
JUMPS = ("year_jumps",)
"""Checks that tell of a break in many series at once."""
ODD_YEARS = (*JUMPS, "exchanged_series")
"""Checks that tell of years that stand out of their series."""


class Page(Figuring):
    """A brief's subject and figures, with what the checks found on them."""

    @cached_property
    def _findings(self) -> list[tuple[frozenset[str], str, str]]:
        """Findings worth a committee's eye: their cells, their sentence and their check."""
        with reads.aside():  # only what was found on figures shown is told
            frame = store.read_findings(self.project.processed)
        kept = frame[frame["severity"].isin(SHOWN_SEVERITIES)]
        sentences = kept[f"sentence_{self.language}"]
        return [
            (frozenset(cells.split(";")), sentence, check)
            for cells, sentence, check in zip(kept["cells"], sentences, kept["check"], strict=True)
        ]

    @cached_property
    def _own_cells(self) -> frozenset[str]:
        """Cells of the place; in a brief about many provinces, of each of them."""
        own = [self.province_id, *self._provinces]
        ground = [each for place_id in own for each in views.ground(place_id)]
        return self.panel.cells_of([*ground, self.place_id])

    @property
    def _provinces(self) -> list[str]:
        """The provinces that a brief about many is about; none in a brief about one place."""
        if self.topic not in ABOUT_MANY:
            return []
        return [
            place.place_id
            for place in places.places(self.boundaries, "province")
            if self.place_id in (COUNTRY, place.region_id)
        ]

    def remarks(self, figures: Iterable[Number]) -> tuple[Paragraph, ...]:
        """Return what the checks found on the place's own cells among `figures`, each once."""
        used = {cell for figure in figures for cell in figure.cells} & self._own_cells
        return self._remarks(used)

    def breaks_in(
        self, figures: Iterable[Sequence[str]], checks: Collection[str] = JUMPS
    ) -> tuple[Paragraph, ...]:
        """Return what some checks found on figures of any place, each finding once a brief.

        Parameters
        ----------
        figures
            Cells of each figure of the series shown, or between two years set side by side.
        checks
            Which checks.
        """
        return self._remarks({cell for cells in figures for cell in cells}, checks)

    def _remarks(self, used: set[str], checks: Collection[str] = ()) -> tuple[Paragraph, ...]:
        """Return the findings on cells, of some checks only where these are named."""
        found = []
        for cells, sentence, check in self._findings:
            if checks and check not in checks:
                continue
            if cells & used and sentence not in self.remarked:
                self.remarked.append(sentence)
                found.append(self.fill("finding.note", sentence=sentence))
        return tuple(found)

    def findings(self) -> Note | None:
        """Return what the checks found on the figures shown that no chart or table has told yet."""
        shown = (*self.cited.values(), *self.drawn.values())
        used = {cell for cells in shown for cell in cells} & self._own_cells
        said = self._remarks(used)
        return Note("finding", self.say("finding.title"), said) if said else None

    def show(self, *blocks: Block | None) -> None:
        """Show blocks in the notebook, one after the other; ``None`` shows nothing."""
        from IPython.display import display

        for block in blocks:
            if block is not None:
                self._trace(block)
                display(block)  # type: ignore[no-untyped-call]

    def _trace(self, block: Block) -> None:
        """Note the cells behind a block's figures; a count may rest on the whole store."""
        for figure in numbers_in(block):
            if figure.measure != "count":
                self.traced.update(dict.fromkeys(figure.cells))

    def section(self, heading: str, *blocks: Block | None) -> None:
        """Show blocks below a heading; without any block there is no heading either."""
        if any(block is not None for block in blocks):
            self.show(Heading(self.say(f"heading.{heading}")), *blocks)


def open_page(
    topic: str,
    *,
    place_id: str,
    year: int,
    language: str,
    boundaries: str,
    peers: Iterable[str] = (),
    indicator: str = "",
    source: str = "",
) -> Page:
    """Return the page that a notebook fills, its parameters checked.

    Raises
    ------
    UsageError
        When a parameter is unknown, mistyped or impossible; the allowed values are named.
    DataError
        When nothing was cleaned yet.
    """
    from vnhealth.parameters import check

    checked = check(
        topic,
        place_id=place_id,
        year=year,
        language=language,
        boundaries=boundaries,
        peers=tuple(peers),
        indicator=indicator,
        source=source,
    )
    project = load_project()
    if checked.source:
        catalog.source(project.raw, checked.source)
    return Page(
        topic=checked.topic,
        place_id=checked.place_id,
        year=checked.year,
        language=checked.language,
        boundaries=checked.boundaries,
        peers=checked.peers,
        panel=views.Panel.load(project),
        project=project,
        indicator_id=checked.indicator,
        source_id=checked.source,
    )
