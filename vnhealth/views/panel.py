"""The observations with the sources they come from: what every view reads."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeVar

from vnhealth import catalog, reads, store
from vnhealth.errors import DataError
from vnhealth.project import Project, load_project
from vnhealth.schema import MADE_UP

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from vnhealth.catalog import Source

Made = TypeVar("Made")


class Rows:
    """The observations themselves, and what was made of them, for all panels of one store."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame
        self.made: dict[tuple[Any, ...], tuple[Any, frozenset[str]]] = {}
        self._indicators: dict[str, pd.DataFrame] = {}

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Observations by the id of their cell."""
        return self.frame.set_index("cell_id")

    def of(self, indicator: str) -> pd.DataFrame:
        """Return the observations of one indicator, in their order."""
        if indicator not in self._indicators:
            places = self._places.get(indicator, [])
            self._indicators[indicator] = self.frame.iloc[places]
        return self._indicators[indicator]

    @cached_property
    def _places(self) -> dict[str, Any]:
        found = self.frame.groupby("indicator").indices
        return {str(indicator): places for indicator, places in found.items()}


_latest: Final[dict[tuple[object, ...], Rows]] = {}


def _rows_of(folder: Path, sources: tuple[Source, ...]) -> Rows:
    """Return the rows of the store in `folder`; those of the store loaded last are kept."""
    key = (folder, store.digest(folder), sources)
    frame = store.load(folder)
    if key not in _latest:
        _refuse_made_up(frame)
        _latest.clear()
        _latest[key] = Rows(frame)
    return _latest[key]


class Panel:
    """Observations (columns of :mod:`vnhealth.schema`) and their sources by id.

    It tells :mod:`vnhealth.reads` which indicators it was asked for, so that a brief is made anew
    when one of them changes, and only then. Whoever takes all observations, or goes through all
    sources, has read everything.
    """

    def __init__(self, observations: pd.DataFrame | Rows, sources: dict[str, Source]) -> None:
        self._rows = observations if isinstance(observations, Rows) else Rows(observations)
        self._read: set[str] = set()
        self._made: dict[tuple[Any, ...], Any] = {}
        self.sources: dict[str, Source] = _Sources(sources, self)

    @classmethod
    def load(cls, project: Project | None = None) -> Panel:
        """Return the cleaned store of `project` with its sources.

        Raises
        ------
        DataError
            When nothing was cleaned yet, or figures are made up.
        """
        chosen = project or load_project()
        sources = catalog.sources(chosen.raw)
        with reads.aside():
            rows = _rows_of(chosen.processed, sources)
        return cls(rows, {source.id: source for source in sources})

    @property
    def observations(self) -> pd.DataFrame:
        """Every observation."""
        self.note(reads.EVERYTHING)
        return self._rows.frame

    @property
    def cells(self) -> pd.DataFrame:
        """Observations by the id of their cell, for looking up figures that were asked for."""
        return self._rows.cells

    def cells_of(self, place_ids: list[str]) -> frozenset[str]:
        """Return the ids of the cells of some places, for sorting figures that were asked for."""
        frame = self._rows.frame
        return frozenset(frame.loc[frame["place_id"].isin(place_ids), "cell_id"])

    @property
    def made(self) -> dict[tuple[Any, ...], Any]:
        """What views have made of these observations, by what they were asked."""
        self.note()
        return self._made

    def of(self, indicator: str) -> pd.DataFrame:
        """Return the observations of `indicator`; none is an empty frame."""
        self.note(indicator)
        return self._rows.of(indicator)

    def once(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """Return what `make` makes of the observations, made once for all panels of this store.

        Parameters
        ----------
        key
            Names it among everything made of a store.
        make
            Called the first time; reads this panel and nothing else that may change.
        """
        made = self._rows.made
        if key not in made:
            before, self._read = self._read, set()
            try:
                made[key] = make(), frozenset(self._read)
            finally:
                self._read |= before
        found, read = made[key]
        self.note(*read)
        return found  # type: ignore[no-any-return]

    def note(self, *names: str) -> None:
        """Tell that these indicators were read, with all that this panel was asked for before."""
        self._read.update(names)
        reads.note(self._read)

    def vintage(self, source_id: str) -> str:
        """Return the date of a source, for telling newer figures from older ones."""
        source = self.sources.get(source_id)
        return source.date if source else ""

    def is_table(self, source_id: str) -> bool:
        """Tell whether a source is a statistical table rather than a document."""
        source = self.sources.get(source_id)
        return source is not None and source.kind == "table"


class _Sources(dict[str, Any]):
    """Sources by id; to go through them all is to read everything."""

    def __init__(self, sources: dict[str, Source], panel: Panel) -> None:
        super().__init__(sources)
        self._panel = panel

    def __iter__(self) -> Iterator[str]:
        self._panel.note(reads.EVERYTHING)
        return super().__iter__()

    def __len__(self) -> int:
        self._panel.note(reads.EVERYTHING)
        return super().__len__()

    def keys(self) -> Any:
        self._panel.note(reads.EVERYTHING)
        return super().keys()

    def values(self) -> Any:
        self._panel.note(reads.EVERYTHING)
        return super().values()

    def items(self) -> Any:
        self._panel.note(reads.EVERYTHING)
        return super().items()


def _refuse_made_up(rows: pd.DataFrame) -> None:
    """Raise a DataError when a source says that its figures are made up."""
    marks = [words for words in rows["flags"].unique() if MADE_UP in words.split(";")]
    if not marks:
        return
    found = rows[rows["flags"].isin(marks)]
    named = ", ".join(sorted(set(found["source_id"])))
    raise DataError(
        f"{len(found)} figures of the store are made up ({named}): no brief is made from them. "
        "Take the source out of data/raw and run `vnhealth clean`.",
        f"Kho dữ liệu có {len(found)} số liệu đặt ra để thử ({named}): không lập bản tin từ các số "
        "này. Hãy bỏ nguồn đó khỏi data/raw rồi chạy `vnhealth clean`.",
    )
