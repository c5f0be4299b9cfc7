"""One brief in the making: what a notebook opens, fills and shows."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from vnhealth import catalog, reads, store, views
from vnhealth.blocks import Block, Heading, Note, Number, Paragraph
from vnhealth.blocks.runs import numbers_in
from vnhealth.project import load_project
from vnhealth.topics.figuring import Figuring

SHOWN_SEVERITIES = ("error", "warning")


class Page(Figuring):
    """A brief's subject and figures, with what the checks found on them."""

    @cached_property
    def _findings(self) -> list[tuple[frozenset[str], str]]:
        """Findings worth a committee's eye: their cells and their sentence."""
        with reads.aside():  # only what was found on figures shown is told
            frame = store.read_findings(self.project.processed)
        kept = frame[frame["severity"].isin(SHOWN_SEVERITIES)]
        sentences = kept[f"sentence_{self.language}"]
        return [
            (frozenset(cells.split(";")), sentence)
            for cells, sentence in zip(kept["cells"], sentences, strict=True)
        ]

    @cached_property
    def _own_cells(self) -> frozenset[str]:
        return self.panel.cells_of([*views.ground(self.province_id), self.place_id])

    def remarks(self, figures: Iterable[Number]) -> tuple[Paragraph, ...]:
        """Return what the checks found on the place's own cells among `figures`, each once."""
        used = {cell for figure in figures for cell in figure.cells} & self._own_cells
        return self._remarks(used)

    def _remarks(self, used: set[str]) -> tuple[Paragraph, ...]:
        found = []
        for cells, sentence in self._findings:
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
