"""nbconvert exporter ``vnhealth-html``: one accessible, self-contained HTML file."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any, Final

from nbconvert.exporters import Exporter
from traitlets import default

from vnhealth.blocks.fragments import fragment
from vnhealth.blocks.letter import letter_closing
from vnhealth.blocks.placement import Placement
from vnhealth.render import notebook as notebooks
from vnhealth.render.notebook import Document, Part, Placed, Prose
from vnhealth.render.prose_html import ProseWriter
from vnhealth.render.script import policy
from vnhealth.render.style import style_sheet, template
from vnhealth.wording import ui

# What the script says, and the words it is said in.
_SAID: Final = {
    "source": "source",
    "copy-picture": "copy_picture",
    "copy-table": "copy_table",
    "picture": "copied_picture",
    "table": "copied_table",
    "saved": "saved_picture",
    "failed": "not_copied",
    "sideways": "sideways",
}

if TYPE_CHECKING:
    from jinja2 import Template


def render(notebook: Any) -> str:
    """Return the HTML page of an executed notebook.

    Parameters
    ----------
    notebook
        A notebook node (nbformat 4), executed.

    Returns
    -------
    str
        A whole page that asks for nothing outside itself. Its one script adds buttons that copy
        charts and tables; the page is complete without it.

    Raises
    ------
    BriefError
        When a cell of the notebook failed.
    """
    return page(notebooks.read(notebook))


def page(document: Document) -> str:
    """Return the HTML page of a document."""
    writer = ProseWriter(document.language)
    script = template("copy.js")
    body = _body(document, writer)
    return _template().render(
        language=document.language,
        title=document.title,
        description=document.masthead.subtitle if document.masthead else "",
        style=style_sheet(),
        word=lambda key: ui.word(key, document.language),
        policy=policy(script),
        script=script,
        said={name: ui.word(key, document.language) for name, key in _SAID.items()},
        masthead=_opening(document),
        contents=[entry for entry in document.contents if entry.level == 2],  # noqa: PLR2004
        body=body + writer.footnotes(),
        footer=_footer(document),
    )


def _body(document: Document, writer: ProseWriter) -> str:
    """Return all parts, with the end of an administrative document before its annexes."""
    written = [_part(part, writer) for part in document.parts]
    letter = document.masthead.letterhead if document.masthead else None
    if letter is not None:
        written.insert(document.annex, letter_closing(letter))
    return "\n".join(written)


def _opening(document: Document) -> str:
    if document.masthead is None:
        return f'<header class="masthead"><h1>{escape(document.title)}</h1></header>'
    return fragment(document.masthead, Placement(document.language))


def _part(part: Part, writer: ProseWriter) -> str:
    if isinstance(part, Placed):
        return fragment(part.block, part.place)
    if isinstance(part, Prose):
        return writer.write(part.nodes)
    label = escape(ui.word("output", writer.language))
    return f'<pre tabindex="0" role="region" aria-label="{label}">{escape(part.text)}</pre>'


def _footer(document: Document) -> str:
    opening = document.masthead
    facts = (opening.issuer, opening.title, opening.edition) if opening else (document.title,)
    return " · ".join(fact for fact in facts if fact)


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(template("page.html.j2"))


class HtmlExporter(Exporter):
    """Export an executed notebook as a self-contained HTML page."""

    export_from_notebook = "vnhealth HTML"
    output_mimetype = "text/html"

    @default("file_extension")
    def _file_extension_default(self) -> str:
        return ".html"

    def from_notebook_node(  # type: ignore[override]
        self, nb: Any, resources: Any = None, **kw: Any
    ) -> tuple[str, dict[str, Any]]:
        """Return the page and nbconvert's resources."""
        nb, resources = super().from_notebook_node(nb, resources, **kw)
        return render(nb), resources
