"""The command that compares: diff."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from vnhealth.cli.shell import Quiet, answer, say, tell
from vnhealth.errors import EXIT_OK, UsageError, message_language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vnhealth.edition.difference import Change

Old = Annotated[Path, typer.Argument(metavar="OLD", help="Folder of an edition, or its manifest.")]
New = Annotated[Path, typer.Argument(metavar="NEW", help="The edition to hold against it.")]
AnswerFormat = Annotated[
    str, typer.Option("--format", metavar="text|csv|json", help="How the answer is written.")
]

EXIT_DIFFERENT: Final = 1
COLUMNS: Final = (
    "change", "brief", "place", "topic", "figure", "old", "new",
    "old_value", "new_value", "old_cells", "new_cells",
)  # fmt: skip
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def diff(old: Old, new: New, *, form: AnswerFormat = "text", quiet: Quiet = False) -> None:
    """Show what changed between two editions; ends with 1 when something did."""
    from vnhealth.edition.difference import difference

    writers = {"text": _text, "csv": _csv, "json": _json}
    if form not in writers:
        raise UsageError(
            f"--format: {form}; allowed: {', '.join(writers)}.",
            f"--format: {form}; cho phép: {', '.join(writers)}.",
        )
    changes = difference(old, new, message_language())
    written = writers[form](changes)
    if written:
        answer(written)
    tell(_summary(changes), quiet=quiet)
    raise typer.Exit(EXIT_DIFFERENT if changes else EXIT_OK)


def _words() -> dict[str, str]:
    """Return the kinds of change in the language of messages."""
    return {
        "changed": say("changed", "thay đổi"),
        "replaced": say("another figure", "số khác thay"),
        "source": say("other source cells", "đổi ô nguồn"),
        "added": say("added", "thêm"),
        "removed": say("removed", "bỏ"),
        "outcome": say("another assessment", "đánh giá khác"),
        "worded": say("reworded", "câu đổi"),
        "said": say("new sentence", "câu mới"),
        "unsaid": say("sentence gone", "câu bỏ"),
        "new_brief": say("new brief", "bản tin mới"),
        "gone_brief": say("brief gone", "không còn bản tin"),
    }


def _summary(changes: Sequence[Change]) -> str:
    if not changes:
        return say("The editions say the same.", "Hai ấn bản như nhau.")
    counted = Counter(change.kind for change in changes)
    said = ", ".join(f"{word}: {counted[kind]}" for kind, word in _words().items() if counted[kind])
    briefs = len({change.brief for change in changes})
    return say(f"{briefs} briefs differ ({said}).", f"{briefs} bản tin có khác biệt ({said}).")


def _text(changes: Sequence[Change]) -> str:
    from vnhealth.edition.difference import IN_WORDS

    words = _words()
    lines = []
    for brief, found in groupby(changes, key=lambda change: change.brief):
        group = list(found)
        about = " · ".join(part for part in (group[0].place, group[0].topic) if part)
        lines.append(f"{about} ({brief})")
        told = [change for change in group if change.kind in IN_WORDS]
        rest = [change for change in group if change.kind not in IN_WORDS]
        lines += [f"  {words[change.kind]}: {_line(change)}" for change in rest]
        if told:
            lines.append(f"  {say('Wording', 'Câu chữ')}")
            lines += [f"    {words[change.kind]}: {_said(change)}" for change in told]
    return "\n".join(lines)


def _said(change: Change) -> str:
    texts = " → ".join(f"“{text}”" for text in (change.old, change.new) if text)
    return f"{change.figure}: {texts}" if change.figure else texts


def _line(change: Change) -> str:
    if not change.old and not change.new:
        return change.figure
    said = f"{change.figure}: {change.old or '–'} → {change.new or '–'}"
    if change.old_cells == change.new_cells or not (change.old_cells and change.new_cells):
        return said
    old, new = _only(change.old_cells, change.new_cells), _only(change.new_cells, change.old_cells)
    return f"{said} [{_cells(old) or '–'} → {_cells(new) or '–'}]"


Cells = tuple[tuple[str, str], ...]


def _only(cells: Cells, others: Cells) -> Cells:
    return tuple(cell for cell in cells if cell not in others)


def _cells(cells: Cells) -> str:
    return "; ".join(f"{cell} “{printed}”" if printed else cell for cell, printed in cells)


def _rows(changes: Sequence[Change]) -> list[dict[str, Any]]:
    return [
        {
            "change": change.kind,
            "brief": change.brief,
            "place": change.place,
            "topic": change.topic,
            "figure": change.figure,
            "old": change.old,
            "new": change.new,
            "old_value": change.old_value,
            "new_value": change.new_value,
            "old_cells": _cells(change.old_cells),
            "new_cells": _cells(change.new_cells),
        }
        for change in changes
    ]


def _csv(changes: Sequence[Change]) -> str:
    written = io.StringIO()
    table = csv.DictWriter(written, COLUMNS, lineterminator="\n")
    table.writeheader()
    for row in _rows(changes):
        table.writerow({name: _harmless(value) for name, value in row.items()})
    return written.getvalue().rstrip("\n")


def _harmless(value: Any) -> Any:
    """Return a text that a spreadsheet would take for a formula behind an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA_STARTS) else value


def _json(changes: Sequence[Change]) -> str:
    return json.dumps(_rows(changes), ensure_ascii=False, indent=1)
