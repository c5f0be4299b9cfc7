"""The words of a data package: what datapackage.json says of each file beside it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from vnhealth import __version__
from vnhealth.schema import FIELDS, KEY, MAY_BE_EMPTY

PACKAGE: Final = "datapackage.json"
_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
_MEDIA: Final = {"parquet": "application/vnd.apache.parquet", "csv": "text/csv"}


def file_sha256(path: Path) -> str:
    """Return the SHA-256 of a file as hexadecimal digits."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def observation_schema() -> dict[str, Any]:
    """Return the Table Schema of observations."""
    fields = [
        {
            "name": name,
            "type": kind,
            "description": text,
            "constraints": {"required": kind != "number" and name not in MAY_BE_EMPTY},
        }
        for name, (kind, text) in FIELDS.items()
    ]
    return {"fields": fields, "primaryKey": ["cell_id"], "uniqueKeys": [list(KEY)]}


def text_schema(columns: Sequence[str]) -> dict[str, Any]:
    """Return the Table Schema of a table whose columns are all text."""
    return {"fields": [{"name": name, "type": "string"} for name in columns]}


def resource(
    folder: Path, path: str, name: str, schema: dict[str, Any], form: str
) -> dict[str, Any]:
    """Return the entry of one file; `form` is parquet or csv, `path` relative to `folder`."""
    entry: dict[str, Any] = {
        "name": name,
        "type": "table",
        "path": path,
        "format": form,
        "mediatype": _MEDIA[form],
        "bytes": (folder / path).stat().st_size,
        "hash": f"sha256:{file_sha256(folder / path)}",
        "schema": schema,
    }
    if form == "csv":
        entry["encoding"] = "utf-8"
    return entry


def package(resources: Sequence[dict[str, Any]], facts: dict[str, Any]) -> dict[str, Any]:
    """Return a data package of `resources`; `facts` are our own, under the key ``vnhealth``."""
    return {
        "$schema": _PROFILE,
        "name": "vnhealth",
        "title": "Health planning figures of Viet Nam, cleaned and traceable",
        "version": __version__,
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": list(resources),
        "vnhealth": facts,
    }


def package_text(content: dict[str, Any]) -> str:
    """Return a data package as it stands in its file; equal text for equal content."""
    return json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
