"""Pictures for the gallery: charts and first pages of briefs as small PNG files."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, Final

from vnhealth.blocks.picture import clean_svg
from vnhealth.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from vnhealth.blocks import Figure

DOTS_AN_INCH: Final = 110.0
PAGE_DOTS_AN_INCH: Final = 72.0
COLOURS: Final = 128
_SHEET: Final = """#set page(width: auto, height: auto, margin: 10pt, fill: white)
#image("figure.svg")
"""


def chart_png(figure: Figure) -> bytes:
    """Return the chart of a block as a PNG on white, in the fonts of the package."""
    import typst

    from vnhealth.render.fontbook import font_book

    files = {
        "main.typ": _SHEET.encode(),
        "figure.svg": clean_svg(figure.svg).encode(),
    }
    compiler = typst.Compiler(input=files, font_paths=font_book(), ignore_system_fonts=True)
    # Drawn twice as large: at its own size Typst drops a row of pixels here and there.
    made: Any = compiler.compile(format="png", ppi=2 * DOTS_AN_INCH)
    return _small(bytes(made), shrunk=2)


def first_page_png(document: Path) -> bytes:
    """Return the first page of a PDF as a PNG.

    Raises
    ------
    DataError
        The file is no PDF.
    """
    import pypdfium2

    try:
        opened = pypdfium2.PdfDocument(document)
    except pypdfium2.PdfiumError as fault:
        raise DataError(
            en=f"{document.name} can't be read as a PDF. Build the edition again.",
            vi=f"Không đọc được {document.name} dưới dạng PDF. Hãy dựng lại ấn bản.",
        ) from fault
    try:
        image = opened[0].render(scale=PAGE_DOTS_AN_INCH / 72).to_pil()
    finally:
        opened.close()
    target = io.BytesIO()
    image.save(target, format="PNG")
    return _small(target.getvalue())


def _small(picture: bytes, shrunk: int = 1) -> bytes:
    """Return the PNG with few colours, a third of the size, and `shrunk` times smaller."""
    from PIL import Image

    target = io.BytesIO()
    with Image.open(io.BytesIO(picture)) as opened:
        whole = opened.convert("RGB").reduce(shrunk)
        few = whole.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(target, format="PNG", optimize=True)
    return target.getvalue()
