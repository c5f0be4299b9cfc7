"""Sentences from gettext catalogues, with figures kept as figures.

A message has an id and one template a language, with places named in braces. Filling a template
with runs (strings, or whatever object stands for a figure) gives a tuple of runs, so that a
figure in a sentence never becomes a bare string.
"""

from __future__ import annotations

import gettext
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from vnhealth.errors import LANGUAGES, UsageError

DOMAIN: Final = "vnhealth"
LOCALES: Final = Path(__file__).parent / "locale"
_SLOT: Final = re.compile(r"\{(\w+)\}")


@lru_cache(maxsize=len(LANGUAGES))
def _catalogue(language: str) -> gettext.NullTranslations:
    if language not in LANGUAGES:
        allowed = ", ".join(LANGUAGES)
        raise UsageError(
            f"No language {language!r}. Allowed: {allowed}.",
            f"Không có ngôn ngữ {language!r}. Cho phép: {allowed}.",
        )
    return gettext.translation(DOMAIN, LOCALES, languages=[language])


def template(key: str, language: str) -> str:
    """Return the template of `key` in `language`.

    Raises
    ------
    KeyError
        When the catalogue has no such message: a fault of the program, never of the data.
    """
    found = _catalogue(language).gettext(key)
    if found == key:
        raise KeyError(f"message {key!r} is missing in {language!r}")
    return found


def has(key: str, language: str) -> bool:
    """Tell whether there is a message `key`."""
    return _catalogue(language).gettext(key) != key


def say(key: str, language: str, **values: object) -> str:
    """Return the message `key` as one string.

    >>> say("unit.none_known", "en")
    'not known'
    """
    return "".join(str(run) for run in fill(key, language, **values))


def fill(key: str, language: str, **runs: Any) -> tuple[Any, ...]:
    """Return the message `key` as runs, each ``{name}`` replaced by ``runs[name]``.

    A run that is itself a tuple of runs is spliced in; the first letter is made a capital when
    the message starts a sentence (its template starts with ``^``).
    """
    text = template(key, language)
    sentence = text.startswith("^")
    pieces: list[Any] = []
    for index, piece in enumerate(_SLOT.split(text.removeprefix("^"))):
        value = piece if index % 2 == 0 else runs[piece]
        pieces.extend(value if isinstance(value, tuple) else (value,))
    merged = _merge(pieces)
    if sentence and merged and isinstance(merged[0], str):
        merged[0] = merged[0][:1].upper() + merged[0][1:]
    return tuple(merged)


def _merge(pieces: list[Any]) -> list[Any]:
    """Join neighbouring strings; leave out empty ones."""
    merged: list[Any] = []
    for piece in pieces:
        if piece == "":
            continue
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return merged


def compile_catalogues() -> list[Path]:
    """Write the binary catalogue beside each ``.po`` file; return the files written."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for language in LANGUAGES:
        source = LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        with source.open("rb") as stream:
            catalogue = read_po(stream, locale=language)
        target = source.with_suffix(".mo")
        with target.open("wb") as stream:
            write_mo(stream, catalogue)
        written.append(target)
    return written


if __name__ == "__main__":
    compile_catalogues()
