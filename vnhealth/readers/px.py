"""Read PC-Axis (.px) files, the format behind the statistics office's PX-Web."""

from __future__ import annotations

import itertools
import math
import re
from pathlib import Path
from typing import Final

from vnhealth.errors import ReadError
from vnhealth.readers.charset import decode
from vnhealth.readers.limits import DEFAULT, Limits, damaged, too_many_cells
from vnhealth.readers.model import RawTable, Structure

_STATEMENT: Final = re.compile(
    r"\s*(?P<key>[A-Z][A-Z0-9-]*)(?:\[(?P<language>\w+)\])?(?:\((?P<sub>\"[^\"]*\"(?:,\"[^\"]*\")*)\))?\s*=",
)
_STRING: Final = re.compile(r'"((?:[^"]|"")*)"')
_TOKEN: Final = re.compile(r'"(?:[^"]|"")*"|[^\s,]+')
_CODEPAGE: Final = re.compile(rb'CODEPAGE\s*=\s*"([\w-]+)"')

Keywords = dict[tuple[str, str], str]


def read_px(path: Path, *, charset: str | None = None, limits: Limits = DEFAULT) -> list[RawTable]:
    """Read a PX file: the variables of STUB down, those of HEADING across, as text.

    Raises
    ------
    ReadError
        When a keyword is missing, the file is sparse (KEYS), or its data do not fill the table.
    """
    data = path.read_bytes()
    named = _CODEPAGE.search(data[:8192])
    text, notes = decode(data, path.name, charset or (named and _codec(named.group(1))) or None)
    keywords = _keywords(text.rstrip("\0\x1a \r\n"), path)
    if any(key == "KEYS" for key, _ in keywords):
        raise ReadError(
            f"{path.name}: a PX file with KEYS (sparse data) is not read. Save it as full PX.",
            f"{path.name}: chưa đọc được tệp PX dạng thưa (KEYS). Hãy lưu thành PX đầy đủ.",
        )
    stub = _strings(keywords.get(("STUB", ""), ""))
    heading = _strings(keywords.get(("HEADING", ""), ""))
    down = [_values(keywords, name, path) for name in stub]
    across = [_values(keywords, name, path) for name in heading]
    rows, columns = math.prod(map(len, down)), math.prod(map(len, across))
    if rows * (columns + len(stub)) > limits.cells:
        raise too_many_cells(path, "", rows, columns, limits)
    numbers = [_plain(t) for t in _TOKEN.findall(keywords.get(("DATA", ""), ""))]
    if len(numbers) != rows * columns:
        raise ReadError(
            f"{path.name}: the table needs {rows} × {columns} values, DATA holds {len(numbers)}.",
            f"{path.name}: bảng cần {rows} × {columns} giá trị, nhưng mục DATA có {len(numbers)}.",
        )
    title = _one(keywords, "TITLE") or _one(keywords, "CONTENTS")
    units = _one(keywords, "UNITS")
    width = len(stub) + columns
    cells: list[tuple[str, ...]] = [(line, *[""] * (width - 1)) for line in (title, units) if line]
    top = len(cells)
    cells.append((*stub, *(" | ".join(labels) for labels in itertools.product(*across))))
    for i, labels in enumerate(itertools.product(*down)):
        cells.append((*labels, *numbers[i * columns : (i + 1) * columns]))
    return [RawTable(path.name, tuple(cells), structure=Structure(top, 1, 0), notes=tuple(notes))]


def _codec(name: bytes) -> str | None:
    """Return a Python codec for a code page, or None to have it found out."""
    plain = name.decode("ascii").lower()
    return plain if plain in {"utf-8", "iso-8859-1", "windows-1252", "windows-1258"} else None


def _keywords(text: str, path: Path) -> Keywords:
    """Return the text after each keyword, by (keyword, sub-key); the default language only."""
    keywords: Keywords = {}
    at = 0
    while at < len(text):
        found = _STATEMENT.match(text, at)
        if not found:
            raise damaged(path)
        end = _statement_end(text, found.end())
        if not found.group("language"):
            sub = (found.group("sub") or "").strip('"')
            keywords.setdefault((found.group("key"), sub), text[found.end() : end])
        at = end + 1
        while at < len(text) and text[at].isspace():
            at += 1
    return keywords


def _statement_end(text: str, start: int) -> int:
    """Return the index of the ";" that ends a statement, or the end of the text."""
    inside = False
    for at in range(start, len(text)):
        if text[at] == '"':
            inside = not inside
        elif text[at] == ";" and not inside:
            return at
    return len(text)


def _strings(text: str) -> list[str]:
    """Return the quoted strings of a list; pieces set side by side are one string."""
    parts: list[str] = []
    last = None
    for found in _STRING.finditer(text):
        piece = found.group(1).replace('""', '"')
        if last is not None and "," not in text[last : found.start()]:
            parts[-1] += piece
        else:
            parts.append(piece)
        last = found.end()
    return parts


def _values(keywords: Keywords, variable: str, path: Path) -> list[str]:
    if ("VALUES", variable) not in keywords:
        raise ReadError(
            f"{path.name}: the PX file gives no VALUES for “{variable}”.",
            f"{path.name}: tệp PX không có mục VALUES cho “{variable}”.",
        )
    return _strings(keywords["VALUES", variable])


def _one(keywords: Keywords, key: str) -> str:
    return "".join(_strings(keywords.get((key, ""), "")))


def _plain(token: str) -> str:
    return token[1:-1] if token.startswith('"') else token
