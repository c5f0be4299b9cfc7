"""What the reviewer says of a document: the draft of its source.yml, and its checks."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.catalog.records import read_yaml
from vnhealth.errors import DataError
from vnhealth.extraction.review_file import write_whole
from vnhealth.quantity import decide_style

if TYPE_CHECKING:
    import pandas as pd

KEYS: Final = (
    "id", "title_vi", "title_en", "issuer_vi", "issuer_en", "document_number", "date", "place_id",
    "number_style", "vintage", "licence", "how_taken", "original",
)  # fmt: skip
REQUIRED: Final = ("id", "title_vi", "title_en", "issuer_vi", "issuer_en", "licence", "how_taken")
_ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LICENCE: Final = "The figures are facts; this transcription is ours, CC-BY-4.0."
_HOW: Final = "Taken from the file by the extraction rules, then reviewed row by row by a person."


def draft_path(csv_path: Path) -> Path:
    """Return where the draft stands that belongs to a candidates' file.

    Examples
    --------
    >>> draft_path(Path("plan.csv")).name
    'plan.source.yml'
    """
    return Path(csv_path).with_suffix(".source.yml")


def write_draft(document: Path, frame: pd.DataFrame, csv_path: Path) -> Path:
    """Write the draft of source.yml beside the candidates; what stands there is not overwritten.

    Title and issuer are left empty: a person fills them in before ``vnhealth accept``.
    """
    path = draft_path(csv_path)
    if not path.exists():
        write_whole(path, as_yaml(_draft(Path(document), frame)).encode())
    return path


def _draft(document: Path, frame: pd.DataFrame) -> dict[str, Any]:
    named = Counter(one for one in frame["place_id"] if one)
    found = dict.fromkeys(KEYS, "")
    spans = zip(frame["text"], frame["start"], frame["end"], strict=True)
    style, _ = decide_style([text[start:end] for text, start, end in spans])
    stem = re.sub(r"[^a-z0-9]+", "-", document.stem.casefold()).strip("-")
    return found | {
        "id": stem,
        "place_id": named.most_common(1)[0][0] if named else "",
        "number_style": "en" if style == "en" else "vi",
        "licence": _LICENCE,
        "how_taken": _HOW,
        "original": {"name": document.name, "sha256": sha256(document.read_bytes())},
    }


def sha256(content: bytes) -> str:
    """Return the SHA-256 of `content` in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def as_yaml(entry: Mapping[str, Any]) -> str:
    """Return `entry` as YAML, keys in their order, letters as they are."""
    import yaml

    return yaml.safe_dump(dict(entry), allow_unicode=True, sort_keys=False, width=100)


def read_draft(source: Path | Mapping[str, Any]) -> dict[str, Any]:
    """Return what a person said of the source, checked: all faults in one sentence.

    Raises
    ------
    DataError
        A key is unknown, a required one is empty, or the id is not lower-case words with hyphens.
    """
    content = dict(source) if isinstance(source, Mapping) else read_yaml(Path(source))
    where = "source" if isinstance(source, Mapping) else str(source)
    faults: list[tuple[str, str]] = []
    for key in content:
        if key not in KEYS:
            faults.append((f"“{key}” is not known", f"khóa “{key}” không có"))
    for key in REQUIRED:
        if not str(content.get(key) or "").strip():
            faults.append((f"{key} is empty", f"khóa {key} còn trống"))
    said = str(content.get("id") or "")
    if said and not _ID.fullmatch(said):
        faults.append(
            (
                f"the id “{said}” must be lower-case letters and digits joined by hyphens",
                f"id “{said}” chỉ được gồm chữ thường không dấu và chữ số, nối bằng gạch nối",
            )
        )
    if faults:
        raise DataError(
            en=f"In {where}: {'; '.join(en for en, _ in faults)}. Fill it in, then accept again.",
            vi=f"Trong {where}: {'; '.join(vi for _, vi in faults)}. Hãy điền rồi nhận lại.",
        )
    filled = dict.fromkeys(KEYS, "") | {key: value or "" for key, value in content.items()}
    filled["number_style"] = filled["number_style"] or "vi"
    filled["original"] = filled["original"] or {"name": "", "sha256": ""}
    return filled
