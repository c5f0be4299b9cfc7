"""Markdown cells as plain nodes that both outputs are written from; raw HTML stays text.

A node is a dictionary with its kind under ``k``: ``p h ul ol quote pre hr table`` hold the
blocks, ``text strong em code link br note`` the words inside them.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, Final

Node = dict[str, Any]
_SAFE_SCHEMES: Final = ("https://", "http://", "mailto:", "#")


@cache
def _reader() -> Callable[[str], Any]:
    import mistune

    return mistune.create_markdown(
        renderer=None, escape=True, plugins=["footnotes", "table", "strikethrough"]
    )


def read(markdown: str) -> list[Node]:
    """Return the nodes of a markdown text.

    Raw HTML is text like any other; a link to anything but the web or this page is its text.

    >>> read("Có **14,5** <b>")[0]["c"][1]
    {'k': 'strong', 'c': [{'k': 'text', 's': '14,5'}]}
    """
    tokens = _reader()(markdown)
    notes: dict[str, list[Node]] = {}
    for token in tokens:
        if token["type"] == "footnotes":
            for item in token["children"]:
                notes[item["attrs"]["key"]] = _blocks(item["children"], {})
    return _blocks(tokens, notes)


def plain(nodes: list[Node]) -> str:
    """Return the words of `nodes` without any markup.

    >>> plain(read("Có *ba* [nơi](https://example.org)"))
    'Có ba nơi'
    """
    return "".join(node.get("s", "") + plain(node.get("c", [])) for node in nodes)


def headings(nodes: list[Node]) -> list[Node]:
    """Return the heading nodes, in order."""
    return [node for node in nodes if node["k"] == "h"]


def _blocks(tokens: list[Any], notes: dict[str, list[Node]]) -> list[Node]:
    nodes = (_block(token, notes) for token in tokens)
    return [node for node in nodes if node is not None]


def _block(token: Any, notes: dict[str, list[Node]]) -> Node | None:
    kind, children = token["type"], token.get("children", [])
    attributes = token.get("attrs", {})
    node: Node | None = None
    if kind in ("paragraph", "block_text"):
        node = {"k": "p", "c": _words(children, notes), "tight": kind == "block_text"}
    elif kind == "heading":
        node = {"k": "h", "level": attributes["level"], "c": _words(children, notes)}
    elif kind == "list":
        items = [{"k": "li", "c": _blocks(item["children"], notes)} for item in children]
        node = {
            "k": "ol" if attributes["ordered"] else "ul",
            "start": attributes.get("start", 1),
            "c": items,
        }
    elif kind == "block_quote":
        node = {"k": "quote", "c": _blocks(children, notes)}
    elif kind in ("block_code", "block_html"):
        node = {"k": "pre" if kind == "block_code" else "p", "c": [_text(token["raw"].strip("\n"))]}
    elif kind == "thematic_break":
        node = {"k": "hr", "c": []}
    elif kind == "table":
        node = _table(children, notes)
    return node


def _table(parts: list[Any], notes: dict[str, list[Node]]) -> Node:
    def row(cells: list[Any]) -> Node:
        return {"k": "tr", "c": [{"k": "td", "c": _words(c["children"], notes)} for c in cells]}

    head = next(part for part in parts if part["type"] == "table_head")
    bodies = [part for part in parts if part["type"] == "table_body"]
    rows = [row(r["children"]) for body in bodies for r in body["children"]]
    return {"k": "table", "c": [row(head["children"]), *rows]}


def _text(written: str) -> Node:
    return {"k": "text", "s": written}


def _words(tokens: list[Any], notes: dict[str, list[Node]]) -> list[Node]:
    return [node for token in tokens for node in _word(token, notes)]


_NESTING: Final = {"strong": "strong", "emphasis": "em", "strikethrough": "del"}


def _word(token: Any, notes: dict[str, list[Node]]) -> list[Node]:
    kind = token["type"]
    inner = _words(token.get("children", []), notes)
    if kind in _NESTING:
        found = [{"k": _NESTING[kind], "c": inner}]
    elif kind == "codespan":
        found = [{"k": "code", "s": token["raw"]}]
    elif kind == "link":
        url = token["attrs"]["url"]
        safe = url.lower().startswith(_SAFE_SCHEMES)
        found = [{"k": "link", "url": url, "c": inner}] if safe else inner
    elif kind == "linebreak":
        found = [{"k": "br"}]
    elif kind == "softbreak":
        found = [_text(" ")]
    elif kind == "footnote_ref":
        found = [{"k": "note", "c": notes.get(token["raw"], [])}]
    else:
        found = inner or [_text(token.get("raw", ""))]
    return found
