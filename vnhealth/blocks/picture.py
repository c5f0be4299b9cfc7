"""A chart's SVG made fit for a page: small, no scripts, own ids, colours that follow the theme."""

from __future__ import annotations

import re
from typing import Any, Final

from vnhealth.blocks.slim import slim
from vnhealth.design import LIGHT, STEADY
from vnhealth.errors import DataError

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "{http://www.w3.org/1999/xlink}href"
_FORBIDDEN: Final = frozenset(
    {"script", "foreignObject", "iframe", "audio", "video", "animate", "set", "handler", "metadata"}
)
_LONG_NUMBER: Final = re.compile(r"-?\d+\.\d{3,}(?![\d.]*e)")
_NO_TURN: Final = re.compile(r"\s*rotate\(-?0(?:\.0+)?(?:[ ,][^)]*)?\)")
_FAMILY: Final = re.compile(r"font-family:[^;\"]*;?")
# Attributes that hold lengths in points; in them a hundredth of a point is unseen.
_LENGTHS: Final = frozenset({"d", "x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "points"})
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}\b|#[0-9a-fA-F]{3}\b")
_REFERENCE: Final = re.compile(r"url\(\s*['\"]?#([^'\")\s]+)['\"]?\s*\)")
_OUTSIDE: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|expression\(|javascript:", re.IGNORECASE)
_THEMED: Final = {colour: name for name, colour in reversed(LIGHT.items())}


def clean_svg(svg: str, prefix: str = "") -> str:
    """Return the ``<svg>`` element without scripts, outside references, title or metadata.

    Lengths are rounded to a hundredth of a point, and what draws nothing is left out.

    Parameters
    ----------
    svg
        A whole SVG document or element.
    prefix
        Put before every id, so that two pictures on a page share none.

    Raises
    ------
    DataError
        When `svg` isn't well-formed XML with an ``svg`` root.
    """
    from lxml import etree

    cleaned: str = etree.tostring(_cleaned(svg, prefix), encoding="unicode", with_tail=False)
    return cleaned


def _cleaned(svg: str, prefix: str) -> Any:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(svg.encode(), parser)
    except etree.XMLSyntaxError as fault:
        raise _not_svg(str(fault)) from fault
    if root.tag != f"{{{_SVG}}}svg":
        raise _not_svg(f"<{root.tag}>")
    for node in list(root.iter()):
        _clean_node(node, prefix)
    for node in list(root.iter()):
        _shorten(node)
    root.tail = None
    etree.cleanup_namespaces(root)
    return root


def _not_svg(found: str) -> DataError:
    return DataError(
        f"A figure's picture is not an SVG element: {found}. Draw the chart again.",
        f"Hình vẽ không phải là một phần tử SVG: {found}. Hãy vẽ lại biểu đồ.",
    )


def _clean_node(node, prefix: str) -> None:  # type: ignore[no-untyped-def]
    name = node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
    parent = node.getparent()
    if parent is not None and (not name or name in _FORBIDDEN or name == "title"):
        parent.remove(node)
        return
    if name == "style":
        node.text = "" if _OUTSIDE.search(node.text or "") else node.text
    for key, value in list(node.attrib.items()):
        kept = _attribute(key, value, prefix)
        if kept is None:
            del node.attrib[key]
        else:
            node.attrib[key] = kept


def _shorten(node) -> None:  # type: ignore[no-untyped-def]
    """Leave out spaces between elements, groups that say nothing, and digits nobody sees."""
    name = node.tag.rpartition("}")[2]
    if name not in ("text", "tspan", "style") and not (node.text or "").strip():
        node.text = None
    parent = node.getparent()
    if parent is not None and parent.tag.rpartition("}")[2] != "text":
        node.tail = None
    for key, value in list(node.attrib.items()):
        if key in _LENGTHS:
            node.attrib[key] = " ".join(_LONG_NUMBER.sub(_hundredths, value).split())
        elif key == "style":
            node.attrib[key] = re.sub(r"\s*([:;])\s*", r"\1", value)
        elif key == "transform":
            node.attrib[key] = _NO_TURN.sub("", value)
        if not node.attrib[key]:
            del node.attrib[key]
    if parent is not None and (
        (name == "defs" and not len(node)) or (name == "g" and not node.attrib)
    ):
        at = parent.index(node)
        parent[at : at + 1] = list(node)


def _hundredths(found: re.Match[str]) -> str:
    return f"{float(found[0]):.2f}".rstrip("0").rstrip(".")


def _attribute(key: str, value: str, prefix: str) -> str | None:
    local = key.rpartition("}")[2]
    if local.lower().startswith("on") or _OUTSIDE.search(value):
        return None
    if key == "id":
        return prefix + value
    if key in ("href", _XLINK):
        if not value.startswith(("data:image/png;", "#")):
            return None
        return f"#{prefix}{value[1:]}" if value.startswith("#") else value
    return _REFERENCE.sub(lambda found: f"url(#{prefix}{found[1]})", value)


def inline_svg(svg: str, alt: str, scope: str = "v", narrow: str = "") -> str:
    """Return the picture for an HTML page: named by its alt text, in the page's colours.

    Parameters
    ----------
    svg, alt
        The picture and what it shows, in words.
    scope
        Begins all its ids, see :func:`vnhealth.blocks.slim.slim`.
    narrow
        The same drawn for a phone. The page's style shows one of the two, and both have the name
        of the first: it is also told where the first is hidden.

    Notes
    -----
    A picture drawn only in the design's colours follows the page's light or dark theme; any
    other is set on white paper. Its font is the one that the page's style gives to pictures.
    """
    from html import escape

    name = f'aria-label="{escape(alt)}"'
    if not narrow:
        drawn = _element(svg, scope, name)
    else:
        wide = _element(svg, scope, f'class="wide" {name}', named=True)
        drawn = wide + _element(narrow, f"{scope}n", f'class="narrow" aria-labelledby="{scope}"')
    sheet = "picture" if follows_theme(drawn) else "picture paper"
    return f'<div class="{sheet}">{drawn}</div>'


def _element(svg: str, scope: str, attributes: str, *, named: bool = False) -> str:
    """Return the ``<svg>`` element with attributes of ours, its id `scope` if it's to be named."""
    from lxml import etree

    root = _cleaned(_FAMILY.sub("", svg), "")
    slim(root, scope)
    for key in ("role", "aria-label", "class"):
        root.attrib.pop(key, None)
    if named:
        root.set("id", scope)
    etree.cleanup_namespaces(root)
    cleaned: str = etree.tostring(root, encoding="unicode", with_tail=False)
    if follows_theme(cleaned):
        cleaned = _COLOUR.sub(_variable, cleaned)
    return cleaned.replace("<svg", f'<svg role="img" {attributes}', 1)


def follows_theme(svg: str) -> bool:
    """Tell whether every colour of `svg` has a dark partner in the design, or is steady in it."""
    colours = {_long(found) for found in _COLOUR.findall(svg)}
    return all(colour in _THEMED or colour in STEADY for colour in colours)


def _long(colour: str) -> str:
    bare = colour.lower()
    short = len(bare) == len("#abc")
    return "#" + "".join(letter * 2 for letter in bare[1:]) if short else bare


def _variable(found: re.Match[str]) -> str:
    name = _THEMED.get(_long(found[0]))
    return f"var(--{name})" if name else found[0]
