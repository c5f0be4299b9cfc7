"""The two smallest pieces of HTML."""

from __future__ import annotations

from html import escape


def id_attribute(anchor: str) -> str:
    """Return the ``id`` attribute of an anchor, or nothing.

    >>> id_attribute("a"), id_attribute("")
    (' id="a"', '')
    """
    return f' id="{escape(anchor)}"' if anchor else ""


def tag(name: str, content: str, kind: str = "") -> str:
    """Return an element of HTML `content`, or nothing when it would be empty.

    >>> tag("p", "Có", "topic"), tag("p", "")
    ('<p class="topic">Có</p>', '')
    """
    attribute = f' class="{kind}"' if kind else ""
    return f"<{name}{attribute}>{content}</{name}>" if content else ""
