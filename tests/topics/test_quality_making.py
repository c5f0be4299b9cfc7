"""A quality brief is made by one command, for the whole store, one source, or each of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.topics.conftest import PLAN, TABLE
from vnhealth import briefs, views
from vnhealth.cli import app
from vnhealth.edition.plan import Selection, plan
from vnhealth.errors import UsageError
from vnhealth.parameters import check
from vnhealth.project import load_project

pytestmark = pytest.mark.usefixtures("two_sources")


def planned(**chosen: Any) -> list[str]:
    project = load_project()
    found = plan(project.editions[2024], Selection(**chosen), views.Panel.load(project))
    assert found.without == ()
    return [str(briefs.name(each)) for each in found.wanted]


def test_an_edition_makes_the_quality_briefs_its_settings_name() -> None:
    assert planned() == ["quality/store-2024-vi"]


def test_a_build_can_make_one_of_each_source() -> None:
    assert planned(topics=("quality",), sources=("all",)) == [
        f"quality/{TABLE}-2024-vi",
        f"quality/{PLAN}-2024-vi",
    ]
    assert planned(sources=("store", PLAN), languages=("en",)) == [
        "quality/store-2024-en",
        f"quality/{PLAN}-2024-en",
    ]


def test_a_build_of_other_topics_makes_none() -> None:
    assert planned(topics=("comparison",)) == []


def test_an_unknown_source_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match=f"--sources: ke-hoach; allowed: store, all, {TABLE}"):
        planned(sources=("ke-hoach",))


def test_a_source_belongs_to_a_quality_brief_only() -> None:
    with pytest.raises(UsageError, match="source is for quality briefs only"):
        check("workforce", place_id="63-10", year=2024, source=PLAN)


@pytest.mark.parametrize(
    "given",
    [
        {"place_id": "63-10"},
        {"place_id": "vn", "boundaries": "34"},
        {"place_id": "vn", "peers": ["63-10"]},
        {"place_id": "vn", "indicator": "doctors"},
    ],
)
def test_a_quality_brief_is_about_no_place_and_no_indicator(given: dict[str, Any]) -> None:
    with pytest.raises(UsageError, match="about a source or the whole store"):
        check("quality", year=2024, **given)


def test_the_command_makes_the_brief_of_one_source_in_both_formats(tmp_path: Path) -> None:
    words = ["brief", "quality", "--source", PLAN, "--out", str(tmp_path / "made")]
    made = CliRunner().invoke(app, words)
    assert made.exit_code == 0, made.output
    folder = tmp_path / "made" / "quality"
    page = (folder / f"{PLAN}-2024-vi.html").read_text(encoding="utf-8")
    assert "<h1>Chất lượng số liệu: Kế hoạch đặt ra</h1>" in page
    assert (folder / f"{PLAN}-2024-vi.pdf").read_bytes().startswith(b"%PDF")


def test_the_command_names_the_sources_when_there_is_no_such_one() -> None:
    refused = CliRunner().invoke(app, ["brief", "quality", "--source", "no-such"])
    assert refused.exit_code == 2
    assert "no-such" in refused.stderr
    assert f"{TABLE}, {PLAN}" in refused.stderr
