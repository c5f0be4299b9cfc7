"""A brief as an administrative document, in HTML: what stands above it and what stands below."""

from __future__ import annotations

from html import escape
from typing import Final

from vnhealth.blocks.markup import id_attribute, tag
from vnhealth.blocks.model import Letterhead

ADDRESSED: Final = "Kính gửi:"
RECIPIENTS: Final = "Nơi nhận:"


def letter_opening(letter: Letterhead, about: str = "", anchor: str = "") -> str:
    """Return the opening in the decree's order; `about` is HTML below the summary.

    Parameters
    ----------
    letter
        Its lines, as printed.
    about
        Further words on what the document is, as HTML.
    anchor
        Id of the element; empty for none.
    """
    issuer = tag("p", escape(letter.issuing_body), "body") + tag(
        "p", escape(letter.issuer), "issuer"
    )
    state = tag("p", escape(letter.state), "state") + tag("p", escape(letter.motto), "motto")
    listed = "".join(tag("li", escape(name)) for name in letter.addressees)
    addressed = f'<div class="addressed"><p>{ADDRESSED}</p><ul>{listed}</ul></div>'
    return (
        f'<header class="masthead letter"{id_attribute(anchor)}>'
        f'<div class="letter-top" lang="vi"><div>{issuer}</div><div>{state}</div>'
        f"{tag('p', escape(letter.number), 'no')}"
        f"{tag('p', escape(letter.place_and_date), 'date')}</div>"
        f'<h1 lang="vi"><span class="kind">{escape(letter.kind)}</span> '
        f'<span class="about">{escape(letter.summary)}</span></h1>'
        f"{addressed if listed else ''}{about}</header>"
    )


def letter_closing(letter: Letterhead) -> str:
    """Return recipients and the place of the signature, its name blank unless it is known."""
    listed = "".join(tag("li", escape(line)) for line in letter.recipients)
    named = tag("p", escape(letter.signer), "signer") or '<p class="signer blank">&nbsp;</p>'
    powers = "".join(tag("p", escape(line), "power") for line in letter.authority)
    sent = f"<p>{RECIPIENTS}</p><ul>{listed}</ul>" if listed else ""
    return (
        f'<div class="letter-end" lang="vi"><div class="recipients">{sent}</div>'
        f'<div class="signature">{powers}{named}</div></div>'
    )
