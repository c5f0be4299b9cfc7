"""The candidates' CSV: safe to open in a spreadsheet, and read back as a person left it."""

from __future__ import annotations

import csv
import io
import os
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.errors import DataError, ReadError
from vnhealth.extraction.model import COLUMNS

if TYPE_CHECKING:
    import pandas as pd

# A person may add these: what sets two figures of one indicator apart, and a remark.
EXTRA: Final = ("qualifier", "note")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_GUARD: Final = "'"
_WHOLE: Final = ("year", "period", "start", "end")


def guarded(text: str) -> str:
    """Return `text` so that no spreadsheet takes it for a formula; numbers stay as they are.

    Examples
    --------
    >>> guarded("=1+1"), guarded("- Đạt 95%"), guarded("-2.5"), guarded("Đạt 95%")
    ("'=1+1", "'- Đạt 95%", '-2.5', 'Đạt 95%')
    """
    if not text.startswith(_FORMULA):
        return text
    try:
        float(text)
    except ValueError:
        return _GUARD + text
    return text


def unguarded(text: str) -> str:
    """Take the guard off again.

    Examples
    --------
    >>> unguarded(guarded("=1+1")), unguarded("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(_FORMULA) else text


def as_csv(frame: pd.DataFrame) -> str:
    """Return the candidates as CSV text: comma, LF, an empty cell for what is not known."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in frame[list(COLUMNS)].itertuples(index=False):
        writer.writerow([guarded(_text(value)) for value in row])
    return stream.getvalue()


def _text(value: Any) -> str:
    import pandas as pd

    if value is None or pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def write_candidates(frame: pd.DataFrame, path: Path) -> Path:
    """Write the candidates to `path`, whole or not at all.

    The file begins with a byte order mark, so that a spreadsheet shows the Vietnamese right.
    """
    path = Path(path)
    write_whole(path, as_csv(frame).encode("utf-8-sig"))
    return path


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())  # else a power cut could leave the name without its bytes
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def check_there(path: Path) -> None:
    """Refuse a candidates' file that isn't there, before anything else is asked for.

    Raises
    ------
    ReadError
        Naming the file and what makes one.
    """
    if Path(path).is_file():
        return
    raise ReadError(
        en=f"There is no file {path}. `vnhealth extract DOCUMENT --out {Path(path).name}` makes "
        "one to be reviewed.",
        vi=f"Không có tệp {path}. Lệnh `vnhealth extract VĂN_BẢN --out {Path(path).name}` lập một "
        "tệp để rà soát.",
    )


def read_candidates(path: Path) -> list[dict[str, str]]:
    """Return the rows that a person kept, as text, with the guards taken off.

    Comma, semicolon and tab are known as separators, for a spreadsheet may have changed them.

    Raises
    ------
    ReadError
        The file can't be read.
    DataError
        Columns are missing, or unknown ones were added.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise ReadError(
            en=f"The file {path} can't be read as UTF-8 text. Save it as “CSV UTF-8”.",
            vi=f"Không đọc được tệp {path} dưới dạng văn bản UTF-8. Hãy lưu dạng “CSV UTF-8”.",
        ) from fault
    first = text.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    rows = list(csv.DictReader(io.StringIO(text), delimiter=separator))
    header = [one.strip() for one in first.strip().split(separator)]
    missing = [one for one in COLUMNS if one not in header]
    unknown = [one for one in header if one not in (*COLUMNS, *EXTRA)]
    if missing or unknown:
        raise DataError(
            en=f"{path}: missing columns: {', '.join(missing) or 'none'}; unknown columns: "
            f"{', '.join(unknown) or 'none'}. Only {' and '.join(EXTRA)} may be added.",
            vi=f"{path}: thiếu cột: {', '.join(missing) or 'không'}; cột lạ: "
            f"{', '.join(unknown) or 'không'}. Chỉ được thêm cột {' và '.join(EXTRA)}.",
        )
    return [
        {key: _as_left(key, unguarded((value or "").strip())) for key, value in row.items() if key}
        for row in rows
    ]


def _as_left(key: str, text: str) -> str:
    """Return a whole number without the ".0" that a spreadsheet or a data frame puts behind it."""
    return re.sub(r"^(\d+)[.,]0+$", r"\1", text) if key in _WHOLE else text
