"""The papermill engine ``vnhealth-warm``: runs a notebook as papermill's own engine does.

It starts a kernel of its own for each notebook. The entry point has its name already, so that
``papermill --engine vnhealth-warm`` and our builds need not change when it becomes warm.
"""

from __future__ import annotations

from typing import Any

from papermill.engines import NBClientEngine


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Runs notebooks through nbclient."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **settings: Any) -> Any:
        """Run the cells of `nb_man` in a kernel named `kernel_name`."""
        return super().execute_managed_notebook(nb_man, kernel_name, **settings)
