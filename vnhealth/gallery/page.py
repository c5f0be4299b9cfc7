"""docs/gallery.md: a section a chart, and one a topic where an edition is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from vnhealth.gallery.entries import ENTRIES, Entry

if TYPE_CHECKING:
    from pathlib import Path

    from vnhealth.blocks import Figure

IMAGES: Final = "images/gallery"
_OPENING: Final = """# Gallery

One picture of every chart, drawn from the shipped data by the line below it. Which chart answers
which question, and what its frame holds, is said in [charts.md](charts.md). This page and its
pictures are made by

    python -m vnhealth.gallery

and, with the first page of one brief a topic, by `python -m vnhealth.gallery reports/2024` after
the edition was built.
"""


def text(figures: Mapping[str, Figure], pages: Sequence[tuple[str, str]] = ()) -> str:
    """Return the page: what every chart is for, its picture, and the line that draws it.

    Parameters
    ----------
    figures
        The block of every chart, by the chart's name.
    pages
        Topic and file of the first page of each brief to be shown.
    """
    parts = [_OPENING, *(_section(entry, figures[entry.chart]) for entry in ENTRIES)]
    if pages:
        parts.append("## Pages\n\nThe first page of one brief a topic.\n")
        parts += [f"### {topic}\n\n![{topic}]({IMAGES}/{name})\n" for topic, name in pages]
    return "\n".join(parts)


def _section(entry: Entry, figure: Figure) -> str:
    alt = figure.alt.replace("[", "(").replace("]", ")").replace("\n", " ")
    return (
        f"## {entry.chart}\n\n{entry.question}\n\n"
        f"**{figure.title}**  \n{figure.subtitle}\n\n"
        f"![{alt}]({IMAGES}/{entry.chart}.png)\n\n"
        f"{figure.reading}\n\n"
        f"```python\n{entry.code}\n```\n"
    )


def first_pages(edition: Path) -> list[tuple[str, Path]]:
    """Return one PDF a topic of an edition folder, Vietnamese ones first, by topic."""
    found: dict[str, Path] = {}
    ordered = sorted(edition.rglob("*.pdf"), key=lambda path: (not path.stem.endswith("-vi"), path))
    for path in ordered:
        found.setdefault(path.stem.split("-")[0], path)
    return sorted(found.items())
