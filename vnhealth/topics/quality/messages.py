"""What a committee must know of the figures it is given, in three to five sentences, and tiles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vnhealth.blocks import Masthead, Number, Paragraph, Text, Tile, Tiles
from vnhealth.charts.words import lower_first
from vnhealth.topics import words
from vnhealth.topics.quality.facts import (
    KINDS,
    SEVERITIES,
    count,
    dossier,
    marks,
    share,
    title,
)
from vnhealth.wording import numbers

if TYPE_CHECKING:
    from vnhealth.blocks.model import Status
    from vnhealth.topics.page import Page


GRAVE: Final[dict[str, Status]] = {"error": "bad", "warning": "warn"}


def masthead(page: Page) -> Masthead:
    """Return the opening: the whole store, or the source by its title."""
    whole = page.say("quality.whole")
    named = title(page, page.source_id) if page.source_id else lower_first(whole)
    own = page.panel.sources[page.source_id].place_id if page.source_id else page.place_id
    return Masthead(
        title=page.say("title.quality", name=named),
        place=page.name(own) if own == page.place_id else page.name(own, full=True),
        year=page.year,
        edition=page.say("edition", year=str(page.project.edition)),
        topic=page.say("topic.quality"),
        language=page.language,
        issuer=page.project.issuers.get(page.language, ""),
        subtitle=page.say("subtitle.quality"),
    )


def about(page: Page) -> Text:
    """Return what the brief covers: sources, indicators, places and years."""
    known = dossier(page)
    frame = known.observations
    for source in known.sources:
        page.cite(frame.loc[frame["source_id"] == source.id, "cell_id"], listed=False)
    if frame.empty:
        return Text((page.fill("quality.about_nothing"),))
    years = frame.loc[frame["role"] == "actual", "year"]
    years = frame["year"] if years.empty else years
    first, last, goal = int(years.min()), int(years.max()), int(frame["year"].max())
    span = str(first) if first == last else f"{first}–{last}"
    if goal > last:
        span = page.say("quality.and_targets", years=span, goal=str(goal))
    counts = {
        "sources": count(page, len(known.sources)),
        "indicators": count(page, frame["indicator"].nunique()),
        "places": count(page, frame["place_id"].nunique()),
        "years": span,
    }
    if not page.source_id:
        return Text((page.fill("quality.about", **counts),))
    source = known.sources[0]
    if frame["place_id"].nunique() == 1:
        only = page.name(str(frame["place_id"].iloc[0]), full=True)
        said = page.fill(
            "quality.about_source_place",
            issuer=source.issuer(page.language),
            place=only,
            indicators=counts["indicators"],
            years=span,
        )
        return Text((said,))
    said = page.fill("quality.about_source", issuer=source.issuer(page.language), **counts)
    return Text((said,))


def messages(page: Page) -> Text:
    """Return the messages, the weightiest first."""
    said = (_sum(page), _found(page), _gravest(page), _complete(page), _conflict(page))
    return Text(tuple(paragraph for paragraph in said if paragraph), role="key")


def _sum(page: Page) -> Paragraph:
    total = dossier(page).total
    left = [
        page.fill(f"quality.left_{kind}", count=count(page, total.left[kind]))
        for kind in KINDS
        if total.left[kind]
    ]
    key = "quality.sum_holds" if total.holds else "quality.sum_fails"
    if total.holds and not left:
        key = "quality.sum_all"
    return page.fill(
        key,
        cells=count(page, total.cells),
        observations=count(page, total.observations),
        left=words.then(page, left),
        listed=count(page, total.observations + sum(total.left.values())),
    )


def _found(page: Page) -> Paragraph:
    known = dossier(page)
    if known.findings.empty:
        return page.fill("quality.found_nothing")
    counts = {severity: _findings(page, severity) for severity in SEVERITIES}
    parts = [
        page.fill(_key(f"quality.some_{severity}", number), count=number)
        for severity, number in counts.items()
        if number.value
    ]
    return page.fill(
        _key("quality.found", total := count(page, len(known.findings))),
        count=total,
        parts=words.listed(page, parts),
    )


def _key(stem: str, number: Number) -> str:
    """Return the message for one thing, or for several."""
    return f"{stem}_one" if number.value == 1 else f"{stem}_many"


def _findings(page: Page, severity: str) -> Number:
    found = dossier(page).of_severity(severity)
    return count(page, len(found), (cell for cells in found["cells"] for cell in cells))


def _gravest(page: Page) -> Paragraph:
    found = dossier(page).findings
    if found.empty or found.iloc[0]["severity"] == "info":
        return ()
    first = found.iloc[0]
    page.cite(dossier(page).cited(first["cells"]))
    return page.fill(
        f"quality.gravest_{first['severity']}",
        sentence=page.locator(str(first[f"sentence_{page.language}"])),
    )


def _complete(page: Page) -> Paragraph:
    tables = dossier(page).tables
    if tables.empty:
        return page.fill("quality.complete_unknown")
    expected, present = int(tables["expected"].sum()), int(tables["present"].sum())
    least = tables.iloc[0]
    return page.fill(
        "quality.complete_all" if present == expected else "quality.complete",
        present=count(page, present),
        expected=count(page, expected),
        share=share(page, present, expected),
        indicator=lower_first(page.label(str(least["indicator"]))),
        least=share(page, least["present"], least["expected"]),
    )


def _conflict(page: Page) -> Paragraph:
    mine = dossier(page).widest
    if mine.empty:
        return ()
    farthest = mine.iloc[int(mine["gap"].abs().argmax())]
    gap = 100 * abs(float(farthest["gap"]))
    printed = Number(
        numbers.number(gap, 1, page.language),
        gap,
        "%",
        cells=(str(farthest["cell_older"]), str(farthest["cell_newer"])),
        measure="difference",
        marks=marks(page, (farthest["cell_older"], farthest["cell_newer"])),
        sources=page.cite((farthest["cell_older"], farthest["cell_newer"])),
        unit_text="%",
    )
    return page.fill(
        "quality.conflict",
        indicator=lower_first(page.label(str(farthest["indicator"]))),
        older=title(page, str(farthest["older"])),
        newer=title(page, str(farthest["newer"])),
        count=count(page, len(mine)),
        common=count(page, int(farthest["common"])),
        gap=printed,
        place=page.name(str(farthest["place_id"]), full=True),
        year=str(farthest["year"]),
    )


def tiles(page: Page) -> Tiles:
    """Return cells read, errors, warnings, and the share of expected figures that is there."""
    known = dossier(page)
    total = known.total
    holds = "holds" if total.holds else "fails"
    items = [
        Tile(
            page.say("quality.tile_cells"),
            count(page, total.cells),
            status="good" if total.holds else "bad",
            status_text=page.say(f"quality.tile_sum_{holds}"),
        ),
    ]
    items += [_severity_tile(page, severity) for severity in GRAVE]
    tables = known.tables
    if len(tables):
        items.append(
            Tile(
                page.say("quality.tile_complete"),
                share(page, tables["present"].sum(), tables["expected"].sum()),
            )
        )
    else:
        items.append(Tile(page.say("quality.tile_observations"), count(page, total.observations)))
    return Tiles(tuple(items))


def _severity_tile(page: Page, severity: str) -> Tile:
    number = _findings(page, severity)
    if not number.value:
        said = page.say("quality.tile_no")
        return Tile(page.say(f"quality.tile_{severity}"), number, (), "good", said)
    said = page.say(f"quality.tile_some_{severity}")
    return Tile(page.say(f"quality.tile_{severity}"), number, (), GRAVE[severity], said)
