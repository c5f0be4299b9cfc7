"""One call a question, for a bare notebook: ``vh.rank("doctors_per_10k")``.

Each returns a tidy frame of :mod:`vnhealth.views` with the place's name beside its id. Places
are told by id or by name, indicators by id or by a name of the catalogue; what can't be found is
refused with the nearest there is. Each call works on the project at or above the working folder.
"""

from __future__ import annotations

from vnhealth.questions.all_places import (
    before_after,
    compare,
    inequality,
    peers,
    rank,
    scorecard,
)
from vnhealth.questions.money import budget, budget_growth, concentration, execution
from vnhealth.questions.one_place import profile, spine, targets, trend, trend_readings
from vnhealth.questions.planning import cascades, decomposition, gaps, needs, staff

__all__ = [
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
]
