"""Write docs/gallery.md and its pictures below the current folder."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from vnhealth.errors import EXIT_OK, EXIT_USAGE, VnhealthError
from vnhealth.gallery import page, pictures
from vnhealth.gallery.entries import ENTRIES


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw every chart; with the folder of an edition the first pages of its briefs too."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    docs = Path("docs")
    if len(words) > 1 or not docs.is_dir() or (words and not Path(words[0]).is_dir()):
        sys.stderr.write("usage: python -m vnhealth.gallery [FOLDER OF AN EDITION]\n")
        return EXIT_USAGE
    try:
        write(docs, Path(words[0]) if words else None)
    except VnhealthError as fault:
        sys.stderr.write(f"{fault.vi}\n{fault.en}\n")
        return fault.exit_code
    return EXIT_OK


def write(docs: Path, edition: Path | None = None) -> None:
    """Write the page and its pictures; pictures of charts and pages that are gone go too."""
    folder = docs / page.IMAGES
    folder.mkdir(parents=True, exist_ok=True)
    figures = {entry.chart: entry.figure() for entry in ENTRIES}
    made = {f"{name}.png": pictures.chart_png(figure) for name, figure in figures.items()}
    shown = []
    for topic, document in page.first_pages(edition) if edition else []:
        shown.append((topic, f"page-{topic}.png"))
        made[shown[-1][1]] = pictures.first_page_png(document)
    for old in folder.glob("*.png"):
        if old.name not in made:
            old.unlink()
    for name, content in made.items():
        (folder / name).write_bytes(content)
    (docs / "gallery.md").write_text(page.text(figures, shown), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
