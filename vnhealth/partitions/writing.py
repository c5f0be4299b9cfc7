"""Write a partitioned store from chunks, in memory that a chunk and an area set.

1. Each chunk is checked against the contract and appended to a file of its area (Arrow).
2. Each area is then read back, sorted and written as Parquet, at most so many rows a file. Its
   keys must be unique; a key names a place, so equal keys are always in one area.
3. Digests of all cell ids are compared, since equal ids may stand in different areas.
4. The files move to their places, and the data package, which names them, goes last.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Final, Self

from vnhealth import datapackage
from vnhealth.errors import DataError, ProjectError
from vnhealth.partitions.layout import (
    GENERATION,
    ORDER,
    PARTITIONED,
    REPEATING,
    ROW_GROUP,
    areas_of,
    arrow_schema,
    file_name,
)
from vnhealth.partitions.uniqueness import MOST_NAMED, Digests, check_keys, with_digest
from vnhealth.schema import MADE_UP, UNREAD_COLUMNS, validate

if TYPE_CHECKING:
    import pandas as pd

ROWS_PER_FILE: Final = 500_000
UNREAD: Final = "unread.csv"


class Writer:
    """Takes chunks of a store and writes it whole or not at all.

    Parameters
    ----------
    folder
        ``data/processed``, on a file system of this machine.
    rows_per_file
        Rows of a file at most, unless one indicator of one area has more.

    Raises
    ------
    ProjectError
        When the folder can't be written; the store there stays as it was.
    """

    def __init__(self, folder: Path, *, rows_per_file: int = ROWS_PER_FILE) -> None:
        self._folder = folder
        self._rows_per_file = rows_per_file
        self._cells = self._rows = self._unread = self._made_up = 0
        self._spills: dict[str, Any] = {}
        self._rows_of: Counter[tuple[str, str]] = Counter()
        try:
            folder.mkdir(parents=True, exist_ok=True)
            self._staging = Path(tempfile.mkdtemp(prefix=".staging-", dir=folder))
            self._digests = Digests(self._staging)
            self._unread_file = (self._staging / UNREAD).open("w", encoding="utf-8", newline="")
        except OSError as fault:
            raise _unwritable(folder, fault) from fault
        self._unread_file.write(",".join(UNREAD_COLUMNS) + "\n")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close_files()
        shutil.rmtree(self._staging, ignore_errors=True)

    def add(self, observations: pd.DataFrame, unread: pd.DataFrame, cells: int) -> None:
        """Take in one chunk.

        Parameters
        ----------
        observations
            Keeps the contract of :mod:`vnhealth.schema`.
        unread
            Cells that gave no observation.
        cells
            Cells read for the chunk; must equal observations + unread.

        Raises
        ------
        DataError
            When the sum doesn't hold or the contract is broken.
        ProjectError
            When it can't be written.
        """
        if cells != len(observations) + len(unread):
            raise DataError(
                f"{cells} cells in, but {len(observations)} observations and {len(unread)} unread.",
                f"Vào {cells} ô, nhưng có {len(observations)} quan sát và {len(unread)} ô chưa "
                "đọc.",
            )
        validate(observations)
        self._cells += cells
        self._rows += len(observations)
        self._unread += len(unread)
        try:
            self._spill(observations)
            unread.to_csv(self._unread_file, index=False, header=False, lineterminator="\n")
        except OSError as fault:
            raise _unwritable(self._folder, fault) from fault

    def finish(self, *, raw_sha256: str) -> dict[str, Any]:
        """Put the store in its place and return its data package.

        Raises
        ------
        DataError
            When a cell or a key stands twice.
        ProjectError
            When it can't be written; the store that stood there still stands.
        """
        try:
            self._close_files()
            self._check_cells()
            files = self._sorted_files()
            return self._placed(files, raw_sha256)
        except OSError as fault:
            raise _unwritable(self._folder, fault) from fault

    def _spill(self, observations: pd.DataFrame) -> None:
        import pyarrow as pa

        if observations.empty:
            return
        self._digests.add(observations["cell_id"])
        flags = observations["flags"].value_counts()
        self._made_up += sum(
            int(rows) for words, rows in flags.items() if MADE_UP in str(words).split(";")
        )
        areas = areas_of(observations["place_id"])
        for area, part in observations.groupby(areas, sort=True):
            for indicator, rows in part["indicator"].value_counts().items():
                self._rows_of[str(area), str(indicator)] += int(rows)
            table = pa.Table.from_pandas(part, schema=arrow_schema(), preserve_index=False)
            self._spill_of(str(area)).write_table(table)

    def _spill_of(self, area: str) -> Any:
        import pyarrow as pa

        if area not in self._spills:
            options = pa.ipc.IpcWriteOptions(compression="zstd", use_threads=False)
            self._spills[area] = pa.ipc.new_stream(
                str(self._staging / f"{area}.arrows"), arrow_schema(), options=options
            )
        return self._spills[area]

    def _close_files(self) -> None:
        for spill in self._spills.values():
            spill.close()
        self._digests.close()
        self._unread_file.close()

    def _check_cells(self) -> None:
        import pandas as pd

        suspects = self._digests.repeated()
        if not suspects:
            return
        found = [
            with_digest(batch.column("cell_id").to_pandas(), suspects)
            for area in sorted(self._spills)
            for batch in self._batches(area)
        ]
        cells = pd.concat(found)
        repeated = sorted(set(cells[cells.duplicated()]))
        if repeated:
            shown = ", ".join(repeated[:MOST_NAMED])
            raise DataError(
                f"{len(repeated)} cell ids stand more than once: {shown}. Number the cells of a "
                "source once each in data/raw.",
                f"{len(repeated)} mã ô xuất hiện nhiều lần: {shown}. Hãy đánh số mỗi ô của một "
                "nguồn đúng một lần trong data/raw.",
            )

    def _batches(self, area: str) -> Any:
        import pyarrow as pa

        with pa.ipc.open_stream(str(self._staging / f"{area}.arrows")) as spill:
            yield from spill

    def _sorted_files(self) -> list[dict[str, Any]]:
        """Write each area in order and return what the package says of its files."""
        new = self._staging / "new"
        files = []
        for area in sorted(self._spills):
            for number, indicators in enumerate(self._shares(area)):
                path = self._staging / file_name("new", area, number)
                path.parent.mkdir(parents=True, exist_ok=True)
                rows = self._write_share(area, indicators, path)
                files.append(
                    {
                        "path": path.relative_to(new).as_posix(),
                        "area": area,
                        "rows": rows,
                        "bytes": path.stat().st_size,
                        "hash": f"sha256:{datapackage.file_sha256(path)}",
                        "indicators": indicators,
                    }
                )
            (self._staging / f"{area}.arrows").unlink()
        return files

    def _shares(self, area: str) -> list[list[str]]:
        """Return the indicators of an area in order, cut so that each share fits a file."""
        shares: list[list[str]] = []
        filled = self._rows_per_file
        for (where, indicator), rows in sorted(self._rows_of.items()):
            if where != area:
                continue
            if filled + rows > self._rows_per_file:
                shares.append([])
                filled = 0
            shares[-1].append(indicator)
            filled += rows
        return shares

    def _write_share(self, area: str, indicators: list[str], path: Path) -> int:
        import pyarrow as pa
        import pyarrow.compute as pc
        from pyarrow import parquet

        wanted = pa.array(indicators)
        kept = [
            batch.filter(pc.is_in(batch.column("indicator"), wanted))
            for batch in self._batches(area)
        ]
        table = pa.Table.from_batches(kept, schema=arrow_schema())
        table = table.sort_by([(name, "ascending") for name in ORDER])
        check_keys(table)
        parquet.write_table(
            table,
            path,
            row_group_size=ROW_GROUP,
            compression="zstd",
            use_dictionary=list(REPEATING),
        )
        return int(table.num_rows)

    def _placed(self, files: list[dict[str, Any]], raw_sha256: str) -> dict[str, Any]:
        digest = hashlib.sha256("".join(each["hash"] for each in files).encode()).hexdigest()
        generation = f"{GENERATION}{digest[:12]}"
        entries = [each | {"path": f"{generation}/{each['path']}"} for each in files]
        unread = datapackage.text_schema(UNREAD_COLUMNS)
        resources = [datapackage.resource(self._staging, UNREAD, "unread", unread, "csv")]
        if entries:
            resources.insert(0, _observations(entries))
        facts = {
            "layout": PARTITIONED,
            "raw_sha256": raw_sha256,
            "cells": self._cells,
            "observations": self._rows,
            "unread": self._unread,
            "made_up": self._made_up,
            "files": entries,
        }
        content = datapackage.package(resources, facts)
        text = datapackage.package_text(content)
        (self._staging / datapackage.PACKAGE).write_text(text, encoding="utf-8")
        (self._staging / "new").mkdir(exist_ok=True)
        shutil.rmtree(self._folder / generation, ignore_errors=True)
        (self._staging / "new").replace(self._folder / generation)
        for name in (UNREAD, datapackage.PACKAGE):
            (self._staging / name).replace(self._folder / name)
        remove_generations(self._folder, keep=generation)
        return content


def remove_generations(folder: Path, *, keep: str = "") -> None:
    """Remove the files of earlier partitioned stores in `folder`, all but the generation `keep`."""
    for path in folder.glob(f"{GENERATION}*"):
        if path.is_dir() and path.name != keep:
            shutil.rmtree(path, ignore_errors=True)


def _observations(entries: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "name": "observations",
        "type": "table",
        "path": [each["path"] for each in entries],
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": sum(each["bytes"] for each in entries),
        "schema": datapackage.observation_schema(),
    }


def _unwritable(folder: Path, fault: OSError) -> ProjectError:
    return ProjectError(
        f"Can't write to {folder}: {fault.strerror or fault}. The store there was not changed. "
        "Check the rights of the folder and the free space.",
        f"Không ghi được vào {folder}: {fault.strerror or fault}. Kho dữ liệu ở đó không bị thay "
        "đổi. Hãy kiểm tra quyền ghi và dung lượng trống.",
    )
