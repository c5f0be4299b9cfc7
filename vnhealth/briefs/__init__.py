"""Run a topic's notebook with checked parameters; keep a failed run, never publish it."""

from __future__ import annotations

from vnhealth.briefs.failure import NotebookFailedError, ended_error, not_rendered
from vnhealth.briefs.running import (
    COMPARISON,
    EDITION,
    EPOCH_VARIABLE,
    FAILED,
    QUALITY,
    WHOLE_STORE,
    execute,
    failed_path,
    name,
    parameters_of,
    surroundings,
)

__all__ = [
    "COMPARISON",
    "EDITION",
    "EPOCH_VARIABLE",
    "FAILED",
    "QUALITY",
    "WHOLE_STORE",
    "NotebookFailedError",
    "ended_error",
    "execute",
    "failed_path",
    "name",
    "not_rendered",
    "parameters_of",
    "surroundings",
]
