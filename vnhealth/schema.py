"""The contract of the Observation table: one row a figure, traceable to a printed cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

ROLES: Final = ("actual", "target", "plan", "baseline", "estimate")
STATUSES: Final = ("final", "preliminary")
COMPARATORS: Final = ("eq", "lt", "le", "gt", "ge", "approx", "range")
KEY: Final = ("place_id", "indicator", "period", "role", "qualifier", "source_id")
