"""What every brief has: its opening, what is missing, its terms, sources and stamp."""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from vnhealth import __version__, catalog, places, store
from vnhealth.blocks import (
    CellRef,
    Glossary,
    Masthead,
    Note,
    Paragraph,
    SourceEntry,
    Sources,
    Stamp,
)
from vnhealth.topics.letter import letterhead

if TYPE_CHECKING:
    from vnhealth.catalog import Source
    from vnhealth.topics.page import Page

COMMIT_VARIABLE = "VNHEALTH_COMMIT"
ISO_DASHES = 2


def masthead(page: Page, title_key: str = "") -> Masthead:
    """Return the opening of the brief; `title_key` names another title than its topic's."""
    kind = title_key.removeprefix("title.") or page.topic
    subtitle = page.say(f"subtitle.{kind}") + _former(page, "subtitle.merged") + _later(page)
    if page.topic == "comparison":
        indicator = page.label(page.indicator_id)
        title = page.say("title.comparison", indicator=indicator, count=page.boundaries)
    else:
        title = page.say(
            title_key or f"title.{page.topic}", place=page.name(full=True), year=str(page.year)
        )
    return Masthead(
        title=title,
        place=page.name(full=True),
        year=page.year,
        edition=page.say("edition", year=str(page.year)),
        topic=page.say(f"topic.{page.topic}"),
        language=page.language,
        issuer=page.project.issuers.get(page.language, ""),
        subtitle=subtitle,
        letterhead=letterhead(page.project.letterhead, title, page.language, today()),
    )


def missing(page: Page, paragraphs: Sequence[Paragraph]) -> Note:
    """Return the note on what is missing; with nothing missing it says so."""
    said = (*_merged(page), *(paragraphs or [page.fill("missing.none")]))
    return Note("missing", page.say("missing.title"), said)


def glossary(page: Page) -> Glossary | None:
    """Return the indicators behind the figures shown, with their definitions; else nothing."""
    shown = {cell for cells in (*page.cited.values(), *page.drawn.values()) for cell in cells}
    cells = page.panel.cells
    used = set(cells.loc[cells.index.isin(shown), "indicator"])
    items = tuple(
        (known.name(page.language), known.definition(page.language))
        for known in catalog.indicators().values()
        if known.id in used
    )
    return Glossary(page.say("glossary.title"), items) if items else None


def sources(page: Page) -> Sources | None:
    """Return the numbered sources, with the place of every cell cited in words or tables.

    A page without a figure has no source.
    """
    if not page.cited:
        return None
    entries = [
        _entry(page, number, source_id) for number, source_id in enumerate(page.cited, start=1)
    ]
    return Sources(page.say("sources.title"), tuple(entries), page.say("sources.intro"))


def _entry(page: Page, number: int, source_id: str) -> SourceEntry:
    source = page.panel.sources[source_id]
    english = page.language == "en"
    listed = page.cited[source_id]
    further = len(page.drawn[source_id] - set(listed))
    reference = _reference(page, source)
    if further:
        reference += " " + page.say("sources.further", count=str(further))
    return SourceEntry(
        number=number,
        source_id=source_id,
        title=source.title_en if english else source.title_vi,
        issuer=source.issuer_en if english else source.issuer_vi,
        reference=reference,
        cells=tuple(_cell(page, cell) for cell in listed),
        further=tuple(_cell(page, cell) for cell in _traced(page, source_id, listed)),
    )


def _traced(page: Page, source_id: str, listed: Sequence[str]) -> list[str]:
    """Return the cells of a source that stand behind figures shown, beside those listed."""
    known = set(listed)
    return [cell for cell in page.traced if cell.startswith(f"{source_id}#") and cell not in known]


def _reference(page: Page, source: Source) -> str:
    parts = []
    if any(letter.isdigit() for letter in source.document_number):
        parts.append(page.say("sources.number", number=source.document_number))
    if source.date:
        key = "sources.date" if source.date.count("-") == ISO_DASHES else "sources.year"
        parts.append(page.say(key, date=page.date(source.date)))
    if source.kind == "table" and source.vintage:
        vintage = source.vintage
        if page.language == "vi":
            vintage = catalog.vintages().get(vintage, vintage)
        parts.append(page.say("sources.vintage", vintage=vintage))
    return "; ".join(parts) + ("." if parts else "")


