"""Read the source.yml of every folder in data/raw: where each figure comes from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.catalog.records import build, read_yaml
from vnhealth.errors import DataError, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Final = ("document", "table")
LAYOUTS: Final = ("cells", "wide")
LANGUAGES: Final = ("vi", "en")
NUMBER_STYLES: Final = ("vi", "en")
ROLES: Final = ("actual", "target", "plan", "baseline", "estimate")
CELL_COLUMNS: Final = (
    "cell",
    "place_id",
    "indicator",
    "year",
    "period",
    "role",
    "printed",
    "unit",
    "qualifier",
    "locator",
    "note",
)
SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class Original:
    """The file the transcription was taken from; both fields are empty where none was at hand."""

    name: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class SourceTable:
    """One CSV file of a source. The fields after `sha256` belong to the layout `wide`."""

    file: str
    title_vi: str
    title_en: str
    layout: str
    sha256: str
    indicator: str = ""
    unit: str = ""
    scale: int = 1
    role: str = ""
    column_template: str = ""
    place_header: str = ""
    qualifier: str = ""


@dataclass(frozen=True)
class Source:
    """One source: a document or a set of tables, with its own folder in data/raw.

    `register` names a file of places that the catalogue lacks, such as communes; `made_up` says
    that the figures are invented, so that no brief is made from them.
    """

    id: str
    kind: str
    title_vi: str
    title_en: str
    issuer_vi: str
    issuer_en: str
    document_number: str
    date: str
    place_id: str
    language: str
    number_style: str
    vintage: str
    licence: str
    how_taken: str
    original: Original
    tables: tuple[SourceTable, ...]
    folder: Path
    register: str = ""
    made_up: bool = False

    def title(self, language: str) -> str:
        """Return the title in `language` (vi or en)."""
        return self.title_en if language == "en" else self.title_vi

    def issuer(self, language: str) -> str:
        """Return the issuer in `language` (vi or en)."""
        return self.issuer_en if language == "en" else self.issuer_vi


@lru_cache(maxsize=8)
def sources(raw_folder: Path) -> tuple[Source, ...]:
    """Return every source under `raw_folder`, in the order of their ids.

    Parameters
    ----------
    raw_folder
        The folder that holds one folder a source, each with its source.yml.

    Raises
    ------
    DataError
        A source.yml misses a key, has an unknown one, or a value that isn't allowed.
    """
    return tuple(_read(path) for path in sorted(Path(raw_folder).glob("*/source.yml")))


def source(raw_folder: Path, source_id: str) -> Source:
    """Return the source with the id `source_id`.

    Raises
    ------
    UsageError
        There is no such source; the sentence names those there are.
    """
    found = {entry.id: entry for entry in sources(raw_folder)}
    if source_id not in found:
        raise UsageError(
            en=f"There is no source “{source_id}” in {raw_folder}. There are: {', '.join(found)}.",
            vi=f"Không có nguồn “{source_id}” trong {raw_folder}. Hiện có: {', '.join(found)}.",
        )
    return found[source_id]


def _read(path: Path) -> Source:
    """Return the source described in the file `path`."""
    content = read_yaml(path)
    content["original"] = build(
        Original, _texts(_mapping(content.get("original"), path, "original")), path, "original"
    )
    content["tables"] = tuple(
        _table(entry, path, position) for position, entry in enumerate(_list(content, path), 1)
    )
    content["date"] = str(content.get("date", ""))
    found = build(Source, {**_texts(content), "folder": path.parent}, path, "source")
    faults = _source_faults(found, path)
    if faults:
        raise DataError(
            en=f"In {path}: {'; '.join(en for en, _ in faults)}.",
            vi=f"Trong {path}: {'; '.join(vi for _, vi in faults)}.",
        )
    return found


def _texts(entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return `entry` with empty text in place of null."""
    return {key: "" if value is None else value for key, value in entry.items()}


def _mapping(value: object, path: Path, where: str) -> dict[str, Any]:
    """Return `value` as a mapping, or say where one was expected."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise DataError(
            en=f"In {path}, {where} must hold keys with values.",
            vi=f"Trong {path}, mục {where} phải gồm các khóa kèm giá trị.",
        )
    return value


def _list(content: Mapping[str, Any], path: Path) -> list[Any]:
    """Return the list of tables, or say that it's missing."""
    value = content.get("tables")
    if not isinstance(value, list) or not value:
        raise DataError(
            en=f"In {path}, “tables” must list at least one file.",
            vi=f"Trong {path}, mục “tables” phải liệt kê ít nhất một tệp.",
        )
    return value


def _table(entry: object, path: Path, position: int) -> SourceTable:
    """Return the table described in `entry`."""
    where = f"tables[{position}]"
    return build(SourceTable, _texts(_mapping(entry, path, where)), path, where)


def _source_faults(found: Source, path: Path) -> list[tuple[str, str]]:
    """Return every fault of `found`, each as an English and a Vietnamese phrase."""
    faults = _not_allowed("kind", found.kind, KINDS)
    faults += _not_allowed("language", found.language, LANGUAGES)
    faults += _not_allowed("number_style", found.number_style, NUMBER_STYLES)
    faults += _not_allowed("id", found.id, (path.parent.name,))
    for name in ("title_vi", "title_en", "issuer_vi", "issuer_en", "licence", "how_taken"):
        if not getattr(found, name):
            faults.append((f"{name} is empty", f"khóa {name} còn trống"))
    if not isinstance(found.made_up, bool):
        faults.append(("made_up must be true or false", "made_up phải là true hoặc false"))
    if found.register and not (path.parent / found.register).is_file():
        name = found.register
        faults.append((f"register: no file {name}", f"register: không có tệp {name}"))
    for position, table in enumerate(found.tables, 1):
        faults += _table_faults(table, f"tables[{position}]", path.parent)
    return faults


def _table_faults(table: SourceTable, where: str, folder: Path) -> list[tuple[str, str]]:
    """Return every fault of one table."""
    faults = _not_allowed(f"{where}.layout", table.layout, LAYOUTS)
    if not (folder / table.file).is_file():
        faults.append((f"{where}: no file {table.file}", f"{where}: không có tệp {table.file}"))
    if not SHA256.fullmatch(table.sha256):
        faults.append(
            (
                f"{where}.sha256 must be 64 hexadecimal digits",
                f"{where}.sha256 phải gồm 64 chữ số thập lục phân",
            )
        )
    if table.layout == "wide":
        faults += _not_allowed(f"{where}.role", table.role, ROLES)
        for name in ("indicator", "unit", "column_template", "place_header"):
            if not getattr(table, name):
                faults.append((f"{where}.{name} is empty", f"khóa {where}.{name} còn trống"))
    return faults


def _not_allowed(key: str, value: str, allowed: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return one fault when `value` is not among `allowed`."""
    if value in allowed:
        return []
    choice = ", ".join(allowed)
    return [
        (
            f"{key} is “{value}”, allowed: {choice}",
            f"khóa {key} là “{value}”, chỉ được dùng: {choice}",
        )
    ]
