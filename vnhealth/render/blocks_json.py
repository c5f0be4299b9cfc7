"""A brief as JSON: its blocks with every value, interval, cell and picture, in reading order.

``python -m vnhealth.render.blocks_json docs/brief.schema.json`` writes the JSON Schema.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.blocks import to_json
from vnhealth.blocks.model import BLOCK_VERSION
from vnhealth.blocks.schema import definitions
from vnhealth.render import notebook as notebooks
from vnhealth.render.notebook import Document, Part, Placed, Prose

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME: Final = "vnhealth-brief"
# Raise when the frame around the blocks changes; the blocks have a version of their own.
VERSION: Final = 1


def render(notebook: Any) -> bytes:
    """Return the blocks of an executed notebook as JSON, UTF-8, one field a line.

    Parameters
    ----------
    notebook
        A notebook node (nbformat 4), executed.

    Raises
    ------
    BriefError
        When a cell of the notebook failed.
    """
    content = content_of(notebooks.read(notebook))
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def content_of(document: Document) -> dict[str, Any]:
    """Return a document as JSON-ready data, its keys in a fixed order."""
    opening = document.masthead
    parts = [_part(part) for part in document.parts]
    if opening is not None:
        parts.insert(0, {"anchor": "", "label": "", "block": to_json(opening, page=False)})
    return {
        "format": NAME,
        "version": VERSION,
        "block_version": BLOCK_VERSION,
        "language": document.language,
        "title": document.title,
        "date": document.date,
        "parts": parts,
    }


def _part(part: Part) -> dict[str, Any]:
    if isinstance(part, Placed):
        place = part.place
        block = to_json(part.block, page=False)
        return {"anchor": place.anchor, "label": place.label, "block": block}
    if isinstance(part, Prose):
        return {"prose": part.nodes}
    return {"output": part.text}


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of what :func:`render` writes."""
    known = definitions()
    blocks = [{"$ref": f"#/$defs/{name}"} for name in known if name.endswith("_block")]
    text = {"type": "string"}
    placed = {"anchor": text, "label": text, "block": {"oneOf": blocks}}
    prose = {"prose": {"type": "array", "items": {"type": "object", "required": ["k"]}}}
    frame = {
        "format": {"const": NAME},
        "version": {"const": VERSION},
        "block_version": {"const": BLOCK_VERSION},
        "language": {"enum": ["vi", "en"]},
        "title": text,
        "date": text,
        "parts": {
            "type": "array",
            "items": {"anyOf": [_object(placed), _object(prose), _object({"output": text})]},
        },
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A brief of vnhealth",
        **_object(frame),
        "$defs": known,
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def main(arguments: Sequence[str]) -> None:
    """Write the schema to the file named."""
    (target,) = arguments
    written = json.dumps(schema(), ensure_ascii=False, indent=1)
    Path(target).write_text(f"{written}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