def _cell(page: Page, cell_id: str) -> CellRef:
    row = page.cell(cell_id)
    return CellRef(cell_id, page.about(row), page.locator(str(row["locator"])), str(row["printed"]))


def stamp(page: Page) -> Stamp:
    """Return what is needed to make the same brief again."""
    package = store.read_package(page.project.processed)
    parameters = {
        "place_id": page.place_id,
        "year": page.year,
        "language": page.language,
        "boundaries": page.boundaries,
        "peers": list(page.peers),
    }
    if page.indicator_id:
        parameters["indicator"] = page.indicator_id
    if page.topic == "quality":
        parameters = {"source": page.source_id, "year": page.year, "language": page.language}
    items = (
        (page.say("stamp.version"), f"vnhealth {__version__}"),
        (page.say("stamp.commit"), commit(page.project.root) or page.say("unit.none_known")),
        (page.say("stamp.inputs"), package["vnhealth"]["raw_sha256"]),
        (page.say("stamp.parameters"), json.dumps(parameters, ensure_ascii=False)),
        (page.say("stamp.date"), page.date(today())),
    )
    return Stamp(page.say("stamp.title"), items)


def commit(root: object) -> str:
    """Return the short git commit of `root`, with "+" when it has changes; empty without git.

    ``VNHEALTH_COMMIT`` overrides it, so that a build asks git once.
    """
    given = os.environ.get(COMMIT_VARIABLE)
    if given is not None:
        return given
    try:
        found = subprocess.run(
            ["git", "-C", str(root), "describe", "--always", "--dirty=+", "--abbrev=12"],
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return found.stdout.strip()


def today() -> str:
    """Return the date a brief carries, ISO: of SOURCE_DATE_EPOCH when set, else today's."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    moment = datetime.fromtimestamp(int(epoch), tz=UTC) if epoch else datetime.now(tz=UTC)
    return moment.date().isoformat()


def _former(page: Page, key: str) -> str:
    """Return a text about the provinces that were merged into the page's, or nothing."""
    own = page.place
    if own.level != "province" or own.boundaries != "34" or len(places.parts(own.place_id)) == 1:
        return ""
    parts = _full_names(page, places.parts(own.place_id))
    return page.say(key, parts=parts, place=page.name(full=True))


def _later(page: Page) -> str:
    """Return with whom a province of the 63 was merged since, lest it be taken for its heir."""
    own = page.place
    if own.level != "province" or own.boundaries != "63" or not own.successor_id:
        return ""
    others = [each for each in places.parts(own.successor_id) if each != own.place_id]
    return page.say("subtitle.before", others=_full_names(page, others)) if others else ""


def _full_names(page: Page, place_ids: Sequence[str]) -> str:
    """Return the full names of places as a phrase: "tỉnh Lào Cai và tỉnh Yên Bái"."""
    from babel.lists import format_list

    named = [places.place(each).full_name(page.language) for each in place_ids]
    return format_list(named, locale=page.language)


def _merged(page: Page) -> list[Paragraph]:
    """Return how the figures of a merged province came about."""
    said = _former(page, "missing.merged")
    return [(said,)] if said else []


def gaps(page: Page, indicators: Sequence[str]) -> list[Paragraph]:
    """Return which indicators have no result, and which only one older than the year asked for."""
    without: list[str] = []
    older: dict[int, list[str]] = defaultdict(list)
    for indicator in indicators:
        own = page.latest(indicator)
        if own is None:
            without.append(indicator)
        elif own["year"] < page.year:
            older[int(own["year"])].append(indicator)
    said = []
    if older:
        named = "; ".join(f"{page.named(mine)} ({year})" for year, mine in sorted(older.items()))
        said.append(page.fill("missing.older", named=named, year=str(page.year)))
    if without:
        said.append(page.fill("missing.without", named=page.named(without)))
    return said
