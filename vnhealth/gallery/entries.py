"""Which picture stands for which chart: the call that makes it, kept as the words that show it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Final

from vnhealth.errors import DataError

if TYPE_CHECKING:
    from vnhealth.blocks import Figure


@dataclass(frozen=True, slots=True)
class Entry:
    """One chart of the gallery.

    Attributes
    ----------
    chart
        Name of its module in :mod:`vnhealth.charts`.
    question
        The question it answers.
    drawer
        The function that returns its Figure block, with its module: it takes a page.
    topic, place_id, year, boundaries, indicator
        What the page is opened with.
    """

    chart: str
    question: str
    drawer: str
    topic: str
    place_id: str = "63-10"
    year: int = 2024
    boundaries: str = "63"
    indicator: str = ""

    @property
    def arguments(self) -> dict[str, str | int]:
        """What the page is opened with, beside its topic."""
        given: dict[str, str | int] = {
            "place_id": self.place_id,
            "year": self.year,
            "language": "vi",
            "boundaries": self.boundaries,
        }
        return given | ({"indicator": self.indicator} if self.indicator else {})

    @property
    def code(self) -> str:
        """The line that draws the chart."""
        module, _, function = self.drawer.rpartition(".")
        name = module.removeprefix("vnhealth.")
        words = ", ".join(f"{key}={value!r}" for key, value in self.arguments.items())
        return f"{name}.{function}(topics.page.open_page({self.topic!r}, {words}))".replace(
            "'", '"'
        )

    def figure(self) -> Figure:
        """Return the Figure block; of several the first.

        Raises
        ------
        DataError
            The shipped data have nothing to draw.
        """
        from vnhealth.topics.page import open_page

        module, _, function = self.drawer.rpartition(".")
        page = open_page(self.topic, **self.arguments)  # type: ignore[arg-type]
        made = getattr(import_module(module), function)(page)
        first = made[0] if isinstance(made, list) and made else made
        if not first:
            raise DataError(
                en=f"The gallery has nothing to draw '{self.chart}' from: {self.code}.",
                vi=f"Bộ sưu tập không có số liệu để vẽ '{self.chart}': {self.code}.",
            )
        found: Figure = first
        return found


_TOPICS: Final = "vnhealth.topics"
_DOCTORS: Final = "doctors_per_10k"
ENTRIES: Final = (
    Entry("spine", "Where does one place stand on many indicators at once?",
          f"{_TOPICS}.profile.figures.spine", "profile"),
    Entry("trend", "How has it gone over the years, here and beside others?",
          f"{_TOPICS}.workforce.figures.density_trend", "workforce"),
    Entry("ranked", "Where does the place stand among the provinces?",
          f"{_TOPICS}.workforce.figures.ranking", "workforce"),
    Entry("levels", "How high are a few indicators beside region, country and target?",
          f"{_TOPICS}.workforce.figures.levels", "workforce"),
    Entry("mix", "What is the whole made of?", f"{_TOPICS}.workforce.figures.mix", "workforce"),
    Entry("dumbbell", "Which targets are met, and how far are the others?",
          f"{_TOPICS}.targets.figures.distances", "targets"),
    Entry("budget", "What is the money for, and where does it come from?",
          f"{_TOPICS}.budget.figures.composition", "budget"),
    Entry("totals", "How have sums of money gone, planned and final?",
          f"{_TOPICS}.budget.figures.totals", "budget"),
    Entry("scorecard", "Which places are better or worse than the country, and where do they go?",
          f"{_TOPICS}.edition.figures.scorecards", "edition", "vn", 2016),
    Entry("tile_map", "Where in the country is it high and low?",
          f"{_TOPICS}.edition.figures.maps", "edition", "vn", 2016),
    Entry("lines_many", "How far apart are the provinces over the years?",
          f"{_TOPICS}.comparison.figures.spread", "comparison", "vn", 2016, indicator=_DOCTORS),
    Entry("funnel", "Which places differ from the country by more than chance allows?",
          f"{_TOPICS}.comparison.funnels.funnelled", "comparison", "vn", 2016,
          indicator=_DOCTORS),
    Entry("slope", "Who rose and who fell between two years?",
          f"{_TOPICS}.workforce.neighbours.neighbours", "workforce"),
    Entry("small_multiples", "How have the regions gone, beside the country?",
          f"{_TOPICS}.edition.regions.regions", "edition", "vn", 2016),
)  # fmt: skip
