"""How a project reaches the workers of a Dask cluster: once each, late ones too.

The one module that imports Dask; it is imported where a scheduler was named.
"""

from __future__ import annotations

from typing import Any

from distributed import WorkerPlugin

from vnhealth.edition import fanout, parcel


class Delivery(WorkerPlugin):
    """Gives each worker the project, those that join later as well, and takes it back."""

    def __init__(self, packed: parcel.Parcel) -> None:
        self.name = f"vnhealth-{packed.digest[:12]}"
        self._digest, self._content = packed.digest, packed.content

    def setup(self, worker: Any) -> None:
        """Keep the project on a worker."""
        parcel.take(self._digest, self._content)

    def teardown(self, worker: Any) -> None:
        """Let go of it."""
        fanout.let_go(self._digest)
