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
    """Give a picture its alt text and name."""
    properties = shape._inline.docPr
    properties.set("descr", safe_text(alt))
    properties.set("title", safe_text(title))


def repeat_header(row: Any) -> None:
    """Let a table row come again on each page, and mark it as the table's header."""
    row._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_whole(row: Any) -> None:
    """Keep a table row on one page."""
    row._tr.get_or_add_trPr().append(element("cantSplit"))


def describe_table(table: Any, title: str, header_column: bool = True) -> None:
    """Give a table its width, its title, and say which row and column are headers."""
    properties = table._tbl.tblPr
    for name in ("w:tblW", "w:tblLook"):
        for old in properties.findall(_qualified(name)):
            properties.remove(old)
    properties.append(element("tblW", w="5000", type="pct"))
    look = element("tblLook", val="04A0" if header_column else "0420", firstRow="1", lastRow="0")
    for key, value in (("firstColumn", str(int(header_column))), ("lastColumn", "0")):
        look.set(_qualified(f"w:{key}"), value)
    properties.append(look)
    properties.append(element("tblCaption", val=safe_text(title)))


def shade(cell: Any, colour: str) -> None:
    """Fill a table cell with a colour, ``"#rrggbb"``."""
    cell._tc.get_or_add_tcPr().append(
        element("shd", val="clear", color="auto", fill=colour.removeprefix("#"))
    )


def left_rule(paragraph: Any, colour: str) -> None:
    """Draw a line left of a paragraph."""
    _border(paragraph, "left", sz="18", space="8", color=colour.removeprefix("#"))


def under_rule(paragraph: Any, inset: int) -> None:
    """Draw a line below a paragraph, `inset` points shorter on each side than its column."""
    from docx.shared import Pt

    _border(paragraph, "bottom", sz="6", space="2", color="auto")
    paragraph.paragraph_format.left_indent = Pt(inset)
    paragraph.paragraph_format.right_indent = Pt(inset)


def _border(paragraph: Any, side: str, **looks: str) -> None:
    borders = element("pBdr")
    borders.append(element(side, val="single", **looks))
    paragraph._p.get_or_add_pPr().insert_element_before(
        borders, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind", "w:jc", "w:rPr"
    )


def _qualified(name: str) -> str:
    from docx.oxml.ns import qn

    found: str = qn(name)
    return found
