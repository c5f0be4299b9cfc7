"""Which number style a text follows: declared, proven by its forms, or that of its language."""

from __future__ import annotations

from dataclasses import dataclass

from vnhealth.quantity.model import Style
from vnhealth.quantity.numerals import proven_style, read_digits
from vnhealth.quantity.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """How digits are read in this text."""

    style: Style
    convention: str


def reading(tokens: Tokens, style: Style) -> Reading:
    """Return the number style of the text: declared, proven by its forms, or by its language."""
    if style != "auto":
        return Reading(style, "")
    proven = proven_style(
        read_digits(token.text)
        for token in tokens.items
        if token.kind == "number" and not token.hidden
    )
    if proven == "en" and tokens.has_vietnamese:
        return Reading(style, "vi")
    if proven == "en" and not _has_words(tokens) and not _is_english_beyond_doubt(tokens):
        return Reading(style, "")
    return Reading(style, proven or ("vi" if tokens.has_vietnamese else ""))


def _has_words(tokens: Tokens) -> bool:
    return any(token.kind == "word" for token in tokens.items)


def _is_english_beyond_doubt(tokens: Tokens) -> bool:
    """Whether a form has comma thousands and a decimal dot, or commas only: "1,234.5"."""
    return any(
        token.kind == "number"
        and token.text.count(",")
        and (token.text.count(".") == 1 or token.text.count(",") > 1)
        for token in tokens.items
    )
