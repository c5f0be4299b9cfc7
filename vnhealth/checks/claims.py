"""What a document says of its own figures, recorded beside them in ``claims.yml``.

A list of claims: ``cell`` (id of the cell in that source), ``kind``, ``locator``, and a ``note`` in
our own words. The one kind so far is ``exceeds_target``: the text says that the figure goes beyond
a target, without printing the target.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vnhealth.catalog.records import build, read_yaml
from vnhealth.errors import DataError

if TYPE_CHECKING:
    from vnhealth.catalog import Source

FILE: Final = "claims.yml"
EXCEEDS_TARGET: Final = "exceeds_target"
KINDS: Final = (EXCEEDS_TARGET,)


@dataclass(frozen=True)
class Claim:
    """One claim about one printed figure.

    Parameters
    ----------
    cell
        Cell id with its source: "source#043".
    kind
        One of :data:`KINDS`.
    locator
        Where the claim stands in the source.
    note
        Our own words, in English; may be empty.
    """

    cell: str
    kind: str
    locator: str
    note: str = ""


def read_claims(source: Source) -> tuple[Claim, ...]:
    """Return the claims recorded for `source`; none where its folder has no ``claims.yml``.

    Raises
    ------
    DataError
        A claim lacks a key or is of an unknown kind.
    """
    path = source.folder / FILE
    if not path.is_file():
        return ()
    entries = read_yaml(path).get("claims", [])
    found = []
    for position, entry in enumerate(entries, start=1):
        claim = build(Claim, entry, path, f"claims[{position}]")
        if claim.kind not in KINDS:
            allowed = ", ".join(KINDS)
            raise DataError(
                f"In {path}, claims[{position}]: kind is “{claim.kind}”, allowed: {allowed}.",
                f"Trong {path}, claims[{position}]: kind là “{claim.kind}”, chỉ dùng: {allowed}.",
            )
        found.append(Claim(f"{source.id}#{claim.cell}", claim.kind, claim.locator, claim.note))
    return tuple(found)
