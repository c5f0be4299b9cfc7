"""The settings of ``[letterhead]``: what an office prints around a brief, and their faults."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

TEXTS: Final = (
    "issuing_body",
    "issuer",
    "number",
    "symbol",
    "locality",
    "date",
    "type",
    "signer",
)
LISTS: Final = ("addressees", "recipients", "authority")
NEEDED: Final = ("issuer", "symbol", "locality")
KEYS: Final = ("on", *TEXTS, *LISTS)
DOCUMENT_TYPE: Final = "Báo cáo"

Fault = Callable[[str, object, str], None]


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What the settings give of an administrative document; empty texts are left blank.

    Attributes
    ----------
    issuing_body, issuer
        The body above and the issuing office.
    number, symbol
        ``"5"`` and ``"BC-SYT"``; the number may be blank.
    locality, date
        Where and when it is issued; the date is ISO and may be blank.
    type
        Of document, such as report.
    addressees, recipients
        Whom it is sent to, and the list below "Nơi nhận".
    authority
        Lines above the signature: ``("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")``.
    signer
        Name of the person who signs; blank unless given.
    """

    issuer: str
    symbol: str
    locality: str
    issuing_body: str = ""
    number: str = ""
    date: str = ""
    type: str = DOCUMENT_TYPE
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    signer: str = ""


def read(table: dict[str, Any], fault: Fault) -> Letterhead | None:
    """Return the settings of a ``[letterhead]`` table; ``None`` where it is off.

    Parameters
    ----------
    table
        As read from the file.
    fault
        Told each fault: key, value, what is allowed.

    >>> read({"on": True, "issuer": "SỞ Y TẾ", "symbol": "BC-SYT", "locality": "Lào Cai"}, print)
    ... # doctest: +ELLIPSIS
    Letterhead(issuer='SỞ Y TẾ', symbol='BC-SYT', locality='Lào Cai', ...)
    >>> read({"on": True, "issuer": "SỞ Y TẾ", "symbol": "BC-SYT"}, print)
    letterhead.locality  "…"
    >>> read({"issuer": "SỞ Y TẾ"}, print)
    """
    faults: list[str] = []

    def tell(key: str, value: object, allowed: str) -> None:
        faults.append(key)
        fault(f"letterhead.{key}", value, allowed)

    for key, value in table.items():
        if key not in KEYS:
            tell(key, value, ", ".join(KEYS))
    on = table.get("on", False)
    if not isinstance(on, bool):
        tell("on", on, "true, false")
    texts: dict[str, Any] = {key: table[key] for key in TEXTS if key in table}
    lists: dict[str, Any] = {key: table[key] for key in LISTS if key in table}
    for key, value in texts.items():
        if not isinstance(value, str):
            tell(key, value, '"…"')
    for key, value in lists.items():
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            tell(key, value, '["…", "…"]')
    if faults or on is not True:
        return None
    _check(texts, tell)
    if faults:
        return None
    given = texts | {key: tuple(value) for key, value in lists.items()}
    return Letterhead(**given)


def _check(texts: dict[str, str], tell: Fault) -> None:
    """Tell what an administrative document can't do without, and what has another form."""
    for key in NEEDED:
        if not texts.get(key, "").strip():
            tell(key, texts.get(key, ""), '"…"')
    number, day = texts.get("number", ""), texts.get("date", "")
    if number and not (number.isascii() and number.isdigit()):
        tell("number", number, '"", "5", "125"')
    if day and not _is_iso(day):
        tell("date", day, '"", "2026-02-05"')


def _is_iso(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
