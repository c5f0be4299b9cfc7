"""Raw cells to Observations, every one traceable; what could not be read is kept and listed.

Cells in = observations out + unread, always. Nothing is repaired here: a correction stands in
``data/raw/corrections.yml`` with its reason, and fails loudly once its cell no longer matches.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth import catalog
from vnhealth.clean.cells import RawCell, cells_of
from vnhealth.clean.reading import Reader, UnreadableError
from vnhealth.clean.register import registered
from vnhealth.errors import DataError
from vnhealth.schema import COLUMNS, NUMBERS, UNREAD_COLUMNS

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cleaned", "RawCell", "clean", "clean_chunks"]

CORRECTIONS: Final = "corrections.yml"
CORRECTION_KEYS: Final = ("cell", "from", "to", "why")


@dataclass
class Cleaned:
    """What cleaning gave: observations, the unread cells with their reasons, and the counts."""

    observations: pd.DataFrame
    unread: pd.DataFrame
    cells: int
    by_source: dict[str, tuple[int, int, int]] = field(default_factory=dict)


def clean(raw: Path) -> Cleaned:
    """Read every cell below `raw`.

    Returns
    -------
    Cleaned
        Observations with the columns of :mod:`vnhealth.schema`, sorted by cell; the unread cells;
        and for each source (cells, observations, unread).

    Raises
    ------
    DataError
        When a source's files are missing or contradict its ``source.yml``, or a correction no
        longer matches its cell.
    """
    (whole,) = clean_chunks(raw)
    return whole


def clean_chunks(raw: Path, cells_at_a_time: int | None = None) -> Iterator[Cleaned]:
    """Read every cell below `raw`, so many at a time, in memory that stays bounded.

    Parameters
    ----------
    raw
        ``data/raw``.
    cells_at_a_time
        Cells of a chunk, at least 1; ``None`` for all in one.

    Yields
    ------
    Cleaned
        Of one chunk, sorted by cell within it. The last may hold no cell; faults of the ledger of
        corrections that only show at the end are raised before it.

    Raises
    ------
    DataError
        As :func:`clean` does.
    """
    corrections = _corrections(raw / CORRECTIONS)
    used: set[str] = set()
    reader = Reader()
    chunk = _Chunk()
    for source in catalog.sources(raw):
        reader.registered = frozenset(registered(raw / source.id, source))
        chunk.by_source[source.id] = [0, 0, 0]
        for cell in cells_of(raw / source.id, source):
            text = _corrected(cell, corrections, used)
            try:
                chunk.rows.append(reader.observation(cell, text))
                chunk.by_source[source.id][1] += 1
            except UnreadableError as fault:
                chunk.unread.append(_unread_row(cell, fault))
                chunk.by_source[source.id][2] += 1
            chunk.by_source[source.id][0] += 1
            if len(chunk.rows) + len(chunk.unread) == cells_at_a_time:
                yield chunk.cleaned()
                chunk = _Chunk(by_source={source.id: [0, 0, 0]})
    _all_used(corrections, used, raw / CORRECTIONS)
    yield chunk.cleaned()


@dataclass
class _Chunk:
    """Observations and unread cells so far, with the three counts of each source."""

    rows: list[dict[str, Any]] = field(default_factory=list)
    unread: list[dict[str, str]] = field(default_factory=list)
    by_source: dict[str, list[int]] = field(default_factory=dict)

    def cleaned(self) -> Cleaned:
        import pandas as pd

        frame = _typed(pd.DataFrame(self.rows, columns=list(COLUMNS)))
        return Cleaned(
            frame.sort_values("cell_id", ignore_index=True),
            pd.DataFrame(self.unread, columns=list(UNREAD_COLUMNS), dtype="str"),
            len(self.rows) + len(self.unread),
            {source: (cells, read, left) for source, (cells, read, left) in self.by_source.items()},
        )


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    kinds = dict.fromkeys(COLUMNS, "str") | dict.fromkeys(NUMBERS, "float64") | {"year": "int64"}
    return frame.astype(kinds)


def _unread_row(cell: RawCell, fault: UnreadableError) -> dict[str, str]:
    return {
        "cell_id": cell.cell_id,
        "source_id": cell.source_id,
        "place": cell.place or cell.place_id,
        "indicator": cell.indicator,
        "period": cell.period,
        "printed": cell.printed,
        "locator": cell.locator,
        "kind": fault.kind,
        "reason_en": fault.en,
        "reason_vi": fault.vi,
    }


def _corrections(path: Path) -> dict[str, dict[str, str]]:
    if not path.is_file():
        return {}
    import yaml

    entries = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    faults = _ledger_faults(entries)
    if faults:
        raise DataError(
            f"{path}: {'; '.join(en for en, _ in faults)}.",
            f"{path}: {'; '.join(vi for _, vi in faults)}.",
        )
    return {entry["cell"]: entry for entry in entries}


def _ledger_faults(entries: Any) -> list[tuple[str, str]]:
    """Return what keeps `entries` from being a list of corrections, in both languages."""
    if not isinstance(entries, list):
        return [("must be a list of corrections", "phải là một danh sách các phần đính chính")]
    faults = []
    seen = set()
    for number, entry in enumerate(entries, start=1):
        given = entry if isinstance(entry, dict) else {}
        lacking = ", ".join(key for key in CORRECTION_KEYS if not isinstance(given.get(key), str))
        if lacking:
            faults.append((f"entry {number} lacks {lacking}", f"mục {number} thiếu {lacking}"))
        elif given["cell"] in seen:
            cell = given["cell"]
            faults.append((f"{cell} is corrected twice", f"{cell} được đính chính hai lần"))
        seen.add(given.get("cell"))
    return faults


def _corrected(cell: RawCell, corrections: dict[str, dict[str, str]], used: set[str]) -> str:
    entry = corrections.get(cell.cell_id)
    if entry is None:
        return cell.printed
    if entry["from"] != cell.printed:
        raise DataError(
            f"{CORRECTIONS}: the correction of {cell.cell_id} expects {entry['from']!r}, but "
            f"{cell.printed!r} stands there now. Mend or remove the correction.",
            f"{CORRECTIONS}: phần đính chính của {cell.cell_id} chờ {entry['from']!r}, nhưng ô đó "
            f"nay là {cell.printed!r}. Hãy sửa hoặc bỏ phần đính chính.",
        )
    used.add(cell.cell_id)
    return entry["to"]


def _all_used(corrections: dict[str, dict[str, str]], used: set[str], path: Path) -> None:
    idle = sorted(set(corrections) - used)
    if idle:
        raise DataError(
            f"{path}: no such cell: {', '.join(idle)}. Mend or remove these corrections.",
            f"{path}: không có ô {', '.join(idle)}. Hãy sửa hoặc bỏ các đính chính này.",
        )
