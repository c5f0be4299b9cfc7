"""The observations with the sources they come from: what every view reads."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vnhealth import catalog, reads, store
from vnhealth.errors import DataError
from vnhealth.project import Project, load_project
from vnhealth.schema import MADE_UP

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Source


class Panel:
    """Observations (columns of :mod:`vnhealth.schema`) and their sources by id.

    It tells :mod:`vnhealth.reads` which indicators it was asked for, so that a brief is made anew
    when one of them changes, and only then. Whoever takes all observations, or goes through all
    sources, has read everything.
    """

    def __init__(self, observations: pd.DataFrame, sources: dict[str, Source]) -> None:
        self._rows = observations
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
        sources = {source.id: source for source in catalog.sources(chosen.raw)}
        with reads.aside():
            rows = store.load(chosen.processed)
        _refuse_made_up(rows)
        return cls(rows, sources)

    @property
    def observations(self) -> pd.DataFrame:
        """Every observation."""
        self.note(reads.EVERYTHING)
        return self._rows

    @cached_property
    def cells(self) -> pd.DataFrame:
        """Observations by the id of their cell, for looking up figures that were asked for."""
        return self._rows.set_index("cell_id")

    def cells_of(self, place_ids: list[str]) -> frozenset[str]:
        """Return the ids of the cells of some places, for sorting figures that were asked for."""
        return frozenset(self._rows.loc[self._rows["place_id"].isin(place_ids), "cell_id"])

    @cached_property
    def _by_indicator(self) -> dict[str, pd.DataFrame]:
        return {str(key): part for key, part in self._rows.groupby("indicator", sort=True)}

    @property
    def made(self) -> dict[tuple[Any, ...], Any]:
        """What views have made of these observations, by what they were asked."""
        self.note()
        return self._made

    def of(self, indicator: str) -> pd.DataFrame:
        """Return the observations of `indicator`; none is an empty frame."""
        self.note(indicator)
        return self._by_indicator.get(indicator, self._rows.iloc[:0])

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
