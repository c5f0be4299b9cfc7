"""docs/views.md names every call and every column, so that it cannot drift."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

import vnhealth
from vnhealth.views.estimates import RESULTS, TRACE
from vnhealth.views.ranking import RANKING

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "views.md").read_text(encoding="utf-8")
COLUMNS = {
    "profile.profile": "PROFILE",
    "ranking.rank_places": "RANKING",
    "ranking.absent": "ABSENT",
    "trend.series_of": "TREND",
    "trend.readings_of": "READINGS",
    "before_after.before_after": "BEFORE_AFTER",
    "target_table.target_table": "TARGETS",
    "spine.spine": "SPINE",
    "scorecard.scorecard": "SCORECARD",
    "budget.budget": "BUDGET",
    "budget.budget_growth": "GROWTH",
    "peers.peers_of": "PEERS",
    "inequality.inequality_over_time": "INEQUALITY",
    "estimates.estimates": "ESTIMATES",
    "needs.needs": "NEEDS",
    "decomposition.decomposition": "DECOMPOSITION",
    "cascades.cascade": "CASCADE",
    "gaps.people_without": "GAPS",
    "staff.staff_structure": "STAFF",
    "execution.execution": "EXECUTION",
    "execution.concentration": "CONCENTRATION",
}
STANDS_FOR = {"**result**": RESULTS, "**trace**": TRACE, "those of a ranking": RANKING}


def table() -> dict[str, tuple[str, str]]:
    """Return call and columns of each row of the table, by function."""
    rows = re.findall(r"^\| [^|]+ \| ([^|]+) \| `([a-z_.]+)` \| ([^|]+) \|$", PAGE, re.MULTILINE)
    return {function: (call, columns) for call, function, columns in rows}


def test_every_view_has_its_row() -> None:
    assert set(table()) == set(COLUMNS)


@pytest.mark.parametrize("function", COLUMNS)
def test_the_columns_of_the_page_are_those_of_the_view(function: str) -> None:
    module, _, name = function.partition(".")
    view = importlib.import_module(f"vnhealth.views.{module}")
    assert callable(getattr(view, name))
    told = re.finditer(r"\*\*\w+\*\*|those of a ranking|`\w+`", table()[function][1])
    columns = [each for found in told
               for each in STANDS_FOR.get(found.group(), (found.group().strip("`"),))]  # fmt: skip
    assert tuple(columns) == getattr(view, COLUMNS[function])


def test_every_call_of_the_page_is_offered_and_every_question_is_on_the_page() -> None:
    calls = set(re.findall(r"`vh\.(\w+)\(", PAGE))
    assert calls <= set(vnhealth.__all__)
    assert set(vnhealth._QUESTIONS) <= calls
