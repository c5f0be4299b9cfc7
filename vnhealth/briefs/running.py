"""One run of a topic's notebook by papermill."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from datetime import UTC, datetime, time
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from vnhealth import reads
from vnhealth.briefs.failure import failed_error, has_error, strip_run
from vnhealth.briefs.kernel import kernel_manager
from vnhealth.errors import ProjectError, VnhealthError
from vnhealth.project import PROJECT_VARIABLE, Project
from vnhealth.topics.furniture import COMMIT_VARIABLE, commit

if TYPE_CHECKING:
    from vnhealth.parameters import Parameters

FAILED: Final = "failed"
COMPARISON: Final = "comparison"
QUALITY: Final = "quality"
EDITION: Final = "edition"
WHOLE_STORE: Final = "store"
"""Stands for the whole store where a quality brief could name a source."""
EPOCH_VARIABLE: Final = "SOURCE_DATE_EPOCH"
CELL_SECONDS: Final = 600
"""Longest time that one cell may take."""


def name(parameters: Parameters) -> PurePosixPath:
    """Return the path of a brief below its edition's folder, without the ending.

    >>> from vnhealth.parameters import check
    >>> str(name(check("workforce", place_id="63-10", year=2024)))
    '63-10/workforce-2024-vi'
    >>> str(name(check("comparison", place_id="vn", year=2024, indicator="doctors_per_10k")))
    'comparison/doctors_per_10k-63-2024-vi'
    >>> str(name(check("quality", place_id="vn", year=2024)))
    'quality/store-2024-vi'
    >>> str(name(check("edition", place_id="vn", year=2024)))
    'edition/vn-63-2024-vi'
    >>> str(name(check("edition", place_id="63-r2", year=2024)))
    'edition/63-r2-2024-vi'
    """
    p = parameters
    if p.topic == COMPARISON:
        return PurePosixPath(COMPARISON) / f"{p.indicator}-{p.boundaries}-{p.year}-{p.language}"
    if p.topic == QUALITY:
        return PurePosixPath(QUALITY) / f"{p.source or WHOLE_STORE}-{p.year}-{p.language}"
    if p.topic == EDITION:
        # A region's id says its boundaries; the country's does not.
        whole = p.place_id if "-" in p.place_id else f"{p.place_id}-{p.boundaries}"
        return PurePosixPath(EDITION) / f"{whole}-{p.year}-{p.language}"
    return PurePosixPath(p.place_id) / f"{p.topic}-{p.year}-{p.language}"


def parameters_of(parameters: Parameters) -> dict[str, Any]:
    """Return the values for the notebook's cell tagged ``parameters``.

    >>> from vnhealth.parameters import check
    >>> sorted(parameters_of(check("budget", place_id="63-10", year=2024)))
    ['boundaries', 'language', 'peers', 'place_id', 'year']
    >>> parameters_of(check("quality", place_id="vn", year=2024))
    {'year': 2024, 'language': 'vi', 'source': ''}
    """
    if parameters.topic == QUALITY:
        return parameters.model_dump(include={"year", "language", "source"})
    given = parameters.model_dump(exclude={"topic", "source"}) | {"peers": list(parameters.peers)}
    if parameters.topic != COMPARISON:
        del given["indicator"]
    return given


def surroundings(project: Project) -> dict[str, str]:
    """Return the environment of every notebook of one build: its folder, commit and day.

    ``SOURCE_DATE_EPOCH`` is kept where set; else it becomes the start of today (UTC), so that
    briefs made before and after midnight carry one date.

    Raises
    ------
    ProjectError
        When ``SOURCE_DATE_EPOCH`` is no number of seconds.
    """
    return {
        PROJECT_VARIABLE: str(project.root),
        COMMIT_VARIABLE: commit(project.root),
        EPOCH_VARIABLE: _epoch(),
        "OPENBLAS_NUM_THREADS": os.environ.get("OPENBLAS_NUM_THREADS", "1"),
    }


def _epoch() -> str:
    given = os.environ.get(EPOCH_VARIABLE, "").strip()
    if not given:
        start = datetime.combine(datetime.now(tz=UTC).date(), time(), tzinfo=UTC)
        return str(int(start.timestamp()))
    if not (given.isascii() and given.isdigit()):
        raise ProjectError(
            f"{EPOCH_VARIABLE} is {given!r}; it must be whole seconds since 1 January 1970.",
            f"{EPOCH_VARIABLE} đang là {given!r}; phải là số giây nguyên tính từ 1/1/1970.",
        )
    return given


def failed_path(project: Project, parameters: Parameters) -> Path:
    """Return where the executed notebook of a failed run is kept."""
    return project.reports / FAILED / name(parameters).with_suffix(".ipynb")


def execute(
    parameters: Parameters,
    project: Project,
    *,
    environment: Mapping[str, str] | None = None,
    engine: str = "nbclient",
) -> Any:
    """Run the notebook of `parameters.topic` and return it executed.

    Parameters
    ----------
    parameters
        Checked by :func:`vnhealth.parameters.check`.
    project
        Whose notebook is run.
    environment
        Of :func:`surroundings`; asked anew when not given.
    engine
        Name of a papermill engine.

    Returns
    -------
    nbformat.NotebookNode
        With language, day and what it read of the store in its metadata, without durations and
        moments of the run.

    Raises
    ------
    NotebookFailedError
        When a cell fails; the executed notebook is kept at :func:`failed_path`.
    ProjectError
        When there is no such notebook, or the folder for failed runs can't be written.
    """
    import nbformat

    around = dict(environment or surroundings(project))
    kept = failed_path(project, parameters)
    with _workspace(kept) as folder:
        written = Path(folder) / kept.name
        told = Path(folder) / "reads"
        try:
            with reads.told_in(told):
                _papermill(parameters, project, written, around, engine)
        except VnhealthError:
            raise
        except Exception as fault:
            # A cell's error, a dead kernel, a time limit, or what an engine itself raises.
            raise failed_error(parameters, fault, written, kept) from fault
        notebook: Any = nbformat.read(written, as_version=4)  # type: ignore[no-untyped-call]
        if has_error(notebook):
            raise failed_error(parameters, None, written, kept)
        read = reads.told(told)
    kept.unlink(missing_ok=True)
    strip_run(notebook)
    day = datetime.fromtimestamp(int(around[EPOCH_VARIABLE]), tz=UTC).date().isoformat()
    notebook.metadata["vnhealth"] = {"language": parameters.language, "date": day, "read": read}
    return notebook


def _papermill(
    parameters: Parameters,
    project: Project,
    written: Path,
    environment: Mapping[str, str],
    engine: str,
) -> None:
    import logging

    import papermill

    # What papermill logs is in our error already.
    logging.getLogger("papermill").addHandler(logging.NullHandler())
    source = project.notebooks / f"{parameters.topic}.ipynb"
    if not source.is_file():
        raise ProjectError(
            f"There is no notebook {source}. Restore it, or leave the topic out of the edition.",
            f"Không có sổ tay {source}. Hãy khôi phục tệp này, hoặc bỏ chủ đề khỏi ấn bản.",
        )
    with kernel_manager(environment) as manager:
        papermill.execute_notebook(
            source,
            written,
            parameters=parameters_of(parameters),
            engine_name=engine,
            kernel_name="python3",
            language="python",
            progress_bar=False,
            autosave_cell_every=0,
            execution_timeout=CELL_SECONDS,
            kernel_manager_class=manager,
            resources={"metadata": {"path": str(project.root)}},
        )


def _workspace(kept: Path) -> tempfile.TemporaryDirectory[str]:
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(prefix="vnhealth-")
    except OSError as fault:
        raise ProjectError(
            f"Can't write to {kept.parent}: {fault.strerror}. No notebook was run.",
            f"Không ghi được vào {kept.parent}: {fault.strerror}. Chưa chạy sổ tay nào.",
        ) from fault
