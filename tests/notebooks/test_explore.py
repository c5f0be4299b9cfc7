"""The notebooks to explore with run from top to bottom on the shipped figures."""

from __future__ import annotations

import ast
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from vnhealth.project import Project

FOLDER = Path(__file__).resolve().parents[2] / "notebooks" / "explore"
NAMES = ("explore-a-place", "inequality", "projections")


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_runs_and_its_last_table_is_not_empty(
    name: str, shipped_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VNHEALTH_PROJECT", str(shipped_project.root))
    monkeypatch.setenv("VNHEALTH_LANG", "en")
    monkeypatch.setenv("PYTHONWARNINGS", "error::FutureWarning")
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    outputs = [output for cell in code for output in cell.outputs]
    assert [each for each in outputs if each.output_type in ("error", "stream")
            and each.get("name") != "stdout"] == []  # fmt: skip
    shown = [cell.outputs[-1]["data"]["text/html"] for cell in code[1:]
             if "text/html" in cell.outputs[-1].get("data", {})]  # fmt: skip
    assert len(shown) >= len(code) - 2
    assert all("<td>" in table for table in shown)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_thin(name: str) -> None:
    notebook = nbformat.read(FOLDER / f"{name}.ipynb", as_version=4)
    code = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
    assert max(len(ast.parse(source).body) for source in code) <= 6
    assert not any("def " in source or "read_" in source for source in code)
