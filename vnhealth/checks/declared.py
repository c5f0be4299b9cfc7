"""Which indicators belong together, from ``catalog/totals.yml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeVar

from vnhealth import catalog
from vnhealth.catalog.loader import FOLDER
from vnhealth.catalog.records import build, read_yaml
from vnhealth.errors import DataError

FILE: Final = FOLDER / "totals.yml"
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Sum:
    """A whole and its parts; `by` names what it is divided by."""

    whole: str
    parts: tuple[str, ...]
    by_en: str
    by_vi: str


@dataclass(frozen=True)
class Part:
    """A quantity that can't be above another."""

    part: str
    whole: str


@dataclass(frozen=True)
class Fraction:
    """Counts printed as a fraction, and the percentage printed in another cell."""

    counts: str
    share: str


@dataclass(frozen=True)
class Attainment:
    """A result as a percentage of a target that is not printed."""

    attainment: str
    result: str


@dataclass(frozen=True)
class Declared:
    """Everything declared in the catalogue about indicators that belong together."""

    exact_sums: tuple[Sum, ...]
    open_sums: tuple[Sum, ...]
    parts: tuple[Part, ...]
    fractions: tuple[Fraction, ...]
    attainments: tuple[Attainment, ...]
    columns: tuple[tuple[str, ...], ...]


@cache
def declared() -> Declared:
    """Return what ``totals.yml`` declares.

    Raises
    ------
    DataError
        A key is missing or unknown, or an id is not in the catalogue.

    Examples
    --------
    >>> declared().fractions[0].share
    'hospital_services_performed_share'
    """
    content = read_yaml(FILE)
    found = Declared(
        exact_sums=_sums(content, "exact_sums"),
        open_sums=_sums(content, "open_sums"),
        parts=_entries(Part, content, "parts"),
        fractions=_entries(Fraction, content, "fractions"),
        attainments=_entries(Attainment, content, "attainments"),
        columns=tuple(tuple(ids) for ids in content["columns"]),
    )
    _all_known(found)
    return found


def _sums(content: dict[str, Any], section: str) -> tuple[Sum, ...]:
    listed = [entry | {"parts": tuple(entry["parts"])} for entry in content[section]]
    return _entries(Sum, {section: listed}, section)


def _entries(record: type[Entry], content: dict[str, Any], section: str) -> tuple[Entry, ...]:
    return tuple(
        build(record, entry, FILE, f"{section}[{position}]")
        for position, entry in enumerate(content[section], start=1)
    )


def _all_known(found: Declared) -> None:
    sums = (*found.exact_sums, *found.open_sums)
    ids = {i for s in sums for i in (s.whole, *s.parts)}
    ids |= {i for p in found.parts for i in (p.part, p.whole)}
    ids |= {i for f in found.fractions for i in (f.counts, f.share)}
    ids |= {i for a in found.attainments for i in (a.attainment, a.result)}
    ids |= {i for column in found.columns for i in column}
    unknown = sorted(ids - set(catalog.indicators()))
    if unknown:
        raise DataError(
            f"{FILE} names indicators that are not in the catalogue: {', '.join(unknown)}.",
            f"{FILE} nêu các chỉ số không có trong danh mục: {', '.join(unknown)}.",
        )
