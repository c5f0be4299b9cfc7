"""Imports put off until they are used: what a library builds when imported and hardly ever needs.

jsonschema, which nbformat imports, compiles the grammar of internationalised addresses as soon as
``rfc3987_syntax`` is installed: a second of processor time at every start, for a check that no
notebook file asks for. papermill imports boto3, a quarter of a second, for notebooks on S3.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from types import ModuleType
from typing import Any, Final

ADDRESSES: Final = "rfc3987_syntax"
STORAGE: Final = "papermill.s3"


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


def import_papermill() -> None:
    """Import papermill with boto3 imported on the first notebook read from S3 instead of now."""
    if STORAGE in sys.modules or importlib.util.find_spec("boto3") is None:
        return
    stand_in = ModuleType(STORAGE)
    stand_in.S3 = s3  # type: ignore[attr-defined]
    sys.modules[STORAGE] = stand_in
    try:
        importlib.import_module("papermill")
    finally:
        del sys.modules[STORAGE]


def s3(*given: Any, **named: Any) -> Any:
    """Return what ``papermill.s3.S3`` makes, imported now."""
    return importlib.import_module(STORAGE).S3(*given, **named)


def is_valid_syntax(rule: str, text: str) -> bool:
    """Tell whether `text` is an address by `rule`, as ``rfc3987_syntax`` does, imported now."""
    return bool(importlib.import_module(ADDRESSES).is_valid_syntax(rule, text))
