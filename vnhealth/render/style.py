"""The HTML page's style sheet: design tokens as custom properties, fonts embedded as WOFF2."""

from __future__ import annotations

import base64
from functools import cache
from importlib import resources
from typing import Final

from vnhealth import design, fonts

_REM: Final = design.SIZES["body"]
_FACES: Final[dict[str, tuple[str, int, str]]] = {
    "SourceSans3-Regular": (design.TEXT_FONT, 400, "normal"),
    "SourceSans3-Bold": (design.TEXT_FONT, 700, "normal"),
    "BeVietnamPro-SemiBold": (design.HEADING_FONT, 600, "normal"),
    "BeVietnamPro-Bold": (design.HEADING_FONT, 700, "normal"),
}


@cache
def style_sheet() -> str:
    """Return the whole style sheet of a page, the same for every page."""
    return "\n".join((_font_faces(), _tokens(), template("style.css")))


def template(name: str) -> str:
    """Return the text of a file in ``render/templates``."""
    return (resources.files("vnhealth.render") / "templates" / name).read_text(encoding="utf-8")


def _tokens() -> str:
    sizes = "".join(f"--size-{name}:{size / _REM:g}rem;" for name, size in design.SIZES.items())
    families = f'--heading:"{design.HEADING_FONT}","{design.TEXT_FONT}",sans-serif;'
    families += f'--text:"{design.TEXT_FONT}",sans-serif;'
    return (
        f":root{{{_palette(design.LIGHT)}{sizes}{families}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root{{{_palette(design.DARK)}}}}}"
    )


def _palette(colours: dict[str, str]) -> str:
    return "".join(f"--{name}:{colour};" for name, colour in colours.items())


def _font_faces() -> str:
    return "\n".join(_font_face(face, *facts) for face, facts in _FACES.items())


def _font_face(face: str, family: str, weight: int, slant: str) -> str:
    data = base64.b64encode(fonts.subset_woff2(face)).decode("ascii")
    return (
        f'@font-face{{font-family:"{family}";font-weight:{weight};font-style:{slant};'
        f'src:url("data:font/woff2;base64,{data}") format("woff2")}}'
    )
