"""What a check says: one sentence in both languages, the cells it rests on, how sure it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING, Final, Literal

from vnhealth.errors import DataError

if TYPE_CHECKING:
    import pandas as pd

Severity = Literal["error", "warning", "info"]
Certainty = Literal["certain", "likely", "possible"]

SEVERITIES: Final[tuple[Severity, ...]] = ("error", "warning", "info")
CERTAINTIES: Final[tuple[Certainty, ...]] = ("certain", "likely", "possible")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold together, or that a reader must know of a figure.

    Parameters
    ----------
    check
        Id of the check in ``checks.yml``.
    severity
        error: certain, and a committee would be misled if it went unmentioned; warning: a figure
        to be asked about; info: how to read a figure.
    sentence_en, sentence_vi
        What does not hold, with its figures.
    cells
        Ids of the printed cells concerned, in order of weight.
    place_id
        The place, or "" where several are concerned.
    indicators
        Indicator ids concerned.
    year
        The year, or None where several are concerned.
    certainty
        certain (arithmetic), likely (one explanation stands out), possible (others stand beside).
    reason_en, reason_vi
        Why it is as sure as that.
    """

    check: str
    severity: Severity
    sentence_en: str
    sentence_vi: str
    cells: tuple[str, ...] = ()
    place_id: str = ""
    indicators: tuple[str, ...] = ()
    year: int | None = None
    certainty: Certainty = "certain"
    reason_en: str = ""
    reason_vi: str = ""

    def __post_init__(self) -> None:
        """Refuse words outside the two closed lists."""
        if self.severity not in SEVERITIES or self.certainty not in CERTAINTIES:
            raise DataError(
                f"A finding of {self.check} is {self.severity}, {self.certainty}; allowed: "
                f"{', '.join(SEVERITIES)} and {', '.join(CERTAINTIES)}.",
                f"Phát hiện của {self.check} có mức {self.severity}, {self.certainty}; chỉ dùng: "
                f"{', '.join(SEVERITIES)} và {', '.join(CERTAINTIES)}.",
            )

    def sentence(self, language: str) -> str:
        """Return the sentence in `language` (vi or en)."""
        return self.sentence_en if language == "en" else self.sentence_vi

    def reason(self, language: str) -> str:
        """Return the reason for the certainty in `language` (vi or en)."""
        return self.reason_en if language == "en" else self.reason_vi


COLUMNS: Final = tuple(field.name for field in fields(Finding))


def sort_key(finding: Finding, checks: Sequence[str]) -> tuple[object, ...]:
    """Return the order of findings: gravest first, then by check, place, year and cells."""
    return (
        SEVERITIES.index(finding.severity),
        checks.index(finding.check),
        CERTAINTIES.index(finding.certainty),
        finding.place_id,
        finding.year or 0,
        finding.indicators,
        finding.cells,
    )


def worst(findings: Iterable[Finding]) -> Severity | None:
    """Return the gravest severity among `findings`, or None where there is none.

    Examples
    --------
    >>> worst([Finding("outliers", "info", "", ""), Finding("sum_of_parts", "error", "", "")])
    'error'
    >>> worst([]) is None
    True
    """
    found = {finding.severity for finding in findings}
    return next((severity for severity in SEVERITIES if severity in found), None)


def for_cells(findings: Iterable[Finding], cells: Iterable[str]) -> list[Finding]:
    """Return the findings that concern any of `cells`, in their order.

    Examples
    --------
    >>> note = Finding("sum_of_parts", "error", "", "", cells=("plan#053", "plan#055"))
    >>> len(for_cells([note], ["plan#055"])), for_cells([note], ["plan#056"])
    (1, [])
    """
    wanted = frozenset(cells)
    return [finding for finding in findings if not wanted.isdisjoint(finding.cells)]


def findings_frame(findings: Sequence[Finding]) -> pd.DataFrame:
    """Return one row a finding; cells and indicators are joined by ";".

    Examples
    --------
    >>> frame = findings_frame([Finding("outliers", "info", "a", "b", cells=("x#1", "x#2"))])
    >>> frame.loc[0, ["check", "severity", "cells", "year"]].tolist()
    ['outliers', 'info', 'x#1;x#2', <NA>]
    """
    import pandas as pd

    rows = []
    for finding in findings:
        joined = {"cells": ";".join(finding.cells), "indicators": ";".join(finding.indicators)}
        rows.append(asdict(finding) | joined)
    kinds = dict.fromkeys(COLUMNS, "str") | {"year": "Int64"}
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(kinds)
