"""The pieces of WordprocessingML that python-docx has no verbs for."""

from __future__ import annotations

import re
from typing import Any, Final

_UNPRINTABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def safe_text(text: str) -> str:
    r"""Return `text` as XML can hold it: control characters become a box.

    >>> safe_text("a\x07b")
    'a□b'
    """
    return _UNPRINTABLE.sub("□", text)


def element(tag: str, /, **attributes: str) -> Any:
    """Return an element of the ``w`` namespace with ``w`` attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def add_field(paragraph: Any, code: str, shown: str) -> None:
    """Add a field such as ``PAGE`` with the text that it shows until it is updated."""
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", shown), ("end", "")):
        run = paragraph.add_run()
        if kind == "text":
            run.text = shown
        elif kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = text
            run._r.append(instruction)


def add_bookmark(paragraph: Any, name: str, number: int) -> None:
    """Put a bookmark at the start of a paragraph."""
    start = element("bookmarkStart", id=str(number), name=name)
    end = element("bookmarkEnd", id=str(number))
    properties = paragraph._p.pPr
    at = 0 if properties is None else paragraph._p.index(properties) + 1
    paragraph._p.insert(at, end)
    paragraph._p.insert(at, start)


def move_into_link(paragraph: Any, runs: list[Any], *, bookmark: str = "", url: str = "") -> None:
    """Make runs of a paragraph a link to a bookmark of the document, or to a web page."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml.ns import qn

    link = element("hyperlink", history="1")
    if bookmark:
        link.set(qn("w:anchor"), bookmark)
    else:
        known = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link.set(qn("r:id"), known)
    runs[0]._r.addprevious(link)
    for run in runs:
        link.append(run._r)


def describe_picture(shape: Any, title: str, alt: str) -> None:
    """Give a picture its alt text and name, and no room of its own around it."""
    # Without these, LibreOffice keeps 3 mm free at the sides: the picture leaves the margins.
    for side in "TBLR":
        shape._inline.set(f"dist{side}", "0")
    properties = shape._inline.docPr
    properties.set("descr", safe_text(alt))
    properties.set("title", safe_text(title))


def left_rule(paragraph: Any, colour: str) -> None:
    """Draw a line left of a paragraph."""
    _border(paragraph, "left", sz="18", space="8", color=colour.removeprefix("#"))


def over_rule(paragraph: Any, inset: float) -> None:
    """Make an empty paragraph a thin line, `inset` points from both edges of its column."""
    from docx.shared import Pt

    _border(paragraph, "top", sz="6", space="1", color="000000")
    shape = paragraph.paragraph_format
    shape.left_indent = shape.right_indent = Pt(inset)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(2), Pt(4)


def _border(paragraph: Any, side: str, **looks: str) -> None:
    borders = element("pBdr")
    borders.append(element(side, val="single", **looks))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def qualified(name: str) -> str:
    """Return a name such as ``w:tblW`` with its namespace spelled out."""
    from docx.oxml.ns import qn

    found: str = qn(name)
    return found
