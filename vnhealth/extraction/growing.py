"""A source that gets more cells: its table and its source.yml change together or not at all.

Two files can't be replaced at one stroke. So the old table is kept beside the new one until
source.yml, which holds the hash of the table, has followed. A run cut short in between leaves
that copy, and the next one settles it before it reads a cell: the hash tells which of the two
tables source.yml speaks of.
"""

from __future__ import annotations

from pathlib import Path

from vnhealth.catalog import Source
from vnhealth.errors import DataError
from vnhealth.extraction.review_file import write_whole
from vnhealth.extraction.source_draft import sha256

KEPT = ".before"


def grow(source: Source, content: bytes) -> None:
    """Replace the table of `source` by `content`, and the hash in its source.yml.

    Parameters
    ----------
    source
        A source whose only table is a list of cells, settled.
    content
        The longer table.
    """
    table, about = _table(source), source.folder / "source.yml"
    described = about.read_text(encoding="utf-8")
    kept = kept_path(table)
    write_whole(kept, table.read_bytes())
    write_whole(table, content)
    write_whole(about, described.replace(source.tables[0].sha256, sha256(content)).encode())
    kept.unlink()


def settle(source: Source) -> None:
    """Bring the table of `source` in line with its source.yml after a run that was cut short.

    Raises
    ------
    DataError
        When source.yml speaks of neither the table nor the copy kept: somebody changed them.
    """
    table, said = _table(source), source.tables[0].sha256
    kept = kept_path(table)
    if sha256(table.read_bytes()) == said:
        kept.unlink(missing_ok=True)
    elif kept.is_file() and sha256(kept.read_bytes()) == said:
        kept.replace(table)
    else:
        raise DataError(
            en=f"{table} is not the table that source.yml describes: its SHA-256 differs. Undo the "
            "change, or put the new hash into source.yml, then accept again.",
            vi=f"{table} không phải bảng mà source.yml mô tả: mã SHA-256 khác. Hãy bỏ thay đổi đó, "
            "hoặc ghi mã mới vào source.yml, rồi nhận lại.",
        )


def kept_path(table: Path) -> Path:
    """Return where the old table stands while a longer one takes its place.

    >>> kept_path(Path("raw/plan/cells.csv")).name
    '.cells.csv.before'
    """
    return table.with_name(f".{table.name}{KEPT}")


def _table(source: Source) -> Path:
    return source.folder / source.tables[0].file
