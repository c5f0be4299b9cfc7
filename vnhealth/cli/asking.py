"""Commands that only answer: parse, place, list."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date
from typing import Annotated, Any, Final

import typer

from vnhealth.cli.shell import AsJson, Quiet, answer, answer_json, columns, say
from vnhealth.errors import UsageError, message_language

Texts = Annotated[list[str], typer.Argument(metavar="TEXT...", help="Printed texts to read.")]
Names = Annotated[list[str], typer.Argument(metavar="NAME...", help="Names of places.")]
Day = Annotated[str, typer.Option("--on", metavar="DATE", help="The day meant, as 2024-12-31.")]
Kind = Annotated[str, typer.Argument(metavar="indicators|places|sources|topics")]

OPTION: Final = re.compile(r"--?[A-Za-z][\w-]*$")
KINDS = ("indicators", "places", "sources", "topics")


def parse(texts: Texts, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Show which numbers, ranges, comparisons and units a printed text holds.

    With --json, one line a text: a list with a row a quantity.
    """
    from vnhealth import quantity

    # A text may begin with a minus or a dash; a mistyped option is no text.
    for text in texts:
        if OPTION.match(text):
            raise UsageError(
                f"There is no option {text}. See `vnhealth parse --help`.",
                f"Không có tùy chọn {text}. Xem `vnhealth parse --help`.",
            )
    for text in texts:
        if as_json:
            answer_json(quantity.parse_rows(text))
            continue
        found = quantity.parse(text, "auto")
        answer(text)
        for each in found:
            answer(f"  {each.text} → {quantity.describe(each, message_language())}")
        if not found:
            answer("  " + say("no quantity", "không có đại lượng nào"))


def place(names: Names, on: Day = "", as_json: AsJson = False, quiet: Quiet = False) -> None:
    """Show which place a name means, and on which boundaries; it is never guessed."""
    from vnhealth import places

    day = _day(on)
    if as_json:
        answer_json(places.rows(names, on=day))
        return
    for name in names:
        match = places.resolve(name, on=day)
        answer(f"{name} → {match.place_id or '?'}  {match.reason}")


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as fault:
        raise UsageError(
            f"--on is {text!r}; write a day as 2024-12-31.",
            f"--on đang là {text!r}; hãy viết ngày theo dạng 2024-12-31.",
        ) from fault


def list_catalogue(kind: Kind, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """List the indicators, places, sources or topics there are."""
    if kind not in KINDS:
        raise UsageError(
            f"There is no list of {kind!r}; allowed: {', '.join(KINDS)}.",
            f"Không có danh sách {kind!r}; cho phép: {', '.join(KINDS)}.",
        )
    rows = {
        "indicators": _indicators,
        "places": _places,
        "sources": _sources,
        "topics": _topics,
    }[kind]()
    if as_json:
        answer_json(rows)
        return
    language = message_language()
    shown = [[str(cell) for cell in _line(kind, row, language)] for row in rows]
    if shown:
        answer(columns(shown))


def _line(kind: str, row: dict[str, Any], language: str) -> tuple[Any, ...]:
    if kind == "indicators":
        return row["id"], row[f"name_{language}"], row["unit"]
    if kind == "places":
        return row["place_id"], row[f"full_name_{language}"]
    if kind == "sources":
        return row["id"], row["date"], row[f"title_{language}"]
    return row["id"], row[f"name_{language}"]


def _indicators() -> list[dict[str, Any]]:
    from vnhealth import catalog

    return [asdict(each) for each in catalog.indicators().values()]


def _places() -> list[dict[str, Any]]:
    from vnhealth import places

    rows = []
    for each in places.places(historical=True):
        row = asdict(each)
        del row["sort_key"], row["needs_type"]
        names = {f"full_name_{code}": each.full_name(code) for code in ("vi", "en")}
        rows.append(row | names)
    return rows


def _sources() -> list[dict[str, Any]]:
    from vnhealth import catalog
    from vnhealth.project import load_project

    project = load_project()
    return [
        asdict(each) | {"folder": (project.raw / each.id).relative_to(project.root).as_posix()}
        for each in catalog.sources(project.raw)
    ]


def _topics() -> list[dict[str, Any]]:
    from vnhealth.parameters import TOPICS
    from vnhealth.wording.messages import say as message

    return [
        {"id": topic} | {f"name_{code}": message(f"topic.{topic}", code) for code in ("vi", "en")}
        for topic in TOPICS
    ]
