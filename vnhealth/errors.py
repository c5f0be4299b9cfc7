"""What went wrong, said to an analyst in Vietnamese or English, with an exit code.

Every error carries both sentences, so that neither language can be forgotten. A sentence
says what happened, where (file, sheet, row), what was allowed and what to do next.
"""

from __future__ import annotations

import os
from typing import Final

LANGUAGES: Final = ("vi", "en")
LANGUAGE_VARIABLE: Final = "VNHEALTH_LANG"

EXIT_OK: Final = 0
EXIT_DATA: Final = 1
EXIT_USAGE: Final = 2


def message_language() -> str:
    """Return the language of messages: ``VNHEALTH_LANG`` when it is vi or en, else vi."""
    chosen = chosen_language()
    return chosen if chosen in LANGUAGES else "vi"


def chosen_language() -> str:
    """Return what ``VNHEALTH_LANG`` says, in lower case; empty when it says nothing."""
    return os.environ.get(LANGUAGE_VARIABLE, "").strip().lower()


def check_language() -> None:
    """Refuse a ``VNHEALTH_LANG`` that names no language of messages.

    Raises
    ------
    UsageError
        In both languages at once, for nobody knows which the reader wants.
    """
    chosen = chosen_language()
    if not chosen or chosen in LANGUAGES:
        return
    allowed = ", ".join(LANGUAGES)
    en = f"{LANGUAGE_VARIABLE} is “{chosen}”; allowed: {allowed}. Set one of them, or unset it."
    vi = f"{LANGUAGE_VARIABLE} là “{chosen}”; cho phép: {allowed}. Hãy đặt lại, hoặc bỏ biến này."
    raise UsageError(f"{en}\n{vi}", f"{vi}\n{en}")


class VnhealthError(Exception):
    """An error that is a sentence for the analyst.

    Parameters
    ----------
    en, vi
        The same sentence in English and in Vietnamese.
    """

    exit_code: int = EXIT_DATA

    def __init__(self, en: str, vi: str) -> None:
        super().__init__(en, vi)
        self.en = en
        self.vi = vi

    def message(self, language: str | None = None) -> str:
        """Return the sentence in `language`, or in the language of messages."""
        return self.en if (language or message_language()) == "en" else self.vi

    def __str__(self) -> str:
        return self.message()


class UsageError(VnhealthError):
    """The call cannot be carried out as typed: an unknown place, topic, year or option."""

    exit_code = EXIT_USAGE


class ProjectError(VnhealthError):
    """A folder or setting of the project is missing, mistyped or can't be written."""


class DataError(VnhealthError):
    """The data at hand do not allow what was asked."""


class ReadError(DataError):
    """A file can't be read: encrypted, damaged, too large, of an unknown kind."""


class BriefError(VnhealthError):
    """A brief could not be made; nothing of it was published."""
