"""The observations with the sources they come from: what every view reads."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vnhealth import catalog, store
from vnhealth.project import Project, load_project

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Source


@dataclass(frozen=True)
class Panel:
    """Observations (columns of :mod:`vnhealth.schema`) and their sources by id."""

    observations: pd.DataFrame
    sources: dict[str, Source]

    @classmethod
    def load(cls, project: Project | None = None) -> Panel:
        """Return the cleaned store of `project` with its sources.

        Raises
        ------
        DataError
            When nothing was cleaned yet.
        """
        chosen = project or load_project()
        sources = {source.id: source for source in catalog.sources(chosen.raw)}
        return cls(store.load(chosen.processed), sources)

    @cached_property
    def by_indicator(self) -> dict[str, pd.DataFrame]:
        """Observations of each indicator."""
        return {str(key): part for key, part in self.observations.groupby("indicator", sort=True)}

    @cached_property
    def made(self) -> dict[tuple[Any, ...], Any]:
        """What views have made of these observations, by what they were asked."""
        return {}

    def of(self, indicator: str) -> pd.DataFrame:
        """Return the observations of `indicator`; none is an empty frame."""
        return self.by_indicator.get(indicator, self.observations.iloc[:0])

    def vintage(self, source_id: str) -> str:
        """Return the date of a source, for telling newer figures from older ones."""
        source = self.sources.get(source_id)
        return source.date if source else ""

    def is_table(self, source_id: str) -> bool:
        """Tell whether a source is a statistical table rather than a document."""
        source = self.sources.get(source_id)
        return source is not None and source.kind == "table"
