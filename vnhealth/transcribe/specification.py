"""What the transcription takes from which export: the data file, as frozen dataclasses."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Only:
    """The rows that are taken, by their label cells, and the place they stand for."""

    labels: tuple[str, ...]
    place: str


@dataclass(frozen=True)
class TablePlan:
    """Which columns of an export become one file, and what they mean."""

    file: str
    indicator: str
    unit: str
    title_vi: str
    title_en: str = ""
    item: str | None = None
    column: str = ""
    period: str = ""
    scale: int = 1
    role: str = "actual"
    qualifier: str = ""
    only: Only | None = None


@dataclass(frozen=True)
class SourcePlan:
    """One source: its export, what is said about it, and its tables."""

    id: str
    file: str
    reader: str
    sheet: str
    place_column: str
    place_header: str
    qualifier: str
    about: dict[str, str]
    tables: tuple[TablePlan, ...]


@cache
def source_plans() -> tuple[SourcePlan, ...]:
    """Return the plan of every source that is rebuilt from an export, in the file's order."""
    import yaml

    text = (resources.files("vnhealth.transcribe") / "exports.yml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    return tuple(_plan(entry, content) for entry in content["sources"])


def _plan(entry: dict[str, Any], content: dict[str, Any]) -> SourcePlan:
    issuer = content["issuers"][entry["issuer"]]
    method = content["methods"][entry["method"]].strip()
    about = {
        "title_vi": entry["title_vi"],
        "title_en": entry["title_en"],
        "issuer_vi": issuer["issuer_vi"],
        "issuer_en": issuer["issuer_en"],
        "document_number": entry.get("document_number", ""),
        "date": entry["date"],
        "place_id": issuer["place_id"],
        "language": entry["language"],
        "number_style": entry["number_style"],
        "vintage": entry["vintage"],
        "licence": issuer["licence"],
        "how_taken": f"{method} {entry['remark'].strip()}",
    }
    return SourcePlan(
        id=entry["id"],
        file=entry["export"]["file"],
        reader=entry["export"]["reader"],
        sheet=entry["export"].get("sheet", ""),
        place_column=entry.get("place_column", ""),
        place_header=entry["place_header"],
        qualifier=entry.get("qualifier", ""),
        about=about,
        tables=tuple(_table(table) for table in entry["tables"]),
    )


def _table(entry: dict[str, Any]) -> TablePlan:
    only = entry.get("only")
    rows = Only(tuple(only["labels"]), only["place"]) if only else None
    return TablePlan(**{**entry, "only": rows})
