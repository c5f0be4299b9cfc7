"""Recover names whose diacritics became "?" on export, through a list of right names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_LOST: Final = "?\ufffd"
_D: Final = {"đ": "đðd", "Đ": "ĐÐD"}


@dataclass(frozen=True)
class Recovery:
    """What a damaged text may have been.

    Parameters
    ----------
    printed
        The text as it stands, never changed.
    matches
        Every candidate that the text can have come from, in the order given.
    """

    printed: str
    matches: tuple[str, ...]

    @property
    def text(self) -> str | None:
        """Return the one candidate, or None when there is none or more than one."""
        return self.matches[0] if len(self.matches) == 1 else None

    @property
    def is_ambiguous(self) -> bool:
        """Tell whether several candidates fit."""
        return len(self.matches) > 1


def recover(text: str, candidates: Iterable[str]) -> Recovery:
    """Find the candidates that `text` can be a damaged print of.

    A letter with a mark may have become "?" or lost some or all of its marks; every other
    character must agree, but for case and the number of spaces.

    Examples
    --------
    >>> recover("H? N?i", ["Hà Nội", "Hà Nam", "Hà Tây"]).text
    'Hà Nội'
    >>> recover("H? ?", ["Hà Á", "Hạ Ô"]).matches
    ('Hà Á', 'Hạ Ô')
    """
    squeezed = " ".join(unicodedata.normalize("NFC", text).split())
    matches = tuple(dict.fromkeys(c for c in candidates if _pattern(c).fullmatch(squeezed)))
    return Recovery(text, matches)


def recover_all(
    texts: Iterable[str], candidates: Iterable[str]
) -> tuple[dict[str, str], list[Recovery]]:
    """Recover each text; return the certain ones, and the others for a person to decide."""
    names = list(candidates)
    certain: dict[str, str] = {}
    open_cases: list[Recovery] = []
    for text in dict.fromkeys(texts):
        found = recover(text, names)
        if found.text is None:
            open_cases.append(found)
        else:
            certain[text] = found.text
    return certain, open_cases


def _pattern(candidate: str) -> re.Pattern[str]:
    squeezed = " ".join(unicodedata.normalize("NFC", candidate).split())
    return re.compile("".join(map(_alternatives, squeezed)), re.IGNORECASE)


def _alternatives(char: str) -> str:
    if char.isascii():
        return re.escape(char)
    kept = _D.get(char, "")
    parts = unicodedata.normalize("NFD", char)
    for end in range(1, len(parts) + 1):
        kept += unicodedata.normalize("NFC", parts[:end])
    tones = [m for m in parts[1:] if m in "\u0300\u0301\u0303\u0309\u0323"]
    kept += "".join(unicodedata.normalize("NFC", parts[0] + tone) for tone in tones)
    single = "".join(c for c in dict.fromkeys(kept) if not unicodedata.combining(c))
    return f"[{re.escape(single + _LOST)}]"
