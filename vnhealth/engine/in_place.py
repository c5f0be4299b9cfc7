"""A notebook run in this process, which was forked for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vnhealth.engine import child
from vnhealth.engine.events import CellEvent, Opened


def run_here(notebook: Any, reported: Callable[[CellEvent], None] | None = None) -> None:
    """Run the cells of `notebook` in this process, which is that of one task.

    Parameters
    ----------
    notebook
        Prepared by papermill.
    reported
        Given every event, beside whoever asked for the task.
    """
    from vnhealth.engine.cells import run_cells
    from vnhealth.engine.shell import refuse_input, the_shell

    def tell(event: CellEvent) -> None:
        if reported is not None:
            reported(event)
        child.tell(event)

    child.tell(Opened(notebook))
    shell = the_shell()
    shell.init_environment()
    refuse_input()
    run_cells(notebook["cells"], shell, tell)
