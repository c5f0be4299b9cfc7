"""The command line: words in, calls out."""

from __future__ import annotations

from typing import Annotated

import typer

from vnhealth import __version__
from vnhealth.cli import asking, comparing, data, health, making
from vnhealth.cli.shell import Commands, answer, choose_language, speak_utf8
from vnhealth.cli.speech import Command

__all__ = ["app", "main"]

app = typer.Typer(
    cls=Commands,
    name="vnhealth",
    help="From printed health planning figures to committee briefs.",
    epilog="VNHEALTH_LANG=vi|en sets the language of messages; VNHEALTH_PROJECT names the project.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _show_version(asked: bool) -> None:
    if asked:
        answer(f"vnhealth {__version__}")
        raise typer.Exit


@app.callback()
def _before(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option("--version", help="Show the version.", callback=_show_version, is_eager=True),
    ] = False,
) -> None:
    choose_language(context)


app.command("clean", cls=Command)(data.clean)
app.command("check", cls=Command)(data.check)
app.command("parse", cls=Command, context_settings={"ignore_unknown_options": True})(asking.parse)
app.command("place", cls=Command)(asking.place)
app.command("extract", cls=Command)(data.extract)
app.command("accept", cls=Command)(data.accept)
app.command("brief", cls=Command)(making.brief)
app.command("build", cls=Command)(making.build)
app.command("merge", cls=Command)(making.merge)
app.command("diff", cls=Command)(comparing.diff)
app.command("list", cls=Command)(asking.list_catalogue)
app.command("doctor", cls=Command)(health.doctor)


def main() -> None:
    """Run the command line; what ``vnhealth`` in a shell calls."""
    speak_utf8()
    app()
