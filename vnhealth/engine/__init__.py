"""Run notebooks from a warm process: imports are paid once, and nothing of one reaches the next.

``WarmEngine`` is the papermill engine ``vnhealth-warm``; ``WarmPool`` runs any function in
processes forked from the warm one, and what it runs through papermill's ``vnhealth-warm`` there
runs in place.
"""

from __future__ import annotations

from vnhealth.engine.limits import Limits
from vnhealth.engine.papermill_engine import WarmEngine
from vnhealth.engine.pool import ENGINE, WarmPool, supported
from vnhealth.engine.task import Outcome, ProcessEndedError, Task
from vnhealth.engine.warmth import Warmth

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
