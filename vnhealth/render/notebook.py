"""An executed notebook as an ordered document: blocks with their places, and prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

from vnhealth.blocks import (
    MIME,
    Block,
    Figure,
    Glossary,
    Heading,
    Masthead,
    SourceEntry,
    Sources,
    Stamp,
    Table,
    from_json,
)
from vnhealth.blocks.placement import Placement, row_anchors, slug, source_anchor
from vnhealth.blocks.runs import legend
from vnhealth.errors import LANGUAGES, BriefError
from vnhealth.render import prose
from vnhealth.wording import ui

HIDING_TAGS: Final = frozenset({"remove_cell", "remove-cell", "hide", "parameters"})
_HEADED: Final = (Heading, Glossary, Sources, Stamp)
_ANSI: Final = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Placed:
    """A block and where it stands."""

    block: Block
    place: Placement


@dataclass(frozen=True, slots=True)
class Prose:
    """A markdown cell; its headings carry their level and anchor on this page."""

    nodes: list[prose.Node]


@dataclass(frozen=True, slots=True)
class Plain:
    """Text that a cell printed, in a notebook that is no brief."""

    text: str


Part: TypeAlias = Placed | Prose | Plain


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading of the page, for contents and bookmarks."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Document:
    """What both exporters write.

    Attributes
    ----------
    language
        ``"vi"`` or ``"en"``.
    title
        Title of the brief, or first heading of a notebook that is none.
    masthead
        The opening; ``None`` for a notebook that is no brief.
    parts
        Everything below the masthead, in order.
    contents
        The headings below the title, in order.
    date
        ISO date the notebook gives itself; may be empty.
    """

    language: str
    title: str
    masthead: Masthead | None
    parts: tuple[Part, ...]
    contents: tuple[Entry, ...]
    date: str = ""

    @property
    def annex(self) -> int:
        """Index of the first part that is an annex: terms, sources or stamp; else of the end."""
        kinds = (Glossary, Sources, Stamp)
        found = (
            index
            for index, part in enumerate(self.parts)
            if isinstance(part, Placed) and isinstance(part.block, kinds)
        )
        return next(found, len(self.parts))


def read(notebook: Any) -> Document:
    """Return the document that an executed notebook holds.

    Only block JSON and markdown are read; a notebook without a masthead also shows what its
    cells printed. A markdown cell tagged ``vi`` or ``en`` shows only in that language.

    Raises
    ------
    BriefError
        When a cell failed: a brief with a gap is never published.
    """
    cells = list(notebook.get("cells", []))
    _refuse_failure(cells)
    loose = list(_loose_parts(cells))
    masthead = next((p for p in loose if isinstance(p, Masthead)), None)
    settings = notebook.get("metadata", {}).get("vnhealth", {})
    language = _language(settings.get("language"), masthead, loose)
    kept = [p for p in loose if p is not masthead and _in_language(p, language)]
    shown = [p.nodes if isinstance(p, _Cell) else p for p in kept]
    if masthead is not None:
        shown = [p for p in shown if not isinstance(p, Plain)]
    title = masthead.title if masthead else _first_heading(shown, language)
    listed = [entry for p in shown if isinstance(p, Sources) for entry in p.items]
    placer = _Placer(language, listed)
    parts = tuple(placer.place(p) for p in shown)
    return Document(
        language, title, masthead, parts, tuple(placer.contents), str(settings.get("date", ""))
    )


@dataclass(frozen=True, slots=True)
class _Cell:
    """A markdown cell before it has its place."""

    nodes: list[prose.Node]
    tags: frozenset[str]


def _refuse_failure(cells: list[Any]) -> None:
    for index, cell in enumerate(cells, start=1):
        for output in cell.get("outputs", []):
            if output.get("output_type") == "error":
                what = f"{output.get('ename', '')}: {output.get('evalue', '')}".strip(": ")
                raise BriefError(
                    f"The notebook failed in cell {index} ({what}), so no brief is made of it. "
                    "Mend the cause and run it again.",
                    f"Sổ tay bị lỗi ở ô {index} ({what}) nên không được xuất thành bản tin. "
                    "Hãy sửa nguyên nhân rồi chạy lại.",
                )


def _loose_parts(cells: list[Any]) -> Iterator[Block | _Cell | Plain]:
    for cell in cells:
        tags = frozenset(cell.get("metadata", {}).get("tags", []))
        if tags & HIDING_TAGS:
            continue
        if cell["cell_type"] == "markdown":
            yield _Cell(prose.read(cell["source"]), tags)
        for output in cell.get("outputs", []):
            found = _output(output)
            if found is not None:
                yield found


def _output(output: Any) -> Block | Plain | None:
    data = output.get("data", {})
    if MIME in data:
        return from_json(data[MIME])
    if output.get("output_type") == "stream":
        written = output.get("text", "") if output.get("name") == "stdout" else ""
    else:
        written = data.get("text/plain", "")
    text = _ANSI.sub("", "".join(written)).strip("\n")
    return Plain(text) if text else None


def _language(stated: object, masthead: Masthead | None, parts: Iterable[object]) -> str:
    if stated in LANGUAGES:
        return str(stated)
    if masthead is not None:
        return masthead.language
    words = " ".join(prose.plain(part.nodes) for part in parts if isinstance(part, _Cell))
    return ui.written_language(words)


def _in_language(part: object, language: str) -> bool:
    """Tell whether a markdown cell is for this language: untagged, or tagged with it."""
    spoken = part.tags & set(LANGUAGES) if isinstance(part, _Cell) else frozenset()
    return not spoken or language in spoken


def _first_heading(parts: Iterable[object], language: str) -> str:
    for part in parts:
        if isinstance(part, list):
            for node in prose.headings(part):
                return prose.plain(node["c"])
        elif isinstance(part, Heading):
            return part.text
    return ui.word("notebook", language)


def _targets(listed: Iterable[SourceEntry], rows: Mapping[str, str]) -> dict[str, int]:
    """Return the anchors of the list of sources, each with the number of its source."""
    found: dict[str, int] = {}
    for entry in listed:
        found[source_anchor(entry.number)] = entry.number
        for cell in (*entry.cells, *entry.further):
            found[rows[cell.cell_id]] = entry.number
    return found


class _Placer:
    """Gives every part its anchor, number and heading level, in reading order."""

    def __init__(self, language: str, listed: Sequence[SourceEntry]) -> None:
        self.language = language
        self.rows = row_anchors(listed)
        self.targets = _targets(listed, self.rows)
        self.contents: list[Entry] = []
        self._taken = {"main", "contents"} | set(self.targets)
        self._counts = {"figure": 0, "table": 0}
        self._level = 1
        self._sourced = False
        self._explained: set[str] = set()

    def place(self, part: Any) -> Part:
        if isinstance(part, Plain):
            return part
        if isinstance(part, list):
            return Prose([self._prose_node(node) for node in part])
        return self._block(part)

    def _block(self, block: Block) -> Placed:
        if isinstance(block, Masthead):
            block = Heading(block.title)
        anchor, label, repeated = "", "", False
        if isinstance(block, _HEADED):
            text = block.text if isinstance(block, Heading) else block.title
            wanted = block.level if isinstance(block, Heading) else 2
            level, anchor = self._heading(text, wanted, getattr(block, "anchor", ""))
            if isinstance(block, Heading) and level != block.level:
                block = replace(block, level=2)
        elif isinstance(block, Figure | Table):
            kind = "figure" if isinstance(block, Figure) else "table"
            self._counts[kind] += 1
            label = f"{ui.word(kind, self.language)} {self._counts[kind]}"
            anchor = self._unique(block.anchor or f"{kind}-{self._counts[kind]}")
        if isinstance(block, Sources):
            repeated, self._sourced = self._sourced, True
        place = Placement(
            language=self.language,
            anchor=anchor,
            label=label,
            targets=self.targets,
            rows=self.rows,
            repeated=repeated,
            explained=frozenset(self._explained),
        )
        self._explained |= {sign for sign, _ in legend(block, place)}
        return Placed(block, place)

    def _prose_node(self, node: prose.Node) -> prose.Node:
        if node["k"] != "h":
            return node
        level, anchor = self._heading(prose.plain(node["c"]), node["level"])
        return {**node, "level": level, "anchor": anchor}

    def _heading(self, text: str, wanted: int, anchor: str = "") -> tuple[int, str]:
        """Return level and anchor; a level is never skipped and 1 is the page's title."""
        level = min(max(wanted, 2), self._level + 1)
        self._level = level
        unique = self._unique(anchor or slug(text) or "section")
        self.contents.append(Entry(level, text, unique))
        return level, unique

    def _unique(self, wanted: str) -> str:
        bare = slug(wanted) or "part"
        anchor, count = bare, 1
        while anchor in self._taken or f"{anchor}-title" in self._taken:
            count += 1
            anchor = f"{bare}-{count}"
        self._taken |= {anchor, f"{anchor}-title"}
        return anchor
