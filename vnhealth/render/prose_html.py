"""Prose nodes as HTML; footnotes are numbered through the page and stand at its end."""

from __future__ import annotations

from html import escape
from typing import Final

from vnhealth.render.prose import Node
from vnhealth.wording import ui

_TAGS: Final = {
    "p": "p", "ul": "ul", "quote": "blockquote", "li": "li", "tr": "tr",
    "strong": "strong", "em": "em", "del": "del", "code": "code",
}  # fmt: skip


class ProseWriter:
    """Writes the prose of one page and keeps its footnotes."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._notes: list[str] = []

    def write(self, nodes: list[Node]) -> str:
        """Return the nodes as HTML."""
        return "".join(self._node(node) for node in nodes)

    def footnotes(self) -> str:
        """Return the footnotes met so far as a list, or nothing."""
        if not self._notes:
            return ""
        title = escape(ui.word("notes", self.language))
        items = "".join(self._notes)
        return f'<section class="footnotes" aria-label="{title}"><ol>{items}</ol></section>'

    def _node(self, node: Node) -> str:
        kind, inner = node["k"], node.get("c", [])
        if kind == "text":
            return escape(node["s"])
        if kind == "note":
            return self._note(inner)
        if kind == "table":
            return self._table(inner)
        content = escape(node["s"]) if kind == "code" else self.write(inner)
        if kind in _TAGS:
            return content if node.get("tight") else f"<{_TAGS[kind]}>{content}</{_TAGS[kind]}>"
        return self._with_attributes(node, content)

    def _with_attributes(self, node: Node, content: str) -> str:
        match node["k"]:
            case "h":
                level = node["level"]
                return f'<h{level} id="{escape(node["anchor"])}">{content}</h{level}>'
            case "pre":
                return f'<pre tabindex="0"><code>{content}</code></pre>'
            case "link":
                return f'<a href="{escape(node["url"])}">{content}</a>'
            case "ol":
                return f'<ol start="{int(node["start"])}">{content}</ol>'
            case kind:
                return f"<{kind}>"

    def _note(self, inner: list[Node]) -> str:
        number = len(self._notes) + 1
        self._notes.append("")
        back = escape(ui.word("back", self.language))
        self._notes[number - 1] = (
            f'<li id="note-{number}">{self.write(inner)} '
            f'<a href="#note-{number}-from" aria-label="{back}">↑</a></li>'
        )
        label = escape(f"{ui.word('footnote', self.language)} {number}")
        return (
            f'<sup class="cite"><a id="note-{number}-from" href="#note-{number}" '
            f'aria-label="{label}">{number}</a></sup>'
        )

    def _table(self, rows: list[Node]) -> str:
        head, *body = rows
        first = "".join(f'<th scope="col">{self.write(c["c"])}</th>' for c in head["c"])
        rest = "".join(
            "<tr>" + "".join(f"<td>{self.write(c['c'])}</td>" for c in row["c"]) + "</tr>"
            for row in body
        )
        return (
            f'<div class="scroll" tabindex="0"><table><thead><tr>{first}</tr></thead>'
            f"<tbody>{rest}</tbody></table></div>"
        )
