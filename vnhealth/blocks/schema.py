"""The JSON Schema of the blocks, taken from their dataclasses so that it can't drift."""

from __future__ import annotations

import dataclasses
import typing
from types import UnionType
from typing import Any, Final, Literal, Union, get_args, get_origin

from vnhealth.blocks.codec import KINDS, OWN_KIND
from vnhealth.blocks.model import BLOCK_VERSION, PAGE_ONLY

_SIMPLE: Final[dict[Any, str]] = {
    str: "string",
    int: "integer",
    float: "number",
    bool: "boolean",
    type(None): "null",
}


def definitions() -> dict[str, Any]:
    """Return the definitions of every block, ``"<kind>_block"``, and of what they are made of.

    >>> definitions()["heading_block"]["properties"]["level"]
    {'enum': [2, 3]}
    """
    found: dict[str, Any] = {}
    for kind, cls in KINDS.items():
        properties = {
            "kind": {"const": kind},
            "version": {"const": BLOCK_VERSION},
            **_properties(cls, found),
        }
        found[f"{kind}_block"] = _closed(properties)
    return dict(sorted(found.items()))


def _properties(cls: type[Any], found: dict[str, Any]) -> dict[str, Any]:
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)
    names = [field.name for field in fields if not field.metadata.get(PAGE_ONLY)]
    own = {"kind": OWN_KIND} if cls in KINDS.values() else {}
    return {own.get(name, name): _type(hints[name], found) for name in names}


def _closed(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _type(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of a type hint; dataclasses are defined once, by name."""
    origin, options = get_origin(hint), get_args(hint)
    if dataclasses.is_dataclass(hint):
        name = hint.__name__.lower()  # type: ignore[union-attr]
        if name not in found:
            found[name] = {}
            found[name] = _closed(_properties(typing.cast("type[Any]", hint), found))
        return {"$ref": f"#/$defs/{name}"}
    if origin is Literal:
        return {"enum": list(options)}
    if origin in (Union, UnionType):
        return {"anyOf": [_type(option, found) for option in options]}
    if origin is tuple and options[-1] is Ellipsis:
        return {"type": "array", "items": _type(options[0], found)}
    if origin is tuple:
        items = [_type(option, found) for option in options]
        return {"type": "array", "prefixItems": items, "items": False, "minItems": len(items)}
    return {"type": _SIMPLE[hint]}
