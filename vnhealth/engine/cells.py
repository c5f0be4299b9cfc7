"""The cells of a notebook, run one after the other in this process as a kernel runs them."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable
from typing import Any

from vnhealth.engine.events import Began, CellEvent, Finished
from vnhealth.engine.outputs import Outputs
from vnhealth.engine.shell import Shell
from vnhealth.engine.streams import replace_streams


def run_cells(cells: Any, shell: Shell, tell: Callable[[CellEvent], None]) -> None:
    """Run `cells` up to the first that fails.

    Parameters
    ----------
    cells
        Cells of a notebook (nbformat 4). They are read only: `tell` says what to change.
    shell
        Fresh, of :func:`vnhealth.engine.shell.new_shell`.
    tell
        Is given every event as it happens.
    """
    outputs = Outputs(tell)
    shell.hand_to(outputs.take)
    before = sys.stdout, sys.stderr
    replace_streams(outputs.take)
    # A kernel's cells run inside its event loop; libraries ask whether there is one.
    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    try:
        loop.run_until_complete(_all(cells, shell, outputs, tell))
    finally:
        sys.stdout, sys.stderr = before
        shell.hand_to(lambda *_: None)


async def _all(
    cells: Any, shell: Shell, outputs: Outputs, tell: Callable[[CellEvent], None]
) -> None:
    for index, cell in enumerate(cells):
        runs = cell["cell_type"] == "code" and bool(cell["source"].strip())
        tell(Began(index, shell.execution_count if runs else None))
        failed = False
        if runs:
            outputs.begin(index)
            failed = not await _one(cell, shell)
            failed &= "raises-exception" not in cell["metadata"].get("tags", [])
        tell(Finished(index, failed))
        if failed:
            return
        if shell.exit_now:
            _quit()


async def _one(cell: Any, shell: Any) -> bool:
    """Run one cell; tell whether it ended well."""
    source, transformed, broken = cell["source"], cell["source"], None
    try:
        transformed = shell.transform_cell(source)
    except Exception:
        # The shell shows a faulty input itself.
        broken = sys.exc_info()
    shell._last_traceback = None
    shell._last_traceback_during_displayhook = False
    if shell.should_run_async(source, transformed_cell=transformed, preprocessing_exc_tuple=broken):
        result = await shell.run_cell_async(
            source,
            store_history=True,
            transformed_cell=transformed,
            preprocessing_exc_tuple=broken,
        )
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)
    else:
        result = shell.run_cell(source, store_history=True)
    sys.stdout.flush()
    sys.stderr.flush()
    shell.payload_manager.clear_payload()
    return bool(result.success) and not shell._last_traceback_during_displayhook


def _quit() -> None:
    """End this process, since a cell called ``exit`` or ``quit``: a kernel goes away too."""
    os._exit(0)
