"""Run notebooks from a warm process: imports are paid once, and nothing of one reaches the next.

``WarmEngine`` is the papermill engine ``vnhealth-warm``; ``WarmPool`` runs any function in
processes forked from the warm one, and what it runs through papermill's ``vnhealth-warm`` there
runs in place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vnhealth.engine.limits import Limits
from vnhealth.engine.pool import ENGINE, WarmPool, supported
from vnhealth.engine.task import Outcome, ProcessEndedError, Task
from vnhealth.engine.warmth import Warmth

if TYPE_CHECKING:
    from vnhealth.engine.papermill_engine import WarmEngine

__all__ = [
    "ENGINE",
    "Limits",
    "Outcome",
    "ProcessEndedError",
    "Task",
    "WarmEngine",
    "WarmPool",
    "Warmth",
    "supported",
]


def __getattr__(name: str) -> Any:
    """Return the papermill engine, importing papermill only now."""
    if name == "WarmEngine":
        # papermill loads its engines while it is imported, ours too: it must come first.
        import papermill  # noqa: F401

        from vnhealth.engine.papermill_engine import WarmEngine

        return WarmEngine
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
