"""A topic's notebook runs with checked parameters; a failed run is kept and says where."""

from __future__ import annotations

import json
import pickle
import sys
from pathlib import Path
from typing import Any

import pytest

from vnhealth import briefs
from vnhealth.errors import ProjectError
from vnhealth.parameters import Parameters, check
from vnhealth.project import load_project

LAO_CAI = check("workforce", place_id="63-10", year=2024, peers=["63-12"])


def run(parameters: Parameters = LAO_CAI) -> Any:
    return briefs.execute(parameters, load_project())


def failure(parameters: Parameters = LAO_CAI) -> briefs.NotebookFailedError:
    with pytest.raises(briefs.NotebookFailedError) as caught:
        run(parameters)
    return caught.value


def test_a_notebook_runs_in_the_project_with_its_parameters_and_this_python(
    small_project: Any,
) -> None:
    small_project.write_notebook(
        "workforce",
        "import os, sys\nprint(os.getcwd(), sys.executable, sep='|')",
        "print(place_id, year, language, boundaries, peers)",
    )
    kept = briefs.failed_path(load_project(), LAO_CAI)
    kept.parent.mkdir(parents=True)
    kept.write_text("an earlier failed run", encoding="utf-8")

    notebook = run()

    printed = [o["text"].strip() for cell in notebook.cells for o in cell.get("outputs", [])]
    assert printed == [
        f"{small_project.root}|{sys.executable}",
        "63-10 2024 vi 63 ['63-12']",
    ]
    assert not kept.exists(), "an earlier failed run is no longer true"
    assert list(kept.parent.iterdir()) == [], "nothing temporary stays behind"


def test_the_executed_notebook_carries_language_and_day_but_nothing_that_differs_between_runs(
    small_project: Any,
) -> None:
    small_project.write_notebook("workforce", "1 + 1")
    notebook = run()
    assert notebook.metadata["vnhealth"] == {
        "language": "vi",
        "date": "2024-11-22",
        "read": [],
    }
    text = json.dumps(notebook)
    for word in ("papermill", "iopub", "duration", "start_time"):
        assert word not in text, word


def test_a_cell_that_raises_is_named_and_the_executed_notebook_is_kept(small_project: Any) -> None:
    small_project.write_notebook("workforce", "done = 'before'\ndone", "# why\n1 / 0", "'after'")

    fault = failure()

    kept = small_project.root / "reports" / "failed" / "63-10" / "workforce-2024-vi.ipynb"
    # [1] is the parameters' cell, [2] the values given, [3] the first of our own.
    assert fault.cell == 4
    assert fault.kept == kept
    assert fault.en == (
        "No brief was made (workforce, 63-10, 2024, vi). The notebook failed in cell [4] `# why`: "
        f"ZeroDivisionError: division by zero. The executed notebook is kept: {kept}."
    )
    assert fault.vi == (
        "Không xuất được bản tin (workforce, 63-10, 2024, vi). Sổ tay bị lỗi ở ô [4] `# why`: "
        f"ZeroDivisionError: division by zero. Sổ tay đã chạy được giữ tại: {kept}."
    )
    cells = json.loads(kept.read_text(encoding="utf-8"))["cells"]
    assert "before" in json.dumps([cell.get("outputs") for cell in cells])
    assert [cell.get("outputs", []) for cell in cells][-1] == [], "what came after never ran"
    assert "papermill" not in cells[-2]["metadata"]


def test_a_notebook_that_ends_itself_has_failed_too(small_project: Any) -> None:
    small_project.write_notebook("workforce", "import sys\nsys.exit(0)", "'after'")
    fault = failure()
    assert fault.what_en == "The notebook failed in cell [3] `import sys`: SystemExit: 0."
    assert fault.kept is not None
    assert fault.kept.is_file()


def test_a_kernel_that_dies_is_reported_with_its_cell(small_project: Any) -> None:
    small_project.write_notebook("workforce", "1 + 1", "import os; os._exit(3)", "'after'")
    fault = failure()
    assert fault.cell == 4
    assert "`import os; os._exit(3)`: DeadKernelError" in fault.what_en


def test_a_missing_notebook_is_named(small_project: Any) -> None:
    (small_project.root / "notebooks" / "workforce.ipynb").unlink()
    with pytest.raises(ProjectError, match=r"There is no notebook .*workforce\.ipynb"):
        run()


def test_a_folder_that_cannot_be_written_stops_before_anything_runs(small_project: Any) -> None:
    (small_project.root / "reports").write_text("a file where the folder should be")
    with pytest.raises(ProjectError, match=r"Can't write to .* No notebook was run"):
        run()


def test_a_failure_crosses_from_one_process_to_another() -> None:
    fault = briefs.NotebookFailedError("about", ("in English", "tiếng Việt"), Path("x"), 3)
    again = pickle.loads(pickle.dumps(fault))
    assert (again.en, again.vi, again.kept, again.cell) == (fault.en, fault.vi, Path("x"), 3)


def test_the_day_of_a_build_is_that_of_source_date_epoch(small_project: Any) -> None:
    around = briefs.surroundings(load_project())
    assert around["SOURCE_DATE_EPOCH"] == "1732233600"
    assert around["VNHEALTH_PROJECT"] == str(small_project.root)


def test_without_it_the_day_is_one_for_the_whole_build(
    small_project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    start = int(briefs.surroundings(load_project())["SOURCE_DATE_EPOCH"])
    assert start % (24 * 60 * 60) == 0


def test_a_mistyped_source_date_epoch_is_refused(
    small_project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ProjectError, match="whole seconds since 1 January 1970"):
        briefs.surroundings(load_project())
