"""The papermill engine ``vnhealth-warm``."""

from __future__ import annotations

import atexit
import os
from pathlib import Path
from typing import Any, Final

from vnhealth.engine import child
from vnhealth.engine.events import Began, Event, Finished, Opened, Raised, Returned
from vnhealth.engine.in_place import run_here
from vnhealth.engine.limits import Limits
from vnhealth.engine.pool import WarmPool, supported
from vnhealth.engine.task import Task

RUN_HERE: Final = "vnhealth.engine.in_place:run_here"

_pools: Final[dict[int, WarmPool]] = {}


class WarmEngine:
    """Runs notebooks in processes forked from a warm one.

    It has the methods of papermill's engines without being one of them by birth: papermill loads
    this module while it is itself half imported.

    One warm process serves all notebooks that a program runs, and ends with the program. In a
    process that was itself forked from a warm one, the cells run in place. Where the system
    can't fork so, an ordinary kernel runs each notebook.
    """

    @classmethod
    def execute_notebook(  # noqa: PLR0917
        cls,
        nb: Any,
        kernel_name: str,
        output_path: str | None = None,
        progress_bar: bool = True,
        log_output: bool = False,
        autosave_cell_every: int = 30,
        **settings: Any,
    ) -> Any:
        """Run the cells of `nb` and return it; it is written once, at the end.

        Parameters
        ----------
        nb
            A notebook prepared by papermill.
        kernel_name
            Of an ordinary kernel, for systems where one is used.
        output_path, progress_bar, log_output, autosave_cell_every
            As papermill gives them. Papermill itself writes the notebook when it has run; only
            when its process ended early it is written here.
        **settings
            ``execution_timeout``: seconds for the notebook; ``resources``: as nbclient takes
            them, for the working directory.
        """
        from papermill.engines import NBClientEngine, NotebookExecutionManager

        if not supported():
            return NBClientEngine.execute_notebook(
                nb,
                kernel_name,
                output_path,
                progress_bar,
                log_output,
                autosave_cell_every,
                **settings,
            )
        manager = NotebookExecutionManager(
            nb, log_output=log_output, progress_bar=progress_bar, autosave_cell_every=0
        )
        manager.notebook_start()
        try:
            cls.execute_managed_notebook(manager, kernel_name, **settings)
        except BaseException:
            manager.output_path = output_path
            raise
        finally:
            manager.cleanup_pbar()
            manager.notebook_complete()
        return manager.nb

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> None:
        """Run the cells of `nb_man` here, or in a process forked from the warm one."""
        from ipykernel.ipkernel import IPythonKernel

        reported = _Report(nb_man)
        nb_man.nb.metadata["language_info"] = dict(IPythonKernel.language_info)
        if child.inside():
            run_here(nb_man.nb, reported)
            return
        seconds = settings.get("execution_timeout") or settings.get("timeout")
        limits = Limits(seconds=float(seconds)) if seconds else Limits()
        place = (settings.get("resources") or {}).get("metadata", {}).get("path") or ""
        folder = str(Path(place).absolute())
        task = Task(RUN_HERE, nb_man.nb, folder=folder, limits=limits)
        (outcome,) = _pool().run([task], reported)
        if outcome.fault is not None:
            reported.died(outcome.cell)
            raise outcome.fault

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> str:
        """Return the name of the kernel that `nb` asks for, or `name`."""
        from papermill.utils import nb_kernel_name

        return str(nb_kernel_name(nb, name))

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> str:
        """Return the language of `nb`, or `language`."""
        from papermill.utils import nb_language

        return str(nb_language(nb, language))


class _Report:
    """Keeps papermill's account of a notebook, event by event."""

    def __init__(self, manager: Any) -> None:
        self._manager = manager
        self._began: Any = None

    def __call__(self, event: Event) -> None:
        """Change the notebook, and tell papermill."""
        if isinstance(event, Opened | Returned | Raised):
            return
        cells = self._manager.nb.cells
        event.apply(cells)
        cell = cells[event.cell]
        if isinstance(event, Began):
            self._manager.cell_start(cell, event.cell)
        elif isinstance(event, Finished):
            if event.failed:
                self._manager.cell_exception(cell, cell_index=event.cell)
            self._manager.cell_complete(cell, cell_index=event.cell)

    def died(self, cell: int | None) -> None:
        """Mark the cell under which the process ended."""
        if cell is not None:
            self._manager.cell_exception(self._manager.nb.cells[cell], cell_index=cell)


def _pool() -> WarmPool:
    """Return the pool of this program; a forked one needs its own."""
    own = os.getpid()
    if own not in _pools:
        _pools.clear()
        _pools[own] = WarmPool()
        atexit.register(_pools[own].close)
    return _pools[own]
