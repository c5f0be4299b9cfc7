"""The building blocks of a brief: plain, frozen data that every output is made from.

A block is shown in a notebook through its mime bundle; the exporters read the JSON form
(``application/vnd.vnhealth.block+json``) and nothing else. A printed figure is never a bare
string: it is a :class:`Number` that carries its value, unit and the ids of the cells behind it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal, cast

MIME: Final = "application/vnd.vnhealth.block+json"
BLOCK_VERSION: Final = 2
# Marks a field that only HTML pages read: a brief as JSON is without it.
PAGE_ONLY: Final = "page_only"

Status = Literal["good", "bad", "warn", "neutral"]
NoteKind = Literal["missing", "caveat", "finding", "method", "info"]


@dataclass(frozen=True, slots=True)
class Number:
    """One printed figure and what stands behind it.

    Attributes
    ----------
    printed
        The figure as the reader sees it, without its unit: ``"14,5"``, ``"< 24,4"``.
    value
        The value in `unit`; ``None`` where the figure is a missing mark.
    unit
        Unit id of the catalogue: ``"per_10k"``, ``"%"``, ``"VND"``.
    lower, upper
        Limits of the interval, or of a printed range, in `unit`.
    cells
        Ids of the observations it rests on, ``"<source>#<cell>"``.
    measure
        ``""`` when the figure is the observation itself, else the name of the stated measure
        of `cells`: ``"difference"``, ``"rate"``, ``"sum"``.
    marks
        Keys of :data:`vnhealth.design.MARKS` that follow the figure.
    sources
        Numbers of the sources in this brief's list.
    unit_text
        The unit as printed after the figure, in the brief's language; may be empty.
    about
        What the figure says, for a list where nothing stands around it: ``"Bác sĩ/10.000 dân,
        Lào Cai, 2016 (kết quả)"``; may be empty.
    """

    printed: str
    value: float | None = None
    unit: str = ""
    lower: float | None = None
    upper: float | None = None
    cells: tuple[str, ...] = ()
    measure: str = ""
    marks: tuple[str, ...] = ()
    sources: tuple[int, ...] = ()
    unit_text: str = ""
    about: str = ""


Run = str | Number
Paragraph = tuple[Run, ...]


class Shown:
    """What a notebook needs to show a block: its mime bundle."""

    __slots__ = ()

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        from vnhealth.blocks.codec import to_json
        from vnhealth.blocks.fragments import html, plain

        block = cast("Block", self)
        return {"text/html": html(block), "text/plain": plain(block), MIME: to_json(block)}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The parts of an administrative document around a brief, each as printed.

    They follow annex I of Decree 30/2020/NĐ-CP; a blank to be filled in by hand is of spaces.

    Attributes
    ----------
    issuing_body, issuer
        The body above, which may be empty, and the issuing office, in capitals.
    number
        Number and symbol: ``"Số: 05/BC-SYT"``.
    place_and_date
        ``"Lào Cai, ngày 05 tháng 02 năm 2026"``.
    kind, summary
        Type of document and what it is about.
    addressees
        After "Kính gửi"; may be empty.
    recipients
        Lines below "Nơi nhận".
    authority
        Lines above the signature: powers and position.
    signer
        Name below the signature; empty leaves a blank.
    """

    issuing_body: str
    issuer: str
    number: str
    place_and_date: str
    kind: str
    summary: str
    addressees: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    authority: tuple[str, ...] = ()
    signer: str = ""
    state: str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    motto: str = "Độc lập - Tự do - Hạnh phúc"


@dataclass(frozen=True, slots=True)
class Masthead(Shown):
    """The opening of a brief: what it is, about where and when, by whom."""

    title: str
    place: str
    year: int
    edition: str
    topic: str
    language: str
    issuer: str = ""
    subtitle: str = ""
    letterhead: Letterhead | None = None


@dataclass(frozen=True, slots=True)
class Heading(Shown):
    """A section heading; level 2 opens a section, 3 a part of it."""

    text: str
    level: Literal[2, 3] = 2
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text(Shown):
    """Paragraphs; as ``key`` they are the brief's messages, shown as a list."""

    paragraphs: tuple[Paragraph, ...]
    role: Literal["body", "key"] = "body"


@dataclass(frozen=True, slots=True)
class Tile:
    """One large figure with its label and what it is set against."""

    label: str
    number: Number
    context: Paragraph = ()
    status: Status = "neutral"
    status_text: str = ""


@dataclass(frozen=True, slots=True)
class Tiles(Shown):
    """A row of tiles."""

    items: tuple[Tile, ...]
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure(Shown):
    """A chart: the finding as title, the picture, its alt text and the numbers drawn.

    ``svg`` is a whole ``<svg>`` element whose ids carry a prefix of their own; ``narrow`` is the
    same drawn for a phone, where the chart has such a form. Only HTML pages show it.
    """

    title: str
    subtitle: str
    svg: str
    alt: str
    caption: str
    anchor: str
    numbers: tuple[Number, ...] = ()
    sources: tuple[int, ...] = ()
    reading: str = ""
    marks: tuple[tuple[str, str], ...] = ()
    notes: tuple[Paragraph, ...] = ()
    narrow: str = field(default="", metadata={PAGE_ONLY: True})


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; ``number`` columns are aligned on the decimal sign."""

    label: str
    kind: Literal["text", "number"] = "text"
    unit: str = ""


Cell = str | Number | Paragraph


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; the first cell is its header. ``lit`` marks the own place."""

    cells: tuple[Cell, ...]
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Table(Shown):
    """A table with caption and scoped headers; its marks and signs are explained once below."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    anchor: str
    caption: str = ""
    notes: tuple[Paragraph, ...] = ()
    sources: tuple[int, ...] = ()
    marks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Note(Shown):
    """A remark set apart: what is missing, a caveat, a finding of the checks, a method."""

    kind: NoteKind
    title: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Glossary(Shown):
    """The indicators of a brief with their definitions: term and meaning pairs."""

    title: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CellRef:
    """A printed cell a brief rests on: where it stands and what is printed there."""

    cell_id: str
    label: str
    locator: str
    printed: str


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One numbered source with the cells used from it.

    ``further`` are cells behind charts: too many to print, but a workbook holds them.
    """

    number: int
    source_id: str
    title: str
    issuer: str
    reference: str
    cells: tuple[CellRef, ...] = ()
    further: tuple[CellRef, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources(Shown):
    """The numbered list of sources, with locators."""

    title: str
    items: tuple[SourceEntry, ...]
    intro: str = ""


@dataclass(frozen=True, slots=True)
class Stamp(Shown):
    """What is needed to make the same brief again: label and value pairs."""

    title: str
    items: tuple[tuple[str, str], ...] = field(default=())


Block = Masthead | Heading | Text | Tiles | Figure | Table | Note | Glossary | Sources | Stamp
