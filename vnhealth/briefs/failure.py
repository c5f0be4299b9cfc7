"""A failed run: the executed notebook kept with its error, and a sentence that says where."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vnhealth.errors import BriefError, VnhealthError

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters

LONGEST_LINE: Final = 80


class NotebookFailedError(BriefError):
    """A notebook failed.

    Attributes
    ----------
    what_en, what_vi
        The cell and what was raised in it, without folders of this machine.
    kept
        The executed notebook; ``None`` when none was written.
    cell
        The number in brackets that JupyterLab shows before the cell, if it got one.
    """

    def __init__(
        self, about: str, what: tuple[str, str], kept: Path | None, cell: int | None
    ) -> None:
        self.about, self.what, self.kept, self.cell = about, what, kept, cell
        self.what_en, self.what_vi = what
        kept_en = f" The executed notebook is kept: {kept}." if kept else ""
        kept_vi = f" Sổ tay đã chạy được giữ tại: {kept}." if kept else ""
        super().__init__(
            f"No brief was made ({about}). {self.what_en}{kept_en}",
            f"Không xuất được bản tin ({about}). {self.what_vi}{kept_vi}",
        )

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what carries the error over from a worker process."""
        return NotebookFailedError, (self.about, self.what, self.kept, self.cell)


def failed_error(
    parameters: Parameters, fault: Exception | None, written: Path, kept: Path
) -> NotebookFailedError:
    """Keep what was executed at `kept`, and return the error that says what failed and where."""
    notebook = _read(written)
    cell, line, what = _where(notebook, fault)
    if notebook is not None:
        _keep(notebook, kept)
    where = "" if cell is None else f" [{cell}] `{line}`"
    return NotebookFailedError(
        _about(parameters),
        (
            f"The notebook failed in cell{where}: {what}.",
            f"Sổ tay bị lỗi ở ô{where}: {what}.",
        ),
        kept if notebook is not None else None,
        cell,
    )


def ended_error(
    parameters: Parameters, notebook: Any, index: int | None, fault: VnhealthError, kept: Path
) -> NotebookFailedError:
    """Return the error of a brief whose process ended under it, and keep what had run.

    Parameters
    ----------
    parameters
        Of the brief.
    notebook
        As far as it was executed; ``None`` when it had not begun.
    index
        Place of the cell that was running; ``None`` before the first and after the last.
    fault
        How the process ended.
    kept
        Where the notebook is kept.
    """
    if notebook is not None and index is None:
        return not_rendered(parameters, notebook, fault, kept)
    cell = None if index is None else notebook["cells"][index]
    where = "" if cell is None else f" in cell [{cell['execution_count']}] `{_first_line(cell)}`"
    if notebook is not None:
        _keep(notebook, kept)
    return NotebookFailedError(
        _about(parameters),
        (
            f"The notebook failed{where}: {fault.en}.",
            f"Sổ tay bị lỗi{where.replace(' in cell', ' ở ô')}: {fault.vi}.",
        ),
        kept if notebook is not None else None,
        None if cell is None else cell["execution_count"],
    )


def _keep(notebook: Any, kept: Path) -> None:
    strip_run(notebook)
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(_text(notebook), encoding="utf-8")


def not_rendered(
    parameters: Parameters, notebook: Any, fault: Exception, kept: Path
) -> NotebookFailedError:
    """Keep a notebook that ran but can't be exported, and return the error that says why."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(_text(notebook), encoding="utf-8")
    if isinstance(fault, VnhealthError):
        what_en, what_vi = fault.en, fault.vi
    else:
        what_en = what_vi = f"{type(fault).__name__}: {_one_line(str(fault))}."
    return NotebookFailedError(
        _about(parameters),
        (
            f"The notebook ran, but can't be exported: {what_en}",
            f"Sổ tay chạy xong nhưng không xuất được: {what_vi}",
        ),
        kept,
        None,
    )


def _about(parameters: Parameters) -> str:
    p = parameters
    return f"{p.topic}, {p.indicator or p.source or p.place_id}, {p.year}, {p.language}"


def _text(notebook: Any) -> str:
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def strip_run(notebook: Any) -> None:
    """Take out what differs from run to run: durations, moments, widget states."""
    for key in ("papermill", "widgets"):
        notebook["metadata"].pop(key, None)
    for cell in notebook["cells"]:
        for key in ("papermill", "execution"):
            cell["metadata"].pop(key, None)


def _read(written: Path) -> Any:
    """Return the notebook as far as it was executed; ``None`` when nothing was written."""
    try:
        return json.loads(written.read_text(encoding="utf-8"))
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def has_error(notebook: Any) -> bool:
    """Tell whether a cell ended in an error; papermill takes ``sys.exit(0)`` for none."""
    return any(_error(cell) for cell in notebook["cells"])


def _error(cell: Any) -> Any:
    outputs = cell.get("outputs", [])
    return next((output for output in outputs if output["output_type"] == "error"), None)


def _where(notebook: Any, fault: Exception | None) -> tuple[int | None, str, str]:
    """Return the number of the failed cell, its first line and what was raised."""
    cells = (notebook or {}).get("cells", [])
    for cell in cells:
        if error := _error(cell):
            what = f"{error['ename']}: {error['evalue']}"
            return cell["execution_count"], _first_line(cell), _one_line(what)
    what = _one_line(f"{type(fault).__name__}: {fault}")
    begun = [cell for cell in cells if cell["cell_type"] == "code" and _has_begun(cell)]
    if not begun:
        return None, "", what
    # Its kernel never told the number of the cell that ended it.
    number = 1 + max((cell["execution_count"] or 0 for cell in begun[:-1]), default=0)
    return number, _first_line(begun[-1]), what


def _has_begun(cell: Any) -> bool:
    return bool(cell["metadata"].get("papermill", {}).get("start_time"))


def _first_line(cell: Any) -> str:
    source = "".join(cell["source"])
    lines = [line.strip() for line in source.splitlines() if line.strip()]
    return lines[0][:LONGEST_LINE] if lines else ""


def _one_line(text: str) -> str:
    return " ".join(text.split()).rstrip(".: ")
