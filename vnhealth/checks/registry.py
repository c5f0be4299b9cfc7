"""All checks by id, and the one call that runs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vnhealth.checks import (
    boundary_breaks,
    claimed_attainment,
    completeness,
    conflicting_sources,
    coverage_above_100,
    exchanged_series,
    implausible_values,
    implied_denominator,
    implied_target,
    met_ahead,
    met_when_set,
    national_sum,
    outliers,
    part_above_whole,
    printed_percentage,
    repeated_figures,
    scope_mismatch,
    stale_catalogue,
    sum_of_parts,
    target_below_national,
    unread_cells,
    words_and_figures,
    year_jumps,
    zero_events,
)
from vnhealth.checks.evidence import Evidence
from vnhealth.checks.finding import Finding, sort_key
from vnhealth.checks.table import checks
from vnhealth.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

    from vnhealth.catalog import Source
    from vnhealth.checks.printer import Numbers

FINDERS: Final[Mapping[str, Callable[[Evidence], Iterator[Finding]]]] = MappingProxyType(
    {
        module.ID: module.find
        for module in (
            sum_of_parts,
            printed_percentage,
            words_and_figures,
            coverage_above_100,
            part_above_whole,
            repeated_figures,
            implied_denominator,
            implied_target,
            claimed_attainment,
            scope_mismatch,
            met_when_set,
            exchanged_series,
            year_jumps,
            national_sum,
            conflicting_sources,
            implausible_values,
            unread_cells,
            outliers,
            boundary_breaks,
            met_ahead,
            target_below_national,
            zero_events,
            completeness,
            stale_catalogue,
        )
    }
)


def run(
    observations: pd.DataFrame,
    sources: Mapping[str, Source],
    unread: pd.DataFrame,
    *,
    numbers: Numbers,
    only: Sequence[str] | None = None,
) -> list[Finding]:
    """Run the checks and return their findings, gravest first.

    Parameters
    ----------
    observations
        Columns of :mod:`vnhealth.schema`.
    sources
        Sources by id; a ``claims.yml`` in a source's folder is read.
    unread
        Cells that gave no observation: ``schema.UNREAD_COLUMNS``.
    numbers
        The formatter of numbers: the module ``vnhealth.wording.numbers``.
    only
        Ids of the checks wanted; ``None`` runs all.

    Raises
    ------
    UsageError
        An id in `only` is no check.
    """
    wanted = list(FINDERS) if only is None else list(only)
    unknown = [check for check in wanted if check not in FINDERS]
    if unknown:
        raise UsageError(
            f"There is no check {', '.join(unknown)}. Checks: {', '.join(FINDERS)}.",
            f"Không có kiểm tra {', '.join(unknown)}. Các kiểm tra: {', '.join(FINDERS)}.",
        )
    evidence = Evidence(observations, sources, unread, numbers)
    found = [finding for check in wanted for finding in FINDERS[check](evidence)]
    order = list(checks())
    return sorted(found, key=lambda finding: sort_key(finding, order))
