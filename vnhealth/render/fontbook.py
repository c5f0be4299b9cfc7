"""The fonts that Typst sets with: ours alone."""

from __future__ import annotations

from functools import cache
from typing import Any

from vnhealth import fonts


@cache
def font_book() -> Any:
    """Return the fonts, looked up once and kept warm."""
    import typst

    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(fonts.font_folder())],
    )
