"""Does it hold together: sums, fractions, words, targets, outliers, completeness.

One check a file; ``checks.yml`` is their table. A check reports and never changes a value.
"""

from vnhealth.checks.evidence import Evidence
from vnhealth.checks.finding import Finding, findings_frame, for_cells, worst
from vnhealth.checks.registry import FINDERS, run
from vnhealth.checks.table import Check, as_markdown, checks

__all__ = [
    "FINDERS",
    "Check",
    "Evidence",
    "Finding",
    "as_markdown",
    "checks",
    "findings_frame",
    "for_cells",
    "run",
    "worst",
]
