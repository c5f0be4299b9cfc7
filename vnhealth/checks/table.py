"""The table of checks: what each asks, how grave its findings are, where its limits lie."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from vnhealth.catalog.records import build, read_yaml
from vnhealth.checks.finding import Certainty, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE: Final = Path(__file__).with_name("checks.yml")
HEADINGS: Final = {
    "en": ("Check", "Severity", "What it asks", "Limit"),
    "vi": ("Kiểm tra", "Mức", "Câu hỏi", "Ngưỡng"),
}


@dataclass(frozen=True)
class Check:
    """One check; `severity` is the gravest its findings may have."""

    id: str
    severity: Severity
    asks_en: str
    asks_vi: str
    limit_en: str
    limit_vi: str

    def asks(self, language: str) -> str:
        """Return what the check asks, in `language` (vi or en)."""
        return self.asks_en if language == "en" else self.asks_vi

    def limit(self, language: str) -> str:
        """Return where its limits lie, in `language` (vi or en)."""
        return self.limit_en if language == "en" else self.limit_vi


@cache
def checks() -> Mapping[str, Check]:
    """Return all checks by id, in the order they run.

    Examples
    --------
    >>> checks()["sum_of_parts"].severity
    'error'
    """
    entries = read_yaml(FILE).items()
    return MappingProxyType(
        {key: build(Check, {"id": key, **entry}, FILE, key) for key, entry in entries}
    )


def made(
    check: str,
    en: str,
    vi: str,
    cells: tuple[str, ...],
    *,
    severity: Severity | None = None,
    place_id: str = "",
    indicators: tuple[str, ...] = (),
    year: int | None = None,
    certainty: Certainty = "certain",
    why: tuple[str, str] = ("", ""),
) -> Finding:
    """Return a finding of `check`, with the severity of the table unless a lower one is given.

    Parameters
    ----------
    check
        Id of the check.
    en, vi
        The sentence; its first letter is made a capital.
    cells
        Cell ids, in order of weight.
    severity, place_id, indicators, year, certainty
        As in :class:`~vnhealth.checks.finding.Finding`.
    why
        The reason for the certainty, in English and in Vietnamese.
    """
    return Finding(
        check=check,
        severity=severity or checks()[check].severity,
        sentence_en=en[:1].upper() + en[1:],
        sentence_vi=vi[:1].upper() + vi[1:],
        cells=cells,
        place_id=place_id,
        indicators=indicators,
        year=year,
        certainty=certainty,
        reason_en=why[0],
        reason_vi=why[1],
    )


def as_markdown(language: str) -> str:
    """Return the table of checks as Markdown, in `language` (vi or en).

    Examples
    --------
    >>> as_markdown("en").splitlines()[0]
    '| Check | Severity | What it asks | Limit |'
    """
    heads = HEADINGS[language]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    lines += [
        f"| `{check.id}` | {check.severity} | {check.asks(language)} | {check.limit(language)} |"
        for check in checks().values()
    ]
    return "\n".join(lines) + "\n"
