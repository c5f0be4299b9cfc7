"""The command line in Vietnamese: its help, and what it says of words it can't make out.

The English texts are those of the commands themselves; :mod:`vnhealth.cli.vietnamese` says each
of them in Vietnamese. Typer writes the frame around them ("Usage:", "[required]"), which is put
into Vietnamese last, on the finished page.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from vnhealth.cli.vietnamese import FRAME, TEXTS
from vnhealth.errors import UsageError, message_language

MISTYPED: Any = typer.BadParameter.__mro__[1]
"""The family of errors that Typer raises for words it can't make out."""
EXTRA = re.compile(r"Got unexpected extra argument\S* \((?P<words>.*)\)")
LARGER = re.compile(r"greater than or equal to (?P<least>\d+)")


def translated(text: str | None) -> str | None:
    """Return a text of the help in the language of messages."""
    return text if text is None or message_language() == "en" else TEXTS.get(text, text)


def help_of(page: str) -> str:
    """Return a finished page of help in the language of messages."""
    if message_language() == "en":
        return page
    for pattern, instead in FRAME:
        page = pattern.sub(instead, page)
    return page


class Command(TyperCommand):
    """A command whose help speaks the language of messages."""

    def get_help(self, ctx: Any) -> str:
        """Return the page of help."""
        return _in_language(self, lambda: super(Command, self).get_help(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words typed behind the command.

        Raises
        ------
        UsageError
            When they can't be made out.
        """
        try:
            return super().parse_args(ctx, args)
        except MISTYPED as fault:
            raise understood(fault, ctx) from fault


class Group(TyperGroup):
    """The program, whose list of commands speaks the language of messages."""

    def get_help(self, ctx: Any) -> str:
        """Return the page of help."""
        held = [self, *self.commands.values()]
        before = [(each, each.help) for each in held]
        for each in held:
            each.help = translated(each.help)
        try:
            return _in_language(self, lambda: super(Group, self).get_help(ctx))
        finally:
            for each, text in before:
                each.help = text

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the words typed before the command.

        Raises
        ------
        UsageError
            When they can't be made out.
        """
        try:
            return super().parse_args(ctx, args)
        except MISTYPED as fault:
            if type(fault).__name__ == "NoArgsIsHelpError":
                raise
            raise understood(fault, ctx) from fault

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command named first.

        Raises
        ------
        UsageError
            When there is none of that name; the nearest is named.
        """
        if args[0] in self.commands or args[0].startswith("-"):
            return super().resolve_command(ctx, args)
        near = difflib.get_close_matches(args[0], list(self.commands), 1)
        raise UsageError(
            f"There is no command “{args[0]}”."
            + (f" Did you mean {near[0]}?" if near else "")
            + " All of them: vnhealth --help.",
            f"Không có lệnh “{args[0]}”."
            + (f" Có phải bạn muốn dùng {near[0]}?" if near else "")
            + " Xem tất cả: vnhealth --help.",
        )


def understood(fault: Any, ctx: Any) -> UsageError:
    """Return Typer's error about words it can't make out as ours, in both languages."""
    en, vi = _sentences(fault)
    see = f"{ctx.command_path} --help"
    return UsageError(f"{en} See: {see}.", f"{vi} Xem: {see}.")


def _sentences(fault: Any) -> tuple[str, str]:
    kind = type(fault).__name__
    name = _name_of(fault)
    plain = str(fault.format_message()).rstrip(".")
    extra = EXTRA.search(plain)
    if kind == "NoSuchOption":
        return _unknown(name, fault.possibilities or ())
    if kind == "MissingParameter":
        return f"{name} is missing.", f"Còn thiếu {name}."
    if kind == "BadOptionUsage":
        return f"{name} needs a value.", f"{name} cần có giá trị."
    if extra:
        words = extra["words"]
        return f"There is nothing to do with: {words}.", f"Không rõ dùng để làm gì: {words}."
    if kind == "BadParameter":
        return _bad_value(name, plain)
    return f"{plain}.", f"Không hiểu lệnh vừa gõ ({plain})."


def _unknown(name: str, near: Sequence[str]) -> tuple[str, str]:
    en, vi = f"There is no option {name}.", f"Không có tùy chọn {name}."
    if not near:
        return en, vi
    named = ", ".join(near)
    return f"{en} Did you mean {named}?", f"{vi} Có phải bạn muốn dùng {named}?"


def _bad_value(name: str, plain: str) -> tuple[str, str]:
    larger = LARGER.search(plain)
    if larger:
        least = larger["least"]
        return f"{name} must be {least} or more.", f"{name} phải từ {least} trở lên."
    if "integer" in plain:
        return f"{name} must be a whole number.", f"{name} phải là số nguyên."
    return f"{plain}.", f"Giá trị của {name} không dùng được ({plain})."


def _name_of(fault: Any) -> str:
    option = getattr(fault, "option_name", None)
    if option:
        return str(option)
    asked = getattr(fault, "param", None)
    if asked is None:
        return ""
    dashed = [word for word in asked.opts if word.startswith("--")]
    return str(dashed[0] if dashed else asked.metavar or asked.name)


def _in_language(command: Any, write: Any) -> str:
    """Return a page of help, written while the texts of `command` are in the language chosen."""
    texts = [(each, each.help) for each in command.params if hasattr(each, "help")]
    own, epilog = command.help, command.epilog
    for each, text in texts:
        each.help = translated(text)
    command.help, command.epilog = translated(own), translated(epilog)
    try:
        return help_of(write())
    finally:
        for each, text in texts:
            each.help = text
        command.help, command.epilog = own, epilog
