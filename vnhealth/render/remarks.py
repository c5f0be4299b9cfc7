"""What a brief says around its figures: captions, how to read, signs, notes, prose, stamp."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from vnhealth.blocks import Figure, Glossary, Note, Stamp, Table, Text
from vnhealth.blocks.runs import legend, paragraph_plain
from vnhealth.render import prose
from vnhealth.render.notebook import Document, Part, Placed, Prose
from vnhealth.wording import ui


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: where it stands, what kind it is, what it says."""

    where: str
    kind: str
    text: str


def remarks(document: Document, part: Part) -> Iterator[Remark]:
    """Yield the remarks of a part; a heading, tiles and sources have none but their signs."""
    language = document.language
    if isinstance(part, Prose):
        for node in part.nodes:
            if node["k"] != "h" and (said := prose.plain([node])):
                yield Remark("", ui.word("running_text", language), said)
    if not isinstance(part, Placed):
        return
    for kind, text in _said(part, language):
        if text:
            yield Remark(part.place.label, ui.word(kind, language), text)
    for sign, meaning in legend(part.block, part.place):
        yield Remark(part.place.label, ui.word("signs", language), f"{sign} {meaning}")


def _said(part: Placed, language: str) -> Iterator[tuple[str, str]]:
    """Yield kind and text of what a block says beside its figures."""
    match part.block:
        case Text() as text:
            key = "key_messages" if text.role == "key" else "running_text"
            yield from ((key, paragraph_plain(runs)) for runs in text.paragraphs)
        case Figure() as figure:
            yield "caption", figure.caption
            yield "reading", figure.reading
            yield from (("notes", paragraph_plain(runs)) for runs in figure.notes)
        case Table() as table:
            yield "caption", table.caption
            yield from (("notes", paragraph_plain(runs)) for runs in table.notes)
        case Note() as note:
            title = note.title or ui.word(f"note_{note.kind}", language)
            for runs in note.paragraphs:
                yield f"note_{note.kind}", f"{title}: {paragraph_plain(runs)}"
        case Stamp() as stamp:
            yield from (("stamp", f"{label}: {value}") for label, value in stamp.items)
        case Glossary() as glossary:
            yield from (("terms", f"{term}: {meaning}") for term, meaning in glossary.items)
