"""Which charts have a second drawing for phones, and which stay wide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import ModuleType

# Charts that stay wide on a phone and are pushed sideways there; docs/charts.md tells why.
WIDE_ONLY: Final = frozenset({"scorecard"})


def name_of(chart: ModuleType) -> str:
    """Return the name of a chart's module, as it stands in :data:`WIDE_ONLY`."""
    return chart.__name__.rpartition(".")[2]
