"""How the command line speaks: answers to stdout, all else to stderr, errors as sentences."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from typing import Annotated, Any, Final

import typer

from vnhealth.cli.speech import Group
from vnhealth.errors import (
    EXIT_DATA,
    LANGUAGE_VARIABLE,
    UsageError,
    VnhealthError,
    check_language,
    chosen_language,
    message_language,
)

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
AsJson = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]

GAP: Final = "  "


class Commands(Group):
    """The commands, whose errors are one sentence and an exit code, never a traceback."""

    def main(self, *args: Any, **settings: Any) -> Any:
        """Read the words typed and run what they ask for."""
        try:
            return super().main(*args, **settings)
        except UsageError as fault:
            tell(f"vnhealth: {fault.message()}")
            sys.exit(fault.exit_code)

    def get_help(self, ctx: Any) -> str:
        """Return the page of help."""
        choose_language(ctx)
        return super().get_help(ctx)

    def invoke(self, ctx: Any) -> Any:
        """Run the chosen command."""
        try:
            return super().invoke(ctx)
        except VnhealthError as fault:
            tell(f"vnhealth: {fault.message()}")
            raise typer.Exit(fault.exit_code) from fault
        except OSError as fault:
            if isinstance(fault, BrokenPipeError):
                raise
            said = [str(fault.filename or ""), fault.strerror or str(fault)]
            tell(f"vnhealth: {': '.join(part for part in said if part)}")
            raise typer.Exit(EXIT_DATA) from fault


def choose_language(context: typer.Context) -> None:
    """Let messages speak the project's language, unless ``VNHEALTH_LANG`` says otherwise.

    Raises
    ------
    UsageError
        When it names no language of messages.
    """
    from vnhealth.project import load_project

    check_language()
    if chosen_language():
        return
    try:
        language = load_project().language
    except VnhealthError:
        return
    before = os.environ.get(LANGUAGE_VARIABLE)
    os.environ[LANGUAGE_VARIABLE] = language
    context.call_on_close(lambda: _restore(before))


def _restore(before: str | None) -> None:
    if before is None:
        os.environ.pop(LANGUAGE_VARIABLE, None)
    else:
        os.environ[LANGUAGE_VARIABLE] = before


def say(en: str, vi: str) -> str:
    """Return the sentence in the language of messages."""
    return en if message_language() == "en" else vi


def tell(text: str, *, quiet: bool = False) -> None:
    """Write a line to the standard error stream."""
    if not quiet:
        typer.echo(text, err=True)


def answer(text: str) -> None:
    """Write a line to the standard output: what was asked for."""
    typer.echo(text)


def answer_json(content: Any) -> None:
    """Write `content` as one line of JSON to the standard output."""
    answer(json.dumps(content, ensure_ascii=False))


def words_of(text: str) -> tuple[str, ...]:
    """Return the words of a comma-separated option.

    >>> words_of("63-10, 63-12,")
    ('63-10', '63-12')
    """
    return tuple(word.strip() for word in text.split(",") if word.strip())


def columns(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of text in columns.

    >>> print(columns([["63-10", "tỉnh Lào Cai"], ["vn", "Cả nước"]]))
    63-10  tỉnh Lào Cai
    vn     Cả nước
    """
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = (
        GAP.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)


def speak_utf8() -> None:
    """Write Vietnamese whatever the terminal's code page is."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
