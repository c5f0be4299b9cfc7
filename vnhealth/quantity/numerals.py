"""Digits to exact values: which sign groups thousands and which begins the decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from vnhealth.quantity.fold import THIN
from vnhealth.quantity.model import Style

MAX_DIGITS: Final = 18  # longer runs are account and phone numbers, never planning figures
MAX_PRINTED: Final = 64

_DECIMAL_SIGN: Final = {"vi": ",", "en": "."}
_GROUP_SIGN: Final = {"vi": ".", "en": ","}
_GROUPED: Final = {
    sign: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(sign)}[0-9]{{3}})+") for sign in ".,"
}
_PLAIN: Final = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True)
class Digits:
    """What printed digits can mean.

    Parameters
    ----------
    vi, en
        Value when read the Vietnamese ("1.092" = 1092) and the English way, or None where
        the form does not allow it.
    """

    vi: Decimal | None
    en: Decimal | None

    @property
    def proves(self) -> str:
        """Return "vi" or "en" when only that style allows the form, else ""."""
        if self.vi is None and self.en is not None:
            return "en"
        if self.en is None and self.vi is not None:
            return "vi"
        return ""

    @property
    def forked(self) -> bool:
        """Whether the two styles give two different values ("1.234")."""
        return self.vi is not None and self.en is not None and self.vi != self.en


def _one_style(printed: str, style: str) -> Decimal | None:
    group, decimal = _GROUP_SIGN[style], _DECIMAL_SIGN[style]
    whole, mark, part = printed.partition(decimal)
    if mark and not _PLAIN.fullmatch(part):
        return None
    if group in whole:
        if not _GROUPED[group].fullmatch(whole):
            return None
        whole = whole.replace(group, "")
    if not _PLAIN.fullmatch(whole) or len(whole) > MAX_DIGITS:
        return None
    return Decimal(f"{whole}.{part}") if mark else Decimal(whole)


def read_digits(printed: str) -> Digits:
    """Read digits with their separators, both ways.

    Examples
    --------
    >>> read_digits("1.092")
    Digits(vi=Decimal('1092'), en=Decimal('1.092'))
    >>> read_digits("14,5"), read_digits("8.0").proves
    (Digits(vi=Decimal('14.5'), en=None), 'en')
    """
    if len(printed) > MAX_PRINTED:
        return Digits(None, None)
    if THIN in printed:
        printed = printed.replace(THIN, "")
        printed = printed.replace(".", ",") if printed.count(".") == 1 else printed
        value = _one_style(printed, "vi")
        return Digits(value, value)
    return Digits(_one_style(printed, "vi"), _one_style(printed, "en"))


def proven_style(readings: Iterable[Digits]) -> str:
    """Return the style that some forms prove and none contradicts, else ""."""
    proven = {found.proves for found in readings} - {""}
    return proven.pop() if len(proven) == 1 else ""


def choose(digits: Digits, style: Style, convention: str) -> tuple[Decimal | None, bool]:
    """Return the value under `style`, and whether it stays doubtful.

    Parameters
    ----------
    digits
        Both readings.
    style
        Declared style; "auto" follows `convention`.
    convention
        "vi" or "en" when the surrounding text decides, else "".

    Examples
    --------
    >>> choose(read_digits("1.234"), "auto", "")
    (Decimal('1234'), True)
    >>> choose(read_digits("1.234"), "vi", ""), choose(read_digits("12.5"), "vi", "")
    ((Decimal('1234'), False), (Decimal('12.5'), True))
    """
    followed = convention if style == "auto" else style
    if digits.vi is None or digits.en is None:
        value = digits.en if digits.vi is None else digits.vi
        doubtful = value is not None and digits.proves == "en" and followed != "en"
        return value, doubtful or (digits.proves == "vi" and followed == "en")
    value = digits.en if followed == "en" else digits.vi
    return value, digits.forked and not followed
