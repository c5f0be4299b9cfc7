"""The command doctor."""

from __future__ import annotations

from dataclasses import asdict

import typer

from vnhealth.cli.shell import AsJson, Quiet, answer_json, say, tell
from vnhealth.errors import EXIT_DATA

SIGNS = {"ok": "✓", "bad": "✗", "info": "·"}


def doctor(as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Look whether everything is in place to make briefs, and say what is missing."""
    from vnhealth.doctor import examine

    found = examine()
    if as_json:
        answer_json([asdict(sign) for sign in found])
    else:
        for sign in found:
            if sign.state == "bad" or not quiet:
                tell(f"{SIGNS[sign.state]} {sign.name:<9} {say(sign.en, sign.vi)}")
    if any(sign.state == "bad" for sign in found):
        raise typer.Exit(EXIT_DATA)
