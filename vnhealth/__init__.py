"""Clean Vietnamese health planning figures and render them as committee briefs.

In a notebook: ``import vnhealth as vh``, then `vh.load()`, `vh.places()`, `vh.indicators()`,
`vh.compare(...)`, `vh.brief(...)`, and one call a question: `vh.rank(...)`, `vh.trend(...)`,
`vh.targets(...)` and the others of docs/views.md. They are imported when first used, so that
importing the package costs nothing.

>>> import vnhealth as vh
>>> vh.places("34", "province").shape[0]
34
>>> vh.places.resolve("TP. HCM", boundaries="63").place_id
'63-79'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vnhealth import places
    from vnhealth.api import Brief, brief, indicators, load
    from vnhealth.places import to_boundaries
    from vnhealth.questions import (
        before_after,
        budget,
        budget_growth,
        cascades,
        compare,
        concentration,
        decomposition,
        execution,
        gaps,
        inequality,
        needs,
        peers,
        profile,
        rank,
        scorecard,
        spine,
        staff,
        targets,
        trend,
        trend_readings,
    )

__version__ = "0.1.0"

_QUESTIONS = (
    "before_after",
    "budget",
    "budget_growth",
    "cascades",
    "compare",
    "concentration",
    "decomposition",
    "execution",
    "gaps",
    "inequality",
    "needs",
    "peers",
    "profile",
    "rank",
    "scorecard",
    "spine",
    "staff",
    "targets",
    "trend",
    "trend_readings",
)
__all__ = [
    "Brief",
    "before_after",
    "brief",
    "budget",
    "budget_growth",
    "cascades",
    "compare",
    "concentration",
    "decomposition",
    "execution",
    "gaps",
    "indicators",
    "inequality",
    "load",
    "needs",
    "peers",
    "places",
    "profile",
    "rank",
    "scorecard",
    "spine",
    "staff",
    "targets",
    "to_boundaries",
    "trend",
    "trend_readings",
]


def __getattr__(name: str) -> Any:
    """Import what the package offers when it is first asked for."""
    if name == "places":
        return import_module("vnhealth.places")
    if name == "to_boundaries":
        return import_module("vnhealth.places").to_boundaries
    if name in _QUESTIONS:
        return getattr(import_module("vnhealth.questions"), name)
    if name in __all__:
        return getattr(import_module("vnhealth.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
