"""Outputs of cells, kept from a kernel's messages as nbclient keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from vnhealth.engine.events import CellEvent, Replaced, Showed

_WITH_ID: Final = ("execute_result", "display_data", "update_display_data")


class Outputs:
    """Turns messages into events about the cell that runs.

    Parameters
    ----------
    tell
        Is given every event.
    """

    def __init__(self, tell: Callable[[CellEvent], None]) -> None:
        self._tell = tell
        self._cell = -1
        self._of: dict[int, list[Any]] = {}
        self._places: dict[str, dict[int, list[int]]] = {}
        self._clear_first = False

    def begin(self, cell: int) -> None:
        """Put what comes from now on to `cell`."""
        self._cell, self._of[cell], self._clear_first = cell, [], False

    def take(self, kind: str, content: Any) -> None:
        """Take one message of the shell: its type and its content, as JSON has it."""
        display_id = (content.get("transient") or {}).get("display_id")
        if display_id and kind in _WITH_ID:
            self._update(display_id, content)
        if kind == "clear_output":
            if content.get("wait"):
                self._clear_first = True
            else:
                self._clear()
        elif kind in ("stream", "display_data", "execute_result", "error"):
            self._add(kind, content, display_id)

    def _add(self, kind: str, content: Any, display_id: str | None) -> None:
        from nbformat.v4 import output_from_msg

        if self._clear_first:
            self._clear()
            self._clear_first = False
        shown = self._of[self._cell]
        if display_id:
            places = self._places.setdefault(display_id, {})
            places.setdefault(self._cell, []).append(len(shown))
        message = {"header": {"msg_type": kind}, "content": content}
        output: Any = output_from_msg(message)  # type: ignore[no-untyped-call]
        shown.append(output)
        self._tell(Showed(self._cell, output))

    def _clear(self) -> None:
        self._of[self._cell].clear()
        for places in self._places.values():
            places.pop(self._cell, None)
        self._tell(Replaced(self._cell, []))

    def _update(self, display_id: str, content: Any) -> None:
        """Change every output shown under `display_id`, in earlier cells too."""
        for cell, places in self._places.get(display_id, {}).items():
            for place in places:
                output = self._of[cell][place]
                self._of[cell][place] = type(output)(
                    output, data=content["data"], metadata=content["metadata"]
                )
            self._tell(Replaced(cell, self._of[cell]))
