"""Read a partitioned store through filters, in this thread alone, one batch at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from vnhealth import datapackage
from vnhealth.errors import DataError
from vnhealth.partitions.layout import REPEATING, area_of, arrow_schema, files_of
from vnhealth.schema import COLUMNS
from vnhealth.storage import Folder

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS: Final = 2_000_000
"""Rows that may be held as a frame at once; some 2 GB."""
BATCH_ROWS: Final = 1 << 16


@dataclass(frozen=True)
class LargeStore:
    """A partitioned store: what its package says, and its rows through filters.

    Attributes
    ----------
    folder
        Where it stands.
    package
        Its data package.
    """

    folder: Folder
    package: dict[str, Any]
    _checked: set[str] = field(default_factory=set, repr=False)

    @property
    def rows(self) -> int:
        """Number of observations."""
        return int(self.package["vnhealth"]["observations"])

    @property
    def made_up(self) -> int:
        """Number of observations whose source says that they are invented."""
        return int(self.package["vnhealth"]["made_up"])

    @property
    def areas(self) -> tuple[str, ...]:
        """Ids of the areas with observations, sorted."""
        return tuple(sorted({each["area"] for each in files_of(self.package, None)}))

    @property
    def indicators(self) -> tuple[str, ...]:
        """Ids of the indicators with observations, sorted."""
        entries = files_of(self.package, None)
        return tuple(sorted({name for each in entries for name in each["indicators"]}))

    def batches(
        self,
        columns: Sequence[str] = COLUMNS,
        *,
        areas: Sequence[str] | None = None,
        places: Sequence[str] | None = None,
        indicators: Sequence[str] | None = None,
        years: tuple[int, int] | None = None,
    ) -> Iterator[Any]:
        """Yield the observations that pass all filters, some 65 000 rows at a time.

        Parameters
        ----------
        columns
            Of :mod:`vnhealth.schema`; reading few is much faster.
        areas
            Areas to keep, such as ``["63-10"]`` for a province and everything in it.
        places, indicators
            Ids to keep.
        years
            First and last year to keep.

        Yields
        ------
        pyarrow.RecordBatch
            Repeating texts as dictionaries; in order of area, indicator, place and period.

        Raises
        ------
        DataError
            When a file doesn't belong to the package, or a column is unknown.
        """
        import pyarrow.dataset as ds

        unknown = ", ".join(name for name in columns if name not in COLUMNS)
        if unknown:
            raise DataError(
                f"Observations have no column {unknown}; there are: {', '.join(COLUMNS)}.",
                f"Bảng quan sát không có cột {unknown}; hiện có: {', '.join(COLUMNS)}.",
            )
        entries = self._files(areas, places, indicators)
        dictionaries = [name for name in REPEATING if name in columns]
        form = ds.ParquetFileFormat(
            read_options=ds.ParquetReadOptions(dictionary_columns=dictionaries)
        )
        condition = _condition(ds.field, places, indicators, years)
        for entry in entries:
            part = ds.dataset(
                self._verified(entry),
                schema=_schema(dictionaries),
                format=form,
                filesystem=self.folder.arrow,
            )
            yield from part.to_batches(
                columns=list(columns),
                filter=condition,
                batch_size=BATCH_ROWS,
                batch_readahead=1,
                fragment_readahead=1,
                use_threads=False,
            )

    def frame(self, columns: Sequence[str] = COLUMNS, **filters: Any) -> pd.DataFrame:
        """Return the observations that pass the filters of :meth:`batches`.

        They are sorted by cell where `columns` has it, else as :meth:`batches` yields them.

        Raises
        ------
        DataError
            When they are more than :data:`MOST_ROWS`; the sentence names filters.
        """
        import pyarrow as pa

        found, rows = [], 0
        for batch in self.batches(columns, **filters):
            rows += batch.num_rows
            if rows > MOST_ROWS:
                raise _too_many()
            found.append(batch)
        schema = pa.schema([arrow_schema().field(name) for name in columns])
        table = pa.Table.from_batches(found).cast(schema) if found else schema.empty_table()
        frame: pd.DataFrame = table.to_pandas(use_threads=False)
        return frame.sort_values("cell_id", ignore_index=True) if "cell_id" in frame else frame

    def _files(
        self,
        areas: Sequence[str] | None,
        places: Sequence[str] | None,
        indicators: Sequence[str] | None,
    ) -> list[dict[str, Any]]:
        """Return the files in which rows can pass the filters."""
        if places is not None:
            own = {area_of(place) for place in places}
            areas = sorted(own if areas is None else own & set(areas))
        entries = files_of(self.package, areas)
        if indicators is None:
            return entries
        wanted = set(indicators)
        return [each for each in entries if wanted.intersection(each["indicators"])]

    def _verified(self, entry: dict[str, Any]) -> str:
        """Return the path of a file that the package names, once looked whether it is that one.

        On this machine its SHA-256 is compared; elsewhere its size, so that it needn't be fetched.
        """
        name = entry["path"]
        if name not in self._checked:
            local = self.folder.local
            if local is None:
                same = self.folder.size(name) == entry["bytes"]
            else:
                path = local / name
                same = path.is_file() and f"sha256:{datapackage.file_sha256(path)}" == entry["hash"]
            if not same:
                raise _foreign(f"{self.folder}/{name}")
            self._checked.add(name)
        return self.folder.inner(name)


def open_large(folder: Folder, package: dict[str, Any]) -> LargeStore:
    """Return the partitioned store in `folder` that `package` describes."""
    return LargeStore(folder, package)


def _condition(
    field_of: Any,
    places: Sequence[str] | None,
    indicators: Sequence[str] | None,
    years: tuple[int, int] | None,
) -> Any:
    parts = []
    if places is not None:
        parts.append(field_of("place_id").isin(list(places)))
    if indicators is not None:
        parts.append(field_of("indicator").isin(list(indicators)))
    if years is not None:
        parts.append((field_of("year") >= years[0]) & (field_of("year") <= years[1]))
    condition = None
    for part in parts:
        condition = part if condition is None else condition & part
    return condition


def _schema(dictionaries: Sequence[str]) -> Any:
    import pyarrow as pa

    schema = arrow_schema()
    for name in dictionaries:
        place = schema.get_field_index(name)
        schema = schema.set(place, pa.field(name, pa.dictionary(pa.int32(), pa.string())))
    return schema


def _too_many() -> DataError:
    return DataError(
        f"More than {MOST_ROWS} observations would be held at once. Narrow them with areas=, "
        "places=, indicators= or years=, or go through batches().",
        f"Có hơn {MOST_ROWS} quan sát phải giữ cùng lúc. Hãy thu hẹp bằng areas=, places=, "
        "indicators= hoặc years=, hoặc đọc dần bằng batches().",
    )


def _foreign(where: str) -> DataError:
    return DataError(
        f"{where} does not belong to {datapackage.PACKAGE} beside it: it was changed, removed or "
        "only half copied. Run `vnhealth clean --chunk`.",
        f"{where} không khớp với {datapackage.PACKAGE} cùng thư mục: tệp đã bị sửa, bị xóa hoặc "
        "chép dở. Hãy chạy `vnhealth clean --chunk`.",
    )
