"""Blocks to JSON and back, without loss."""

from __future__ import annotations

import dataclasses
import typing
from functools import cache
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

from vnhealth.blocks import model
from vnhealth.blocks.model import BLOCK_VERSION, PAGE_ONLY, Block
from vnhealth.errors import DataError

KINDS: dict[str, type[Any]] = {
    "masthead": model.Masthead,
    "heading": model.Heading,
    "text": model.Text,
    "tiles": model.Tiles,
    "figure": model.Figure,
    "table": model.Table,
    "note": model.Note,
    "glossary": model.Glossary,
    "sources": model.Sources,
    "stamp": model.Stamp,
}
# A note has a kind of its own beside the block's.
OWN_KIND = "own_kind"
NAMES = {cls: kind for kind, cls in KINDS.items()}


def to_json(block: Block, *, page: bool = True) -> dict[str, Any]:
    """Return `block` as JSON-ready data; empty fields are kept, so that readers need no defaults.

    Parameters
    ----------
    page
        Keep the fields that only HTML pages read.

    >>> from vnhealth.blocks.model import Heading
    >>> to_json(Heading("Nhân lực"))["kind"]
    'heading'
    """
    fields = _plain_fields(block)
    for each in dataclasses.fields(block):
        if each.metadata.get(PAGE_ONLY) and not page:
            del fields[each.name]
    if "kind" in fields:
        fields[OWN_KIND] = fields.pop("kind")
    return {"kind": NAMES[type(block)], "version": BLOCK_VERSION, **fields}


def from_json(data: dict[str, Any]) -> Block:
    """Return the block that `data` describes.

    Raises
    ------
    DataError
        When the kind or version is not one this version writes.
    """
    kind, version = data.get("kind"), data.get("version")
    if kind not in KINDS or version != BLOCK_VERSION:
        raise DataError(
            f"Unknown block: kind {kind!r}, version {version!r}. Known kinds: "
            f"{', '.join(KINDS)}; version {BLOCK_VERSION}. Run the notebook again with this "
            "version of vnhealth.",
            f"Khối không nhận ra: loại {kind!r}, phiên bản {version!r}. Các loại có: "
            f"{', '.join(KINDS)}; phiên bản {BLOCK_VERSION}. Hãy chạy lại sổ tay bằng phiên bản "
            "vnhealth này.",
        )
    fields = {**data, "kind": data[OWN_KIND]} if OWN_KIND in data else data
    block: Block = _build(KINDS[kind], fields)
    return block


def _plain_fields(value: Any) -> dict[str, Any]:
    return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return _plain_fields(value)
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _hints(cls: type[Any]) -> dict[str, Any]:
    return typing.get_type_hints(cls)


def _build(hint: Any, data: Any) -> Any:
    if dataclasses.is_dataclass(hint):
        hints = _hints(hint)  # type: ignore[arg-type]
        given = {
            each.name: _build(hints[each.name], data[each.name])
            for each in dataclasses.fields(hint)
            if each.name in data or not each.metadata.get(PAGE_ONLY)
        }
        return hint(**given)  # type: ignore[operator]
    origin, options = get_origin(hint), get_args(hint)
    if origin is tuple:
        kinds = [options[0]] * len(data) if options[-1] is Ellipsis else options
        return tuple(_build(kind, item) for kind, item in zip(kinds, data, strict=True))
    if origin in (Union, UnionType):
        return _build(_choose(options, data), data)
    if origin is Literal or hint in (str, bool):
        return data
    if hint is float:
        return float(data)
    return data


def _choose(options: tuple[Any, ...], data: Any) -> Any:
    """Pick the member of a union that `data` belongs to: by its JSON shape."""
    if data is None:
        return type(None)
    if isinstance(data, dict):
        return next(o for o in options if dataclasses.is_dataclass(o))
    if isinstance(data, list):
        return next(o for o in options if get_origin(o) is tuple)
    if isinstance(data, str):
        return str
    return next(o for o in options if o in (int, float))
