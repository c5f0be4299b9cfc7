"""``papermill --engine vnhealth-warm`` works on any notebook, by hand and from a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from papermill.exceptions import PapermillExecutionError

from vnhealth.engine import ProcessEndedError

PAPERMILL = Path(sys.executable).with_name("papermill")


@pytest.fixture
def written(notebook: Any, tmp_path: Path) -> Any:
    """Return a function that writes a notebook and returns where."""

    def written(*sources: str) -> Path:
        path = tmp_path / "in.ipynb"
        made = notebook("place = 'vn'", *sources)
        made.cells[0].metadata["tags"] = ["parameters"]
        nbformat.write(made, path)
        return path

    return written


def by_hand(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [PAPERMILL, "--engine", "vnhealth-warm", *words],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )


def test_by_hand_with_a_parameter(written: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    ran = by_hand(written("place"), out, "-p", "place", "63-10")
    assert ran.returncode == 0, ran.stderr
    made = nbformat.read(out, as_version=4)
    assert made.cells[-1].outputs[0].data["text/plain"] == "'63-10'"
    assert made.cells[1].metadata.tags == ["injected-parameters"]
    assert made.metadata.papermill.parameters == {"place": "63-10"}
    assert made.metadata.papermill.exception is None


def test_by_hand_a_shipped_notebook(shipped: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    source = shipped / "notebooks" / "workforce.ipynb"
    ran = by_hand("--cwd", shipped, source, out, "-p", "place_id", "63-10")
    assert ran.returncode == 0, ran.stderr
    made = nbformat.read(out, as_version=4)
    assert "application/vnd.vnhealth.block+json" in made.cells[4].outputs[0].data


def test_by_hand_a_failing_cell(written: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    ran = by_hand(written("1 / 0"), out)
    assert ran.returncode == 1
    assert "ZeroDivisionError: division by zero" in ran.stderr
    assert "An Exception was encountered" in nbformat.read(out, as_version=4).cells[0].source


def test_by_hand_a_crash_leaves_what_ran(written: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    ran = by_hand(written("print('before')", "import os\nos._exit(3)"), out)
    assert ran.returncode == 1
    assert "exit" in ran.stderr
    made = nbformat.read(out, as_version=4)
    assert made.cells[1].outputs[0].text == "before\n"
    assert [c.metadata.papermill.status for c in made.cells] == ["completed", "completed", "failed"]


def test_the_status_of_every_cell_is_kept(written: Any, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        papermill.execute_notebook(
            written("1 / 0", "2"), out, engine_name="vnhealth-warm", progress_bar=False
        )
    made = nbformat.read(out, as_version=4)
    status = [c.metadata.papermill.status for c in made.cells if c.cell_type == "code"]
    assert status == ["completed", "failed", "pending"]


def test_the_notebook_is_written_once(
    written: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writes: list[str] = []
    for module in (papermill.execute, papermill.engines):
        original = module.write_ipynb

        def counted(nb: Any, path: Any, original: Any = original) -> None:
            writes.append(str(path))
            original(nb, path)

        monkeypatch.setattr(module, "write_ipynb", counted)
    out = tmp_path / "out.ipynb"
    papermill.execute_notebook(
        written("1", "2", "3"), out, engine_name="vnhealth-warm", progress_bar=False
    )
    assert writes == [str(out)]


def test_the_time_limit_of_papermill_holds_for_the_notebook(written: Any, tmp_path: Path) -> None:
    with pytest.raises(ProcessEndedError, match=r"1\.5") as raised:
        papermill.execute_notebook(
            written("while True: pass"),
            tmp_path / "out.ipynb",
            engine_name="vnhealth-warm",
            progress_bar=False,
            execution_timeout=1.5,
        )
    assert raised.value.en == "It ran longer than the 1.5 s allowed and was ended"


def test_a_notebook_in_memory_without_a_file(written: Any) -> None:
    made = papermill.execute_notebook(
        written("6 * 7"), None, engine_name="vnhealth-warm", progress_bar=False
    )
    assert made.cells[-1].outputs[0].data["text/plain"] == "42"


def test_a_program_that_ran_notebooks_leaves_no_process(written: Any) -> None:
    program = (
        "import papermill, psutil\n"
        f"papermill.execute_notebook({str(written('1'))!r}, None, engine_name='vnhealth-warm',"
        " progress_bar=False)\n"
        "print(*(p.pid for p in psutil.Process().children(recursive=True)))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=120
    )
    pids = [int(pid) for pid in ran.stdout.split()]
    assert len(pids) == 1
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_the_engine_can_be_imported_before_papermill() -> None:
    program = "from vnhealth.engine import WarmEngine; print(WarmEngine.__name__)"
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert ran.stdout == "WarmEngine\n"
