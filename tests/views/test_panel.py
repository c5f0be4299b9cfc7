"""Panels of one store share what was made of it, and each still tells what it rests on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from vnhealth import reads, store, views
from vnhealth.clean import clean
from vnhealth.project import Project, load_project
from vnhealth.views import Panel
from vnhealth.views.targets import target_rows


def _told(panel: Panel, folder: Path) -> list[str]:
    listed = folder / "reads"
    with reads.told_in(listed):
        views.points(panel, "doctors_per_10k")
    return reads.told(listed)


def test_a_panel_tells_all_that_its_figures_rest_on_though_another_made_them(
    panel: Panel, tmp_path: Path
) -> None:
    first = Panel(panel._rows, dict(panel.sources))
    second = Panel(panel._rows, dict(panel.sources))
    rests_on = ["doctors", "doctors_per_10k", "population"]
    assert _told(first, tmp_path) == rests_on
    assert _told(second, tmp_path) == rests_on


def test_a_panel_does_not_tell_what_another_was_asked_for(panel: Panel, tmp_path: Path) -> None:
    first = Panel(panel._rows, dict(panel.sources))
    views.points(first, "hospital_beds")
    second = Panel(panel._rows, dict(panel.sources))
    assert "hospital_beds" not in _told(second, tmp_path)


def test_what_is_made_of_what_was_made_is_told_too(panel: Panel, tmp_path: Path) -> None:
    for name in ("first", "second"):
        asked = Panel(panel._rows, dict(panel.sources))
        listed = tmp_path / name
        with reads.told_in(listed):
            target_rows(asked, "63-10", ["doctors_per_10k"], 2024)
        assert reads.told(listed) == ["doctors", "doctors_per_10k", "population"]


def test_panels_share_what_was_made_until_the_store_changes(small_project: Any) -> None:
    project = load_project()
    _clean(project)
    first, second = Panel.load(project), Panel.load(project)
    assert first is not second
    assert first._rows is second._rows
    cells = small_project.root / "data" / "raw" / "made-up-2023" / "cells.csv"
    small_project.write_cells(cells.read_text(encoding="utf-8").replace("14,5", "15,5"))
    _clean(project)
    values = views.points(Panel.load(project), "doctors_per_10k")["value"]
    assert values.tolist() == [15.5, 12.0]


def _clean(project: Project) -> None:
    cleaned = clean(project.raw)
    store.save(
        cleaned.observations,
        cleaned.unread,
        project.processed,
        raw_sha256=store.raw_digest(project.raw),
        cells=cleaned.cells,
    )
