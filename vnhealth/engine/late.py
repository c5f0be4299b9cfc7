"""Imports put off until they are used: what a library builds when imported and hardly ever needs.

jsonschema, which nbformat imports, compiles the grammar of internationalised addresses as soon as
``rfc3987_syntax`` is installed: a second of processor time at every start, for a check that no
notebook file asks for.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Final

ADDRESSES: Final = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Import jsonschema with the grammar of addresses compiled on first use instead of now."""
    there_is_none = importlib.util.find_spec(ADDRESSES) is None
    if there_is_none or ADDRESSES in sys.modules or "jsonschema" in sys.modules:
        return
    stand_in = ModuleType(ADDRESSES)
    stand_in.is_valid_syntax = is_valid_syntax  # type: ignore[attr-defined]
    sys.modules[ADDRESSES] = stand_in
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[ADDRESSES]


def is_valid_syntax(rule: str, text: str) -> bool:
    """Tell whether `text` is an address by `rule`, as ``rfc3987_syntax`` does, imported now."""
    return bool(importlib.import_module(ADDRESSES).is_valid_syntax(rule, text))
